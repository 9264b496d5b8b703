// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_change.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/toolchain_change_parts.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

using Kind = ToolchainChange::Kind;

bool isDistribution(const std::string &word, const ChangeFacts &facts)
{
    return word == "distribution" || (!facts.system.os.id.empty() && word == facts.system.os.id);
}

// The user's own: only our list of them can be changed.
Result<ChangePlan> planOwn(const ToolchainChange &change, const Toolchain &toolchain)
{
    const auto path = toUtf8(toolchain.directory);
    if (change.kind == Kind::Remove && toolchain.origin != Origin::Path) {
        ChangePlan plan{.change = change};
        plan.title = "Forget toolchain " + toolchain.name;
        plan.forget = toolchain.name;
        plan.freed = 0;
        plan.notes.push_back(std::format("it is only taken from Crossyard's list; its files in {} stay", path));
        plan.outcome = std::format("{} is forgotten; its files stay", toolchain.name);
        return plan;
    }
    const bool build = toolchain.origin == Origin::LocalBuild;
    return fail(
        Error{ErrorCode::Unsupported,
              std::format("`{}` ({}) came neither from rustup nor from a package, so Crossyard cannot change it",
                          toolchain.name, path)}
            .withHint(build ? "build it anew in its checkout, with what is missing in config.toml"
                            : "change it in the way in which it was installed"));
}

} // namespace

const Toolchain *findToolchain(const ChangeFacts &facts, std::string_view word)
{
    const auto named = [&](std::string_view name) -> const Toolchain * {
        const auto it = std::ranges::find_if(facts.toolchains, [&](const Toolchain &one) {
            return one.name == name || std::ranges::contains(one.aliases, name);
        });
        return it == facts.toolchains.end() ? nullptr : &*it;
    };
    if (const auto *exact = named(word))
        return exact;
    if (!facts.settings)
        return nullptr;
    const auto known = findRustupToolchain(*facts.settings, word);
    return known ? named(known->name) : nullptr;
}

Error unknownToolchain(const std::string &word, const ChangeFacts &facts)
{
    std::vector<std::string> names;
    for (const auto &toolchain : facts.toolchains)
        names.push_back(toolchain.name);
    const auto meant = closest(word, names);
    return Error{ErrorCode::NotFound, std::format("there is no toolchain `{}`", word)}.withHint(
        meant           ? std::format("did you mean `{}`?", *meant)
        : names.empty() ? "there is none at all: crossyard toolchain install stable"
                        : "there are: " + join(names, ", "));
}

std::string_view whatName(ChangePart::What what)
{
    switch (what) {
    case ChangePart::What::Added:
        return "add";
    case ChangePart::What::Removed:
        return "remove";
    case ChangePart::What::Updated:
        return "update";
    }
    return "add";
}

std::string shownNames(const std::vector<std::string> &names)
{
    return names.empty() ? "nothing" : join(names, ", ");
}

std::string ChangePlan::commandLine() const
{
    std::string line;
    for (const auto &command : commands) {
        process::Command shown = command;
        if (rights == Rights::Desktop) // pkexec env NAME=VALUE PROGRAM ...: on a terminal that is sudo's part
            shown.program = "sudo";
        line += (line.empty() ? "" : " && ") + std::string(rights == Rights::Missing ? "sudo " : "") +
                process::shown(shown);
    }
    return line;
}

Result<ChangePlan> planChange(const ToolchainChange &change, const ChangeFacts &facts)
{
    if (change.kind == Kind::Install) {
        if (isDistribution(change.toolchain, facts))
            return planWithPackages(change, nullptr, facts);
        return planWithRustup(change, nullptr, facts);
    }
    if (change.kind == Kind::Update && change.toolchain.empty())
        return planWithRustup(change, nullptr, facts);
    const auto *toolchain = findToolchain(facts, change.toolchain);
    if (!toolchain)
        return fail(unknownToolchain(change.toolchain, facts));
    switch (toolchain->origin) {
    case Origin::Rustup:
        return planWithRustup(change, toolchain, facts);
    case Origin::Distribution:
        return planWithPackages(change, toolchain, facts);
    case Origin::Path:
    case Origin::LocalBuild:
    case Origin::Added:
        break;
    }
    return planOwn(change, *toolchain);
}

Result<void> measureChange(ChangePlan &plan, DistServer &server, const CancelToken &cancel)
{
    if (plan.rustupHome.empty())
        return plan.commands.empty() ? Result<void>() : measurePackages(plan, cancel);
    std::vector<std::string> urls;
    for (const auto &part : plan.parts) {
        if (!part.url.empty())
            urls.push_back(part.url);
    }
    const auto sizes = server.sizes(urls, cancel);
    CY_CHECK(cancel.check());
    std::uintmax_t total = 0;
    bool all = plan.partsKnown && !urls.empty();
    for (auto &part : plan.parts) {
        if (part.what == ChangePart::What::Removed)
            continue;
        if (const auto it = sizes.find(part.url); it != sizes.end())
            total += *(part.bytes = it->second);
        else
            all = false;
    }
    if (all)
        plan.download = total;
    return {};
}

Result<ChangePlan> makeChangePlan(const ToolchainChange &change, const fs::path &project, bool canAsk,
                                  DistServer &server, const CancelToken &cancel)
{
    CY_TRY(const auto facts, gatherChangeFacts(change, project, canAsk, server, cancel));
    CY_TRY(auto plan, planChange(change, facts));
    CY_CHECK(measureChange(plan, server, cancel));
    return plan;
}

std::string commandWithoutRustup(const PackageSystem &system)
{
    return installCommand(system, wholeRust(system));
}

} // namespace crossyard::rust
