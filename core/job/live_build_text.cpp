// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/live_build_text.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::job {

namespace {

std::string titlesOf(const LiveBuild &build, const std::vector<UnitNumber> &numbers)
{
    constexpr std::size_t most = 3;
    std::vector<std::string> titles;
    for (const auto number : numbers) {
        if (titles.size() < most)
            titles.push_back(build.units()[number].told.title);
    }
    return join(titles, ", ") + (numbers.size() > most ? std::format(" and {} more", numbers.size() - most) : "");
}

// What the reader looks for comes first: what failed, then by time, then what has not begun, then the store's.
std::vector<UnitNumber> inOrderOfInterest(const LiveBuild &build)
{
    const auto &units = build.units();
    std::vector<UnitNumber> order(units.size());
    for (UnitNumber i = 0; i < units.size(); ++i)
        order[i] = i;
    const auto rank = [&](UnitNumber i) {
        if (units[i].state == UnitState::Failed)
            return std::pair(0, units[i].started);
        return std::pair(units[i].ran() ? 1 : units[i].state == UnitState::Reused ? 3 : 2, units[i].started);
    };
    std::ranges::stable_sort(order, {}, rank);
    return order;
}

} // namespace

std::string reasonOf(const LiveBuild &build, UnitNumber number)
{
    const LiveUnit &unit = build.units()[number];
    if (unit.state == UnitState::Blocked) {
        std::vector<UnitNumber> failed;
        const auto &units = build.units();
        for (UnitNumber i = 0; i < units.size(); ++i) {
            if (units[i].state == UnitState::Failed && std::ranges::contains(dependants(build, i), number))
                failed.push_back(i);
        }
        return "needs " + titlesOf(build, failed);
    }
    if (unit.state == UnitState::Waiting && build.begun() != 0)
        return "waits for " + titlesOf(build, missing(build, number));
    return unit.told.reason;
}

std::string toText(const LiveBuild &build, std::int64_t now)
{
    const auto &units = build.units();
    std::size_t width = 0;
    for (const auto &unit : units)
        width = std::max(width, unit.told.title.size());
    std::string text;
    for (const auto i : inOrderOfInterest(build)) {
        const auto seconds = secondsOf(units[i], now);
        std::string line =
            std::format("{:<9} {:>11}  {:<{}}  {}", unitStateName(units[i].state),
                        seconds ? shownDuration(*seconds) : "", units[i].told.title, width, reasonOf(build, i));
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    std::vector<std::string> counts;
    for (std::size_t state = 0; state < build.counts().size(); ++state) {
        if (build.counts()[state] > 0)
            counts.push_back(std::format("{} {}", build.counts()[state], unitStateName(static_cast<UnitState>(state))));
    }
    text += "\n" + join(counts, ", ");
    if (const auto chain = longestChain(build); !chain.units.empty()) {
        std::vector<std::string> titles;
        for (const auto i : chain.units)
            titles.push_back(units[i].told.title);
        text += std::format("\ncritical path: {}: {} of {}", join(titles, " > "), shownDuration(chain.seconds),
                            shownDuration(wallSeconds(build)));
    }
    return text;
}

std::string toJson(const LiveBuild &build, std::int64_t now)
{
    using Json = nlohmann::ordered_json;
    Json units = Json::array();
    for (UnitNumber i = 0; i < build.units().size(); ++i) {
        const LiveUnit &unit = build.units()[i];
        const auto seconds = secondsOf(unit, now);
        units.push_back({{"title", unit.told.title},
                         {"kind", unit.told.kind},
                         {"host", unit.told.host},
                         {"state", unitStateName(unit.state)},
                         {"started", unit.started},
                         {"usable", unit.usable},
                         {"ended", unit.ended},
                         {"seconds", seconds ? Json(*seconds) : Json(nullptr)},
                         {"reason", reasonOf(build, i)},
                         {"command", unit.command},
                         {"needs", unit.needs},
                         {"lane", unit.ran() ? Json(unit.lane) : Json(nullptr)}});
    }
    Json counts = Json::object();
    for (std::size_t state = 0; state < build.counts().size(); ++state)
        counts[unitStateName(static_cast<UnitState>(state))] = build.counts()[state];
    const auto chain = longestChain(build);
    const Json json{{"units", std::move(units)},
                    {"counts", std::move(counts)},
                    {"criticalPath", {{"units", chain.units}, {"seconds", chain.seconds}}},
                    {"seconds", wallSeconds(build)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::job
