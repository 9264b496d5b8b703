// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/marks.h"

#include <algorithm>

namespace crossyard::graph {

namespace {

namespace way {
constexpr Bits normal = 1, dev = 2, build = 4, buildOfDev = 8;
}

// The ways to the end of an edge, from those to its beginning.
Bits along(Bits ways, Bits kinds)
{
    Bits out = 0;
    if (kinds == 0 || kinds & edge::normal)
        out |= ways;
    if (kinds & edge::build)
        out |= (ways & (way::normal | way::build) ? way::build : 0) |
               (ways & (way::dev | way::buildOfDev) ? way::buildOfDev : 0);
    if (kinds & edge::dev)
        out |= (ways & (way::normal | way::dev) ? way::dev : 0) |
               (ways & (way::build | way::buildOfDev) ? way::buildOfDev : 0);
    return out;
}

Tone toneOf(Bits ways)
{
    if (ways & way::normal) // it is there anyway, whatever development needs
        return ways & way::build ? Tone::NormalAndBuild : Tone::Normal;
    switch (ways) {
    case 0:
        return Tone::Normal;
    case way::dev:
        return Tone::Dev;
    case way::build:
    case way::build | way::buildOfDev:
        return Tone::Build;
    case way::buildOfDev:
        return Tone::BuildOfDev;
    case way::dev | way::buildOfDev:
        return Tone::DevAndBuildOf;
    default:
        return Tone::Several;
    }
}

class Marker {
public:
    explicit Marker(const DependencyGraph &graph) : m_graph(graph), m_ways(graph.size()) {}

    Marks mark()
    {
        findWays();
        const Mask always = reach([&](EdgeId id) { return !m_graph.isOptional(id); });
        const Mask everywhere = reach([&](EdgeId id) { return !forSomePlatforms(id); });
        Marks marks;
        marks.nodes.reserve(m_graph.size());
        for (NodeId i = 0; i < m_graph.size(); ++i)
            marks.nodes.push_back({toneOf(m_ways[i]), !always[i], !everywhere[i]});
        marks.edges.reserve(m_graph.edges().size());
        for (EdgeId i = 0; i < m_graph.edges().size(); ++i) {
            const Edge &one = m_graph.edge(i);
            marks.edges.push_back({toneOf(along(m_ways[one.from], one.kinds)), m_graph.isOptional(i), !always[one.from],
                                   forSomePlatforms(i)});
        }
        return marks;
    }

private:
    bool forSomePlatforms(EdgeId id) const
    {
        const auto requests = m_graph.requests(id);
        return !requests.empty() &&
               std::ranges::all_of(requests, [](const Request &request) { return request.platform != 0; });
    }

    template <class Passes> Mask reach(const Passes &passes) const
    {
        Mask seen(m_graph.size());
        std::vector<NodeId> waiting = m_graph.roots();
        for (const NodeId root : waiting)
            seen[root] = true;
        while (!waiting.empty()) {
            const auto [first, last] = m_graph.outgoing(waiting.back());
            waiting.pop_back();
            for (EdgeId id = first; id < last; ++id) {
                const NodeId to = m_graph.edge(id).to;
                if (seen[to] || !passes(id))
                    continue;
                seen[to] = true;
                waiting.push_back(to);
            }
        }
        return seen;
    }

    void findWays()
    {
        std::vector<NodeId> waiting = m_graph.roots();
        for (const NodeId root : waiting)
            m_ways[root] = way::normal;
        while (!waiting.empty()) {
            const NodeId from = waiting.back();
            waiting.pop_back();
            const auto [first, last] = m_graph.outgoing(from);
            for (EdgeId id = first; id < last; ++id) {
                const NodeId to = m_graph.edge(id).to;
                const Bits all = m_ways[to] | along(m_ways[from], m_graph.edge(id).kinds);
                if (all == m_ways[to])
                    continue;
                m_ways[to] = all;
                waiting.push_back(to);
            }
        }
    }

    const DependencyGraph &m_graph;
    std::vector<Bits> m_ways; // by node
};

} // namespace

Marks marksOf(const DependencyGraph &graph)
{
    return Marker(graph).mark();
}

} // namespace crossyard::graph
