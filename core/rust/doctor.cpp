// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/doctor.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

using State = Finding::State;

std::string shownPlaces(const ProgramLookup &lookup)
{
    return join(lookup.places, ", ");
}

const ProgramLookup *firstFound(const std::vector<ProgramLookup> &lookups)
{
    const auto it = std::ranges::find_if(lookups, [](const ProgramLookup &one) { return one.found.has_value(); });
    return it == lookups.end() ? nullptr : &*it;
}

const ProgramLookup *firstDangling(const std::vector<ProgramLookup> &lookups)
{
    const auto it = std::ranges::find_if(lookups, [](const ProgramLookup &one) { return !one.dangling.empty(); });
    return it == lookups.end() ? nullptr : &*it;
}

std::string shownNames(const std::vector<ProgramLookup> &lookups)
{
    std::vector<std::string> names;
    for (const auto &lookup : lookups)
        names.push_back(lookup.name);
    return join(names, ", ");
}

std::string danglingText(const ProgramLookup &lookup)
{
    const auto &[link, to] = lookup.dangling.front();
    return std::format("{} is a link to {}, which does not exist", toUtf8(link), toUtf8(to));
}

// The command that installs the first of these programs that a package is known for.
std::string installAny(const PackageSystem &system, const std::vector<ProgramLookup> &lookups)
{
    for (const auto &lookup : lookups) {
        if (auto command = installCommand(system, packageOf(system, lookup.name)); !command.empty())
            return command;
    }
    return {};
}

std::string distributionPackage(const DoctorFacts &facts, RustPart part)
{
    const auto &toolchain = *facts.toolchain;
    if (toolchain.origin != Origin::Distribution)
        return {};
    return installCommand(facts.system, rustPackage(facts.system, toolchain.package, part));
}

bool isRustups(const Toolchain &toolchain)
{
    return toolchain.origin == Origin::Rustup && !toolchain.linked;
}

Finding toolchainFinding(const DoctorFacts &facts)
{
    if (const auto &error = facts.toolchainError) {
        Finding finding{
            "toolchain", "Rust toolchain", error->code == ErrorCode::NotFound ? State::Missing : State::Broken,
            true,        error->message,   {}};
        if (error->hint.starts_with("rustup ")) // a command; other hints are advice
            finding.mend = error->hint;
        else if (facts.noToolchains)
            finding.mend = installCommand(facts.system, wholeRust(facts.system));
        if (finding.mend.empty() && !error->hint.empty())
            finding.how += "; " + error->hint;
        return finding;
    }
    const auto &toolchain = *facts.toolchain;
    std::string how =
        std::format("{}, rustc {} at {}", toolchain.name, toolchain.compiler.release, toUtf8(toolchain.compiler.rustc));
    if (!toolchain.overrideReason.empty())
        how += std::format(" ({})", toolchain.overrideReason);
    return {"toolchain", "Rust toolchain", State::Present, true, std::move(how), {}};
}

Finding cargoFinding(const DoctorFacts &facts)
{
    const auto &toolchain = *facts.toolchain;
    if (toolchain.cargo)
        return {"cargo",
                "cargo",
                State::Present,
                true,
                std::format("cargo {} at {}", toolchain.cargoVersion, toUtf8(*toolchain.cargo)),
                {}};
    if (facts.cargoOnPath.found)
        return {"cargo",
                "cargo",
                State::Warning,
                true,
                std::format("the toolchain has none of its own; {} is used", toUtf8(*facts.cargoOnPath.found)),
                {}};
    std::string mend = distributionPackage(facts, RustPart::Cargo);
    if (isRustups(toolchain))
        mend = std::format("rustup component add cargo --toolchain {}", toolchain.name);
    return {"cargo",
            "cargo",
            State::Missing,
            true,
            std::format("not beside {}, and not on PATH", toUtf8(toolchain.compiler.rustc)),
            std::move(mend)};
}

Finding targetFinding(const DoctorFacts &facts)
{
    if (const auto &error = facts.targetError)
        return {"target",
                "target " + facts.target,
                State::Broken,
                true,
                error->message + (error->hint.empty() ? "" : "; " + error->hint),
                {}};
    return {"target",
            "target " + facts.target,
            State::Present,
            true,
            facts.custom ? "the compiler accepts the spec" : "the compiler knows it",
            {}};
}

