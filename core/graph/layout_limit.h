// SPDX-License-Identifier: MIT OR Apache-2.0
// When a phase of the layout is to end: cancelled, out of time, or out of work. Work is counted in steps of inner
// loops, a few nanoseconds each, and is the same on every machine.
#pragma once

#include "base/cancel.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace crossyard::graph::layered {

class Limit {
public:
    using Clock = std::chrono::steady_clock;

    explicit Limit(CancelToken cancel = {}, std::optional<Clock::time_point> end = {})
        : m_cancel(std::move(cancel)), m_end(end)
    {
        look();
    }

    /// Counts work; true once there is a reason to stop, and from then on.
    bool over(std::uint64_t work = 1)
    {
        m_work += work;
        if (m_work >= m_nextLook)
            look();
        return m_over || m_work >= m_most;
    }
    bool cancelled() const { return m_cancel.cancelled(); }
    bool outOfTime() const { return m_over; }

    /// The same reasons, and a part of the time that is left, and at most so much work.
    Limit part(double share, std::uint64_t work) const
    {
        auto end = m_end;
        if (const auto now = Clock::now(); end && *end > now)
            end = now + std::chrono::duration_cast<Clock::duration>((*end - now) * share);
        Limit limit(m_cancel, end);
        limit.m_most = work;
        return limit;
    }

private:
    void look()
    {
        // Some 0.1 ms of work between two looks at the clock.
        m_nextLook = m_work + 50'000;
        m_over = m_over || m_cancel.cancelled() || (m_end && Clock::now() >= *m_end);
    }

    CancelToken m_cancel;
    std::optional<Clock::time_point> m_end;
    std::uint64_t m_work = 0;
    std::uint64_t m_nextLook = 0;
    std::uint64_t m_most = ~std::uint64_t(0);
    bool m_over = false;
};

} // namespace crossyard::graph::layered
