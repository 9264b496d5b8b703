// SPDX-License-Identifier: MIT OR Apache-2.0
// Ways through a graph: between two nodes, and from the roots down to a node, which is why it is here.
#pragma once

#include "graph/dependency_graph.h"

namespace crossyard::graph {

/// Edges, each beginning where the one before ends. Empty: from a node to itself.
using Path = std::vector<EdgeId>;

/// The fewest edges; nothing where there is no way.
std::optional<Path> shortestPath(const DependencyGraph &graph, NodeId from, NodeId to);

struct PathLimits {
    std::size_t paths = 100;     // that are given
    std::size_t steps = 1000000; // of looking: in a graph with circles most ways may end nowhere
};
struct Paths {
    std::vector<Path> paths; // the short ones first
    bool cut = false;        // there may be more: a limit was reached
};
/// The ways that pass no node twice.
Paths allPaths(const DependencyGraph &graph, NodeId from, NodeId to, const PathLimits &limits = {});

/// For each node that asks for this one by itself: the shortest chain from a root down to that one, and on to this.
/// Chains without development dependencies win over shorter ones with them. At most `limit`. A root needs no reason,
/// but may have some.
Paths chainsTo(const DependencyGraph &graph, NodeId node, std::size_t limit = 100);

} // namespace crossyard::graph
