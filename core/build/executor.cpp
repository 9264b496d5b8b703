// SPDX-License-Identifier: MIT OR Apache-2.0
// The scheduler. One thread, the caller's, decides; each unit that runs has a thread of its own, which waits for its
// process. A unit can start when all that it depends on is done, or, where both are plain libraries, as soon as the
// metadata of what it depends on is written (pipelining). Putting a unit into the store waits for the disk, and holds
// up nobody: what depends on it reads the files where the compiler wrote them. Which of those that can start goes first
// is said in schedule.h. The jobserver's tokens bound all threads together, ours and those inside of the compilers.
//
// Everything lies in one directory of the job, "target" and "host", as rustc wants to find it (-L dependency): finished
// units from the store as hard links, new ones as rustc writes them. The directory goes with the job; the store keeps
// what was finished.
//
// A key can change while we work: a build script says only when it runs which variables it looks at. Where one of them
// is set, the run gets another key, and with it all that depends on it; none of those can have started.
#include "build/executor.h"

#include "base/files.h"
#include "base/staged_dir.h"
#include "build/schedule.h"
#include "build/told_graph.h"
#include "build/unit_runner.h"
#include "process/jobserver.h"

#include <algorithm>
#include <condition_variable>
#include <format>
#include <mutex>
#include <set>
#include <thread>

namespace crossyard::build {

namespace {

bool isTargetLibrary(const Unit &unit)
{
    return unit.side == cargo::Side::Target && !unit.isScriptRun();
}

// What a stored library depends on is wanted as well: rustc loads it with the library, and passes on where build
// scripts said that native libraries are. Only the program of a build script whose words are stored is of no use to
// anybody.
bool hasAllInIt(const Unit &unit)
{
    return !unit.isStd && (unit.isScriptRun() || unit.target.kind != cargo::TargetKind::Lib);
}

void need(const UnitGraph &graph, UnitIndex index, const UnitStore &store, ExecutionPlan &plan)
{
    if (plan.needed[index] || plan.stored[index])
        return;
    const Unit &unit = graph.units[index];
    if (unit.scriptOverride) {
        plan.stored[index] = StoredUnit{};
        plan.stored[index]->title = graph.title(index);
        plan.stored[index]->script = *unit.scriptOverride;
        return;
    }
    plan.stored[index] = store.find(plan.keys[index].digest);
    plan.needed[index] = !plan.stored[index];
    if (plan.stored[index] && hasAllInIt(unit))
        return;
    for (const auto &dependency : unit.dependencies) {
        if (plan.needed[index] || !graph.units[dependency.unit].isScriptCompile())
            need(graph, dependency.unit, store, plan);
    }
}

class Executor {
public:
    Executor(const ExecutionRequest &request, ExecutionPlan plan, std::vector<std::int64_t> told, StagedDir scratch,
             process::Jobserver jobserver)
        : m_request(request), m_graph(request.graph), m_plan(std::move(plan)), m_told(std::move(told)),
          m_scratch(std::move(scratch)), m_jobserver(std::move(jobserver)),
          m_states(m_graph.units.size()), m_context{
                                              .graph = m_graph,
                                              .settings = request.settings,
                                              .paths = [this](UnitIndex unit) { return paths(unit); },
                                              .scriptOutput =
                                                  [this](UnitIndex unit) { return &*m_plan.stored[unit]->script; },
                                              .targetDir = m_scratch.path() / "target",
                                              .hostDir = m_scratch.path() / "host",
                                              .stageSysroots = {},
                                              .makeflags = m_jobserver.makeflags()},
          m_waiter(m_jobserver, [this] {
              const std::lock_guard lock(m_mutex);
              ++m_tokens;
              m_wake.notify_all();
          })
    {
    }

