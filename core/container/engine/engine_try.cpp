// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/engine_try.h"

#include "base/staged_dir.h"
#include "base/strings.h"
#include "container/engine/container_plan.h"
#include "container/engine/engine_facts.h"
#include "container/engine/engine_trouble.h"
#include "container/engine/owner.h"
#include "container/engine/probe_program.h"
#include "container/engine/probe_remedies.h"
#include "process/runner.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <format>
#include <thread>

namespace crossyard::container {

namespace {

// An engine behind a network may never answer; one that starts its virtual machine first takes its time.
constexpr std::chrono::seconds longest{60};
constexpr std::chrono::milliseconds pollEvery{20};
// More troubles at once than the ladder has rungs there are not.
constexpr int mostAttempts = 8;

/// Runs to the end, to the time limit, or until cancelled.
Result<process::Finished> runInTime(const process::Command &command, const CancelToken &cancel)
{
    const CancelToken stop;
    std::atomic<bool> late = false;
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    std::thread watch([&] {
        const auto end = std::chrono::steady_clock::now() + longest;
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, pollEvery, [&] { return done; })) {
            late = std::chrono::steady_clock::now() >= end;
            if (late || cancel.cancelled()) {
                stop.cancel();
                return;
            }
        }
    });
    auto finished = process::run(command, {.cancel = stop, .onOutputLine = {}, .onErrorLine = {}});
    {
        const std::lock_guard lock(mutex);
        done = true;
    }
    changed.notify_one();
    watch.join();
    CY_CHECK(cancel.check());
    if (!finished && late)
        return fail(ErrorCode::ToolFailed,
                    std::format("{} did not answer within {} s", toUtf8(command.program), longest.count()));
    return finished;
}

std::string lastLine(std::string_view text)
{
    const auto lines = split(trim(text), '\n');
    return std::string(trim(lines.back()));
}

class Trial {
public:
    Trial(const fs::path &program, const ProbeRequest &request, const CancelToken &cancel)
        : m_request(request), m_cancel(cancel), m_ladder(thisWorkshop())
    {
        m_engine.program = program;
    }

    Result<Engine> run()
    {
        CY_TRY(m_engine.kind, kindOfProgram(m_engine.program, m_cancel));
        CY_CHECK(setUrl());
        CY_TRY(const auto facts, askFacts());
        CY_CHECK(checkFacts(facts));
        CY_CHECK(makeImage());
        CY_CHECK(runOne());
        CY_CHECK(checkNetwork());
        if (facts.elsewhere || m_request.url || isPointedElsewhere())
            CY_CHECK(checkMounts());
        return m_engine;
    }

    EngineKind kind() const { return m_engine.kind; }
    std::vector<std::string> steps() && { return std::move(m_steps); }

private:
    using MakeCommand = std::function<Result<process::Command>()>;

    Result<void> setUrl()
    {
        if (!m_request.url)
            return {};
        if (m_engine.kind == EngineKind::Nerdctl)
            return fail(Error{ErrorCode::Unsupported, "nerdctl has no remote engines"}.withHint(
                "name podman or docker as the engine"));
        m_engine.globalOptions = {m_engine.kind == EngineKind::Podman ? "--url" : "--host", *m_request.url};
        return {};
    }

    Result<EngineFacts> askFacts()
    {
        const auto words = infoWords(m_engine.kind);
        CY_TRY(const auto json, laddered("asked for what it is",
                                         [&]() -> Result<process::Command> { return engineCommand(m_engine, words); }));
        auto facts = factsFromInfo(m_engine.kind, json);
        if (!facts)
            return fail(engineError(m_engine.kind, facts.error().message));
        m_engine.version = facts->version;
        m_engine.architecture = facts->architecture;
        m_engine.rootless = facts->rootless;
        m_engine.selinux = facts->selinux;
        m_engine.imageList = facts->imageList;
        m_engine.elsewhere = facts->elsewhere;
        m_steps.push_back(std::format("it is {} {} for {}{}", engineName(m_engine.kind), facts->version,
                                      facts->architecture, facts->rootless ? ", without root's rights" : ""));
        return facts;
    }

    Result<void> checkFacts(const EngineFacts &facts)
    {
        if (facts.system != "linux")
            return fail(Error{ErrorCode::Unsupported,
                              std::format("{} runs containers of {}", engineName(m_engine.kind), facts.system)}
                            .withHint("switch it to Linux containers"));
        if (!probeProgram(facts.architecture))
            return fail(ErrorCode::Unsupported, std::format("{} runs on {}, for which there is no probe",
                                                            engineName(m_engine.kind), facts.architecture));
        m_directory = m_request.store / "containers" / ("probe-" + facts.architecture);
        return {};
    }

    // A directory with the program and the words that make an image of it, kept: the mount is tried with it as well.
    Result<void> writeContext()
    {
        std::error_code none;
        if (fs::exists(m_directory / "Dockerfile", none))
            return {};
        CY_TRY(auto stage, StagedDir::create(m_directory.parent_path()));
        CY_CHECK(writeFile(stage.path() / "true", *probeProgram(m_engine.architecture)));
        CY_CHECK(makeExecutable(stage.path() / "true"));
        CY_CHECK(writeFile(stage.path() / "Dockerfile", "FROM scratch\nCOPY true /true\nCMD [\"/true\"]\n"));
        return stage.publishAs(m_directory);
    }

