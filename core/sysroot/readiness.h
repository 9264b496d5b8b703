// SPDX-License-Identifier: MIT OR Apache-2.0
// What a project needs to be built for a target, and what is there: the doctor's findings with what cargo's
// configuration says, and the next thing to do.
#pragma once

#include "rust/doctor.h"

namespace crossyard::sysroot {

struct ReadinessRequest {
    std::optional<std::string> toolchain = {}; // as a user names it; nothing: the project's
    std::string target = {};                   // a triple or a spec file; empty: the toolchain's host
    fs::path project;                          // the directory whose overrides and configuration count
};

struct Readiness {
    std::optional<rust::Toolchain> toolchain;
    std::string target; // its name
    std::vector<rust::Finding> findings;
    bool canBuild = false;
};

/// Looks at this machine. What is wrong is a finding; errors: Cancelled.
Result<Readiness> lookAround(const ReadinessRequest &request, const CancelToken &cancel = {});

} // namespace crossyard::sysroot
