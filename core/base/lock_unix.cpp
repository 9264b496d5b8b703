// SPDX-License-Identifier: MIT OR Apache-2.0
// flock(2): per open file, so two locks within one process exclude each other as well.
#include "base/lock.h"

#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace crossyard {

void FileLock::release()
{
    if (held())
        ::close(static_cast<int>(m_handle));
    m_handle = invalid;
}

Result<FileLock> FileLock::tryAcquire(const fs::path &file, Mode mode)
{
    CY_CHECK(createDirectories(file.parent_path()));
    // A shared lock needs no right to write; a store that is read-only for us can still be used.
    int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 && mode == Mode::Shared)
        fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(ioError("open lock", file, {errno, std::generic_category()}));
    FileLock lock(fd);
    while (::flock(fd, (mode == Mode::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return FileLock();
        if (errno != EINTR)
            return fail(ioError("lock", file, {errno, std::generic_category()}));
    }
    return lock;
}

} // namespace crossyard
