// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/told_graph.h"

#include "build/unit_runner.h"

#include <algorithm>
#include <set>

namespace crossyard::build {

namespace {

std::string kindName(const Unit &unit)
{
    if (unit.isScriptRun())
        return "run-build-script";
    switch (unit.target.kind) {
    case cargo::TargetKind::ProcMacro:
        return "proc-macro";
    case cargo::TargetKind::Bin:
        return "bin";
    case cargo::TargetKind::CustomBuild:
        return "build-script";
    case cargo::TargetKind::Lib:
        break;
    }
    return "lib";
}

// A unit of a stage waits for all libraries of the stages before it. Told are only the edges from those that begin a
// stage to those that end the ones before: the others follow.
void addStageEdges(const UnitGraph &graph, ToldGraph &told)
{
    const auto &units = graph.units;
    const auto isIn = [&](UnitIndex i, int first, int last) {
        return told.numbers[i] >= 0 && units[i].side == cargo::Side::Target && !units[i].isScriptRun() &&
               units[i].stage >= first && units[i].stage <= last;
    };
    std::set<int> stages;
    for (const auto &unit : units)
        stages.insert(unit.stage);
    for (const int stage : stages) {
        if (stage == 0)
            continue;
        std::vector<bool> ends(units.size());
        std::vector<bool> begins(units.size());
        for (UnitIndex i = 0; i < units.size(); ++i) {
            ends[i] = isIn(i, 0, stage - 1);
            begins[i] = isIn(i, stage, stage);
        }
        for (UnitIndex i = 0; i < units.size(); ++i) {
            for (const auto &dependency : units[i].dependencies) {
                if (isIn(i, 0, stage - 1))
                    ends[dependency.unit] = false;
                if (isIn(dependency.unit, stage, stage))
                    begins[i] = false;
            }
        }
        for (UnitIndex i = 0; i < units.size(); ++i) {
            for (UnitIndex before = 0; before < units.size() && begins[i]; ++before) {
                if (ends[before])
                    told.graph.edges.emplace_back(told.numbers[i], told.numbers[before]);
            }
        }
    }
}

} // namespace

ToldGraph toldGraph(const UnitGraph &graph, const BuildSettings &settings, const ExecutionPlan &plan,
                    const UnitStore &store)
{
    ToldGraph told;
    told.numbers.assign(graph.units.size(), -1);
    for (UnitIndex i = 0; i < graph.units.size(); ++i) {
        if (!plan.needed[i] && !plan.stored[i])
            continue;
        const Unit &unit = graph.units[i];
        told.numbers[i] = static_cast<std::int64_t>(told.graph.units.size());
        activity::BuildGraph::Unit one{.title = graph.title(i),
                                       .kind = kindName(unit),
                                       .host = unit.side == cargo::Side::Host,
                                       .early = unit.isRlibOnly(),
                                       .needed = plan.needed[i]};
        if (plan.needed[i])
            one.reason = reasonToBuild(plan.keys[i].fields, store.lastFields(kindOf(graph, settings, unit)));
        else
            one.seconds = plan.stored[i]->seconds;
        told.graph.units.push_back(std::move(one));
    }
    for (UnitIndex i = 0; i < graph.units.size(); ++i) {
        for (const auto &dependency : graph.units[i].dependencies) {
            if (told.numbers[i] >= 0 && told.numbers[dependency.unit] >= 0)
                told.graph.edges.emplace_back(told.numbers[i], told.numbers[dependency.unit]);
        }
    }
    addStageEdges(graph, told);
    return told;
}

} // namespace crossyard::build
