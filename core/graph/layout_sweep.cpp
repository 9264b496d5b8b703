// SPDX-License-Identifier: MIT OR Apache-2.0
// Whole layers sorted by where the neighbours of their vertices are: by the barycentre (Sugiyama, Tagawa and Toda 1981)
// or the weighted median (Gansner et al. 1993). Coarse, fast, and what brings far-off vertices to their relatives.
#include "graph/layout_parts.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph::layered {

Order orderByKeys(const LayeredGraph &graph, std::span<const double> keys)
{
    Order order;
    order.vertices.resize(graph.count());
    order.place.resize(graph.count());
    auto next = graph.layerStart;
    for (Index vertex = 0; vertex < graph.count(); ++vertex)
        order.vertices[next[graph.layer[vertex]]++] = vertex;
    for (Index layer = 0; layer < graph.layerCount(); ++layer) {
        const auto begin = order.vertices.begin() + graph.layerStart[layer];
        const auto end = order.vertices.begin() + graph.layerStart[layer + 1];
        std::stable_sort(begin, end, [&](Index a, Index b) {
            if (!graph.block.empty() && graph.block[a] != graph.block[b])
                return graph.block[a] < graph.block[b];
            return keys[a] < keys[b];
        });
        for (auto it = begin; it != end; ++it)
            order.place[*it] = static_cast<Index>(it - begin);
    }
    return order;
}

// Negative where there are no neighbours.
double Sweeper::key(const Order &order, Index vertex, Manner manner)
{
    const auto links = (manner.down ? m_graph.up : m_graph.down).of(vertex);
    if (links.empty())
        return -1;
    if (!manner.median) {
        double sum = 0;
        double weights = 0;
        for (const auto &link : links) {
            const auto weight = static_cast<double>(m_graph.weights[link.edge]);
            sum += weight * order.place[link.vertex];
            weights += weight;
        }
        return sum / weights;
    }
    m_around.clear();
    std::int64_t weights = 0;
    for (const auto &link : links) {
        m_around.push_back({order.place[link.vertex], m_graph.weights[link.edge]});
        weights += m_graph.weights[link.edge];
    }
    std::ranges::sort(m_around);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < m_around.size(); ++i) {
        sum += m_around[i].second;
        if (2 * sum == weights)
            return (m_around[i].first + m_around[i + 1].first) / 2.0;
        if (2 * sum > weights)
            return m_around[i].first;
    }
    return m_around.back().first;
}

void Sweeper::sortLayer(Order &order, Index layer, Manner manner)
{
    const auto all = std::span(order.vertices);
    const auto vertices =
        all.subspan(m_graph.layerStart[layer], m_graph.layerStart[layer + 1] - m_graph.layerStart[layer]);
    for (const Index vertex : vertices)
        m_keys[vertex] = key(order, vertex, manner);
    for (std::size_t begin = 0; begin < vertices.size();) {
        std::size_t end = begin + 1;
        while (end < vertices.size() &&
               (m_graph.block.empty() || m_graph.block[vertices[end]] == m_graph.block[vertices[begin]]))
            ++end;
        // Vertices without a neighbour keep their places; the others are sorted into what is left.
        m_moving.clear();
        for (std::size_t i = begin; i < end; ++i) {
            if (m_keys[vertices[i]] >= 0)
                m_moving.push_back(vertices[i]);
        }
        if (manner.equalsTurn)
            std::ranges::reverse(m_moving);
        std::ranges::stable_sort(m_moving, {}, [&](Index vertex) { return m_keys[vertex]; });
        auto next = m_moving.begin();
        for (std::size_t i = begin; i < end; ++i) {
            if (m_keys[vertices[i]] >= 0)
                vertices[i] = *next++;
            order.place[vertices[i]] = static_cast<Index>(i);
        }
        begin = end;
    }
}

void Sweeper::sweep(Order &order, Manner manner, Limit &limit)
{
    const Index layers = m_graph.layerCount();
    for (Index i = 1; i < layers && !limit.over(8 * (m_graph.layerStart[i + 1] - m_graph.layerStart[i])); ++i)
        sortLayer(order, manner.down ? i : layers - 1 - i, manner);
    limit.over(4 * m_graph.segments.size());
}

} // namespace crossyard::graph::layered
