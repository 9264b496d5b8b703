// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot_options.h"

#include "base/strings.h"
#include "cargo/config_tables.h"

#include <format>

namespace crossyard::cli {

namespace {

Result<std::vector<std::string>> targetsOf(const QCommandLineParser &parser, const fs::path &project)
{
    auto targets = wordList(parser, "target");
    if (!targets.empty())
        return targets;
    CY_TRY(const auto config,
           cargo::Config::load(
               {.directory = project, .environment = wholeEnvironment(), .arguments = options(parser, "config")}));
    CY_TRY(const auto build, cargo::buildConfig(config));
    if (build.targets.empty())
        return fail(Error{ErrorCode::Usage, "no target is named"}.withHint(
            "give --target TRIPLE, or set build.target in .cargo/config.toml; `crossyard targets` lists them"));
    return build.targets;
}

} // namespace

void addSysrootOptions(QCommandLineParser &parser)
{
    addOption(parser, "target",
              "Triple, custom target or spec file; may be repeated. Default: build.target of the configuration.", "T");
    addOption(parser, "toolchain", "Name of a toolchain, or path of a rustc.", "X");
    addOption(parser, "project", "Directory of the project. Default: the current one.", "DIR");
    addOption(parser, "manifest-path", "The project's Cargo.toml.", "FILE");
    addOption(parser, "crates", "Crates as -Zbuild-std takes them (core,alloc); no Xargo.toml is read then.", "LIST");
    addOption(parser, "std-features",
              "Features of the library; with --crates. Default: panic-unwind,backtrace,default.", "LIST");
    addOption(parser, "xargo", "The Xargo.toml. Default: the first one upward from the project.", "FILE");
    addOption(parser, "profile", "Profile of the project that the crates are compiled with. Default: release.", "P");
    addOption(parser, "panic", "immediate-abort: a sysroot whose panics end the program on the spot.", "KIND");
    addOption(parser, "rust-src", "The standard library's source. Default: XARGO_RUST_SRC, then the toolchain's.",
              "DIR");
    addOption(parser, "vendor", "Directory of crates' sources; may be repeated.", "DIR");
    addOption(parser, "config", "A cargo configuration value or file; may be repeated.", "KEY=VALUE");
    addOption(parser, "jobs", "How many threads at once. Default: as many as there are processors.", "N");
}

Result<std::vector<sysroot::SysrootRequest>> sysrootRequests(const QCommandLineParser &parser)
{
    sysroot::SysrootRequest request;
    request.project = absolutePath(fromUtf8(option(parser, "project").value_or(".")));
    std::error_code ignored;
    if (!fs::is_directory(request.project, ignored))
        return fail(ErrorCode::Usage, std::format("--project {}: no such directory", toUtf8(request.project)));
    const fs::path here = fs::current_path();
    const auto path = [&](const char *name) -> std::optional<fs::path> {
        const auto value = option(parser, name);
        return value ? std::optional(resolvePath(here, fromUtf8(*value))) : std::nullopt;
    };
    request.manifestPath = path("manifest-path");
    request.rustSource = path("rust-src");
    request.xargoManifest = path("xargo");
    for (const auto &dir : options(parser, "vendor"))
        request.vendorDirs.push_back(resolvePath(here, fromUtf8(dir)));
    if (parser.isSet(QStringLiteral("crates")))
        request.crates = wordList(parser, "crates");
    if (parser.isSet(QStringLiteral("std-features")))
        request.stdFeatures = wordList(parser, "std-features");
    if (request.stdFeatures && !request.crates)
        return fail(Error{ErrorCode::Usage, "--std-features needs --crates"}.withHint(
            "in an Xargo.toml, features stand with the crate: [dependencies.std] features = [..]"));
    if (request.crates && request.xargoManifest)
        return fail(ErrorCode::Usage, "--crates and --xargo exclude each other");
    request.profile = option(parser, "profile").value_or("release");
    if (const auto panic = option(parser, "panic")) {
        if (*panic != "immediate-abort")
            return fail(
                Error{ErrorCode::Usage, std::format("--panic {}: only immediate-abort is a sysroot of its own", *panic)}
                    .withHint(
                        "unwind and abort both work with the ordinary sysroot: set `panic` in the project's profile"));
        request.immediateAbort = true;
    }
    CY_TRY(request.jobs, jobsOption(parser));
    request.configArguments = options(parser, "config");
    CY_TRY(const auto targets, targetsOf(parser, request.project));
    CY_TRY(request.toolchain,
           rust::selectToolchain({.asked = option(parser, "toolchain"), .project = request.project}, terminalCancel()));
    std::vector<sysroot::SysrootRequest> requests;
    for (const auto &target : targets) {
        // A spec file is named from where the user stands.
        request.target = target.ends_with(".json") ? toUtf8(resolvePath(here, fromUtf8(target))) : target;
        requests.push_back(request);
    }
    return requests;
}

} // namespace crossyard::cli
