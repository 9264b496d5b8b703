// SPDX-License-Identifier: MIT OR Apache-2.0
// Debian's prebuilt standard libraries of other architectures: which package has the one for a target, and fetching it
// past the system: apt works in directories of our own, with the machine's sources and keys.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"
#include "base/paths.h"
#include "rust/doctor_packages.h"
#include "rust/toolchain.h"

namespace crossyard::container {

struct StdPackage {
    std::string name;         // "libstd-rust-web-dev"
    std::string architecture; // Debian's: "arm64"; empty: this machine's
    std::string version;      // of the compiler's package: "1.96.0+dfsg1-1~deb12u2"
    std::string target;       // a triple
    fs::path directory;       // where it is or will be: holds lib/rustlib/TARGET
    std::string prefix;       // of lib/rustlib in the package: "usr"; Ubuntu's rustc-1.80 has "usr/lib/rust-1.80"
    bool operator==(const StdPackage &) const = default;
    /// "libstd-rust-web-dev:arm64"
    std::string word() const;
};

/// Debian's architecture whose Rust has this target as its host; empty where there is none.
std::string_view debianArchitecture(std::string_view target);

/// The package with a target's library, for a compiler that came in `toolchain.package` of that version. Nothing where
/// Debian has none.
std::optional<StdPackage> stdPackageFor(const rust::PackageSystem &system, const rust::Toolchain &toolchain,
                                        const std::string &version, std::string_view target, const fs::path &store);
/// The version of an installed package. Errors: NotFound, Cancelled.
Result<std::string> installedVersion(const std::string &package, const CancelToken &cancel);

/// True where it is there.
bool isFetched(const StdPackage &package);
/// True where apt did not have it within the last day.
bool isKnownMissing(const StdPackage &package);

/// The file by which that is remembered.
fs::path missingMark(const StdPackage &package);

/// The settings of an apt that has all its state in the directory that it is started in, and looks at one architecture
/// only.
std::string aptSettings(std::string_view architecture);
/// From the lines of `apt-cache madison` the version that is the same source's: rebuilt ones ("+b1") count. Nothing
/// where there is none.
std::optional<std::string> matchingVersion(std::string_view madison, std::string_view version);
/// Those versions that there are, in its order, each once.
std::vector<std::string> offeredVersions(std::string_view madison);

/// Errors: NotFound (apt has no such version; remembered for a day), ToolFailed, Io, Cancelled.
Result<void> fetchStdPackage(const StdPackage &package, activity::Reporter &reporter, const CancelToken &cancel);

} // namespace crossyard::container
