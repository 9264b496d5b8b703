// SPDX-License-Identifier: MIT OR Apache-2.0
#include "activity/build_graph.h"

#include <nlohmann/json.hpp>

namespace crossyard::activity {

namespace {

using Json = nlohmann::ordered_json;

template <class T> T valueOr(const Json &json, const char *key, T otherwise)
{
    const auto it = json.find(key);
    if (it == json.end())
        return otherwise;
    if constexpr (std::is_same_v<T, std::string>)
        return it->is_string() ? it->get<std::string>() : otherwise;
    else if constexpr (std::is_same_v<T, bool>)
        return it->is_boolean() ? it->get<bool>() : otherwise;
    else
        return it->is_number() ? it->get<T>() : otherwise;
}

} // namespace

std::string toJson(const BuildGraph &graph)
{
    Json units = Json::array();
    for (const auto &unit : graph.units) {
        Json one{{"title", unit.title}, {"kind", unit.kind}};
        if (unit.host)
            one["host"] = true;
        if (unit.early)
            one["early"] = true;
        one["needed"] = unit.needed;
        if (!unit.reason.empty())
            one["reason"] = unit.reason;
        if (unit.seconds >= 0)
            one["seconds"] = unit.seconds;
        units.push_back(std::move(one));
    }
    const Json json{{"units", std::move(units)}, {"edges", graph.edges}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<BuildGraph> buildGraphFrom(std::string_view text)
{
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("units") || !json["units"].is_array() || !json.contains("edges") ||
        !json["edges"].is_array())
        return std::nullopt;
    BuildGraph graph;
    for (const auto &one : json["units"]) {
        if (!one.is_object())
            return std::nullopt;
        graph.units.push_back({.title = valueOr(one, "title", std::string()),
                               .kind = valueOr(one, "kind", std::string("lib")),
                               .host = valueOr(one, "host", false),
                               .early = valueOr(one, "early", false),
                               .needed = valueOr(one, "needed", true),
                               .reason = valueOr(one, "reason", std::string()),
                               .seconds = valueOr(one, "seconds", -1.0)});
    }
    for (const auto &edge : json["edges"]) {
        const auto end = [&](std::size_t i) {
            return edge.is_array() && edge.size() == 2 && edge[i].is_number_unsigned() ? edge[i].get<std::uint64_t>()
                                                                                       : graph.units.size();
        };
        if (end(0) >= graph.units.size() || end(1) >= graph.units.size())
            return std::nullopt;
        graph.edges.emplace_back(static_cast<std::uint32_t>(end(0)), static_cast<std::uint32_t>(end(1)));
    }
    return graph;
}

} // namespace crossyard::activity
