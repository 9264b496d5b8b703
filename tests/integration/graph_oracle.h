// SPDX-License-Identifier: MIT OR Apache-2.0
// What cargo says of a project, and what our graph of it says, in the same words.
#pragma once

#include "graph/project.h"
#include "support/rust.h"

#include <set>

namespace crossyard::graph {

/// A cargo with the compiler that belongs to it.
struct Cargo {
    fs::path cargo;
    fs::path rustc;
};
/// Those of every toolchain here that works.
const std::vector<Cargo> &allCargos();

struct OracleCase {
    fs::path directory = {}; // of the Cargo.toml
    std::vector<fs::path> crateDirs = {};
    std::map<std::string, std::optional<std::string>> environment = {};
    std::vector<std::string> features = {};
    bool defaultFeatures = true;
    bool allFeatures = false;
};

/// Nodes with their features, and edges with kinds and platforms: against `cargo metadata`.
void expectSameAsMetadata(const Cargo &cargo, const OracleCase &project);
/// Packages with their features for each side, and edges: against `cargo tree` for a target (empty: the host). Where no
/// package has different features for the two sides, the text of the tree as well.
void expectSameAsTree(const Cargo &cargo, const OracleCase &project, const std::string &target);

} // namespace crossyard::graph
