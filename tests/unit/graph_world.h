// SPDX-License-Identifier: MIT OR Apache-2.0
// Small graphs for tests: named nodes, and edges in words.
#pragma once

#include "graph/dependency_graph.h"
#include "graph/select.h"
#include "support/support.h"

#include <map>
#include <random>
#include <set>

namespace crossyard::graph {

/// "a>b" is an edge; "a>b:dev" one of that kind; roots are those given.
inline DependencyGraph graphOf(const std::vector<std::string> &roots, const std::vector<std::string> &edges)
{
    GraphBuilder builder;
    std::map<std::string, NodeId> known;
    const auto node = [&](const std::string &name) {
        const auto [it, fresh] = known.try_emplace(name, 0);
        if (fresh) {
            Node one;
            one.name = builder.text(name);
            one.version = builder.text("1.0.0");
            it->second = builder.addNode(one);
        }
        return it->second;
    };
    for (const auto &root : roots) {
        const NodeId id = node(root);
        builder.node(id).source = Source::Member;
        builder.addRoot(id);
    }
    for (const auto &edge : edges) {
        const auto arrow = edge.find('>');
        const auto colon = edge.find(':');
        const std::string kind = colon == std::string::npos ? "normal" : edge.substr(colon + 1);
        Request request;
        request.kind = kind == "dev" ? edge::dev : kind == "build" ? edge::build : edge::normal;
        request.optional = kind == "optional";
        const NodeId from = node(edge.substr(0, arrow));
        builder.addEdge(from, node(edge.substr(arrow + 1, colon - arrow - 1)), request);
    }
    return builder.finish();
}

inline NodeId find(const DependencyGraph &graph, std::string_view name)
{
    const auto found = findNodes(graph, name);
    EXPECT_OK(found);
    return found ? found->front() : nothing;
}

inline std::string names(const DependencyGraph &graph, const std::vector<NodeId> &nodes)
{
    std::string text;
    for (const NodeId node : nodes)
        text += (text.empty() ? "" : " ") + std::string(graph.name(node));
    return text;
}

/// "a>b", sorted.
inline std::set<std::string> edgesOf(const DependencyGraph &graph)
{
    std::set<std::string> all;
    for (const auto &one : graph.edges())
        all.insert(std::string(graph.name(one.from)) + ">" + std::string(graph.name(one.to)));
    return all;
}

/// A graph without circles of so many nodes: node 0 is the root, and each other one has someone above it.
inline DependencyGraph randomGraph(std::uint32_t nodes, std::uint32_t edges, unsigned seed)
{
    std::mt19937 random(seed);
    GraphBuilder builder;
    for (std::uint32_t i = 0; i < nodes; ++i) {
        Node one;
        std::string name = std::to_string(i);
        one.name = builder.text("n" + std::string(6 - name.size(), '0') + name);
        builder.addNode(one);
    }
    builder.addRoot(0);
    for (std::uint32_t i = 1; i < nodes; ++i)
        builder.addEdge(static_cast<NodeId>(random() % i), i);
    for (std::uint32_t i = nodes; i < edges; ++i) {
        const auto to = static_cast<NodeId>(1 + random() % (nodes - 1));
        builder.addEdge(static_cast<NodeId>(random() % to), to);
    }
    return builder.finish();
}

} // namespace crossyard::graph
