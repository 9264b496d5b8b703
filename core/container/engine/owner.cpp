// SPDX-License-Identifier: MIT OR Apache-2.0
// Which process owns a container: "PID:START:NAMESPACE:BOOT:MACHINE".
//
// An engine can serve several machines, and containers that have its socket; a number of a process means nothing to
// those. An owner that cannot be judged from here counts as alive: a container too many is better than the end of
// somebody's build.
#include "container/engine/owner.h"

#include "base/strings.h"
#include "container/engine/containers.h"

#include <charconv>
#include <format>

namespace crossyard::container {

namespace {

std::string label(std::int64_t pid, const std::string &start, const ProcessPlace &place)
{
    return std::format("{}:{}:{}:{}:{}", pid, start, place.space, place.boot, place.machine);
}

} // namespace

std::string ownerOfThisProcess()
{
    static const std::string mine = label(processId(), startOf(processId()).value_or(""), processPlace());
    return mine;
}

bool ownerIsAlive(std::string_view owner)
{
    const auto parts = split(owner, ':');
    std::int64_t pid = 0;
    if (parts.size() != 5 ||
        std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), pid).ec != std::errc() || pid <= 0)
        return true; // another version's: not ours to judge
    const ProcessPlace its{.space = parts[2], .boot = parts[3], .machine = parts[4]};
    static const auto here = processPlace();
    if (its.boot != here.boot) // before the last start of this machine, or on another one
        return here.machine.empty() || its.machine != here.machine;
    if (its.space != here.space)
        return true;
    const auto start = startOf(pid);
    return start && (start->empty() || parts[1].empty() || *start == parts[1]);
}

} // namespace crossyard::container
