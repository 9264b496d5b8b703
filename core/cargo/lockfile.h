// SPDX-License-Identifier: MIT OR Apache-2.0
// Cargo.lock, versions 1 to 4. A lock is a superset: it covers all platforms and features.
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "cargo/version.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::cargo {

struct LockedPackage {
    std::string name;
    Version version;
    std::string source;   // "registry+https://...", a git source as git_source.h has it; empty: a path
    std::string checksum; // sha-256 of the .crate in hexadecimal; empty where the lock has none
    /// Indices into Lockfile::packages.
    std::vector<std::size_t> dependencies;
};

struct Lockfile {
    int version = 1;
    std::vector<LockedPackage> packages;

    /// The package of that name and version, and of that source where it is given.
    const LockedPackage *find(std::string_view name, const Version &version) const;
};

/// Errors: Io, Parse, Unsupported (a version of lock files that is newer than 4), BadInput (a dependency that the lock
/// does not have).
Result<Lockfile> readLockfile(const fs::path &file);
Result<Lockfile> parseLockfile(std::string_view content, const fs::path &file);

} // namespace crossyard::cargo
