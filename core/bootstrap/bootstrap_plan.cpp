// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_plan.h"

#include "base/files.h"
#include "base/strings.h"
#include "bootstrap/fetch_crates.h"
#include "bootstrap/plan_effects.h"
#include "bootstrap/script_replay.h"
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
    settings.foreignDirs.push_back(storeDirectory() / "patched");
    for (const auto &member : input.workspace.members)
        settings.foreignDirs.push_back(member.parent_path());
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

// With the name of a program that is not called as its package.
std::string titleOf(const build::UnitGraph &graph, build::UnitIndex index)
{
    const auto &unit = graph.units[index];
    const bool named =
        unit.target.kind == cargo::TargetKind::Bin && unit.target.name != graph.package(unit).manifest.name;
    return graph.title(index) + (named ? std::format(" (bin {})", unit.target.name) : "");
}

std::vector<PlannedUnit> plannedUnits(const BootstrapPlan &plan, const build::UnitStore &store)
{
    const auto &graph = plan.graph->units;
    std::vector<PlannedUnit> units;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        PlannedUnit planned{titleOf(graph, i), unit.side == cargo::Side::Host, unit.features, "unused", ""};
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

// Those of the crates that are in the build. Patches that nothing takes are told; for a package that is no crate from
// elsewhere they are an obstacle, for it would be built without them.
std::vector<PlannedPatch> plannedPatches(const BootstrapInput &input, const BootstrapGraph &graph,
                                         std::vector<std::string> &notes)
{
    const auto &packages = *graph.units.packages;
    std::set<std::string> titles;
    for (cargo::PackageIndex i = 0; i < packages.size(); ++i)
        titles.insert(packages.at(i).manifest.name + " " + packages.at(i).manifest.version.toString());
    // Others were looked at while versions were chosen.
    auto patches = input.patches->planned();
    std::erase_if(patches, [&](const auto &patch) { return !titles.contains(patch.crate); });
    for (const auto &name : input.patches->unused()) {
        bool own = false;
        for (cargo::PackageIndex i = 0; i < packages.size(); ++i) {
            const auto &package = packages.at(i);
            const auto version = package.manifest.version.toString();
            if (package.fromRegistry ||
                (name != package.manifest.name && name != package.manifest.name + "-" + version))
                continue;
            own = true;
            patches.push_back(
                {.crate = package.manifest.name + " " + version,
                 .file = *input.request.patchDir / fromUtf8(name),
                 .problem = std::format("it lies in {}, and what is no crate from elsewhere is not patched",
                                        toUtf8(package.manifest.directory()))});
        }
        if (!own)
            notes.push_back(std::format("no crate of this build takes the patches in {}",
                                        toUtf8(*input.request.patchDir / fromUtf8(name))));
    }
    return patches;
}

std::string shown(const PlannedPatch &patch)
{
    if (patch.problem.empty())
        return std::format("  patch  {}: {} ({} hunks in {})\n", patch.crate, toUtf8(patch.file.filename()),
                           patch.hunks, join(patch.files, ", "));
    return std::format("  patch  {}: {} DOES NOT APPLY: {}\n", patch.crate,
                       describe(Place{patch.file.filename(), patch.line, 0}), patch.problem);
}

std::string shown(const NativeFinding &native)
{
    if (!native.text.empty())
        return std::format("  native {}{}\n", native.stops ? "" : "(perhaps) ", native.text);
    return std::format("  native {} for {}: {}{}\n", native.library, native.crate, native.state,
                       native.version.empty() ? "" : " " + native.version);
}

Result<void> addGraph(BootstrapPlan &plan)
{
    auto made = makeBootstrapGraph(*plan.input, plan.choice->needs);
    // A patch that does not fit may be why there is no graph.
    if (const auto problem = firstProblem(plan.input->patches->planned()); problem && !made)
        return fail(*problem);
    CY_TRY(BootstrapGraph graph, std::move(made));
    plan.patches = plannedPatches(*plan.input, graph, plan.notes);
    plan.notes.insert(plan.notes.end(), graph.remarks.begin(), graph.remarks.end());
    plan.graph = std::make_shared<const BootstrapGraph>(std::move(graph));
    plan.artifacts = findArtifacts(plan);
    return {};
}

// The crates that are not there already, one a line.
std::string cratesText(const BootstrapPlan &plan)
{
    std::string text;
    for (const auto &crate : plan.crates()) {
        if (crate.isToFetch() || crate.state == "blacklisted")
            text += std::format("  {:<7}{} {}{}{}\n", crate.isToFetch() ? "fetch" : "without", crate.name,
                                crate.version, crate.where.empty() ? "" : " from " + crate.where,
                                crate.neededBy.empty() ? "" : ", for " + crate.neededBy);
    }
    return text;
}

// Why the lock that would be written cannot be.
std::optional<Error> lockObstacle(const BootstrapPlan &plan)
{
    if (!plan.choice->lockText || plan.choice->lockLacks.empty())
        return std::nullopt;
    return Error{ErrorCode::Unsupported,
                 std::format("the Cargo.lock would not be one that cargo takes: {}", plan.choice->lockLacks)};
}

} // namespace

