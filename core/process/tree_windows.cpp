// SPDX-License-Identifier: MIT OR Apache-2.0
// Each program gets a Job Object that kills its processes when the last handle, ours, is closed: also when we die.
#include "process/tree.h"

#include <atomic>
#include <map>
#include <mutex>
#include <windows.h>

namespace crossyard::process {

namespace {

std::mutex jobsMutex;
std::map<qint64, HANDLE> jobs;

HANDLE jobOf(qint64 pid)
{
    const std::lock_guard lock(jobsMutex);
    const auto it = jobs.find(pid);
    return it == jobs.end() ? nullptr : it->second;
}

} // namespace

void prepareGroup(QProcess &process)
{
    process.setCreateProcessArgumentsModifier(
        [](QProcess::CreateProcessArguments *arguments) { arguments->flags |= CREATE_NEW_PROCESS_GROUP; });
}

void adoptGroup(qint64 pid)
{
    const HANDLE job = ::CreateJobObjectW(nullptr, nullptr);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    const HANDLE process = ::OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, static_cast<DWORD>(pid));
    if (process) {
        ::AssignProcessToJobObject(job, process);
        ::CloseHandle(process);
    }
    const std::lock_guard lock(jobsMutex);
    jobs[pid] = job;
}

void signalGroup(qint64 pid, bool kill)
{
    if (kill) {
        if (const HANDLE job = jobOf(pid))
            ::TerminateJobObject(job, 1);
    } else {
        ::GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, static_cast<DWORD>(pid));
    }
}

bool groupAlive(qint64 pid)
{
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION info{};
    const HANDLE job = jobOf(pid);
    return job && ::QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &info, sizeof info, nullptr) &&
           info.ActiveProcesses > 0;
}

void releaseGroup(qint64 pid)
{
    const std::lock_guard lock(jobsMutex);
    if (const auto it = jobs.find(pid); it != jobs.end()) {
        ::CloseHandle(it->second);
        jobs.erase(it);
    }
}

IgnoreTerminalSignals::IgnoreTerminalSignals()
{
    ::SetConsoleCtrlHandler(nullptr, TRUE);
}

IgnoreTerminalSignals::~IgnoreTerminalSignals()
{
    ::SetConsoleCtrlHandler(nullptr, FALSE);
}

namespace {

// One more than the console's event; 0: none. The later one counts.
std::atomic<DWORD> notedEvent = 0;

BOOL WINAPI noteEvent(DWORD event)
{
    notedEvent = event + 1;
    return TRUE;
}

} // namespace

NoteEndRequests::NoteEndRequests()
{
    notedEvent = 0;
    ::SetConsoleCtrlHandler(noteEvent, TRUE);
}

NoteEndRequests::~NoteEndRequests()
{
    ::SetConsoleCtrlHandler(noteEvent, FALSE);
}

std::optional<EndRequest> NoteEndRequests::taken()
{
    const DWORD noted = notedEvent.exchange(0);
    if (noted == 0)
        return std::nullopt;
    using enum EndRequest::Kind;
    const DWORD event = noted - 1;
    return EndRequest{.kind = event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT ? Interrupt : Hangup,
                      .fromTerminal = true};
}

void restoreTerminalSignals(QProcess &) {}

} // namespace crossyard::process
