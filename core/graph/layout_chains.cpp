// SPDX-License-Identifier: MIT OR Apache-2.0
// Vertices for edges that pass through layers (the dummies of Sugiyama, Tagawa and Toda 1981). Edges to one target
// share them: a crate that everybody needs would else have as many lines through each layer as it has users, which
// nobody can follow. In a small graph each edge first gets a chain of its own, so that its way is free, and those to
// one target that then lie side by side are joined from the target upward, which makes no new crossing. In a great one
// that would be too many vertices: all long edges to one target join one chain, which ends there and begins below the
// highest source.
#include "graph/layout_parts.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph::layered {

namespace {

// What follows from layers, segments and `below`.
void finish(LayeredGraph &graph)
{
    graph.up = incoming(graph.count(), graph.segments);
    graph.down = outgoing(graph.count(), graph.segments);
    const Index layers = graph.layer.empty() ? 0 : std::ranges::max(graph.layer) + 1;
    graph.layerStart.assign(layers + 1, 0);
    for (const Index at : graph.layer)
        ++graph.layerStart[at + 1];
    std::partial_sum(graph.layerStart.begin(), graph.layerStart.end(), graph.layerStart.begin());
    // Chains are to become straight: where some come together, the one that most edges follow goes on.
    std::vector<Index> heaviest(graph.count(), none); // segment to a chain's vertex above
    for (Index i = 0; i < graph.segments.size(); ++i) {
        const auto [from, to] = graph.segments[i];
        if (!graph.real(from) && !graph.real(to) &&
            (heaviest[to] == none || graph.weights[i] > graph.weights[heaviest[to]]))
            heaviest[to] = i;
    }
    const auto above = [&](Index vertex) {
        return heaviest[vertex] == none ? none : graph.segments[heaviest[vertex]].from;
    };
    for (Index vertex = graph.realCount; vertex < graph.count(); ++vertex) {
        const Index below = graph.belowOf(vertex);
        if (!graph.real(below) && above(below) == vertex)
            continue; // not the lowest of its chain
        LayeredGraph::Chain chain{static_cast<Index>(graph.inChains.size()), 0};
        for (Index at = vertex; at != none; at = above(at), ++chain.count)
            graph.inChains.push_back(at);
        graph.chains.push_back(chain);
    }
}

class Builder {
public:
    Builder(const ChainInput &input) : m_input(input)
    {
        m_graph.realCount = static_cast<Index>(input.layer.size());
        m_graph.layer.assign(input.layer.begin(), input.layer.end());
        m_graph.block.assign(input.blocks.begin(), input.blocks.end());
        m_graph.ways.resize(input.edges.size());
    }

    LayeredGraph make()
    {
        bundleEdges();
        makeVertices();
        for (std::size_t i = 0; i < m_input.edges.size(); ++i)
            addEdge(i);
        addInnerSegments();
        finish(m_graph);
        return std::move(m_graph);
    }

private:
    struct Bundle {
        Index target = 0;
        Index top = none; // the layer of the highest source
        Index length = 0;
        Index first = none; // none: its edges go directly
    };

    Index layer(Index vertex) const { return m_input.layer[vertex]; }
    Index between(const Edge &edge) const { return layer(edge.to) - layer(edge.from) - 1; }

    void bundleEdges()
    {
        std::vector<Index> ofTarget(m_graph.realCount, none);
        m_bundleOf.assign(m_input.edges.size(), none);
        for (std::size_t i = 0; i < m_input.edges.size(); ++i) {
            const auto &edge = m_input.edges[i];
            if (between(edge) == 0)
                continue;
            Index &known = ofTarget[edge.to];
            if (!m_input.shared || known == none) {
                known = static_cast<Index>(m_bundles.size());
                m_bundles.push_back({.target = edge.to});
            }
            auto &bundle = m_bundles[known];
            bundle.top = std::min(bundle.top, layer(edge.from));
            bundle.length = layer(edge.to) - bundle.top - 1;
            m_bundleOf[i] = known;
        }
    }

    // The shortest first, as long as there is room.
    void makeVertices()
    {
        std::vector<Index> byLength(m_bundles.size());
        std::iota(byLength.begin(), byLength.end(), Index(0));
        std::ranges::stable_sort(byLength, {}, [&](Index i) { return m_bundles[i].length; });
        std::size_t used = 0;
        for (const Index number : byLength) {
            auto &bundle = m_bundles[number];
            used += bundle.length;
            if (used > m_input.most)
                break;
            bundle.first = m_graph.count();
            for (Index i = 0; i < bundle.length; ++i) {
                m_graph.layer.push_back(bundle.top + 1 + i);
                m_graph.below.push_back(i + 1 < bundle.length ? m_graph.count() : bundle.target);
                if (!m_graph.block.empty())
                    m_graph.block.push_back(m_graph.block[bundle.target]);
            }
        }
        m_along.assign(m_graph.below.size(), 0);
    }

