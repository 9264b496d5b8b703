// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard target: show, new, check and diff of target specs, built-in by name and custom by file; target_edit.cpp
// has set and unset.
#include "common.h"
#include "table.h"
#include "target_common.h"
#include "verb.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/target_ask.h"
#include "rust/target_check.h"
#include "rust/target_spec_new.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using nlohmann::ordered_json;
using rust::Compiler;
using rust::SpecProblem;

// --- show ---

Result<void> show(const Compiler &compiler, const std::string &word, bool json)
{
    CY_TRY(const auto target, rust::findTarget(compiler, word, fs::current_path()));
    CY_TRY(const auto facts, rust::targetFacts(compiler, target, terminalCancel()));
    CY_TRY(const auto text, rust::targetSpecJson(compiler, target, terminalCancel()));
    CY_TRY(const auto spec, text::parseJson(text, fromUtf8(target.name + ".json")));
    CY_TRY(const auto cfg, rust::targetCfg(compiler, target, {}, terminalCancel()));
    if (json) {
        ordered_json object{{"name", target.name}, {"rustc", compiler.release}};
        object["file"] = target.specFile ? ordered_json(toUtf8(*target.specFile)) : ordered_json(nullptr);
        object["facts"] = rust::toJson(facts);
        object["spec"] = spec;
        object["cfg"] = cfg;
        print(shownJson(object));
        return {};
    }
    std::string title = target.name;
    if (!facts[rust::Fact::Description].empty())
        title += ": " + facts[rust::Fact::Description];
    print(title);
    if (target.specFile)
        print("from " + toUtf8(*target.specFile));
    print(std::format("as rustc {} understands it\n", compiler.release));
    for (std::size_t i = 0; i < rust::factCount; ++i) {
        const auto fact = static_cast<rust::Fact>(i);
        if (fact != rust::Fact::Name && fact != rust::Fact::Description && !facts[fact].empty())
            print(std::format("  {:<18}{}", rust::factName(fact), facts[fact]));
    }
    print(std::format("  {:<18}{}", "prebuilt", facts.prebuilt ? "yes: a compiled std is in the toolchain" : "no"));
    print("\nspec:\n" + spec.dump(2) + "\n\ncfg:");
    for (const auto &line : cfg)
        print("  " + line);
    return {};
}

int runShow(const QStringList &words)
{
    QCommandLineParser parser;
    addTargetOptions(parser);
    if (const auto status = parseWords(parser, "target show NAME|FILE [OPTIONS]",
                                       "All facts of a target, its spec, and its cfgs.", words))
        return *status;
    const auto names = wordsOf(parser);
    if (names.size() != 1)
        return report(Error{ErrorCode::Usage, "`target show` takes one target: a triple or a spec file"},
                      wantsJson(parser));
    const auto compiler = chosenCompiler(parser);
    if (!compiler)
        return report(compiler.error(), wantsJson(parser));
    if (const auto done = show(*compiler, names.front(), wantsJson(parser)); !done)
        return report(done.error(), wantsJson(parser));
    return exitDone;
}

// --- check ---

std::string shown(const SpecProblem &problem)
{
    Error error{ErrorCode::BadInput, problem.message, problem.place, problem.hint, {}};
    std::string text = describe(error);
    if (const std::string_view start = "error: "; text.starts_with(start))
        text.replace(0, start.size(), std::string(rust::severityName(problem.severity)) + ": ");
    return text;
}

