// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard targets: every target with its facts, filtered and searched; and the target of a chip or board.
#include "common.h"
#include "table.h"
#include "verb.h"

#include "base/strings.h"
#include "rust/chip.h"
#include "rust/target_facts.h"
#include "rust/toolchain.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using rust::Fact;
using rust::TargetFacts;

std::string shownJson(const nlohmann::ordered_json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string shownStd(const TargetFacts &facts)
{
    if (facts.prebuilt)
        return "installed";
    return facts[Fact::Std] == "true" ? "yes" : facts[Fact::Std] == "false" ? "no" : "?";
}

std::string shownAtomics(const TargetFacts &facts)
{
    if (facts[Fact::Atomics] == "0")
        return "-";
    return facts[Fact::Atomics] + (facts[Fact::Cas] == "false" ? " no cas" : "");
}

std::string orDash(const std::string &text)
{
    return text.empty() ? "-" : text;
}

// Names are never shortened, and the description comes last and as it is: a table that scripts can read, too.
void printTable(const std::vector<TargetFacts> &list)
{
    std::vector<std::vector<std::string>> rows{
        {"NAME", "ARCH", "OS", "BITS", "FLOAT", "ATOMICS", "PANIC", "STD", "TIER", "DESCRIPTION"}};
    for (const auto &facts : list)
        rows.push_back({facts[Fact::Name], facts[Fact::Arch], facts[Fact::Os], facts[Fact::PointerWidth],
                        facts[Fact::Float], shownAtomics(facts), facts[Fact::Panic], shownStd(facts),
                        orDash(facts[Fact::Tier]), facts[Fact::Description]});
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    std::string text;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 == row.size() ? row[i] : row[i] + std::string(widths[i] - columnsOf(row[i]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += (text.empty() ? "" : "\n") + line;
    }
    print(text);
}

// The one chip that was meant says all it knows; several are a list to choose from.
void printChip(const rust::Chip &chip, bool alone)
{
    if (!alone) {
        print(std::format("{}  {}  ({}, {})", chip.name, chip.target, rust::kindName(chip.kind), chip.core));
        return;
    }
    print(chip.target);
    print(wrapped("  ", std::format("{} ({}, {}): {}", chip.name, rust::kindName(chip.kind), chip.core, chip.why)));
    if (!chip.notes.empty())
        print(wrapped("  note: ", chip.notes));
    for (const auto &other : chip.also)
        print(wrapped(std::format("  also: {}: ", other.target), other.why));
}

int answerChip(const std::string &words, bool json)
{
    const auto answer = rust::searchChips(rust::knownChips(), words);
    if (answer.matches.empty()) {
        Error error{ErrorCode::NotFound, std::format("no chip, family, core or board is known as `{}`", words)};
        error.hint =
            answer.suggestions.empty()
                ? std::string("`crossyard targets --where arch=... --where os=none` lists targets by their facts")
                : "did you mean " + join(answer.suggestions, ", ") + "?";
        return report(error, json);
    }
    if (json) {
        nlohmann::ordered_json object{
            {"asked", words}, {"target", nullptr}, {"matches", nlohmann::ordered_json::array()}};
        const bool agree = std::ranges::all_of(
            answer.matches, [&](const auto &chip) { return chip.target == answer.matches.front().target; });
        if (agree)
            object["target"] = answer.matches.front().target;
        for (const auto &chip : answer.matches)
            object["matches"].push_back(rust::toJson(chip));
        print(shownJson(object));
        return exitDone;
    }
    for (const auto &chip : answer.matches)
        printChip(chip, answer.matches.size() == 1);
    return exitDone;
}

std::string whereHelp()
{
    return "Only targets with this fact; may be given several times. VALUE may be a list (a,b) or hold *; != turns it "
           "round. Facts: " +
           join(rust::factNames(), ", ") + ".";
}

// Nothing passed the filters: say which one is to blame, where it is one alone.
void explainNothing(const std::vector<TargetFacts> &all, const std::vector<rust::FactFilter> &filters,
                    const std::vector<std::string> &texts)
{
    for (std::size_t i = 0; i < filters.size(); ++i) {
        if (std::ranges::any_of(all, [&](const TargetFacts &facts) { return rust::matches(facts, filters[i]); }))
            continue;
        auto values = rust::valuesNear(all, filters[i]);
        if (values.size() > 40)
            values.resize(40);
        say(std::format("no target has {}", texts[i]));
        say(wrapped("  hint: there are ", join(values, ", ")));
        return;
    }
    say("no target has all of these");
}

} // namespace

int runTargets(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "where", whereHelp().c_str(), "KEY=VALUE");
    addOption(parser, "search", "Only targets with all of these words in name, description, CPU and the like.",
              "WORDS");
    addOption(parser, "chip", "The target for a chip, family, core or board: STM32F411, \"micro:bit\", pico.", "NAME");
    addOption(parser, "toolchain", "Whose targets: a toolchain's name, or the path of a rustc.", "NAME");
    addOption(parser, "project", "The directory whose toolchain counts.", "DIR");
    addOption(parser, "json", "Print one JSON object with every fact.");
    if (const auto status = parseWords(
            parser, "targets [--where KEY=VALUE]... [--search WORDS] [--chip NAME]",
            "Every target of the compiler with its facts, or the one for a chip or board. In the STD column: installed "
            "(compiled, in the toolchain), yes (can be built), no (core and alloc only).",
            words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!parser.positionalArguments().isEmpty())
        return report(Error{ErrorCode::Usage, std::format("`targets` does not know the word `{}`",
                                                          toStd(parser.positionalArguments().first()))}
                          .withHint("search with --search WORDS, --where KEY=VALUE or --chip NAME"),
                      json);
    std::vector<rust::FactFilter> filters;
    const auto filterTexts = options(parser, "where");
    for (const auto &text : filterTexts) {
        auto filter = rust::parseFactFilter(text);
        if (!filter)
            return report(filter.error(), json);
        filters.push_back(std::move(*filter));
    }
    const auto search = option(parser, "search");
    if (const auto chip = option(parser, "chip")) {
        if (search || !filters.empty())
            return report(Error{ErrorCode::Usage, "--chip stands alone: it names one target"}, json);
        return answerChip(*chip, json);
    }

    const auto project = option(parser, "project");
    const auto toolchain = rust::selectToolchain(
        {option(parser, "toolchain"), project ? fromUtf8(*project) : fs::path()}, terminalCancel());
    if (!toolchain)
        return report(toolchain.error(), json);
    const auto all = rust::allTargetFacts(toolchain->compiler, terminalCancel());
    if (!all)
        return report(all.error(), json);
    std::vector<TargetFacts> list;
    for (const auto &facts : *all)
        if (std::ranges::all_of(filters, [&](const auto &filter) { return rust::matches(facts, filter); }) &&
            (!search || rust::matchesSearch(facts, *search)))
            list.push_back(facts);
    if (json) {
        nlohmann::ordered_json object{{"toolchain", toolchain->name},
                                      {"rustc", toolchain->compiler.release},
                                      {"targets", nlohmann::ordered_json::array()}};
        for (const auto &facts : list)
            object["targets"].push_back(rust::toJson(facts));
        print(shownJson(object));
        return exitDone;
    }
    if (list.empty()) {
        explainNothing(*all, filters, filterTexts);
        return exitDone;
    }
    printTable(list);
    return exitDone;
}

} // namespace crossyard::cli
