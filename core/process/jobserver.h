// SPDX-License-Identifier: MIT OR Apache-2.0
// A GNU make jobserver: a pool of tokens that compilers, build scripts and we ourselves share, so that all of them
// together never run more than the wanted number of threads. A child has one token by being started; it takes more
// from the pool. See "POSIX Jobserver Interaction" in GNU make's manual.
#pragma once

#include "base/cancel.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace crossyard::process {

class Jobserver {
public:
    /// A pool for `jobs` (at least 1) threads at once; one token belongs to the caller. Errors: Io.
    static Result<Jobserver> create(int jobs);
    Jobserver(Jobserver &&other) noexcept;
    Jobserver &operator=(Jobserver &&other) noexcept;
    ~Jobserver();

    /// The value for CARGO_MAKEFLAGS in the environment of a child.
    std::string makeflags() const;
    /// Takes a token if one is free now.
    bool tryTake();
    /// Waits for a token, in one queue with the children that wait for theirs.
    void take();
    void give();

private:
    Jobserver() = default;
    int m_read = -1; // the two ends of a pipe (Unix)
    int m_write = -1;
    int m_take = -1;            // the reading end once more, where it can be opened so that reading never waits
    std::intptr_t m_handle = 0; // a named semaphore (Windows)
    std::string m_name;
};

/// Waits for tokens on a thread of its own. Who asks for one only now and then comes after all that wait: a compiler
/// that wants to add threads would have each one that another compiler gives back.
class TokenWaiter {
public:
    /// `onToken` is called on that thread, for each token that was taken.
    TokenWaiter(Jobserver &pool, std::function<void()> onToken);
    TokenWaiter(const TokenWaiter &) = delete;
    TokenWaiter &operator=(const TokenWaiter &) = delete;
    /// Stops to wait. Others may find a token more in the pool afterwards: it is to end now, too.
    ~TokenWaiter();

    /// Waits for one token, if it does not yet.
    void want();

private:
    void work();

    Jobserver &m_pool;
    std::function<void()> m_onToken;
    std::mutex m_mutex; // the two below
    bool m_wanted = false;
    bool m_ended = false;
    std::condition_variable m_changed;
    std::jthread m_thread;
};

} // namespace crossyard::process
