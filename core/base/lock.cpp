// SPDX-License-Identifier: MIT OR Apache-2.0
// What a lock does on every platform; the system's part is in lock_unix.cpp and lock_windows.cpp.
#include "base/lock.h"

#include <chrono>
#include <thread>
#include <utility>

namespace crossyard {

FileLock::FileLock(FileLock &&other) noexcept : m_handle(std::exchange(other.m_handle, invalid)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    if (this != &other) {
        release();
        m_handle = std::exchange(other.m_handle, invalid);
    }
    return *this;
}

FileLock::~FileLock()
{
    release();
}

Result<FileLock> FileLock::acquire(const fs::path &file, Mode mode, const CancelToken &cancel,
                                   const std::function<void()> &waiting)
{
    bool told = false;
    while (true) {
        CY_TRY(FileLock lock, tryAcquire(file, mode));
        if (lock.held())
            return lock;
        CY_CHECK(cancel.check());
        if (!std::exchange(told, true) && waiting)
            waiting();
        // Polled, because a blocking flock could not be cancelled.
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

} // namespace crossyard
