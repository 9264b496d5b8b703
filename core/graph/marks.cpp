// SPDX-License-Identifier: MIT OR Apache-2.0
// A node's colour says how the members come to it, over all ways: each way is one of four kinds, by whether a build and
// a development dependency is on it.
#include "graph/marks.h"

#include "graph/writers.h"

#include <algorithm>
#include <format>

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

Way wayOf(Bits ways)
{
    if (ways & way::normal)
        return ways & way::build ? Way::NormalAndBuild : Way::Normal;
    switch (ways) {
    case 0:
        return Way::Normal;
    case way::dev:
        return Way::Dev;
    case way::build:
    case way::build | way::buildOfDev:
        return Way::Build;
    case way::buildOfDev:
        return Way::BuildOfDev;
    case way::dev | way::buildOfDev:
        return Way::DevAndBuildOfDev;
    default:
        return Way::BuildAndDev;
    }
}

bool forSomePlatforms(const DependencyGraph &graph, EdgeId id)
{
    const auto requests = graph.requests(id);
    return !requests.empty() &&
           std::ranges::all_of(requests, [](const Request &request) { return request.platform != 0; });
}

template <class Passes> Mask reach(const DependencyGraph &graph, const Passes &passes)
{
    Mask seen(graph.size());
    std::vector<NodeId> waiting = graph.roots();
    for (const NodeId root : waiting)
        seen[root] = true;
    while (!waiting.empty()) {
        const auto [first, last] = graph.outgoing(waiting.back());
        waiting.pop_back();
        for (EdgeId id = first; id < last; ++id) {
            const NodeId to = graph.edge(id).to;
            if (seen[to] || !passes(id))
                continue;
            seen[to] = true;
            waiting.push_back(to);
        }
    }
    return seen;
}

std::vector<Bits> waysTo(const DependencyGraph &graph)
{
    std::vector<Bits> ways(graph.size());
    std::vector<NodeId> waiting = graph.roots();
    for (const NodeId root : waiting)
        ways[root] = way::normal;
    while (!waiting.empty()) {
        const NodeId from = waiting.back();
        waiting.pop_back();
        const auto [first, last] = graph.outgoing(from);
        for (EdgeId id = first; id < last; ++id) {
            const NodeId to = graph.edge(id).to;
            const Bits all = ways[to] | along(ways[from], graph.edge(id).kinds);
            if (all == ways[to])
                continue;
            ways[to] = all;
            waiting.push_back(to);
        }
    }
    return ways;
}

} // namespace

Marks marksOf(const DependencyGraph &graph)
{
    const auto ways = waysTo(graph);
    const Mask always = reach(graph, [&](EdgeId id) { return !graph.isOptional(id); });
    const Mask everywhere = reach(graph, [&](EdgeId id) { return !forSomePlatforms(graph, id); });
    Marks marks;
    marks.nodes.reserve(graph.size());
    for (NodeId id = 0; id < graph.size(); ++id)
        marks.nodes.push_back({.way = wayOf(ways[id]),
                               .member = graph.node(id).source == Source::Member,
                               .throughOptional = !always[id],
                               .somePlatforms = !everywhere[id]});
    marks.edges.reserve(graph.edges().size());
    for (EdgeId id = 0; id < graph.edges().size(); ++id) {
        const Edge &one = graph.edge(id);
        marks.edges.push_back({.way = wayOf(along(ways[one.from], one.kinds)),
                               .optional = graph.isOptional(id),
                               .throughOptional = !always[one.from],
                               .somePlatforms = forSomePlatforms(graph, id)});
    }
    return marks;
}

std::string_view colourOf(Way way)
{
    switch (way) {
    case Way::Normal:
        return "black";
    case Way::NormalAndBuild:
        return "darkgreen";
    case Way::Build:
        return "green";
    case Way::Dev:
        return "blue";
    case Way::BuildOfDev:
        return "turquoise";
    case Way::DevAndBuildOfDev:
        return "darkturquoise";
    case Way::BuildAndDev:
        return "violet";
    }
    return "black";
}

std::string markedName(const DependencyGraph &graph, NodeId id)
{
    const Bits kinds = graph.node(id).kinds;
    const bool script =
        kinds & (kind::buildScript | kind::scriptRun) && !(kinds & (kind::lib | kind::bin | kind::procMacro));
    return script ? label(graph, id) : std::format("{} {}", graph.name(id), graph.version(id));
}

} // namespace crossyard::graph
