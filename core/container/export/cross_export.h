// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan for machines without Crossyard: a script that does what the plan does, and the same for GitHub and GitLab.
//
//   CrossPlan  ->  ExportParts (portable values)  ->  text
//
// What is this machine's own becomes a variable of the script; what exists on this machine alone is an error that says
// so. Script and workflow run the same container as we do. GitLab's job runs in an image instead (export_gitlab.cpp).
#pragma once

#include "container/build/cross_plan.h"

namespace crossyard::container {

enum class ExportForm {
    Script, // POSIX sh
    Github, // .github/workflows/NAME.yml
    Gitlab, // .gitlab-ci.yml
};
/// "script", "github", "gitlab". Errors: Usage.
Result<ExportForm> parseExportForm(std::string_view name);

/// The whole text of the file. The plan has to be a complete one (CrossRequest::complete). Pure, but that it looks
/// where the workspace's repository begins. Errors: Unsupported (what the plan needs is on this machine alone, or the
/// form cannot say it; with the mend), BadInput (the plan is not complete), and those of runWords().
Result<std::string> exported(const CrossPlan &plan, ExportForm form);

} // namespace crossyard::container
