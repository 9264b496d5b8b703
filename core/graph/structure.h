// SPDX-License-Identifier: MIT OR Apache-2.0
// The shape of a graph: circles, edges that others imply, who holds whom, and the longest way. Each in time that is
// linear or nearly so, and without recursion, whatever the graph looks like.
#pragma once

#include "graph/dependency_graph.h"
#include "graph/select.h"

namespace crossyard::graph {

/// Strongly connected components: nodes that all reach one another.
struct Components {
    std::vector<std::uint32_t> of;            // by node; a component's number is higher than those it depends on
    std::vector<std::vector<NodeId>> members; // by component, sorted
};
Components components(const DependencyGraph &graph);

/// The components that are circles: of several nodes, or of one that depends on itself. Cargo allows them through
/// development dependencies only. Sorted by their first node.
std::vector<std::vector<NodeId>> cycles(const DependencyGraph &graph);

/// The edges that a longer way implies (those that transitive reduction takes away). Edges within a circle, and between
/// the same two circles, are never among them.
Mask impliedEdges(const DependencyGraph &graph);

/// The node that every way from the roots to a node passes last: what holds it. `nothing` for roots, for what several
/// roots hold, and for what no root reaches.
std::vector<NodeId> dominators(const DependencyGraph &graph);

/// What would go with these nodes, and these edges: all that the roots reach now and would not reach then, the nodes
/// themselves among them. Sorted.
std::vector<NodeId> lostWithout(const DependencyGraph &graph, const std::vector<NodeId> &nodes,
                                const std::vector<EdgeId> &edges);

struct CriticalPath {
    std::vector<NodeId> nodes; // what is compiled first stands last; a circle stands as all of its nodes
    double seconds = 0;
};
/// The chain of dependencies whose times add up to the most: no number of processors makes the whole faster. By node:
/// seconds, of which negative ones count as none.
CriticalPath criticalPath(const DependencyGraph &graph, const std::vector<double> &seconds);

} // namespace crossyard::graph
