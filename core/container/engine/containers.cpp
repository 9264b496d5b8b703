// SPDX-License-Identifier: MIT OR Apache-2.0
// The program that we start is the engine's client; the container is the child of somebody else, and lives on when the
// client is killed. So a container is ended by its name: asked, then killed, then removed. That happens on a thread of
// its own while the client runs, as it is the client's end that tells us that the container's has come.
#include "container/engine/containers.h"

#include "base/strings.h"
#include "container/engine/engine_trouble.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <format>
#include <mutex>
#include <thread>

namespace crossyard::container {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto pollEvery = 20ms;
constexpr auto askEvery = 100ms; // a container that is still being made cannot be asked
// Without an init the program is the first process of its namespace, to which the kernel delivers no signal that it
// does not wait for: most never hear it. Nor does one that a debugger holds.
constexpr int graceOfTheDeafMs = 300;
constexpr int foregroundGraceMs = 5000;
// A killed container's client goes within that, or it hangs.
constexpr auto killedWithin = 3s;
// The lines of standard error that may hold what the engine said.
constexpr std::size_t lastLines = 12;

int graceOf(const Engine &engine, int graceMs)
{
    return engine.init ? graceMs : std::min(graceMs, graceOfTheDeafMs);
}

int graceOf(const ContainerPlan &plan, int graceMs)
{
    return plan.held ? std::min(graceMs, graceOfTheDeafMs) : graceOf(plan.engine, graceMs);
}

Result<process::Finished> runEngine(const Engine &engine, std::vector<std::string> words,
                                    const CancelToken &cancel = {})
{
    return process::run(engineCommand(engine, std::move(words)),
                        {.cancel = cancel, .onOutputLine = {}, .onErrorLine = {}});
}

/// Whether the container got the signal.
bool sendSignal(const Engine &engine, const std::string &name, const std::string &signal)
{
    const auto finished = runEngine(engine, {"kill", "--signal", signal, name});
    return finished && finished->ok();
}

bool saysNotThere(std::string_view said)
{
    const auto text = toLower(said);
    return text.contains("no such container") || text.contains("no container with name");
}

// Whatever state it is in; gives whether it was there. One that runs is killed first: `rm -f` of podman would wait for
// it to end.
Result<bool> removeByForce(const Engine &engine, const std::string &name)
{
    CY_TRY(auto finished, runEngine(engine, {"rm", "-f", name}));
    for (int i = 0; i < 10 && !finished.ok() && !saysNotThere(finished.errors); ++i) {
        std::this_thread::sleep_for(askEvery); // the engine may be removing it itself
        CY_TRY(finished, runEngine(engine, {"rm", "-f", name}));
    }
    if (finished.ok() || saysNotThere(finished.errors))
        return finished.ok() && !trim(finished.output).empty();
    auto error = engineError(engine.kind, finished.errors);
    error.context.push_back(std::format("removing the container {}", name));
    return fail(std::move(error));
}

/// Ends a container whose client runs meanwhile, once the token is cancelled.
class Ender {
public:
    Ender(const ContainerPlan &plan, const RunContainerOptions &options)
        : m_plan(plan), m_options(options), m_thread([this] { watch(); })
    {
    }
    ~Ender() { clientEnded(); }
    Ender(const Ender &) = delete;
    Ender &operator=(const Ender &) = delete;

    /// Cancelled when the client has to be ended itself.
    const CancelToken &client() const { return m_client; }
    /// After this the container is ended no more. Whether it had been begun.
    bool clientEnded()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
        return m_ending;
    }

private:
    /// Waits; true as soon as the client has ended.
    bool endedWithin(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, [this] { return m_ended; });
    }

    void watch()
    {
        while (!m_options.cancel.cancelled()) {
            if (endedWithin(pollEvery))
                return;
        }
        m_ending = true;
        const auto grace = std::chrono::milliseconds(graceOf(m_plan, m_options.graceMs));
        if (repeat("TERM", Clock::now() + grace, true) || repeat("KILL", Clock::now() + killedWithin, false))
            return;
        m_client.cancel();
    }

    // Sends the signal until it arrives, or again and again; true when the client has ended by then.
    bool repeat(const std::string &signal, Clock::time_point end, bool once)
    {
        bool arrived = false;
        while (Clock::now() < end) {
            if (!arrived || !once)
                arrived = sendSignal(m_plan.engine, m_plan.name, signal);
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
            if (endedWithin(arrived && once ? left : std::min<std::chrono::milliseconds>(left, askEvery)))
                return true;
        }
        return endedWithin(0ms);
    }

    const ContainerPlan &m_plan;
    const RunContainerOptions &m_options;
    const CancelToken m_client;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    std::atomic<bool> m_ending = false;
    std::thread m_thread; // the last one: it uses the others
};

