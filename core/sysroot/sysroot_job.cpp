// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/sysroot_job.h"

#include "base/staged_dir.h"

#include <format>

namespace crossyard::sysroot {

namespace {

using activity::Event;

Result<BuiltSysroot> useStored(const SysrootStore &sysroots, const fs::path &path)
{
    auto record = sysroots.read(path);
    if (!record)
        return fail(ErrorCode::Io, std::format("the record of {} cannot be read", toUtf8(path)));
    sysroots.touch(path);
    return BuiltSysroot{std::move(*record), 0, true};
}

Result<BuiltSysroot> build(SysrootPlan &plan, const fs::path &store, std::string why, activity::Reporter &reporter,
                           activity::Id job, const CancelToken &cancel)
{
    const SysrootStore sysroots(store);
    const auto waiting = [&](std::string what) {
        return [&reporter, job, what] { reporter.note(job, "waiting for another process that " + what); };
    };
    CY_TRY(const FileLock units, sysroots.lockUnits(FileLock::Mode::Shared, cancel, waiting("cleans the store")));
    CY_TRY(const FileLock lock,
           sysroots.lock(plan.path, FileLock::Mode::Exclusive, cancel, waiting("builds this sysroot")));
    if (sysroots.intact(plan.path))
        return useStored(sysroots, plan.path);
    sweepStages(store / "build");
    planUnits(plan, store);
    reporter.plan(toText(plan));
    for (const auto &note : plan.notes)
        reporter.note(job, note);

    build::UnitStore unitStore(store);
    // They take no time; the crates' progress is counted without them.
    std::size_t objects = 0;
    for (auto &object : plan.startup) {
        CY_TRY(const bool made, buildStartupObject(object, *plan.settings, unitStore, reporter, job, cancel));
        objects += made ? 1 : 0;
    }
    CY_TRY(build::ExecutionResult result, build::execute({.graph = plan.graph->units,
                                                          .settings = *plan.settings,
                                                          .keyMaker = *plan.keyMaker,
                                                          .store = unitStore,
                                                          .reporter = reporter,
                                                          .activity = job,
                                                          .cancel = cancel},
                                                         std::move(plan.execution)));
    result.built += objects;
    const SysrootInput &input = *plan.input;
    SysrootRecord record;
    record.key = sysrootKey(input, plan.graph->units, result.keys, plan.runtime, plan.startup);
    record.target = input.target.name;
    record.toolchain = std::format("{} ({})", input.request.toolchain.name, input.request.toolchain.compiler.release);
    record.profile = input.request.profile;
    record.check = input.request.check;
    record.crates = plan.graph->rootCrates;
    record.why = std::move(why);
    std::vector<const build::StoredUnit *> parts;
    for (build::UnitIndex i = 0; i < result.keys.size(); ++i) {
        const auto &unit = plan.graph->units.units[i];
        if (!result.stored[i])
            continue;
        record.units.push_back(result.keys[i].digest);
        if (unit.side == cargo::Side::Target && !unit.isScriptRun())
            parts.push_back(&*result.stored[i]);
    }
    for (const auto &object : plan.startup) {
        record.units.push_back(object.key.digest);
        parts.push_back(&*object.stored);
    }
    std::vector<std::pair<fs::path, std::string>> runtime;
    for (const auto &file : plan.runtime)
        runtime.emplace_back(file.source, file.name);
    CY_TRY(record, sysroots.publish(std::move(record), parts, runtime, input.target.specBytes));
    plan.key = record.key;
    plan.path = record.path;
    plan.ready = true;
    return BuiltSysroot{std::move(record), result.built, false};
}

// What a compiler says about the library of another version reads as if the compiler or the source were broken.
Error withSourceHint(Error error, const SysrootInput &input)
{
    const auto &toolchain = input.request.toolchain;
    const fs::path &library = input.library.source.library;
    std::error_code ignored;
    const bool own = toolchain.source && fs::equivalent(toolchain.source->library, library, ignored);
    if (error.code != ErrorCode::ToolFailed || !error.hint.empty() || own)
        return error;
    std::error_code noReal;
    const fs::path real = fs::canonical(library, noReal);
    return std::move(error).withHint(std::format(
        "the source in {} did not come with {} ({}), and each version of the library needs its own "
        "version of the compiler: name the source of {} with --rust-src",
        toUtf8(noReal ? library : real), toolchain.name, toolchain.compiler.release, toolchain.compiler.release));
}

} // namespace

Result<BuiltSysroot> buildSysroot(SysrootPlan &plan, const fs::path &store, std::string why,
                                  activity::Reporter &reporter, const CancelToken &cancel)
{
    const SysrootStore sysroots(store);
    if (plan.ready)
        return useStored(sysroots, plan.path);
    const auto job = reporter.start(std::format("Building sysroot for {}", plan.input->target.name));
    auto built = build(plan, store, std::move(why), reporter, job, cancel);
    if (!built) {
        reporter.finish(job, activity::outcomeOf(built));
        return fail(withSourceHint(std::move(built.error()), *plan.input));
    }
    reporter.finish(job, built->wasThere ? Event::Outcome::Stored : Event::Outcome::Done);
    return built;
}

} // namespace crossyard::sysroot
