// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/live_build.h"

#include <algorithm>

namespace crossyard::job {

namespace {

double span(std::int64_t from, std::int64_t to)
{
    return static_cast<double>(std::max<std::int64_t>(to - from, 0)) / 1000;
}

// What a unit has to run before the other one can begin.
double before(const LiveUnit &needed, const LiveUnit &unit, std::int64_t latest)
{
    return startsEarly(unit, needed) && needed.usable != 0 ? span(needed.started, needed.usable)
                                                           : span(needed.started, needed.ended ? needed.ended : latest);
}

// Each after all that it needs; those of a circle, which no build has, are left out.
std::vector<UnitNumber> inOrder(const std::vector<LiveUnit> &units)
{
    std::vector<std::size_t> open(units.size());
    std::vector<UnitNumber> order;
    for (UnitNumber i = 0; i < units.size(); ++i) {
        open[i] = units[i].needs.size();
        if (open[i] == 0)
            order.push_back(i);
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const auto wanted : units[order[next]].wanted) {
            if (--open[wanted] == 0)
                order.push_back(wanted);
        }
    }
    return order;
}

} // namespace

LongestChain longestChain(const LiveBuild &build)
{
    const auto &units = build.units();
    constexpr auto none = static_cast<UnitNumber>(-1);
    std::vector<double> begin(units.size()); // the earliest that it could
    std::vector<UnitNumber> via(units.size(), none);
    UnitNumber last = none;
    LongestChain chain;
    for (const auto i : inOrder(units)) {
        if (!units[i].ran())
            continue;
        for (const auto needed : units[i].needs) {
            if (!units[needed].ran())
                continue;
            const double time = begin[needed] + before(units[needed], units[i], build.latest());
            if (via[i] == none || time > begin[i]) {
                begin[i] = time;
                via[i] = needed;
            }
        }
        const double end = begin[i] + span(units[i].started, units[i].ended ? units[i].ended : build.latest());
        if (last == none || end > chain.seconds) {
            chain.seconds = end;
            last = i;
        }
    }
    for (auto i = last; i != none; i = via[i])
        chain.units.push_back(i);
    std::ranges::reverse(chain.units);
    return chain;
}

} // namespace crossyard::job
