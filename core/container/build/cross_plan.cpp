// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/cross_plan.h"

#include "base/digest.h"
#include "base/environment.h"
#include "base/files.h"
#include "base/strings.h"
#include "cargo/config_tables.h"
#include "cargo/workspace.h"
#include "container/build/protection.h"
#include "container/engine/engine_probe.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

// What compiles in the container. Nothing else is ever built on this machine in its place.
Result<void> checkWords(const cargo::CargoInvocation &invocation)
{
    static constexpr std::array known{"bench",   "build", "check", "clippy",  "doc",
                                      "package", "run",   "rustc", "rustdoc", "test"};
    const auto &name = invocation.subcommand;
    if (invocation.kind == cargo::CargoInvocation::Kind::Builtin && std::ranges::contains(known, name))
        return {};
    if (invocation.kind == cargo::CargoInvocation::Kind::None)
        return fail(Error{ErrorCode::Usage, "no cargo command is named"}.withHint(
            "as in: crossyard cross build --target TARGET"));
    if (name == "publish" || name == "install" || name == "fix")
        return fail(Error{
            ErrorCode::Unsupported,
            std::format(
                "`{}` wants what a container does not get: credentials, or to write outside of the target directory",
                name)}
                        .withHint(std::format("run it on this machine: crossyard cargo {}", name)));
    return fail(Error{ErrorCode::Unsupported,
                      std::format("`{}` is no command that cargo itself has: the image has no program for it", name)}
                    .withHint(std::format("in a container run {}", join({known.begin(), known.end()}, ", "))));
}

// Without "--target X" and "--target-dir X", which are given in another way.
std::vector<std::string> withoutPlaces(const std::vector<std::string> &words)
{
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--target" || words[i] == "--target-dir")
            ++i;
        else if (!words[i].starts_with("--target=") && !words[i].starts_with("--target-dir="))
            kept.push_back(words[i]);
    }
    return kept;
}

// The words of a runner as cargo takes them; none where its files have none.
std::vector<std::string> wordsIn(const cargo::ConfigValue *written)
{
    std::vector<std::string> words;
    if (written && written->string()) {
        words = splitWhitespace(*written->string());
    } else if (written && written->list()) {
        for (const auto &item : *written->list())
            words.push_back(item.string() ? *item.string() : std::string());
    }
    return words;
}

class Planner {
public:
    Planner(CrossRequest request, const CancelToken &cancel) : m_cancel(cancel) { m_plan.request = std::move(request); }

    Result<CrossPlan> make()
    {
        CY_CHECK(readWords());
        CY_CHECK(readConfig());
        CY_CHECK(findProject());
        CY_CHECK(chooseEngineAndImage());
        CY_CHECK(chooseLibrary());
        findFetch();
        CY_CHECK(findRunner());
        // What the engine cannot be told is said now, not after an image was made.
        CY_CHECK(runCommand(containerPlan(m_plan, foreseen(m_plan))));
        return std::move(m_plan);
    }

private:
    CrossRequest &request() { return m_plan.request; }
    const cargo::CargoInvocation &invocation() const { return m_plan.call.invocation; }
    const CrossSettings &settings() const { return m_plan.report.settings; }

    void tell(Severity severity, std::string id, std::string message, std::string hint)
    {
        m_plan.findings.push_back({severity, std::move(id), std::move(message), {}, std::move(hint)});
    }

    Result<void> readWords()
    {
        CY_TRY(m_plan.call, cargo::understandCall(request().words, request().directory, request().environment));
        CY_CHECK(checkWords(invocation()));
        if (invocation().targets.size() > 1)
            return fail(
                Error{ErrorCode::Unsupported, "several targets are named: each has an image of its own"}.withHint(
                    "build one after the other"));
        if (request().debugPort && !invocation().runsProgram)
            return fail(Error{ErrorCode::Usage, std::format("`{}` runs no program that could wait for a debugger",
                                                            invocation().subcommand)}
                            .withHint("with --debug go run, test and bench"));
        const auto asked = invocation().toolchain ? invocation().toolchain : request().toolchain;
        CY_TRY(m_plan.toolchain,
               rust::selectToolchain({.asked = asked, .project = m_plan.call.config.directory()}, m_cancel));
        return {};
    }

