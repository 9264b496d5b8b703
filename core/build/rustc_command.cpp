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

FileNames namesFor(const BuildSettings &settings, const Unit &unit)
{
    return FileNames::of(onTarget(unit) ? settings.targetFacts : settings.hostFacts);
}

const std::vector<std::string> &userFlags(const BuildSettings &settings, const Unit &unit)
{
    return onTarget(unit) ? settings.targetFlags : settings.hostFlags;
}

void addLtoFlags(const Unit &unit, const BuildSettings &settings, std::vector<std::string> &flags)
{
    if (settings.sysrootCrates && onTarget(unit)) {
        // A sysroot must serve programs that are linked with LTO as well as those that are not.
        flags.insert(flags.end(), {"-C", "embed-bitcode=yes"});
        return;
    }
    const auto add = [&](std::initializer_list<std::string> words) { flags.insert(flags.end(), words); };
    const auto &lto = unit.profile.lto;
    switch (unit.lto) {
    case Lto::Run:
        return add({"-C", lto == "true" ? "lto" : "lto=" + lto});
    case Lto::Off:
        return add({"-C", "lto=off", "-C", "embed-bitcode=no"});
    case Lto::OnlyBitcode:
        return add({"-C", "linker-plugin-lto"});
    case Lto::OnlyObject:
        return add({"-C", "embed-bitcode=no"});
    case Lto::ObjectAndBitcode:
        return; // what rustc does by itself
    }
}

void addLintFlags(const cargo::Manifest &manifest, std::vector<std::string> &flags)
{
    for (const auto &lint : manifest.lints)
        flags.push_back(std::format("--{}={}{}", lint.level, lint.tool == "rust" ? "" : lint.tool + "::", lint.name));
    for (const auto &cfg : manifest.checkCfg)
        flags.insert(flags.end(), {"--check-cfg", cfg});
}

void addCheckCfgs(const cargo::Manifest &manifest, std::vector<std::string> &flags)
{
    flags.insert(flags.end(), {"--check-cfg", "cfg(docsrs,test)"});
    std::vector<std::string> names;
    for (const auto &[name, list] : manifest.features)
        names.push_back("\"" + name + "\"");
    flags.insert(flags.end(), {"--check-cfg", std::format("cfg(feature, values({}))", join(names, ", "))});
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
    for (const auto &dependency : unit.dependencies) {
        if (graph.units[dependency.unit].isScriptRun() && !std::ranges::contains(runs, dependency.unit))
            runs.push_back(dependency.unit);
    }
    for (const auto &dependency : unit.dependencies) {
        if (linkable(graph.units[dependency.unit]) && graph.units[dependency.unit].target.kind == TargetKind::Lib)
            collectRuns(graph, dependency.unit, seen, runs);
    }
}

// Directories that scripts filled come before those that they found, each in the order of the scripts.
void addSearchPaths(const UnitContext &context, const std::vector<UnitIndex> &runs, std::vector<std::string> &arguments)
{
    std::vector<std::pair<bool, std::string>> dirs;
    for (const UnitIndex run : runs) {
        const auto outDir = toUtf8(context.paths(run).scriptOut);
        for (const auto &dir : context.scriptOutput(run)->linkSearch) {
            const std::string_view path = std::string_view(dir).substr(dir.find('=') + 1);
            dirs.emplace_back(!path.starts_with(outDir), dir);
        }
    }
    if (!context.settings.sysrootCrates)
        std::ranges::stable_sort(dirs, {}, &std::pair<bool, std::string>::first);
    for (const auto &[found, dir] : dirs)
        arguments.insert(arguments.end(), {"-L", dir});
}

void addLinkFlags(const std::vector<std::string> &scopes, bool ownRun, const ScriptOutput &output,
                  std::vector<std::string> &arguments)
{
    if (ownRun && std::ranges::contains(scopes, "libs")) {
        for (const auto &lib : output.linkLibs)
            arguments.insert(arguments.end(), {"-l", lib});
    }
    for (const auto &link : output.linkArguments) {
        // Those of dependencies count for C libraries as well: cargo once did so.
        if (std::ranges::contains(scopes, link.scope) && (ownRun || link.scope == "cdylib"))
            arguments.insert(arguments.end(), {"-C", "link-arg=" + link.argument});
    }
}

