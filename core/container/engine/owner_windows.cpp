// SPDX-License-Identifier: MIT OR Apache-2.0
// Windows. Engines run in a virtual machine there, which has limits of its own.
#include "container/engine/owner.h"

#include <QSysInfo>

#include <windows.h>

namespace crossyard::container {

std::optional<std::string> startOf(std::int64_t pid)
{
    const HANDLE process = ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid));
    if (!process)
        return ::GetLastError() == ERROR_INVALID_PARAMETER ? std::nullopt : std::optional<std::string>("");
    DWORD exit = 0;
    FILETIME start{}, ended{}, kernel{}, user{};
    const bool lives = !::GetExitCodeProcess(process, &exit) || exit == STILL_ACTIVE;
    const bool known = ::GetProcessTimes(process, &start, &ended, &kernel, &user) != 0;
    ::CloseHandle(process);
    if (!lives)
        return std::nullopt;
    if (!known)
        return "";
    return std::to_string((static_cast<std::uint64_t>(start.dwHighDateTime) << 32U) | start.dwLowDateTime);
}

ProcessPlace processPlace()
{
    // The time of start of a process is told to 100 ns, so that it tells one start of the system from another as well.
    const auto machine = QString::fromUtf8(QSysInfo::machineUniqueId()).remove(u':').toStdString();
    return {.space = {}, .boot = machine, .machine = machine};
}

std::int64_t processId()
{
    return static_cast<std::int64_t>(::GetCurrentProcessId());
}

std::string userNumber()
{
    return {};
}

std::string groupNumber()
{
    return {};
}

bool isRoot()
{
    return false;
}

std::string kernelRelease()
{
    return QSysInfo::kernelVersion().toStdString();
}

std::optional<std::uint64_t> hardFileLimit()
{
    return std::nullopt;
}

std::optional<std::uint64_t> hardProcessLimit()
{
    return std::nullopt;
}

} // namespace crossyard::container
