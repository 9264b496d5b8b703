// SPDX-License-Identifier: MIT OR Apache-2.0
// A GNU make jobserver: a pool of tokens that compilers, build scripts and we ourselves share, so that all of them
// together never run more than the wanted number of threads. A child has one token by being started; it takes more
// from the pool. See "POSIX Jobserver Interaction" in GNU make's manual.
#pragma once

#include "base/cancel.h"

#include <cstdint>
#include <string>

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
    void give();

private:
    Jobserver() = default;
    int m_read = -1; // the two ends of a pipe (Unix)
    int m_write = -1;
    int m_take = -1;            // the reading end once more, where it can be opened so that reading never waits
    std::intptr_t m_handle = 0; // a named semaphore (Windows)
    std::string m_name;
};

} // namespace crossyard::process
