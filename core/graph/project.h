// SPDX-License-Identifier: MIT OR Apache-2.0
// The packages of a user's project as a graph, read from manifests and Cargo.lock; no cargo runs.
//
// A package whose manifest is on disk is in with what its manifest says and what the features make of it: which
// optional dependencies are active, for which side. Of a package that is not on disk (nothing was fetched yet, or it
// comes from git) the lock file still knows the version and what it may depend on: it is in with that, its edges
// without kinds, so that a graph is never less than what the lock has of it. Where not even a lock names a version, the
// node is Missing.
#pragma once

#include "cargo/lockfile.h"
#include "cargo/workspace.h"
#include "graph/dependency_graph.h"

namespace crossyard::graph {

struct Project {
    cargo::Workspace workspace;
    std::shared_ptr<cargo::PackageGraph> packages; // reads manifests when they are asked for
    std::optional<cargo::Lockfile> lock;
    std::vector<cargo::PackageIndex> members; // in the order of workspace.members
};

/// The workspace that a Cargo.toml belongs to, with its Cargo.lock where it has one. `crateDirs` are directories of
/// crates' sources; each must exist. Errors: Io, Parse, BadInput, Unsupported (a lock file that is too new).
Result<Project> openProject(const fs::path &manifest, const std::vector<fs::path> &crateDirs);

/// Where crates' sources may lie without being asked for: what `[source]` in cargo's configuration puts in the place of
/// crates.io, or what cargo has unpacked in CARGO_HOME. Only directories that are there. Errors: those of reading the
/// configuration.
Result<std::vector<fs::path>> usualCrateDirs(const fs::path &directory);

/// What the words of --features mean for each member, as cargo has it: `f` is for all members that have it, `member/f`
/// for one of them, `dependency/f` for all that have the dependency. Errors: BadInput (no member has it).
Result<std::vector<cargo::FeatureRequest>> memberFeatures(const Project &project,
                                                          const std::vector<std::string> &features,
                                                          bool defaultFeatures, bool allFeatures);

struct ProjectRequest {
    /// The roots and their features.
    std::vector<cargo::FeatureRequest> members;
    /// The platform that it is compiled for; none: for every one of them.
    std::optional<cargo::PlatformFacts> target = {};
    cargo::PlatformFacts host = {}; // matters where there is a target
    /// With the development dependencies of members.
    bool development = true;
    /// What `cargo metadata` answers: one set of features a package, those of all platforms and sides together, and
    /// weak features strong. Without, what is compiled, as `cargo tree` says it.
    bool asMetadata = false;
    /// Look into the libraries' sources for `#![no_std]`.
    bool findNoStd = false;
};

/// Errors: Io, Parse, BadInput, with the place. Sources that are missing are none.
Result<DependencyGraph> readProject(const Project &project, const ProjectRequest &request);

} // namespace crossyard::graph
