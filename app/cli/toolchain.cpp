// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard toolchain install|update|remove|component|target: toolchains changed by rustup or by the system's packages,
// each first as a plan.
#include "base/strings.h"
#include "common.h"
#include "verb.h"

#include "job/job_history.h"
#include "job/job_queue.h"
#include "rust/toolchain_change_job.h"

#include <chrono>
#include <format>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

namespace crossyard::cli {

namespace {

using rust::ChangePlan;
using rust::ToolchainChange;
using Kind = ToolchainChange::Kind;

constexpr std::chrono::milliseconds lookForSignals{50};

// The job runs as the window's do, so that both have one history.
Result<std::string> runJob(const ChangePlan &plan, bool json)
{
    const auto history = job::JobHistory::open(storeDirectory());
    job::JobQueue queue(history.get());
    Result<std::string> result = fail(ErrorCode::Cancelled, "cancelled");
    job::JobRequest request;
    request.title = plan.title;
    request.kind = "toolchain";
    request.subject = "toolchain: " + plan.title;
    request.project = toUtf8(fs::current_path());
    request.also = consoleSink(json, true);
    request.work = [&](activity::Reporter &reporter, const CancelToken &cancel) {
        result = rust::changeToolchain(plan, reporter, cancel);
        return result;
    };
    const auto id = queue.submit(std::move(request));
    for (auto info = queue.info(id); info && job::isActive(info->state); info = queue.info(id)) {
        if (terminalCancel().cancelled())
            queue.cancel(id);
        std::this_thread::sleep_for(lookForSignals);
    }
    queue.shutdown();
    return result;
}

void addCommonOptions(QCommandLineParser &parser)
{
    addOption(parser, "dry-run", "Show the plan and do nothing.");
    addOption(parser, "json", "One JSON object a line: the plan, what happens, then the result.");
}

int planAndRun(const ToolchainChange &change, const QCommandLineParser &parser)
{
    const bool json = parser.isSet(QStringLiteral("json"));
    rust::DistServer server;
    const auto plan = rust::makeChangePlan(change, fs::current_path(), false, server, terminalCancel());
    if (!plan)
        return report(plan.error(), json);
    const bool only = parser.isSet(QStringLiteral("dry-run"));
    if (json)
        print(rust::toJson(*plan));
    else if (only)
        print(rust::toText(*plan));
    else
        say(rust::toText(*plan));
    if (only || plan->nothingToDo())
        return exitDone;
    if (const auto allowed = rust::checkRights(*plan); !allowed)
        return report(allowed.error(), json);
    const auto done = runJob(*plan, json);
    if (!done)
        return report(done.error(), json);
    if (json)
        print(nlohmann::ordered_json{{"event", "result"}, {"outcome", *done}}.dump());
    else
        print(*done);
    return exitDone;
}

std::vector<std::string> words(const QStringList &list)
{
    std::vector<std::string> all;
    for (const auto &one : list)
        all.push_back(toStd(one));
    return all;
}

// Lists may be given several times, and with commas, as rustup takes them.
std::vector<std::string> listOption(const QCommandLineParser &parser, const char *name)
{
    std::vector<std::string> all;
    for (const auto &value : options(parser, name)) {
        for (const auto &one : split(value, ',')) {
            if (!trim(one).empty())
                all.emplace_back(trim(one));
        }
    }
    return all;
}

int runInstall(const QStringList &given)
{
    QCommandLineParser parser;
    addOption(parser, "profile", "minimal, default or complete.", "PROFILE");
    addOption(parser, "component", "A component to install with it; may be given several times.", "NAME");
    addOption(parser, "target", "A target whose prebuilt std is installed with it; likewise.", "TRIPLE");
    addCommonOptions(parser);
    if (const auto status =
            parseWords(parser, "toolchain install NAME [OPTIONS]",
                       "Install a toolchain with rustup (stable, beta, nightly, 1.85, nightly-2026-01-31), or the "
                       "distribution's Rust by the distribution's name.",
                       given))
        return *status;
    const auto names = parser.positionalArguments();
    if (names.size() != 1)
        return report(Error{ErrorCode::Usage, "`toolchain install` takes one name"}.withHint(
            "stable, beta, nightly, or a version like 1.85"));
    return planAndRun({.kind = Kind::Install,
                       .toolchain = toStd(names.first()),
                       .profile = option(parser, "profile").value_or(""),
                       .components = listOption(parser, "component"),
                       .targets = listOption(parser, "target")},
                      parser);
}

int runUpdate(const QStringList &given)
{
    QCommandLineParser parser;
    addOption(parser, "all", "All of rustup's.");
    addCommonOptions(parser);
    if (const auto status = parseWords(parser, "toolchain update NAME|--all [OPTIONS]",
                                       "Update a toolchain to the newest release of its channel.", given))
        return *status;
    const auto names = parser.positionalArguments();
    const bool all = parser.isSet(QStringLiteral("all"));
    if (names.size() != (all ? 0 : 1))
        return report(Error{ErrorCode::Usage, "`toolchain update` takes one name, or --all"}.withHint(
            "`crossyard toolchains` shows the names"));
    return planAndRun({.kind = Kind::Update, .toolchain = all ? "" : toStd(names.first())}, parser);
}

int runRemove(const QStringList &given)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    if (const auto status = parseWords(parser, "toolchain remove NAME [OPTIONS]",
                                       "Remove a toolchain; of a link, and of one that was added by its path, only "
                                       "that goes, and its files stay.",
                                       given))
        return *status;
    const auto names = parser.positionalArguments();
    if (names.size() != 1)
        return report(Error{ErrorCode::Usage, "`toolchain remove` takes one name"}.withHint(
            "`crossyard toolchains` shows the names"));
    return planAndRun({.kind = Kind::Remove, .toolchain = toStd(names.first())}, parser);
}

// `toolchain component add NAME C...` and its three like.
int runModify(const QStringList &given, bool targets)
{
    const std::string thing = targets ? "target" : "component";
    const std::string verb = given.isEmpty() ? "" : toStd(given.first());
    const std::string usage =
        std::format("toolchain {} add|remove NAME {}... [OPTIONS]", thing, targets ? "TRIPLE" : "COMPONENT");
    QCommandLineParser parser;
    addCommonOptions(parser);
    const std::string summary = targets ? "Add the prebuilt std for targets to a toolchain, or remove it."
                                        : "Add components (rust-src, clippy, ...) to a toolchain, or remove them.";
    if (const auto status = parseWords(parser, usage.c_str(), summary.c_str(), given))
        return *status;
    auto names = words(parser.positionalArguments());
    if ((verb != "add" && verb != "remove") || names.size() < 3)
        return report(
            Error{ErrorCode::Usage, std::format("`toolchain {}` takes add or remove, the toolchain's name, and "
                                                "what is meant",
                                                thing)}
                .withHint(std::format("crossyard toolchain {} add stable {}", thing,
                                      targets ? "thumbv7em-none-eabihf" : "rust-src")));
    ToolchainChange change{.kind = Kind::Modify, .toolchain = names[1]};
    names.erase(names.begin(), names.begin() + 2);
    const bool add = verb == "add";
    (targets ? add ? change.targets : change.removedTargets
     : add   ? change.components
             : change.removedComponents) = std::move(names);
    return planAndRun(change, parser);
}

} // namespace

