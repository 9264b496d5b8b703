// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_plan.h"

#include "base/strings.h"
#include "build/unit_runner.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

namespace crossyard::bootstrap {

namespace {

Result<build::BuildSettings> makeSettings(const BootstrapInput &input)
{
    build::BuildSettings settings;
    settings.compiler = input.request.toolchain.compiler;
    settings.target = input.target.value_or(rust::TargetRef{settings.compiler.host, std::nullopt, {}});
    settings.targetFacts = input.targetSide.facts;
    settings.hostFacts = input.hostSide.facts;
    settings.targetFlags = input.targetSide.flags;
    settings.hostFlags = input.hostSide.flags;
    if (const auto &linker = input.targetSide.config.linker)
        settings.targetLinker = toUtf8(*linker);
    if (const auto &linker = input.hostSide.config.linker)
        settings.hostLinker = toUtf8(*linker);
    CY_TRY(const auto environment, cargo::environmentTable(input.config));
    settings.environment.assign(environment.begin(), environment.end());
    CY_TRY(const auto wrappers, cargo::compilerWrappers(input.config, input.request.wrapper));
    settings.wrapper = wrappers.every;
    settings.workspaceWrapper = wrappers.members;
    settings.sysrootCrates = false;
    settings.workspaceRoot = input.workspace.root;
    settings.foreignDirs = input.crateDirs;
    settings.foreignDirs.push_back(input.targetDir);
    settings.jobs = input.request.jobs > 0 ? input.request.jobs
                                           : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return settings;
}

std::vector<PlannedArtifact> findArtifacts(const BootstrapPlan &plan)
{
    const auto &input = *plan.input;
    const auto &graph = plan.graph->units;
    const std::string profile = profileDirectory(input.request.profile);
    std::vector<PlannedArtifact> artifacts;
    for (const build::UnitIndex root : graph.roots) {
        const auto &unit = graph.units[root];
        const bool onTarget = unit.side == cargo::Side::Target;
        const fs::path dir = input.target && onTarget ? input.targetDir / fromUtf8(input.target->name) / profile
                                                      : input.targetDir / profile;
        const bool program = unit.target.kind == cargo::TargetKind::Bin;
        const auto names =
            build::outputNames(unit, program ? unit.target.name : unit.target.crateName(),
                               build::FileNames::of(onTarget ? input.targetSide.facts : input.hostSide.facts));
        for (std::size_t i = 0; i < names.size(); ++i)
            artifacts.push_back({root, i, dir / fromUtf8(names[i]), program});
    }
    return artifacts;
}

std::vector<PlannedUnit> plannedUnits(const BootstrapPlan &plan, const build::UnitStore &store)
{
    const auto &graph = plan.graph->units;
    std::vector<PlannedUnit> units;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        PlannedUnit planned{graph.title(i), unit.side == cargo::Side::Host, unit.features, "unused", ""};
        if (plan.execution.needed[i]) {
            planned.state = "build";
            planned.reason = build::reasonToBuild(plan.execution.keys[i].fields,
                                                  store.lastFields(build::kindOf(graph, *plan.settings, unit)));
        } else if (plan.execution.stored[i]) {
            planned.state = unit.recordedOut.empty() ? "stored" : "replayed";
        }
        units.push_back(std::move(planned));
    }
    return units;
}

} // namespace

std::string profileDirectory(const std::string &profile)
{
    return profile == "dev" || profile == "test" ? "debug" : profile == "bench" ? "release" : profile;
}

Result<BootstrapPlan> planGraph(BootstrapRequest request, const CancelToken &cancel)
{
    BootstrapPlan plan;
    CY_TRY(BootstrapInput input, readInput(std::move(request), cancel));
    CY_TRY(BootstrapGraph graph, makeBootstrapGraph(input));
    CY_TRY(build::BuildSettings settings, makeSettings(input));
    plan.notes = input.remarks;
    plan.notes.insert(plan.notes.end(), graph.remarks.begin(), graph.remarks.end());
    plan.input = std::make_shared<const BootstrapInput>(std::move(input));
    plan.graph = std::make_shared<const BootstrapGraph>(std::move(graph));
    plan.settings = std::make_shared<const build::BuildSettings>(std::move(settings));
    plan.artifacts = findArtifacts(plan);
    return plan;
}

