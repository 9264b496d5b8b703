// SPDX-License-Identifier: MIT OR Apache-2.0
// Which package brings a program on which system, and the command that installs it.
#pragma once

#include "rust/toolchain_system.h"

#include <string>
#include <string_view>

namespace crossyard::rust {

enum class PackageManager { None, Apt, Dnf, Pacman, Apk, Zypper, Brew, Winget };

struct PackageSystem {
    PackageManager manager = PackageManager::None;
    OsRelease os = {};
    bool root = false; // packages can be installed without sudo
    bool operator==(const PackageSystem &) const = default;
};

/// The package manager of a system that has an os-release.
PackageManager managerOf(const OsRelease &os);
/// The system that we are on.
PackageSystem findPackageSystem();

/// The package (or packages, with spaces between) with a program; empty where none is known.
std::string packageOf(const PackageSystem &system, std::string_view program);

/// A part of a distribution's Rust.
enum class RustPart { Source, Cargo, Std, Lld };
/// The package with another part of the Rust whose compiler came in the package `rustc`: Debian's rustc-web has
/// rust-web-src beside it, Ubuntu's rustc-1.80 has rust-1.80-src.
std::string rustPackage(const PackageSystem &system, std::string_view rustc, RustPart part);

/// The packages with compiler, cargo and source, for a system that has no Rust.
std::string wholeRust(const PackageSystem &system);

/// "sudo apt-get install PACKAGES"; empty where the packages or the manager are.
std::string installCommand(const PackageSystem &system, std::string_view packages);

} // namespace crossyard::rust
