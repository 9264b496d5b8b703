// SPDX-License-Identifier: MIT OR Apache-2.0
// What a job says while it works: a tree of activities (job, unit), each with lines, progress and an end. The command
// line, the log, the window and the tests are sinks of this one stream; there is no other channel.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::activity {

using Id = std::uint64_t; // 0: none

struct Event {
    enum class Kind {
        Started,  // `id` began under `parent`; `text` is its title
        Line,     // `id` said `text` (one line, no newline, ANSI colours as they came)
        Progress, // `done` of `total` parts of `id` are finished
        Command,  // the command line `text` is run for `id`
        Plan,     // what will be done, as text for people
        Note,     // a remark about `id`, by us: a lock waited for, a reason, a warning
        Finished, // `id` ended with `outcome`; `text` says why where it is not Done
        Graph,    // the units that will stand under `id`, told before the first of them: `text` is a BuildGraph's JSON
        Usable,   // what needs the unit `id` can start, though `id` itself goes on (its metadata is written)
        Found,    // the unit `unit` of the graph of `id` is in the store after all: another process put it there
    };
    enum class Outcome { Done, Failed, Cancelled, Stored /* nothing to do: taken from the store */ };
    enum class Level { Info, Warning };

    Kind kind = Kind::Note;
    Id id = 0;
    Id parent = 0;
    std::string text = {};
    std::int64_t unit = -1; // Started, Found: its number in the graph of `parent` (Found: of `id`); -1: it is no unit
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    Outcome outcome = Outcome::Done;
    Level level = Level::Info;
};

/// How an activity ends that failed with this.
Event::Outcome outcomeOf(const Error &error);
/// How one ends that gave this.
template <class T> Event::Outcome outcomeOf(const Result<T> &result)
{
    return result ? Event::Outcome::Done : outcomeOf(result.error());
}

/// Receives events, in order, one at a time (the Reporter serialises them), on any thread.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void take(const Event &event) = 0;
};

/// Hands events to a sink and numbers the activities. Thread-safe. Without a sink it swallows them.
class Reporter {
public:
    Reporter() = default;
    explicit Reporter(std::shared_ptr<Sink> sink) : m_sink(std::move(sink)) {}

    Id start(std::string title, Id parent = 0, std::int64_t unit = -1);
    void line(Id id, std::string text);
    void command(Id id, std::string shown);
    void plan(std::string text);
    void progress(Id id, std::uint64_t done, std::uint64_t total);
    void note(Id id, std::string text, Event::Level level = Event::Level::Info);
    void finish(Id id, Event::Outcome outcome, std::string why = {});
    void graph(Id id, std::string json);
    void usable(Id id);
    void found(Id id, std::int64_t unit);

private:
    void send(Event event);
    std::shared_ptr<Sink> m_sink;
    std::mutex m_mutex;
    Id m_last = 0;
};

/// One line of JSON, without a newline: {"event":"started","id":1,"parent":0,"text":"..."} and its like.
std::string toJson(const Event &event);
/// Nothing where the line is no such event, or one of a kind that is not known here.
std::optional<Event> fromJson(std::string_view line);

} // namespace crossyard::activity
