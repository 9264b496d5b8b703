// SPDX-License-Identifier: MIT OR Apache-2.0
// The ladder: what to try when an engine cannot run a container, chosen by what it said. Each rung is taken once, so
// that it comes to an end; those taken stay, so that several troubles at once are mended one after the other.
#pragma once

#include "container/engine/engine.h"

#include <cstdint>
#include <functional>
#include <set>

namespace crossyard::container {

/// What the rungs depend on, of this machine.
struct Workshop {
    std::optional<std::uint64_t> files;     // the hard limit of open files
    std::optional<std::uint64_t> processes; // the hard limit of the user's processes
    std::function<std::optional<fs::path>(std::string_view)> findProgram;
};
Workshop thisWorkshop();

class Ladder {
public:
    explicit Ladder(Workshop workshop) : m_workshop(std::move(workshop)) {}
    /// Changes the engine so that what it said may not be said again; gives why, one sentence. Nothing where no rung is
    /// left for it.
    std::optional<std::string> climb(Engine &engine, std::string_view said);

private:
    struct Rung;
    static const std::vector<Rung> &rungs();
    bool take(const Rung &rung, Engine &engine);
    bool setLimits(Engine &engine, std::uint64_t files, std::uint64_t processes) const;
    bool findInit(Engine &engine) const;

    Workshop m_workshop;
    std::set<std::string_view> m_taken;
};

/// Whether there is a rung for this at all: an engine that was remembered has to be tried anew then.
bool ladderKnows(std::string_view said);

} // namespace crossyard::container
