// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_answer.h"

#include "base/strings.h"
#include "bootstrap/script_replay.h"
#include "build/told_graph.h"

namespace crossyard::gui {

namespace {

std::vector<BootstrapUnitRow> unitRows(const bootstrap::BootstrapPlan &plan, const std::vector<std::int64_t> &numbers)
{
    // Without a target everything is for the host, and nothing is told by it.
    const bool twoSides = plan.input->target.has_value();
    std::vector<BootstrapUnitRow> rows;
    for (const auto i : bootstrap::unitsByInterest(plan)) {
        const auto &unit = plan.units[i];
        rows.push_back({static_cast<int>(numbers[i]), unit.title, join(unit.features, ", "), unit.state, unit.reason,
                        unit.host && twoSides});
    }
    return rows;
}

} // namespace

Result<BootstrapAnswer> answerFor(const bootstrap::AskedBootstrap &asked, const fs::path &store,
                                  const CancelToken &cancel, activity::Reporter &reporter)
{
    CY_TRY(auto plan, bootstrap::planAsked(asked, store, cancel, &reporter));
    BootstrapAnswer answer;
    answer.asked = asked;
    answer.counts = bootstrap::countsOf(plan);
    answer.packages = bootstrap::packagesOf(plan);
    answer.effects = bootstrap::effectsOf(plan);
    answer.replayed = bootstrap::replayedIn(plan);
    if (plan.complete) {
        auto told = bootstrap::graphOf(plan, store);
        answer.units = unitRows(plan, told.numbers);
        answer.graph = std::move(told.graph);
        answer.files = bootstrap::madeFiles(plan);
        answer.upToDate = bootstrap::nothingToDo(plan, answer.files);
        answer.steps = bootstrap::nextSteps(bootstrap::factsOf(plan, store));
    }
    answer.plan = std::make_shared<const bootstrap::BootstrapPlan>(std::move(plan));
    return answer;
}

} // namespace crossyard::gui
