// SPDX-License-Identifier: MIT OR Apache-2.0
// The directories that a project's packages lie in: its workspace, and what path dependencies and patches lead to.
#pragma once

#include "cargo/config.h"

#include <set>

namespace crossyard::container {

struct ProjectPackages {
    fs::path root;                 // of the workspace
    std::vector<fs::path> outside; // directories outside of it, none below another; sorted
    std::set<fs::path> manifests;  // of the workspace, and all that were followed; sorted
    bool hasLock = false;
    fs::path lock; // where Cargo.lock is, or would be
};

/// Follows path dependencies of all kinds, from the members and from what they lead to. For a package that belongs to
/// another workspace that one's root is taken, since it may inherit from there; where that is the home directory or
/// above it, the package alone. Errors: Io, Parse, BadInput.
Result<ProjectPackages> findPackages(const fs::path &workspaceRoot, const cargo::Config &config,
                                     const std::optional<fs::path> &home);

/// A directory that is never mounted whole: the root of the file system, the home directory and what is above it, and
/// those that hold keys. Errors: Unsupported.
Result<void> checkMountable(const fs::path &directory, const std::optional<fs::path> &home);

} // namespace crossyard::container