    fs::path packageDirectory() const
    {
        const auto &manifest = invocation().manifestPath;
        return manifest ? resolvePath(m_plan.call.config.directory(), *manifest).parent_path()
                        : m_plan.call.config.directory();
    }

    // The target as the words, the variables or the files name it; the last word has cargo's own configuration.
    Result<void> readConfig()
    {
        const auto lookup = lookupIn(request().environment);
        LoadRequest load{.directory = packageDirectory(), .environment = lookup, .dialect = request().dialect};
        CY_TRY(load.knownTargets, rust::builtinTargets(m_plan.toolchain.compiler, m_cancel));
        CY_TRY(m_build, cargo::buildConfig(m_plan.call.config));
        ResolveRequest resolve{.environment = lookup, .host = m_plan.toolchain.compiler.host};
        if (!invocation().targets.empty())
            resolve.target = invocation().targets.front();
        else if (!m_build.targets.empty())
            resolve.host = m_build.targets.front();
        CY_TRY(m_plan.report, reportCross(load, resolve, request().environment));
        for (const auto &finding : m_plan.report.findings()) {
            if (finding.severity == Severity::Error)
                return fail(asError(finding));
        }
        CY_TRY(m_plan.target,
               rust::findTarget(m_plan.toolchain.compiler, settings().target.value, m_plan.call.config.directory()));
        CY_TRY(m_plan.info, rust::targetInfo(m_plan.toolchain.compiler, m_plan.target, m_cancel));
        return {};
    }

    static Error asError(const Finding &finding)
    {
        Error error{ErrorCode::BadInput, finding.message};
        error.hint = finding.hint;
        if (finding.origin.kind == Origin::Kind::File)
            error.place = finding.origin.place;
        else if (!finding.origin.name.empty())
            error.context.push_back("reading " + describe(finding.origin));
        return error;
    }

    Result<void> findProject()
    {
        const auto home = lookupIn(request().environment)("HOME").transform(
            [](const std::string &path) { return fs::path(fromUtf8(path)); });
        CY_TRY(m_plan.packages, findPackages(m_plan.report.loaded.workspaceRoot, m_plan.call.config, home));
        auto &places = m_plan.places;
        places.root = m_plan.packages.root;
        places.directory = m_plan.call.config.directory();
        places.target = invocation().targetDir ? resolvePath(m_plan.call.config.directory(), *invocation().targetDir)
                                               : m_build.targetDir.value_or(places.root / "target");
        CY_TRY(m_plan.config, containerConfig(m_plan.call.config, places.root));
        CY_TRY(const auto written, writtenProtection(places.root / "Cargo.toml"));
        m_plan.protection = request().protection.value_or(written.value_or(Protection::Strict));
        if (m_plan.protection == Protection::Guarded)
            places.writes = writesOf(request().store, places.root);
        m_plan.words = wordsFor(m_plan.target.argument());
        return {};
    }

    // The command with its one target. Where it is given in a directory that the container does not see, paths are made
    // whole.
    std::vector<std::string> wordsFor(const std::string &target)
    {
        cargo::CargoInvocation words = invocation();
        words.globalWords = withoutPlaces(words.globalWords);
        words.words = withoutPlaces(words.words);
        words.words.insert(words.words.begin(), {"--target", target});
        if (!isBelow(m_plan.places.directory, m_plan.places.root)) {
            m_plan.places.directory = m_plan.places.root;
            makeManifestWhole(words.words);
        }
        return words.cargoWords();
    }

