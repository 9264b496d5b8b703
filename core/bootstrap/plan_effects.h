// SPDX-License-Identifier: MIT OR Apache-2.0
// What a plan does beside its units, and what of it is done in another way, because a choice asked for it.
#pragma once

#include "bootstrap/bootstrap_plan.h"

namespace crossyard::bootstrap {

struct PlanEffect {
    /// "wrapper" (`path` runs the compiler), "member-wrapper" (that of the workspace's members alone), "lock" (`path`
    /// is written, `count` packages), "lock-kept" (it is as it would be written), "archives" (`count` of them lie in
    /// `path`), "replay" (`count` scripts are not run, `path` has their words), "record" (the words of `count` scripts
    /// are written to `path`), "recorded" (all of them are there), "record-none" (there is none), "keep-going".
    std::string kind;
    fs::path path = {};
    std::size_t count = 0;
    bool operator==(const PlanEffect &) const = default;
};

/// In this order. Looks into directories that the request names.
std::vector<PlanEffect> effectsOf(const BootstrapPlan &plan);
/// For the command line. Pure.
std::string sentenceFor(const PlanEffect &effect);

} // namespace crossyard::bootstrap