Result<void> planUnits(BootstrapPlan &plan, const fs::path &store)
{
    const build::UnitStore units(store);
    plan.digests = std::make_shared<build::SourceDigests>(store / "digests");
    plan.keyMaker =
        std::make_shared<build::KeyMaker>(plan.graph->units, *plan.settings, fs::path(), *plan.digests,
                                          [units](const std::string &staticKey) { return units.declared(staticKey); });
    CY_TRY(auto keys, plan.keyMaker->all());
    plan.execution =
        build::planExecution(plan.graph->units, std::move(keys), units, plan.input->request.recordScripts.has_value());
    plan.units = plannedUnits(plan, units);
    return {};
}

std::string headingOf(const BootstrapPlan &plan)
{
    const auto &input = *plan.input;
    std::vector<std::string> names;
    for (const build::UnitIndex root : plan.graph->units.roots) {
        const auto title = plan.graph->units.title(root);
        if (!std::ranges::contains(names, title))
            names.push_back(title);
    }
    const auto &toolchain = input.request.toolchain;
    return std::format("{} for {}, with {} ({}), profile {}", join(names, ", "), input.targetSide.facts.name,
                       toolchain.name, toolchain.compiler.release, input.request.profile);
}

std::string toText(const BootstrapPlan &plan)
{
    std::set<cargo::PackageIndex> packages;
    for (const auto &unit : plan.graph->units.units)
        packages.insert(unit.package);
    std::string text = headingOf(plan) + "\n";
    text += std::format("{} units of {} packages, {} of them to be built\n", plan.units.size(), packages.size(),
                        plan.execution.neededCount());
    if (plan.settings->wrapper)
        text += std::format("the compiler is run by {}\n", toUtf8(*plan.settings->wrapper));
    if (plan.settings->workspaceWrapper)
        text += std::format("for members of the workspace it is run by {}\n", toUtf8(*plan.settings->workspaceWrapper));
    for (const auto &unit : plan.units)
        text += std::format("  {:<6} {}{}{}{}\n", unit.state, unit.title, unit.host ? " [host]" : "",
                            unit.features.empty() ? "" : " (" + join(unit.features, ", ") + ")",
                            unit.reason.empty() ? "" : ": " + unit.reason);
    for (const auto &artifact : plan.artifacts)
        text += std::format("  makes  {}\n", toUtf8(artifact.path));
    for (const auto &note : plan.notes)
        text += "note: " + note + "\n";
    text.pop_back();
    return text;
}

std::string toJson(const BootstrapPlan &plan)
{
    using Json = nlohmann::ordered_json;
    const BootstrapInput &input = *plan.input;
    const auto optional = [](const std::optional<fs::path> &path) {
        return path ? Json(toUtf8(*path)) : Json(nullptr);
    };
    Json units = Json::array();
    for (const auto &unit : plan.units)
        units.push_back({{"title", unit.title},
                         {"side", unit.host ? "host" : "target"},
                         {"features", unit.features},
                         {"state", unit.state},
                         {"reason", unit.reason}});
    Json artifacts = Json::array();
    for (const auto &artifact : plan.artifacts)
        artifacts.push_back(toUtf8(artifact.path));
    const Json json{{"package", toUtf8(input.manifest)},
                    {"target", input.target ? Json(input.target->name) : Json(nullptr)},
                    {"host", input.hostSide.facts.name},
                    {"toolchain", input.request.toolchain.name},
                    {"rustc", toUtf8(plan.settings->compiler.rustc)},
                    {"profile", input.request.profile},
                    {"flags", plan.settings->targetFlags},
                    {"wrapper", optional(plan.settings->wrapper)},
                    {"workspaceWrapper", optional(plan.settings->workspaceWrapper)},
                    {"toBuild", plan.execution.neededCount()},
                    {"units", units},
                    {"artifacts", artifacts},
                    {"notes", plan.notes}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::bootstrap
