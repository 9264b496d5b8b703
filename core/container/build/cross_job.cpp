// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/cross_job.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "container/build/container_variables.h"
#include "container/engine/engine_trouble.h"
#include "container/engine/running.h"
#include "container/engine/told.h"
#include "container/engine/volumes.h"
#include "container/image/engine_image.h"
#include "sysroot/cargo_build.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

using activity::Event;

// The wrapper of cargo/custom_target_wrapper.h, as the image can run it.
constexpr const char *wrapperScript = R"(#!/bin/sh
# Opens the unstable switch for custom targets to the compilations for them, and to nothing else.
compiler=$1
shift
custom= previous=
IFS=$(printf '\037')
for word; do
    name=
    case $word in --target=*) name=${word#--target=} ;; esac
    [ "$previous" = --target ] && name=$word
    previous=$word
    for target in $CROSSYARD_CUSTOM_TARGETS; do
        [ "$name" = "$target" ] && custom=yes
    done
done
if [ -n "$custom" ]; then
    RUSTC_BOOTSTRAP=1
    export RUSTC_BOOTSTRAP
    exec "$compiler" "$@" -Zunstable-options -Zallow-features=
fi
exec "$compiler" "$@"
)";

Result<void> fetch(const CrossPlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    if (!plan.fetch)
        return {};
    const auto id = reporter.start("Fetching crates");
    auto done = runTold(*plan.fetch, reporter, id, cancel);
    reporter.finish(id, activity::outcomeOf(done));
    if (!done) {
        auto error = done.error();
        if (error.code == ErrorCode::ToolFailed)
            error.hint = plan.packages.hasLock
                             ? "what it needs is fetched on this machine; the container itself has no network"
                             : "there is no Cargo.lock yet; `cargo generate-lockfile` makes one";
        return fail(std::move(error));
    }
    // The lock may be new, or changed.
    noteFetched(plan.request.store, fetchKey(plan));
    return {};
}

// What the container sees of ours, by its content: nothing of a running build ever changes.
Result<fs::path> writeFiles(const CrossPlan &plan)
{
    const fs::path directory = filesOf(plan);
    std::error_code ignored;
    if (fs::exists(directory / "rustc-wrapper", ignored) && fs::exists(directory / "cargo" / "config.toml", ignored))
        return directory;
    // Places for what is mounted there, too.
    for (const char *part : {"cargo/registry", "cargo/git", "debug"})
        CY_CHECK(createDirectories(directory / part));
    if (plan.debug) {
        CY_CHECK(writeFile(directory / "debug-run", debugScript(*plan.debug)));
        CY_CHECK(makeExecutable(directory / "debug-run"));
    }
    CY_CHECK(writeFile(directory / "cargo" / "config.toml", plan.config.text));
    CY_CHECK(writeFile(directory / "rustc-wrapper", wrapperScript));
    CY_CHECK(makeExecutable(directory / "rustc-wrapper"));
    return directory;
}

// A library of our own: built before, and cargo told of it.
Result<void> buildLibrary(const CrossPlan &plan, CrossReady &ready, activity::Reporter &reporter,
                          const CancelToken &cancel)
{
    sysroot::CargoBuildRequest request{.words = plan.words,
                                       .directory = plan.places.directory,
                                       .environment = plan.request.environment,
                                       .store = plan.request.store,
                                       .wrapper = plan.request.crossyard,
                                       .toolchain = toUtf8(plan.toolchain.compiler.rustc)};
    CY_TRY(auto build, sysroot::prepareCargo(request, reporter, cancel));
    ready.facts.words = build.command.arguments;
    ready.facts.environment = build.command.environment;
    for (const auto &record : build.sysroots)
        ready.facts.sysroots.push_back(record.path);
    ready.locks = std::move(build.locks);
    return {};
}

// Fetches what is fetched. A package that cannot be had (a mirror that is being renewed, no network) is no reason to
// give up where there is the source.
Result<StdChoice> getLibrary(const CrossPlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    const auto &library = plan.standardLibrary;
    const bool fetches = library.kind == StdChoice::Kind::Package || library.kind == StdChoice::Kind::Rustup;
    if (library.ready || !fetches)
        return library;
    StdRequest request{.toolchain = &plan.toolchain, .target = plan.target, .store = plan.request.store};
    const auto done = fetchStd(library, request, reporter, cancel);
    if (done)
        return library;
    const auto code = done.error().code;
    if (code == ErrorCode::Cancelled || code == ErrorCode::Io || plan.request.standardLibrary)
        return fail(done.error());
    request.asked = StdChoice::Kind::Sysroot;
    auto own = chooseStd(request, cancel);
    if (!own)
        return fail(done.error());
    reporter.note(0, "it is built from source instead: " + own->why, activity::Event::Level::Warning);
    return own;
}

// What was planned lies there, with the places for all that is mounted into it: bundles appear whole.
bool isThere(const ContainerToolchain &tools)
{
    std::error_code ignored;
    return fs::exists(tools.directory / "bin" / "cargo", ignored) &&
           std::ranges::all_of(tools.mounts,
                               [&](const Mount &mount) { return fs::exists(fromUtf8(mount.path()), ignored); });
}