    void makeManifestWhole(std::vector<std::string> &words) const
    {
        const fs::path whole = packageDirectory() / invocation().manifestPath.value_or("Cargo.toml").filename();
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] == "--manifest-path" && i + 1 < words.size())
                words[i + 1] = toUtf8(whole);
            else if (words[i].starts_with("--manifest-path="))
                words[i] = "--manifest-path=" + toUtf8(whole);
        }
    }

    Result<void> chooseEngineAndImage()
    {
        CY_TRY(m_plan.engine, engineOf(m_plan, m_cancel));
        if (request().debugPort)
            CY_CHECK(checkSockets(m_plan.engine));
        CY_TRY(m_plan.image, planImage(imageRequest(m_plan), m_plan.engine, m_cancel));
        if (m_plan.protection == Protection::Guarded && m_plan.engine.kind != EngineKind::Podman)
            return fail(Error{ErrorCode::Unsupported, std::format("{} cannot catch what is written to the project",
                                                                  engineName(m_plan.engine.kind))}
                            .withHint("take podman, or another protection: --protection strict"));
        if (m_plan.protection != Protection::Strict && m_plan.engine.remote)
            return fail(Error{ErrorCode::Unsupported, std::format("what a build on another machine writes to the "
                                                                  "project does not come back: it cannot be {}",
                                                                  protectionName(m_plan.protection))}
                            .withHint("take another protection: --protection strict"));
        return {};
    }

    Result<void> chooseLibrary()
    {
        const bool wantsBuildStd = settings().buildStd.value.enabled || settings().xargo.value;
        StdRequest wanted{.toolchain = &m_plan.toolchain,
                          .target = m_plan.target,
                          .store = request().store,
                          .asked = request().standardLibrary,
                          .offline = isOffline(),
                          .project = packageDirectory()};
        wanted.buildStd = wantsBuildStd && m_plan.toolchain.compiler.allowsUnstable();
        if (wantsBuildStd && !wanted.buildStd && !wanted.asked) {
            wanted.asked = StdChoice::Kind::Sysroot;
            tell(Severity::Note, "own-library",
                 "the configuration wants a library of its own, which this cargo cannot build: Crossyard does", "");
        }
        CY_TRY(m_plan.standardLibrary, chooseStd(wanted, m_cancel));
        if (m_plan.standardLibrary.kind == StdChoice::Kind::BuildStd)
            addBuildStd();
        CY_TRY(m_plan.tools, planToolchain(bundleRequest(m_plan, m_plan.standardLibrary), m_cancel));
        return {};
    }

    void addBuildStd()
    {
        const auto &crates = settings().buildStd.value.crates;
        const std::string word = crates.empty() ? "-Zbuild-std" : "-Zbuild-std=" + join(crates, ",");
        m_plan.words.insert(std::ranges::find(m_plan.words, "--target"), word);
    }

    bool isOffline() const
    {
        const auto configured = cargo::offline(m_plan.call.config);
        return invocation().offline || invocation().frozen || configured.value_or(false);
    }

    // cargo fetch on this machine, where credentials are; nothing where files say that it was done.
    void findFetch()
    {
        if (!request().complete && m_plan.packages.hasLock && fetched(request().store, fetchKey(m_plan)))
            return;
        process::Command command{.program = m_plan.toolchain.cargo.value_or("cargo"),
                                 .directory = m_plan.call.config.directory()};
        command.arguments = {"fetch", "--manifest-path", toUtf8(m_plan.places.root / "Cargo.toml")};
        if (!m_plan.target.custom())
            command.arguments.insert(command.arguments.end(),
                                     {"--target", m_plan.target.name, "--target", m_plan.toolchain.compiler.host});
        for (const auto &[given, word] : {std::pair{invocation().locked, "--locked"},
                                          {invocation().frozen, "--frozen"},
                                          {invocation().offline, "--offline"}}) {
            if (given)
                command.arguments.push_back(word);
        }
        for (const auto &argument : invocation().configArguments)
            command.arguments.insert(command.arguments.end(), {"--config", argument});
        command.environment["RUSTC"] = toUtf8(m_plan.toolchain.compiler.rustc);
        if (m_plan.toolchain.origin == rust::Origin::Rustup)
            command.environment["RUSTUP_TOOLCHAIN"] = m_plan.toolchain.name;
        m_plan.fetch = std::move(command);
    }

    Result<void> findRunner()
    {
        CY_TRY(auto choice, chooseRunner(runnerRequest(m_plan)));
        m_plan.runner = std::move(choice.runner);
        m_plan.debug = std::move(choice.debug);
        for (auto &finding : choice.findings)
            m_plan.findings.push_back(std::move(finding));
        return {};
    }

    const CancelToken &m_cancel;
    cargo::BuildConfig m_build;
    CrossPlan m_plan;
};

} // namespace

