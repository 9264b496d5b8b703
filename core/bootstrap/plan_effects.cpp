// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/plan_effects.h"

#include "base/files.h"
#include "bootstrap/script_replay.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

std::size_t archivesIn(const fs::path &directory)
{
    const auto entries = readDirectory(directory);
    if (!entries)
        return 0; // it is made when something is fetched
    return static_cast<std::size_t>(std::ranges::count_if(
        *entries, [](const auto &entry) { return !entry.directory && fs::path(entry.name).extension() == ".crate"; }));
}

std::string shownCount(std::size_t count, std::string_view one, std::string_view several)
{
    return std::format("{} {}", count, count == 1 ? one : several);
}

} // namespace

std::vector<PlanEffect> effectsOf(const BootstrapPlan &plan)
{
    const auto &request = plan.input->request;
    std::vector<PlanEffect> effects;
    if (const auto &wrapper = plan.settings->wrapper)
        effects.push_back({"wrapper", *wrapper});
    if (const auto &wrapper = plan.settings->workspaceWrapper)
        effects.push_back({"member-wrapper", *wrapper});
    if (request.writeLock)
        effects.push_back({plan.choice->lockText ? "lock" : "lock-kept", plan.input->workspace.root / "Cargo.lock",
                           plan.input->lock ? plan.input->lock->packages.size() : 0});
    if (const auto &directory = request.crateCache)
        effects.push_back({"archives", *directory, archivesIn(*directory)});
    if (const auto &directory = request.replayScripts; directory && plan.complete)
        effects.push_back({"replay", *directory, replayedIn(plan).size()});
    if (const auto &directory = request.recordScripts; directory && plan.complete) {
        const bool there = std::ranges::all_of(plan.recordings, &PlannedRecording::there);
        effects.push_back({plan.recordings.empty() ? "record-none"
                           : there                 ? "recorded"
                                                   : "record",
                           *directory, plan.recordings.size()});
    }
    if (request.keepGoing)
        effects.push_back({"keep-going"});
    return effects;
}

std::string sentenceFor(const PlanEffect &effect)
{
    const std::string path = toUtf8(effect.path);
    const auto scripts = [&] { return shownCount(effect.count, "build script", "build scripts"); };
    if (effect.kind == "wrapper")
        return std::format("the compiler is run by {}", path);
    if (effect.kind == "member-wrapper")
        return std::format("for members of the workspace it is run by {}", path);
    if (effect.kind == "lock")
        return std::format("{} is written, with {}", path, shownCount(effect.count, "package", "packages"));
    if (effect.kind == "lock-kept")
        return std::format("{} is as cargo would write it", path);
    if (effect.kind == "archives")
        return std::format("archives of crates are taken from {} and put there; {} there now", path,
                           shownCount(effect.count, "is", "are"));
    if (effect.kind == "replay")
        return std::format("{} not run: the words come from {}", scripts() + (effect.count == 1 ? " is" : " are"),
                           path);
    if (effect.kind == "record")
        return std::format("what {} say is written to {}", scripts(), path);
    if (effect.kind == "recorded")
        return std::format("what {} say stands in {} already", scripts(), path);
    if (effect.kind == "record-none")
        return std::format("no build script runs whose words could be written to {}", path);
    return "after a failure, what does not need the failed unit is built";
}

} // namespace crossyard::bootstrap
