// SPDX-License-Identifier: MIT OR Apache-2.0
// Plans that rustup carries out. rustup checks the same things itself; here they are checked before anything runs, and
// what is meant is told.
#include "base/files.h"
#include "base/strings.h"
#include "rust/toolchain_change_parts.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

using Kind = ToolchainChange::Kind;
using What = ChangePart::What;

constexpr std::string_view profiles[] = {"minimal", "default", "complete"};

ChangePlan startPlan(const ToolchainChange &change, std::string title, const ChangeFacts &facts)
{
    ChangePlan plan{.change = change};
    plan.title = std::move(title);
    plan.rustupHome = facts.home;
    return plan;
}

void addCommand(ChangePlan &plan, const ChangeFacts &facts, std::vector<std::string> arguments)
{
    plan.commands.push_back({.program = *facts.rustup, .arguments = std::move(arguments)});
}

void addPart(ChangePlan &plan, What what, const DistComponent &component)
{
    plan.parts.push_back({.what = what, .name = component.name(), .url = component.url, .hash = component.hash});
}

// Bytes of the files that a component has in a toolchain, by rustup's list of them.
std::optional<std::uintmax_t> sizeOnDisk(const Toolchain &toolchain, const std::string &storedName)
{
    const auto list = readFile(toolchain.directory / "lib" / "rustlib" / ("manifest-" + storedName));
    if (!list)
        return std::nullopt;
    std::uintmax_t total = 0;
    for (const auto &line : split(*list, '\n')) {
        std::error_code error;
        if (line.starts_with("file:")) {
            const auto size = fs::file_size(toolchain.directory / fromUtf8(line.substr(5)), error);
            total += error ? 0 : size;
        } else if (line.starts_with("dir:")) {
            total += treeSize(toolchain.directory / fromUtf8(line.substr(4)));
        }
    }
    return total;
}

bool has(const Toolchain &toolchain, const DistComponent &component)
{
    return std::ranges::contains(toolchain.components, component.storedName());
}

Result<const DistComponent *> component(const DistManifest &manifest, const std::string &word)
{
    if (const auto *found = manifest.find(word))
        return found;
    std::vector<std::string> names;
    for (const auto &one : manifest.components) {
        if (one.package != "rust-std")
            names.push_back(one.target == manifest.host ? one.package : one.name());
    }
    if (manifest.library(word))
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is a target, not a component", word)}.withHint(
            "crossyard toolchain target add NAME " + word));
    const auto meant = closest(word, names);
    return fail(
        Error{ErrorCode::NotFound, std::format("Rust {} has no component `{}`", manifest.version, word)}.withHint(
            meant ? std::format("did you mean `{}`?", *meant) : "there are: " + join(names, ", ")));
}

Result<const DistComponent *> library(const DistManifest &manifest, const std::string &triple)
{
    if (const auto *found = manifest.library(triple); found && found->available())
        return found;
    if (const auto meant = closest(triple, manifest.targets()))
        return fail(
            Error{ErrorCode::NotFound, std::format("Rust {} has no prebuilt std for `{}`", manifest.version, triple)}
                .withHint(std::format("did you mean `{}`? Where there is none, a sysroot is built from source: "
                                      "crossyard sysroot build --target {}",
                                      *meant, triple)));
    return fail(
        Error{ErrorCode::NotFound, std::format("Rust {} has no prebuilt std for `{}`", manifest.version, triple)}
            .withHint(std::format("build a sysroot from source: crossyard sysroot build --target {}", triple)));
}

Error unavailable(const DistComponent &component, const DistManifest &manifest)
{
    return Error{ErrorCode::NotFound,
                 std::format("`{}` is missing in Rust {} of {}", component.name(), manifest.version, manifest.date)}
        .withHint("some components are missing in some releases: take another version, or an earlier nightly");
}

// What is put in from a release: the components that were named, and the libraries of targets.
Result<std::vector<const DistComponent *>> wanted(const DistManifest &manifest,
                                                  const std::vector<std::string> &components,
                                                  const std::vector<std::string> &targets)
{
    std::vector<const DistComponent *> all;
    for (const auto &word : components) {
        CY_TRY(const auto *one, component(manifest, word));
        if (!one->available())
            return fail(unavailable(*one, manifest));
        all.push_back(one);
    }
    for (const auto &triple : targets) {
        CY_TRY(const auto *one, library(manifest, triple));
        all.push_back(one);
    }
    return all;
}

