// SPDX-License-Identifier: MIT OR Apache-2.0
// Which containers run, as files: reading them costs nothing, where asking an engine takes a tenth of a second. They
// are written before a container starts and removed after it is gone; one whose writer does not live any more was left
// behind.
#pragma once

#include "container/engine/engine.h"

namespace crossyard::container {

class RunningContainer {
public:
    RunningContainer(const fs::path &store, const Engine &engine, const std::string &name);
    ~RunningContainer();
    RunningContainer(const RunningContainer &) = delete;
    RunningContainer &operator=(const RunningContainer &) = delete;

private:
    fs::path m_file;
};

/// Removes what was left behind; gives the names. What cannot be removed now is tried again the next time.
std::vector<std::string> sweepRunning(const fs::path &store);

} // namespace crossyard::container
