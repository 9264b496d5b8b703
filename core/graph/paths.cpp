// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/paths.h"

#include "graph/select.h"

#include <algorithm>
#include <queue>

namespace crossyard::graph {

namespace {

Path backFrom(const DependencyGraph &graph, const std::vector<EdgeId> &cameBy, NodeId at)
{
    Path path;
    for (; cameBy[at] != nothing; at = graph.edge(cameBy[at]).from)
        path.push_back(cameBy[at]);
    std::ranges::reverse(path);
    return path;
}

// All ways between two nodes, depth first, over nodes alone from which the end can be reached.
class PathSearch {
public:
    PathSearch(const DependencyGraph &graph, NodeId to, const PathLimits &limits)
        : m_graph(graph), m_to(to), m_limits(limits), m_leads(neighbourhood(graph, {to}, Direction::In)),
          m_onPath(graph.size())
    {
    }

    Paths find(NodeId from)
    {
        if (!m_leads[from])
            return {};
        enter(from);
        std::size_t steps = 0;
        while (!m_open.empty()) {
            auto &[next, last] = m_open.back();
            if (next == last) {
                leave();
                continue;
            }
            if (++steps > m_limits.steps) {
                m_out.cut = true;
                break;
            }
            const EdgeId edge = next++;
            const NodeId to = m_graph.edge(edge).to;
            if (!m_leads[to] || m_onPath[to])
                continue;
            if (to == m_to) {
                if (m_out.paths.size() == m_limits.paths) {
                    m_out.cut = true;
                    break;
                }
                m_out.paths.push_back(m_path);
                m_out.paths.back().push_back(edge);
                continue;
            }
            m_path.push_back(edge);
            enter(to);
        }
        std::ranges::stable_sort(m_out.paths, {}, [](const Path &path) { return path.size(); });
        return std::move(m_out);
    }

private:
    void enter(NodeId node)
    {
        m_onPath[node] = true;
        m_nodes.push_back(node);
        m_open.push_back(m_graph.outgoing(node));
    }
    void leave()
    {
        m_onPath[m_nodes.back()] = false;
        m_nodes.pop_back();
        m_open.pop_back();
        if (!m_path.empty())
            m_path.pop_back();
    }

    const DependencyGraph &m_graph;
    NodeId m_to;
    const PathLimits &m_limits;
    Mask m_leads;
    Mask m_onPath;
    std::vector<NodeId> m_nodes;
    std::vector<std::pair<EdgeId, EdgeId>> m_open; // what is left to try of each node on the way
    Path m_path;
    Paths m_out;
};

} // namespace

std::optional<Path> shortestPath(const DependencyGraph &graph, NodeId from, NodeId to)
{
    std::vector<EdgeId> cameBy(graph.size(), nothing);
    Mask seen(graph.size());
    std::vector<NodeId> order{from};
    seen[from] = true;
    for (std::size_t i = 0; i < order.size() && !seen[to]; ++i) {
        const auto [first, last] = graph.outgoing(order[i]);
        for (EdgeId edge = first; edge < last; ++edge) {
            const NodeId next = graph.edge(edge).to;
            if (seen[next])
                continue;
            seen[next] = true;
            cameBy[next] = edge;
            order.push_back(next);
        }
    }
    if (!seen[to])
        return std::nullopt;
    return backFrom(graph, cameBy, to);
}

Paths allPaths(const DependencyGraph &graph, NodeId from, NodeId to, const PathLimits &limits)
{
    if (from == to)
        return {{Path()}, false};
    return PathSearch(graph, to, limits).find(from);
}

Paths chainsTo(const DependencyGraph &graph, NodeId node, std::size_t limit)
{
    // Dijkstra; an edge that is for development alone costs more than any chain without.
    struct Reached {
        std::uint64_t cost;
        NodeId node;
        bool operator>(const Reached &other) const
        {
            return cost != other.cost ? cost > other.cost : node > other.node;
        }
    };
    std::vector<std::uint64_t> costs(graph.size(), ~std::uint64_t(0));
    std::vector<EdgeId> cameBy(graph.size(), nothing);
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> waiting;
    for (const NodeId root : graph.roots()) {
        costs[root] = 0;
        waiting.push({0, root});
    }
    const auto costOf = [&](EdgeId edge) {
        return graph.edge(edge).kinds == edge::dev ? std::uint64_t(graph.size()) + 1 : 1;
    };
    while (!waiting.empty()) {
        const auto [cost, at] = waiting.top();
        waiting.pop();
        if (cost != costs[at] || at == node) // no reason for a node leads through itself
            continue;
        const auto [first, last] = graph.outgoing(at);
        for (EdgeId edge = first; edge < last; ++edge) {
            const NodeId to = graph.edge(edge).to;
            if (const auto sum = cost + costOf(edge); sum < costs[to]) {
                costs[to] = sum;
                cameBy[to] = edge;
                waiting.push({sum, to});
            }
        }
    }
    std::vector<std::pair<std::uint64_t, EdgeId>> last;
    for (const EdgeId edge : graph.incoming(node)) {
        const NodeId from = graph.edge(edge).from;
        if (from != node && costs[from] != ~std::uint64_t(0))
            last.emplace_back(costs[from] + costOf(edge), edge);
    }
    std::ranges::sort(last);
    Paths out;
    out.cut = last.size() > limit;
    for (std::size_t i = 0; i < last.size() && i < limit; ++i) {
        Path chain = backFrom(graph, cameBy, graph.edge(last[i].second).from);
        chain.push_back(last[i].second);
        out.paths.push_back(std::move(chain));
    }
    return out;
}

} // namespace crossyard::graph