void tellOfUnknownOffer(ChangePlan &plan, const ChangeFacts &facts)
{
    plan.partsKnown = false;
    if (facts.offerProblem)
        plan.notes.push_back("what it takes is not known: " + facts.offerProblem->message);
}

Result<ChangePlan> planInstall(const ToolchainChange &change, const ChangeFacts &facts)
{
    CY_TRY(const auto name, parseToolchainName(change.toolchain));
    if (!change.profile.empty() && !std::ranges::contains(profiles, change.profile))
        return fail(Error{ErrorCode::BadInput, std::format("there is no profile `{}`", change.profile)}.withHint(
            "the profiles are minimal, default and complete"));
    auto plan = startPlan(change, "Install toolchain " + name.text(), facts);
    const auto known = facts.settings ? findRustupToolchain(*facts.settings, name.text()) : std::nullopt;
    if (known)
        return fail(
            Error{ErrorCode::BadInput, std::format("toolchain `{}` is installed already", known->name)}.withHint(
                std::format("crossyard toolchain update {}", name.text())));
    if (facts.offered) {
        CY_TRY(auto parts, wanted(*facts.offered, change.components, change.targets));
        const auto profile = change.profile.empty() ? std::string("default") : change.profile;
        for (const auto *one : facts.offered->profile(profile)) {
            if (!one->available())
                plan.warnings.push_back(unavailable(*one, *facts.offered).message +
                                        (name.channel == "nightly" ? "; rustup takes an earlier nightly then" : ""));
            else if (!std::ranges::contains(parts, one))
                parts.push_back(one);
        }
        std::ranges::sort(parts, {}, &DistComponent::name);
        for (const auto *one : parts)
            addPart(plan, What::Added, *one);
        plan.outcome = std::format("rustc {} is installed", facts.offered->version);
        plan.notes.push_back(std::format("Rust {}, released {}", facts.offered->version, facts.offered->date));
    } else {
        if (facts.offerProblem && facts.offerProblem->code == ErrorCode::NotFound)
            return fail(*facts.offerProblem);
        tellOfUnknownOffer(plan, facts);
        plan.outcome = name.text() + " is installed";
    }
    std::vector<std::string> words{"toolchain", "install", name.text(), "--no-self-update"};
    if (!change.profile.empty())
        words.insert(words.end(), {"--profile", change.profile});
    for (const auto &one : change.components)
        words.insert(words.end(), {"--component", one});
    for (const auto &one : change.targets)
        words.insert(words.end(), {"--target", one});
    if (!name.host.empty() && name.host != facts.host)
        words.push_back("--force-non-host"); // rustup refuses without it; whoever names a host means it
    addCommand(plan, facts, std::move(words));
    if (!facts.settings || facts.settings->toolchains.empty())
        plan.notes.push_back("it is the first one, so rustup makes it the default");
    return plan;
}

Result<ChangePlan> planUpdateAll(const ToolchainChange &change, const ChangeFacts &facts)
{
    auto plan = startPlan(change, "Update all toolchains of rustup", facts);
    for (const auto &one : facts.settings ? facts.settings->toolchains : std::vector<RustupToolchain>{}) {
        if (!one.linked)
            plan.kept.push_back(one.name);
    }
    if (plan.kept.empty())
        return fail(Error{ErrorCode::NotFound, "rustup has no toolchain that could be updated"}.withHint(
            "crossyard toolchain install stable"));
    addCommand(plan, facts, {"update", "--no-self-update"});
    plan.partsKnown = false;
    plan.notes.push_back("updated are, each to the newest release of its channel: " + join(plan.kept, ", "));
    plan.outcome = "all are up to date";
    return plan;
}

