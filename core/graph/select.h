// SPDX-License-Identifier: MIT OR Apache-2.0
// Parts of a graph: what a name means, what is near a node, what is left by a filter. Nothing here changes a graph.
#pragma once

#include "graph/dependency_graph.h"

namespace crossyard::graph {

/// A set of nodes or edges: true by number where it is in.
using Mask = std::vector<bool>;

/// A graph made from a part of another one.
struct Part {
    DependencyGraph graph;
    std::vector<NodeId> nodes; // the other graph's number of each node here
};

/// The nodes that a package id specification means, in its simple forms: `name`, `name@version`, where the version may
/// stop early (`syn@1`). All of them: one name may have several versions, and one package several units.
/// Errors: NotFound, with the nearest name, or the versions that there are, as a hint.
Result<std::vector<NodeId>> findNodes(const DependencyGraph &graph, std::string_view spec);

enum class Direction { Out, In, Both };
inline constexpr std::uint32_t noLimit = 0xffffffff;

/// The starts, and what is at most `depth` edges away; Out is towards dependencies.
Mask neighbourhood(const DependencyGraph &graph, const std::vector<NodeId> &starts, Direction direction,
                   std::uint32_t depth = noLimit);

/// The part with these nodes, and those of these edges that lie between them. `roots` become the part's roots, as far
/// as they are in it.
Part keep(const DependencyGraph &graph, const Mask &nodes, const Mask &edges, const std::vector<NodeId> &roots);

struct Filter {
    Bits kinds = edge::all; // sections of the manifests
    bool optional = true;   // false: without what only optional entries ask for
    /// Without what is for other platforms. What serves the host is tested against the host.
    std::optional<cargo::PlatformFacts> target = {};
    cargo::PlatformFacts host = {};
    /// Only the packages with this feature enabled, and the ways to them from the roots; empty: all.
    std::string feature = {};
    /// Only the packages of which this is known, and the ways to them from the roots.
    std::optional<bool> noStd = {};
};

/// What the roots reach through the requests that pass. An edge goes when none of its requests passes; one that never
/// had any (of a lock file) stays.
Part filtered(const DependencyGraph &graph, const Filter &filter);

} // namespace crossyard::graph
