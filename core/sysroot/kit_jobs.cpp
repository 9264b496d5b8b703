// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/kit_jobs.h"

#include "base/strings.h"
#include "process/runner.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::sysroot {

namespace {

using activity::Event;

// The cargo commands of an action, one after the other.
std::vector<std::string> commandsOf(std::string_view action)
{
    if (action == "build-anew")
        return {"clean", "build"};
    return {std::string(action)};
}

// Runs a command as what one activity does, which ends with it.
Result<void> runTold(const process::Command &command, const std::string &name, activity::Id id,
                     activity::Reporter &reporter, const CancelToken &cancel)
{
    reporter.command(id, process::shown(command));
    process::RunOptions options;
    options.cancel = cancel;
    options.onOutputLine = options.onErrorLine = [&](std::string_view line) { reporter.line(id, std::string(line)); };
    const auto finished = process::run(command, options);
    if (!finished) {
        reporter.finish(id, activity::outcomeOf(finished));
        return fail(finished.error());
    }
    reporter.finish(id, finished->ok() ? Event::Outcome::Done : Event::Outcome::Failed);
    if (!finished->ok())
        return fail(ErrorCode::ToolFailed, std::format("{} ended with status {}", name, finished->exitCode));
    return {};
}

Result<void> runCargo(const CargoBuildRequest &request, activity::Reporter &reporter, const CancelToken &cancel)
{
    const std::string &name = request.words.front();
    CY_TRY(auto build, prepareCargo(request, reporter, cancel));
    build.command.environment["CARGO_TERM_COLOR"] = "always";
    build.command.environment["CARGO_TERM_PROGRESS_WHEN"] = "never";
    return runTold(build.command, "cargo " + name, reporter.start("cargo " + name), reporter, cancel);
}

} // namespace

std::vector<std::string> cargoWords(const std::string &command, const Kit &kit)
{
    std::vector<std::string> words{command, "--target", kit.target};
    if (kit.profile == "release")
        words.push_back("--release");
    else if (kit.profile != "dev")
        words.insert(words.end(), {"--profile", kit.profile});
    return words;
}

job::JobRequest linkJob(const LinkedToolchainPlan &plan)
{
    job::JobRequest wanted;
    wanted.title = "Toolchain " + plan.name;
    wanted.kind = "link";
    wanted.subject = "link";
    wanted.work = [plan](activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        const auto id = reporter.start("Linking " + toUtf8(plan.directory));
        CY_CHECK(makeToolchain(plan));
        CY_CHECK(runTold(plan.link, "rustup toolchain link", id, reporter, cancel));
        return std::format("cargo +{} uses it", plan.name);
    };
    return wanted;
}

std::string toJson(const KitJob &job)
{
    return nlohmann::json{{"action", job.action},
                          {"toolchain", job.kit.toolchain.value_or("")},
                          {"target", job.kit.target},
                          {"profile", job.kit.profile},
                          {"project", toUtf8(job.project)}}
        .dump();
}

std::optional<KitJob> kitJobFrom(std::string_view line)
{
    const auto json = nlohmann::ordered_json::parse(line, nullptr, false);
    const auto value = [&](const char *name) { return text::stringIn(json, name).value_or(""); };
    if (!json.is_object() || value("action").empty())
        return std::nullopt;
    KitJob job{.action = value("action"), .kit = {.target = value("target")}, .project = fromUtf8(value("project"))};
    if (const auto toolchain = value("toolchain"); !toolchain.empty())
        job.kit.toolchain = toolchain;
    if (const auto profile = value("profile"); !profile.empty())
        job.kit.profile = profile;
    return job;
}

bool isCargoAction(std::string_view action)
{
    return action == "build" || action == "run" || action == "test" || action == "build-anew";
}

std::string outcomeOf(const BuiltSysroot &built)
{
    if (built.wasThere)
        return "it was there already";
    return std::format("{} units compiled, {}", built.compiled, shownSize(built.record.size));
}

job::JobRequest aboutSysroot(const SysrootRequest &request)
{
    job::JobRequest about;
    about.title = "Sysroot for " + request.target;
    about.kind = "sysroot";
    about.subject =
        std::format("sysroot {} {} {}", request.target, request.toolchain.compiler.identity, request.profile);
    about.project = toUtf8(request.project);
    return about;
}

job::JobRequest sysrootJob(const KitJob &asked, const SysrootRequest &request, const fs::path &store)
{
    auto wanted = aboutSysroot(request);
    wanted.project = toUtf8(asked.project);
    wanted.again = toJson(asked);
    wanted.work = [request, store, why = "the window, for " + wanted.project](
                      activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        CY_TRY(auto plan, planSysroot(request, store, cancel));
        CY_TRY(const auto built, buildSysroot(plan, store, why, reporter, cancel));
        return outcomeOf(built);
    };
    return wanted;
}

job::JobRequest cargoJob(const KitJob &asked, const CargoJobRequest &request)
{
    CargoBuildRequest build;
    build.directory = asked.project;
    build.environment = request.environment;
    build.environment["CARGO_TERM_COLOR"] = "always";
    build.store = request.store;
    build.wrapper = request.crossyard;
    build.toolchain = asked.kit.toolchain;
    job::JobRequest wanted;
    wanted.title = asked.action == "build-anew" ? std::format("cargo clean and build for {}", asked.kit.target)
                                                : std::format("cargo {} for {}", asked.action, asked.kit.target);
    wanted.kind = asked.action;
    wanted.project = toUtf8(asked.project);
    wanted.subject =
        std::format("cargo {} {} {} {}", asked.action, asked.kit.target, asked.kit.profile, wanted.project);
    wanted.again = toJson(asked);
    wanted.work = [asked, build](activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        for (const auto &command : commandsOf(asked.action)) {
            auto one = build;
            one.words = cargoWords(command, asked.kit);
            CY_CHECK(runCargo(one, reporter, cancel));
        }
        return std::string("it ended with status 0");
    };
    return wanted;
}

} // namespace crossyard::sysroot
