// SPDX-License-Identifier: MIT OR Apache-2.0
// A node's colour says how the members come to it, over all ways: each way is one of four kinds, by whether a build and
// a development dependency is on it.
#include "graph/writers.h"

#include <algorithm>
#include <format>

namespace crossyard::graph {

namespace {

namespace way {
constexpr Bits normal = 1, dev = 2, build = 4, buildOfDev = 8;
}

std::string inQuotes(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
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

const char *colour(Bits ways)
{
    if (ways & way::normal) // it is there anyway, whatever development needs
        return ways & way::build ? "darkgreen" : "black";
    switch (ways) {
    case way::dev:
        return "blue";
    case way::build:
    case way::build | way::buildOfDev:
        return "green";
    case way::buildOfDev:
        return "turquoise";
    case way::dev | way::buildOfDev:
        return "darkturquoise";
    default:
        return ways ? "violet" : "black";
    }
}

class DotWriter {
public:
    explicit DotWriter(const DependencyGraph &graph)
        : m_graph(graph), m_ways(graph.size()), m_always(reach([&](EdgeId id) { return !graph.isOptional(id); })),
          m_everywhere(reach([&](EdgeId id) { return !forSomePlatforms(id); }))
    {
        findWays();
    }

    std::string write() const
    {
        std::string out = "digraph {\n";
        for (NodeId i = 0; i < m_graph.size(); ++i)
            out += std::format("    {} [{}]\n", i, nodeMarks(i));
        for (EdgeId i = 0; i < m_graph.edges().size(); ++i)
            out += std::format("    {} -> {}{}\n", m_graph.edge(i).from, m_graph.edge(i).to, edgeMarks(i));
        return out + "}\n";
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

    std::string nodeMarks(NodeId id) const
    {
        const Node &node = m_graph.node(id);
        const std::string name = node.kinds & (kind::buildScript | kind::scriptRun) &&
                                         !(node.kinds & (kind::lib | kind::bin | kind::procMacro))
                                     ? label(m_graph, id)
                                     : std::format("{} {}", m_graph.name(id), m_graph.version(id));
        std::string marks = "label=" + inQuotes(name);
        if (node.source == Source::Member)
            marks += ", shape=box";
        if (const std::string_view colourName = colour(m_ways[id]); colourName != "black")
            marks += std::format(", color={}", colourName);
        std::string style;
        if (!m_always[id])
            style = "dashed";
        if (!m_everywhere[id])
            style += style.empty() ? "filled" : ",filled";
        if (!style.empty())
            marks += std::format(", style=\"{}\"", style);
        if (!m_everywhere[id])
            marks += ", fillcolor=lightgrey";
        return marks;
    }

    std::string edgeMarks(EdgeId id) const
    {
        const Edge &one = m_graph.edge(id);
        std::string marks;
        const auto add = [&](const std::string &mark) { marks += (marks.empty() ? "" : ", ") + mark; };
        const Bits ways = along(m_ways[one.from], one.kinds);
        if (const std::string_view name = colour(ways); name != "black")
            add(std::format("color={}", name));
        if (m_graph.isOptional(id))
            add("style=dotted");
        else if (!m_always[one.from])
            add("style=dashed");
        if (forSomePlatforms(id))
            add("arrowhead=empty");
        return marks.empty() ? "" : " [" + marks + "]";
    }

    const DependencyGraph &m_graph;
    std::vector<Bits> m_ways; // by node
    Mask m_always;            // reached without anything optional
    Mask m_everywhere;        // reached without anything that is for some platforms only
};

} // namespace

std::string toDot(const DependencyGraph &graph)
{
    return DotWriter(graph).write();
}

} // namespace crossyard::graph
