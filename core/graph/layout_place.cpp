// SPDX-License-Identifier: MIT OR Apache-2.0
// Where in its layer each vertex stands. The aim is a sum of squares: every segment pulls its ends above one another,
// those of chains harder (the weights 1, 2 and 8 of Gansner et al. 1993), and a node that was there before is held at
// its former place. Within a layer, with the others at rest, each vertex has a place of its own where it would be best
// off, and gaps to keep: taking the gaps out turns that into isotonic regression, which pooling adjacent violators
// solves exactly in linear time (Ayer et al. 1955; Barlow et al. 1972). So sweeps over the layers, each solved exactly,
// only ever make the sum less. Squares leave long edges slightly bent: afterwards chains are drawn straight as far as
// their neighbours have room, and the nodes are set anew between them.
#include "graph/layout_parts.h"

#include <algorithm>
#include <limits>

namespace crossyard::graph::layered {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
// Against thousands of segments: a node that was there gives way to its neighbours' width, not to their pull.
constexpr double holdFormer = 1e5;

// A stretch of a layer that is placed on its own: the layer, or a block in it.
struct Run {
    Index begin = 0; // in Order::vertices
    Index end = 0;
};

class Placer {
public:
    Placer(const LayeredGraph &graph, const Order &order, const PlaceInput &input, Limit &limit)
        : m_graph(graph), m_order(order), m_input(input), m_limit(limit), m_x(graph.count(), 0)
    {
        for (Index layer = 0; layer < graph.layerCount(); ++layer) {
            for (Index i = graph.layerStart[layer]; i < graph.layerStart[layer + 1]; ++i) {
                if (i == graph.layerStart[layer] || block(i) != block(i - 1))
                    m_runs.push_back({i, i});
                m_runs.back().end = i + 1;
            }
        }
    }

    std::vector<double> run()
    {
        begin();
        // The same effort for every size: a great graph gets fewer sweeps, but never none.
        const auto size = graphSize();
        const int sweeps = static_cast<int>(std::clamp<std::uint64_t>(4'000'000 / (size + 1), 2, 30));
        if (m_input.before.empty()) {
            sweep(sweeps, &Placer::aboveOnly);
            sweep(sweeps, &Placer::belowOnly);
        }
        for (int i = 0; i < sweeps && !m_limit.over(8 * size); ++i)
            sweep(1, &Placer::bothSides);
        for (int i = 0; i < 4 && !m_limit.over(8 * size); ++i) {
            straightenChains();
            settleNodes();
        }
        separateBlocks();
        return std::move(m_x);
    }

private:
    using Sides = void (Placer::*)(Index vertex);

    std::uint64_t graphSize() const { return m_graph.count() + m_graph.segments.size(); }
    Index block(Index at) const { return m_graph.block.empty() ? 0 : m_graph.block[m_order.vertices[at]]; }
    bool former(Index vertex) const
    {
        return !m_input.before.empty() && m_graph.real(vertex) && m_input.before[vertex].has_value();
    }
    double half(Index vertex) const { return m_graph.real(vertex) ? m_input.widths[vertex] / 2 : 0; }
    double gap(Index left, Index right) const
    {
        const double between = m_graph.real(left) && m_graph.real(right) ? m_input.nodeGap
                               : m_graph.real(left) || m_graph.real(right)
                                   ? std::max(m_input.edgeGap, m_input.nodeGap / 2)
                                   : m_input.edgeGap;
        return half(left) + between + half(right);
    }

    // Side by side around 0; or at the former places, with what is new beside its neighbours in the layer.
    void begin()
    {
        for (const auto &run : m_runs) {
            double x = 0;
            for (Index i = run.begin; i < run.end; ++i) {
                const Index vertex = m_order.vertices[i];
                if (i > run.begin)
                    x += gap(m_order.vertices[i - 1], vertex);
                m_x[vertex] = x;
            }
            double shift = -x / 2;
            for (Index i = run.begin; i < run.end; ++i) {
                const Index vertex = m_order.vertices[i];
                if (former(vertex))
                    shift = *m_input.before[vertex] - m_x[vertex];
                m_x[vertex] += shift;
            }
            placeRun(run, -infinite, infinite, &Placer::stay);
        }
    }

