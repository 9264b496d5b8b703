// SPDX-License-Identifier: MIT OR Apache-2.0
// Build scripts that cannot run here: what they said on another machine is written down there and read here.
//
//   DIR/NAME-VERSION/output          what the script printed; ${OUT_DIR} and ${CARGO_MANIFEST_DIR} stand for
//   directories DIR/NAME-VERSION/out/            what it wrote into OUT_DIR, where it wrote anything
//   DIR/NAME-VERSION.host/           the same for a package that is used while building, where a target was asked for
#pragma once

#include "bootstrap/bootstrap_plan.h"

namespace crossyard::bootstrap {

/// A recording as it lies in its directory.
struct Recording {
    std::string name;         // the directory's: NAME-VERSION, or NAME-VERSION.host
    std::size_t files = 0;    // that the script wrote
    std::string problem = {}; // why it cannot be taken; empty where it can
    bool operator==(const Recording &) const = default;
};
/// Those in a directory, by name. Errors: NotFound (there is no such directory), Io.
Result<std::vector<Recording>> recordingsIn(const fs::path &directory);
/// The names of those that stand for scripts of the plan, sorted.
std::vector<std::string> replayedIn(const BootstrapPlan &plan);

/// Looks recordings up for the unit graph; empty where none were asked for. Errors of what it gives: BadInput (with the
/// file), Io.
std::function<Result<std::optional<build::RecordedScript>>(const cargo::Package &, cargo::Side)>
recordedScripts(const BootstrapInput &input);

/// What recordScripts() would write, by name. The plan has its keys.
std::vector<PlannedRecording> plannedRecordings(const BootstrapPlan &plan, const fs::path &directory);

/// Writes down what the scripts of a plan said, after it was carried out; a recording that is there is replaced. Gives
/// the names of those that were written. Errors: NotFound (a script whose words are not stored), Io.
Result<std::vector<std::string>> recordScripts(const BootstrapPlan &plan, const build::ExecutionResult &result,
                                               const fs::path &directory);

} // namespace crossyard::bootstrap
