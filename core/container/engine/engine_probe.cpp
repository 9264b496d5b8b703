// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/engine_probe.h"

#include "base/lock.h"
#include "base/strings.h"
#include "container/engine/engine_try.h"
#include "container/engine/owner.h"
#include "container/engine/probe_remedies.h"
#include "container/engine/remembered_engines.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

// The order in which engines are tried. podman-remote is for machines that have no other podman.
constexpr std::string_view namesOnPath[] = {"podman", "podman-remote", "docker", "nerdctl"};

Result<std::vector<fs::path>> installed(const ProbeRequest &request)
{
    if (request.engine) {
        if (auto program = findProgram(*request.engine))
            return std::vector{std::move(*program)};
        return fail(
            Error{ErrorCode::NotFound, std::format("there is no container engine {}", *request.engine)}.withHint(
                "name one that is installed, or its path; without a name any is taken"));
    }
    std::vector<fs::path> programs;
    for (const auto name : namesOnPath) {
        if (name == "podman-remote" && !programs.empty())
            continue;
        if (auto program = findProgram(name))
            programs.push_back(std::move(*program));
    }
    return programs;
}

Error noneInstalled()
{
    return Error{ErrorCode::NotFound, "no container engine is installed: there is no podman, docker or nerdctl on PATH"}
        .withHint("install podman and catatonit with the packages of your system; podman needs no daemon and no "
                  "rights of root");
}

Error noneWorks(const std::vector<ProbedEngine> &tried)
{
    if (tried.size() == 1) {
        auto error = tried.front().engine.error();
        error.context.push_back(std::format("trying the container engine {}", toUtf8(tried.front().program)));
        return error;
    }
    Error error{ErrorCode::ToolFailed, "none of the container engines works"};
    std::vector<std::string> mends;
    for (const auto &one : tried) {
        error.message += "\n" + toUtf8(one.program) + ": " + one.engine.error().message;
        if (!one.engine.error().hint.empty())
            mends.push_back(std::format("{}: {}", engineName(one.kind), one.engine.error().hint));
    }
    error.hint = join(mends, "; or ");
    return error;
}

// What several processes find out at once is put together, not lost.
void remember(const std::vector<ProbedEngine> &tried, const ProbeRequest &request, const std::string &surroundings,
              const CancelToken &cancel)
{
    const auto lock =
        FileLock::acquire(request.store / "containers" / "engines.lock", FileLock::Mode::Exclusive, cancel, [] {});
    if (!lock)
        return; // it is found out again next time
    auto remembered = RememberedEngines::read(request.store);
    for (const auto &one : tried) {
        if (one.engine)
            remembered.keep(*one.engine, surroundings);
        else
            remembered.forget(one.program, surroundings);
    }
    (void)remembered.write(request.store);
}

const ProbedEngine *best(const std::vector<ProbedEngine> &tried)
{
    const ProbedEngine *found = nullptr;
    for (const auto &one : tried) {
        if (one.engine && (!found || (one.engine->rootless && !found->engine->rootless)))
            found = &one;
    }
    return found;
}

bool isCancelled(const ProbedEngine &one)
{
    return !one.engine && one.engine.error().code == ErrorCode::Cancelled;
}

} // namespace

Result<Engine> chooseEngine(const ProbeRequest &request, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    CY_TRY(const auto programs, installed(request));
    if (programs.empty())
        return fail(noneInstalled());
    const auto surroundings = engineSurroundings(request.environment, request.url);
    std::vector<ProbedEngine> tried;
    if (!request.anew) {
        const auto remembered = RememberedEngines::read(request.store);
        for (const auto &program : programs) {
            if (auto engine = remembered.find(program, surroundings))
                tried.push_back({.kind = engine->kind, .program = program, .engine = std::move(*engine)});
        }
        if (const auto *found = best(tried))
            return *found->engine;
    }
    for (const auto &program : programs) {
        tried.push_back(tryEngine(program, request, cancel));
        if (isCancelled(tried.back()))
            return fail(tried.back().engine.error());
        // One without root's rights is worth looking on for, where the user is not root anyway.
        if (tried.back().engine && (tried.back().engine->rootless || isRoot()))
            break;
    }
    remember(tried, request, surroundings, cancel);
    if (const auto *found = best(tried))
        return *found->engine;
    return fail(noneWorks(tried));
}

Result<std::vector<ProbedEngine>> listEngines(const ProbeRequest &request, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    CY_TRY(const auto programs, installed(request));
    const auto surroundings = engineSurroundings(request.environment, request.url);
    const auto remembered = request.anew ? RememberedEngines() : RememberedEngines::read(request.store);
    std::vector<ProbedEngine> all;
    for (const auto &program : programs) {
        if (auto engine = remembered.find(program, surroundings)) {
            const auto kind = engine->kind;
            auto steps = engine->remedies;
            all.push_back({kind, program, std::move(*engine), std::move(steps)});
            continue;
        }
        all.push_back(tryEngine(program, request, cancel));
        if (isCancelled(all.back()))
            return fail(all.back().engine.error());
    }
    remember(all, request, surroundings, cancel);
    return all;
}

bool isMendedByProbe(const Error &error)
{
    return error.code != ErrorCode::Cancelled && ladderKnows(error.message);
}

} // namespace crossyard::container