    // What a vertex wants, as a weighted mean: m_wish over m_force.
    void pull(const Adjacency &side, Index vertex)
    {
        for (const auto &link : side.of(vertex)) {
            if (!m_graph.block.empty() && m_graph.block[link.vertex] != m_graph.block[vertex])
                continue;
            const int inner = !m_graph.real(vertex) + !m_graph.real(link.vertex);
            const double force = inner == 2 ? 8 : inner == 1 ? 2 : 1;
            m_wish += force * m_x[link.vertex];
            m_force += force;
        }
    }
    void stay(Index vertex)
    {
        m_wish += m_x[vertex];
        m_force += 1;
    }
    void aboveOnly(Index vertex) { pull(m_graph.up, vertex); }
    void belowOnly(Index vertex) { pull(m_graph.down, vertex); }
    void bothSides(Index vertex)
    {
        pull(m_graph.up, vertex);
        pull(m_graph.down, vertex);
    }

    void sweep(int times, Sides sides)
    {
        for (int i = 0; i < times && !m_limit.over(4 * graphSize()); ++i) {
            if (sides != &Placer::belowOnly) {
                for (std::size_t run = 0; run < m_runs.size(); ++run)
                    placeRun(m_runs[run], -infinite, infinite, sides);
            }
            if (sides != &Placer::aboveOnly) {
                for (std::size_t run = m_runs.size(); run-- > 0;)
                    placeRun(m_runs[run], -infinite, infinite, sides);
            }
            if (sides != &Placer::bothSides)
                break; // one pass has brought the news through all layers
        }
    }

    // Pools of vertices that touch one another stand where the mean of their wishes is. With bounds for the first and
    // the last of the run, a solution is that without them, cut off at the bounds.
    void placeRun(Run run, double least, double most, Sides sides)
    {
        m_pools.clear();
        double offset = 0;
        for (Index i = run.begin; i < run.end; ++i) {
            const Index vertex = m_order.vertices[i];
            if (i > run.begin)
                offset += gap(m_order.vertices[i - 1], vertex);
            m_wish = 0;
            m_force = 0;
            (this->*sides)(vertex);
            if (former(vertex)) {
                m_wish += holdFormer * *m_input.before[vertex];
                m_force += holdFormer;
            }
            // Who has no neighbours stays, as long as nobody pushes.
            if (m_force == 0) {
                m_wish = 1e-3 * m_x[vertex];
                m_force = 1e-3;
            }
            m_pools.push_back({m_wish - m_force * offset, m_force, 1});
            while (m_pools.size() > 1 && m_pools.back().at() <= m_pools[m_pools.size() - 2].at()) {
                const auto last = m_pools.back();
                m_pools.pop_back();
                m_pools.back().wish += last.wish;
                m_pools.back().force += last.force;
                m_pools.back().count += last.count;
            }
        }
        const double highest = most - offset;
        offset = 0;
        Index i = run.begin;
        for (const auto &pool : m_pools) {
            const double at = std::min(std::max(pool.at(), least), std::max(highest, least));
            for (Index k = 0; k < pool.count; ++k, ++i) {
                if (i > run.begin)
                    offset += gap(m_order.vertices[i - 1], m_order.vertices[i]);
                m_x[m_order.vertices[i]] = at + offset;
            }
        }
    }