Result<ChangePlan> planUpdate(const ToolchainChange &change, const Toolchain &toolchain, const ChangeFacts &facts)
{
    if (toolchain.linked)
        return fail(Error{
            ErrorCode::Unsupported,
            std::format("`{}` is a link to {}, which rustup does not update", toolchain.name,
                        toUtf8(toolchain.compiler.sysroot.empty() ? toolchain.directory : toolchain.compiler.sysroot))}
                        .withHint("update what it leads to, in the way in which that was installed"));
    auto plan = startPlan(change, "Update toolchain " + toolchain.name, facts);
    plan.kept = {toolchain.name};
    plan.outcome = toolchain.name + " is up to date";
    if (facts.offered && facts.installed && facts.offered->version == facts.installed->version &&
        facts.offered->date == facts.installed->date) {
        plan.notes.push_back(std::format("{} is the newest already: {}, released {}", toolchain.name,
                                         facts.offered->version, facts.offered->date));
        return plan;
    }
    addCommand(plan, facts, {"update", "--no-self-update", toolchain.name});
    if (!facts.offered) {
        tellOfUnknownOffer(plan, facts);
        return plan;
    }
    plan.notes.push_back(std::format("from {} to {}, released {}",
                                     facts.installed ? facts.installed->version : toolchain.compiler.release,
                                     facts.offered->version, facts.offered->date));
    plan.outcome = std::format("{} is rustc {} now", toolchain.name, facts.offered->version);
    for (const auto &stored : toolchain.components) {
        const auto *one = facts.offered->findStored(stored);
        if (one && one->available())
            addPart(plan, What::Updated, *one);
        else
            plan.warnings.push_back(std::format("`{}` is missing in the new release; rustup stays with the newest that "
                                                "has it, or refuses",
                                                one ? one->name() : stored));
    }
    return plan;
}

Result<ChangePlan> planRemove(const ToolchainChange &change, const Toolchain &toolchain, const ChangeFacts &facts)
{
    auto plan =
        startPlan(change, (toolchain.linked ? "Unlink toolchain " : "Remove toolchain ") + toolchain.name, facts);
    addCommand(plan, facts, {"toolchain", "uninstall", toolchain.name});
    plan.outcome = toolchain.name + " is removed";
    if (toolchain.linked) {
        plan.freed = 0;
        plan.outcome = toolchain.name + " is unlinked";
        plan.notes.push_back("it is a link: only that goes, and the files it leads to stay");
    } else {
        plan.freed = toolchain.size;
        plan.kept = {toolchain.name};
        plan.parts.push_back({.what = What::Removed, .name = toolchain.name, .bytes = toolchain.size});
    }
    if (facts.settings && facts.settings->defaultToolchain == toolchain.name)
        plan.warnings.push_back("it is rustup's default: choose another one with `rustup default NAME`");
    if (!toolchain.overrideReason.empty())
        plan.warnings.push_back(
            std::format("the project uses it ({}); building there fails without it", toolchain.overrideReason));
    return plan;
}

// The components that go, of those that were named.
Result<std::vector<const DistComponent *>> unwanted(const ToolchainChange &change, const Toolchain &toolchain,
                                                    const DistManifest &manifest)
{
    std::vector<const DistComponent *> all;
    const auto installed = [&](const DistComponent *one, const std::string &word) -> Result<void> {
        if (has(toolchain, *one))
            return {};
        return fail(
            Error{ErrorCode::NotFound, std::format("`{}` is not installed in {}", word, toolchain.name)}.withHint(
                "installed are: " + shownNames(toolchain.components)));
    };
    for (const auto &word : change.removedComponents) {
        CY_TRY(const auto *one, component(manifest, word));
        CY_CHECK(installed(one, word));
        if (one->package == "rustc" || one->name() == "rust-std-" + manifest.host)
            return fail(
                Error{ErrorCode::Unsupported, std::format("without `{}` {} would not work", word, toolchain.name)}
                    .withHint("remove the whole toolchain: crossyard toolchain remove " + toolchain.name));
        all.push_back(one);
    }
    for (const auto &triple : change.removedTargets) {
        CY_TRY(const auto *one, library(manifest, triple));
        CY_CHECK(installed(one, triple));
        if (triple == manifest.host)
            return fail(
                Error{ErrorCode::Unsupported,
                      std::format("{} itself runs on {}: without its std nothing can be built", toolchain.name, triple)}
                    .withHint("remove the whole toolchain: crossyard toolchain remove " + toolchain.name));
        all.push_back(one);
    }
    return all;
}

std::vector<std::string> namesOf(const std::vector<const DistComponent *> &components, bool libraries)
{
    std::vector<std::string> names;
    for (const auto *one : components) {
        if ((one->package == "rust-std") == libraries)
            names.push_back(libraries ? one->target : one->name());
    }
    return names;
}

