// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard sysroot plan|build|check|path|list|remove|prune
#include "base/strings.h"
#include "build/unit_users.h"
#include "common.h"
#include "job/recorded_job.h"
#include "sysroot/kit_jobs.h"
#include "sysroot/sysroot_job.h"
#include "sysroot_options.h"
#include "table.h"
#include "verb.h"

#include <charconv>
#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using Json = nlohmann::ordered_json;
using sysroot::SysrootRecord;
using sysroot::SysrootStore;

Json toJson(const SysrootRecord &record)
{
    return {{"name", record.name},
            {"path", toUtf8(record.path)},
            {"key", record.key},
            {"target", record.target},
            {"toolchain", record.toolchain},
            {"profile", record.profile},
            {"kind", record.check ? "check" : "build"},
            {"crates", record.crates},
            {"size", record.size},
            {"why", record.why},
            {"created", record.created},
            {"lastUse", record.lastUse}};
}

std::string ago(std::int64_t then)
{
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count() -
        then;
    if (then == 0)
        return "never";
    if (seconds < 90)
        return "just now";
    if (seconds < 5400)
        return std::format("{} min ago", seconds / 60);
    if (seconds < 129600)
        return std::format("{} h ago", seconds / 3600);
    return std::format("{} days ago", seconds / 86400);
}

// Bytes of a size in words: 500MB, 2GB, 1.5GiB, 0.
Result<std::uintmax_t> parseSize(const std::string &text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto unit = toUpper(trim(std::string_view(end, text.data() + text.size() - end)));
    static const std::map<std::string, double> units{{"", 1},       {"B", 1},         {"K", 1e3},         {"KB", 1e3},
                                                     {"M", 1e6},    {"MB", 1e6},      {"G", 1e9},         {"GB", 1e9},
                                                     {"KIB", 1024}, {"MIB", 1048576}, {"GIB", 1073741824}};
    const auto it = units.find(unit);
    if (error != std::errc() || it == units.end() || value < 0)
        return fail(
            Error{ErrorCode::Usage, std::format("`{}` is not a size", text)}.withHint("write it like 500MB or 2GB"));
    return static_cast<std::uintmax_t>(value * it->second);
}

