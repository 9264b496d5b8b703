// SPDX-License-Identifier: MIT OR Apache-2.0
// What podman leaves of a build that was cancelled: the processes of the step that it ran, which do not hear of it, and
// the container that they are in, which keeps the image below from being removed. Docker's builds are its daemon's.
#pragma once

#include "container/engine/engine.h"

namespace crossyard::container {

class BuildLeftovers {
public:
    /// Before the build. `base`: the name of the image below, where nobody else builds upon that name; may be empty.
    /// `scratch`: an empty directory of this build's own.
    BuildLeftovers(const Engine &engine, std::string base, fs::path scratch);
    /// Has podman keep what it notes of running steps in the scratch directory: by that they are found.
    void prepare(process::Command &build) const;
    /// After one that ended badly: ends its steps; removes the containers that are named after the base, and the others
    /// that came since the beginning, where no build runs on this machine whose they might be.
    void remove() const;

private:
    std::vector<std::string> list() const; // "ID NAME" each
    void endSteps() const;
    void removeContainers() const;

    const Engine &m_engine;
    fs::path m_scratch;
    std::string m_prefix;
    std::vector<std::string> m_before;
};

} // namespace crossyard::container
