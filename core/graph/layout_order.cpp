// SPDX-License-Identifier: MIT OR Apache-2.0
// The order within the layers. Several starts, each swept down and up until sweeping no longer helps, then sifted; from
// the best of them on, small disturbances, each sifted again and kept where it is no worse, for as long as the work
// that is granted lasts. With a former picture there is one start, its order; its nodes keep that among themselves, and
// the others move about.
#include "graph/layout_parts.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph::layered {

namespace {

constexpr int mostSweeps = 24;
constexpr int patience = 3;       // sweeps without a gain
constexpr int disturbances = 200; // without a gain

// The same numbers on every machine (splitmix64, Steele, Lea and Flood 2014).
class Random {
public:
    Index below(Index bound)
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return static_cast<Index>((z ^ (z >> 31)) % bound);
    }

private:
    std::uint64_t m_state = 1;
};

// Each vertex's place in a search in depth, from all vertices without a link on the other side.
std::vector<double> depthFirstKeys(const LayeredGraph &graph, bool down)
{
    const auto &onward = down ? graph.down : graph.up;
    const auto &back = down ? graph.up : graph.down;
    std::vector<double> keys(graph.count(), -1);
    std::vector<Index> stack;
    double next = 0;
    for (Index root = 0; root < graph.count(); ++root) {
        if (!back.of(root).empty())
            continue;
        stack.push_back(root);
        while (!stack.empty()) {
            const Index vertex = stack.back();
            stack.pop_back();
            if (keys[vertex] >= 0)
                continue;
            keys[vertex] = next++;
            for (const auto &link : onward.of(vertex)) {
                if (keys[link.vertex] < 0)
                    stack.push_back(link.vertex);
            }
        }
    }
    return keys;
}

// New vertices between their neighbours: those above first, then, with these known, those below.
std::vector<double> formerKeys(const LayeredGraph &graph, std::span<const std::optional<double>> before)
{
    std::vector<double> keys(graph.count(), 0);
    std::vector<char> known(graph.count(), 0);
    for (Index vertex = 0; vertex < graph.realCount; ++vertex) {
        if (before[vertex]) {
            keys[vertex] = *before[vertex];
            known[vertex] = 1;
        }
    }
    const auto byLayer = orderByKeys(graph, keys).vertices;
    const auto settle = [&](Index vertex) {
        if (vertex < graph.realCount && before[vertex])
            return;
        double sum = 0;
        double weights = 0;
        for (const auto *side : {&graph.up, &graph.down}) {
            for (const auto &link : side->of(vertex)) {
                if (known[link.vertex]) {
                    sum += keys[link.vertex];
                    weights += 1;
                }
            }
        }
        if (weights > 0) {
            keys[vertex] = sum / weights;
            known[vertex] = 1;
        }
    };
    for (int round = 0; round < 2; ++round) {
        std::for_each(byLayer.begin(), byLayer.end(), settle);
        std::for_each(byLayer.rbegin(), byLayer.rend(), settle);
    }
    return keys;
}

class Orderer {
public:
    Orderer(const LayeredGraph &graph, std::span<const std::optional<double>> before, Limit &limit)
        : m_graph(graph), m_before(before), m_limit(limit), m_sweeper(graph), m_sifter(graph, fixed())
    {
    }

    Order run()
    {
        if (!m_before.empty()) {
            m_best = orderByKeys(m_graph, formerKeys(m_graph, m_before));
            m_formerPlace = m_best.place;
            m_bestCrossings = crossings(m_best);
            start(m_best, {.down = true});
            disturb();
            return std::move(m_best);
        }
        m_best = orderByKeys(m_graph, depthFirstKeys(m_graph, true));
        m_bestCrossings = crossings(m_best);
        start(m_best, {.down = true});
        if (m_bestCrossings > 0 && !m_limit.over())
            start(orderByKeys(m_graph, depthFirstKeys(m_graph, false)), {.down = false});
        if (m_bestCrossings > 0 && !m_limit.over())
            start(orderByKeys(m_graph, depthFirstKeys(m_graph, true)), {.down = false, .median = true});
        disturb();
        return std::move(m_best);
    }

private:
    std::vector<char> fixed() const
    {
        std::vector<char> flags;
        for (const auto &place : m_before)
            flags.push_back(place.has_value());
        return flags;
    }
    std::uint64_t crossings(const Order &order)
    {
        m_limit.over(4 * m_graph.segments.size());
        std::uint64_t sum = 0;
        // After a cancel nobody reads the number; it takes a while in a huge graph.
        for (Index layer = 0; layer + 1 < m_graph.layerCount() && !m_limit.cancelled(); ++layer)
            sum += countCrossings(m_graph, order, layer, m_tree);
        return sum;
    }
    void take(const Order &order, std::uint64_t crossings)
    {
        if (crossings < m_bestCrossings) {
            m_best = order;
            m_bestCrossings = crossings;
        }
    }

