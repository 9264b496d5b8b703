// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/jobserver.h"

#include <chrono>

namespace crossyard::process {

TokenWaiter::TokenWaiter(Jobserver &pool, std::function<void()> onToken)
    : m_pool(pool), m_onToken(std::move(onToken)), m_thread([this] { work(); })
{
}

TokenWaiter::~TokenWaiter()
{
    std::unique_lock lock(m_mutex);
    m_ended = true;
    m_changed.notify_all();
    // The token that ends the waiting may be taken by somebody else; then it gets another.
    while (m_wanted) {
        m_pool.give();
        m_changed.wait_for(lock, std::chrono::milliseconds(5), [this] { return !m_wanted; });
    }
}

void TokenWaiter::want()
{
    const std::lock_guard lock(m_mutex);
    m_wanted = true;
    m_changed.notify_all();
}

void TokenWaiter::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_wanted || m_ended; });
        if (!m_wanted)
            return;
        lock.unlock();
        m_pool.take();
        lock.lock();
        m_wanted = false;
        m_changed.notify_all();
        if (m_ended)
            return;
        lock.unlock();
        m_onToken();
        lock.lock();
    }
}

} // namespace crossyard::process
