// SPDX-License-Identifier: MIT OR Apache-2.0
// A pipe with one byte a token, in the form that every version of the Rust jobserver crate knows (a named pipe is
// understood only since 2023).
#include "process/jobserver.h"

#include "base/files.h"

#include <algorithm>
#include <fcntl.h>
#include <format>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace crossyard::process {

Result<Jobserver> Jobserver::create(int jobs)
{
    int ends[2];
    if (::pipe(ends) != 0) // inherited by children on purpose: no close-on-exec
        return fail(ioError("make", "a pipe for the jobserver", {errno, std::generic_category()}));
    Jobserver server;
    server.m_read = ends[0];
    server.m_write = ends[1];
    // O_NONBLOCK belongs to the open file, which children share, and older ones do not expect it; so we open our own.
    server.m_take = ::open(std::format("/dev/fd/{}", ends[0]).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    for (int i = 1; i < std::max(1, jobs); ++i)
        server.give();
    return server;
}

Jobserver::Jobserver(Jobserver &&other) noexcept
    : m_read(std::exchange(other.m_read, -1)), m_write(std::exchange(other.m_write, -1)),
      m_take(std::exchange(other.m_take, -1))
{
}

Jobserver &Jobserver::operator=(Jobserver &&other) noexcept
{
    std::swap(m_read, other.m_read);
    std::swap(m_write, other.m_write);
    std::swap(m_take, other.m_take);
    return *this;
}

Jobserver::~Jobserver()
{
    if (m_read >= 0)
        ::close(m_read);
    if (m_write >= 0)
        ::close(m_write);
    if (m_take >= 0)
        ::close(m_take);
}

std::string Jobserver::makeflags() const
{
    return std::format("-j --jobserver-fds={0},{1} --jobserver-auth={0},{1}", m_read, m_write);
}

bool Jobserver::tryTake()
{
    pollfd waiting{m_read, POLLIN, 0};
    if (::poll(&waiting, 1, 0) != 1)
        return false;
    // A child may take the byte between poll and read. Where the end could not be opened a second time, we then wait
    // the little while until somebody gives one back.
    char token = 0;
    return ::read(m_take >= 0 ? m_take : m_read, &token, 1) == 1;
}

void Jobserver::take()
{
    char token = 0;
    while (::read(m_read, &token, 1) != 1) {
        if (errno == EINTR)
            continue;
        pollfd waiting{m_read, POLLIN, 0}; // a child may have made reading not wait, for all
        (void)::poll(&waiting, 1, -1);
    }
}

void Jobserver::give()
{
    const char token = '+';
    while (::write(m_write, &token, 1) < 0 && errno == EINTR) {
    }
}

} // namespace crossyard::process
