// SPDX-License-Identifier: MIT OR Apache-2.0
// A lock file: held by at most one process exclusively, or by many that share it. The system releases it when its
// holder dies, however it dies. The file itself stays.
#pragma once

#include "base/cancel.h"
#include "base/paths.h"

#include <functional>

namespace crossyard {

class FileLock {
public:
    enum class Mode { Shared, Exclusive };

    FileLock() = default;
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

    /// Takes the lock; its directory is made when it is missing. Where another process holds it, calls `waiting` once,
    /// then waits until it is free or the token is cancelled. Errors: Io, Cancelled.
    static Result<FileLock> acquire(const fs::path &file, Mode mode, const CancelToken &cancel,
                                    const std::function<void()> &waiting);
    /// Takes the lock if it is free; otherwise an empty lock. Errors: Io.
    static Result<FileLock> tryAcquire(const fs::path &file, Mode mode);

    bool held() const { return m_handle != invalid; }
    void release();

private:
    static constexpr std::intptr_t invalid = -1;
    explicit FileLock(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle = invalid;
};

} // namespace crossyard