    Result<ExecutionResult> run()
    {
        CY_CHECK(prepare());
        {
            std::unique_lock lock(m_mutex);
            while (m_finished < m_total && (!m_error || m_running + m_storing > 0)) {
                if (m_request.cancel.cancelled())
                    stop({ErrorCode::Cancelled, "cancelled"});
                if (!m_error) {
                    if (auto started = startWhatCanStart(); !started)
                        stop(std::move(started.error()));
                }
                if (!m_failures.empty() && m_running + m_storing == 0)
                    stop(allFailures()); // what is left needs what failed
                giveBackTokens();
                m_wake.wait_for(lock, std::chrono::milliseconds(20));
            }
        }
        m_threads.clear(); // joins
        if (m_error)
            return fail(std::move(*m_error));
        ExecutionResult result;
        result.keys = std::move(m_plan.keys);
        result.stored = std::move(m_plan.stored);
        result.built = m_built;
        return result;
    }

private:
    struct State {
        bool running = false;
        bool metadata = false;
        bool compiled = false; // its files are there; done comes when they are stored
        bool done = false;
        bool failed = false;
        double lead = 0; // the more, the earlier it is to start
    };

    UnitPaths paths(UnitIndex index)
    {
        const Unit &unit = m_graph.units[index];
        UnitPaths paths;
        const std::lock_guard lock(m_pathsMutex);
        paths.key = m_plan.keys[index].digest;
        paths.metadata = m_plan.keys[index].metadata;
        paths.outDir = unit.side == cargo::Side::Target ? m_scratch.path() / "target" : m_scratch.path() / "host";
        if (unit.isScriptRun())
            paths.scriptOut = m_request.store.directoryOf(paths.key) / "out";
        if (!unit.recordedOut.empty())
            paths.scriptOut = unit.recordedOut;
        paths.scriptWrote = !unit.recordedOut.empty() || !m_plan.stored[index] || !m_plan.stored[index]->files.empty();
        paths.hasMetadata = m_hasMetadata[index];
        return paths;
    }

    Result<void> prepare()
    {
        CY_CHECK(createDirectories(m_context.targetDir));
        CY_CHECK(createDirectories(m_context.hostDir));
        m_hasMetadata.resize(m_graph.units.size());
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            if (m_plan.stored[i]) {
                m_states[i].done = m_states[i].metadata = true;
                CY_CHECK(bringIn(i));
            }
        }
        for (const auto &unit : m_graph.units) {
            if (unit.stage > 0)
                m_context.stageSysroots[unit.stage] = m_scratch.path() / std::format("stage{}", unit.stage);
        }
        m_total = m_plan.neededCount();
        const auto leads = leadTimes(estimateWork(m_graph, m_plan.needed), m_request.settings.jobs);
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i)
            m_states[i].lead = leads[i];
        m_request.reporter.progress(m_request.activity, 0, m_total);
        return {};
    }

    // Links a stored unit's files to where rustc looks for them.
    Result<void> bringIn(UnitIndex index)
    {
        const Unit &unit = m_graph.units[index];
        if (unit.isScriptRun())
            return {};
        const fs::path dir = unit.side == cargo::Side::Target ? m_context.targetDir : m_context.hostDir;
        for (const auto &file : m_plan.stored[index]->files) {
            std::error_code error;
            if (!fs::exists(dir / fromUtf8(file.name), error))
                CY_CHECK(linkOrCopy(m_plan.stored[index]->directory / fromUtf8(file.name), dir / fromUtf8(file.name)));
        }
        return {};
    }

