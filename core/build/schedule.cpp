// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/schedule.h"

#include "base/files.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace crossyard::build {

namespace {

// The plan in reversed time, which begins at the end of all. A unit's code comes before its metadata there, and it
// comes after all that depend on it.
class Backward {
public:
    Backward(const std::vector<WorkEstimate> &units, int processors)
        : m_units(units), m_dependants(units.size()), m_ways(units.size()), m_leads(units.size()),
          m_free(static_cast<std::size_t>(std::max(processors, 1)))
    {
        for (UnitIndex i = 0; i < units.size(); ++i) {
            for (const UnitIndex dependency : units[i].dependencies)
                m_dependants[dependency].push_back(i);
        }
    }

    std::vector<double> plan()
    {
        std::vector<std::size_t> waitsFor(m_units.size());
        std::vector<Candidate> candidates;
        for (UnitIndex i = 0; i < m_units.size(); ++i) {
            waitsFor[i] = m_dependants[i].size();
            if (waitsFor[i] == 0)
                candidates.push_back({i, 0});
        }
        while (!candidates.empty()) {
            const UnitIndex unit = place(candidates);
            for (const UnitIndex dependency : m_units[unit].dependencies) {
                if (--waitsFor[dependency] == 0)
                    candidates.push_back({dependency, earliest(dependency)});
            }
        }
        return std::move(m_leads);
    }

private:
    struct Candidate {
        UnitIndex unit = 0;
        double from = 0; // not before
    };

    // Takes one of the candidates out, and gives it the processor that is free first.
    UnitIndex place(std::vector<Candidate> &candidates)
    {
        const auto processor = std::ranges::min_element(m_free);
        const auto first = std::ranges::min_element(candidates, {}, &Candidate::from);
        *processor = std::max(*processor, first->from);
        auto best = first;
        for (auto it = candidates.begin(); it != candidates.end(); ++it) {
            // Of equals, the one that comes last in the graph is the last to start.
            if (it->from <= *processor &&
                std::pair(wayOf(it->unit), it->unit) > std::pair(wayOf(best->unit), best->unit))
                best = it;
        }
        const UnitIndex unit = best->unit;
        candidates.erase(best);
        *processor += m_units[unit].code + m_units[unit].metadata;
        m_leads[unit] = *processor;
        return unit;
    }

    double earliest(UnitIndex unit) const
    {
        double from = 0;
        for (const UnitIndex dependant : m_dependants[unit]) {
            from = std::max(from, m_leads[dependant] - beside(dependant, unit));
        }
        return from;
    }

    // What of a unit runs beside its dependant: its code, where that one starts with the metadata.
    double beside(UnitIndex dependant, UnitIndex unit) const
    {
        return m_units[dependant].early && m_units[unit].early ? m_units[unit].code : 0;
    }

    // What the unit takes, with the longest way from the beginning to it.
    double wayOf(UnitIndex unit)
    {
        auto &way = m_ways[unit];
        if (way == 0) {
            for (const UnitIndex dependency : m_units[unit].dependencies)
                way = std::max(way, wayOf(dependency) - beside(unit, dependency));
            way += m_units[unit].metadata + m_units[unit].code;
        }
        return way;
    }

    const std::vector<WorkEstimate> &m_units;
    std::vector<std::vector<UnitIndex>> m_dependants;
    std::vector<double> m_ways;
    std::vector<double> m_leads;
    std::vector<double> m_free; // by processor: from when on
};

} // namespace

std::vector<double> leadTimes(const std::vector<WorkEstimate> &units, int processors)
{
    return Backward(units, processors).plan();
}

std::vector<WorkEstimate> estimateWork(const UnitGraph &graph, const std::vector<bool> &needed)
{
    constexpr double start = 20'000; // bytes: that long takes a compiler that has nothing to do
    // Of cargo's 180 crates, the sum of the times after the metadata is three times that before, in release.
    constexpr double codeOptimized = 3;
    std::unordered_map<fs::path::string_type, std::uintmax_t> sizes; // by directory
    std::vector<WorkEstimate> work(graph.units.size());
    for (UnitIndex i = 0; i < work.size(); ++i) {
        const Unit &unit = graph.units[i];
        for (const auto &dependency : unit.dependencies)
            work[i].dependencies.push_back(dependency.unit);
        work[i].early = unit.isRlibOnly();
        if (!needed[i])
            continue;
        work[i].metadata = start;
        if (unit.isScriptRun() || unit.isScriptCompile())
            continue;
        const fs::path directory = unit.target.source.parent_path();
        const auto [size, first] = sizes.try_emplace(directory.native(), 0);
        if (first)
            size->second = treeSize(directory);
        const auto bytes = static_cast<double>(size->second);
        work[i].metadata += bytes;
        if (unit.mode == UnitMode::Build)
            work[i].code = unit.profile.optLevel == "0" ? bytes : codeOptimized * bytes;
    }
    return work;
}

} // namespace crossyard::build
