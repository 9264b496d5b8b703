// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/rustc_command.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::build {

namespace {

using cargo::Side;
using cargo::TargetKind;

std::string envName(std::string_view text)
{
    return replaceAll(toUpper(text), "-", "_");
}

bool onTarget(const Unit &unit)
{
    return unit.side == Side::Target;
}

// Lints count only where they are shown: for what the user can change.
bool capped(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    return settings.sysrootCrates || graph.package(unit).fromRegistry;
}

void addLtoFlags(const Unit &unit, const BuildSettings &settings, std::vector<std::string> &flags)
{
    if (settings.sysrootCrates && onTarget(unit)) {
        // A sysroot must serve programs that are linked with LTO as well as those that are not.
        flags.insert(flags.end(), {"-C", "embed-bitcode=yes"});
        return;
    }
    const auto &lto = unit.profile.lto;
    const bool final = unit.target.kind == TargetKind::Bin || std::ranges::contains(unit.target.crateTypes, "cdylib");
    if (lto == "off")
        flags.insert(flags.end(), {"-C", "lto=off", "-C", "embed-bitcode=no"});
    else if (lto == "false" || !onTarget(unit))
        flags.insert(flags.end(), {"-C", "embed-bitcode=no"});
    else if (final)
        flags.insert(flags.end(), {"-C", lto == "true" ? "lto" : "lto=" + lto});
    else if (unit.isRlibOnly())
        flags.insert(flags.end(), {"-C", "linker-plugin-lto"});
}

void addLintFlags(const cargo::Manifest &manifest, std::vector<std::string> &flags)
{
    for (const auto &lint : manifest.lints)
        flags.push_back(std::format("--{}={}{}", lint.level, lint.tool == "rust" ? "" : lint.tool + "::", lint.name));
    flags.insert(flags.end(), {"--check-cfg", "cfg(docsrs,test)"});
    std::vector<std::string> names;
    for (const auto &[name, list] : manifest.features)
        names.push_back("\"" + name + "\"");
    flags.insert(flags.end(), {"--check-cfg", std::format("cfg(feature, values({}))", join(names, ", "))});
    for (const auto &cfg : manifest.checkCfg)
        flags.insert(flags.end(), {"--check-cfg", cfg});
}

void addAssertionFlags(const cargo::Profile &profile, std::vector<std::string> &flags)
{
    // Only where they differ from what the optimisation level brings.
    if (profile.optLevel != "0") {
        if (profile.debugAssertions) {
            flags.insert(flags.end(), {"-C", "debug-assertions=on"});
            if (!profile.overflowChecks)
                flags.insert(flags.end(), {"-C", "overflow-checks=off"});
        } else if (profile.overflowChecks) {
            flags.insert(flags.end(), {"-C", "overflow-checks=on"});
        }
    } else if (!profile.debugAssertions) {
        flags.insert(flags.end(), {"-C", "debug-assertions=off"});
        if (profile.overflowChecks)
            flags.insert(flags.end(), {"-C", "overflow-checks=on"});
    } else if (!profile.overflowChecks) {
        flags.insert(flags.end(), {"-C", "overflow-checks=off"});
    }
}

bool linkable(const Unit &unit)
{
    return !unit.isScriptRun() && (unit.target.kind == TargetKind::Lib || unit.target.kind == TargetKind::ProcMacro);
}

// The script runs whose -L a unit needs: its own, and those of everything that it links, once each.
void collectRuns(const UnitGraph &graph, UnitIndex index, std::set<UnitIndex> &seen, std::vector<UnitIndex> &runs)
{
    if (!seen.insert(index).second)
        return;
    const Unit &unit = graph.units[index];
    if (unit.isScriptCompile())
        return;
    for (const auto &dependency : unit.dependencies) {
        if (graph.units[dependency.unit].isScriptRun() && !std::ranges::contains(runs, dependency.unit))
            runs.push_back(dependency.unit);
    }
    for (const auto &dependency : unit.dependencies) {
        if (linkable(graph.units[dependency.unit]) && graph.units[dependency.unit].target.kind == TargetKind::Lib)
            collectRuns(graph, dependency.unit, seen, runs);
    }
}

void addScriptFlags(const UnitContext &context, UnitIndex index, process::Command &command)
{
    const Unit &unit = context.graph.units[index];
    if (unit.isScriptCompile())
        return;
    std::set<UnitIndex> seen;
    std::vector<UnitIndex> runs;
    collectRuns(context.graph, index, seen, runs);
    auto &arguments = command.arguments;
    for (const UnitIndex run : runs) {
        for (const auto &dir : context.scriptOutput(run)->linkSearch)
            arguments.insert(arguments.end(), {"-L", dir});
    }
    for (const UnitIndex run : runs) {
        if (context.graph.units[run].package != unit.package)
            continue;
        const ScriptOutput &output = *context.scriptOutput(run);
        const bool bin = unit.target.kind == TargetKind::Bin;
        // A program takes its package's libraries through the package's library, where there is one.
        if (!bin || !context.graph.package(unit).manifest.lib) {
            for (const auto &lib : output.linkLibs)
                arguments.insert(arguments.end(), {"-l", lib});
        }
        for (const auto &link : output.linkArguments) {
            const bool cdylib = std::ranges::contains(unit.target.crateTypes, "cdylib");
            if (link.scope == "all" || (link.scope == "bins" && bin) || (link.scope == "cdylib" && cdylib) ||
                (bin && link.scope == "bin=" + unit.target.name))
                arguments.insert(arguments.end(), {"-C", "link-arg=" + link.argument});
        }
        for (const auto &cfg : output.cfgs)
            arguments.insert(arguments.end(), {"--cfg", cfg});
        for (const auto &cfg : output.checkCfgs) {
            if (!capped(context.graph, context.settings, unit))
                arguments.insert(arguments.end(), {"--check-cfg", cfg});
        }
        for (const auto &[name, value] : output.environment)
            command.environment[name] = value;
        command.environment["OUT_DIR"] = toUtf8(context.paths(run).scriptOut);
    }
}

void addPackageEnvironment(const cargo::Manifest &manifest, const BuildSettings &settings,
                           std::map<std::string, std::optional<std::string>> &environment)
{
    const auto &text = manifest.text;
    environment["CARGO"] = settings.cargoProgram ? toUtf8(*settings.cargoProgram) : "cargo";
    environment["CARGO_MANIFEST_DIR"] = toUtf8(manifest.directory());
    environment["CARGO_MANIFEST_PATH"] = toUtf8(manifest.file);
    environment["CARGO_PKG_NAME"] = manifest.name;
    environment["CARGO_PKG_VERSION"] = manifest.version.toString();
    environment["CARGO_PKG_VERSION_MAJOR"] = std::to_string(manifest.version.major);
    environment["CARGO_PKG_VERSION_MINOR"] = std::to_string(manifest.version.minor);
    environment["CARGO_PKG_VERSION_PATCH"] = std::to_string(manifest.version.patch);
    environment["CARGO_PKG_VERSION_PRE"] = manifest.version.pre;
    environment["CARGO_PKG_AUTHORS"] = text.authors;
    environment["CARGO_PKG_DESCRIPTION"] = text.description;
    environment["CARGO_PKG_HOMEPAGE"] = text.homepage;
    environment["CARGO_PKG_REPOSITORY"] = text.repository;
    environment["CARGO_PKG_LICENSE"] = text.license;
    environment["CARGO_PKG_LICENSE_FILE"] = text.licenseFile;
    environment["CARGO_PKG_RUST_VERSION"] = text.rustVersion;
    environment["CARGO_PKG_README"] = text.readme;
    for (const auto &[name, value] : settings.environment)
        environment[name] = value;
}

// How the host's system names things; told from its triple.
struct HostNames {
    std::string_view programSuffix = "";
    std::string_view libraryPrefix = "lib";
    std::string_view librarySuffix = ".so";
    const char *libraryPath = "LD_LIBRARY_PATH";
    char separator = ':';

