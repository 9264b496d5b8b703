// SPDX-License-Identifier: MIT OR Apache-2.0
// macOS, by sysctl. Engines run in a virtual machine there.
#include "container/engine/owner.h"

#include <format>
#include <sys/sysctl.h>
#include <vector>

namespace crossyard::container {

namespace {

std::string textOf(const char *name)
{
    std::size_t size = 0;
    if (::sysctlbyname(name, nullptr, &size, nullptr, 0) != 0 || size == 0)
        return {};
    std::vector<char> bytes(size + 1);
    return ::sysctlbyname(name, bytes.data(), &size, nullptr, 0) == 0 ? std::string(bytes.data()) : std::string();
}

} // namespace

std::optional<std::string> startOf(std::int64_t pid)
{
    int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(pid)};
    kinfo_proc info{};
    std::size_t size = sizeof info;
    if (::sysctl(name, 4, &info, &size, nullptr, 0) != 0)
        return "";
    if (size == 0 || info.kp_proc.p_stat == SZOMB)
        return std::nullopt;
    const auto start = info.kp_proc.p_starttime;
    return std::format("{}.{:06}", static_cast<long long>(start.tv_sec), static_cast<int>(start.tv_usec));
}

ProcessPlace processPlace()
{
    return {.space = {}, .boot = textOf("kern.bootsessionuuid"), .machine = textOf("kern.uuid")};
}

} // namespace crossyard::container
