// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard bootstrap [DIR]
#include "base/strings.h"
#include "bootstrap/bootstrap_job.h"
#include "common.h"
#include "job/recorded_job.h"
#include "table.h"
#include "verb.h"

#include <charconv>
#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using bootstrap::BootstrapPlan;
using bootstrap::BootstrapRequest;
using Json = nlohmann::ordered_json;

void addBootstrapOptions(QCommandLineParser &parser)
{
    addOption(parser, "vendor",
              "Directory of crates' sources (made by `cargo vendor`, or a distribution's registry); may be repeated.",
              "DIR");
    addOption(parser, "locked", "Take nothing but what Cargo.lock names.");
    addOption(parser, "bin", "This program alone; may be repeated. Default: the library and all programs.", "NAME");
    addOption(parser, "lib", "The library.");
    addOption(parser, "target", "Triple or spec file of what the result runs on. Default: build.target, or the host.",
              "T");
    addOption(parser, "host", "What build scripts run on. It is the compiler's host; another one is an error.", "T");
    addOption(parser, "features", "Features of the package; may be repeated.", "LIST");
    addOption(parser, "all-features", "All features of the package.");
    addOption(parser, "no-default-features", "Without the feature `default`.");
    addOption(parser, "profile", "Profile to compile with. Default: release.", "P");
    addOption(parser, "release", "The same as --profile release.");
    addOption(parser, "target-dir", "Where the result goes. Default: that of cargo.", "DIR");
    addOption(parser, "toolchain", "Name of a toolchain, or path of a rustc.", "X");
    addOption(parser, "config", "A cargo configuration value or file; may be repeated.", "KEY=VALUE");
    addOption(parser, "jobs", "How many threads at once. Default: as many as there are processors.", "N");
    addOption(parser, "keep-going", "After a failure, build all that does not need what failed.");
    addOption(parser, "dry-run", "Show what would be done, and do nothing.");
    addOption(parser, "unit-graph", "Print the units in the form of `cargo build --unit-graph`, and do nothing.");
    addOption(parser, "json", "One JSON object a line.");
    addOption(parser, "verbose", "Say more: each command, and why each unit is built.");
}

std::vector<std::string> listOf(const std::vector<std::string> &values)
{
    std::vector<std::string> all;
    for (const auto &value : values) {
        for (const auto &part : split(value, ',')) {
            for (const auto &word : splitWhitespace(part))
                all.push_back(word);
        }
    }
    return all;
}

// A compiler that is named by its path is asked, and nothing else: to choose among toolchains, each is asked for the
// version of its cargo as well.
Result<rust::Toolchain> toolchainOf(const std::optional<std::string> &asked, const fs::path &project)
{
    const fs::path file = asked ? resolvePath(fs::current_path(), fromUtf8(*asked)) : fs::path();
    std::error_code ignored;
    if (!asked || !asked->contains('/') || !fs::is_regular_file(file, ignored))
        return rust::selectToolchain({.asked = asked, .project = project}, terminalCancel());
    rust::Toolchain toolchain;
    CY_TRY(toolchain.compiler, rust::probeCompiler(file, terminalCancel()));
    toolchain.name = toUtf8(file);
    toolchain.directory = file.parent_path().parent_path();
    return toolchain;
}

Result<BootstrapRequest> requestOf(const QCommandLineParser &parser)
{
    BootstrapRequest request;
    const fs::path here = fs::current_path();
    const auto given = parser.positionalArguments();
    if (given.size() > 1)
        return fail(ErrorCode::Usage, "one directory can be named");
    request.package = given.isEmpty() ? here : resolvePath(here, fromUtf8(toStd(given.front())));
    for (const auto &dir : options(parser, "vendor"))
        request.vendorDirs.push_back(resolvePath(here, fromUtf8(dir)));
    request.locked = parser.isSet(QStringLiteral("locked"));
    request.bins = options(parser, "bin");
    request.lib = parser.isSet(QStringLiteral("lib"));
    request.target = option(parser, "target");
    if (request.target && request.target->ends_with(".json"))
        request.target = toUtf8(resolvePath(here, fromUtf8(*request.target)));
    request.host = option(parser, "host");
    request.features = listOf(options(parser, "features"));
    request.allFeatures = parser.isSet(QStringLiteral("all-features"));
    request.defaultFeatures = !parser.isSet(QStringLiteral("no-default-features"));
    request.profile = option(parser, "profile").value_or("release");
    if (parser.isSet(QStringLiteral("release")) && request.profile != "release")
        return fail(ErrorCode::Usage, "--release and --profile exclude each other");
    if (const auto dir = option(parser, "target-dir"))
        request.targetDir = resolvePath(here, fromUtf8(*dir));
    if (const auto jobs = option(parser, "jobs")) {
        const auto [end, error] = std::from_chars(jobs->data(), jobs->data() + jobs->size(), request.jobs);
        if (error != std::errc() || end != jobs->data() + jobs->size() || request.jobs < 1)
            return fail(ErrorCode::Usage, std::format("--jobs {}: not a positive number", *jobs));
    }
    request.keepGoing = parser.isSet(QStringLiteral("keep-going"));
    request.configArguments = options(parser, "config");
    std::error_code ignored;
    const fs::path project =
        fs::is_directory(request.package, ignored) ? request.package : request.package.parent_path();
    CY_TRY(request.toolchain, toolchainOf(option(parser, "toolchain"), project));
    return request;
}

int carryOut(BootstrapPlan &plan, bool json, bool verbose)
{
    const auto start = std::chrono::steady_clock::now();
    const auto recorded = std::make_shared<job::RecordedJob>(storeDirectory(), bootstrap::aboutBootstrap(plan),
                                                             consoleSink(json, verbose));
    activity::Reporter reporter(recorded);
    const auto done = bootstrap::runBootstrap(plan, storeDirectory(), reporter, terminalCancel());
    recorded->end(done.transform([](const auto &built) { return bootstrap::outcomeOf(built); }));
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
                       "Build a package from its sources with rustc alone, without cargo. DIR holds its Cargo.toml and "
                       "Cargo.lock; the crates that it needs lie in the directories that --vendor names.",
                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto request = requestOf(parser);
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
    if (parser.isSet(QStringLiteral("dry-run"))) {
        print(json ? bootstrap::toJson(*plan) : bootstrap::toText(*plan));
        return exitDone;
    }
    return carryOut(*plan, json, parser.isSet(QStringLiteral("verbose")));
}

} // namespace crossyard::cli
