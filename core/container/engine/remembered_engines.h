// SPDX-License-Identifier: MIT OR Apache-2.0
// The engines that were tried and work, in STORE/containers/engines.json: an engine is asked once, not at each build.
#pragma once

#include "base/files.h"
#include "container/engine/engine.h"

namespace crossyard::container {

/// What an engine's answer depends on beside its program: kernel, user, and the variables that point it elsewhere.
std::string engineSurroundings(const EnvironmentLookup &environment, const std::optional<std::string> &url);

class RememberedEngines {
public:
    /// A file that is not there or not ours to read is an empty one: everything can be found out again.
    static RememberedEngines read(const fs::path &store);

    /// Where the program is the one that was tried, and so are the surroundings.
    std::optional<Engine> find(const fs::path &program, const std::string &surroundings) const;
    /// In place of what was known of its program in these surroundings.
    void keep(const Engine &engine, const std::string &surroundings);
    void forget(const fs::path &program, const std::string &surroundings);
    /// Errors: Io.
    Result<void> write(const fs::path &store) const;

private:
    struct Entry {
        Engine engine;
        FileStamp stamp;
        std::string surroundings;
    };
    std::vector<Entry> m_entries;
};

} // namespace crossyard::container
