// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/sysroot_request.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/config_profiles.h"
#include "cargo/config_tables.h"
#include "cargo/rustflags.h"

#include <algorithm>
#include <format>
#include <future>

namespace crossyard::sysroot {

namespace {

// The project's Cargo.toml: the one that was named, or the first upward.
std::optional<fs::path> findPackageManifest(const SysrootRequest &request)
{
    return request.manifestPath ? absolutePath(*request.manifestPath) : findUpward(request.project, "Cargo.toml");
}

Error noSource(const rust::Toolchain &toolchain)
{
    std::string hint;
    switch (toolchain.origin) {
    case rust::Origin::Rustup:
        hint = std::format("run `rustup component add rust-src --toolchain {}`", toolchain.name);
        break;
    case rust::Origin::Distribution:
        hint = toolchain.package == "rustc-web" ? "install the package rust-web-src" : "install the package rust-src";
        break;
    default:
        hint = "give the directory that holds `library`";
        break;
    }
    return Error{ErrorCode::NotFound, std::format("toolchain {} has no source of the standard library", toolchain.name)}
        .withHint(hint + ", or name another source with --rust-src DIR");
}

Result<rust::RustSource> findSource(const SysrootRequest &request)
{
    if (request.rustSource)
        return rust::openSource(*request.rustSource);
    if (const auto named = environmentNotEmpty("XARGO_RUST_SRC"))
        return rust::openSource(fromUtf8(*named));
    if (request.toolchain.source)
        return *request.toolchain.source;
    return fail(noSource(request.toolchain));
}

// Where crates from the registry may lie, the nearest first: what the user named, what came with the source, what the
// config puts in the registry's place, what cargo unpacked before, what the distribution installed.
Result<std::vector<fs::path>> findCrateDirs(const SysrootInput &input)
{
    std::vector<fs::path> dirs;
    for (const auto &dir : input.request.vendorDirs)
        dirs.push_back(resolvePath(input.request.project, dir));
    if (input.library.source.vendor)
        dirs.push_back(*input.library.source.vendor);
    CY_TRY(const auto sources, cargo::sourceTable(input.config));
    CY_TRY(const auto crates, cargo::replacedSource(input.config, sources, "crates-io"));
    if (crates.kind == cargo::SourceConfig::Kind::Directory)
        dirs.push_back(crates.path);
    std::error_code error;
    for (fs::directory_iterator it(input.config.cargoHome() / "registry" / "src", error), end; !error && it != end;
         it.increment(error))
        dirs.push_back(it->path());
    const fs::path distribution = "/usr/share/cargo/registry";
    if (fs::is_directory(distribution, error))
        dirs.push_back(distribution);
    return dirs;
}

Result<cargo::ProfileSet> readProfiles(SysrootInput &input)
{
    std::vector<std::pair<const toml::table *, fs::path>> tables;
    if (input.workspace) {
        if (const auto *own = input.workspace->file->table.get_as<toml::table>("profile"))
            tables.emplace_back(own, input.workspace->file->file);
    }
    CY_TRY(const toml::table fromConfig, cargo::configProfiles(input.config, input.request.profile));
    tables.emplace_back(&fromConfig, fs::path("the configuration"));
    if (input.request.crates)
        return cargo::ProfileSet::read(tables, input.request.profile);
    // An Xargo sysroot takes how its crates are optimised from the project. What belongs to the program alone stays
    // away: LTO (the bitcode is there for it), and the panic strategy (one sysroot serves both).
    std::vector<toml::table> kept;
    kept.reserve(tables.size());
    for (auto &[table, file] : tables) {
        toml::table copy(*table);
        for (auto &&[name, value] : copy) {
            if (auto *profile = value.as_table()) {
                profile->erase("lto");
                profile->erase("panic");
                profile->erase("strip");
                profile->erase("incremental");
            }
        }
        kept.push_back(std::move(copy));
        table = &kept.back();
    }
    return cargo::ProfileSet::read(tables, input.request.profile);
}

Result<void> readTarget(SysrootInput &input, const CancelToken &cancel)
{
    const auto &request = input.request;
    const auto &compiler = request.toolchain.compiler;
    // What is not known yet costs a start of the compiler each: those that need no other's answer run side by side.
    auto hostAnswer = std::async(std::launch::async, [&] { return rust::hostCfg(compiler, cancel); });
    CY_TRY(input.target, rust::findTarget(compiler, request.target, request.project));
    input.targetByName = input.target.custom() && (request.byName || !request.target.ends_with(".json"));
    auto cfgAnswer =
        std::async(std::launch::async, [&] { return rust::targetCfg(compiler, input.target, {}, cancel); });
    CY_TRY(input.info, rust::targetInfo(compiler, input.target, cancel));
    // The cfgs choose the flags, and the flags can change the cfgs: cargo asks twice.
    CY_TRY(const auto plain, cfgAnswer.get());
    input.targetFacts = {input.target.name, cargo::CfgSet::fromLines(plain)};
    CY_TRY(const auto all, cargo::rustflagsFor(input.config, input.target.name, input.targetFacts.cfgs));
    input.userFlags = withoutLinkFlags(all);
    if (!input.userFlags.empty()) {
        CY_TRY(const auto withFlags, rust::targetCfg(compiler, input.target, input.userFlags, cancel));
        input.targetFacts.cfgs = cargo::CfgSet::fromLines(withFlags);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].ends_with("panic=immediate-abort"))
            input.request.immediateAbort = true;
    }
    CY_TRY(const auto host, hostAnswer.get());
    input.hostFacts = {compiler.host, cargo::CfgSet::fromLines(host)};
    return {};
}

} // namespace

