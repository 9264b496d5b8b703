// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/writers.h"

#include <nlohmann/json.hpp>

namespace crossyard::graph {

namespace {

using Json = nlohmann::ordered_json;

std::string shown(const Json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> kindNames(Bits kinds)
{
    static constexpr std::pair<Bits, const char *> names[] = {{kind::lib, "lib"},
                                                              {kind::procMacro, "proc-macro"},
                                                              {kind::bin, "bin"},
                                                              {kind::buildScript, "build-script"},
                                                              {kind::scriptRun, "build-script-run"}};
    std::vector<std::string> out;
    for (const auto &[bit, name] : names) {
        if (kinds & bit)
            out.emplace_back(name);
    }
    return out;
}

Json nodeJson(const DependencyGraph &graph, NodeId id)
{
    const Node &node = graph.node(id);
    Json json{
        {"id", id}, {"name", graph.name(id)}, {"version", graph.version(id)}, {"source", sourceName(node.source)}};
    if (node.origin)
        json["origin"] = graph.text(node.origin);
    if (node.manifest)
        json["manifest"] = graph.text(node.manifest);
    if (node.kinds)
        json["kinds"] = kindNames(node.kinds);
    if (node.sides & side::target)
        json["features"] = graph.list(node.features);
    if (node.sides & side::host)
        json["hostFeatures"] = graph.list(node.hostFeatures);
    if (node.noStd != Known::Unknown)
        json["noStd"] = node.noStd == Known::Yes;
    if (node.state != State::Unknown)
        json["state"] = node.state == State::Stored ? "stored" : "to-build";
    if (node.seconds >= 0)
        json["seconds"] = node.seconds;
    if (node.bytes >= 0)
        json["bytes"] = node.bytes;
    return json;
}

// Items, one a line.
template <class Item> void addList(std::string &out, std::string_view name, std::uint32_t count, const Item &item)
{
    out += ",\n\"";
    out += name;
    out += "\": [";
    for (std::uint32_t i = 0; i < count; ++i) {
        out += i == 0 ? "\n" : ",\n";
        out += shown(item(i));
    }
    out += count == 0 ? "]" : "\n]";
}

} // namespace

Json requestJson(const DependencyGraph &graph, const Request &request)
{
    Json json{{"kind", kindName(request.kind)}};
    if (request.platform)
        json["platform"] = graph.text(request.platform);
    if (request.optional)
        json["optional"] = true;
    if (request.enabledBy.count)
        json["enabledBy"] = graph.list(request.enabledBy);
    if (request.rename)
        json["rename"] = graph.text(request.rename);
    if (request.features.count)
        json["features"] = graph.list(request.features);
    if (!request.defaultFeatures)
        json["defaultFeatures"] = false;
    Json sides = Json::array();
    if (request.sides & side::target)
        sides.push_back("target");
    if (request.sides & side::host)
        sides.push_back("host");
    if (!sides.empty())
        json["for"] = std::move(sides);
    if (request.file)
        json["file"] = graph.text(request.file);
    if (request.line)
        json["line"] = request.line;
    return json;
}

std::string toJson(const DependencyGraph &graph)
{
    std::string out = "{\"version\": 1,\n\"roots\": " + shown(graph.roots());
    addList(out, "nodes", graph.size(), [&](NodeId id) { return nodeJson(graph, id); });
    addList(out, "edges", static_cast<std::uint32_t>(graph.edges().size()), [&](EdgeId id) {
        Json requests = Json::array();
        for (const auto &request : graph.requests(id))
            requests.push_back(requestJson(graph, request));
        return Json{{"from", graph.edge(id).from}, {"to", graph.edge(id).to}, {"requests", std::move(requests)}};
    });
    return out + "}";
}

} // namespace crossyard::graph
