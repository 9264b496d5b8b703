// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard bootstrap [DIR]
#include "base/files.h"
#include "base/strings.h"
#include "bootstrap/bootstrap_job.h"
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

int carryOut(BootstrapPlan &plan, bool json, bool verbose, bool graph)
{
    const auto start = std::chrono::steady_clock::now();
    const auto recorded = std::make_shared<job::RecordedJob>(storeDirectory(), bootstrap::aboutBootstrap(plan),
                                                             consoleSink(json, verbose));
    activity::Reporter reporter(recorded);
    const auto done = bootstrap::runBootstrap(plan, storeDirectory(), reporter, terminalCancel());
    recorded->end(done.transform([](const auto &built) { return bootstrap::outcomeOf(built); }));
    // Whom it depends on is worth knowing after a failure as well.
    if (const auto drawn = graph && plan.complete ? writeGraph(plan) : Result<void>(); !drawn)
        return report(drawn.error(), json);
    if (!done)
        return report(done.error(), json);
    if (json) {
        Json artifacts = Json::array();
        for (const auto &path : done->artifacts)
            artifacts.push_back(toUtf8(path));
        print(Json{{"event", "result"}, {"built", done->built}, {"artifacts", artifacts}}.dump());
        return exitDone;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    say(done->built == 0 && done->copied == 0
            ? "Nothing to do: the result is up to date"
            : std::format("Built {} units in {}", done->built, shownDuration(seconds)));
    for (const auto &path : done->artifacts)
        print(toUtf8(path));
    return exitDone;
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
    const bool wantsLock = parser.isSet(QStringLiteral("write-lock"));
    auto plan = bootstrap::planGraph(*request, terminalCancel(), wantsLock);
    if (!plan)
        return report(plan.error(), json);
    if (wantsLock && !dry) {
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
    const bool graph = parser.isSet(QStringLiteral("graph"));
    if (dry) {
        print(json ? bootstrap::toJson(*plan) : bootstrap::toText(*plan));
        const auto obstacle = bootstrap::obstacleOf(*plan);
        return obstacle ? report(*obstacle, json) : exitDone;
    }
    return carryOut(*plan, json, parser.isSet(QStringLiteral("verbose")), graph);
}

} // namespace crossyard::cli
