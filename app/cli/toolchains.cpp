// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard toolchains: what is installed, and the list of paths that the user adds.
#include "common.h"
#include "table.h"
#include "verb.h"

#include "base/strings.h"
#include "rust/toolchain.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using rust::Origin;
using rust::Toolchain;

std::string shownJson(const nlohmann::ordered_json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string shownOrigin(const Toolchain &toolchain)
{
    switch (toolchain.origin) {
    case Origin::Rustup:
        return toolchain.linked ? "rustup, link" : "rustup";
    case Origin::Distribution:
        return "distribution";
    case Origin::Path:
        return "PATH";
    case Origin::LocalBuild:
        return "local build";
    case Origin::Added:
        return "added";
    }
    return {};
}

std::string shownSource(const Toolchain &toolchain)
{
    if (!toolchain.source)
        return "-";
    return toolchain.source->vendor ? "vendored" : "yes";
}

std::string shownTargets(const Toolchain &toolchain)
{
    const bool host = toolchain.hasTarget(toolchain.compiler.host);
    const std::size_t others = toolchain.targets.size() - (host ? 1 : 0);
    if (host)
        return others == 0 ? "host" : std::format("host +{}", others);
    return others == 0 ? "-" : std::to_string(others);
}

std::string shownCargo(const Toolchain &toolchain)
{
    if (!toolchain.cargo)
        return "-";
    return toolchain.cargoVersion == toolchain.compiler.release ? "yes" : toolchain.cargoVersion;
}

std::vector<std::string> rowOf(const Toolchain &toolchain)
{
    const std::string mark = !toolchain.overrideReason.empty() ? "> " : toolchain.isDefault ? "* " : "  ";
    if (!toolchain.works())
        return {mark + toolchain.name, "broken", shownOrigin(toolchain)};
    return {mark + toolchain.name,
            toolchain.compiler.release,
            shownOrigin(toolchain),
            shownCargo(toolchain),
            shownSource(toolchain),
            shownTargets(toolchain),
            toolchain.size ? shownSize(*toolchain.size) : "-"};
}

void printNotes(const Toolchain &toolchain)
{
    if (!toolchain.aliases.empty())
        print(wrapped("    also called ", join(toolchain.aliases, ", ")));
    if (const auto &error = toolchain.broken) {
        print(wrapped("    reason: ", error->message));
        if (!error->hint.empty())
            print(wrapped("    hint: ", error->hint));
    }
}

void printDetails(const Toolchain &toolchain)
{
    const auto fact = [](std::string_view name, const std::string &value) {
        if (!value.empty())
            print(wrapped(std::format("    {:<13}", name), value));
    };
    const auto &compiler = toolchain.compiler;
    fact("rustc", toUtf8(compiler.rustc));
    if (toolchain.works()) {
        fact("channel", compiler.channel);
        fact("commit", compiler.commitHash.empty() ? "unknown" : compiler.commitHash);
        fact("date", compiler.commitDate.empty() ? "unknown" : compiler.commitDate);
        fact("host", compiler.host);
        fact("LLVM", compiler.llvmVersion);
        fact("sysroot", toUtf8(compiler.sysroot));
        fact("cargo",
             toolchain.cargo ? std::format("{} ({})", toUtf8(*toolchain.cargo), toolchain.cargoVersion) : "none");
    }
    if (const auto &source = toolchain.source) {
        fact("rust-src", toUtf8(source->library));
        fact("lock file", source->lockFile ? toUtf8(*source->lockFile) : "none");
        fact("std's crates", source->vendor ? toUtf8(*source->vendor) : "not vendored");
    } else if (toolchain.works()) {
        fact("rust-src", "none");
    }
    fact("components", join(toolchain.components, " "));
    fact("std for", join(toolchain.targets, " "));
    fact("size", toolchain.size ? shownSize(*toolchain.size) : "");
    fact("provider", toolchain.provider);
    fact("package", toolchain.package);
}

void printList(const rust::ToolchainList &list, bool verbose)
{
    std::vector<std::vector<std::string>> rows{{"  NAME", "VERSION", "FROM", "CARGO", "RUST-SRC", "STD FOR", "SIZE"}};
    for (const auto &toolchain : list.toolchains)
        rows.push_back(rowOf(toolchain));
    const auto lines = alignedRows(std::move(rows));
    print(lines.front());
    for (std::size_t i = 0; i < list.toolchains.size(); ++i) {
        print(lines[i + 1]);
        printNotes(list.toolchains[i]);
        if (verbose)
            printDetails(list.toolchains[i]);
    }
    const auto &all = list.toolchains;
    const auto chosen = std::ranges::find_if(all, [](const Toolchain &one) { return !one.overrideReason.empty(); });
    print("");
    if (chosen != all.end())
        print(wrapped("> ", "used here: " + chosen->overrideReason));
    if (std::ranges::any_of(all, [](const Toolchain &one) { return one.isDefault && one.overrideReason.empty(); }))
        print("* used where nothing else is said");
    else if (chosen == all.end())
        print("none of them is used by default: choose one with --toolchain NAME");
}

int runList(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "Print one JSON object with every fact.");
    addOption(parser, "verbose", "Print every fact of each toolchain.");
    addOption(parser, "project", "The directory whose overrides and rust-toolchain.toml count.", "DIR");
    if (const auto status =
            parseWords(parser, "toolchains [add PATH [--name NAME] | remove NAME]",
                       "What is installed: version, cargo, source, targets with a prebuilt std, size.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!parser.positionalArguments().isEmpty())
        return report(Error{ErrorCode::Usage, std::format("`toolchains` does not know the word `{}`",
                                                          toStd(parser.positionalArguments().first()))}
                          .withHint("its words are add and remove"),
                      json);
    const auto project = option(parser, "project");
    const auto list = rust::listToolchains(project ? fromUtf8(*project) : fs::current_path(), terminalCancel());
    if (!list)
        return report(list.error(), json);
    if (json) {
        nlohmann::ordered_json object{{"toolchains", nlohmann::ordered_json::array()},
                                      {"problems", nlohmann::ordered_json::array()}};
        for (const auto &toolchain : list->toolchains)
            object["toolchains"].push_back(rust::toJson(toolchain));
        for (const auto &problem : list->problems)
            object["problems"].push_back(
                {{"code", codeName(problem.code)}, {"message", problem.message}, {"hint", problem.hint}});
        print(shownJson(object));
        return exitDone;
    }
    if (list->toolchains.empty())
        say("There is no Rust toolchain here: install rustc and cargo from your system's packages, or rustup.");
    else
        printList(*list, parser.isSet(QStringLiteral("verbose")));
    for (const auto &problem : list->problems)
        say(describe(problem));
    return exitDone;
}

int runAdd(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "Print one JSON object for each toolchain that was added.");
    addOption(parser, "name", "What to call it.", "NAME");
    if (const auto status = parseWords(
            parser, "toolchains add PATH [--name NAME]",
            "Adds a toolchain's directory, a rustc, or a Rust checkout with build/HOST/stage1 and stage2.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto paths = parser.positionalArguments();
    if (paths.size() != 1)
        return report(Error{ErrorCode::Usage, "`toolchains add` takes one path"}, json);
    const auto added = rust::addToolchain(fromUtf8(toStd(paths.first())), option(parser, "name"), terminalCancel());
    if (!added)
        return report(added.error(), json);
    for (const auto &toolchain : *added) {
        if (json)
            print(shownJson(rust::toJson(toolchain)));
        else
            print(std::format("added {}: rustc {} for {}", toolchain.name, toolchain.compiler.release,
                              toolchain.compiler.host));
    }
    return exitDone;
}

int runRemove(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "Print errors as JSON.");
    if (const auto status =
            parseWords(parser, "toolchains remove NAME", "Forgets a toolchain that was added; its files stay.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto names = parser.positionalArguments();
    if (names.size() != 1)
        return report(Error{ErrorCode::Usage, "`toolchains remove` takes one name"}, json);
    const auto name = toStd(names.first());
    if (const auto removed = rust::removeToolchain(name); !removed)
        return report(removed.error(), json);
    if (json)
        print(shownJson({{"removed", name}}));
    else
        print("removed " + name);
    return exitDone;
}

} // namespace

int runToolchains(const QStringList &words)
{
    if (!words.isEmpty() && words.first() == QStringLiteral("add"))
        return runAdd(words.mid(1));
    if (!words.isEmpty() && words.first() == QStringLiteral("remove"))
        return runRemove(words.mid(1));
    return runList(words);
}

} // namespace crossyard::cli
