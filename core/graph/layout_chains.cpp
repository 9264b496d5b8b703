// SPDX-License-Identifier: MIT OR Apache-2.0
// Vertices for edges that pass through layers (the dummies of Sugiyama, Tagawa and Toda 1981). All long edges to one target
// share a chain that ends there and begins below the highest of their sources: a crate that everybody needs would else have
// as many lines through each layer as it has users, which nobody can follow and which makes the graph many times larger.
#include "graph/layout_parts.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph::layered {

namespace {

class Builder {
public:
    Builder(Index count, std::span<const Edge> edges, std::span<const std::int64_t> weights,
            std::span<const Index> layer, std::span<const Index> blocks)
        : m_count(count), m_edges(edges), m_weights(weights)
    {
        m_graph.realCount = count;
        m_graph.layer.assign(layer.begin(), layer.end());
        m_graph.block.assign(blocks.begin(), blocks.end());
        m_graph.ways.resize(edges.size());
    }

    LayeredGraph make(std::size_t most)
    {
        makeChains(most);
        std::vector<std::int64_t> along(m_graph.layer.size(), 0); // from a chain's vertex to the one below
        for (std::size_t i = 0; i < m_edges.size(); ++i)
            addEdge(i, along);
        for (const auto &chain : m_graph.chains) {
            for (Index i = 0; i < chain.count; ++i) {
                const Index vertex = chain.first + i;
                if (i > 0)
                    along[vertex] += along[vertex - 1];
                addSegment({vertex, i + 1 < chain.count ? vertex + 1 : m_target[vertex - m_count]}, along[vertex]);
            }
        }
        finish();
        return std::move(m_graph);
    }

private:
    Index layer(Index vertex) const { return m_graph.layer[vertex]; }

    void makeChains(std::size_t most)
    {
        std::vector<Index> top(m_count, none); // of the sources, for each target
        for (const auto &edge : m_edges)
            top[edge.to] = std::min(top[edge.to], layer(edge.from));
        const auto length = [&](Index target) {
            return top[target] == none ? 0 : layer(target) - top[target] - 1;
        };
        std::vector<Index> targets;
        for (Index vertex = 0; vertex < m_count; ++vertex) {
            if (length(vertex) > 0)
                targets.push_back(vertex);
        }
        std::ranges::stable_sort(targets, {}, length);
        m_chainOf.assign(m_count, none);
        std::size_t used = 0;
        for (const Index target : targets) {
            used += length(target);
            if (used > most)
                break;
            m_chainOf[target] = static_cast<Index>(m_graph.chains.size());
            m_graph.chains.push_back({static_cast<Index>(m_graph.layer.size()), length(target)});
            for (Index i = 0; i < length(target); ++i) {
                m_graph.layer.push_back(top[target] + 1 + i);
                m_target.push_back(target);
                if (!m_graph.block.empty())
                    m_graph.block.push_back(m_graph.block[target]);
            }
        }
    }

    void addEdge(std::size_t at, std::vector<std::int64_t> &along)
    {
        const auto &edge = m_edges[at];
        const Index between = layer(edge.to) - layer(edge.from) - 1;
        if (between == 0) {
            addSegment(edge, m_weights[at]);
            return;
        }
        auto &way = m_graph.ways[at];
        if (m_chainOf[edge.to] == none) {
            way.direct = true;
            return;
        }
        const auto &chain = m_graph.chains[m_chainOf[edge.to]];
        way.count = between;
        way.first = chain.first + chain.count - between;
        along[way.first] += m_weights[at];
        addSegment({edge.from, way.first}, m_weights[at]);
    }

    void addSegment(Edge segment, std::int64_t weight)
    {
        m_graph.segments.push_back(segment);
        m_graph.weights.push_back(weight);
    }

    void finish()
    {
        m_graph.up = incoming(m_graph.count(), m_graph.segments);
        m_graph.down = outgoing(m_graph.count(), m_graph.segments);
        const Index layers = m_graph.layer.empty() ? 0 : std::ranges::max(m_graph.layer) + 1;
        m_graph.layerStart.assign(layers + 1, 0);
        for (const Index at : m_graph.layer)
            ++m_graph.layerStart[at + 1];
        std::partial_sum(m_graph.layerStart.begin(), m_graph.layerStart.end(), m_graph.layerStart.begin());
    }

    Index m_count = 0;
    std::span<const Edge> m_edges;
    std::span<const std::int64_t> m_weights;
    std::vector<Index> m_chainOf; // of each target
    std::vector<Index> m_target;  // of each vertex of a chain
    LayeredGraph m_graph;
};

} // namespace

LayeredGraph makeLayeredGraph(Index count, std::span<const Edge> edges, std::span<const std::int64_t> weights,
                              std::span<const Index> layer, std::span<const Index> blocks, std::size_t most)
{
    return Builder(count, edges, weights, layer, blocks).make(most);
}

} // namespace crossyard::graph::layered
