// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_job.h"

#include "base/digest.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "bootstrap/script_replay.h"
#include "build/unit_users.h"
#include "sysroot/sysroot_store.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

using activity::Event;

// A copy, not a second name: what the user does to his program (stripping it) must not reach the store. It has the time
// of what it was copied from: where that and the size are the same, it is there already, and none of its bytes is read.
Result<bool> publish(const fs::path &from, const std::string &digest, const fs::path &to)
{
    std::error_code error;
    CY_TRY(const FileStamp stored, stampOf(from));
    const auto stamp = stampOf(to);
    if (stamp && *stamp == stored)
        return false;
    std::error_code ignored; // what happens where a time cannot be set: the bytes are read next time
    const auto time = fs::last_write_time(from, ignored);
    if (const auto there = stamp ? digestOfFile(to) : Result<std::string>(std::string()); there && *there == digest) {
        fs::last_write_time(to, time, ignored);
        return false;
    }
    CY_CHECK(createDirectories(to.parent_path()));
    sweepStages(to.parent_path());
    CY_TRY(const StagedDir stage, StagedDir::create(to.parent_path()));
    const fs::path copy = stage.path() / to.filename();
    fs::copy_file(from, copy, error);
    if (error)
        return fail(ioError("write", to, error));
    fs::last_write_time(copy, time, ignored);
    CY_CHECK(syncToDisk(copy));
    fs::rename(copy, to, error);
    if (error)
        return fail(ioError("write", to, error));
    return true;
}

Result<Bootstrapped> publishAll(const BootstrapPlan &plan, const build::ExecutionResult &result)
{
    Bootstrapped done;
    if (const auto &directory = plan.input->request.recordScripts) {
        CY_TRY(done.recorded, recordScripts(plan, result, *directory));
    }
    done.built = result.built;
    for (const auto &artifact : plan.artifacts) {
        const auto &unit = plan.graph->units.units[artifact.unit];
        const auto &stored = *result.stored[artifact.unit];
        const auto name =
            build::artifactNames(*plan.settings, unit, result.keys[artifact.unit].digest).at(artifact.output);
        const auto file = std::ranges::find(stored.files, name, &build::StoredFile::name);
        if (file == stored.files.end())
            return fail(ErrorCode::Io, std::format("{} is not in {}", name, toUtf8(stored.directory)));
        auto copied = publish(stored.directory / fromUtf8(name), file->digest, artifact.path);
        if (!copied)
            return fail(std::move(copied.error())
                            .withHint("what was compiled is kept: see to it that there is room and "
                                      "that it may be written, or choose another --target-dir"));
        done.copied += *copied ? 1 : 0;
        done.artifacts.push_back(artifact.path);
    }
    return done;
}

// So that nobody who cleans the store takes the units away.
Result<void> recordUse(const BootstrapPlan &plan, const std::vector<build::UnitKey> &keys, const fs::path &store)
{
    build::UnitUser user{
        .name = aboutBootstrap(plan).subject, .home = plan.input->manifest, .units = {}, .patched = {}};
    for (const auto &key : keys)
        user.units.insert(key.digest);
    const fs::path patched = store / "patched";
    const auto &packages = *plan.graph->units.packages;
    for (cargo::PackageIndex i = 0; i < packages.size(); ++i) {
        const auto relative = packages.at(i).manifest.directory().lexically_relative(patched);
        if (!relative.empty() && *relative.begin() != "..")
            user.patched.insert(toUtf8(*relative.begin()));
    }
    return build::UnitUsers(store).record(user);
}

Result<Bootstrapped> build(BootstrapPlan &plan, const fs::path &store, activity::Reporter &reporter, activity::Id job,
                           const CancelToken &cancel)
{
    const sysroot::SysrootStore sysroots(store);
    CY_TRY(const FileLock units, sysroots.lockUnits(FileLock::Mode::Shared, cancel, [&] {
        reporter.note(job, "waiting for another process that cleans the store");
    }));
    sweepStages(store / "build");
    if (!plan.complete) {
        CY_CHECK(fetchAndPlan(plan, reporter, job, cancel));
        CY_CHECK(planUnits(plan, store));
        if (auto obstacle = obstacleOf(plan))
            return fail(std::move(*obstacle));
    }
    reporter.plan(toText(plan));
    for (const auto &note : plan.notes)
        reporter.note(job, note);
    CY_CHECK(recordUse(plan, plan.execution.keys, store));
    build::UnitStore unitStore(store);
    auto result = build::execute({.graph = plan.graph->units,
                                  .settings = *plan.settings,
                                  .keyMaker = *plan.keyMaker,
                                  .store = unitStore,
                                  .reporter = reporter,
                                  .activity = job,
                                  .cancel = cancel,
                                  .keepGoing = plan.input->request.keepGoing},
                                 plan.execution);
    // Keys depend on what scripts have said: what was finished before a failure may have others than the plan's.
    if (!result) {
        if (const auto keys = plan.keyMaker->all())
            (void)recordUse(plan, *keys, store);
        return fail(std::move(result).error());
    }
    CY_CHECK(recordUse(plan, result->keys, store));
    return publishAll(plan, *result);
}

} // namespace

Result<Bootstrapped> runBootstrap(BootstrapPlan &plan, const fs::path &store, activity::Reporter &reporter,
                                  const CancelToken &cancel)
{
    if (auto obstacle = obstacleOf(plan))
        return fail(std::move(*obstacle));
    // What has nothing to do is no job.
    if (plan.complete && plan.execution.neededCount() == 0) {
        // A store that cannot be written does for what is there already.
        (void)recordUse(plan, plan.execution.keys, store);
        return publishAll(plan, {plan.execution.keys, plan.execution.stored, 0});
    }
    const auto job = reporter.start(aboutBootstrap(plan).title);
    auto done = build(plan, store, reporter, job, cancel);
    reporter.finish(job, activity::outcomeOf(done));
    return done;
}

Result<std::size_t> downloadCrates(BootstrapPlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    const auto job = reporter.start(std::format("Crates of {}", toUtf8(plan.input->manifest.parent_path())));
    const auto fetched = fetchAndPlan(plan, reporter, job, cancel);
    reporter.finish(job, activity::outcomeOf(fetched));
    CY_CHECK(fetched);
    return static_cast<std::size_t>(std::ranges::count_if(plan.crates(), &PlannedCrate::isHere));
}

job::JobRequest aboutBootstrap(const BootstrapPlan &plan)
{
    const auto &input = *plan.input;
    const auto &graph = plan.graph->units;
    std::string name = toUtf8(input.manifest.parent_path().filename());
    std::string title = name;
    if (plan.complete) {
        const auto &manifest = graph.package(graph.units[graph.roots.front()]).manifest;
        name = manifest.name;
        title = std::format("{} {}", name, manifest.version.toString());
    }
    job::JobRequest about;
    about.title = std::format("Bootstrap of {} for {}", title, input.targetSide.facts.name);
    about.kind = "bootstrap";
    about.subject = std::format("bootstrap {} {} {} {}", name, input.targetSide.facts.name,
                                input.request.toolchain.compiler.identity, input.request.profile);
    about.project = toUtf8(input.manifest.parent_path());
    return about;
}

std::string outcomeOf(const Bootstrapped &done)
{
    std::vector<std::string> parts;
    if (done.built > 0 || done.copied > 0)
        parts.push_back(std::format("{} units built", done.built));
    if (!done.recorded.empty())
        parts.push_back(std::format("what {} build scripts say was written down", done.recorded.size()));
    return parts.empty() ? "it was there already" : join(parts, ", ");
}

} // namespace crossyard::bootstrap
