// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross [OPTIONS] [+TOOLCHAIN] COMMAND ...: cargo in a container, from cross's words.
#include "base/strings.h"
#include "common.h"
#include "container/build/cross_job.h"
#include "container/export/cross_export.h"
#include "container/toolchain/std_choice.h"
#include "cross_verbs.h"
#include "job/recorded_job.h"
#include "process/ansi.h"
#include "process/runner.h"

#include <QCoreApplication>

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using container::CrossPlan;
using container::CrossRequest;

// Ours stand before cargo's words: the first word that is none of them begins those.
struct OwnOption {
    const char *name;
    const char *help;
    const char *value = nullptr;
    const char *usual = nullptr; // the value where none is given; one comes with "=" alone then
};
constexpr OwnOption ownOptions[] = {
    {"dry-run", "Show what would be done, and what the build may touch; do nothing."},
    {"export",
     "Print a script, or a job for GitHub or GitLab, that does the same on machines without Crossyard; do nothing.",
     "script|github|gitlab"},
    {"json", "One JSON object a line: what happens, then the result."},
    {"dialect", "Which cross is meant where the files do not say: 0.2.5 or main.", "0.2.5|main"},
    {"protection",
     "What the build may do to the project: nothing (strict, the default), be caught (guarded), everything (legacy).",
     "strict|guarded|legacy"},
    {"engine", "The container engine: a name or a path.", "ENGINE"},
    {"url", "The address of a remote engine.", "URL"},
    {"std", "Where the target's standard library comes from: toolchain, package, sysroot, build-std or rustup.",
     "KIND"},
    {"runner", "What runs the target's programs: native, qemu-user, qemu-system, or a command in the image.", "RUNNER"},
    {"debug",
     "The program waits for a debugger at this port of 127.0.0.1, 1234 where none is named (run, test, bench).", "PORT",
     "1234"},
    {"debian", "The Debian release of the images that Crossyard makes: the floor for glibc.", "RELEASE"},
    {"network", "Let the container itself use the network."},
    {"memory", "The most memory that the container may take, in MiB.", "MIB"},
    {"help", "Print this help."},
};

const OwnOption *ownOption(const std::string &word)
{
    for (const auto &one : ownOptions) {
        if (word == std::string("--") + one.name || (one.value && word.starts_with(std::format("--{}=", one.name))))
            return &one;
    }
    return nullptr;
}

// How many of the words are ours.
qsizetype ownWords(const QStringList &words)
{
    qsizetype count = 0;
    while (count < words.size()) {
        const std::string word = toStd(words[count]);
        const auto *one = ownOption(word);
        if (!one)
            break;
        count += one->value && !one->usual && !word.contains('=') ? 2 : 1;
    }
    return std::min(count, words.size());
}

// Our words, each with its value.
QStringList withValues(QStringList words)
{
    for (auto &word : words) {
        const auto *one = ownOption(toStd(word));
        if (one && one->usual && !word.contains(QLatin1Char('=')))
            word += toQt(std::format("={}", one->usual));
    }
    return words;
}

Result<int> parsePort(const std::string &text)
{
    bool ok = false;
    const int port = toQt(text).toInt(&ok);
    if (!ok || port < 1 || port > 65535)
        return fail(Error{ErrorCode::Usage, std::format("--debug={}: that is no port", text)}.withHint(
            "it is a number from 1 to 65535"));
    return port;
}

Result<CrossRequest> requestOf(const QCommandLineParser &parser, const QStringList &words)
{
    CrossRequest request;
    for (const auto &word : words)
        request.words.push_back(toStd(word));
    request.directory = fs::current_path();
    request.environment = wholeEnvironment();
    request.store = storeDirectory();
    request.crossyard = fromUtf8(toStd(QCoreApplication::applicationFilePath()));
    request.engine = option(parser, "engine");
    request.url = option(parser, "url");
    request.runner = option(parser, "runner");
    request.release = option(parser, "debian");
    request.network = parser.isSet(QStringLiteral("network"));
    if (const auto name = option(parser, "dialect")) {
        CY_TRY(request.dialect, container::parseDialect(*name));
    }
    if (const auto name = option(parser, "protection")) {
        CY_TRY(request.protection, container::parseProtection(*name));
    }
    if (const auto name = option(parser, "std")) {
        CY_TRY(request.standardLibrary, container::parseStdName(*name));
    }
    if (const auto text = option(parser, "debug")) {
        CY_TRY(request.debugPort, parsePort(*text));
    }
    if (const auto text = option(parser, "memory")) {
        bool ok = false;
        const auto mib = toQt(*text).toULongLong(&ok);
        if (!ok || mib == 0)
            return fail(ErrorCode::Usage, std::format("--memory {}: not a positive number", *text));
        request.limits.memory = mib * 1024 * 1024;
    }
    return request;
}

// What compiles nothing needs no container: cross hands it to cargo, and so do we.
std::optional<int> onThisMachine(const CrossRequest &request)
{
    const auto call = cargo::understandCall(request.words, request.directory, request.environment);
    if (!call)
        return report(call.error());
    const auto &invocation = call->invocation;
    const bool none = invocation.kind == cargo::CargoInvocation::Kind::None;
    const bool looks =
        invocation.sysroot == cargo::SysrootUse::Never && invocation.kind == cargo::CargoInvocation::Kind::Builtin;
    if (!none && !looks && !invocation.help)
        return std::nullopt;
    process::Command command{.program = "cargo", .arguments = request.words};
    const auto status = process::runInForeground(command);
    return status ? *status : report(status.error());
}

