// SPDX-License-Identifier: MIT OR Apache-2.0
#include "unit_graph_compare.h"

#include <algorithm>
#include <format>
#include <map>

namespace crossyard::test {

namespace {

using Json = nlohmann::json;

// Tells the units of a graph apart, but those that differ in nothing but a profile's details or below them.
std::string nameOf(const Json &unit)
{
    return std::format("{} [{} {} {} {} opt {} {}]", unit["pkg_id"].get<std::string>(),
                       unit["target"]["kind"][0].get<std::string>(), unit["target"]["name"].get<std::string>(),
                       unit["mode"].get<std::string>(),
                       unit["platform"].is_null() ? "host" : unit["platform"].get<std::string>(),
                       unit["profile"]["opt_level"].get<std::string>(), unit["features"].dump());
}

using Described = std::map<std::string, std::vector<std::vector<std::string>>>;

Described describedUnits(const Json &graph)
{
    Described all;
    for (const auto &unit : graph["units"]) {
        std::vector<std::string> lines;
        for (const char *part : {"profile", "target"}) {
            for (const auto &[key, value] : unit[part].items())
                lines.push_back(std::format("{} {} {}", part, key, value.dump()));
        }
        for (const auto &dependency : unit["dependencies"])
            lines.push_back(std::format("edge {} -> {}{}", dependency["extern_crate_name"].get<std::string>(),
                                        nameOf(graph["units"][dependency["index"].get<std::size_t>()]),
                                        dependency["public"].get<bool>() ? " public" : ""));
        std::ranges::sort(lines);
        all[nameOf(unit)].push_back(std::move(lines));
    }
    return all;
}

void compareUnit(const std::string &name, const std::vector<std::string> &ours, const std::vector<std::string> &cargos,
                 std::vector<std::string> &out)
{
    for (const auto &line : cargos) {
        if (!std::ranges::contains(ours, line))
            out.push_back(std::format("cargo alone: {}: {}", name, line));
    }
    for (const auto &line : ours) {
        if (!std::ranges::contains(cargos, line))
            out.push_back(std::format("ours alone: {}: {}", name, line));
    }
}

void compareOrder(const Json &ours, const Json &cargos, std::vector<std::string> &out)
{
    for (std::size_t i = 0; i < cargos["units"].size(); ++i) {
        const auto &mine = ours["units"][i];
        const auto &theirs = cargos["units"][i];
        if (nameOf(mine) != nameOf(theirs))
            out.push_back(std::format("unit {} is {}, cargo has {}", i, nameOf(mine), nameOf(theirs)));
        else if (mine["dependencies"] != theirs["dependencies"])
            out.push_back(std::format("{}: the edges are {}, cargo has {}", nameOf(mine), mine["dependencies"].dump(),
                                      theirs["dependencies"].dump()));
    }
    if (ours["roots"] != cargos["roots"])
        out.push_back(std::format("the roots are {}, cargo has {}", ours["roots"].dump(), cargos["roots"].dump()));
}

} // namespace

std::vector<std::string> unitGraphDifferences(const Json &ours, const Json &cargos)
{
    std::vector<std::string> out;
    const auto mine = describedUnits(ours);
    const auto theirs = describedUnits(cargos);
    for (const auto &[name, units] : theirs) {
        const auto it = mine.find(name);
        const std::size_t count = it == mine.end() ? 0 : it->second.size();
        if (count != units.size()) {
            out.push_back(std::format("{} times here, {} times in cargo: {}", count, units.size(), name));
            continue;
        }
        for (std::size_t i = 0; i < count; ++i)
            compareUnit(name, it->second[i], units[i], out);
    }
    for (const auto &[name, units] : mine) {
        if (!theirs.contains(name))
            out.push_back("ours alone has " + name);
    }
    if (out.empty())
        compareOrder(ours, cargos, out);
    return out;
}

} // namespace crossyard::test
