// SPDX-License-Identifier: MIT OR Apache-2.0
// On systems whose containers run in a virtual machine: its files are seen there, its sockets are not.
#include "container/engine/debug_relay.h"

namespace crossyard::container {

class DebugRelay::Worker {};

bool DebugRelay::isPossible()
{
    return false;
}

Result<std::unique_ptr<DebugRelay>> DebugRelay::open(int, bool)
{
    return fail(ErrorCode::Unsupported, "no debugger reaches a program in a container on this system");
}

DebugRelay::DebugRelay(std::unique_ptr<Worker> worker) : m_worker(std::move(worker)) {}
DebugRelay::~DebugRelay() = default;

int DebugRelay::port() const
{
    return 0;
}

const fs::path &DebugRelay::directory() const
{
    static const fs::path none;
    return none;
}

void DebugRelay::onWaiting(std::function<void(const std::string &)>) {}

} // namespace crossyard::container