// Build scripts and procedural macros run here, so the host's own standard library is needed for any target.
std::optional<Finding> hostStdFinding(const DoctorFacts &facts)
{
    const auto &toolchain = *facts.toolchain;
    const auto &host = toolchain.compiler.host;
    if (host == facts.target || toolchain.hasTarget(host))
        return std::nullopt;
    std::string mend = distributionPackage(facts, RustPart::Std);
    if (isRustups(toolchain))
        mend = std::format("rustup target add {} --toolchain {}", host, toolchain.name);
    return Finding{"host-std",
                   "standard library for this machine",
                   State::Missing,
                   true,
                   std::format("build scripts need it; there is none in {}",
                               toUtf8(toolchain.compiler.sysroot / "lib" / "rustlib" / fromUtf8(host))),
                   std::move(mend)};
}

std::string vendorCommand(const RustSource &source)
{
    return std::format("RUSTC_BOOTSTRAP=1 cargo vendor --versioned-dirs --manifest-path '{}' '{}'",
                       toUtf8(source.workspaceManifest.value_or(source.library / "Cargo.toml")),
                       toUtf8(source.library / "vendor"));
}

Finding sourceStdFinding(const DoctorFacts &facts, const RustSource &source)
{
    const auto &info = *facts.info;
    Finding finding{"std", "standard library", State::Present, true, {}, {}};
    const std::string where = std::format("can be built from {}", toUtf8(source.library));
    if (!facts.builtinsAtHand) {
        finding.state = State::Missing;
        finding.how = std::format("the source in {} needs the crate compiler_builtins, which is neither in it nor "
                                  "vendored",
                                  toUtf8(source.library));
        finding.mend = facts.system.manager == PackageManager::Apt
                           ? installCommand(facts.system, "librust-compiler-builtins-dev")
                           : vendorCommand(source);
        return finding;
    }
    const bool wantsStd = info.hasStd.value_or(info.os != "none" && info.os != "unknown");
    if (!wantsStd) {
        finding.how = where + ": core and alloc, which is what this target has";
    } else if (source.vendor) {
        finding.how = std::format("{}, std's crates from {}", where, toUtf8(*source.vendor));
    } else {
        finding.state = State::Missing;
        finding.how = where + " for core and alloc, but the crates that std depends on are not vendored with it";
        finding.mend = vendorCommand(source);
    }
    return finding;
}

Finding stdFinding(const DoctorFacts &facts)
{
    const auto &toolchain = *facts.toolchain;
    if (!facts.custom && toolchain.hasTarget(facts.target))
        return {"std",
                "standard library",
                State::Present,
                true,
                std::format("prebuilt, in {}",
                            toUtf8(toolchain.compiler.sysroot / "lib" / "rustlib" / fromUtf8(facts.target) / "lib")),
                {}};
    if (toolchain.source) {
        Finding finding = sourceStdFinding(facts, *toolchain.source);
        if (finding.state == State::Missing && facts.rustupHasTarget)
            finding.mend = std::format("rustup target add {} --toolchain {}", facts.target, toolchain.name);
        return finding;
    }
    Finding finding{"std", "standard library", State::Missing, true, {}, {}};
    finding.how = std::format("{} has neither a prebuilt one for this target nor the source to build it (rust-src)",
                              toolchain.name);
    if (facts.rustupHasTarget)
        finding.mend = std::format("rustup target add {} --toolchain {}", facts.target, toolchain.name);
    else if (isRustups(toolchain))
        finding.mend = std::format("rustup component add rust-src --toolchain {}", toolchain.name);
    else
        finding.mend = distributionPackage(facts, RustPart::Source);
    return finding;
}

// The variable that sets a target's linker for cargo ("cargo reference, Environment variables").
std::string linkerVariable(std::string_view target)
{
    return "CARGO_TARGET_" + replaceAll(replaceAll(toUpper(target), "-", "_"), ".", "_") + "_LINKER";
}