    void addEdge(std::size_t at)
    {
        const auto &edge = m_input.edges[at];
        if (m_bundleOf[at] == none) {
            addSegment(edge, m_input.weights[at]);
            return;
        }
        const auto &bundle = m_bundles[m_bundleOf[at]];
        auto &way = m_graph.ways[at];
        if (bundle.first == none) {
            way.direct = true;
            return;
        }
        way.count = between(edge);
        way.first = bundle.first + bundle.length - way.count;
        m_along[way.first - m_graph.realCount] += m_input.weights[at];
        addSegment({edge.from, way.first}, m_input.weights[at]);
    }

    void addInnerSegments()
    {
        for (Index vertex = m_graph.realCount; vertex < m_graph.count(); ++vertex) {
            // Within a chain numbers rise downward: what comes from above is there already.
            const auto along = m_along[vertex - m_graph.realCount];
            const Index below = m_graph.belowOf(vertex);
            addSegment({vertex, below}, along);
            if (!m_graph.real(below))
                m_along[below - m_graph.realCount] += along;
        }
    }

    void addSegment(Edge segment, std::int64_t weight)
    {
        m_graph.segments.push_back(segment);
        m_graph.weights.push_back(weight);
    }

    const ChainInput &m_input;
    std::vector<Bundle> m_bundles;
    std::vector<Index> m_bundleOf;     // of each edge
    std::vector<std::int64_t> m_along; // weight from each vertex of a chain downward
    LayeredGraph m_graph;
};

// What the vertices of one layer become: those side by side that go on to the same vertex are one.
void joinLayer(const LayeredGraph &from, const Order &order, Index layer, LayeredGraph &to, std::vector<Index> &become)
{
    Index left = none; // the vertex before, if it is of a chain
    for (Index i = from.layerStart[layer]; i < from.layerStart[layer + 1]; ++i) {
        const Index vertex = order.vertices[i];
        if (from.real(vertex)) {
            left = none;
            continue;
        }
        const Index below = become[from.belowOf(vertex)];
        if (left != none && to.belowOf(become[left]) == below) {
            become[vertex] = become[left];
        } else {
            become[vertex] = to.count();
            to.layer.push_back(layer);
            to.below.push_back(below);
            if (!from.block.empty())
                to.block.push_back(from.block[vertex]);
        }
        left = vertex;
    }
}

} // namespace

std::size_t verticesWithoutSharing(std::span<const Edge> edges, std::span<const Index> layer)
{
    std::size_t count = 0;
    for (const auto &edge : edges)
        count += layer[edge.to] - layer[edge.from] - 1;
    return count;
}

LayeredGraph makeLayeredGraph(const ChainInput &input)
{
    return Builder(input).make();
}

void joinChains(LayeredGraph &graph, Order &order)
{
    LayeredGraph joined;
    joined.realCount = graph.realCount;
    joined.layer.assign(graph.layer.begin(), graph.layer.begin() + graph.realCount);
    if (!graph.block.empty())
        joined.block.assign(graph.block.begin(), graph.block.begin() + graph.realCount);
    std::vector<Index> become(graph.count(), none);
    std::iota(become.begin(), become.begin() + graph.realCount, Index(0));
    for (Index layer = graph.layerCount(); layer-- > 0;)
        joinLayer(graph, order, layer, joined, become);
    joined.ways = graph.ways;
    for (auto &way : joined.ways) {
        if (way.first != none)
            way.first = become[way.first];
    }
    std::vector<std::pair<std::pair<Index, Index>, std::int64_t>> segments;
    for (Index i = 0; i < graph.segments.size(); ++i)
        segments.push_back({{become[graph.segments[i].from], become[graph.segments[i].to]}, graph.weights[i]});
    std::ranges::sort(segments);
    for (const auto &[ends, weight] : segments) {
        const Edge segment{ends.first, ends.second};
        if (joined.segments.empty() || joined.segments.back() != segment) {
            joined.segments.push_back(segment);
            joined.weights.push_back(0);
        }
        joined.weights.back() += weight;
    }
    finish(joined);
    std::vector<double> keys(joined.count(), 0);
    for (Index vertex = 0; vertex < graph.count(); ++vertex)
        keys[become[vertex]] = order.place[vertex];
    order = orderByKeys(joined, keys);
    graph = std::move(joined);
}

} // namespace crossyard::graph::layered
