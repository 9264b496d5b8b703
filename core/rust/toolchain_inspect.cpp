// SPDX-License-Identifier: MIT OR Apache-2.0
// Finds out all about one toolchain. What was found is remembered together with every file and directory that it rests
// on: the compiler, its driver, its cargo, its rustlib with the directories of targets, and its source. A second
// inspection looks at those, and starts no process.
#include "base/strings.h"
#include "process/runner.h"
#include "rust/cache.h"
#include "rust/compiler_program.h"
#include "rust/toolchain_candidate.h"
#include "rust/toolchain_json.h"
#include "rust/toolchain_system.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

// A compiler that failed is asked again after this time, since the cause may lie in what we do not watch (a library
// that it needs). Only listings believe a remembered failure; whoever wants to use the compiler asks it anew.
constexpr std::chrono::minutes failureLifetime{10};

bool isDirectory(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

fs::path realPath(const fs::path &path)
{
    std::error_code error;
    auto real = fs::canonical(path, error);
    return error ? path : real;
}

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string cacheKey(const Candidate &candidate)
{
    return std::format("{} {}", originName(candidate.origin), toUtf8(candidate.rustc));
}

Toolchain skeleton(const Candidate &candidate)
{
    Toolchain toolchain;
    toolchain.name = candidate.name;
    toolchain.aliases = candidate.aliases;
    toolchain.origin = candidate.origin;
    toolchain.linked = candidate.linked;
    toolchain.provider = candidate.provider;
    toolchain.directory = candidate.directory;
    toolchain.compiler.rustc = candidate.rustc;
    return toolchain;
}

// Reasons that are seen without asking the program, told in the words of where it came from.
std::optional<Error> brokenPlace(const Candidate &candidate)
{
    std::error_code ignored;
    const bool rustup = candidate.origin == Origin::Rustup;
    const bool added = candidate.origin == Origin::Added || candidate.origin == Origin::LocalBuild;
    const auto forget = rustup  ? std::format("rustup toolchain uninstall {}", candidate.name)
                        : added ? std::format("crossyard toolchains remove {}", candidate.name)
                                : std::string();
    if (fs::is_symlink(candidate.directory, ignored) && !fs::exists(candidate.directory, ignored))
        return Error{ErrorCode::NotFound,
                     std::format("{} is a link to {}, which does not exist", toUtf8(candidate.directory),
                                 toUtf8(fs::read_symlink(candidate.directory, ignored)))}
            .withHint(forget.empty() ? "" : "put it back there, or forget it: " + forget);
    auto error = whyNotRunnable(candidate.rustc);
    if (error && rustup)
        error->hint = candidate.linked ? "build it, or forget it: " + forget
                                       : std::format("rustup toolchain uninstall {0} && rustup toolchain install {0}",
                                                     candidate.name);
    else if (error && added)
        error->hint = "put it back there, or forget it: " + forget;
    return error;
}

std::vector<std::string> componentsIn(const fs::path &rustlib)
{
    std::vector<std::string> components;
    std::error_code ignored;
    if (!fs::exists(rustlib / "components", ignored))
        return components;
    if (const auto content = readFile(rustlib / "components")) {
        for (const auto &line : split(*content, '\n')) {
            if (!trim(line).empty())
                components.emplace_back(trim(line));
        }
    }
    std::ranges::sort(components);
    return components;
}

bool holdsCore(const fs::path &lib)
{
    std::error_code error;
    for (fs::directory_iterator it(lib, error), end; !error && it != end; it.increment(error)) {
        const auto name = toUtf8(it->path().filename());
        if ((name.starts_with("libcore-") || name.starts_with("libstd-")) && name.ends_with(".rlib"))
            return true;
    }
    return false;
}

std::vector<std::string> targetsIn(const fs::path &rustlib, std::vector<Witness> &witnesses)
{
    std::vector<std::string> targets;
    std::error_code error;
    for (fs::directory_iterator it(rustlib, error), end; !error && it != end; it.increment(error)) {
        const auto name = toUtf8(it->path().filename());
        if (name == "src" || name == "etc" || !isDirectory(it->path()))
            continue;
        witnesses.push_back(witnessOf(it->path() / "lib"));
        if (holdsCore(it->path() / "lib"))
            targets.push_back(name);
    }
    std::ranges::sort(targets);
    return targets;
}

// The toolchain's own source; for a local build without a link to it, the checkout that it was built in.
std::optional<RustSource> sourceOf(const Candidate &candidate, const fs::path &sysroot, std::vector<Witness> &witnesses)
{
    const fs::path rust = sysroot / "lib" / "rustlib" / "src" / "rust";
    std::vector<fs::path> places{sysroot};
    if (candidate.origin == Origin::LocalBuild) // CHECKOUT/build/HOST/stage1
        places.push_back(realPath(candidate.directory).parent_path().parent_path().parent_path());
    for (const auto &path : {rust.parent_path(), rust, rust / "library", rust / "Cargo.lock",
                             rust / "library" / "Cargo.lock", rust / "library" / "core" / "src" / "lib.rs"})
        witnesses.push_back(witnessOf(path));
    for (const auto &place : places) {
        if (auto source = openSource(place)) {
            witnesses.push_back(witnessOf(source->library));
            witnesses.push_back(witnessOf(source->library / "core" / "src" / "lib.rs"));
            return std::move(*source);
        }
    }
    return std::nullopt;
}

std::vector<fs::path> cargoPlaces(const Candidate &candidate)
{
    std::vector<fs::path> places{programIn(candidate.rustc.parent_path(), "cargo")};
    if (const auto real = realPath(candidate.rustc); real != candidate.rustc)
        places.push_back(programIn(real.parent_path(), "cargo"));
    if (candidate.origin == Origin::LocalBuild) {
        const auto stage = realPath(candidate.directory);
        const auto host = stage.parent_path();
        for (const auto &tools : {toUtf8(stage.filename()) + "-tools-bin", std::string("stage2-tools-bin"),
                                  std::string("stage1-tools-bin"), std::string("stage0/bin")})
            places.push_back(programIn(host / fromUtf8(tools), "cargo"));
    }
    return places;
}

void findCargo(Toolchain &toolchain, const Candidate &candidate, std::vector<Witness> &witnesses,
               const CancelToken &cancel)
{
    for (const auto &place : cargoPlaces(candidate)) {
        witnesses.push_back(witnessOf(place));
        if (!isExecutable(place) || isRustupProxy(place))
            continue;
        // RUSTUP_TOOLCHAIN and its like mean nothing to a real cargo, but a config file in our directory might.
        const auto said =
            process::outputOf({.program = place, .arguments = {"--version"}, .directory = "/"}, {.cancel = cancel});
        const auto words = said ? splitWhitespace(*said) : std::vector<std::string>{}; // "cargo 1.96.0 (hash date)"
        if (words.size() < 2)
            continue;
        toolchain.cargo = place;
        toolchain.cargoVersion = words[1];
        return;
    }
}

// Directories that hold more than the toolchain: a toolchain's own has bin, lib and little else.
bool sharesDirectory(const fs::path &sysroot)
{
    return sysroot == "/usr" || sysroot == "/usr/local" || isDirectory(sysroot / "sbin") ||
           isDirectory(sysroot / "games");
}

std::uintmax_t measure(const Toolchain &toolchain)
{
    const auto &sysroot = toolchain.compiler.sysroot;
    if (!sharesDirectory(sysroot))
        return treeSize(realPath(sysroot));
    std::uintmax_t total = treeSize(realPath(sysroot / "lib" / "rustlib"));
    const fs::path bin = toolchain.compiler.rustc.parent_path();
    for (const char *name : {"rustc", "rustdoc", "cargo", "rustfmt", "cargo-fmt", "clippy-driver", "cargo-clippy",
                             "cargo-miri", "miri", "rust-analyzer", "rust-gdb", "rust-lldb"})
        total += treeSize(realPath(programIn(bin, name)));
    if (const auto driver = driverLibrary(realPath(toolchain.compiler.rustc), sysroot))
        total += treeSize(*driver);
    // Debian links lib/rustlib/src/rust to /usr/src/rustc-VERSION, which belongs to the toolchain as well.
    const fs::path source = sysroot / "lib" / "rustlib" / "src" / "rust";
    if (std::error_code ignored; fs::is_symlink(source, ignored) && isDirectory(source))
        total += treeSize(realPath(source));
    return total;
}

void keep(const Candidate &candidate, const Toolchain &toolchain, const std::vector<Witness> &witnesses)
{
    auto json = nlohmann::json::parse(toJson(toolchain).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (toolchain.broken)
        json["asked_at"] = secondsNow();
    remember("toolchain", cacheKey(candidate), witnesses, json);
}

std::optional<Toolchain> recallAny(const Candidate &candidate)
{
    const auto known = recall("toolchain", cacheKey(candidate));
    if (!known)
        return std::nullopt;
    Toolchain toolchain = skeleton(candidate);
    try {
        fillFromJson(toolchain, *known);
        if (toolchain.broken &&
            known->at("asked_at").get<std::int64_t>() + std::chrono::seconds(failureLifetime).count() < secondsNow())
            return std::nullopt;
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
    return toolchain;
}

} // namespace

std::optional<Toolchain> recallInspection(const Candidate &candidate, bool measured)
{
    if (auto broken = brokenPlace(candidate)) { // costs no process, so it is not worth remembering
        Toolchain toolchain = skeleton(candidate);
        toolchain.broken = std::move(*broken);
        return toolchain;
    }
    auto toolchain = recallAny(candidate);
    return toolchain && measured && !toolchain->broken && !toolchain->size ? std::nullopt : toolchain;
}

Toolchain inspect(const Candidate &candidate, bool measured, bool retryFailures, const CancelToken &cancel)
{
    if (auto known = recallInspection(candidate, measured); known && !(retryFailures && known->broken))
        return std::move(*known);
    Toolchain toolchain = skeleton(candidate);
    if (auto broken = brokenPlace(candidate)) {
        toolchain.broken = std::move(*broken);
        return toolchain;
    }
    const fs::path real = realPath(candidate.rustc);
    std::vector<Witness> witnesses{witnessOf(candidate.rustc), witnessOf(real)};
    auto compiler = probeCompiler(candidate.rustc, cancel);
    if (!compiler) {
        toolchain.broken = std::move(compiler).error();
        if (toolchain.broken->code != ErrorCode::Cancelled) {
            // A library that comes or goes changes the loader's cache, or the directory beside the program.
            witnesses.push_back(witnessOf("/etc/ld.so.cache"));
            witnesses.push_back(witnessOf(real.parent_path().parent_path() / "lib"));
            keep(candidate, toolchain, witnesses);
        }
        return toolchain;
    }
    toolchain.compiler = std::move(*compiler);
    const fs::path &sysroot = toolchain.compiler.sysroot;
    const fs::path rustlib = sysroot / "lib" / "rustlib";
    if (const auto driver = driverLibrary(real, sysroot))
        witnesses.push_back(witnessOf(*driver));
    witnesses.push_back(witnessOf(rustlib));
    witnesses.push_back(witnessOf(rustlib / "components"));
    toolchain.components = componentsIn(rustlib);
    toolchain.targets = targetsIn(rustlib, witnesses);
    toolchain.source = sourceOf(candidate, sysroot, witnesses);
    findCargo(toolchain, candidate, witnesses, cancel);
    if (candidate.origin == Origin::Distribution)
        toolchain.package = owningPackage(readOsRelease(), real);
    if (measured)
        toolchain.size = measure(toolchain);
    if (!cancel.cancelled())
        keep(candidate, toolchain, witnesses);
    return toolchain;
}

} // namespace crossyard::rust
