// SPDX-License-Identifier: MIT OR Apache-2.0
// Each program runs in a process group of its own. A guard process, forked before the first one, reads "+PGID" and
// "-PGID" records from a pipe that only we hold open for writing; when we die, even by SIGKILL, it reads the end of
// the pipe and kills the groups that are still listed. The "+" comes from the child itself before it becomes the
// program, so that nothing that the program starts can be earlier.
#include "process/tree.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <sys/wait.h>
#include <unistd.h>

namespace crossyard::process {

namespace {

struct Record {
    char sign = 0;
    pid_t group = 0;
};

void closeAllBut(int keep)
{
    const long limit = ::sysconf(_SC_OPEN_MAX);
    const int end = limit > 0 && limit < 65536 ? static_cast<int>(limit) : 65536;
#ifdef __linux__
    if ((keep == 0 || ::close_range(0, static_cast<unsigned>(keep) - 1, 0) == 0) &&
        ::close_range(static_cast<unsigned>(keep) + 1, ~0U, 0) == 0)
        return;
#endif
    for (int fd = 0; fd < end; ++fd) {
        if (fd != keep)
            ::close(fd);
    }
}

// Runs in a forked child of a process with threads: only async-signal-safe calls from here on.
[[noreturn]] void guard(int pipe)
{
    ::setsid();
    ::signal(SIGTERM, SIG_IGN);
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
    closeAllBut(pipe);
    static std::array<pid_t, 4096> groups{}; // far more than programs that run at once; 0 is a free slot
    Record record;
    while (true) {
        const ssize_t n = ::read(pipe, &record, sizeof record);
        if (n < 0 && errno == EINTR)
            continue;
        if (n != sizeof record)
            break;
        const bool adds = record.sign == '+';
        for (auto &slot : groups) {
            // A program that could not be started is added and never taken off.
            if (adds ? slot == 0 || (::kill(-slot, 0) != 0 && errno == ESRCH) : slot == record.group) {
                slot = adds ? record.group : 0;
                break;
            }
        }
    }
    for (const pid_t group : groups) {
        if (group > 1)
            ::kill(-group, SIGKILL);
    }
    ::_exit(0);
}

class Guard {
public:
    Guard()
    {
        int ends[2];
        if (::pipe(ends) != 0)
            return;
        ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
        // Forked twice, so that the guard is nobody's child to wait for.
        const pid_t child = ::fork();
        if (child == 0) {
            if (::fork() == 0)
                guard(ends[0]);
            ::_exit(0);
        }
        ::close(ends[0]);
        if (child > 0)
            ::waitpid(child, nullptr, 0);
        m_pipe = ends[1];
    }

    // Async-signal-safe. A record is far below PIPE_BUF, so those of several processes do not mix.
    void tell(char sign, pid_t group) const
    {
        const Record record{sign, group};
        while (m_pipe >= 0 && ::write(m_pipe, &record, sizeof record) < 0 && errno == EINTR) {
        }
    }

private:
    int m_pipe = -1;
};

const Guard &theGuard()
{
    static const Guard one;
    return one;
}

} // namespace

void prepareGroup(QProcess &process)
{
    process.setChildProcessModifier([&guard = theGuard()] {
        ::setpgid(0, 0);
        ::signal(SIGPIPE, SIG_IGN); // the guard may have been killed
        guard.tell('+', ::getpid());
        ::signal(SIGPIPE, SIG_DFL);
    });
}

void adoptGroup(qint64) {} // the child did it

void signalGroup(qint64 pid, bool kill)
{
    if (pid > 1)
        ::kill(-static_cast<pid_t>(pid), kill ? SIGKILL : SIGTERM);
}

bool groupAlive(qint64 pid)
{
    return pid > 1 && ::kill(-static_cast<pid_t>(pid), 0) == 0;
}

void releaseGroup(qint64 pid)
{
    signalGroup(pid, true);
    theGuard().tell('-', static_cast<pid_t>(pid));
}

IgnoreTerminalSignals::IgnoreTerminalSignals() : m_int(::signal(SIGINT, SIG_IGN)), m_quit(::signal(SIGQUIT, SIG_IGN)) {}

IgnoreTerminalSignals::~IgnoreTerminalSignals()
{
    ::signal(SIGINT, m_int);
    ::signal(SIGQUIT, m_quit);
}

namespace {

// 0, or the signal, negative where it came from the terminal. The later one counts.
volatile std::sig_atomic_t notedSignal = 0;

constexpr std::array endSignals{SIGINT, SIGTERM, SIGHUP};
std::array<struct sigaction, endSignals.size()> beforeNoting{};

extern "C" void noteSignal(int signal, siginfo_t *info, void *)
{
    // What a terminal sends comes from the kernel, and goes to its whole foreground group.
    const bool fromTerminal = info && info->si_code > 0;
    notedSignal = fromTerminal ? -signal : signal;
}

} // namespace

NoteEndRequests::NoteEndRequests()
{
    notedSignal = 0;
    struct sigaction note {};
    note.sa_sigaction = noteSignal;
    note.sa_flags = SA_SIGINFO | SA_RESTART;
    ::sigemptyset(&note.sa_mask);
    for (std::size_t i = 0; i < endSignals.size(); ++i)
        ::sigaction(endSignals[i], &note, &beforeNoting[i]);
}

NoteEndRequests::~NoteEndRequests()
{
    for (std::size_t i = 0; i < endSignals.size(); ++i)
        ::sigaction(endSignals[i], &beforeNoting[i], nullptr);
}

std::optional<EndRequest> NoteEndRequests::taken()
{
    const int signal = notedSignal;
    notedSignal = 0;
    if (signal == 0)
        return std::nullopt;
    using enum EndRequest::Kind;
    const int number = signal < 0 ? -signal : signal;
    return EndRequest{.kind = number == SIGINT   ? Interrupt
                              : number == SIGHUP ? Hangup
                                                 : Terminate,
                      .fromTerminal = signal < 0};
}

void restoreTerminalSignals(QProcess &process)
{
    process.setChildProcessModifier([] {
        ::signal(SIGINT, SIG_DFL);
        ::signal(SIGQUIT, SIG_DFL);
    });
}

} // namespace crossyard::process
