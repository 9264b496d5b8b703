// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard bootstrap [DIR]
#include "base/strings.h"
#include "bootstrap/bootstrap_job.h"
#include "bootstrap/script_export.h"
#include "bootstrap/verify.h"
#include "bootstrap_options.h"
#include "job/recorded_job.h"
#include "table.h"
#include "verb.h"

#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using bootstrap::BootstrapPlan;
using Json = nlohmann::ordered_json;

// What was verified, said or told as JSON. Gives the exit status.
int reportChecks(const std::vector<bootstrap::Check> &checks, bool json)
{
    bool failed = false;
    for (const auto &check : checks) {
        failed |= check.state == bootstrap::Check::State::Failed;
        if (json)
            print(Json{{"event", "check"},
                       {"name", check.name},
                       {"state", bootstrap::wordFor(check.state)},
                       {"text", check.text}}
                      .dump(-1, ' ', false, Json::error_handler_t::replace));
        else
            say(std::format("{}: {}: {}", bootstrap::wordFor(check.state), check.name, check.text));
    }
    return failed ? exitFailed : exitDone;
}

int carryOut(BootstrapPlan &plan, bool json, bool verbose, bool verify)
{
    const auto start = std::chrono::steady_clock::now();
    const auto recorded = std::make_shared<job::RecordedJob>(storeDirectory(), bootstrap::aboutBootstrap(plan),
                                                             consoleSink(json, verbose));
    activity::Reporter reporter(recorded);
    const auto done = bootstrap::runBootstrap(plan, storeDirectory(), reporter, terminalCancel());
    std::vector<bootstrap::Check> checks;
    if (done && verify) {
        auto checked = bootstrap::verify(plan, *done, reporter, terminalCancel());
        if (!checked) {
            recorded->end(fail(checked.error()));
            return report(checked.error(), json);
        }
        checks = std::move(*checked);
    }
    recorded->end(done.transform([](const auto &built) { return bootstrap::outcomeOf(built); }));
    if (!done)
        return report(done.error(), json);
    if (json) {
        Json artifacts = Json::array();
        for (const auto &path : done->artifacts)
            artifacts.push_back(toUtf8(path));
        print(Json{{"event", "result"}, {"built", done->built}, {"artifacts", artifacts}}.dump());
        return reportChecks(checks, json);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    say(done->built == 0 && done->copied == 0
            ? "Nothing to do: the result is up to date"
            : std::format("Built {} units in {}", done->built, shownDuration(seconds)));
    for (const auto &path : done->artifacts)
        print(toUtf8(path));
    return reportChecks(checks, json);
}

} // namespace

int runBootstrap(const QStringList &words)
{
    QCommandLineParser parser;
    addBootstrapOptions(parser);
    if (const auto status =
            parseWords(parser, "bootstrap [OPTIONS] [DIR]",
                       "Build a package from its sources with rustc alone, without cargo. DIR holds its Cargo.toml and "
                       "Cargo.lock; the crates that it needs lie in the directories that --vendor names.",
                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto request = bootstrapRequest(parser);
    if (!request)
        return report(request.error(), json);
    auto plan = bootstrap::planGraph(*request, terminalCancel());
    if (!plan)
        return report(plan.error(), json);
    if (parser.isSet(QStringLiteral("unit-graph"))) {
        print(build::toCargoJson(plan->graph->units));
        return exitDone;
    }
    if (const auto planned = bootstrap::planUnits(*plan, storeDirectory()); !planned)
        return report(planned.error(), json);
    const auto recipe = option(parser, "emit-script");
    if (recipe) {
        // What this machine lacks does not matter to it; the sources have to be those that are meant.
        if (const auto problem = bootstrap::firstProblem(plan->patches))
            return report(*problem, json);
        if (const auto written = bootstrap::writeRecipe(*plan, resolvePath(fs::current_path(), fromUtf8(*recipe)));
            !written)
            return report(written.error(), json);
    }
    if (recipe && !parser.isSet(QStringLiteral("dry-run"))) {
        if (json)
            print(Json{{"event", "result"}, {"recipe", *recipe}}.dump());
        else
            say(std::format("Wrote {}", *recipe));
        return exitDone;
    }
    if (parser.isSet(QStringLiteral("dry-run"))) {
        print(json ? bootstrap::toJson(*plan) : bootstrap::toText(*plan));
        const auto obstacle = bootstrap::obstacleOf(*plan);
        return obstacle ? report(*obstacle, json) : exitDone;
    }
    return carryOut(*plan, json, parser.isSet(QStringLiteral("verbose")), parser.isSet(QStringLiteral("verify")));
}

} // namespace crossyard::cli
