// SPDX-License-Identifier: MIT OR Apache-2.0
// The states follow from what happened and from the edges; nothing but starts and ends is told. Of an edge between
// plain libraries, the later one may start when the metadata of the earlier one is there (pipelining), so "ready" and
// the longest chain look at two moments of a unit: when others could build on it, and when it ended.
#include "job/live_build.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace crossyard::job {

namespace {

using activity::Event;

constexpr std::array names{"waiting", "ready",     "running", "built",    "reused",
                           "failed",  "cancelled", "blocked", "not begun"};

bool isThere(const LiveUnit &unit)
{
    return unit.state == UnitState::Built || unit.state == UnitState::Reused;
}

UnitState stateAfter(Event::Outcome outcome)
{
    switch (outcome) {
    case Event::Outcome::Done:
        return UnitState::Built;
    case Event::Outcome::Failed:
        return UnitState::Failed;
    case Event::Outcome::Cancelled:
        return UnitState::Cancelled;
    case Event::Outcome::Stored:
        return UnitState::Reused;
    }
    return UnitState::Built;
}

bool hasNotBegun(UnitState state)
{
    return state == UnitState::Waiting || state == UnitState::Ready || state == UnitState::Blocked ||
           state == UnitState::NotBegun;
}

void sortUnique(std::vector<UnitNumber> &numbers)
{
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
}

} // namespace

std::string_view unitStateName(UnitState state)
{
    return names[static_cast<std::size_t>(state)];
}

void LiveBuild::take(const BuildEvent &told)
{
    const Event &event = told.event;
    if (m_begun != 0)
        m_latest = std::max(m_latest, told.at);
    LiveUnit *unit = nullptr;
    switch (event.kind) {
    case Event::Kind::Graph:
        addGraph(told);
        return;
    case Event::Kind::Found:
        if ((unit = unitOf(event.id, event.unit)))
            unit->state = UnitState::Reused;
        return;
    case Event::Kind::Started:
        if ((unit = unitOf(event.parent, event.unit))) {
            // A build script may run twice: the last time counts.
            unit->state = UnitState::Running;
            unit->started = told.at;
            unit->usable = unit->ended = 0;
            unit->activity = event.id;
            m_running[event.id] = static_cast<std::size_t>(unit - m_units.data());
        }
        return;
    default:
        break;
    }
    const auto running = m_running.find(event.id);
    if (running == m_running.end() || m_units[running->second].activity != event.id)
        return;
    unit = &m_units[running->second];
    if (event.kind == Event::Kind::Usable) {
        unit->usable = told.at;
    } else if (event.kind == Event::Kind::Command) {
        unit->command = event.text;
    } else if (event.kind == Event::Kind::Finished) {
        unit->state = stateAfter(event.outcome);
        unit->ended = std::max(told.at, unit->started); // the clock may have been set back
    }
}

void LiveBuild::take(const std::vector<BuildEvent> &events)
{
    for (const auto &event : events)
        take(event);
}

// A job that builds several sysroots tells several graphs; their units stand beside one another.
void LiveBuild::addGraph(const BuildEvent &told)
{
    const auto graph = activity::buildGraphFrom(told.event.text);
    if (!graph || std::ranges::contains(m_graphs, told.event.id, &Graph::id))
        return;
    const auto first = m_units.size();
    m_graphs.push_back({told.event.id, first, graph->units.size()});
    for (const auto &unit : graph->units)
        m_units.push_back({.told = unit, .state = unit.needed ? UnitState::Waiting : UnitState::Reused});
    for (const auto &[unit, needed] : graph->edges) {
        m_units[first + unit].needs.push_back(static_cast<UnitNumber>(first + needed));
        m_units[first + needed].wanted.push_back(static_cast<UnitNumber>(first + unit));
    }
    for (auto i = first; i < m_units.size(); ++i) {
        sortUnique(m_units[i].needs);
        sortUnique(m_units[i].wanted);
    }
    if (m_begun == 0)
        m_begun = m_latest = told.at;
    ++m_shape;
}

LiveUnit *LiveBuild::unitOf(activity::Id graph, std::int64_t number)
{
    const auto it = std::ranges::find(m_graphs, graph, &Graph::id);
    if (it == m_graphs.end() || number < 0 || static_cast<std::size_t>(number) >= it->count)
        return nullptr;
    return &m_units[it->first + static_cast<std::size_t>(number)];
}

void LiveBuild::end()
{
    m_ended = true;
    for (auto &unit : m_units) {
        if (unit.state == UnitState::Running) {
            unit.state = UnitState::Cancelled;
            unit.ended = std::max(m_latest, unit.started);
        }
    }
}

void LiveBuild::settle()
{
    decideStates();
    decideLanes();
    std::ranges::fill(m_counts, 0);
    for (const auto &unit : m_units)
        ++m_counts[static_cast<std::size_t>(unit.state)];
}

