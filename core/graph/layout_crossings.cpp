// SPDX-License-Identifier: MIT OR Apache-2.0
// Counting crossings in O(E log V), after Barth, Mutzel and Juenger (2004): the segments between two layers are taken
// by their upper ends from left to right, and a tree of sums over the lower layer knows how many of those before ended
// further right. Weights count: a segment that three edges run along crosses as three.
#include "graph/layout_parts.h"

#include <bit>

namespace crossyard::graph::layered {

std::uint64_t countCrossings(const LayeredGraph &graph, const Order &order, Index layer,
                             std::vector<std::int64_t> &tree)
{
    const Index begin = graph.layerStart[layer];
    const Index end = graph.layerStart[layer + 1];
    const Index below = graph.layerStart[layer + 2] - end;
    // A leaf is at `leaves` + place; a node holds the sum of its two children.
    const Index leaves = std::bit_ceil(below);
    tree.assign(2 * static_cast<std::size_t>(leaves), 0);
    std::uint64_t crossings = 0;
    for (Index i = begin; i < end; ++i) {
        const auto links = graph.down.of(order.vertices[i]);
        // All of one vertex before any of them goes in: they do not cross one another.
        for (const auto &link : links) {
            std::int64_t further = 0;
            for (Index at = leaves + order.place[link.vertex]; at > 1; at /= 2) {
                if (at % 2 == 0)
                    further += tree[at + 1];
            }
            crossings += static_cast<std::uint64_t>(further * graph.weights[link.edge]);
        }
        for (const auto &link : links) {
            for (Index at = leaves + order.place[link.vertex]; at > 0; at /= 2)
                tree[at] += graph.weights[link.edge];
        }
    }
    return crossings;
}

std::uint64_t countCrossings(const LayeredGraph &graph, const Order &order)
{
    std::vector<std::int64_t> tree;
    std::uint64_t crossings = 0;
    for (Index layer = 0; layer + 1 < graph.layerCount(); ++layer)
        crossings += countCrossings(graph, order, layer, tree);
    return crossings;
}

} // namespace crossyard::graph::layered
