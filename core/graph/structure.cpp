// SPDX-License-Identifier: MIT OR Apache-2.0
// Components are Tarjan's (1972): one walk, with a number for each node by when it was found, and the lowest number
// that it leads back to. The walk's own stack stands in a list.
#include "graph/structure.h"

#include <algorithm>

namespace crossyard::graph {

namespace {

class Tarjan {
public:
    explicit Tarjan(const DependencyGraph &graph)
        : m_graph(graph), m_found(graph.size(), nothing), m_lowest(graph.size()), m_next(graph.size())
    {
        m_out.of.assign(graph.size(), nothing);
    }

    Components find()
    {
        for (NodeId i = 0; i < m_graph.size(); ++i) {
            if (m_found[i] == nothing)
                walk(i);
        }
        return std::move(m_out);
    }

private:
    void enter(NodeId node)
    {
        m_found[node] = m_lowest[node] = m_count++;
        m_next[node] = m_graph.outgoing(node).first;
        m_path.push_back(node);
        m_open.push_back(node);
    }

    void walk(NodeId start)
    {
        enter(start);
        while (!m_path.empty()) {
            const NodeId at = m_path.back();
            if (m_next[at] < m_graph.outgoing(at).second) {
                const NodeId to = m_graph.edge(m_next[at]++).to;
                if (m_found[to] == nothing)
                    enter(to);
                else if (m_out.of[to] == nothing) // still open
                    m_lowest[at] = std::min(m_lowest[at], m_found[to]);
                continue;
            }
            m_path.pop_back();
            if (!m_path.empty())
                m_lowest[m_path.back()] = std::min(m_lowest[m_path.back()], m_lowest[at]);
            if (m_lowest[at] == m_found[at])
                close(at);
        }
    }

    void close(NodeId first)
    {
        const auto number = static_cast<std::uint32_t>(m_out.members.size());
        auto &members = m_out.members.emplace_back();
        do {
            members.push_back(m_open.back());
            m_out.of[m_open.back()] = number;
            m_open.pop_back();
        } while (members.back() != first);
        std::ranges::sort(members);
    }

    const DependencyGraph &m_graph;
    std::vector<std::uint32_t> m_found;
    std::vector<std::uint32_t> m_lowest;
    std::vector<EdgeId> m_next;
    std::vector<NodeId> m_path; // the walk
    std::vector<NodeId> m_open; // found, but in no component yet
    std::uint32_t m_count = 0;
    Components m_out;
};

Mask reachedWithout(const DependencyGraph &graph, const Mask &noNode, const Mask &noEdge)
{
    Mask seen(graph.size());
    std::vector<NodeId> waiting;
    const auto visit = [&](NodeId node) {
        if (noNode[node] || seen[node])
            return;
        seen[node] = true;
        waiting.push_back(node);
    };
    for (const NodeId root : graph.roots())
        visit(root);
    while (!waiting.empty()) {
        const auto [first, last] = graph.outgoing(waiting.back());
        waiting.pop_back();
        for (EdgeId edge = first; edge < last; ++edge) {
            if (!noEdge[edge])
                visit(graph.edge(edge).to);
        }
    }
    return seen;
}

} // namespace

Components components(const DependencyGraph &graph)
{
    return Tarjan(graph).find();
}

std::vector<std::vector<NodeId>> cycles(const DependencyGraph &graph)
{
    std::vector<std::vector<NodeId>> circles;
    for (auto &members : components(graph).members) {
        const auto [first, last] = graph.outgoing(members.front());
        bool own = false;
        for (EdgeId edge = first; edge < last; ++edge)
            own |= graph.edge(edge).to == members.front();
        if (members.size() > 1 || own)
            circles.push_back(std::move(members));
    }
    std::ranges::sort(circles);
    return circles;
}

std::vector<NodeId> lostWithout(const DependencyGraph &graph, const std::vector<NodeId> &nodes,
                                const std::vector<EdgeId> &edges)
{
    Mask noNode(graph.size());
    Mask noEdge(graph.edges().size());
    const Mask before = reachedWithout(graph, noNode, noEdge);
    for (const NodeId node : nodes)
        noNode[node] = true;
    for (const EdgeId edge : edges)
        noEdge[edge] = true;
    const Mask after = reachedWithout(graph, noNode, noEdge);
    std::vector<NodeId> lost;
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (before[i] && !after[i])
            lost.push_back(i);
    }
    return lost;
}

CriticalPath criticalPath(const DependencyGraph &graph, const std::vector<double> &seconds)
{
    const Components all = components(graph);
    const std::size_t count = all.members.size();
    std::vector<double> longest(count);
    std::vector<std::uint32_t> next(count, nothing);
    CriticalPath out;
    std::uint32_t best = nothing;
    // Components stand after those that they depend on: one pass in their order.
    for (std::uint32_t i = 0; i < count; ++i) {
        double below = 0;
        double own = 0;
        for (const NodeId node : all.members[i]) {
            own += std::max(0.0, seconds[node]);
            const auto [first, last] = graph.outgoing(node);
            for (EdgeId edge = first; edge < last; ++edge) {
                const auto to = all.of[graph.edge(edge).to];
                if (to != i && longest[to] > below) {
                    below = longest[to];
                    next[i] = to;
                }
            }
        }
        longest[i] = own + below;
        if (best == nothing || longest[i] > longest[best])
            best = i;
    }
    if (best != nothing)
        out.seconds = longest[best];
    for (; best != nothing; best = next[best])
        out.nodes.insert(out.nodes.end(), all.members[best].begin(), all.members[best].end());
    return out;
}

} // namespace crossyard::graph