std::string lldMend(const DoctorFacts &facts, const ProgramLookup &lookup)
{
    const auto &toolchain = *facts.toolchain;
    // Debian's rust-lld is a link to the lld-N that it was built with.
    if (!lookup.dangling.empty() && facts.system.manager == PackageManager::Apt) {
        const auto to = toUtf8(lookup.dangling.front().to.filename());
        if (to.starts_with("lld-"))
            return installCommand(facts.system, to);
    }
    if (isRustups(toolchain))
        return std::format(
            "rustup component remove rustc --toolchain {0} && rustup component add rustc --toolchain {0}",
            toolchain.name);
    return distributionPackage(facts, RustPart::Lld);
}

Finding chosenFinding(const DoctorFacts &facts, std::string id, const std::string &what, const ChosenProgram &chosen,
                      bool required)
{
    const auto &lookup = chosen.lookup;
    Finding finding{std::move(id), std::format("{} {}", what, lookup.name), State::Present, required, {}, {}};
    if (lookup.found) {
        finding.how = std::format("{}, set by {}", toUtf8(*lookup.found), chosen.from);
        return finding;
    }
    finding.state = lookup.dangling.empty() ? State::Missing : State::Broken;
    finding.how = lookup.dangling.empty()
                      ? std::format("set by {}, but not found in {}", chosen.from, shownPlaces(lookup))
                      : std::format("set by {}, but {}", chosen.from, danglingText(lookup));
    finding.mend = installCommand(facts.system, packageOf(facts.system, toUtf8(fromUtf8(lookup.name).filename())));
    return finding;
}

Finding linkerFinding(const DoctorFacts &facts)
{
    if (facts.linker)
        return chosenFinding(facts, "linker", "linker", *facts.linker, true);
    const auto &tools = facts.tools;
    const auto *found = firstFound(facts.linkers);
    if (tools.ownLinkerFits) {
        Finding finding{"linker", "linker " + tools.ownLinker, State::Present, true, {}, {}};
        if (found) {
            finding.how = std::format("{}, which rustc runs for this target", toUtf8(*found->found));
            return finding;
        }
        const auto *dangling = firstDangling(facts.linkers);
        const ProgramLookup none{.name = tools.ownLinker};
        const auto &lookup = dangling ? *dangling : facts.linkers.empty() ? none : facts.linkers.front();
        finding.state = dangling ? State::Broken : State::Missing;
        finding.how = dangling ? danglingText(*dangling)
                               : std::format("rustc runs it for this target; not in {}", shownPlaces(lookup));
        if (!tools.linkerNote.empty())
            finding.how += "; " + tools.linkerNote;
        if (tools.ownLinker == "rust-lld" || tools.ownLinker == "wasm-component-ld")
            finding.mend = lldMend(facts, lookup);
        else if (tools.ownLinker == "llvm-bitcode-linker" && isRustups(*facts.toolchain))
            finding.mend =
                std::format("rustup component add llvm-bitcode-linker --toolchain {}", facts.toolchain->name);
        else if (tools.ownLinker == "bpf-linker")
            finding.mend = "cargo install bpf-linker";
        else
            finding.mend = installAny(facts.system, facts.linkers);
        return finding;
    }
    Finding finding{"linker", "linker", State::Missing, true, {}, {}};
    if (found) {
        finding.title = "linker " + found->name;
        finding.how =
            std::format("rustc would run this machine's cc, which cannot link for {}; {} can, but nothing sets it",
                        facts.target, toUtf8(*found->found));
        finding.mend = std::format("export {}={}", linkerVariable(facts.target), found->name);
        return finding;
    }
    if (!facts.linkers.empty())
        finding.title = "linker " + facts.linkers.front().name;
    finding.how = std::format("rustc would run this machine's cc, which cannot link for {}", facts.target);
    if (!facts.linkers.empty())
        finding.how += std::format("; looked on PATH for {}", shownNames(facts.linkers));
    if (!tools.linkerNote.empty())
        finding.how += "; " + tools.linkerNote;
    finding.mend = installAny(facts.system, facts.linkers);
    return finding;
}

std::optional<Finding> hostLinkerFinding(const DoctorFacts &facts)
{
    if (!facts.hostLinker || facts.hostLinker->found)
        return std::nullopt;
    return Finding{"host-linker",
                   "linker for this machine",
                   State::Missing,
                   true,
                   "build scripts are linked by cc, which is not on PATH",
                   installCommand(facts.system, packageOf(facts.system, "cc"))};
}

