// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/select.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::graph {

namespace {

bool versionFits(std::string_view version, std::string_view asked)
{
    if (!version.starts_with(asked))
        return false;
    return version.size() == asked.size() || version[asked.size()] == '.' || version[asked.size()] == '+' ||
           version[asked.size()] == '-';
}

Error noSuchPackage(const DependencyGraph &graph, std::string_view spec, std::string_view name)
{
    std::set<std::string> versions;
    std::vector<std::string> names;
    for (NodeId i = 0; i < graph.size(); ++i) {
        const auto other = graph.name(i);
        if (other == name)
            versions.emplace(graph.version(i));
        else
            names.emplace_back(other);
    }
    Error error{ErrorCode::NotFound, std::format("there is no package `{}` in this graph", spec)};
    if (!versions.empty())
        error.hint = std::format("versions of `{}` are: {}", name, join({versions.begin(), versions.end()}, ", "));
    else if (const auto guess = closest(name, names))
        error.hint = std::format("did you mean `{}`?", *guess);
    return error;
}

// Which requests pass, with each platform key parsed once.
class RequestFilter {
public:
    RequestFilter(const DependencyGraph &graph, const Filter &filter) : m_graph(graph), m_filter(filter) {}

    bool passes(const Request &request)
    {
        if (!(request.kind & m_filter.kinds) || (request.optional && !m_filter.optional))
            return false;
        if (!m_filter.target || request.platform == 0)
            return true;
        const auto &fits = platform(request.platform);
        const bool onHost = request.kind == edge::build || request.sides & side::host;
        const bool onTarget = request.kind != edge::build && request.sides != side::host;
        return (onTarget && fits.target) || (onHost && fits.host);
    }

private:
    struct Fits {
        bool target = true;
        bool host = true;
    };

    const Fits &platform(Text text)
    {
        const auto [it, fresh] = m_platforms.try_emplace(text);
        if (!fresh)
            return it->second;
        if (const auto parsed = cargo::parsePlatform(m_graph.text(text))) {
            it->second.target = matches(*parsed, m_filter.target->name, m_filter.target->cfgs);
            it->second.host = matches(*parsed, m_filter.host.name, m_filter.host.cfgs);
        }
        return it->second;
    }

    const DependencyGraph &m_graph;
    const Filter &m_filter;
    std::unordered_map<Text, Fits> m_platforms;
};

template <class EdgePasses>
Mask reach(const DependencyGraph &graph, const std::vector<NodeId> &starts, Direction direction, std::uint32_t depth,
           const EdgePasses &passes)
{
    Mask seen(graph.size());
    std::vector<NodeId> now;
    for (const NodeId start : starts) {
        if (!seen[start])
            now.push_back(start);
        seen[start] = true;
    }
    const auto visit = [&](NodeId id, std::vector<NodeId> &next) {
        if (!seen[id])
            next.push_back(id);
        seen[id] = true;
    };
    for (; !now.empty() && depth > 0; depth -= depth == noLimit ? 0 : 1) {
        std::vector<NodeId> next;
        for (const NodeId id : now) {
            const auto [first, last] = graph.outgoing(id);
            for (EdgeId i = first; direction != Direction::In && i < last; ++i) {
                if (passes(i))
                    visit(graph.edge(i).to, next);
            }
            if (direction == Direction::Out)
                continue;
            for (const EdgeId i : graph.incoming(id)) {
                if (passes(i))
                    visit(graph.edge(i).from, next);
            }
        }
        now = std::move(next);
    }
    return seen;
}

// The nodes that a filter asks for by what they are; nothing where it asks for none.
std::optional<std::vector<NodeId>> wantedNodes(const DependencyGraph &graph, const Filter &filter)
{
    if (filter.feature.empty() && !filter.noStd)
        return std::nullopt;
    std::vector<NodeId> wanted;
    for (NodeId i = 0; i < graph.size(); ++i) {
        const Node &node = graph.node(i);
        const bool hasFeature = filter.feature.empty() ||
                                std::ranges::contains(graph.list(node.features), filter.feature) ||
                                std::ranges::contains(graph.list(node.hostFeatures), filter.feature);
        const bool stdFits = !filter.noStd || node.noStd == (*filter.noStd ? Known::Yes : Known::No);
        if (hasFeature && stdFits)
            wanted.push_back(i);
    }
    return wanted;
}

template <class Passes>
Part build(const DependencyGraph &graph, const Mask &nodes, const Mask &edges, const std::vector<NodeId> &roots,
           const Passes &passes)
{
    GraphBuilder builder(graph);
    std::vector<NodeId> to(graph.size(), nothing);
    Part part;
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (!nodes[i])
            continue;
        to[i] = builder.addNode(graph.node(i));
        part.nodes.push_back(i);
    }
    for (const NodeId root : roots) {
        if (to[root] != nothing)
            builder.addRoot(to[root]);
    }
    for (EdgeId i = 0; i < graph.edges().size(); ++i) {
        const Edge &one = graph.edge(i);
        if (!edges[i] || to[one.from] == nothing || to[one.to] == nothing)
            continue;
        if (one.requestCount == 0)
            builder.addEdge(to[one.from], to[one.to]);
        for (const auto &request : graph.requests(i)) {
            if (passes(request))
                builder.addEdge(to[one.from], to[one.to], request);
        }
    }
    // Nodes are in order already, so the builder's numbers are the graph's.
    part.graph = builder.finish();
    return part;
}

} // namespace

Result<std::vector<NodeId>> findNodes(const DependencyGraph &graph, std::string_view spec)
{
    const auto at = spec.find_first_of("@:");
    const std::string_view name = spec.substr(0, at);
    const std::string_view version = at == std::string_view::npos ? std::string_view() : spec.substr(at + 1);
    std::vector<NodeId> found;
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (graph.name(i) == name && (version.empty() || versionFits(graph.version(i), version)))
            found.push_back(i);
    }
    if (found.empty())
        return fail(noSuchPackage(graph, spec, name));
    return found;
}

Mask neighbourhood(const DependencyGraph &graph, const std::vector<NodeId> &starts, Direction direction,
                   std::uint32_t depth)
{
    return reach(graph, starts, direction, depth, [](EdgeId) { return true; });
}

Part keep(const DependencyGraph &graph, const Mask &nodes, const Mask &edges, const std::vector<NodeId> &roots)
{
    return build(graph, nodes, edges, roots, [](const Request &) { return true; });
}

Part filtered(const DependencyGraph &graph, const Filter &filter)
{
    RequestFilter requests(graph, filter);
    Mask edges(graph.edges().size());
    for (EdgeId i = 0; i < edges.size(); ++i) {
        const auto asked = graph.requests(i);
        edges[i] = asked.empty() ||
                   std::ranges::any_of(asked, [&](const Request &request) { return requests.passes(request); });
    }
    const auto passes = [&](EdgeId i) { return bool(edges[i]); };
    Mask nodes = reach(graph, graph.roots(), Direction::Out, noLimit, passes);
    if (const auto wanted = wantedNodes(graph, filter)) {
        const Mask above = reach(graph, *wanted, Direction::In, noLimit, passes);
        for (NodeId i = 0; i < graph.size(); ++i)
            nodes[i] = nodes[i] && above[i];
    }
    return build(graph, nodes, edges, graph.roots(), [&](const Request &request) { return requests.passes(request); });
}

} // namespace crossyard::graph
