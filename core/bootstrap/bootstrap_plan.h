// SPDX-License-Identifier: MIT OR Apache-2.0
// All that a bootstrap would do, as a value: its units with their keys, what of them is stored, and what comes out
// where.
#pragma once

#include "bootstrap/native_libraries.h"
#include "build/executor.h"

namespace crossyard::bootstrap {

/// What the user gets: a file of a root, under the name that he knows.
struct PlannedArtifact {
    build::UnitIndex unit = 0;
    std::size_t output = 0; // which of the unit's files
    fs::path path;
    bool isProgram = false;
};

/// How a unit is to be had.
struct PlannedUnit {
    std::string title;
    bool host = false; // it runs while building
    std::vector<std::string> features;
    /// "stored", "build", "replayed" (a build script whose words were recorded), "unused": stored is what needs it, or
    /// the configuration speaks for it
    std::string state;
    std::string reason; // why it would be built
};

/// What a build script says is written down there, see script_replay.h.
struct PlannedRecording {
    std::string name;   // its directory's
    bool there = false; // and the same as would be written
    bool operator==(const PlannedRecording &) const = default;
};

struct BootstrapPlan {
    std::shared_ptr<const BootstrapInput> input;
    std::shared_ptr<const BootstrapGraph> graph;
    std::shared_ptr<const build::BuildSettings> settings;
    std::shared_ptr<build::SourceDigests> digests;
    std::shared_ptr<build::KeyMaker> keyMaker;
    build::ExecutionPlan execution;
    std::vector<PlannedArtifact> artifacts;
    std::vector<PlannedUnit> units; // by unit
    std::vector<PlannedPatch> patches;
    std::vector<NativeFinding> natives;       // for the build scripts that would run
    std::vector<PlannedRecording> recordings; // where the request asks for them, by name
    std::vector<std::string> notes;
    std::shared_ptr<CrateChoice> choice;
    /// False where crates that are needed are not here yet: `graph`, `units` and `artifacts` are empty until
    /// fetchAndPlan(), which runBootstrap() calls.
    bool complete = true;

    /// The packages of the lock; see CrateChoice.
    const std::vector<PlannedCrate> &crates() const { return choice->crates; }
    /// How many of the crates would be fetched, as far as they are known.
    std::size_t toFetch() const;
};

/// Why the plan cannot be carried out, where that is known beforehand: a patch that does not apply, a lock that cargo
/// would not take and that is to be written, a library of the system that is not there.
std::optional<Error> obstacleOf(const BootstrapPlan &plan);

/// Reads and resolves: everything but keys and what is stored. `reporter`: see chooseCrates(). With a store,
/// planUnits() is to follow: the sources are looked at meanwhile. Errors: those of readInput(), chooseCrates() and
/// makeBootstrapGraph().
Result<BootstrapPlan> planGraph(BootstrapRequest request, const CancelToken &cancel = {},
                                activity::Reporter *reporter = nullptr, const fs::path &store = {});
/// Fetches the crates that are not here, and completes what of the plan hangs on them. Errors: those of fetchCrates()
/// and makeBootstrapGraph().
Result<void> fetchAndPlan(BootstrapPlan &plan, activity::Reporter &reporter, activity::Id parent,
                          const CancelToken &cancel);
/// For before planUnits(): sources count with the lock that lies among them. Writes the Cargo.lock beside the
/// workspace's manifest, where it would be another than the one that is there; true where it did; then there is nothing
/// more to write. Errors: Unsupported (cargo would not take it; says why), Io.
Result<bool> writeLock(const BootstrapPlan &plan);
/// Works out the keys, looks into the store, and looks for what the build scripts will look for. Errors: Io.
Result<void> planUnits(BootstrapPlan &plan, const fs::path &store);

/// The directory of a profile's output, as cargo names it: "debug" for dev and test, "release" for bench.
std::string profileDirectory(const std::string &profile);

/// What is built, for which target and with what: "hexyl 0.14.0 for x86_64-unknown-linux-gnu, with ...".
std::string headingOf(const BootstrapPlan &plan);
/// The plan in words, several lines; and as JSON, on one.
std::string toText(const BootstrapPlan &plan);
std::string toJson(const BootstrapPlan &plan);

} // namespace crossyard::bootstrap