Finding compilerFinding(const DoctorFacts &facts)
{
    if (facts.compiler)
        return chosenFinding(facts, "c-compiler", "C compiler", *facts.compiler, false);
    Finding finding{"c-compiler", "C compiler", State::Missing, false, {}, {}};
    if (facts.compilers.empty()) {
        finding.how = "no C compiler for this target is known; crates with C code need one, set by CC_" +
                      replaceAll(facts.target, "-", "_");
        return finding;
    }
    if (const auto *found = firstFound(facts.compilers)) {
        finding.title += " " + found->name;
        finding.state = State::Present;
        finding.how = toUtf8(*found->found) + ", by its usual name";
        return finding;
    }
    finding.title += " " + facts.compilers.front().name;
    finding.how = std::format("only crates with C code need it; looked on PATH for {}", shownNames(facts.compilers));
    finding.mend = installAny(facts.system, facts.compilers);
    return finding;
}

Finding runnerFinding(const DoctorFacts &facts)
{
    if (facts.runner)
        return chosenFinding(facts, "runner", "runner", *facts.runner, false);
    Finding finding{"runner", "runner", State::Present, false, {}, {}};
    if (facts.tools.runsHere) {
        finding.how = "none is needed: what is built runs on this machine";
        return finding;
    }
    if (facts.runners.empty()) {
        finding.state = State::Missing;
        finding.how = facts.tools.runnerNote;
        return finding;
    }
    if (const auto *found = firstFound(facts.runners)) {
        finding.title += " " + found->name;
        finding.how = toUtf8(*found->found);
        return finding;
    }
    finding.title += " " + facts.runners.front().name;
    finding.state = State::Missing;
    finding.how = std::format("only needed to run what is built; looked on PATH for {}", shownNames(facts.runners));
    finding.mend = installAny(facts.system, facts.runners);
    if (finding.mend.empty() && facts.runners.front().name == "wasmtime")
        finding.mend = "cargo install --locked wasmtime-cli";
    return finding;
}

Finding containerFinding(const DoctorFacts &facts)
{
    Finding finding{"container", "container engine", State::Missing, false, {}, {}};
    const EngineFacts *silent = nullptr;
    for (const auto &engine : facts.engines) {
        if (!engine.program.found)
            continue;
        if (engine.answers) {
            finding.title += " " + engine.program.name;
            finding.state = State::Present;
            finding.how = std::format("{} {}, which answers", toUtf8(*engine.program.found), engine.said);
            return finding;
        }
        if (!silent)
            silent = &engine;
    }
    if (silent) {
        finding.title += " " + silent->program.name;
        finding.state = State::Broken;
        finding.how = std::format("{} is there, but does not answer: {}", toUtf8(*silent->program.found), silent->said);
    } else {
        finding.how = "only needed to build in containers; looked on PATH for podman, docker";
    }
    // podman needs no service, so it mends a docker without one as well.
    if (!silent || silent->program.name != "podman")
        finding.mend = installCommand(facts.system, packageOf(facts.system, "podman"));
    return finding;
}

} // namespace

std::string_view stateName(State state)
{
    switch (state) {
    case State::Present:
        return "present";
    case State::Missing:
        return "missing";
    case State::Broken:
        return "broken";
    case State::Warning:
        return "warning";
    }
    return "unknown";
}

std::vector<Finding> diagnose(const DoctorFacts &facts)
{
    std::vector<Finding> findings{toolchainFinding(facts)};
    if (facts.toolchain) {
        findings.push_back(cargoFinding(facts));
        findings.push_back(targetFinding(facts));
    }
    if (facts.toolchain && facts.info) {
        const auto add = [&](std::optional<Finding> finding) {
            if (finding)
                findings.push_back(std::move(*finding));
        };
        add(hostStdFinding(facts));
        findings.push_back(stdFinding(facts));
        add(hostLinkerFinding(facts));
        findings.push_back(linkerFinding(facts));
        findings.push_back(compilerFinding(facts));
        findings.push_back(runnerFinding(facts));
    }
    findings.push_back(containerFinding(facts));
    return findings;
}

bool canBuild(const std::vector<Finding> &findings)
{
    return std::ranges::none_of(findings, [](const Finding &finding) {
        return finding.required && (finding.state == State::Missing || finding.state == State::Broken);
    });
}

} // namespace crossyard::rust
