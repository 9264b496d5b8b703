// SPDX-License-Identifier: MIT OR Apache-2.0
// Which program the crate pkg-config asks for a library, and whether it asks at all. Pure.
#pragma once

#include "base/paths.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::bootstrap {

struct NativeQuestion {
    std::string name; // pkg-config's
    std::string target;
    /// The crate is Debian's: it asks for other targets without being told to, and knows DEB_HOST_GNU_TYPE.
    bool debians = false;
};

/// NAME_triple, NAME_triple_with_underscores, HOST_NAME or TARGET_NAME, NAME: the first that is set.
std::optional<std::string> targetedVariable(const std::string &name, const std::string &target, const std::string &host,
                                            const EnvironmentLookup &variable);

/// The program that is asked: what PKG_CONFIG says for the target; Debian's crate then takes that of DEB_HOST_GNU_TYPE;
/// else pkg-config, or pkgconf where `exists` knows no such program. Nothing where the crate does not ask: for another
/// target it wants PKG_CONFIG_ALLOW_CROSS, or a PKG_CONFIG or PKG_CONFIG_SYSROOT_DIR that somebody set.
std::optional<std::string> pkgConfigFor(const NativeQuestion &question, const std::string &host,
                                        const EnvironmentLookup &variable,
                                        const std::function<bool(const std::string &program)> &exists);

/// The names that distributions give to a pkg-config for a target: "aarch64-linux-gnu-pkg-config". The crate does not
/// look for these by itself.
std::vector<std::string> pkgConfigWrappers(const std::string &target);

/// Whether the source of the crate pkg-config is Debian's.
bool isDebiansPkgConfig(std::string_view source);

} // namespace crossyard::bootstrap
