// SPDX-License-Identifier: MIT OR Apache-2.0
// Answers about a graph in words and as JSON: what a feature costs, and what a build waits for.
#include "base/strings.h"
#include "graph/writers.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::graph {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void addList(std::string &text, std::string_view title, const DependencyGraph &graph, const std::vector<NodeId> &nodes)
{
    if (nodes.empty())
        return;
    text += std::format("{}  {}\n", title, nodes.size());
    for (const auto node : nodes)
        text += "  " + label(graph, node) + "\n";
}

Json packages(const DependencyGraph &graph, const std::vector<NodeId> &nodes)
{
    Json list = Json::array();
    for (const auto node : nodes)
        list.push_back({{"name", graph.name(node)},
                        {"version", graph.version(node)},
                        {"source", sourceName(graph.node(node).source)}});
    return list;
}

struct Critical {
    CriticalPath path; // what is compiled first stands first
    std::size_t unknown = 0;
};

Critical criticalOf(const DependencyGraph &graph)
{
    std::vector<double> seconds;
    for (const auto &node : graph.nodes())
        seconds.push_back(node.seconds);
    Critical out{criticalPath(graph, seconds)};
    std::ranges::reverse(out.path.nodes);
    for (const auto node : out.path.nodes)
        out.unknown += seconds[node] < 0;
    return out;
}

} // namespace

std::string toText(const WhatIf &whatIf, const std::vector<std::string> &askers)
{
    std::string text;
    addList(text, "comes", whatIf.after, whatIf.come);
    addList(text, "goes", whatIf.before, whatIf.go);
    if (!whatIf.features.empty())
        text += std::format("changes  {}\n", whatIf.features.size());
    for (const auto &change : whatIf.features)
        text += "  " + shownChange(change) + "\n";
    if (text.empty())
        text = "nothing comes or goes, and no feature changes\n";
    if (!askers.empty())
        text += "it stays on, asked for by\n  " + join(askers, "\n  ") + "\n";
    return text;
}

std::string toJson(const WhatIf &whatIf, const std::vector<std::string> &askers)
{
    Json features = Json::array();
    for (const auto &change : whatIf.features)
        features.push_back({{"package", change.package}, {"come", change.come}, {"go", change.go}});
    return dumped({{"version", 1},
                   {"wasOn", whatIf.wasOn},
                   {"isOn", whatIf.isOn},
                   {"come", packages(whatIf.after, whatIf.come)},
                   {"go", packages(whatIf.before, whatIf.go)},
                   {"features", features},
                   {"askers", askers}});
}

std::string criticalText(const DependencyGraph &graph)
{
    const auto [path, unknown] = criticalOf(graph);
    std::string text = std::format("{:.1f} s one after the other", path.seconds);
    if (unknown > 0)
        text += std::format(", and {} of {} whose time is not known", unknown, path.nodes.size());
    text += "\n";
    for (const auto node : path.nodes) {
        const double seconds = graph.node(node).seconds;
        text += std::format("{:>9}  {}\n", seconds < 0 ? std::string("?") : std::format("{:.1f} s", seconds),
                            label(graph, node));
    }
    return text;
}

std::string criticalJson(const DependencyGraph &graph)
{
    const auto [path, unknown] = criticalOf(graph);
    Json nodes = Json::array();
    for (const auto node : path.nodes) {
        Json one{{"name", graph.name(node)}, {"version", graph.version(node)}, {"title", label(graph, node)}};
        if (graph.node(node).seconds >= 0)
            one["seconds"] = graph.node(node).seconds;
        nodes.push_back(std::move(one));
    }
    return dumped({{"version", 1}, {"seconds", path.seconds}, {"unknown", unknown}, {"nodes", nodes}});
}

} // namespace crossyard::graph