    void start(Order order, Sweeper::Manner manner)
    {
        Order mine = order;
        auto mineCrossings = crossings(mine);
        int since = 0;
        for (int i = 0; i < mostSweeps && since < patience && mineCrossings > 0 && !m_limit.over(); ++i) {
            m_sweeper.sweep(order, manner, m_limit);
            for (Index layer = 0; layer < m_graph.layerCount(); ++layer)
                restoreFormer(order, layer);
            manner.down = !manner.down;
            manner.equalsTurn = i % 4 >= 2;
            ++since;
            if (const auto now = crossings(order); now < mineCrossings) {
                mine = order;
                mineCrossings = now;
                since = 0;
            }
        }
        m_sifter.touchAll();
        mineCrossings -= static_cast<std::uint64_t>(m_sifter.improve(mine, 8, m_limit));
        take(mine, mineCrossings);
    }

    // Of the places that nodes of the former picture have come to, each gets the one that it had among them.
    void restoreFormer(Order &order, Index layer)
    {
        if (m_formerPlace.empty())
            return;
        const Index begin = m_graph.layerStart[layer];
        m_places.clear();
        m_nodes.clear();
        for (Index i = begin; i < m_graph.layerStart[layer + 1]; ++i) {
            const Index vertex = order.vertices[i];
            if (m_graph.real(vertex) && m_before[vertex]) {
                m_places.push_back(i);
                m_nodes.push_back(vertex);
            }
        }
        std::ranges::sort(m_nodes, {}, [&](Index vertex) { return m_formerPlace[vertex]; });
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            order.vertices[m_places[i]] = m_nodes[i];
            order.place[m_nodes[i]] = m_places[i] - begin;
        }
    }

    // A few vertices of one layer go elsewhere in it; that layer is left alone until its neighbours have answered.
    void disturb()
    {
        for (int since = 0; m_bestCrossings > 0 && since < disturbances && !m_limit.over(m_graph.count() / 8);
             ++since) {
            const Index layer = m_random.below(m_graph.layerCount());
            const Index begin = m_graph.layerStart[layer];
            const Index width = m_graph.layerStart[layer + 1] - begin;
            if (width < 3)
                continue;
            Order order = m_best;
            const auto now = static_cast<std::int64_t>(m_bestCrossings) + shuffle(order, layer);
            const auto after = now - m_sifter.improve(order, 6, m_limit);
            if (after < static_cast<std::int64_t>(m_bestCrossings))
                since = 0;
            if (after <= static_cast<std::int64_t>(m_bestCrossings)) {
                m_best = std::move(order);
                m_bestCrossings = static_cast<std::uint64_t>(after);
            }
        }
    }
    std::int64_t around(const Order &order, Index layer)
    {
        std::uint64_t sum = 0;
        if (layer > 0)
            sum += countCrossings(m_graph, order, layer - 1, m_tree);
        if (layer + 1 < m_graph.layerCount())
            sum += countCrossings(m_graph, order, layer, m_tree);
        return static_cast<std::int64_t>(sum);
    }
    std::int64_t shuffle(Order &order, Index layer)
    {
        const Index begin = m_graph.layerStart[layer];
        const Index width = m_graph.layerStart[layer + 1] - begin;
        const auto before = around(order, layer);
        for (Index i = 0; i < 3; ++i) {
            const auto from = order.vertices.begin() + begin + m_random.below(width);
            const auto to = order.vertices.begin() + begin + m_random.below(width);
            if (!m_graph.block.empty() && m_graph.block[*from] != m_graph.block[*to])
                continue;
            if (from < to)
                std::rotate(from, from + 1, to + 1);
            else
                std::rotate(to, from, from + 1);
        }
        for (Index i = 0; i < width; ++i)
            order.place[order.vertices[begin + i]] = i;
        restoreFormer(order, layer);
        if (layer > 0)
            m_sifter.touch(layer - 1);
        if (layer + 1 < m_graph.layerCount())
            m_sifter.touch(layer + 1);
        m_sifter.touch(layer);
        return around(order, layer) - before;
    }

    const LayeredGraph &m_graph;
    std::span<const std::optional<double>> m_before;
    Limit &m_limit;
    Sweeper m_sweeper;
    Sifter m_sifter;
    Random m_random;
    Order m_best;
    std::uint64_t m_bestCrossings = 0;
    std::vector<std::int64_t> m_tree;
    std::vector<Index> m_formerPlace; // empty, or where each vertex stood in the beginning
    std::vector<Index> m_places;
    std::vector<Index> m_nodes;
};

} // namespace

Order orderLayers(const LayeredGraph &graph, std::span<const std::optional<double>> before, Limit &limit)
{
    return Orderer(graph, before, limit).run();
}

} // namespace crossyard::graph::layered
