// SPDX-License-Identifier: MIT OR Apache-2.0
// Libraries of the system that build scripts will look for, looked for before anything is compiled: what is missing,
// too old or too new would otherwise be told by a script that panics in the midst of the build.
#pragma once

#include "base/cancel.h"
#include "bootstrap/bootstrap_graph.h"
#include "bootstrap/native_pkg_config.h"
#include "bootstrap/native_table.h"

#include <set>

namespace crossyard::bootstrap {

/// What a script will find, or not.
struct NativeFinding {
    std::string crate;   // "openssl-sys 0.9.107"
    std::string library; // pkg-config's name, or "C compiler"
    std::string state;   // "found", "missing", "too old", "too new", "bundled": it is compiled from the crate's sources
    std::string version = {}; // of what is here
    std::string wanted = {};  // "1.9.2 or later, below 1.10.0"; empty: any
    std::string package = {}; // that has it, in this system's distribution; empty: not known
    std::string text = {};    // one line that says all this and what can be done; empty where it is found
    bool stops = false;       // the build would fail
    std::string wrapper = {}; // a pkg-config for the target that would find what is missing, and is not asked
};

/// A range of versions, the end not included; empty: no bound.
struct NativeWindow {
    std::string from;
    std::string below;
    bool operator==(const NativeWindow &) const = default;
};
/// The window that a build script itself asks for: `range_version("1.9.2".."1.10.0")` before `probe("libgit2")`, or
/// atleast_version(). Patches of distributions change it there.
std::optional<NativeWindow> windowIn(std::string_view script, std::string_view pkgConfigName);
/// Numbers between dots, compared as numbers: below 0, 0, or above 0. Letters behind them do not count.
int compareNativeVersions(std::string_view a, std::string_view b);

/// The packages of a distribution, from the text of /etc/os-release.
enum class Distribution { Unknown, Debian, Fedora, Arch };
Distribution distributionOf(std::string_view osRelease);
/// The package's name there; for another target of Debian's with its architecture: "libssl-dev:arm64".
std::string packageFor(const NativeLibrary &library, Distribution distribution, const std::string &target,
                       const std::string &host);

/// How a system is asked; a test has its own.
struct NativeWorld {
    /// The variable's value, if it is set; [env] of the configuration counts.
    EnvironmentLookup variable;
    /// pkg-config's answer for the version of a library under the variables of its target; nothing where it is missing.
    std::function<std::optional<std::string>(const NativeQuestion &)> version;
    /// Of a library that is there: why pkg-config cannot give what is needed to link it, since it lacks what the
    /// library itself needs; empty where it can.
    std::function<std::string(const NativeQuestion &)> trouble;
    /// A program for that target alone that nobody names, and that knows the library: "aarch64-linux-gnu-pkg-config".
    std::function<std::optional<std::string>(const NativeQuestion &)> wrapper;
    /// Whether `curl-config --features` names HTTP2.
    std::function<bool()> curlHasHttp2;
    /// The C compiler for a target, if there is one.
    std::function<std::optional<std::string>(const std::string &target)> compiler;
    Distribution distribution = Distribution::Unknown;
    std::string host;
};
/// The machine as it is.
NativeWorld realWorld(const BootstrapInput &input, const CancelToken &cancel);

/// What the scripts that would run need, in the units' order; each package once a side. `needed` is by unit.
std::vector<NativeFinding> findNatives(const BootstrapInput &input, const build::UnitGraph &graph,
                                       const std::vector<bool> &needed, const NativeWorld &world);

/// All that stops a build, as one error.
std::optional<Error> firstObstacle(const std::vector<NativeFinding> &natives);

} // namespace crossyard::bootstrap
