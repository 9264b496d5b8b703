// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_request.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/config_patches.h"
#include "cargo/config_profiles.h"
#include "cargo/rustflags.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

Result<void> readTarget(BootstrapInput &input)
{
    const auto &compiler = input.request.toolchain.compiler;
    if (input.request.host && *input.request.host != compiler.host)
        return fail(
            Error{ErrorCode::Unsupported, std::format("build scripts and proc macros are loaded and run by {}, "
                                                      "which is a program for {}: they cannot be for {}",
                                                      toUtf8(compiler.rustc), compiler.host, *input.request.host)}
                .withHint("leave --host out, or choose a compiler of that host with --toolchain"));
    std::optional<std::string> word = input.request.target;
    if (!word) {
        CY_TRY(const auto build, cargo::buildConfig(input.config));
        if (build.targets.size() > 1)
            return fail(
                Error{ErrorCode::Unsupported, "build.target of the configuration names several targets"}.withHint(
                    "choose one with --target"));
        if (!build.targets.empty())
            word = build.targets.front();
    }
    if (!word)
        return {};
    if (*word == "host-tuple")
        word = compiler.host;
    CY_TRY(input.target, rust::findTarget(compiler, *word, input.manifest.parent_path()));
    return {};
}

Result<void> readSides(BootstrapInput &input, const CancelToken &cancel)
{
    const auto &compiler = input.request.toolchain.compiler;
    const auto read = [&](const rust::TargetRef &target, bool withFlags) -> Result<Side> {
        const auto ask = [&](const std::vector<std::string> &flags) -> Result<cargo::CfgSet> {
            CY_TRY(const auto lines, rust::targetCfg(compiler, target, flags, cancel));
            return cargo::CfgSet::fromLines(lines);
        };
        Side side;
        side.facts.name = target.name;
        if (withFlags) {
            CY_TRY(auto flags, cargo::resolveFlags(input.config, target.name, ask));
            side.facts.cfgs = std::move(flags.cfgs);
            side.flags = std::move(flags.rustflags.flags);
        } else {
            CY_TRY(side.facts.cfgs, ask({}));
        }
        CY_TRY(side.config, cargo::targetConfig(input.config, target.name, side.facts.cfgs));
        return side;
    };
    const rust::TargetRef host{compiler.host, std::nullopt, {}};
    // The host's side gets the user's flags only where no target was asked for.
    CY_TRY(input.hostSide, read(host, !input.target));
    input.targetSide = input.hostSide;
    if (input.target) {
        CY_TRY(input.targetSide, read(*input.target, true));
    }
    return {};
}

Result<void> readLock(BootstrapInput &input)
{
    const fs::path file = input.workspace.root / "Cargo.lock";
    std::error_code ignored;
    if (fs::exists(file, ignored)) {
        CY_TRY(input.lock, cargo::readLockfile(file));
        return {};
    }
    if (input.request.locked)
        return fail(
            Error{ErrorCode::NotFound, std::format("there is no {}, and --locked asks for it", toUtf8(file))}.withHint(
                "take the lock file from where the package comes from, or leave --locked out"));
    return {};
}

// Where crates may lie: what the user named, then what the configuration puts in the registry's place.
Result<std::vector<fs::path>> findCrateDirs(const BootstrapInput &input)
{
    std::vector<fs::path> dirs = input.request.vendorDirs;
    CY_TRY(const auto sources, cargo::sourceTable(input.config));
    for (const auto &[name, source] : sources) {
        if (source.replaceWith.empty() && source.kind != cargo::SourceConfig::Kind::Directory)
            continue;
        CY_TRY(const auto used, cargo::replacedSource(input.config, sources, name));
        if (used.kind == cargo::SourceConfig::Kind::Directory && !std::ranges::contains(dirs, used.path))
            dirs.push_back(used.path);
    }
    return dirs;
}

Result<cargo::ProfileSet> readProfiles(const BootstrapInput &input)
{
    std::vector<std::pair<const toml::table *, fs::path>> tables;
    if (const auto *own = input.workspace.file->table.get_as<toml::table>("profile"))
        tables.emplace_back(own, input.workspace.file->file);
    CY_TRY(const toml::table fromConfig, cargo::configProfiles(input.config, input.request.profile));
    tables.emplace_back(&fromConfig, fs::path("the configuration"));
    return cargo::ProfileSet::read(tables, input.request.profile);
}

} // namespace

Result<fs::path> findManifest(const fs::path &package)
{
    std::error_code ignored;
    fs::path file = absolutePath(package);
    if (!fs::exists(file, ignored))
        return fail(ErrorCode::NotFound, std::format("there is no folder {}", toUtf8(file)));
    if (fs::is_directory(file, ignored))
        file /= "Cargo.toml";
    if (fs::is_regular_file(file, ignored))
        return file;
    return fail(
        Error{ErrorCode::NotFound, std::format("there is no Cargo.toml in {}", toUtf8(file.parent_path()))}.withHint(
            "choose the folder of a Rust package or workspace"));
}

Result<BootstrapInput> readInput(BootstrapRequest request, const CancelToken &cancel)
{
    BootstrapInput input;
    input.request = std::move(request);
    if (input.request.toolchain.broken)
        return fail(*input.request.toolchain.broken);
    std::error_code ignored;
    if (const auto &dir = input.request.replayScripts; dir && !fs::is_directory(*dir, ignored))
        return fail(Error{ErrorCode::NotFound, std::format("there is no directory {}", toUtf8(*dir))}.withHint(
            "recording the scripts makes one, where they can run"));
    CY_TRY(input.manifest, findManifest(input.request.package));
    CY_TRY(input.config, cargo::Config::load({.directory = input.manifest.parent_path(),
                                              .environment = wholeEnvironment(),
                                              .arguments = input.request.configArguments}));
    CY_TRY(const fs::path root, cargo::findWorkspaceRoot(input.manifest));
    CY_TRY(input.workspace, cargo::readWorkspace(root));
    CY_TRY(input.workspace.patches, cargo::allPatches(std::move(input.workspace.patches), input.config));
    CY_CHECK(readTarget(input));
    CY_CHECK(readSides(input, cancel));
    CY_CHECK(readLock(input));
    CY_TRY(input.crateDirs, findCrateDirs(input));
    CY_TRY(auto patches, CratePatches::open(input.request.patchDir, storeDirectory()));
    input.patches = std::make_shared<CratePatches>(std::move(patches));
    CY_TRY(input.profiles, readProfiles(input));
    CY_TRY(const auto build, cargo::buildConfig(input.config));
    input.targetDir = input.request.targetDir ? absolutePath(*input.request.targetDir)
                                              : build.targetDir.value_or(input.workspace.root / "target");
    return input;
}

} // namespace crossyard::bootstrap