    static HostNames of(std::string_view triple)
    {
        if (triple.contains("windows"))
            return {".exe", "", ".dll", "PATH", ';'};
        if (triple.contains("apple"))
            return {"", "lib", ".dylib", "DYLD_FALLBACK_LIBRARY_PATH", ':'};
        return {};
    }
};

// Where the compiler's own libraries and compiled proc macros are found at run time.
void addLibraryPath(const UnitContext &context, process::Command &command)
{
    const auto names = HostNames::of(context.settings.compiler.host);
    std::string value = toUtf8(context.hostDir) + names.separator + toUtf8(context.settings.compiler.sysroot / "lib");
    if (const auto old = environmentNotEmpty(names.libraryPath))
        value += names.separator + *old;
    command.environment[names.libraryPath] = value;
}

} // namespace

std::string artifactName(const Unit &unit, const std::string &key, Artifact artifact, std::string_view host)
{
    const std::string stem = unit.target.crateName() + "-" + key.substr(0, 16);
    const auto names = HostNames::of(host);
    if (unit.isScriptCompile() || unit.target.kind == TargetKind::Bin)
        return std::format("{}{}", stem, names.programSuffix);
    if (artifact == Artifact::Metadata || unit.mode == UnitMode::Check)
        return "lib" + stem + ".rmeta";
    if (unit.target.kind == TargetKind::ProcMacro)
        return std::format("{}{}{}", names.libraryPrefix, stem, names.librarySuffix);
    return "lib" + stem + ".rlib";
}

