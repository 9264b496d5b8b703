// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/dependency_graph.h"

#include <algorithm>
#include <format>
#include <numeric>
#include <tuple>

namespace crossyard::graph {

namespace {

// Versions in their own order, where they are versions; requirements and the like by their letters, after them.
struct VersionKey {
    bool parsed = false;
    cargo::Version version;
    explicit VersionKey(std::string_view text)
    {
        if (auto read = cargo::Version::parse(text)) {
            parsed = true;
            version = std::move(*read);
        }
    }
};

int compareVersions(std::string_view a, std::string_view b)
{
    if (a == b)
        return 0;
    const VersionKey left(a);
    const VersionKey right(b);
    if (left.parsed != right.parsed)
        return left.parsed ? -1 : 1;
    if (left.parsed && left.version != right.version)
        return left.version < right.version ? -1 : 1;
    return a < b ? -1 : 1;
}

} // namespace

Text TextPool::add(std::string_view text)
{
    if (const auto it = m_known.find(text); it != m_known.end())
        return it->second;
    const auto id = static_cast<Text>(m_texts.size());
    m_texts.emplace_back(text);
    m_known.emplace(std::string(text), id);
    return id;
}

TextList TextPool::addList(const std::vector<std::string> &texts)
{
    if (texts.empty())
        return {};
    const TextList list{static_cast<std::uint32_t>(m_listed.size()), static_cast<std::uint32_t>(texts.size())};
    for (const auto &text : texts)
        m_listed.push_back(add(text));
    return list;
}

std::vector<std::string> DependencyGraph::list(TextList list) const
{
    std::vector<std::string> texts;
    for (const Text id : m_pool->list(list))
        texts.emplace_back(text(id));
    return texts;
}

std::string DependencyGraph::title(NodeId id) const
{
    return std::format("{}@{}", name(id), version(id));
}

bool DependencyGraph::isRoot(NodeId id) const
{
    return std::ranges::binary_search(m_roots, id);
}

bool DependencyGraph::isOptional(EdgeId id) const
{
    const auto asked = requests(id);
    return !asked.empty() && std::ranges::all_of(asked, &Request::optional);
}

NodeId GraphBuilder::addNode(const Node &node)
{
    m_nodes.push_back(node);
    return size() - 1;
}

void GraphBuilder::addEdge(NodeId from, NodeId to)
{
    m_asked.push_back({.from = from, .to = to, .known = false});
}

void GraphBuilder::addEdge(NodeId from, NodeId to, const Request &request)
{
    m_asked.push_back({.from = from, .to = to, .known = true, .request = request});
}

std::vector<NodeId> GraphBuilder::order() const
{
    std::vector<NodeId> order(m_nodes.size());
    std::iota(order.begin(), order.end(), NodeId(0));
    const auto &pool = *m_pool;
    std::ranges::stable_sort(order, [&](NodeId a, NodeId b) {
        const Node &left = m_nodes[a];
        const Node &right = m_nodes[b];
        if (left.name != right.name)
            return pool.text(left.name) < pool.text(right.name);
        if (left.version != right.version)
            return compareVersions(pool.text(left.version), pool.text(right.version)) < 0;
        return std::tuple(left.source, pool.text(left.origin), pool.text(left.manifest), left.kinds, left.sides) <
               std::tuple(right.source, pool.text(right.origin), pool.text(right.manifest), right.kinds, right.sides);
    });
    return order;
}

void GraphBuilder::addEdges(DependencyGraph &graph, const std::vector<NodeId> &places)
{
    for (auto &asked : m_asked) {
        asked.from = places[asked.from];
        asked.to = places[asked.to];
    }
    std::ranges::stable_sort(m_asked, {},
                             [](const Asked &a) { return std::tuple(a.from, a.to, a.request.kind, a.request.line); });
    for (const auto &asked : m_asked) {
        if (graph.m_edges.empty() || graph.m_edges.back().from != asked.from || graph.m_edges.back().to != asked.to)
            graph.m_edges.push_back({asked.from, asked.to, 0, static_cast<std::uint32_t>(graph.m_requests.size()), 0});
        if (!asked.known)
            continue;
        Edge &one = graph.m_edges.back();
        one.kinds |= asked.request.kind;
        ++one.requestCount;
        graph.m_requests.push_back(asked.request);
    }
    const auto count = graph.size();
    graph.m_firstOut.assign(count + 1, 0);
    graph.m_firstIn.assign(count + 1, 0);
    for (const auto &one : graph.m_edges) {
        ++graph.m_firstOut[one.from + 1];
        ++graph.m_firstIn[one.to + 1];
    }
    std::partial_sum(graph.m_firstOut.begin(), graph.m_firstOut.end(), graph.m_firstOut.begin());
    std::partial_sum(graph.m_firstIn.begin(), graph.m_firstIn.end(), graph.m_firstIn.begin());
    graph.m_in.resize(graph.m_edges.size());
    auto next = graph.m_firstIn;
    for (EdgeId i = 0; i < graph.m_edges.size(); ++i)
        graph.m_in[next[graph.m_edges[i].to]++] = i;
}

DependencyGraph GraphBuilder::finish(std::vector<NodeId> *places)
{
    const auto sorted = order();
    std::vector<NodeId> place(sorted.size());
    DependencyGraph graph;
    graph.m_pool = m_pool;
    graph.m_nodes.reserve(sorted.size());
    for (NodeId i = 0; i < sorted.size(); ++i) {
        place[sorted[i]] = i;
        graph.m_nodes.push_back(m_nodes[sorted[i]]);
    }
    for (const NodeId root : m_roots)
        graph.m_roots.push_back(place[root]);
    std::ranges::sort(graph.m_roots);
    graph.m_roots.erase(std::ranges::unique(graph.m_roots).begin(), graph.m_roots.end());
    addEdges(graph, place);
    if (places)
        *places = std::move(place);
    return graph;
}

std::string_view sourceName(Source source)
{
    switch (source) {
    case Source::Member:
        return "workspace";
    case Source::Path:
        return "path";
    case Source::Registry:
        return "registry";
    case Source::Git:
        return "git";
    case Source::Library:
        return "std";
    case Source::Missing:
        return "missing";
    }
    return "missing";
}

std::string_view kindName(Bits edgeKind)
{
    return edgeKind == edge::build ? "build" : edgeKind == edge::dev ? "dev" : "normal";
}

} // namespace crossyard::graph