/// Hands lines on, and keeps the last ones.
class LastLines {
public:
    explicit LastLines(std::function<void(std::string_view)> next) : m_next(std::move(next)) {}

    std::function<void(std::string_view)> taker()
    {
        if (!m_next)
            return {};
        return [this](std::string_view line) {
            m_lines.emplace_back(line);
            if (m_lines.size() > lastLines)
                m_lines.pop_front();
            m_next(line);
        };
    }
    std::string text() const { return join({m_lines.begin(), m_lines.end()}, "\n"); }

private:
    std::function<void(std::string_view)> m_next;
    std::deque<std::string> m_lines;
};

Error withImage(Error error, const ContainerPlan &plan)
{
    error.context.push_back(std::format("running a container of {}", plan.image));
    return error;
}

// Of the engine itself, of its parts, or of a program that a signal ended. What runs a container may be killed as well:
// the client then knows nothing, and the container is still there.
constexpr int leastUnsureStatus = 125;

Result<void> checkGone(const ContainerPlan &plan, int status)
{
    if (status < leastUnsureStatus)
        return {};
    // One that is killed may be gone before it is removed.
    const bool ran = sendSignal(plan.engine, plan.name, "KILL");
    CY_TRY(const bool wasThere, removeByForce(plan.engine, plan.name));
    if (!ran && !wasThere)
        return {};
    return fail(withImage(
        {ErrorCode::ToolFailed, std::format("{} ended with status {} before its container did, which was removed",
                                            engineName(plan.engine.kind), status)},
        plan));
}

// How it ended, in the program's name or in the engine's.
Result<process::Finished> judged(process::Finished finished, const std::string &errors, const ContainerPlan &plan)
{
    if (finished.crashed) {
        CY_CHECK(removeByForce(plan.engine, plan.name));
        return fail(
            withImage({ErrorCode::ToolFailed, std::format("{} was killed by signal {}", engineName(plan.engine.kind),
                                                          finished.exitCode - 128)},
                      plan));
    }
    const auto said = saidByEngine(plan.engine.kind, finished.exitCode, errors);
    if (!said) {
        CY_CHECK(checkGone(plan, finished.exitCode));
        return finished;
    }
    CY_CHECK(removeByForce(plan.engine, plan.name));
    return fail(withImage(engineError(plan.engine.kind, *said), plan));
}

} // namespace

Result<process::Finished> runContainer(const ContainerPlan &plan, const RunContainerOptions &options)
{
    CY_CHECK(options.cancel.check());
    CY_TRY(const auto command, runCommand(plan));
    LastLines last(options.onErrorLine);
    Ender ender(plan, options);
    auto finished = process::run(
        command, {.cancel = ender.client(), .onOutputLine = options.onOutputLine, .onErrorLine = last.taker()});
    if (ender.clientEnded() || (!finished && finished.error().code == ErrorCode::Cancelled)) {
        // A client that ended by itself has seen the end of its container.
        if (!finished)
            (void)sendSignal(plan.engine, plan.name, "KILL");
        CY_CHECK(removeByForce(plan.engine, plan.name));
        return fail(ErrorCode::Cancelled, "cancelled");
    }
    if (!finished)
        return fail(finished.error()); // the client was never started
    const auto errors = options.onErrorLine ? last.text() : finished->errors;
    return judged(std::move(*finished), errors, plan);
}

namespace {

/// Ends a container in the foreground, step by step, as often as it is looked at.
class ForegroundEnder {
public:
    ForegroundEnder(const ContainerPlan &plan, const CancelToken &cancel) : m_plan(plan), m_cancel(cancel) {}

