// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/cross_request_job.h"

#include "base/strings.h"
#include "container/engine/engine_probe.h"
#include "text/json.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

constexpr const char *actionOfCross = "cross";

Result<std::string> carryOut(const CrossRequest &request, activity::Reporter &reporter, const CancelToken &cancel)
{
    CY_TRY(const auto plan, planCross(request, cancel));
    reporter.plan(toText(plan));
    CY_TRY(const auto ready, prepareCross(plan, reporter, cancel));
    CY_TRY(const auto result, runCross(plan, ready, false, reporter, cancel));
    if (result.exitCode != 0)
        return fail(ErrorCode::ToolFailed,
                    std::format("cargo {} ended with status {}", request.words.front(), result.exitCode));
    return outcomeOf(plan, result);
}

Result<std::string> makeAnew(const std::string &target, const std::string &release, const CrossRequest &request,
                             activity::Reporter &reporter, const CancelToken &cancel)
{
    const auto lookup = lookupIn(request.environment);
    CY_TRY(const auto engine, chooseEngine({.store = request.store,
                                            .environment = lookup,
                                            .engine = lookup("CROSS_CONTAINER_ENGINE"),
                                            .url = request.url},
                                           cancel));
    CrossSettings settings;
    settings.target.value = target;
    ImageRequest image{.settings = &settings, .store = request.store, .anew = true};
    if (!release.empty())
        image.release = release;
    CY_TRY(const auto plan, planImage(image, engine, cancel));
    CY_TRY(const auto digest, makeImage(plan, image, engine, reporter, cancel));
    return std::format("{} is {}", plan.reference, digest);
}

} // namespace

std::string toJson(const CrossJob &job)
{
    nlohmann::json json{
        {"action", actionOfCross},  {"verb", job.verb},           {"toolchain", job.kit.toolchain.value_or("")},
        {"target", job.kit.target}, {"profile", job.kit.profile}, {"project", toUtf8(job.project)}};
    if (job.protection)
        json["protection"] = protectionName(*job.protection);
    if (job.release)
        json["release"] = *job.release;
    if (job.debug)
        json["debug"] = true;
    return json.dump();
}

std::optional<CrossJob> crossJobFrom(std::string_view line)
{
    const auto json = nlohmann::ordered_json::parse(line, nullptr, false);
    const auto value = [&](const char *name) { return text::stringIn(json, name).value_or(""); };
    if (!json.is_object() || value("action") != actionOfCross || value("verb").empty())
        return std::nullopt;
    CrossJob job{.verb = value("verb"), .kit = {.target = value("target")}, .project = fromUtf8(value("project"))};
    if (const auto toolchain = value("toolchain"); !toolchain.empty())
        job.kit.toolchain = toolchain;
    if (const auto profile = value("profile"); !profile.empty())
        job.kit.profile = profile;
    // A job that was less protected than its text can say is not asked for again as if it had not been.
    if (const auto name = value("protection"); !name.empty()) {
        const auto protection = parseProtection(name);
        if (!protection)
            return std::nullopt;
        job.protection = *protection;
    }
    if (const auto release = value("release"); !release.empty())
        job.release = release;
    job.debug = text::boolIn(json, "debug", false);
    return job;
}

CrossRequest crossRequest(const CrossJob &asked, const sysroot::CargoJobRequest &around)
{
    CrossRequest request{.words = sysroot::cargoWords(asked.verb, asked.kit),
                         .directory = asked.project,
                         .environment = around.environment,
                         .store = around.store,
                         .crossyard = around.crossyard,
                         .toolchain = asked.kit.toolchain,
                         .protection = asked.protection,
                         .release = asked.release};
    if (asked.debug)
        request.debugPort = 0;
    request.environment["CARGO_TERM_COLOR"] = "always";
    request.environment["CARGO_TERM_PROGRESS_WHEN"] = "never";
    return request;
}

std::string outcomeOf(const CrossPlan &plan, const CrossResult &result)
{
    std::string text = std::format("it ended with status {}", result.exitCode);
    const auto counted = [](std::size_t count, std::string_view one, std::string_view many) {
        return std::format("{} {}", count, count == 1 ? one : many);
    };
    if (!result.programs.empty())
        text += std::format(", {} in {}", counted(result.programs.size(), "new file", "new files"),
                            toUtf8(plan.places.target / plan.target.name));
    if (!result.writes.empty())
        text += std::format(", {} of the project caught", counted(result.writes.size(), "write", "writes"));
    return text;
}

job::JobRequest crossJob(const CrossJob &asked, const sysroot::CargoJobRequest &around)
{
    job::JobRequest wanted;
    wanted.title = std::format("cargo {} for {} in a container{}", asked.verb, asked.kit.target,
                               asked.debug ? ", with a debugger" : "");
    wanted.kind = "cross";
    wanted.project = toUtf8(asked.project);
    wanted.subject = std::format("cross {} {} {} {}", asked.verb, asked.kit.target, asked.kit.profile, wanted.project);
    wanted.again = toJson(asked);
    wanted.work = [request = crossRequest(asked, around)](activity::Reporter &reporter, const CancelToken &cancel) {
        return carryOut(request, reporter, cancel);
    };
    return wanted;
}

job::JobRequest imageJob(const std::string &target, const std::string &release, const CrossJob &asked,
                         const sysroot::CargoJobRequest &around)
{
    job::JobRequest wanted;
    wanted.title = "Image for " + target;
    wanted.kind = "image";
    wanted.subject = "image " + target;
    wanted.work = [target, release, request = crossRequest(asked, around)](activity::Reporter &reporter,
                                                                           const CancelToken &cancel) {
        return makeAnew(target, release, request, reporter, cancel);
    };
    return wanted;
}

} // namespace crossyard::container