// Makes mount points: the engine cannot, in what is read-only.
Result<void> makePlaces(const CrossPlan &plan, const CrossFacts &facts)
{
    CY_CHECK(createDirectories(containerTarget(plan, facts)));
    if (plan.places.writes) {
        CY_CHECK(createDirectories(*plan.places.writes / "upper"));
        CY_CHECK(createDirectories(*plan.places.writes / "work"));
    }
    return {};
}

bool sameFile(const fs::path &a, const fs::path &b)
{
    std::error_code error;
    return fs::equivalent(a, b, error) && !error;
}

// Beside the place, then renamed: whoever runs the old program goes on with it.
Result<void> put(const fs::path &from, const fs::path &to)
{
    CY_CHECK(createDirectories(to.parent_path()));
    const fs::path fresh = to.parent_path() / fromUtf8("." + toUtf8(to.filename()) + ".new");
    std::error_code error;
    fs::remove(fresh, error);
    CY_CHECK(linkOrCopy(from, fresh));
    fs::rename(fresh, to, error);
    if (error)
        return fail(ioError("put", to, error));
    return {};
}

// The files that cargo puts beside its working directories: TRIPLE/PROFILE/* and TRIPLE/PROFILE/examples/*.
Result<std::vector<fs::path>> putPrograms(const CrossPlan &plan, const CrossFacts &facts)
{
    std::vector<fs::path> fresh;
    const fs::path made = containerTarget(plan, facts) / plan.target.name;
    std::error_code error;
    for (const auto &profile : fs::directory_iterator(made, error)) {
        if (!profile.is_directory(error))
            continue;
        for (const char *part : {"", "examples"}) {
            for (const auto &entry : fs::directory_iterator(profile.path() / part, error)) {
                const auto name = toUtf8(entry.path().filename());
                // Those with a dot in front are cargo's own.
                if (!entry.is_regular_file(error) || name.starts_with('.'))
                    continue;
                const fs::path to =
                    plan.places.target / plan.target.name / profile.path().filename() / part / entry.path().filename();
                if (sameFile(entry.path(), to))
                    continue;
                CY_CHECK(put(entry.path(), to));
                fresh.push_back(to);
            }
        }
    }
    return fresh;
}

// Tells each program that waits, with where it lies: the container has it at the same path. What the container says is
// not believed.
class WaitingTold {
public:
    WaitingTold(const CrossPlan &plan, const CrossReady &ready, activity::Reporter &reporter)
        : m_relay(ready.debugger.get())
    {
        if (!m_relay)
            return;
        const fs::path made = containerTarget(plan, ready.facts);
        m_relay->onWaiting([made, port = m_relay->port(), &reporter](const std::string &said) {
            const fs::path program = fromUtf8(said).lexically_normal();
            std::error_code ignored;
            const bool plain = std::ranges::none_of(said, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
            const bool known = plain && isBelow(program, made) && fs::is_regular_file(program, ignored);
            reporter.note(0, std::string(waitingForDebugger) +
                                 debuggerCommand(port, known ? std::optional(program) : std::nullopt));
        });
    }
    ~WaitingTold()
    {
        if (m_relay)
            m_relay->onWaiting({});
    }
    WaitingTold(const WaitingTold &) = delete;
    WaitingTold &operator=(const WaitingTold &) = delete;

private:
    DebugRelay *m_relay;
};

Result<CrossResult> runOnce(const CrossPlan &plan, const CrossReady &ready, bool foreground,
                            activity::Reporter &reporter, const CancelToken &cancel)
{
    const ContainerPlan container = containerPlan(plan, ready.facts);
    if (plan.engine.remote)
        CY_CHECK(sendFiles(container, plan.request.store, reporter, cancel));
    CrossResult result;
    {
        const WaitingTold told(plan, ready, reporter);
        const RunningContainer noted(plan.request.store, container.engine, container.name);
        if (foreground) {
            CY_TRY(result.exitCode, runContainerInForeground(container, cancel));
        } else {
            CY_TRY(const auto shown, shownCommand(container));
            const auto id = reporter.start("cargo " + join(ready.facts.words, " "));
            reporter.command(id, shown);
            RunContainerOptions options{.cancel = cancel};
            TestScan scan;
            options.onOutputLine = options.onErrorLine = [&](std::string_view line) {
                reporter.line(id, std::string(line));
                if (plan.call.invocation.isTest)
                    scan.add(line);
            };
            const auto finished = runContainer(container, options);
            reporter.finish(id, !finished        ? activity::outcomeOf(finished)
                                : finished->ok() ? Event::Outcome::Done
                                                 : Event::Outcome::Failed);
            if (!finished)
                return fail(finished.error());
            result.exitCode = finished->exitCode;
            result.tests = scan.found();
        }
    }
    if (result.exitCode == 0) {
        if (plan.engine.remote && !plan.report.engine.remoteSkipBuildArtifacts.value)
            CY_CHECK(fetchPrograms(container, containerTarget(plan, ready.facts) / plan.target.name, plan.request.store,
                                   reporter, cancel));
        CY_TRY(result.programs, putPrograms(plan, ready.facts));
    }
    if (plan.places.writes) {
        CY_TRY(result.writes, caughtWrites(*plan.places.writes, plan.places.root));
    }
    return result;
}

// Whether it may be that cargo itself was not started: an init, a shell and the engine end with these then. A cargo
// that was in this image before wrote down what its rustc is.
bool mayNotHaveStarted(const CrossPlan &plan, const CrossReady &ready, const Result<CrossResult> &result)
{
    static constexpr std::array statuses{1, 126, 127, 255};
    std::error_code ignored;
    return (result ? std::ranges::contains(statuses, result->exitCode)
                   : result.error().message.contains(noProgramInImage)) &&
           !fs::exists(containerTarget(plan, ready.facts) / ".rustc_info.json", ignored);
}

// Why cargo does not start in the image; nothing where it does.
std::optional<Error> startTrouble(const CrossPlan &plan, const CrossReady &ready, const CancelToken &cancel)
{
    auto container = containerPlan(plan, ready.facts);
    const auto cargo = toUtf8(ready.facts.tools.directory / "bin" / "cargo");
    container.name += "-start";
    container.arguments = {cargo, "--version"};
    const auto version = runContainer(container, {.cancel = cancel, .onErrorLine = [](std::string_view) {}});
    if (version ? version->ok() : version.error().code == ErrorCode::Cancelled)
        return std::nullopt;
    if (!version && !version.error().message.contains(noProgramInImage))
        return version.error();
    const auto said = version ? std::string(trim(version->errors)) : version.error().message;
    return Error{ErrorCode::BadInput,
                 std::format("{} does not start in the image {}:\n{}", cargo, plan.image.reference, said)}
        .withHint(
            ready.facts.tools.bundled
                ? "see that the image is one of Linux for this machine's processor"
                : "a toolchain of rustup's needs the GNU C library in the image, which Alpine and images without a "
                  "system lack: take another image, or a distribution's toolchain, which brings its libraries "
                  "along (crossyard cross +/usr/bin/rustc ...)");
}

} // namespace