void addScriptFlags(const UnitContext &context, UnitIndex index, process::Command &command)
{
    const Unit &unit = context.graph.units[index];
    const auto runs = scriptRunsOf(context.graph, index);
    auto &arguments = command.arguments;
    addSearchPaths(context, runs, arguments);
    const auto scopes = linkScopes(context.graph, unit);
    for (const UnitIndex run : runs)
        addLinkFlags(scopes, context.graph.units[run].package == unit.package, *context.scriptOutput(run), arguments);
    for (const UnitIndex run : runs) {
        if (context.graph.units[run].package != unit.package)
            continue;
        const ScriptOutput &output = *context.scriptOutput(run);
        for (const auto &cfg : output.cfgs)
            arguments.insert(arguments.end(), {"--cfg", cfg});
        for (const auto &cfg : output.checkCfgs) {
            if (!context.settings.sysrootCrates)
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

// Where the compiler's own libraries and compiled proc macros are found at run time.
void addLibraryPath(const UnitContext &context, process::Command &command)
{
    const auto [name, separator] = libraryPathVariable(context.settings.compiler.host);
    std::string value = toUtf8(context.hostDir) + separator + toUtf8(context.settings.compiler.sysroot / "lib");
    if (const auto old = environmentNotEmpty(name))
        value += separator + *old;
    command.environment[name] = value;
}

// Where rustc is started and what it is told to compile: packages of the workspace by a path in it, so that what is
// compiled does not know where the workspace lies.
fs::path startFrom(const UnitContext &context, const Unit &unit, std::string &source)
{
    const auto &package = context.graph.package(unit);
    const fs::path &root = context.settings.workspaceRoot;
    source = toUtf8(unit.target.source);
    const std::string inside = toUtf8(root) + "/";
    if (root.empty() || package.fromRegistry || !source.starts_with(inside))
        return package.manifest.directory();
    source = source.substr(inside.size());
    return root;
}

// Places become names that are the same everywhere; a user's own mapping comes later, and wins.
void addPlaceNames(const UnitContext &context, const Unit &unit, const fs::path &directory,
                   std::vector<std::string> &arguments)
{
    const auto &manifest = context.graph.package(unit).manifest;
    const auto map = [&](const fs::path &from, const std::string &to) {
        arguments.push_back(std::format("--remap-path-prefix={}={}", toUtf8(from), to));
    };
    const auto version = manifest.name + "-" + manifest.version.toString();
    if (directory == context.settings.workspaceRoot)
        map(directory, workspaceName);
    else
        map(directory, std::format("{}/{}", cratesName, version));
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = context.graph.units[dependency.unit];
        if (!other.isScriptRun() || other.package != unit.package)
            continue;
        const UnitPaths paths = context.paths(dependency.unit);
        if (paths.scriptWrote)
            map(paths.scriptOut, std::format("{}/{}", outName, version));
    }
}

// A wrapper is run in the compiler's place, with the compiler as its first argument.
void wrap(const BuildSettings &settings, const cargo::Package &package, process::Command &command)
{
    const auto put = [&](const std::optional<fs::path> &wrapper) {
        if (!wrapper)
            return;
        command.arguments.insert(command.arguments.begin(), toUtf8(command.program));
        command.program = *wrapper;
    };
    if (package.isMember)
        put(settings.workspaceWrapper);
    put(settings.wrapper);
}

void addExterns(const UnitContext &context, const Unit &unit, std::vector<std::string> &arguments)
{
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = context.graph.units[dependency.unit];
        if (!linkable(other))
            continue;
        const UnitPaths paths = context.paths(dependency.unit);
        const auto stem = other.target.crateName() + "-" + paths.key.substr(0, 16);
        // Metadata is enough where neither side needs the other's code. It is what the compiler is given whenever it
        // is there, finished or not: a command that depended on who was faster would have another hash each time.
        const bool early = other.isRlibOnly() && unit.isRlibOnly() && paths.hasMetadata;
        const auto names = early ? std::vector{"lib" + stem + ".rmeta"}
                                 : linkableNames(other, stem, namesFor(context.settings, other));
        for (const auto &name : names)
            arguments.insert(arguments.end(),
                             {"--extern", dependency.externName + "=" + toUtf8(paths.outDir / fromUtf8(name))});
    }
    if (unit.target.kind == TargetKind::ProcMacro)
        arguments.insert(arguments.end(), {"--extern", "proc_macro"});
}

// The flags from `-C prefer-dynamic` to the last `--check-cfg`, in cargo's order.
std::vector<std::string> profileFlags(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    const auto &profile = unit.profile;
    const auto &manifest = graph.package(unit).manifest;
    std::vector<std::string> flags;
    const auto add = [&](std::initializer_list<std::string> words) { flags.insert(flags.end(), words); };
    const bool dylib = std::ranges::contains(unit.target.crateTypes, "dylib");
    if (unit.target.kind == TargetKind::ProcMacro || (dylib && !graph.isPrimary(unit.package)))
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
    if (!settings.sysrootCrates)
        addLintFlags(manifest, flags);
    flags.insert(flags.end(), profile.rustflags.begin(), profile.rustflags.end());
    addAssertionFlags(profile, flags);
    for (const auto &feature : unit.features)
        add({"--cfg", std::format("feature=\"{}\"", feature)});
    if (!settings.sysrootCrates)
        addCheckCfgs(manifest, flags);
    return flags;
}

// What the user and the sysroot add, after the dependencies.
std::vector<std::string> lastFlags(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    std::vector<std::string> flags;
    if (capped(graph, settings, unit))
        flags = {"--cap-lints", "allow"};
    if (onTarget(unit) && settings.sysrootCrates)
        flags.insert(flags.end(), {"-Z", "force-unstable-if-unmarked"});
    const auto &users = userFlags(settings, unit);
    flags.insert(flags.end(), users.begin(), users.end());
    const auto it = settings.crateFlags.find(unit.target.crateName());
    if (onTarget(unit) && it != settings.crateFlags.end())
        flags.insert(flags.end(), it->second.begin(), it->second.end());
    return flags;
}

} // namespace

