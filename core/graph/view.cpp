// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/view.h"

#include "base/strings.h"
#include "graph/structure.h"

#include <algorithm>
#include <cmath>

namespace crossyard::graph {

namespace {

Mask near(const DependencyGraph &graph, const std::vector<NodeId> &centre, Direction direction, std::uint32_t depth)
{
    if (direction != Direction::Both)
        return neighbourhood(graph, centre, direction, depth);
    Mask nodes = neighbourhood(graph, centre, Direction::Out, depth);
    const Mask above = neighbourhood(graph, centre, Direction::In, depth);
    for (NodeId i = 0; i < graph.size(); ++i)
        nodes[i] = nodes[i] || above[i];
    return nodes;
}

std::uint32_t countOf(const Mask &mask)
{
    return static_cast<std::uint32_t>(std::ranges::count(mask, true));
}

// What is nearest stays, in the graph's order where it is equally near.
bool cutDown(const DependencyGraph &graph, const std::vector<NodeId> &centre, Mask &nodes)
{
    if (countOf(nodes) <= largestPicture)
        return false;
    Mask kept(graph.size());
    std::vector<NodeId> queue;
    const auto take = [&](NodeId id) {
        if (!nodes[id] || kept[id] || queue.size() >= largestPicture)
            return;
        kept[id] = true;
        queue.push_back(id);
    };
    for (const NodeId id : centre)
        take(id);
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const auto [first, last] = graph.outgoing(queue[next]);
        for (EdgeId i = first; i < last; ++i)
            take(graph.edge(i).to);
        for (const EdgeId i : graph.incoming(queue[next]))
            take(graph.edge(i).from);
    }
    nodes = std::move(kept);
    return true;
}

// Of each of these nodes of the whole graph its number in the part, as far as it is in it.
std::vector<NodeId> placesIn(const Part &part, const std::vector<NodeId> &nodes)
{
    std::vector<NodeId> places;
    for (const NodeId node : nodes) {
        // A part keeps the order.
        const auto it = std::ranges::lower_bound(part.nodes, node);
        if (it != part.nodes.end() && *it == node)
            places.push_back(static_cast<NodeId>(it - part.nodes.begin()));
    }
    return places;
}

Mask chooseNodes(const DependencyGraph &graph, const std::vector<NodeId> &centre, const ViewRequest &request,
                 std::uint32_t &depth)
{
    if (request.depth) {
        depth = *request.depth;
        return near(graph, centre, request.direction, depth);
    }
    for (const std::uint32_t tried : {noLimit, std::uint32_t(2)}) {
        Mask nodes = near(graph, centre, request.direction, tried);
        depth = tried;
        if (countOf(nodes) <= smallPicture)
            return nodes;
    }
    depth = 1;
    return near(graph, centre, request.direction, depth);
}

std::vector<NodeId> otherEnds(const DependencyGraph &graph, NodeId node, bool out)
{
    std::vector<NodeId> ends;
    if (out) {
        const auto [first, last] = graph.outgoing(node);
        for (EdgeId i = first; i < last; ++i)
            ends.push_back(graph.edge(i).to);
    } else {
        for (const EdgeId i : graph.incoming(node))
            ends.push_back(graph.edge(i).from);
    }
    std::erase(ends, node);
    return ends;
}

std::vector<NodeId> siblings(const DependencyGraph &graph, NodeId node, NodeId via)
{
    if (via != nothing) {
        for (const bool out : {true, false}) {
            auto ends = otherEnds(graph, via, out);
            if (std::ranges::contains(ends, node))
                return ends;
        }
    }
    if (graph.isRoot(node))
        return graph.roots();
    const auto above = otherEnds(graph, node, false);
    return above.empty() ? std::vector<NodeId>() : otherEnds(graph, above.front(), true);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

} // namespace

View viewOf(const DependencyGraph &graph, const ViewRequest &request)
{
    View view;
    const Part passing = filtered(graph, {.kinds = request.kinds});
    view.passing.assign(graph.size(), false);
    for (const NodeId node : passing.nodes)
        view.passing[node] = true;
    view.passingCount = passing.graph.size();
    auto centre = placesIn(passing, request.centre);
    if (centre.empty())
        centre = passing.graph.roots();
    for (const NodeId node : centre)
        view.centre.push_back(passing.nodes[node]);
    Mask nodes = chooseNodes(passing.graph, centre, request, view.depth);
    view.cut = cutDown(passing.graph, centre, nodes);
    view.part = keep(passing.graph, nodes, Mask(passing.graph.edges().size(), true), passing.graph.roots());
    if (request.hideImplied) {
        Mask edges = impliedEdges(view.part.graph);
        edges.flip();
        view.part.graph =
            keep(view.part.graph, Mask(view.part.graph.size(), true), edges, view.part.graph.roots()).graph;
    }
    for (NodeId &node : view.part.nodes)
        node = passing.nodes[node];
    return view;
}

std::vector<NodeId> search(const DependencyGraph &graph, std::string_view words, const Mask &among)
{
    const auto asked = splitWhitespace(lower(words));
    if (asked.empty())
        return {};
    std::vector<NodeId> byRank[3];
    for (NodeId i = 0; i < graph.size(); ++i) {
        const std::string title = lower(graph.title(i));
        if (!among[i] ||
            !std::ranges::all_of(asked, [&](const std::string &word) { return title.find(word) != std::string::npos; }))
            continue;
        const std::string name = lower(graph.name(i));
        byRank[name == asked.front() ? 0 : title.starts_with(asked.front()) ? 1 : 2].push_back(i);
    }
    for (const int rank : {1, 2})
        byRank[0].insert(byRank[0].end(), byRank[rank].begin(), byRank[rank].end());
    return std::move(byRank[0]);
}

Lit pathsThrough(const DependencyGraph &graph, NodeId node)
{
    const Mask below = neighbourhood(graph, {node}, Direction::Out);
    const Mask above = neighbourhood(graph, {node}, Direction::In);
    Lit lit{Mask(graph.size()), Mask(graph.edges().size())};
    for (NodeId i = 0; i < graph.size(); ++i)
        lit.nodes[i] = below[i] || above[i];
    for (EdgeId i = 0; i < graph.edges().size(); ++i) {
        const Edge &one = graph.edge(i);
        lit.edges[i] = (below[one.from] && below[one.to]) || (above[one.from] && above[one.to]);
    }
    return lit;
}

NodeId walk(const DependencyGraph &graph, const std::vector<double> &xs, NodeId from, NodeId via, Walk step)
{
    if (step == Walk::Out || step == Walk::In) {
        const auto ends = otherEnds(graph, from, step == Walk::Out);
        if (ends.empty())
            return nothing;
        if (std::ranges::contains(ends, via))
            return via;
        return *std::ranges::min_element(ends, {}, [&](NodeId end) { return std::abs(xs[end] - xs[from]); });
    }
    auto row = siblings(graph, from, via);
    std::ranges::sort(row, {}, [&](NodeId node) { return std::pair(xs[node], node); });
    const auto at = std::ranges::find(row, from);
    if (at == row.end())
        return nothing;
    if (step == Walk::Next)
        return at + 1 == row.end() ? nothing : *(at + 1);
    return at == row.begin() ? nothing : *(at - 1);
}

} // namespace crossyard::graph
