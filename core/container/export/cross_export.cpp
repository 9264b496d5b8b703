// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/export/cross_export.h"

#include "container/export/export_parts.h"

#include <format>

namespace crossyard::container {

Result<ExportForm> parseExportForm(std::string_view name)
{
    if (name == "script")
        return ExportForm::Script;
    if (name == "github")
        return ExportForm::Github;
    if (name == "gitlab")
        return ExportForm::Gitlab;
    return fail(Error{ErrorCode::Usage, std::format("there is no export `{}`", name)}.withHint(
        "it is script, github or gitlab"));
}

Result<std::string> exported(const CrossPlan &plan, ExportForm form)
{
    CY_TRY(const auto parts, exportParts(plan, form));
    switch (form) {
    case ExportForm::Script:
        return scriptOf(plan, parts);
    case ExportForm::Github:
        return githubOf(plan, parts);
    case ExportForm::Gitlab:
        return gitlabOf(plan, parts);
    }
    return {};
}

} // namespace crossyard::container
