// SPDX-License-Identifier: MIT OR Apache-2.0
// From a port of this machine to a socket in a directory: a debugger speaks TCP, and the program that it is for is in a
// container without a network. One debugger at a time; one that comes before there is a program waits for it.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <functional>
#include <memory>

namespace crossyard::container {

class DebugRelay {
public:
    /// Whether containers of this system share its kernel: where they run in a virtual machine, no socket crosses.
    static bool isPossible();

    /// Listens on 127.0.0.1, never on another address; 0 takes any free port. Makes the directory, readable by this
    /// user alone, removes those that killed processes left, and looks for debug_port.h's names in it. `once`: the
    /// socket serves one connection, and is removed when that is made. Errors: Io (the port is taken); Unsupported.
    static Result<std::unique_ptr<DebugRelay>> open(int port, bool once);
    /// Ends connections, and removes the directory.
    ~DebugRelay();
    DebugRelay(const DebugRelay &) = delete;
    DebugRelay &operator=(const DebugRelay &) = delete;

    int port() const;
    const fs::path &directory() const;
    /// Who is told that a program waits, by its path in the container, on a thread of the relay's; each program once.
    /// What is told to nobody waits. When this returns, the one before is called no more.
    void onWaiting(std::function<void(const std::string &program)> tell);

private:
    class Worker;
    explicit DebugRelay(std::unique_ptr<Worker> worker);
    std::unique_ptr<Worker> m_worker;
};

} // namespace crossyard::container