    Result<void> makeImage()
    {
        CY_CHECK(writeContext());
        CY_CHECK(laddered("made an image", [&]() -> Result<process::Command> {
            return buildCommand(m_engine, {"-q", "--tag", std::string(probeImage), "--label",
                                           "org.crossyard.purpose=probe", toUtf8(m_directory)});
        }));
        return {};
    }

    ContainerPlan plan()
    {
        static std::atomic<int> count = 0;
        return {.engine = m_engine,
                .image = std::string(probeImage),
                .name = std::format("crossyard-probe-{}-{}", processId(), ++count),
                .purpose = "probe",
                .arguments = {"/true"}};
    }

    Result<void> runOne()
    {
        CY_CHECK(laddered("ran a container", [&] { return runCommand(plan()); }));
        return {};
    }

    // A build may be allowed the network; where the engine's own does not come up, the machine's does.
    Result<void> checkNetwork()
    {
        for (const std::string network : {"", "host"}) {
            auto with = plan();
            with.engine.network = network;
            with.network = true;
            CY_TRY(const auto finished, attempt(runCommand(with)));
            if (finished.ok()) {
                m_engine.network = network;
                if (network == "host") {
                    m_engine.buildOptions.emplace_back("--network=host");
                    m_engine.remedies.emplace_back(
                        "containers that may use the network use this machine's own: the engine has none to give");
                }
                return {};
            }
            m_steps.push_back(std::format("a container with {} network could not be run: {}",
                                          network.empty() ? "a" : "the machine's", lastLine(saidBy(finished))));
        }
        return {};
    }

    bool isPointedElsewhere() const
    {
        const auto set = [&](const char *name) { return !m_request.environment(name).value_or("").empty(); };
        switch (m_engine.kind) {
        case EngineKind::Podman:
            return set("CONTAINER_HOST") || set("CONTAINER_CONNECTION");
        case EngineKind::Docker:
            return set("DOCKER_HOST") || set("DOCKER_CONTEXT");
        case EngineKind::Nerdctl:
            return set("CONTAINERD_ADDRESS");
        }
        return false;
    }

    // Whether it sees our files is found out by showing it one.
    Result<void> checkMounts()
    {
        auto with = plan();
        with.mounts = {{.host = m_directory, .inside = "/probe"}};
        with.arguments = {"/probe/true"};
        CY_TRY(const auto finished, attempt(runCommand(with)));
        m_engine.remote = !finished.ok();
        m_steps.push_back(m_engine.remote ? std::format("it does not see our files: {}", lastLine(saidBy(finished)))
                                          : "it sees our files");
        return {};
    }

    Result<process::Finished> attempt(const Result<process::Command> &command)
    {
        if (!command)
            return fail(command.error());
        return runInTime(*command, m_cancel);
    }

    // Does it, and again with what mends it as long as that is known. Gives what it printed.
    Result<std::string> laddered(std::string_view what, const MakeCommand &make)
    {
        for (int i = 0; i < mostAttempts; ++i) {
            CY_TRY(auto finished, attempt(make()));
            if (finished.ok()) {
                m_steps.push_back(std::string(what));
                return std::move(finished.output);
            }
            const auto said = saidBy(finished);
            const auto why = m_ladder.climb(m_engine, said);
            if (!why)
                return fail(engineError(m_engine.kind, said));
            m_steps.push_back(std::format("it said \"{}\"; so {}", lastLine(said), *why));
        }
        return fail(ErrorCode::ToolFailed,
                    std::format("{} runs no container, whatever it is told", engineName(m_engine.kind)));
    }

    const ProbeRequest &m_request;
    CancelToken m_cancel;
    Engine m_engine;
    Ladder m_ladder;
    fs::path m_directory;
    std::vector<std::string> m_steps;
};

} // namespace

Result<EngineKind> kindOfProgram(const fs::path &program, const CancelToken &cancel)
{
    for (const char *question : {"--version", "--help"}) {
        CY_TRY(const auto finished, runInTime({.program = program, .arguments = {question}}, cancel));
        if (const auto kind = kindFromText(finished.output + finished.errors); finished.ok() && kind)
            return *kind;
    }
    if (const auto kind = kindFromText(toUtf8(program.filename())))
        return *kind;
    return fail(
        Error{ErrorCode::Unsupported, std::format("{} is not a container engine that Crossyard knows", toUtf8(program))}
            .withHint("podman, docker and nerdctl are known"));
}

ProbedEngine tryEngine(const fs::path &program, const ProbeRequest &request, const CancelToken &cancel)
{
    Trial trial(program, request, cancel);
    auto engine = trial.run();
    return {.kind = trial.kind(), .program = program, .engine = std::move(engine), .steps = std::move(trial).steps()};
}

} // namespace crossyard::container
