// SPDX-License-Identifier: MIT OR Apache-2.0
// A planned bootstrap with all that the window shows of it, made on a worker thread.
#pragma once

#include "bootstrap_lists.h"

#include "bootstrap/asked_bootstrap.h"
#include "bootstrap/next_steps.h"
#include "bootstrap/plan_effects.h"

#include <memory>

namespace crossyard::gui {

struct BootstrapAnswer {
    bootstrap::AskedBootstrap asked;
    std::shared_ptr<const bootstrap::BootstrapPlan> plan;
    bootstrap::PlanCounts counts;
    activity::BuildGraph graph;
    std::vector<BootstrapUnitRow> units;
    std::vector<bootstrap::ShownPackage> packages;
    std::vector<bootstrap::MadeFile> files;
    std::vector<bootstrap::NextStep> steps;
    std::vector<bootstrap::PlanEffect> effects;
    std::vector<std::string> replayed; // names of recordings
    bool upToDate = false;
};

/// Blocks; `reporter` hears what is fetched. Errors: those of planAsked().
Result<BootstrapAnswer> answerFor(const bootstrap::AskedBootstrap &asked, const fs::path &store,
                                  const CancelToken &cancel, activity::Reporter &reporter);

} // namespace crossyard::gui