void commandFor(ChangePlan &plan, const ChangeFacts &facts, const std::string &toolchain, const char *verb,
                const std::vector<const DistComponent *> &components)
{
    for (const bool libraries : {false, true}) {
        const auto names = namesOf(components, libraries);
        if (names.empty())
            continue;
        std::vector<std::string> words{libraries ? "target" : "component", verb, "--toolchain", toolchain};
        words.insert(words.end(), names.begin(), names.end());
        addCommand(plan, facts, std::move(words));
    }
}

Result<ChangePlan> planModify(const ToolchainChange &change, const Toolchain &toolchain, const ChangeFacts &facts)
{
    if (toolchain.linked)
        return fail(Error{ErrorCode::Unsupported,
                          std::format("`{}` is a link: rustup neither adds to it nor takes from it", toolchain.name)}
                        .withHint("change what it leads to, in the way in which that was installed"));
    if (!facts.installed)
        return fail(Error{ErrorCode::Unsupported,
                          std::format("`{}` has no record of its release, so it cannot be changed", toolchain.name)}
                        .withHint(std::format("crossyard toolchain update {} brings one", toolchain.name)));
    CY_TRY(const auto coming, wanted(*facts.installed, change.components, change.targets));
    CY_TRY(const auto going, unwanted(change, toolchain, *facts.installed));
    auto plan = startPlan(change, "Change toolchain " + toolchain.name, facts);
    std::vector<const DistComponent *> fresh;
    for (const auto *one : coming) {
        if (has(toolchain, *one)) {
            plan.notes.push_back(std::format("{} is installed already", one->name()));
            continue;
        }
        fresh.push_back(one);
        addPart(plan, What::Added, *one);
    }
    std::optional<std::uintmax_t> freed = going.empty() ? std::nullopt : std::optional<std::uintmax_t>(0);
    for (const auto *one : going) {
        const auto size = sizeOnDisk(toolchain, one->storedName());
        plan.parts.push_back({.what = What::Removed, .name = one->name(), .bytes = size});
        freed = size && freed ? std::optional(*freed + *size) : std::nullopt;
    }
    plan.freed = freed;
    commandFor(plan, facts, toolchain.name, "remove", going);
    commandFor(plan, facts, toolchain.name, "add", fresh);
    std::vector<std::string> todo, done;
    for (const auto &part : plan.parts) {
        const bool added = part.what == What::Added;
        todo.push_back((added ? "add " : "remove ") + part.name);
        done.push_back((added ? "added " : "removed ") + part.name);
    }
    if (!todo.empty()) {
        plan.kept = {toolchain.name};
        plan.title = std::format("{}: {}", toolchain.name, join(todo, ", "));
        plan.outcome = join(done, ", ");
    }
    return plan;
}

Error noRustup(const ChangeFacts &facts)
{
    const auto command = commandWithoutRustup(facts.system);
    return Error{ErrorCode::NotFound, "rustup is not installed"}.withHint(
        command.empty() ? "install it from https://rustup.rs"
                        : std::format("install it from https://rustup.rs, or take the system's Rust: {}", command));
}

} // namespace

Result<ChangePlan> planWithRustup(const ToolchainChange &change, const Toolchain *toolchain, const ChangeFacts &facts)
{
    if (!facts.rustup) {
        if (change.kind == Kind::Install)
            CY_CHECK(parseToolchainName(change.toolchain)); // a wrong name is wrong with rustup as well
        return fail(noRustup(facts));
    }
    if (!facts.homeWritable)
        return fail(Error{ErrorCode::Io, std::format("{} cannot be written to", toUtf8(facts.home))}.withHint(
            "it belongs to another user; RUSTUP_HOME names another place for toolchains"));
    switch (change.kind) {
    case Kind::Install:
        return planInstall(change, facts);
    case Kind::Update:
        return toolchain ? planUpdate(change, *toolchain, facts) : planUpdateAll(change, facts);
    case Kind::Remove:
        return planRemove(change, *toolchain, facts);
    case Kind::Modify:
        return planModify(change, *toolchain, facts);
    }
    return fail(ErrorCode::BadInput, "there is nothing to change");
}

} // namespace crossyard::rust