std::vector<std::string> codegenFlags(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    const auto &profile = unit.profile;
    const auto &manifest = graph.package(unit).manifest;
    std::vector<std::string> flags;
    const auto add = [&](std::initializer_list<std::string> words) { flags.insert(flags.end(), words); };
    if (unit.target.kind == TargetKind::ProcMacro)
        add({"-C", "prefer-dynamic"});
    if (profile.optLevel != "0")
        add({"-C", "opt-level=" + profile.optLevel});
    if (profile.panic != "unwind") {
        if (profile.panic == "immediate-abort")
            add({"-Z", "unstable-options"});
        add({"-C", "panic=" + profile.panic});
    }
    addLtoFlags(unit, settings, flags);
    if (profile.codegenUnits)
        add({"-C", std::format("codegen-units={}", *profile.codegenUnits)});
    if (profile.hasDebuginfo())
        add({"-C", "debuginfo=" + profile.debuginfo});
    if (profile.splitDebuginfo && profile.hasDebuginfo())
        add({"-C", "split-debuginfo=" + *profile.splitDebuginfo});
    flags.insert(flags.end(), profile.rustflags.begin(), profile.rustflags.end());
    addAssertionFlags(profile, flags);
    for (const auto &feature : unit.features)
        add({"--cfg", std::format("feature=\"{}\"", feature)});
    const bool quiet = capped(graph, settings, unit);
    if (!quiet)
        addLintFlags(manifest, flags);
    if (profile.rpath)
        add({"-C", "rpath"});
    if (profile.strip != "none")
        add({"-C", "strip=" + profile.strip});
    if (quiet)
        add({"--cap-lints", "allow"});
    if (onTarget(unit)) {
        if (settings.sysrootCrates)
            add({"-Z", "force-unstable-if-unmarked"});
        flags.insert(flags.end(), settings.targetFlags.begin(), settings.targetFlags.end());
        if (const auto it = settings.crateFlags.find(unit.target.crateName()); it != settings.crateFlags.end())
            flags.insert(flags.end(), it->second.begin(), it->second.end());
    }
    return flags;
}

process::Command rustcCommand(const UnitContext &context, UnitIndex index)
{
    const UnitGraph &graph = context.graph;
    const BuildSettings &settings = context.settings;
    const Unit &unit = graph.units[index];
    const auto &manifest = graph.package(unit).manifest;
    const UnitPaths own = context.paths(index);
    const bool target = onTarget(unit);

    process::Command command = settings.compiler.command({}, settings.bootstrap && target && settings.sysrootCrates);
    auto &arguments = command.arguments;
    const auto add = [&](std::initializer_list<std::string> words) { arguments.insert(arguments.end(), words); };
    command.directory = manifest.directory();

    add({"--crate-name", unit.target.crateName(), "--edition=" + unit.target.edition, toUtf8(unit.target.source),
         "--error-format=json", "--json=diagnostic-rendered-ansi,artifacts,future-incompat"});
    for (const auto &type : unit.target.crateTypes)
        add({"--crate-type", type});
    add({unit.mode == UnitMode::Check ? "--emit=metadata"
         : unit.isRlibOnly()          ? "--emit=metadata,link"
                                      : "--emit=link"});
    const auto flags = codegenFlags(graph, settings, unit);
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const std::string hash = own.key.substr(0, 16);
    add({"-C", "metadata=" + hash, "-C", "extra-filename=-" + hash, "--out-dir", toUtf8(own.outDir)});
    if (target)
        add({"--target", settings.specDirectory ? settings.target.name : settings.target.argument()});
    if (const auto &linker = target ? settings.targetLinker : settings.hostLinker)
        add({"-C", "linker=" + *linker});
    if (target)
        add({"-L", "dependency=" + toUtf8(context.targetDir)});
    add({"-L", "dependency=" + toUtf8(context.hostDir)});
    if (const auto it = context.stageSysroots.find(unit.stage); target && it != context.stageSysroots.end())
        add({"--sysroot", toUtf8(it->second)});
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = graph.units[dependency.unit];
        if (!linkable(other))
            continue;
        // Metadata is enough where neither side needs the other's code.
        const UnitPaths paths = context.paths(dependency.unit);
        const bool early = other.isRlibOnly() && unit.isRlibOnly() && !paths.hasCode;
        const auto name =
            artifactName(other, paths.key, early ? Artifact::Metadata : Artifact::Link, settings.compiler.host);
        add({"--extern", dependency.externName + "=" + toUtf8(paths.outDir / name)});
    }
    if (unit.target.kind == TargetKind::ProcMacro)
        add({"--extern", "proc_macro"});
    if (target && settings.specDirectory)
        command.environment["RUST_TARGET_PATH"] = toUtf8(*settings.specDirectory);
    addPackageEnvironment(manifest, settings, command.environment);
    command.environment["CARGO_CRATE_NAME"] = unit.target.crateName();
    if (unit.target.kind == TargetKind::Bin)
        command.environment["CARGO_BIN_NAME"] = unit.target.name;
    if (!context.makeflags.empty())
        command.environment["CARGO_MAKEFLAGS"] = context.makeflags;
    addLibraryPath(context, command);
    addScriptFlags(context, index, command);
    return command;
}

