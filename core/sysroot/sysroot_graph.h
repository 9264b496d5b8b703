// SPDX-License-Identifier: MIT OR Apache-2.0
// Which crates a sysroot gets, with which features: from a list like -Zbuild-std's, from an Xargo.toml, or, where
// nothing is said, from the target. Pure but for reading the packages' manifests.
#pragma once

#include "build/unit_graph.h"
#include "sysroot/sysroot_request.h"

namespace crossyard::sysroot {

/// A crate that is there although no file names it, as one would have to name it.
struct DefaultCrate {
    std::string name;
    std::vector<std::string> features = {}; // beyond those that it gets anyway
    bool operator==(const DefaultCrate &) const = default;
};

struct SysrootGraph {
    build::UnitGraph units;
    std::vector<std::string> rootCrates; // in the order of their stages
    bool hasMem = false;                 // memcpy and its like come with compiler_builtins
    std::vector<DefaultCrate> defaults;  // an Xargo.toml with these gives the same; empty where the crates were chosen
    std::vector<std::string> remarks;
};

/// Errors: BadInput (a crate, feature or patch that does not fit, with its place), NotFound (a source that is missing),
/// Unsupported (git and registry crates).
Result<SysrootGraph> makeSysrootGraph(const SysrootInput &input);

/// True where compiler_builtins brings memcpy and its like for this target by itself: its build script decides by the
/// target's name (sysroot notes 4.7).
bool memByName(std::string_view targetName);

} // namespace crossyard::sysroot