int runPlan(const QStringList &words)
{
    QCommandLineParser parser;
    addSysrootOptions(parser);
    addOption(parser, "json", "One JSON object.");
    addOption(parser, "unit-graph", "The units in the form of `cargo build --unit-graph`.");
    addOption(parser, "check", "Plan the metadata-only kind.");
    if (const auto status = parseWords(parser, "sysroot plan [OPTIONS]",
                                       "Show what a sysroot would be made of, and what of it is stored.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    auto requests = sysrootRequests(parser);
    if (!requests)
        return report(requests.error(), json);
    bool first = true;
    for (auto &request : *requests) {
        request.check = parser.isSet(QStringLiteral("check"));
        auto plan = sysroot::planSysroot(request, storeDirectory(), terminalCancel());
        if (!plan)
            return report(plan.error(), json);
        if (parser.isSet(QStringLiteral("unit-graph"))) {
            print(build::toCargoJson(plan->graph->units));
            continue;
        }
        sysroot::planUnits(*plan, storeDirectory());
        if (!json && !std::exchange(first, false))
            print("");
        print(json ? sysroot::toJson(*plan) : sysroot::toText(*plan));
    }
    return exitDone;
}

int runBuild(const QStringList &words, bool check)
{
    QCommandLineParser parser;
    addSysrootOptions(parser);
    addOption(parser, "json", "One JSON object a line: what happens, then the result.");
    addOption(parser, "dry-run", "Show the plan and do nothing.");
    addOption(parser, "verbose", "Say more.");
    const char *usage = check ? "sysroot check [OPTIONS]" : "sysroot build [OPTIONS]";
    if (const auto status =
            parseWords(parser, usage,
                       check ? "Compile the library's metadata, for `cargo check`; no program can be linked with it."
                             : "Compile the standard library's crates for a target.",
                       words))
        return *status;
    if (parser.isSet(QStringLiteral("dry-run"))) {
        QStringList rest = words;
        rest.removeAll(QStringLiteral("--dry-run"));
        rest.removeAll(QStringLiteral("--verbose"));
        if (check)
            rest << QStringLiteral("--check");
        return runPlan(rest);
    }
    const bool json = parser.isSet(QStringLiteral("json"));
    auto requests = sysrootRequests(parser);
    if (!requests)
        return report(requests.error(), json);
    for (auto &request : *requests) {
        request.check = check;
        const auto recorded =
            std::make_shared<job::RecordedJob>(storeDirectory(), sysroot::aboutSysroot(request),
                                               consoleSink(json, parser.isSet(QStringLiteral("verbose"))));
        activity::Reporter reporter(recorded);
        const auto start = std::chrono::steady_clock::now();
        const auto why = std::format("crossyard sysroot {} in {}", check ? "check" : "build", toUtf8(request.project));
        auto plan = sysroot::planSysroot(request, storeDirectory(), terminalCancel());
        if (!plan)
            return report(plan.error(), json);
        auto built = sysroot::buildSysroot(*plan, storeDirectory(), why, reporter, terminalCancel());
        recorded->end(built.transform([](const auto &sysroot) { return sysroot::outcomeOf(sysroot); }));
        if (!built)
            return report(built.error(), json);
        if (json) {
            Json object = toJson(built->record);
            object["compiled"] = built->compiled;
            print(Json{{"event", "result"}, {"sysroot", object}}.dump());
            continue;
        }
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        say(built->wasThere ? "Nothing to do: the sysroot is up to date"
                            : std::format("Built {} units in {}, {}", built->compiled, shownDuration(seconds),
                                          shownSize(built->record.size)));
        print(toUtf8(built->record.path));
    }
    return exitDone;
}

int runPath(const QStringList &words)
{
    QCommandLineParser parser;
    addSysrootOptions(parser);
    if (const auto status =
            parseWords(parser, "sysroot path [OPTIONS]", "Print the path of a sysroot that is built.", words))
        return *status;
    const auto requests = sysrootRequests(parser);
    if (!requests)
        return report(requests.error());
    for (const auto &request : *requests) {
        const auto plan = sysroot::planSysroot(request, storeDirectory(), terminalCancel());
        if (!plan)
            return report(plan.error());
        if (!plan->ready)
            return report(
                Error{ErrorCode::NotFound, std::format("this sysroot for {} is not built", request.target)}.withHint(
                    "run `crossyard sysroot build` with the same options"));
        print(toUtf8(plan->path));
    }
    return exitDone;
}

int runList(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "A JSON array.");
    if (const auto status =
            parseWords(parser, "sysroot list [OPTIONS]", "List the sysroots in the store, the last used first.", words))
        return *status;
    const auto records = SysrootStore(storeDirectory()).list();
    if (parser.isSet(QStringLiteral("json"))) {
        Json array = Json::array();
        for (const auto &record : records)
            array.push_back(toJson(record));
        print(array.dump(2));
        return exitDone;
    }
    if (records.empty()) {
        say(std::format("There are no sysroots in {}", toUtf8(storeDirectory())));
        return exitDone;
    }
    std::uintmax_t total = 0;
    for (const auto &record : records) {
        total += record.size;
        print(std::format("{}\n  {}{}, {}, profile {}\n  {}, used {}\n  why: {}", record.name,
                          join(record.crates, ", "), record.check ? " (metadata only)" : "", record.toolchain,
                          record.profile, shownSize(record.size), ago(record.lastUse), record.why));
    }
    say(std::format("{} sysroots, {}; the store at {} takes {}", records.size(), shownSize(total),
                    toUtf8(storeDirectory()), shownSize(treeSize(storeDirectory()))));
    return exitDone;
}

Result<std::vector<SysrootRecord>> namedRecords(const SysrootStore &store, const QStringList &names)
{
    const auto all = store.list();
    std::vector<SysrootRecord> found;
    std::vector<std::string> known;
    for (const auto &record : all)
        known.push_back(record.name);
    for (const auto &name : names) {
        const auto word = toStd(name);
        std::vector<SysrootRecord> hits;
        for (const auto &record : all) {
            if (record.name == word || record.key.starts_with(word) || toUtf8(record.path) == word)
                hits.push_back(record);
        }
        if (hits.size() != 1) {
            const auto guess = closest(word, known);
            return fail(Error{ErrorCode::NotFound, hits.empty()
                                                       ? std::format("there is no sysroot `{}`", word)
                                                       : std::format("`{}` stands for {} sysroots", word, hits.size())}
                            .withHint(guess ? std::format("did you mean `{}`?", *guess)
                                            : "`crossyard sysroot list` shows their names"));
        }
        found.push_back(hits.front());
    }
    return found;
}

// Removes sysroots, then the units that nothing is made of any more.
int removeAll(const SysrootStore &store, const std::vector<SysrootRecord> &records, bool dryRun, bool skipUsed)
{
    std::uintmax_t freed = 0;
    for (const auto &record : records) {
        if (dryRun) {
            print(std::format("would remove {} ({})", record.name, shownSize(record.size)));
            continue;
        }
        if (const auto removed = store.remove(record); !removed) {
            if (!skipUsed || removed.error().code != ErrorCode::BadInput)
                return report(removed.error());
            say(std::format("kept {}: it is in use", record.name));
            continue;
        }
        print(std::format("removed {}", record.name));
    }
    if (dryRun)
        return exitDone;
    const auto lock = store.lockUnits(FileLock::Mode::Exclusive, terminalCancel(),
                                      [] { say("waiting for the builds that run to end"); });
    if (!lock)
        return report(lock.error());
    const auto swept = store.sweepUnits();
    if (!swept)
        return report(swept.error());
    freed += *swept;
    say(std::format("freed {}", shownSize(freed)));
    return exitDone;
}

int runRemove(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "dry-run", "Say what would be removed.");
    addOption(parser, "all", "Every sysroot.");
    if (const auto status =
            parseWords(parser, "sysroot remove [OPTIONS] NAME...", "Remove sysroots by name, key or path.", words))
        return *status;
    const SysrootStore store(storeDirectory());
    const bool all = parser.isSet(QStringLiteral("all"));
    if (all != parser.positionalArguments().isEmpty())
        return report(Error{ErrorCode::Usage, "name the sysroots to remove, or say --all"}.withHint(
            "`crossyard sysroot list` shows their names"));
    const auto records =
        all ? Result<std::vector<SysrootRecord>>(store.list()) : namedRecords(store, parser.positionalArguments());
    if (!records)
        return report(records.error());
    return removeAll(store, *records, parser.isSet(QStringLiteral("dry-run")), false);
}