void LiveBuild::decideStates()
{
    std::vector<UnitNumber> blocking;
    for (UnitNumber i = 0; i < m_units.size(); ++i) {
        LiveUnit &unit = m_units[i];
        if (unit.state == UnitState::Failed)
            blocking.push_back(i);
        if (!hasNotBegun(unit.state))
            continue;
        const bool ready = std::ranges::all_of(unit.needs, [&](UnitNumber needed) {
            const LiveUnit &other = m_units[needed];
            return isThere(other) || (startsEarly(unit, other) && other.usable != 0);
        });
        unit.state = m_ended ? UnitState::NotBegun : ready ? UnitState::Ready : UnitState::Waiting;
    }
    while (!blocking.empty()) {
        const auto from = blocking.back();
        blocking.pop_back();
        for (const auto next : m_units[from].wanted) {
            if (m_units[next].state != UnitState::Blocked && hasNotBegun(m_units[next].state)) {
                m_units[next].state = UnitState::Blocked;
                blocking.push_back(next);
            }
        }
    }
}

// Each takes the first lane that is free when it starts. What comes later changes nothing of what is there.
void LiveBuild::decideLanes()
{
    std::vector<UnitNumber> order;
    for (UnitNumber i = 0; i < m_units.size(); ++i) {
        if (m_units[i].ran())
            order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [this](UnitNumber i) { return m_units[i].started; });
    std::vector<std::int64_t> freeFrom;
    for (const auto i : order) {
        LiveUnit &unit = m_units[i];
        const auto it = std::ranges::find_if(freeFrom, [&](std::int64_t free) { return free <= unit.started; });
        unit.lane = static_cast<std::uint32_t>(it - freeFrom.begin());
        if (it == freeFrom.end())
            freeFrom.push_back(0);
        freeFrom[unit.lane] = unit.ended ? unit.ended : std::numeric_limits<std::int64_t>::max();
    }
    m_lanes = static_cast<std::uint32_t>(freeFrom.size());
}

std::optional<double> secondsOf(const LiveUnit &unit, std::int64_t now)
{
    if (!unit.ran())
        return std::nullopt;
    return static_cast<double>(std::max<std::int64_t>((unit.ended ? unit.ended : now) - unit.started, 0)) / 1000;
}

bool startsEarly(const LiveUnit &unit, const LiveUnit &needed)
{
    return unit.told.early && needed.told.early;
}

std::vector<UnitNumber> missing(const LiveBuild &build, UnitNumber number)
{
    const auto &units = build.units();
    const LiveUnit &unit = units[number];
    std::vector<UnitNumber> list;
    if (!hasNotBegun(unit.state))
        return list;
    std::ranges::copy_if(unit.needs, std::back_inserter(list), [&](UnitNumber needed) {
        return !isThere(units[needed]) && !(startsEarly(unit, units[needed]) && units[needed].usable != 0 &&
                                            units[needed].state == UnitState::Running);
    });
    return list;
}

std::vector<UnitNumber> dependants(const LiveBuild &build, UnitNumber unit)
{
    std::vector<bool> seen(build.units().size());
    std::vector<UnitNumber> open{unit};
    seen[unit] = true;
    std::vector<UnitNumber> found;
    while (!open.empty()) {
        const auto from = open.back();
        open.pop_back();
        for (const auto next : build.units()[from].wanted) {
            if (!seen[next]) {
                seen[next] = true;
                found.push_back(next);
                open.push_back(next);
            }
        }
    }
    std::ranges::sort(found);
    return found;
}

double wallSeconds(const LiveBuild &build)
{
    std::int64_t last = 0;
    for (const auto &unit : build.units())
        last = std::max(last, unit.ended);
    if (last == 0 || !build.ended())
        last = build.latest();
    return static_cast<double>(std::max<std::int64_t>(last - build.begun(), 0)) / 1000;
}

std::optional<UnitNumber> firstFailure(const LiveBuild &build)
{
    std::optional<UnitNumber> first;
    const auto &units = build.units();
    for (UnitNumber i = 0; i < units.size(); ++i) {
        if (units[i].state == UnitState::Failed && (!first || units[i].ended < units[*first].ended))
            first = i;
    }
    return first;
}

std::optional<UnitNumber> stepInTime(const LiveBuild &build, std::optional<UnitNumber> from, TimeStep step)
{
    const auto &units = build.units();
    if (from && (*from >= units.size() || !units[*from].ran()))
        from.reset();
    const bool sideways = step == TimeStep::Earlier || step == TimeStep::Later;
    const auto middle = [&](const LiveUnit &unit) {
        return (unit.started + (unit.ended ? unit.ended : build.latest())) / 2;
    };
    std::optional<UnitNumber> best;
    std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
    for (UnitNumber i = 0; i < units.size(); ++i) {
        if (!units[i].ran() || i == from)
            continue;
        std::int64_t distance = units[i].started;
        if (from) {
            const LiveUnit &at = units[*from];
            const auto lane = static_cast<std::int64_t>(units[i].lane) - static_cast<std::int64_t>(at.lane);
            if (lane != (sideways ? 0 : step == TimeStep::LaneDown ? 1 : -1))
                continue;
            const auto way = middle(units[i]) - middle(at);
            if (sideways &&
                (std::pair(units[i].started, i) > std::pair(at.started, *from)) != (step == TimeStep::Later))
                continue;
            distance = std::abs(way);
        }
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

} // namespace crossyard::job
