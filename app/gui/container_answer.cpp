// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container_answer.h"

#include <algorithm>
#include <format>

namespace crossyard::gui {

using container::Finding;

namespace {

void takeReport(ContainerAnswer &answer, const container::CrossReport &report)
{
    answer.root = report.loaded.workspaceRoot;
    answer.dialect = report.settings.dialect;
    for (const auto &file : report.loaded.config.files)
        answer.files.push_back(file.file);
    const auto &image = report.settings.image;
    if (image.value)
        answer.image = image.value->reference;
    for (const auto &origin : image.origins)
        answer.imageOrigins.push_back(describe(origin));
    answer.findings = report.findings();
    answer.configErrors = container::hasErrors(answer.findings);
}

// What the files say for themselves, where there is no plan that has read them.
Result<container::CrossReport> readConfig(const container::CrossRequest &request, const std::string &target)
{
    const auto lookup = lookupIn(request.environment);
    return container::reportCross({.directory = request.directory, .environment = lookup},
                                  {.environment = lookup, .target = target}, request.environment);
}

void takePlan(ContainerAnswer &answer, const container::CrossPlan &plan)
{
    takeReport(answer, plan.report);
    answer.findings.insert(answer.findings.end(), plan.findings.begin(), plan.findings.end());
    answer.findings.insert(answer.findings.end(), plan.image.findings.begin(), plan.image.findings.end());
    ShownContainer shown{.container = containerPlan(plan, foreseen(plan)),
                         .image = plan.image,
                         .library = plan.standardLibrary,
                         .text = toText(plan),
                         .command = {},
                         .debuggable = canDebug(plan)};
    const auto command = container::shownCommand(shown.container);
    if (command)
        shown.command = *command;
    else
        answer.error = command.error();
    answer.plan = std::move(shown);
}

} // namespace

Result<ContainerAnswer> containerAnswer(const ContainerAsked &asked, const CancelToken &cancel)
{
    ContainerAnswer answer{.asked = asked};
    const auto request = crossRequest(asked.job, asked.around);
    const auto plan = asked.engine ? container::planCross(request, cancel)
                                   : Result<container::CrossPlan>(fail(ErrorCode::NotFound, ""));
    CY_CHECK(cancel.check());
    if (plan) {
        takePlan(answer, *plan);
    } else {
        if (asked.engine)
            answer.error = plan.error();
        if (const auto report = readConfig(request, asked.job.kit.target))
            takeReport(answer, *report);
        else if (!answer.error)
            answer.error = report.error();
    }
    if (answer.root.empty())
        return answer;
    if (const auto named = container::writtenProtection(answer.root / "Cargo.toml"))
        answer.named = *named;
    if (auto writes = container::caughtWrites(container::writesOf(asked.around.store, answer.root), answer.root))
        answer.writes = std::move(*writes);
    else
        answer.error = writes.error();
    return answer;
}

Result<std::string> containerExport(const ContainerAsked &asked, container::ExportForm form, const CancelToken &cancel)
{
    auto request = crossRequest(asked.job, asked.around);
    request.complete = true;
    CY_TRY(const auto plan, container::planCross(std::move(request), cancel));
    return container::exported(plan, form);
}

} // namespace crossyard::gui