int runPrune(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "keep", "How much to keep, like 2GB; what was used last stays.", "SIZE");
    addOption(parser, "bootstraps",
              "Also what bootstraps have compiled; without, it stays for 30 days after the last use.");
    addOption(parser, "dry-run", "Say what would be removed.");
    if (const auto status = parseWords(parser, "sysroot prune --keep SIZE [OPTIONS]",
                                       "Remove the sysroots that were not used for the longest time.", words))
        return *status;
    const auto keep = option(parser, "keep");
    if (!keep)
        return report(
            Error{ErrorCode::Usage, "say how much to keep: --keep SIZE"}.withHint("--keep 0 removes all sysroots"));
    const auto size = parseSize(*keep);
    if (!size)
        return report(size.error());
    const SysrootStore store(storeDirectory());
    const bool dryRun = parser.isSet(QStringLiteral("dry-run"));
    if (parser.isSet(QStringLiteral("bootstraps")) && !dryRun) {
        if (const auto forgotten = build::UnitUsers(storeDirectory()).forget(); !forgotten)
            return report(forgotten.error());
    }
    return removeAll(store, sysroot::beyond(store.list(), *size), dryRun, true);
}

} // namespace

int runSysroot(const QStringList &words)
{
    static const std::map<std::string, int (*)(const QStringList &)> verbs{
        {"plan", runPlan},
        {"build", [](const QStringList &w) { return runBuild(w, false); }},
        {"check", [](const QStringList &w) { return runBuild(w, true); }},
        {"path", runPath},
        {"list", runList},
        {"remove", runRemove},
        {"prune", runPrune}};
    constexpr const char *usage = "Usage: crossyard sysroot VERB ...\n\n"
                                  "  plan     what a sysroot would be made of, and what of it is stored\n"
                                  "  build    compile it\n"
                                  "  check    compile its metadata, for `cargo check`\n"
                                  "  path     where it is\n"
                                  "  list     all that are built\n"
                                  "  remove   some of them\n"
                                  "  prune    those that were not used for long\n\n"
                                  "`crossyard sysroot VERB --help` lists the options.";
    const std::string name = words.isEmpty() ? "" : toStd(words.first());
    if (name == "--help" || name == "-h") {
        print(usage);
        return exitDone;
    }
    const auto it = verbs.find(name);
    if (it == verbs.end()) {
        say(name.empty() ? std::string(usage) : std::format("error: there is no verb `sysroot {}`\n{}", name, usage));
        return exitUsage;
    }
    return it->second(words.mid(1));
}

} // namespace crossyard::cli