    void look(const std::optional<process::EndRequest> &request)
    {
        using enum process::EndRequest::Kind;
        if (request && request->kind == Interrupt) {
            begin();
            // From the terminal it went to the client as well, which hands it on: a program may take a second one for
            // a wish to end at once.
            if (!request->fromTerminal)
                m_signal = "INT";
        } else if (request || m_cancel.cancelled()) {
            if (m_signal != "TERM" && !m_forGood)
                m_arrived = false;
            m_forGood = true;
            begin();
            m_signal = "TERM";
        }
        if (m_since)
            step();
    }

    /// It did not end by itself.
    bool ended() const { return m_forGood; }

private:
    void begin()
    {
        if (!m_since)
            m_since = Clock::now();
    }

    void step()
    {
        const auto now = Clock::now();
        if (now - *m_since > std::chrono::milliseconds(graceOf(m_plan, foregroundGraceMs))) {
            m_signal = "KILL";
            m_forGood = true;
            m_arrived = false;
        }
        if (m_signal.empty() || m_arrived || now < m_next)
            return;
        m_arrived = sendSignal(m_plan.engine, m_plan.name, m_signal);
        m_next = now + askEvery;
    }

    const ContainerPlan &m_plan;
    CancelToken m_cancel;
    std::optional<Clock::time_point> m_since;
    Clock::time_point m_next;
    std::string m_signal; // to be sent
    bool m_arrived = false;
    bool m_forGood = false;
};

} // namespace

Result<int> runContainerInForeground(const ContainerPlan &plan, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    CY_TRY(const auto command, runCommand(plan));
    ForegroundEnder ender(plan, cancel);
    const auto status = process::runInForeground(
        command, [&](const std::optional<process::EndRequest> &request) { ender.look(request); });
    if (!status)
        return fail(status.error());
    if (!ender.ended()) {
        CY_CHECK(checkGone(plan, *status));
        return *status;
    }
    CY_CHECK(removeContainer(plan.engine, plan.name, 0));
    return fail(ErrorCode::Cancelled, "cancelled");
}

namespace {

struct Owned {
    std::string name;
    std::string owner;
};

// `ps` of the three has no common way to print one label; `inspect` has.
Result<std::vector<Owned>> ownedContainers(const Engine &engine, const CancelToken &cancel)
{
    CY_TRY(const auto listed,
           askEngine(engine, {"ps", "-a", "-q", "--filter", std::format("label={}", ownerLabel)}, cancel));
    const auto ids = splitWhitespace(listed);
    if (ids.empty())
        return std::vector<Owned>{};
    std::vector<std::string> words = {"inspect", "--type", "container", "--format",
                                      std::format("{{{{.Name}}}} {{{{index .Config.Labels \"{}\"}}}}", ownerLabel)};
    words.insert(words.end(), ids.begin(), ids.end());
    // One that went meanwhile makes it fail; the others are printed all the same.
    CY_TRY(const auto inspected, runEngine(engine, std::move(words), cancel));
    std::vector<Owned> all;
    for (const auto line : linesWithEnds(inspected.output)) {
        const auto parts = splitWhitespace(line);
        if (parts.size() == 2)
            all.push_back({parts[0].starts_with('/') ? parts[0].substr(1) : parts[0], parts[1]});
    }
    return all;
}

} // namespace

Result<std::vector<std::string>> sweepContainers(const Engine &engine, const CancelToken &cancel)
{
    CY_TRY(const auto all, ownedContainers(engine, cancel));
    std::vector<std::string> removed;
    for (const auto &one : all) {
        CY_CHECK(cancel.check());
        if (ownerIsAlive(one.owner))
            continue;
        CY_CHECK(removeContainer(engine, one.name, 0));
        removed.push_back(one.name);
    }
    return removed;
}

Result<void> removeContainer(const Engine &engine, const std::string &name, int graceMs)
{
    const int grace = graceOf(engine, graceMs);
    if (grace > 0) {
        // It counts in seconds. What it says does not matter: what is there after it is killed.
        CY_CHECK(runEngine(engine, {"stop", "-t", std::to_string((grace + 999) / 1000), name}));
    }
    // An error where it does not run any more, or is not there.
    (void)sendSignal(engine, name, "KILL");
    CY_CHECK(removeByForce(engine, name));
    return {};
}

} // namespace crossyard::container