fs::path filesOf(const CrossPlan &plan)
{
    DigestBuilder key;
    key.add("config", plan.config.text).add("wrapper", wrapperScript);
    if (plan.debug)
        key.add("debug", debugScript(*plan.debug));
    return plan.request.store / "containers" / "homes" / key.hex().substr(0, 16);
}

Result<CrossReady> prepareCross(const CrossPlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    CrossReady ready{.facts = {.words = plan.words}, .locks = {}};
    if (plan.debug) {
        CY_TRY(ready.debugger, DebugRelay::open(plan.debug->port, plan.debug->once));
        ready.facts.debug = ready.debugger->directory();
    }
    for (const auto &name : sweepRunning(plan.request.store))
        reporter.note(0, std::format("removed the container {}, which was left behind", name));
    for (const auto &name : passedVariables(plan.report, plan.request.environment).withheld)
        reporter.note(0, std::format("{} is not given to the container; name it under `passthrough` if it must", name));
    CY_CHECK(fetch(plan, reporter, cancel));
    CY_TRY(ready.facts.image, makeImage(plan.image, imageRequest(plan), plan.engine, reporter, cancel));
    ready.facts.path = plan.image.path;
    if (!plan.image.steps.empty()) {
        CY_TRY(const auto made, inspectImage(plan.engine, plan.image.reference, cancel));
        ready.facts.path = made ? made->path : std::string();
    }
    CY_TRY(const auto library, getLibrary(plan, reporter, cancel));
    if (library.kind == StdChoice::Kind::Sysroot) {
        CY_CHECK(buildLibrary(plan, ready, reporter, cancel));
    }
    if (isThere(plan.tools) && library.kind == plan.standardLibrary.kind) {
        ready.facts.tools = plan.tools;
    } else {
        CY_TRY(ready.facts.tools, prepareToolchain(bundleRequest(plan, library), reporter, cancel));
    }
    CY_TRY(ready.facts.files, writeFiles(plan));
    CY_CHECK(makePlaces(plan, ready.facts));
    return ready;
}

Result<CrossResult> runCross(const CrossPlan &plan, const CrossReady &ready, bool foreground,
                             activity::Reporter &reporter, const CancelToken &cancel)
{
    auto result = runOnce(plan, ready, foreground, reporter, cancel);
    if (mayNotHaveStarted(plan, ready, result)) {
        if (auto why = startTrouble(plan, ready, cancel))
            return fail(std::move(*why));
    }
    if (result || !isMendedByProbe(result.error()))
        return result;
    // What was found out about the engine does not hold any more: a new kernel, another configuration.
    CrossPlan again = plan;
    again.request.anew = true;
    CY_TRY(again.engine, engineOf(again, cancel));
    return runOnce(again, ready, foreground, reporter, cancel);
}

} // namespace crossyard::container