std::string_view protectionName(Protection protection)
{
    switch (protection) {
    case Protection::Strict:
        return "strict";
    case Protection::Guarded:
        return "guarded";
    case Protection::Legacy:
        return "legacy";
    }
    return "";
}

Result<Protection> parseProtection(std::string_view name)
{
    for (const auto one : {Protection::Strict, Protection::Guarded, Protection::Legacy}) {
        if (name == protectionName(one))
            return one;
    }
    return fail(Error{ErrorCode::Usage, std::format("there is no protection `{}`", name)}.withHint(
        "it is strict, guarded or legacy"));
}

Result<Engine> engineOf(const CrossPlan &plan, const CancelToken &cancel)
{
    const auto &request = plan.request;
    CY_TRY(auto engine, chooseEngine({.store = request.store,
                                      .environment = lookupIn(request.environment),
                                      .engine = request.engine ? request.engine : plan.report.engine.engine.value,
                                      .url = request.url,
                                      .anew = request.anew},
                                     cancel));
    // CROSS_REMOTE: volumes, though the engine may see our files.
    engine.remote = engine.remote || plan.report.engine.remote.value;
    const auto &buildkit = plan.report.engine.buildkit;
    engine.buildkit = engine.buildkit && (buildkit.isDefault() || buildkit.value);
    return engine;
}

BundleRequest bundleRequest(const CrossPlan &plan, const StdChoice &library)
{
    BundleRequest request{.toolchain = &plan.toolchain, .store = plan.request.store};
    if (library.directory)
        request.libraries[plan.target.name] = *library.directory;
    for (const auto &release : debianReleases()) {
        if (plan.image.recipe && plan.image.recipe->release == release.name)
            request.imageGlibc = release.glibc;
    }
    return request;
}

RunnerRequest runnerRequest(const CrossPlan &plan)
{
    RunnerRequest request{.asked = plan.request.runner.value_or(plan.report.settings.runner.value.value_or("")),
                          .recipe = plan.image.recipe ? &*plan.image.recipe : nullptr,
                          .debugPort = plan.request.debugPort};
    if (const auto own = plan.call.config.find({"target", plan.target.name, "runner"}); own && plan.info.os == "none")
        request.project = wordsIn(*own);
    return request;
}

bool canDebug(const CrossPlan &plan)
{
    auto request = runnerRequest(plan);
    request.debugPort = usualDebugPort;
    return checkSockets(plan.engine) && chooseRunner(request);
}

ImageRequest imageRequest(const CrossPlan &plan)
{
    ImageRequest request{.settings = &plan.report.settings,
                         .workspaceRoot = plan.report.loaded.workspaceRoot,
                         .targetDirectory = plan.places.target,
                         .store = plan.request.store,
                         .complete = plan.request.complete,
                         .buildOptions = plan.report.engine.buildOptions.value};
    if (plan.target.custom())
        request.llvmTarget = plan.info.llvmTarget;
    if (plan.request.release)
        request.release = *plan.request.release;
    return request;
}

Result<CrossPlan> planCross(CrossRequest request, const CancelToken &cancel)
{
    return Planner(std::move(request), cancel).make();
}

} // namespace crossyard::container