std::vector<std::string> withoutLinkFlags(const std::vector<std::string> &flags)
{
    const auto linksOnly = [](std::string_view option) {
        static constexpr std::string_view names[] = {
            "link-arg",      "link-args",      "linker",         "linker-flavor", "link-self-contained",
            "panic",         "link-dead-code", "rpath",          "strip",         "lto",
            "embed-bitcode", "incremental",    "extra-filename", "metadata"};
        const auto name = option.substr(0, option.find('='));
        return std::ranges::contains(names, name);
    };
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const std::string &flag = flags[i];
        if (flag == "-C" || flag == "--codegen") {
            if (i + 1 < flags.size() && linksOnly(flags[i + 1])) {
                ++i;
                continue;
            }
        } else if ((flag.starts_with("-C") && linksOnly(std::string_view(flag).substr(2))) ||
                   (flag.starts_with("--codegen=") && linksOnly(std::string_view(flag).substr(10)))) {
            continue;
        } else if (flag == "--sysroot" || flag == "-L" || flag == "-l") {
            ++i;
            continue;
        } else if (flag.starts_with("--sysroot=") || flag.starts_with("-L") || flag.starts_with("-l")) {
            continue;
        }
        kept.push_back(flag);
    }
    return kept;
}

Result<SysrootInput> readInput(SysrootRequest request, const CancelToken &cancel)
{
    SysrootInput input;
    input.request = std::move(request);
    if (input.request.toolchain.broken)
        return fail(*input.request.toolchain.broken);
    CY_TRY(input.config, cargo::Config::load({.directory = input.request.project,
                                              .environment = wholeEnvironment(),
                                              .arguments = input.request.configArguments}));
    input.packageManifest = findPackageManifest(input.request);
    if (input.packageManifest) {
        CY_TRY(const fs::path root, cargo::findWorkspaceRoot(*input.packageManifest));
        CY_TRY(auto file, cargo::readManifestFile(root));
        input.workspace = cargo::Workspace{root.parent_path(), std::move(file), {}, 1, {}};
    }
    CY_CHECK(readTarget(input, cancel));
    if (!input.request.crates) {
        const fs::path base =
            input.packageManifest ? input.packageManifest->parent_path() : absolutePath(input.request.project);
        const auto file = input.request.xargoManifest ? input.request.xargoManifest : findXargoManifest(base);
        if (file) {
            const fs::path whole = absolutePath(*file);
            CY_TRY(input.xargo, input.request.xargoText
                                    ? parseXargoManifest(*input.request.xargoText, whole, input.targetFacts)
                                    : readXargoManifest(whole, input.targetFacts));
            for (const auto &remark : input.xargo->remarks)
                input.remarks.push_back(describe(remark.place) + ": " + remark.text);
        }
    }
    CY_TRY(const rust::RustSource source, findSource(input.request));
    CY_TRY(input.library, openLibrary(source));
    if (source.lockFile) {
        CY_TRY(input.lock, cargo::readLockfile(*source.lockFile));
    }
    CY_TRY(input.crateDirs, findCrateDirs(input));
    CY_TRY(input.profiles, readProfiles(input));
    return input;
}

} // namespace crossyard::sysroot
