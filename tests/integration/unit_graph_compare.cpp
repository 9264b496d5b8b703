// SPDX-License-Identifier: MIT OR Apache-2.0
#include "unit_graph_compare.h"

#include "base/digest.h"
#include "base/strings.h"

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

// What each unit is, with all that lies below it: units of one name may differ in that alone, and then stand in an
// order that means nothing (of hashes, in cargo).
class Contents {
public:
    explicit Contents(const Json &graph) : m_units(graph["units"]), m_known(m_units.size()) {}

    const std::string &of(std::size_t index)
    {
        if (m_known[index].empty()) {
            const auto &unit = m_units[index];
            std::vector<std::string> below;
            for (const auto &dependency : unit["dependencies"])
                below.push_back(dependency["extern_crate_name"].get<std::string>() + " " +
                                of(dependency["index"].get<std::size_t>()));
            std::ranges::sort(below);
            m_known[index] = sha256(nameOf(unit) + unit["profile"].dump() + join(below, "\n"));
        }
        return m_known[index];
    }

private:
    const Json &m_units;
    std::vector<std::string> m_known;
};

using Described = std::map<std::string, std::vector<std::vector<std::string>>>;

Described describedUnits(const Json &graph)
{
    Described all;
    Contents contents(graph);
    std::map<std::string, int> count;
    for (const auto &unit : graph["units"])
        ++count[nameOf(unit)];
    const auto edgeTo = [&](std::size_t index) {
        const auto name = nameOf(graph["units"][index]);
        return count[name] == 1 ? name : name + " " + contents.of(index).substr(0, 8);
    };
    for (const auto &unit : graph["units"]) {
        std::vector<std::string> lines;
        for (const char *part : {"profile", "target"}) {
            for (const auto &[key, value] : unit[part].items())
                lines.push_back(std::format("{} {} {}", part, key, value.dump()));
        }
        for (const auto &dependency : unit["dependencies"])
            lines.push_back(std::format("edge {} -> {}{}", dependency["extern_crate_name"].get<std::string>(),
                                        edgeTo(dependency["index"].get<std::size_t>()),
                                        dependency["public"].get<bool>() ? " public" : ""));
        std::ranges::sort(lines);
        all[nameOf(unit)].push_back(std::move(lines));
    }
    for (auto &[name, units] : all)
        std::ranges::sort(units);
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

// The edges in their order, by what they lead to.
std::vector<std::string> edgesOf(const Json &unit, Contents &contents)
{
    std::vector<std::string> edges;
    for (const auto &dependency : unit["dependencies"])
        edges.push_back(dependency["extern_crate_name"].get<std::string>() + " " +
                        contents.of(dependency["index"].get<std::size_t>()));
    return edges;
}

void compareOrder(const Json &ours, const Json &cargos, std::vector<std::string> &out)
{
    Contents contentsOfOurs(ours);
    Contents contentsOfCargos(cargos);
    std::map<std::string, int> count;
    for (const auto &unit : cargos["units"])
        ++count[nameOf(unit)];
    for (std::size_t i = 0; i < cargos["units"].size(); ++i) {
        const auto &mine = ours["units"][i];
        const auto &theirs = cargos["units"][i];
        if (nameOf(mine) != nameOf(theirs))
            out.push_back(std::format("unit {} is {}, cargo has {}", i, nameOf(mine), nameOf(theirs)));
        else if (count[nameOf(theirs)] == 1 && edgesOf(mine, contentsOfOurs) != edgesOf(theirs, contentsOfCargos))
            out.push_back(std::format("{}: the edges are {}, cargo has {}", nameOf(mine), mine["dependencies"].dump(),
                                      theirs["dependencies"].dump()));
    }
    const auto rootsOf = [](const Json &graph, Contents &contents) {
        std::vector<std::string> roots;
        for (const auto &root : graph["roots"])
            roots.push_back(contents.of(root.get<std::size_t>()));
        return roots;
    };
    if (rootsOf(ours, contentsOfOurs) != rootsOf(cargos, contentsOfCargos))
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
