// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard bootstrap [DIR]
#include "base/files.h"
#include "base/strings.h"
#include "bootstrap/bootstrap_job.h"
#include "bootstrap/script_export.h"
#include "bootstrap/verify.h"
#include "bootstrap_options.h"
#include "graph/readers.h"
#include "graph/writers.h"
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

// Fetches, and says what is here.
int download(BootstrapPlan &plan, bool json, bool verbose)
{
    activity::Reporter reporter(consoleSink(json, verbose));
    const auto here = bootstrap::downloadCrates(plan, reporter, terminalCancel());
    if (!here)
        return report(here.error(), json);
    if (json)
        print(Json{{"event", "result"}, {"crates", *here}}.dump());
    else
        say(std::format("{} crates are here", *here));
    return exitDone;
}

Error unitsNotKnown(const BootstrapPlan &plan)
{
    return Error{ErrorCode::NotFound,
                 std::format("the units are not known before {} crates are fetched", plan.toFetch())}
        .withHint("fetch them first: --download");
}

// Who depends on whom, in a file beside the result.
Result<void> writeGraph(const BootstrapPlan &plan)
{
    const fs::path file = plan.input->targetDir / "deps.dot";
    CY_CHECK(createDirectories(file.parent_path()));
    CY_CHECK(writeFile(file, graph::toDot(graph::readUnits(plan.graph->units))));
    say(std::format("{} was written", toUtf8(file)));
    return {};
}

// The recipe of a plan, in a file; said where nothing else will be.
int emitScript(const BootstrapPlan &plan, const std::string &file, bool json, bool dry)
{
    if (!plan.complete)
        return report(unitsNotKnown(plan), json);
    // What this machine lacks does not matter to it; the sources have to be those that are meant.
    if (const auto problem = bootstrap::firstProblem(plan.patches))
        return report(*problem, json);
    if (const auto written = bootstrap::writeRecipe(plan, resolvePath(fs::current_path(), fromUtf8(file))); !written)
        return report(written.error(), json);
    if (!dry && json)
        print(Json{{"event", "result"}, {"recipe", file}}.dump());
    else if (!dry)
        say(std::format("Wrote {}", file));
    return exitDone;
}

struct Asked {
    bool json = false;
    bool verbose = false;
    bool verify = false;
    bool graph = false;
};

int carryOut(BootstrapPlan &plan, const Asked &asked)
{
    const bool json = asked.json;
    const auto start = std::chrono::steady_clock::now();
    const auto recorded = std::make_shared<job::RecordedJob>(storeDirectory(), bootstrap::aboutBootstrap(plan),
                                                             consoleSink(json, asked.verbose));
    activity::Reporter reporter(recorded);
    const auto done = bootstrap::runBootstrap(plan, storeDirectory(), reporter, terminalCancel());
    std::vector<bootstrap::Check> checks;
    if (done && asked.verify) {
        auto checked = bootstrap::verify(plan, *done, reporter, terminalCancel());
        if (!checked) {
            recorded->end(fail(checked.error()));
            return report(checked.error(), json);
        }
        checks = std::move(*checked);
    }
    recorded->end(done.transform([](const auto &built) { return bootstrap::outcomeOf(built); }));
    // Whom it depends on is worth knowing after a failure as well.
    if (const auto drawn = asked.graph && plan.complete ? writeGraph(plan) : Result<void>(); !drawn)
        return report(drawn.error(), json);
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
                       "Build a package from its sources with rustc alone, without cargo. DIR is a directory with its "
                       "Cargo.toml, an archive (.crate, .tar.gz, .tar.xz), or the address of a git repository. The "
                       "crates that it needs are taken from --vendor, or from where the configuration says, or "
                       "fetched.",
                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto request = bootstrapRequest(parser);
    if (!request)
        return report(request.error(), json);
    const bool dry = parser.isSet(QStringLiteral("dry-run"));
    const bool needsUnits = !parser.isSet(QStringLiteral("unit-graph")) && !parser.isSet(QStringLiteral("download"));
    auto plan = bootstrap::planGraph(*request, terminalCancel(), nullptr, needsUnits ? storeDirectory() : fs::path());
    if (!plan)
        return report(plan.error(), json);
    if (request->writeLock && !dry) {
        const auto written = bootstrap::writeLock(*plan);
        if (!written)
            return report(written.error(), json);
        say(*written ? "Cargo.lock was written" : "Cargo.lock is up to date");
    }
    if (parser.isSet(QStringLiteral("download")) && !dry)
        return download(*plan, json, parser.isSet(QStringLiteral("verbose")));
    if (parser.isSet(QStringLiteral("unit-graph"))) {
        if (!plan->complete)
            return report(unitsNotKnown(*plan), json);
        print(build::toCargoJson(plan->graph->units));
        return exitDone;
    }
    if (const auto planned = bootstrap::planUnits(*plan, storeDirectory()); !planned)
        return report(planned.error(), json);
    if (const auto recipe = option(parser, "emit-script")) {
        const int status = emitScript(*plan, *recipe, json, dry);
        if (!dry || status != exitDone)
            return status;
    }
    if (dry) {
        print(json ? bootstrap::toJson(*plan) : bootstrap::toText(*plan));
        const auto obstacle = bootstrap::obstacleOf(*plan);
        return obstacle ? report(*obstacle, json) : exitDone;
    }
    return carryOut(*plan, {.json = json,
                            .verbose = parser.isSet(QStringLiteral("verbose")),
                            .verify = parser.isSet(QStringLiteral("verify")),
                            .graph = parser.isSet(QStringLiteral("graph"))});
}

} // namespace crossyard::cli
