// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_options.h"

#include "base/strings.h"
#include "bootstrap/package_source.h"

#include <format>

namespace crossyard::cli {

using bootstrap::BootstrapRequest;

namespace {

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

// DIR: a directory here, an archive, or a repository; the latter two become directories in our cache.
Result<void> readPackage(const QCommandLineParser &parser, const fs::path &here, BootstrapRequest &request)
{
    std::vector<std::string> named = options(parser, "cargo-root");
    for (const auto &word : parser.positionalArguments())
        named.push_back(toStd(word));
    if (named.size() > 1)
        return fail(ErrorCode::Usage, "one directory can be named");
    const std::string source = named.empty() ? toUtf8(here) : named.front();
    const auto kind = bootstrap::sourceKind(source);
    const bool mayClone = !parser.isSet(QStringLiteral("no-clone")) && !parser.isSet(QStringLiteral("no-git"));
    if (kind == bootstrap::SourceKind::Repository && !mayClone)
        return fail(ErrorCode::Usage, std::format("{} would have to be cloned, and --no-clone forbids it", source));
    if (!mayClone)
        say("note: a directory is never cloned into; --no-clone and --no-git change nothing here");
    if (parser.isSet(QStringLiteral("no-clean")))
        say("note: nothing that was built is deleted in any case; --no-clean changes nothing");
    if (kind == bootstrap::SourceKind::Directory) {
        request.package = resolvePath(here, fromUtf8(source));
        return {};
    }
    CY_TRY(auto access, bootstrap::accessFrom(here, options(parser, "config"), storeDirectory(), terminalCancel()));
    access.offline = access.offline || parser.isSet(QStringLiteral("offline"));
    if (kind == bootstrap::SourceKind::Repository)
        say(std::format("Fetching {}", source));
    CY_TRY(request.package, bootstrap::packageDirectory(source, here, access));
    // Our cache is no place for results.
    std::error_code ignored;
    if (fs::is_directory(request.package, ignored) && request.package != resolvePath(here, fromUtf8(source)))
        request.targetDir = here / "target";
    return {};
}

// Where the crates come from, and which.
Result<void> readCrates(const QCommandLineParser &parser, const fs::path &here, BootstrapRequest &request)
{
    request.crateIndex = option(parser, "crate-index");
    if (request.crateIndex && !request.crateIndex->contains("://"))
        request.crateIndex = toUtf8(resolvePath(here, fromUtf8(*request.crateIndex)));
    if (const auto dir = option(parser, "crate-cache"))
        request.crateCache = resolvePath(here, fromUtf8(*dir));
    if (const auto file = option(parser, "urls-file"))
        request.urlsFile = resolvePath(here, fromUtf8(*file));
    request.offline = parser.isSet(QStringLiteral("offline"));
    request.useDownloads = !parser.isSet(QStringLiteral("no-download"));
    request.blacklist = wordList(parser, "blacklist");
    request.includeOptional = wordList(parser, "include-optional");
    request.locked = parser.isSet(QStringLiteral("locked"));
    if (parser.isSet(QStringLiteral("download")) && (request.offline || !request.useDownloads))
        return fail(ErrorCode::Usage, "--download fetches, and --offline or --no-download forbids it");
    request.writeLock = parser.isSet(QStringLiteral("write-lock"));
    if (!request.writeLock)
        return {};
    if (request.locked)
        return fail(ErrorCode::Usage, "--write-lock and --locked exclude each other");
    if (!request.blacklist.empty() || !request.includeOptional.empty())
        return fail(ErrorCode::Usage, "with --blacklist or --include-optional the lock would not be one for cargo: "
                                      "--write-lock and they exclude each other");
    return {};
}

} // namespace

void addBootstrapOptions(QCommandLineParser &parser)
{
    addOption(parser, "vendor",
              "Directory of crates' sources (made by `cargo vendor`, or a distribution's registry); may be repeated.",
              "DIR");
    addOption(parser, "patchdir",
              "Directory of patches: DIR/CRATE[-VERSION]/*.patch are applied to copies of the crates.", "DIR");
    addOption(parser, "crate-index",
              "What stands for crates.io: a directory (a clone of an index, a local registry), the address of a git "
              "repository, or sparse+URL. Default: that of the configuration.",
              "X");
    addOption(parser, "crate-cache", "Directory of .crate files; they are taken from there, and put there.", "DIR");
    addOption(parser, "offline", "Fetch nothing; as net.offline of the configuration.");
    addOption(parser, "no-download", "The same as --offline.");
    addOption(parser, "download", "Choose and fetch the crates, and do no more.");
    addOption(parser, "urls-file", "Add a line to this file for each archive that is fetched: where it came from.",
              "FILE");
    addOption(parser, "blacklist", "Names of crates that nobody depends on, whatever the manifests say.", "\"A B\"");
    addOption(parser, "include-optional", "Names of optional dependencies that are in, wherever they occur.",
              "\"A B\"");
    addOption(parser, "locked", "Take nothing but what Cargo.lock names.");
    addOption(parser, "write-lock",
              "Write the Cargo.lock that `cargo generate-lockfile` would write, where there is none or it is out of "
              "date.");
    addOption(parser, "cargo-root", "The same as DIR.", "DIR");
    addOption(parser, "no-clone", "DIR must be here: the address of a repository is an error.");
    addOption(parser, "no-git", "The same as --no-clone.");
    addOption(parser, "no-clean", "Changes nothing: nothing that was built is ever deleted.");
    addOption(parser, "graph", "Write who depends on whom for Graphviz: deps.dot in the target directory.");
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
    CY_CHECK(readPackage(parser, here, request));
    CY_CHECK(readCrates(parser, here, request));
    for (const auto &dir : options(parser, "vendor"))
        request.vendorDirs.push_back(resolvePath(here, fromUtf8(dir)));
    if (const auto dir = option(parser, "patchdir"))
        request.patchDir = resolvePath(here, fromUtf8(*dir));
    request.bins = options(parser, "bin");
    request.lib = parser.isSet(QStringLiteral("lib"));
    request.target = option(parser, "target");
    if (request.target && request.target->ends_with(".json"))
        request.target = toUtf8(resolvePath(here, fromUtf8(*request.target)));
    request.host = option(parser, "host");
    request.features = wordList(parser, "features");
    request.allFeatures = parser.isSet(QStringLiteral("all-features"));
    request.defaultFeatures = !parser.isSet(QStringLiteral("no-default-features"));
    request.profile = option(parser, "profile").value_or("release");
    if (parser.isSet(QStringLiteral("release")) && request.profile != "release")
        return fail(ErrorCode::Usage, "--release and --profile exclude each other");
    if (const auto dir = option(parser, "target-dir"))
        request.targetDir = resolvePath(here, fromUtf8(*dir));
    CY_TRY(request.jobs, jobsOption(parser));
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