std::pair<const char *, char> libraryPathVariable(std::string_view host)
{
    if (host.contains("windows"))
        return {"PATH", ';'};
    if (host.contains("apple"))
        return {"DYLD_FALLBACK_LIBRARY_PATH", ':'};
    return {"LD_LIBRARY_PATH", ':'};
}

std::vector<UnitIndex> scriptRunsOf(const UnitGraph &graph, UnitIndex unit)
{
    std::set<UnitIndex> seen;
    std::vector<UnitIndex> runs;
    collectRuns(graph, unit, seen, runs);
    return runs;
}

std::vector<std::string> linkScopes(const UnitGraph &graph, const Unit &unit)
{
    const bool bin = unit.target.kind == TargetKind::Bin;
    std::vector<std::string> scopes{"all"};
    // A program takes its package's libraries through the package's library, where there is one.
    if (!bin || !graph.package(unit).manifest.lib)
        scopes.emplace_back("libs");
    if (bin)
        scopes.insert(scopes.end(), {"bins", "bin=" + unit.target.name});
    if (std::ranges::contains(unit.target.crateTypes, "cdylib"))
        scopes.emplace_back("cdylib");
    return scopes;
}

std::vector<std::string> artifactNames(const BuildSettings &settings, const Unit &unit, const std::string &key)
{
    return outputNames(unit, unit.target.crateName() + "-" + key.substr(0, 16), namesFor(settings, unit));
}