std::string plural(std::size_t count, std::string_view word)
{
    return std::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

ordered_json toJson(const rust::SpecReport &checked, const Compiler &compiler, bool written)
{
    ordered_json object{{"file", toUtf8(checked.file)},           {"rustc", compiler.release},
                        {"accepted", checked.accepted},           {"fixable", checked.certainMends()},
                        {"fixedAccepted", checked.fixedAccepted}, {"written", written}};
    object["problems"] = ordered_json::array();
    for (const auto &problem : checked.problems) {
        ordered_json item{{"severity", rust::severityName(problem.severity)},
                          {"message", problem.message},
                          {"line", problem.place.line},
                          {"column", problem.place.column},
                          {"hint", problem.hint},
                          {"certain", problem.certain}};
        item["mend"] = ordered_json::array();
        for (const auto &change : problem.mend)
            item["mend"].push_back(rust::described(change));
        object["problems"].push_back(std::move(item));
    }
    return object;
}

std::string summary(const rust::SpecReport &checked, const Compiler &compiler, bool written)
{
    const auto count = [&](SpecProblem::Severity severity) {
        return static_cast<std::size_t>(std::ranges::count(checked.problems, severity, &SpecProblem::severity));
    };
    const auto errors = count(SpecProblem::Severity::Error);
    const auto file = toUtf8(checked.file);
    if (written)
        return std::format("{}: mended {}; rustc {} {} it", file, plural(checked.certainMends(), "problem"),
                           compiler.release, checked.fixedAccepted ? "accepts" : "still refuses");
    if (errors == 0 && checked.accepted)
        return std::format("{}: rustc {} accepts it{}", file, compiler.release,
                           count(SpecProblem::Severity::Warning) == 0
                               ? std::string()
                               : ", with " + plural(count(SpecProblem::Severity::Warning), "warning"));
    std::string text = std::format("{}: {}", file, plural(errors, "error"));
    if (checked.certainMends() > 0)
        text +=
            std::format("; --fix mends {}{}", checked.certainMends(),
                        checked.fixedAccepted ? std::format(", and then rustc {} accepts it", compiler.release) : "");
    return text;
}

// Checks one file and says what was found. True where no error is left.
Result<bool> checkOne(const Compiler &compiler, const fs::path &file, bool fix, bool json)
{
    CY_TRY(auto checked, rust::checkSpec(compiler, file, terminalCancel()));
    bool written = false;
    if (fix && checked.certainMends() > 0) {
        CY_CHECK(writeFile(file, checked.fixedText));
        written = true;
    }
    if (json) {
        print(shownJson(toJson(checked, compiler, written)));
    } else {
        for (const auto &problem : checked.problems)
            print(shown(problem));
        print(summary(checked, compiler, written));
    }
    if (written)
        return checked.fixedAccepted;
    return !checked.hasErrors();
}

int runCheck(const QStringList &words)
{
    QCommandLineParser parser;
    addTargetOptions(parser);
    addOption(parser, "fix", "Apply the mends that are certain; the order of keys and the spacing stay.");
    if (const auto status =
            parseWords(parser, "target check FILE... [--fix]",
                       "Problems of target specs with their place and mend; the compiler has the last word. The exit "
                       "status is 1 where errors are left.",
                       words))
        return *status;
    const bool json = wantsJson(parser);
    const auto files = wordsOf(parser);
    if (files.empty())
        return report(Error{ErrorCode::Usage, "`target check` takes one or more spec files"}, json);
    const auto compiler = chosenCompiler(parser);
    if (!compiler)
        return report(compiler.error(), json);
    int status = exitDone;
    for (const auto &file : files) {
        const auto good = checkOne(*compiler, fromUtf8(file), parser.isSet(QStringLiteral("fix")), json);
        if (!good) {
            status = std::max(status, report(good.error(), json));
            if (good.error().code == ErrorCode::Cancelled)
                return exitCancelled;
        } else if (!*good) {
            status = std::max(status, exitFailed);
        }
    }
    return status;
}

// --- new ---

int runNew(const QStringList &words)
{
    QCommandLineParser parser;
    addTargetOptions(parser);
    addOption(parser, "from", "The target to start from: a triple or a spec file.", "TARGET");
    addOption(parser, "output", "Where to write NAME.json; default: here.", "DIR");
    addOption(parser, "force", "Replace a file that is there.");
    if (const auto status =
            parseWords(parser, "target new NAME --from TRIPLE [--output DIR]",
                       "Writes NAME.json, a spec like another target's that the compiler accepts.", words))
        return *status;
    const bool json = wantsJson(parser);
    const auto names = wordsOf(parser);
    const auto from = option(parser, "from");
    if (names.size() != 1)
        return report(Error{ErrorCode::Usage, "`target new` takes one name"}, json);
    if (!from)
        return report(Error{ErrorCode::Usage, "`target new` needs --from TRIPLE, the target to start from"}, json);
    const fs::path directory = option(parser, "output") ? fromUtf8(*option(parser, "output")) : fs::path(".");
    const auto named = rust::newSpecFile(directory, names.front());
    if (!named)
        return report(Error{ErrorCode::Usage, named.error().message, {}, named.error().hint, {}}, json);
    const fs::path &file = *named;
    const std::string name = toUtf8(file.stem());
    std::error_code ignored;
    if (fs::exists(file, ignored) && !parser.isSet(QStringLiteral("force")))
        return report(Error{ErrorCode::BadInput, std::format("{} is there already", toUtf8(file))}.withHint(
                          "--force replaces it"),
                      json);
    const auto compiler = chosenCompiler(parser);
    if (!compiler)
        return report(compiler.error(), json);
    const auto write = [&]() -> Result<rust::SpecReport> {
        CY_TRY(const auto target, rust::findTarget(*compiler, *from, fs::current_path()));
        CY_TRY(const auto text, rust::newSpec(*compiler, target, name, terminalCancel()));
        CY_TRY(auto checked, rust::checkSpecText(*compiler, text, file, terminalCancel()));
        CY_CHECK(createDirectories(directory));
        CY_CHECK(writeFile(file, text));
        return checked;
    };
    const auto written = write();
    if (!written)
        return report(written.error(), json);
    if (json) {
        print(shownJson(toJson(*written, *compiler, true)));
        return exitDone;
    }
    for (const auto &problem : written->problems)
        if (problem.severity != SpecProblem::Severity::Note)
            say(shown(problem));
    print(std::format("wrote {}, which rustc {} accepts", toUtf8(file), compiler->release));
    return exitDone;
}

// --- diff ---

struct Side {
    std::string title;
    ordered_json spec;
};

// A spec as the compiler understands it, so that defaults that are written out and old words do not count as
// differences; as it is written where that is asked for, or where the compiler refuses it.
Result<Side> sideOf(const Compiler &compiler, const std::string &word, bool raw)
{
    CY_TRY(const auto target, rust::findTarget(compiler, word, fs::current_path()));
    auto text = raw && target.custom() ? Result<std::string>(target.specBytes)
                                       : rust::targetSpecJson(compiler, target, terminalCancel());
    std::string title = target.custom() ? toUtf8(*target.specFile) : target.name;
    if (!text && target.custom() && text.error().code == ErrorCode::ToolFailed) {
        text = target.specBytes;
        title += std::format(" (as written: rustc {} refuses it)", compiler.release);
    }
    CY_TRY(const auto content, text);
    CY_TRY(auto spec, text::parseJson(content, target.specFile.value_or(fromUtf8(target.name))));
    if (!spec.is_object())
        return fail(Error{ErrorCode::Parse, "a target spec is a JSON object"}.withPlace(
            {target.specFile.value_or(fromUtf8(target.name))}));
    return Side{std::move(title), std::move(spec)};
}

void printDifferences(const Side &left, const Side &right, const std::vector<rust::SpecDifference> &found)
{
    print("- " + left.title);
    print("+ " + right.title);
    if (found.empty())
        print("no difference");
    for (const auto &one : found) {
        print("\n  " + rust::shownPath(one.path));
        if (one.left)
            print("  - " + rust::oneLineJson(*one.left));
        if (one.right)
            print("  + " + rust::oneLineJson(*one.right));
    }
}

int runDiff(const QStringList &words)
{
    QCommandLineParser parser;
    addTargetOptions(parser);
    addOption(parser, "raw", "Compare files as they are written, not as the compiler understands them.");
    if (const auto status =
            parseWords(parser, "target diff A B [--raw]",
                       "What tells two targets apart, key by key; each a triple or a spec file.", words))
        return *status;
    const bool json = wantsJson(parser);
    const auto names = wordsOf(parser);
    if (names.size() != 2)
        return report(Error{ErrorCode::Usage, "`target diff` takes two targets, each a triple or a spec file"}, json);
    const auto compiler = chosenCompiler(parser);
    if (!compiler)
        return report(compiler.error(), json);
    const bool raw = parser.isSet(QStringLiteral("raw"));
    const auto left = sideOf(*compiler, names[0], raw);
    if (!left)
        return report(left.error(), json);
    const auto right = sideOf(*compiler, names[1], raw);
    if (!right)
        return report(right.error(), json);
    const auto found = rust::differences(left->spec, right->spec);
    if (!json) {
        printDifferences(*left, *right, found);
        return exitDone;
    }
    ordered_json object{{"left", left->title}, {"right", right->title}, {"differences", ordered_json::array()}};
    for (const auto &one : found) {
        ordered_json item{{"key", rust::shownPath(one.path)}};
        if (one.left)
            item["left"] = *one.left;
        if (one.right)
            item["right"] = *one.right;
        object["differences"].push_back(std::move(item));
    }
    print(shownJson(object));
    return exitDone;
}

} // namespace

