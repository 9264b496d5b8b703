// SPDX-License-Identifier: MIT OR Apache-2.0
// What of a graph is shown at a time, so that a picture can be read: some nodes in the middle and what is near them,
// what a search means, and what lights up with a node. Who draws decides nothing of it.
#pragma once

#include "graph/select.h"

namespace crossyard::graph {

/// A graph of so many nodes is shown whole; of a larger one a neighbourhood comes first.
inline constexpr std::uint32_t smallPicture = 200;
/// No picture has more nodes: what is further away than these is left out, and that is told.
inline constexpr std::uint32_t largestPicture = 20000;

struct ViewRequest {
    Bits kinds = edge::all;
    bool hideImplied = false;        // of the edges that are shown, without those that longer ways among them imply
    std::vector<NodeId> centre = {}; // empty, or none of them passes the filter: the roots
    /// From the centre. Both: what it depends on, and what depends on it; not what shares a dependency with it.
    Direction direction = Direction::Both;
    /// From the centre. Nothing: everything where that is a small picture, else two steps, or one where two are large.
    std::optional<std::uint32_t> depth = {};
};

struct View {
    Part part;
    std::vector<NodeId> centre; // of the whole graph
    Mask passing;               // by node of the whole graph: what the filter leaves
    std::uint32_t passingCount = 0;
    std::uint32_t depth = noLimit; // that was chosen
    bool cut = false;              // there is more within the depth than the largest picture holds
};

View viewOf(const DependencyGraph &graph, const ViewRequest &request);

/// The nodes that have each of the words, split by blanks, in "name@version", whatever their case: those of that name
/// first, then names that begin with the first word, then the others; among equals, in the graph's order. No words:
/// none.
std::vector<NodeId> search(const DependencyGraph &graph, std::string_view words, const Mask &among);

/// The ways from a node down and up, as far as they go.
struct Lit {
    Mask nodes;
    Mask edges;
};
Lit pathsThrough(const DependencyGraph &graph, NodeId node);

enum class Walk {
    Out,      // to what the node depends on
    In,       // to what depends on it
    Next,     // to the right, among those that were reached from the same node
    Previous, // to the left
};
/// The node that an arrow key leads to. `xs` are the middles of the nodes from left to right; `via` is the node that
/// the walk came from, or `nothing`. Out and In go to the nearest one, back to where the walk came from before all
/// others. Siblings are the other ends of the edges of `via`; without it, of the first node that asks; of a root, the
/// roots. `nothing` where no way leads on.
NodeId walk(const DependencyGraph &graph, const std::vector<double> &xs, NodeId from, NodeId via, Walk step);

} // namespace crossyard::graph