std::map<std::string, std::string> scriptEnvironment(const UnitGraph &graph, const BuildSettings &settings,
                                                     const Unit &unit)
{
    const auto &manifest = graph.package(unit).manifest;
    const bool target = onTarget(unit);
    const auto &facts = target ? settings.targetFacts : settings.hostFacts;
    std::map<std::string, std::string> environment;
    environment["TARGET"] = target ? settings.target.name : settings.compiler.host;
    environment["HOST"] = settings.compiler.host;
    environment["DEBUG"] = unit.profile.hasDebuginfo() ? "true" : "false";
    environment["OPT_LEVEL"] = unit.profile.optLevel;
    // Scripts know these two alone; every profile stands on one of them.
    environment["PROFILE"] = unit.profile.debugAssertions || unit.profile.name == "dev" ? "debug" : "release";
    environment["CARGO_ENCODED_RUSTFLAGS"] = target ? join(settings.targetFlags, "\x1f") : "";
    if (manifest.links)
        environment["CARGO_MANIFEST_LINKS"] = *manifest.links;
    if (const auto &linker = target ? settings.targetLinker : settings.hostLinker)
        environment["RUSTC_LINKER"] = *linker;
    for (const auto &feature : unit.features)
        environment["CARGO_FEATURE_" + envName(feature)] = "1";
    for (const auto &cfg : facts.cfgs.all()) {
        if (cfg.name == "debug_assertions" || cfg.name == "feature")
            continue;
        auto &value = environment["CARGO_CFG_" + envName(cfg.name)];
        if (cfg.value)
            value += (value.empty() ? "" : ",") + *cfg.value;
    }
    environment["CARGO_CFG_FEATURE"] = join(unit.features, ",");
    if (unit.profile.debugAssertions)
        environment["CARGO_CFG_DEBUG_ASSERTIONS"] = "";
    return environment;
}

process::Command scriptCommand(const UnitContext &context, UnitIndex index, const fs::path &outDir)
{
    const BuildSettings &settings = context.settings;
    const Unit &unit = context.graph.units[index];
    const auto &manifest = context.graph.package(unit).manifest;
    process::Command command;
    command.directory = manifest.directory();
    for (const char *name : {"RUSTC_BOOTSTRAP", "RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "MAKEFLAGS"})
        command.environment[name] = std::nullopt;
    addPackageEnvironment(manifest, settings, command.environment);
    for (const auto &[name, value] : scriptEnvironment(context.graph, settings, unit))
        command.environment[name] = value;
    command.environment["OUT_DIR"] = toUtf8(outDir);
    command.environment["NUM_JOBS"] = std::to_string(settings.jobs);
    command.environment["RUSTC"] = toUtf8(settings.compiler.rustc);
    command.environment["RUSTDOC"] = toUtf8(settings.compiler.rustc.parent_path() / "rustdoc");
    if (!context.makeflags.empty())
        command.environment["CARGO_MAKEFLAGS"] = context.makeflags;
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = context.graph.units[dependency.unit];
        const UnitPaths paths = context.paths(dependency.unit);
        if (other.isScriptCompile() && other.package == unit.package) {
            command.program = paths.outDir / artifactName(other, paths.key, Artifact::Link, settings.compiler.host);
        } else if (other.isScriptRun()) {
            const auto &links = context.graph.package(other).manifest.links;
            for (const auto &[key, value] : context.scriptOutput(dependency.unit)->metadata) {
                if (links)
                    command.environment[std::format("DEP_{}_{}", envName(*links), envName(key))] = value;
            }
        }
    }
    addLibraryPath(context, command);
    return command;
}

} // namespace crossyard::build