Result<void> checkExport(const QCommandLineParser &parser)
{
    for (const char *other : {"dry-run", "json"}) {
        if (parser.isSet(toQt(std::string(other))))
            return fail(ErrorCode::Usage, std::format("--export and --{} cannot be used together", other));
    }
    return {};
}

void tellFindings(const CrossPlan &plan)
{
    for (const auto *list : {&plan.findings, &plan.image.findings}) {
        // The mend of a remark is told with the image alone, not at each build.
        for (const auto &finding : *list)
            say(plan.image.steps.empty() && finding.severity == container::Finding::Severity::Note
                    ? "note: " + finding.message
                    : container::describe(finding));
    }
    for (const auto &finding : plan.report.findings()) {
        if (finding.severity == container::Finding::Severity::Warning)
            say(container::describe(finding));
    }
}

void tellResult(const container::CrossResult &result)
{
    if (result.writes.empty())
        return;
    say(std::format("{} files of the project were written, and caught: `crossyard cross writes` shows them",
                    result.writes.size()));
}

nlohmann::ordered_json toJson(const container::TestResult &test)
{
    nlohmann::ordered_json object{
        {"program", test.program}, {"name", test.name}, {"state", container::stateName(test.state)}};
    if (!test.note.empty())
        object["note"] = test.note;
    if (test.place) {
        object["file"] = toUtf8(test.place->file);
        object["line"] = test.place->line;
    }
    return object;
}

nlohmann::ordered_json toJson(const container::CrossResult &result)
{
    nlohmann::ordered_json object{{"event", "result"}, {"status", result.exitCode}};
    object["programs"] = nlohmann::ordered_json::array();
    for (const auto &program : result.programs)
        object["programs"].push_back(toUtf8(program));
    object["tests"] = nlohmann::ordered_json::array();
    for (const auto &test : result.tests)
        object["tests"].push_back(toJson(test));
    object["writes"] = result.writes.size();
    return object;
}

int carryOut(CrossRequest request, bool json)
{
    // cargo cannot see our terminal.
    if (!json && process::isTerminal(stderr))
        request.environment.try_emplace("CARGO_TERM_COLOR", "always");
    const auto plan = container::planCross(request, terminalCancel());
    if (!plan)
        return report(plan.error(), json);
    if (!json)
        tellFindings(*plan);
    const auto recorded =
        std::make_shared<job::RecordedJob>(request.store,
                                           job::JobRequest{.title = std::format("cross {}", join(request.words, " ")),
                                                           .kind = "cross",
                                                           .subject = {},
                                                           .project = toUtf8(plan->places.root),
                                                           .work = {}},
                                           consoleSink(json, false));
    activity::Reporter reporter(recorded);
    const auto ready = container::prepareCross(*plan, reporter, terminalCancel());
    if (!ready) {
        recorded->end(fail(ready.error()));
        return report(ready.error(), json);
    }
    const auto result = container::runCross(*plan, *ready, !json, reporter, terminalCancel());
    recorded->end(
        result.transform([](const auto &one) { return std::format("it ended with status {}", one.exitCode); }));
    if (!result)
        return report(result.error(), json);
    if (json)
        print(toJson(*result).dump());
    else
        tellResult(*result);
    return result->exitCode;
}

int printExport(CrossRequest request, container::ExportForm form)
{
    request.complete = true;
    const auto plan = container::planCross(std::move(request), terminalCancel());
    if (!plan)
        return report(plan.error());
    tellFindings(*plan);
    const auto text = container::exported(*plan, form);
    if (!text)
        return report(text.error());
    print(std::string_view(*text).substr(0, text->size() - 1)); // its last line ends already
    return exitDone;
}

} // namespace

int runCrossCargo(const QStringList &words)
{
    QCommandLineParser parser;
    for (const auto &one : ownOptions) {
        if (std::string_view(one.name) != "help")
            addOption(parser, one.name, one.help, one.value);
    }
    const auto own = ownWords(words);
    if (const auto status =
            parseWords(parser, "cross [OPTIONS] [+TOOLCHAIN] COMMAND [--target TARGET] ...",
                       "Run a cargo command in a container, as cross does: build, check, run, test, bench, "
                       "clippy, doc, rustc, rustdoc, package.\nWhat stands after the command is cargo's.\n\n"
                       "Beside that, each with a --help of its own:\n"
                       "  crossyard cross config    Each setting of cross for a target, and where it comes from.\n"
                       "  crossyard cross engines   The container engines of this machine, and whether they work.\n"
                       "  crossyard cross images    The images that Crossyard made: list, build, remove, targets.\n"
                       "  crossyard cross volumes   What lies on the machine of a remote engine: list, remove.\n"
                       "  crossyard cross writes    What a guarded build wrote to the project: list, apply, discard.",
                       withValues(words.first(own))))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    auto request = requestOf(parser, words.mid(own));
    if (!request)
        return report(request.error(), json);
    if (const auto name = option(parser, "export")) {
        const auto form = checkExport(parser).and_then([&] { return container::parseExportForm(*name); });
        return form ? printExport(std::move(*request), *form) : report(form.error(), json);
    }
    if (const auto status = onThisMachine(*request))
        return *status;
    if (!parser.isSet(QStringLiteral("dry-run")))
        return carryOut(std::move(*request), json);
    const auto plan = container::planCross(std::move(*request), terminalCancel());
    if (!plan)
        return report(plan.error(), json);
    print(container::toText(*plan));
    return exitDone;
}

} // namespace crossyard::cli