    // How far a vertex can go without its neighbours moving.
    double leastOf(Index vertex) const
    {
        const Index layer = m_graph.layer[vertex];
        const Index at = m_graph.layerStart[layer] + m_order.place[vertex];
        if (m_order.place[vertex] == 0 || block(at - 1) != block(at))
            return -infinite;
        const Index left = m_order.vertices[at - 1];
        return m_x[left] + gap(left, vertex);
    }
    double mostOf(Index vertex) const
    {
        const Index layer = m_graph.layer[vertex];
        const Index at = m_graph.layerStart[layer] + m_order.place[vertex];
        if (at + 1 == m_graph.layerStart[layer + 1] || block(at + 1) != block(at))
            return infinite;
        const Index right = m_order.vertices[at + 1];
        return m_x[right] - gap(vertex, right);
    }

    // Each chain becomes as few straight stretches as the room beside it allows.
    void straightenChains()
    {
        for (const auto &chain : m_graph.chains) {
            const auto vertices = std::span(m_graph.inChains).subspan(chain.first, chain.count);
            for (std::size_t first = 0; first < vertices.size();) {
                double least = leastOf(vertices[first]);
                double most = mostOf(vertices[first]);
                double sum = m_x[vertices[first]];
                std::size_t last = first + 1;
                for (; last < vertices.size(); ++last) {
                    const double nextLeast = std::max(least, leastOf(vertices[last]));
                    const double nextMost = std::min(most, mostOf(vertices[last]));
                    if (nextLeast > nextMost)
                        break;
                    least = nextLeast;
                    most = nextMost;
                    sum += m_x[vertices[last]];
                }
                const double x = std::max(least, std::min(most, sum / static_cast<double>(last - first)));
                for (; first < last; ++first)
                    m_x[vertices[first]] = x;
            }
        }
    }

    // Nodes between two chains go where they are best off in the room that is left.
    void settleNodes()
    {
        for (const auto &run : m_runs) {
            for (Index i = run.begin; i < run.end;) {
                if (!m_graph.real(m_order.vertices[i])) {
                    ++i;
                    continue;
                }
                Index end = i + 1;
                while (end < run.end && m_graph.real(m_order.vertices[end]))
                    ++end;
                placeRun({i, end}, leastOf(m_order.vertices[i]), mostOf(m_order.vertices[end - 1]), &Placer::bothSides);
                i = end;
            }
        }
    }

    // Blocks from left to right. A former picture has them apart already, and they move no further than they must.
    void separateBlocks()
    {
        if (m_graph.block.empty())
            return;
        const Index blocks = std::ranges::max(m_graph.block) + 1;
        std::vector<double> left(blocks, infinite);
        std::vector<double> right(blocks, -infinite);
        std::vector<double> shift(blocks, 0);
        for (Index vertex = 0; vertex < m_graph.count(); ++vertex) {
            auto &from = left[m_graph.block[vertex]];
            auto &to = right[m_graph.block[vertex]];
            from = std::min(from, m_x[vertex] - half(vertex));
            to = std::max(to, m_x[vertex] + half(vertex));
        }
        double next = -infinite;
        for (Index i = 0; i < blocks; ++i) {
            if (left[i] > right[i])
                continue; // nobody is in it
            if (next != -infinite)
                shift[i] = m_input.before.empty() ? next - left[i] : std::max(0.0, next - left[i]);
            next = right[i] + shift[i] + m_input.blockGap;
        }
        for (Index vertex = 0; vertex < m_graph.count(); ++vertex)
            m_x[vertex] += shift[m_graph.block[vertex]];
    }

    struct Pool {
        double wish = 0; // sums over its vertices, each less its offset from the run's first
        double force = 0;
        Index count = 0;
        double at() const { return wish / force; }
    };

    const LayeredGraph &m_graph;
    const Order &m_order;
    const PlaceInput &m_input;
    Limit &m_limit;
    std::vector<double> m_x;
    std::vector<Run> m_runs;
    std::vector<Pool> m_pools;
    double m_wish = 0;
    double m_force = 0;
};

} // namespace

std::vector<double> placeVertices(const LayeredGraph &graph, const Order &order, const PlaceInput &input, Limit &limit)
{
    return Placer(graph, order, input, limit).run();
}

} // namespace crossyard::graph::layered
