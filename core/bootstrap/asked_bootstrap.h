// SPDX-License-Identifier: MIT OR Apache-2.0
// A bootstrap as the window asks for it: a request whose toolchain is known by name alone until it is planned, in a
// form that outlives the window, and as a job.
#pragma once

#include "bootstrap/bootstrap_job.h"

namespace crossyard::bootstrap {

struct AskedBootstrap {
    std::optional<std::string> toolchain = {}; // as a user names it; nothing: the package's own choice
    BootstrapRequest request = {};             // without `toolchain`
    bool verify = false;                       // the job looks at what came out, see verify.h
};

/// The plan with its keys, all of it; `reporter` hears what is fetched meanwhile. Errors: those of selectToolchain(),
/// planGraph() and planUnits().
Result<BootstrapPlan> planAsked(const AskedBootstrap &asked, const fs::path &store, const CancelToken &cancel,
                                activity::Reporter *reporter = nullptr);

/// What is done with Cargo.lock: "completed" (what it lacks is chosen for this build alone), "locked" (nothing but what
/// it names), "written" (brought up to date as cargo would do it). Other words are the first.
std::string_view lockUse(const BootstrapRequest &request);
void setLockUse(BootstrapRequest &request, std::string_view use);
/// Who runs the compiler: "configured" (as cargo's configuration has it), "none", "given" (`request.wrapper`).
std::string_view wrapperUse(const BootstrapRequest &request);

/// {"action":"bootstrap",...}, on one line.
std::string toJson(const AskedBootstrap &asked);
/// Nothing where it is none.
std::optional<AskedBootstrap> askedFrom(std::string_view json);

/// `plan` gives the job its name; it is made anew when the job begins, which writes Cargo.lock first where that is
/// asked for. The job's result is in the files.
job::JobRequest bootstrapJob(const AskedBootstrap &asked, const BootstrapPlan &plan, const fs::path &store);

} // namespace crossyard::bootstrap