int runTarget(const QStringList &words)
{
    static constexpr std::pair<const char *, int (*)(const QStringList &)> verbs[] = {
        {"show", runShow}, {"new", runNew},       {"check", runCheck},
        {"diff", runDiff}, {"set", runTargetSet}, {"unset", runTargetUnset}};
    static constexpr std::string_view usage =
        "Usage: crossyard target show|new|set|unset|check|diff ...\n\n"
        "  show NAME|FILE            all facts of a target, its spec, and its cfgs\n"
        "  new NAME --from TRIPLE    write NAME.json, a spec like another target's\n"
        "  set FILE KEY VALUE        give a key of a spec file a value; all else in it stays\n"
        "  unset FILE KEY            take a key out\n"
        "  check FILE...             problems of specs with their place and mend; --fix applies the certain ones\n"
        "  diff A B                  what tells two targets apart\n\n"
        "`crossyard target WORD --help` says more.";
    const std::string word = words.isEmpty() ? std::string() : toStd(words.first());
    if (word == "--help" || word == "-h") {
        print(usage);
        return exitDone;
    }
    for (const auto &[name, run] : verbs)
        if (word == name)
            return run(words.mid(1));
    if (!word.empty())
        say(std::format("error: `target` does not know the word `{}`", word));
    say(usage);
    return exitUsage;
}

} // namespace crossyard::cli