int runToolchain(const QStringList &given)
{
    static const std::map<std::string, int (*)(const QStringList &)> verbs{
        {"install", runInstall},
        {"update", runUpdate},
        {"remove", runRemove},
        {"component", [](const QStringList &w) { return runModify(w, false); }},
        {"target", [](const QStringList &w) { return runModify(w, true); }}};
    constexpr const char *usage = "Usage: crossyard toolchain VERB ...\n\n"
                                  "  install NAME                       with rustup, or the distribution's packages\n"
                                  "  update NAME|--all                  to the newest release of its channel\n"
                                  "  remove NAME\n"
                                  "  component add|remove NAME C...     rust-src, clippy, ...\n"
                                  "  target add|remove NAME TRIPLE...   the prebuilt std for a target\n\n"
                                  "Each takes --dry-run, which shows the plan, and --json.\n"
                                  "`crossyard toolchain VERB --help` lists the options; `crossyard toolchains` lists "
                                  "what is installed.";
    const std::string name = given.isEmpty() ? "" : toStd(given.first());
    if (name == "--help" || name == "-h") {
        print(usage);
        return exitDone;
    }
    const auto it = verbs.find(name);
    if (it == verbs.end()) {
        say(name.empty() ? std::string(usage) : std::format("error: there is no verb `toolchain {}`\n{}", name, usage));
        return exitUsage;
    }
    return it->second(given.mid(1));
}

} // namespace crossyard::cli