std::optional<Error> obstacleOf(const BootstrapPlan &plan)
{
    if (auto problem = firstProblem(plan.patches))
        return problem;
    if (auto problem = lockObstacle(plan); problem && plan.input->request.writeLock)
        return problem;
    return plan.input->request.nativeCheck ? firstObstacle(plan.natives) : std::nullopt;
}

std::string profileDirectory(const std::string &profile)
{
    return profile == "dev" || profile == "test" ? "debug" : profile == "bench" ? "release" : profile;
}

Result<BootstrapPlan> planGraph(BootstrapRequest request, const CancelToken &cancel, activity::Reporter *reporter,
                                const fs::path &store)
{
    BootstrapPlan plan;
    CY_TRY(BootstrapInput input, readInput(std::move(request), cancel));
    CY_TRY(build::BuildSettings settings, makeSettings(input));
    // A lock that will be written counts in the digest of what it lies in.
    if (!store.empty() && !input.request.writeLock) {
        plan.digests = input.digests = std::make_shared<build::SourceDigests>(store / "digests");
        build::PackageSources({}, settings.foreignDirs).foresee(input.manifest.parent_path(), *plan.digests);
    }
    auto chosen = chooseCrates(input, cancel, reporter);
    if (const auto problem = firstProblem(input.patches->planned()); problem && !chosen)
        return fail(*problem);
    CY_TRY(CrateChoice choice, std::move(chosen));
    plan.notes = input.remarks;
    plan.notes.insert(plan.notes.end(), choice.remarks.begin(), choice.remarks.end());
    plan.complete = choice.needs.missing().empty();
    plan.choice = std::make_shared<CrateChoice>(std::move(choice));
    plan.input = std::make_shared<const BootstrapInput>(std::move(input));
    plan.graph = std::make_shared<const BootstrapGraph>();
    plan.settings = std::make_shared<const build::BuildSettings>(std::move(settings));
    if (plan.complete)
        CY_CHECK(addGraph(plan));
    return plan;
}

Result<void> fetchAndPlan(BootstrapPlan &plan, activity::Reporter &reporter, activity::Id parent,
                          const CancelToken &cancel)
{
    CY_CHECK(fetchCrates(*plan.input, *plan.choice, reporter, parent, cancel));
    if (plan.complete)
        return {};
    CY_CHECK(addGraph(plan));
    plan.complete = true;
    return {};
}

std::size_t BootstrapPlan::toFetch() const
{
    return static_cast<std::size_t>(std::ranges::count_if(crates(), &PlannedCrate::isToFetch));
}

