// SPDX-License-Identifier: MIT OR Apache-2.0
// Nodes put together: by where they come from, and packages that are in several times.
#pragma once

#include "graph/dependency_graph.h"

namespace crossyard::graph {

/// A package that is in with several versions, or with one version from several sources.
struct Duplicate {
    struct Variant {
        std::string version;
        std::string origin;        // the source's URL; empty for a path
        std::vector<NodeId> nodes; // several where the nodes are units
        std::vector<EdgeId> asked; // who asks for it: the edges that end at it, but for those between its own units
    };
    std::string name;
    std::vector<Variant> variants; // by version
};
/// By name.
std::vector<Duplicate> duplicates(const DependencyGraph &graph);

enum class GroupBy {
    Source,     // "workspace", "path", "registry", "git", "std", "missing"
    Duplicates, // the name of each package that is in several times, and "" for all others
};
struct Group {
    std::string name;
    std::vector<NodeId> nodes; // sorted
};
/// Every node is in one group; no group is empty. In the order above, duplicates by name.
std::vector<Group> groups(const DependencyGraph &graph, GroupBy by);

} // namespace crossyard::graph