    bool canStart(UnitIndex index) const
    {
        const Unit &unit = m_graph.units[index];
        for (const auto &dependency : unit.dependencies) {
            const State &state = m_states[dependency.unit];
            const bool early = unit.isRlibOnly() && m_graph.units[dependency.unit].isRlibOnly() && state.metadata;
            if (!state.done && !state.compiled && !early)
                return false;
        }
        if (unit.stage == 0 || !isTargetLibrary(unit))
            return true;
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            if (isTargetLibrary(m_graph.units[i]) && m_graph.units[i].stage < unit.stage && !m_states[i].done)
                return false;
        }
        return true;
    }

    // Fills the sysroot that a stage sees with the crates of all stages before it.
    Result<void> prepareStage(int stage)
    {
        if (stage == 0 || !m_filledStages.insert(stage).second)
            return {};
        const fs::path lib =
            m_context.stageSysroots.at(stage) / "lib" / "rustlib" / fromUtf8(m_request.settings.target.name) / "lib";
        CY_CHECK(createDirectories(lib));
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            const Unit &unit = m_graph.units[i];
            if (!isTargetLibrary(unit) || unit.stage >= stage || !m_plan.stored[i])
                continue;
            for (const auto &file : m_plan.stored[i]->files) {
                std::error_code error;
                if (!fs::exists(lib / fromUtf8(file.name), error))
                    CY_CHECK(linkOrCopy(m_plan.stored[i]->directory / fromUtf8(file.name), lib / fromUtf8(file.name)));
            }
        }
        return {};
    }

    Result<void> startWhatCanStart()
    {
        std::vector<UnitIndex> ready;
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            if (m_plan.needed[i] && !m_states[i].running && !m_states[i].done && !m_states[i].failed && canStart(i))
                ready.push_back(i);
        }
        std::ranges::stable_sort(ready, std::greater(), [&](UnitIndex i) { return m_states[i].lead; });
        for (const UnitIndex index : ready) {
            // The first one runs on the token that is ours anyhow.
            if (m_running > m_tokens) {
                if (!m_jobserver.tryTake()) {
                    m_waiter.want();
                    return {};
                }
                ++m_tokens;
            }
            if (isTargetLibrary(m_graph.units[index]))
                CY_CHECK(prepareStage(m_graph.units[index].stage));
            CY_CHECK(start(index));
        }
        return {};
    }

    // A unit that ends leaves its token to the next one that can start: were it given back at once, a compiler that
    // waits for one to add a thread would have it first, and what others wait for would start late.
    void giveBackTokens()
    {
        for (; m_tokens > std::max(m_running - 1, 0); --m_tokens)
            m_jobserver.give();
    }

    Result<void> start(UnitIndex index)
    {
        std::string staticKey;
        if (m_graph.units[index].isScriptRun()) {
            CY_TRY(staticKey, m_request.keyMaker.staticKey(index, m_plan.keys));
        }
        m_states[index].running = true;
        ++m_running;
        m_threads.emplace_back([this, index, staticKey, key = m_plan.keys[index]] {
            auto outcome = runUnit({.context = m_context,
                                    .unit = index,
                                    .told = m_told[index],
                                    .key = key,
                                    .staticKey = staticKey,
                                    .store = m_request.store,
                                    .reporter = m_request.reporter,
                                    .parent = m_request.activity,
                                    .cancel = m_stop,
                                    .onMetadata =
                                        [this, index] {
                                            const std::lock_guard lock(m_mutex);
                                            const std::lock_guard pathsLock(m_pathsMutex);
                                            m_hasMetadata[index] = true;
                                            m_states[index].metadata = true;
                                            m_wake.notify_all();
                                        },
                                    .onCompiled =
                                        [this, index] {
                                            const std::lock_guard lock(m_mutex);
                                            m_states[index].compiled = true;
                                            --m_running;
                                            ++m_storing;
                                            m_wake.notify_all();
                                        }});
            const std::lock_guard lock(m_mutex);
            finish(index, std::move(outcome));
            m_wake.notify_all();
        });
        return {};
    }

    void finish(UnitIndex index, Result<UnitOutcome> outcome)
    {
        m_states[index].running = false;
        --(m_states[index].compiled ? m_storing : m_running);
        if (!outcome && m_request.keepGoing && outcome.error().code == ErrorCode::ToolFailed) {
            m_states[index].failed = true;
            m_states[index].metadata = false; // what began with it fails by itself
            m_failures.push_back(std::move(outcome.error()));
            return;
        }
        if (!outcome) {
            stop(std::move(outcome.error()));
            return;
        }
        {
            const std::lock_guard lock(m_pathsMutex);
            m_plan.stored[index] = std::move(outcome->stored);
        }
        m_built += outcome->built ? 1 : 0;
        if (const auto brought = bringIn(index); !brought) {
            stop(brought.error());
            return;
        }
        if (m_graph.units[index].isScriptRun()) {
            const auto again = rekey(index);
            if (!again)
                stop(again.error());
            if (!again || *again)
                return;
        }
        m_states[index].done = m_states[index].metadata = true;
        ++m_finished;
        m_request.reporter.progress(m_request.activity, m_finished, m_total);
    }

    // A script has run and said which variables it looks at. True where one of them is set, so that what it printed
    // belongs under another key than the one that was known before: then all keys above it are made anew, and the
    // script runs once more, under its own.
    Result<bool> rekey(UnitIndex index)
    {
        CY_TRY(const UnitKey key, m_request.keyMaker.of(index, m_plan.keys));
        if (key.digest == m_plan.keys[index].digest)
            return false;
        CY_CHECK(m_request.store.remove(m_plan.keys[index].digest));
        std::vector<UnitIndex> order;
        for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            if (!m_states[i].done)
                order.push_back(i);
        }
        // What a unit depends on has a greater lead than the unit itself.
        std::ranges::stable_sort(order, std::greater(), [&](UnitIndex i) { return m_states[i].lead; });
        const std::lock_guard lock(m_pathsMutex);
        m_plan.stored[index].reset();
        for (const UnitIndex i : order) {
            CY_TRY(m_plan.keys[i], m_request.keyMaker.of(i, m_plan.keys));
        }
        return true;
    }

    Error allFailures() const
    {
        Error error = m_failures.front();
        for (std::size_t i = 1; i < m_failures.size(); ++i)
            error.message += "\n" + m_failures[i].message;
        return error;
    }

    void stop(Error error)
    {
        // The first failure is the one to tell; what it makes us cancel is not another.
        if (!m_error)
            m_error = std::move(error);
        m_stop.cancel();
    }

    const ExecutionRequest &m_request;
    const UnitGraph &m_graph;
    ExecutionPlan m_plan;
    std::vector<std::int64_t> m_told; // by unit: its number in the graph that was told
    StagedDir m_scratch;
    process::Jobserver m_jobserver;
    std::vector<State> m_states;
    UnitContext m_context;
    std::mutex m_mutex;      // all below, and m_states
    std::mutex m_pathsMutex; // keys, stored units and m_hasMetadata: workers read them while they make their commands
    std::vector<bool> m_hasMetadata; // by unit: this build compiled it, and its metadata is a file of its own
    std::condition_variable m_wake;
    std::set<int> m_filledStages;
    std::optional<Error> m_error;
    std::vector<Error> m_failures; // of units, where others go on
    CancelToken m_stop;
    std::size_t m_total = 0;
    std::size_t m_finished = 0;
    std::size_t m_built = 0;
    int m_running = 0;
    int m_storing = 0; // compiled, and not yet done
    int m_tokens = 0;  // of the jobserver's, held by us
    process::TokenWaiter m_waiter;
    std::vector<std::jthread> m_threads;
};

} // namespace