Result<bool> writeLock(const BootstrapPlan &plan)
{
    if (!plan.choice->lockText)
        return false;
    if (auto obstacle = lockObstacle(plan))
        return fail(std::move(*obstacle));
    CY_CHECK(writeFile(plan.input->workspace.root / "Cargo.lock", *plan.choice->lockText));
    plan.choice->lockText.reset();
    return true;
}

Result<void> planUnits(BootstrapPlan &plan, const fs::path &store)
{
    if (!plan.complete)
        return {};
    const build::UnitStore units(store);
    if (!plan.digests)
        plan.digests = std::make_shared<build::SourceDigests>(store / "digests");
    plan.keyMaker =
        std::make_shared<build::KeyMaker>(plan.graph->units, *plan.settings, fs::path(), *plan.digests,
                                          [units](const std::string &staticKey) { return units.declared(staticKey); });
    CY_TRY(auto keys, plan.keyMaker->all());
    plan.execution =
        build::planExecution(plan.graph->units, std::move(keys), units, plan.input->request.recordScripts.has_value());
    plan.units = plannedUnits(plan, units);
    if (const auto &directory = plan.input->request.recordScripts)
        plan.recordings = plannedRecordings(plan, *directory);
    plan.natives = findNatives(*plan.input, plan.graph->units, plan.execution.needed, realWorld(*plan.input, {}));
    return {};
}

std::string headingOf(const BootstrapPlan &plan)
{
    const auto &input = *plan.input;
    std::vector<std::string> names;
    if (!plan.complete)
        names.push_back(toUtf8(input.manifest.parent_path()));
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
    std::string text = headingOf(plan) + "\n" + cratesText(plan);
    if (!plan.complete)
        text +=
            std::format("  then   the units, which are not known before these {} crates are here\n", plan.toFetch());
    else
        text += std::format("{} units of {} packages, {} of them to be built\n", plan.units.size(), packages.size(),
                            plan.execution.neededCount());
    for (const auto &effect : effectsOf(plan))
        text += sentenceFor(effect) + "\n";
    for (const auto &patch : plan.patches)
        text += shown(patch);
    for (const auto &native : plan.natives)
        text += shown(native);
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
    Json crates = Json::array();
    for (const auto &crate : plan.crates())
        crates.push_back({{"name", crate.name},
                          {"version", crate.version},
                          {"source", crate.source},
                          {"state", crate.state},
                          {"where", crate.where},
                          {"neededBy", crate.neededBy}});
    Json artifacts = Json::array();
    for (const auto &artifact : plan.artifacts)
        artifacts.push_back(toUtf8(artifact.path));
    Json patches = Json::array();
    for (const auto &patch : plan.patches)
        patches.push_back({{"crate", patch.crate},
                           {"file", toUtf8(patch.file)},
                           {"line", patch.line},
                           {"hunks", patch.hunks},
                           {"files", patch.files},
                           {"problem", patch.problem}});
    Json natives = Json::array();
    for (const auto &native : plan.natives)
        natives.push_back({{"crate", native.crate},
                           {"library", native.library},
                           {"state", native.state},
                           {"version", native.version},
                           {"wanted", native.wanted},
                           {"package", native.package},
                           {"text", native.text},
                           {"stops", native.stops}});
    const Json json{{"package", toUtf8(input.manifest)},
                    {"target", input.target ? Json(input.target->name) : Json(nullptr)},
                    {"host", input.hostSide.facts.name},
                    {"toolchain", input.request.toolchain.name},
                    {"rustc", toUtf8(plan.settings->compiler.rustc)},
                    {"profile", input.request.profile},
                    {"flags", plan.settings->targetFlags},
                    {"wrapper", optional(plan.settings->wrapper)},
                    {"workspaceWrapper", optional(plan.settings->workspaceWrapper)},
                    {"complete", plan.complete},
                    {"crates", crates},
                    {"toBuild", plan.execution.neededCount()},
                    {"patches", patches},
                    {"natives", natives},
                    {"units", units},
                    {"artifacts", artifacts},
                    {"notes", plan.notes}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::bootstrap
