// SPDX-License-Identifier: MIT OR Apache-2.0
// A .crate: a packed archive of one package, in one directory NAME-VERSION.
#pragma once

#include "base/cancel.h"
#include "registry/tar_guard.h"

#include <filesystem>

namespace crossyard::registry {

struct CrateLimits {
    TarLimits tar = {};
    std::uint64_t ratio = 200; // of unpacked to packed bytes, for what is larger than a megabyte
};

/// Checks the SHA-256 (64 hexadecimal digits; empty: not known) of a .crate, then unpacks it so that `destination`
/// becomes the package's directory, whole or not at all. What stands there already stays. Errors: BadInput (the
/// checksum, naming file and both; what the guard refuses), Parse, Io.
Result<void> unpackCrate(const std::filesystem::path &archive, const std::string &checksum, const std::string &top,
                         const std::filesystem::path &destination, const CrateLimits &limits = {});

/// The same for an archive of sources (.crate, .tar.gz, .tar.xz) of whatever directory, of which no checksum is known;
/// headers that say nothing of names and sizes are passed over. The archive has a Cargo.toml at its top.
Result<void> unpackSource(const std::filesystem::path &archive, const std::filesystem::path &destination,
                          CrateLimits limits = {});

/// Errors: BadInput, with the file and both sums; Io.
Result<void> checkChecksum(const std::filesystem::path &archive, const std::string &checksum);

} // namespace crossyard::registry
