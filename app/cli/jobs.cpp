// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard jobs list|show|log: what was built, run and installed, and what it said.
#include "common.h"
#include "table.h"
#include "verb.h"

#include "base/paths.h"
#include "base/strings.h"
#include "job/job_history.h"
#include "job/job_record.h"
#include "job/live_build_text.h"
#include "process/ansi.h"

#include <array>
#include <charconv>
#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const job::JobInfo &info)
{
    return {{"id", info.id},
            {"title", info.title},
            {"kind", info.kind},
            {"project", info.project},
            {"state", job::stateName(info.state)},
            {"queued", info.queued},
            {"started", info.started},
            {"ended", info.ended},
            {"done", info.done},
            {"total", info.total},
            {"outcome", info.outcome},
            {"hint", info.hint}};
}

constexpr std::array details{"plan", "commands", "environment"};

// Seconds, until now where it runs.
double lengthOf(const job::JobInfo &info)
{
    return static_cast<double>((info.ended ? info.ended : job::now()) - info.started) / 1000;
}

std::string shownTime(std::int64_t milliseconds)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    return std::format("{:%F %R}Z", std::chrono::floor<std::chrono::minutes>(time));
}

Result<job::JobInfo> named(const job::JobHistory &history, const QStringList &words)
{
    const auto text = words.isEmpty() ? std::string() : toStd(words.first());
    job::JobId id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    for (auto &info : history.list()) {
        if (info.id == id)
            return info;
    }
    return fail(
        Error{ErrorCode::Usage, text.empty() ? "name a job by its number" : std::format("there is no job {}", text)}
            .withHint("`crossyard jobs list` shows their numbers"));
}

int runList(const job::JobHistory &history, bool json)
{
    Json array = Json::array();
    for (const auto &info : history.list()) {
        if (json)
            array.push_back(toJson(info));
        else
            print(std::format("{:>4}  {:<11} {}  {:>9}  {}", info.id, job::stateName(info.state),
                              shownTime(info.started), shownDuration(lengthOf(info)), info.title));
    }
    if (json)
        print(array.dump(2));
    else if (history.list().empty())
        say("No job was recorded yet");
    return exitDone;
}

// The units of a build, as far as they are known.
int showUnits(const job::JobHistory &history, const job::JobInfo &info, bool json)
{
    std::size_t from = 0;
    job::LiveBuild build;
    build.take(history.buildEvents(info.id, from));
    if (!job::isActive(info.state))
        build.end();
    build.settle();
    if (!build.known())
        return report(Error{ErrorCode::NotFound, std::format("job {} has told no graph of units", info.id)}.withHint(
                          "those that compile a sysroot do, once they have planned it"),
                      json);
    print(json ? job::toJson(build, job::now()) : job::toText(build, job::now()));
    return exitDone;
}

} // namespace

int runJobs(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "JSON instead of text.");
    addOption(parser, "units",
              "With show: the units of the build, each with its state, time and reason, and the critical path.");
    if (const auto status =
            parseWords(parser, "jobs list|show ID [--units]|log ID",
                       "The jobs of the window and of the command line: what they did and said.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto positional = parser.positionalArguments();
    const auto verb = positional.isEmpty() ? std::string("list") : toStd(positional.first());
    const auto history = job::JobHistory::open(storeDirectory());
    if (!history->problem().empty())
        say("warning: " + history->problem());
    const bool units = parser.isSet(QStringLiteral("units"));
    if (units && verb != "show")
        return report(Error{ErrorCode::Usage, "--units goes with `jobs show`"}, json);
    if (verb == "list")
        return runList(*history, json);
    if (verb != "show" && verb != "log")
        return report(Error{ErrorCode::Usage, std::format("there is no verb `jobs {}`", verb)}.withHint(
                          "it is list, show or log"),
                      json);
    const auto info = named(*history, positional.mid(1));
    if (!info)
        return report(info.error(), json);
    if (units)
        return showUnits(*history, *info, json);
    if (verb == "log") {
        const auto log = history->log(info->id);
        const bool colours = process::isTerminal(stdout);
        for (std::size_t i = 0; i < log->count(); ++i)
            print(colours ? log->line(i) : process::stripAnsi(log->line(i)));
        return exitDone;
    }
    if (json) {
        Json object = toJson(*info);
        for (const char *what : details)
            object[what] = history->detail(info->id, what);
        print(object.dump(2));
        return exitDone;
    }
    print(std::format("{}\n{}, {}, {}\n{}", info->title, job::stateName(info->state), shownTime(info->started),
                      shownDuration(lengthOf(*info)), info->outcome));
    for (const char *what : details) {
        if (const auto text = history->detail(info->id, what); !text.empty())
            print(std::format("\n{}:\n{}", what, text));
    }
    return exitDone;
}

} // namespace crossyard::cli