std::vector<std::string> codegenFlags(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    auto flags = profileFlags(graph, settings, unit);
    if (unit.profile.rpath)
        flags.insert(flags.end(), {"-C", "rpath"});
    if (unit.profile.strip != "none")
        flags.insert(flags.end(), {"-C", "strip=" + unit.profile.strip});
    const auto last = lastFlags(graph, settings, unit);
    flags.insert(flags.end(), last.begin(), last.end());
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
    const auto append = [&](const std::vector<std::string> &words) {
        arguments.insert(arguments.end(), words.begin(), words.end());
    };
    std::string source;
    command.directory = startFrom(context, unit, source);

    add({"--crate-name", unit.target.crateName(), "--edition=" + unit.target.edition, source, "--error-format=json",
         "--json=diagnostic-rendered-ansi,artifacts,future-incompat"});
    for (const auto &type : unit.target.crateTypes)
        add({"--crate-type", type});
    const std::string emit = settings.sysrootCrates ? "--emit=" : "--emit=dep-info,";
    add({emit + (unit.mode == UnitMode::Check ? "metadata" : unit.isRlibOnly() ? "metadata,link" : "link")});
    append(profileFlags(graph, settings, unit));
    add({"-C", "metadata=" + own.metadata, "-C", "extra-filename=-" + own.key.substr(0, 16)});
    if (unit.profile.rpath)
        add({"-C", "rpath"});
    add({"--out-dir", toUtf8(own.outDir)});
    if (target)
        add({"--target", settings.specDirectory ? settings.target.name : settings.target.argument()});
    if (const auto &linker = target ? settings.targetLinker : settings.hostLinker)
        add({"-C", "linker=" + *linker});
    if (unit.profile.strip != "none")
        add({"-C", "strip=" + unit.profile.strip});
    if (target)
        add({"-L", "dependency=" + toUtf8(context.targetDir)});
    add({"-L", "dependency=" + toUtf8(context.hostDir)});
    if (const auto it = context.stageSysroots.find(unit.stage); target && it != context.stageSysroots.end())
        add({"--sysroot", toUtf8(it->second)});
    addExterns(context, unit, arguments);
    if (!settings.sysrootCrates)
        addPlaceNames(context, unit, command.directory, arguments);
    append(lastFlags(graph, settings, unit));
    if (target && settings.specDirectory)
        command.environment["RUST_TARGET_PATH"] = toUtf8(*settings.specDirectory);
    addPackageEnvironment(manifest, settings, command.environment);
    command.environment["CARGO_CRATE_NAME"] = unit.target.crateName();
    if (unit.target.kind == TargetKind::Bin)
        command.environment["CARGO_BIN_NAME"] = unit.target.name;
    if (!settings.sysrootCrates && graph.isPrimary(unit.package))
        command.environment["CARGO_PRIMARY_PACKAGE"] = "1";
    if (!context.makeflags.empty())
        command.environment["CARGO_MAKEFLAGS"] = context.makeflags;
    addLibraryPath(context, command);
    addScriptFlags(context, index, command);
    wrap(settings, graph.package(unit), command);
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
    environment["PROFILE"] = unit.profile.standsOnRelease ? "release" : "debug";
    environment["CARGO_ENCODED_RUSTFLAGS"] = join(userFlags(settings, unit), "\x1f");
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
    if (settings.wrapper)
        command.environment["RUSTC_WRAPPER"] = toUtf8(*settings.wrapper);
    if (settings.workspaceWrapper)
        command.environment["RUSTC_WORKSPACE_WRAPPER"] = toUtf8(*settings.workspaceWrapper);
    command.environment["RUSTDOC"] = toUtf8(settings.compiler.rustc.parent_path() / "rustdoc");
    if (!context.makeflags.empty())
        command.environment["CARGO_MAKEFLAGS"] = context.makeflags;
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = context.graph.units[dependency.unit];
        const UnitPaths paths = context.paths(dependency.unit);
        if (other.isScriptCompile() && other.package == unit.package) {
            command.program = paths.outDir / fromUtf8(artifactNames(settings, other, paths.key).front());
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
