// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_options.h"

#include "base/strings.h"

#include <charconv>
#include <format>

namespace crossyard::cli {

using bootstrap::BootstrapRequest;

namespace {

std::vector<std::string> listOf(const std::vector<std::string> &values)
{
    std::vector<std::string> all;
    for (const auto &value : values) {
        for (const auto &part : split(value, ',')) {
            for (const auto &word : splitWhitespace(part))
                all.push_back(word);
        }
    }
    return all;
}

// A compiler that is named by its path is asked, and nothing else: to choose among toolchains, each is asked for the
// version of its cargo as well.
Result<rust::Toolchain> toolchainOf(const std::optional<std::string> &asked, const fs::path &project)
{
    const fs::path file = asked ? resolvePath(fs::current_path(), fromUtf8(*asked)) : fs::path();
    std::error_code ignored;
    if (!asked || !asked->contains('/') || !fs::is_regular_file(file, ignored))
        return rust::selectToolchain({.asked = asked, .project = project}, terminalCancel());
    rust::Toolchain toolchain;
    CY_TRY(toolchain.compiler, rust::probeCompiler(file, terminalCancel()));
    toolchain.name = toUtf8(file);
    toolchain.directory = file.parent_path().parent_path();
    return toolchain;
}

} // namespace

void addBootstrapOptions(QCommandLineParser &parser)
{
    addOption(parser, "vendor",
              "Directory of crates' sources (made by `cargo vendor`, or a distribution's registry); may be repeated.",
              "DIR");
    addOption(parser, "patchdir",
              "Directory of patches: DIR/CRATE[-VERSION]/*.patch are applied to copies of the crates.", "DIR");
    addOption(parser, "locked", "Take nothing but what Cargo.lock names.");
    addOption(parser, "bin", "This program alone; may be repeated. Default: the library and all programs.", "NAME");
    addOption(parser, "lib", "The library.");
    addOption(parser, "target", "Triple or spec file of what the result runs on. Default: build.target, or the host.",
              "T");
    addOption(parser, "host", "What build scripts run on. It is the compiler's host; another one is an error.", "T");
    addOption(parser, "features", "Features of the package; may be repeated.", "LIST");
    addOption(parser, "all-features", "All features of the package.");
    addOption(parser, "no-default-features", "Without the feature `default`.");
    addOption(parser, "profile", "Profile to compile with. Default: release.", "P");
    addOption(parser, "release", "The same as --profile release.");
    addOption(parser, "target-dir", "Where the result goes. Default: that of cargo.", "DIR");
    addOption(parser, "toolchain", "Name of a toolchain, or path of a rustc.", "X");
    addOption(parser, "config", "A cargo configuration value or file; may be repeated.", "KEY=VALUE");
    addOption(parser, "jobs", "How many threads at once. Default: as many as there are processors.", "N");
    addOption(parser, "keep-going", "After a failure, build all that does not need what failed.");
    addOption(parser, "verify",
              "Run the result. A cargo builds a project and then itself with it; anything else is built once more, in "
              "another directory, and compared.");
    addOption(parser, "emit-script",
              "Write a POSIX sh script (*.ninja: a ninja file) that builds the same without Crossyard, and do nothing.",
              "FILE");
    addOption(parser, "record-scripts", "After the build, write down what its build scripts said.", "DIR");
    addOption(parser, "replay-scripts", "Take what was so written down; those build scripts are not run.", "DIR");
    addOption(parser, "wrapper", "Run PROGRAM with the compiler and its arguments, as RUSTC_WRAPPER does; empty: none.",
              "PROGRAM");
    addOption(parser, "no-native-check", "Build though a library of the system was not found.");
    addOption(parser, "dry-run", "Show what would be done, and do nothing.");
    addOption(parser, "unit-graph", "Print the units in the form of `cargo build --unit-graph`, and do nothing.");
    addOption(parser, "json", "One JSON object a line.");
    addOption(parser, "verbose", "Say more: each command, and why each unit is built.");
}

Result<BootstrapRequest> bootstrapRequest(const QCommandLineParser &parser)
{
    BootstrapRequest request;
    const fs::path here = fs::current_path();
    const auto given = parser.positionalArguments();
    if (given.size() > 1)
        return fail(ErrorCode::Usage, "one directory can be named");
    request.package = given.isEmpty() ? here : resolvePath(here, fromUtf8(toStd(given.front())));
    for (const auto &dir : options(parser, "vendor"))
        request.vendorDirs.push_back(resolvePath(here, fromUtf8(dir)));
    if (const auto dir = option(parser, "patchdir"))
        request.patchDir = resolvePath(here, fromUtf8(*dir));
    request.locked = parser.isSet(QStringLiteral("locked"));
    request.bins = options(parser, "bin");
    request.lib = parser.isSet(QStringLiteral("lib"));
    request.target = option(parser, "target");
    if (request.target && request.target->ends_with(".json"))
        request.target = toUtf8(resolvePath(here, fromUtf8(*request.target)));
    request.host = option(parser, "host");
    request.features = listOf(options(parser, "features"));
    request.allFeatures = parser.isSet(QStringLiteral("all-features"));
    request.defaultFeatures = !parser.isSet(QStringLiteral("no-default-features"));
    request.profile = option(parser, "profile").value_or("release");
    if (parser.isSet(QStringLiteral("release")) && request.profile != "release")
        return fail(ErrorCode::Usage, "--release and --profile exclude each other");
    if (const auto dir = option(parser, "target-dir"))
        request.targetDir = resolvePath(here, fromUtf8(*dir));
    if (const auto jobs = option(parser, "jobs")) {
        const auto [end, error] = std::from_chars(jobs->data(), jobs->data() + jobs->size(), request.jobs);
        if (error != std::errc() || end != jobs->data() + jobs->size() || request.jobs < 1)
            return fail(ErrorCode::Usage, std::format("--jobs {}: not a positive number", *jobs));
    }
    request.nativeCheck = !parser.isSet(QStringLiteral("no-native-check"));
    request.keepGoing = parser.isSet(QStringLiteral("keep-going"));
    if (const auto dir = option(parser, "record-scripts"))
        request.recordScripts = resolvePath(here, fromUtf8(*dir));
    if (const auto dir = option(parser, "replay-scripts"))
        request.replayScripts = resolvePath(here, fromUtf8(*dir));
    request.wrapper = option(parser, "wrapper");
    request.configArguments = options(parser, "config");
    std::error_code ignored;
    const fs::path project =
        fs::is_directory(request.package, ignored) ? request.package : request.package.parent_path();
    CY_TRY(request.toolchain, toolchainOf(option(parser, "toolchain"), project));
    return request;
}

} // namespace crossyard::cli
