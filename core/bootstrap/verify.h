// SPDX-License-Identifier: MIT OR Apache-2.0
// Is the result right? It is run; a cargo has to build with it; any other program has to come out the same once more.
#pragma once

#include "bootstrap/bootstrap_job.h"

namespace crossyard::bootstrap {

struct Check {
    enum class State {
        Passed,
        Failed,
        NotVerified, // nothing speaks against it, and nothing for it: `text` says what is missing
    };
    std::string name; // "runs", "builds a project", "builds itself", "comes out the same elsewhere"
    State state = State::NotVerified;
    std::string text; // what was seen, one line
    bool operator==(const Check &) const = default;
};

/// "passed", "failed", "not verified".
std::string_view wordFor(Check::State state);

/// The names that qemu's programs for a target's processor may have; none where it has none for Linux programs.
std::vector<std::string> emulatorsFor(std::string_view triple);

/// Verifies what was built: the programs for this machine or for one that qemu can be. Each check is told as it ends.
/// Errors: Cancelled, Io; a check that fails is none.
Result<std::vector<Check>> verify(const BootstrapPlan &plan, const Bootstrapped &done, activity::Reporter &reporter,
                                  const CancelToken &cancel);

/// All checks in a sentence. Errors: ToolFailed, where one has failed.
Result<std::string> verdictOf(const std::vector<Check> &checks);

} // namespace crossyard::bootstrap
