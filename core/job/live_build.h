// SPDX-License-Identifier: MIT OR Apache-2.0
// A build as it goes on: what each unit of the told graph does, which units ran side by side, and, looking back, what
// the whole had to wait for. Made from the events alone, so that a job that runs here, one of another process, one of
// last week and one that was killed all give the same picture, each as far as it came.
#pragma once

#include "activity/build_graph.h"
#include "job/build_events.h"
#include "job/job.h"

#include <map>
#include <optional>

namespace crossyard::job {

using UnitNumber = std::uint32_t;

enum class UnitState {
    Waiting,   // for units that it needs
    Ready,     // could run: waits for a processor
    Running,   //
    Built,     //
    Reused,    // taken from the store
    Failed,    //
    Cancelled, // was ended before it was done
    Blocked,   // needs one that failed
    NotBegun,  // the job ended before it could run
};
/// "waiting", "ready", "running", "built", "reused", "failed", "cancelled", "blocked", "not begun".
std::string_view unitStateName(UnitState state);

/// Times are milliseconds since 1970; 0: not yet, or never.
struct LiveUnit {
    activity::BuildGraph::Unit told;
    UnitState state = UnitState::Waiting;
    std::int64_t started = 0;
    std::int64_t usable = 0; // others of its sort could start
    std::int64_t ended = 0;
    activity::Id activity = 0;           // whose lines are its log; 0: none
    std::string command = {};            // the command line, as it is shown
    std::vector<UnitNumber> needs = {};  // each once, ascending
    std::vector<UnitNumber> wanted = {}; // by whom: the other way round
    std::uint32_t lane = 0;              // of the timeline, where it has started
    bool ran() const { return started != 0; }
};

/// The longest chain of units of which each waited for the one before: with any number of processors the build takes as
/// long as this, given the times that the units took.
struct LongestChain {
    std::vector<UnitNumber> units; // the first one first
    double seconds = 0;            // of those that others can build on early, only what passed until then
};

class LiveBuild {
public:
    /// Events that speak of what was not told are left out: a stream may begin or end anywhere.
    void take(const BuildEvent &event);
    void take(const std::vector<BuildEvent> &events);
    /// The job has ended: what has no end gets one.
    void end();
    /// After the last event: states and lanes. To be called before any of what follows.
    void settle();

    bool known() const { return !m_units.empty(); } // a graph was told
    bool ended() const { return m_ended; }
    const std::vector<LiveUnit> &units() const { return m_units; }
    std::uint32_t lanes() const { return m_lanes; }
    /// By UnitState.
    const std::vector<std::size_t> &counts() const { return m_counts; }
    std::size_t count(UnitState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    std::int64_t begun() const { return m_begun; }   // the graph was told
    std::int64_t latest() const { return m_latest; } // the last event
    /// Changes with each graph that is told.
    std::uint64_t shape() const { return m_shape; }

private:
    void addGraph(const BuildEvent &event);
    LiveUnit *unitOf(activity::Id graph, std::int64_t number);
    void decideStates();
    void decideLanes();

    struct Graph {
        activity::Id id = 0;
        std::size_t first = 0; // of its units
        std::size_t count = 0;
    };
    std::vector<Graph> m_graphs;
    std::vector<LiveUnit> m_units;
    std::map<activity::Id, std::size_t> m_running; // units by the activities that they are
    std::vector<std::size_t> m_counts = std::vector<std::size_t>(9);
    std::uint32_t m_lanes = 0;
    std::int64_t m_begun = 0, m_latest = 0;
    std::uint64_t m_shape = 0;
    bool m_ended = false;
};

/// Seconds that a unit has run, until `now` where it still does; nothing where it has not begun.
std::optional<double> secondsOf(const LiveUnit &unit, std::int64_t now);
/// Whether one could begin before the other, which it needs, had ended: both are plain libraries.
bool startsEarly(const LiveUnit &unit, const LiveUnit &needed);
/// What a unit that has not begun still waits for.
std::vector<UnitNumber> missing(const LiveBuild &build, UnitNumber unit);
/// All that needs a unit, over however many steps; ascending.
std::vector<UnitNumber> dependants(const LiveBuild &build, UnitNumber unit);

/// Of the units that ran. Found by counting forward as if each had begun as soon as it could.
LongestChain longestChain(const LiveBuild &build);
/// From when the graph was told until the last unit ended (or the last event).
double wallSeconds(const LiveBuild &build);
/// The unit that explains a failure: of those that failed, the one that did so first.
std::optional<UnitNumber> firstFailure(const LiveBuild &build);

enum class TimeStep { Earlier, Later, LaneUp, LaneDown };
/// The unit that an arrow key leads to in the timeline: the one before or after in its lane, or, of the lane beside it,
/// the one nearest in time. Nothing where there is none; without a unit to begin at, the first one that ran.
std::optional<UnitNumber> stepInTime(const LiveBuild &build, std::optional<UnitNumber> from, TimeStep step);

} // namespace crossyard::job