std::size_t ExecutionPlan::neededCount() const
{
    return static_cast<std::size_t>(std::ranges::count(needed, true));
}

ExecutionPlan planExecution(const UnitGraph &graph, std::vector<UnitKey> keys, const UnitStore &store, bool allScripts)
{
    ExecutionPlan plan;
    plan.keys = std::move(keys);
    plan.stored.resize(graph.units.size());
    plan.needed.resize(graph.units.size());
    for (UnitIndex i = 0; i < graph.units.size(); ++i) {
        if ((graph.units[i].isStd && isTargetLibrary(graph.units[i])) || (allScripts && graph.units[i].isScriptRun()))
            need(graph, i, store, plan);
    }
    for (const UnitIndex root : graph.roots)
        need(graph, root, store, plan);
    return plan;
}

Result<ExecutionResult> execute(const ExecutionRequest &request, ExecutionPlan plan)
{
    auto told = toldGraph(request.graph, request.settings, plan, request.store);
    request.reporter.graph(request.activity, toJson(told.graph));
    if (plan.neededCount() == 0)
        return ExecutionResult{std::move(plan.keys), std::move(plan.stored), 0};
    CY_TRY(StagedDir scratch, StagedDir::create(request.store.root() / "build"));
    CY_TRY(process::Jobserver jobserver, process::Jobserver::create(request.settings.jobs));
    return Executor(request, std::move(plan), std::move(told.numbers), std::move(scratch), std::move(jobserver)).run();
}

} // namespace crossyard::build
