// SPDX-License-Identifier: MIT OR Apache-2.0
// A request to stop, shared by everyone who works on one job. Safe to use from any thread and from a signal handler.
#pragma once

#include "base/error.h"

#include <atomic>
#include <memory>

namespace crossyard {

class CancelToken {
public:
    CancelToken();
    /// Asks everyone who holds a copy to stop. Async-signal-safe.
    void cancel() const noexcept { m_flag->store(true, std::memory_order_relaxed); }
    bool cancelled() const noexcept { return m_flag->load(std::memory_order_relaxed); }
    /// An error with ErrorCode::Cancelled once cancel() was called.
    Result<void> check() const;

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace crossyard
