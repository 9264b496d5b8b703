// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/groups.h"

#include <algorithm>
#include <tuple>

namespace crossyard::graph {

namespace {

using Variant = Duplicate::Variant;

// Nodes stand by name and version, so all of one name stand together.
std::vector<Variant> variantsOf(const DependencyGraph &graph, NodeId first, NodeId end)
{
    const auto identity = [&](NodeId id) {
        const Node &node = graph.node(id);
        // Two directories are two packages, though neither has a URL.
        const bool path = node.source == Source::Path || node.source == Source::Member;
        return std::tuple(node.version, node.origin, path ? node.manifest : Text(0));
    };
    std::vector<NodeId> order;
    for (NodeId i = first; i < end; ++i)
        order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](NodeId id) {
        const auto [version, origin, manifest] = identity(id);
        // Nodes are in the order of their versions: the first one of a version keeps its place.
        return std::tuple(version, origin, manifest);
    });
    std::vector<Variant> variants;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || identity(order[i]) != identity(order[i - 1]))
            variants.push_back(
                {std::string(graph.version(order[i])), std::string(graph.text(graph.node(order[i]).origin)), {}, {}});
        variants.back().nodes.push_back(order[i]);
    }
    std::ranges::stable_sort(variants, {}, [](const Variant &variant) { return variant.nodes.front(); });
    return variants;
}

void addAskers(const DependencyGraph &graph, Variant &variant)
{
    for (const NodeId node : variant.nodes) {
        for (const EdgeId edge : graph.incoming(node)) {
            if (!std::ranges::contains(variant.nodes, graph.edge(edge).from))
                variant.asked.push_back(edge);
        }
    }
    std::ranges::sort(variant.asked);
}

} // namespace

std::vector<Duplicate> duplicates(const DependencyGraph &graph)
{
    std::vector<Duplicate> found;
    for (NodeId first = 0, end = 0; first < graph.size(); first = end) {
        while (end < graph.size() && graph.node(end).name == graph.node(first).name)
            ++end;
        if (end - first < 2)
            continue;
        auto variants = variantsOf(graph, first, end);
        if (variants.size() < 2)
            continue;
        for (auto &variant : variants)
            addAskers(graph, variant);
        found.push_back({std::string(graph.name(first)), std::move(variants)});
    }
    return found;
}

std::vector<Group> groups(const DependencyGraph &graph, GroupBy by)
{
    std::vector<Group> all;
    if (by == GroupBy::Source) {
        for (const Source source :
             {Source::Member, Source::Path, Source::Registry, Source::Git, Source::Library, Source::Missing}) {
            Group group{std::string(sourceName(source)), {}};
            for (NodeId i = 0; i < graph.size(); ++i) {
                if (graph.node(i).source == source)
                    group.nodes.push_back(i);
            }
            all.push_back(std::move(group));
        }
    } else {
        std::vector<bool> grouped(graph.size());
        for (auto &duplicate : duplicates(graph)) {
            Group group{std::move(duplicate.name), {}};
            for (const auto &variant : duplicate.variants)
                group.nodes.insert(group.nodes.end(), variant.nodes.begin(), variant.nodes.end());
            std::ranges::sort(group.nodes);
            for (const NodeId node : group.nodes)
                grouped[node] = true;
            all.push_back(std::move(group));
        }
        Group others;
        for (NodeId i = 0; i < graph.size(); ++i) {
            if (!grouped[i])
                others.nodes.push_back(i);
        }
        all.push_back(std::move(others));
    }
    std::erase_if(all, [](const Group &group) { return group.nodes.empty(); });
    return all;
}

} // namespace crossyard::graph
