// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of running processes that differs by platform: groups that can be killed as a whole, and that do not
// outlive us.
#pragma once

#include "process/runner.h"

#include <QProcess>

namespace crossyard::process {

/// Called before start(): puts the child into a group of its own.
void prepareGroup(QProcess &process);
/// Called after a successful start: from now on the group is killed when this process dies.
void adoptGroup(qint64 pid);
/// Asks every process of the group to end, or kills it.
void signalGroup(qint64 pid, bool kill);
/// True while any process of the group lives.
bool groupAlive(qint64 pid);
/// Called after the program ended: what it left behind in its group is killed.
void releaseGroup(qint64 pid);

/// Ctrl-C and its like do not end this process while one of these lives: the program in the foreground decides.
class IgnoreTerminalSignals {
public:
    IgnoreTerminalSignals();
    ~IgnoreTerminalSignals();
    IgnoreTerminalSignals(const IgnoreTerminalSignals &) = delete;
    IgnoreTerminalSignals &operator=(const IgnoreTerminalSignals &) = delete;

private:
    void (*m_int)(int) = nullptr;
    void (*m_quit)(int) = nullptr;
};

/// While one of these lives, what asks this process to end (Ctrl-C, SIGTERM, SIGHUP) does not end it: it is noted. Made
/// after an IgnoreTerminalSignals and gone before it; one at a time.
class NoteEndRequests {
public:
    NoteEndRequests();
    ~NoteEndRequests();
    NoteEndRequests(const NoteEndRequests &) = delete;
    NoteEndRequests &operator=(const NoteEndRequests &) = delete;
    /// What came since it was asked last.
    static std::optional<EndRequest> taken();
};
/// What a child must do, between fork and exec, to undo the above.
void restoreTerminalSignals(QProcess &process);

} // namespace crossyard::process
