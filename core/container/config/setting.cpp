// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/setting.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

std::string_view dialectName(Dialect dialect)
{
    return dialect == Dialect::Main ? "main" : "0.2.5";
}

std::string_view dialectWords(Dialect dialect)
{
    return dialect == Dialect::Main ? "cross's main branch" : "cross 0.2.5";
}

Dialect otherThan(Dialect dialect)
{
    return dialect == Dialect::Main ? Dialect::Release : Dialect::Main;
}

Result<Dialect> parseDialect(std::string_view name)
{
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        if (dialectName(dialect) == name)
            return dialect;
    }
    return fail(Error{ErrorCode::Usage, std::format("there is no dialect `{}` of cross", name)}.withHint(
        "it is 0.2.5, the release, or main, what is built from cross's repository"));
}

bool has(In in, Dialect dialect)
{
    return in == In::Both || (in == In::Main) == (dialect == Dialect::Main);
}

std::string_view kindName(Origin::Kind kind)
{
    switch (kind) {
    case Origin::Kind::File:
        return "file";
    case Origin::Kind::Environment:
        return "environment";
    case Origin::Kind::Argument:
        return "argument";
    case Origin::Kind::Default:
        break;
    }
    return "default";
}

std::string describe(const Origin &origin)
{
    switch (origin.kind) {
    case Origin::Kind::File:
        return crossyard::describe(origin.place);
    case Origin::Kind::Environment:
        return "the variable " + origin.name;
    case Origin::Kind::Argument:
        return origin.name;
    case Origin::Kind::Default:
        break;
    }
    return "default";
}

std::string_view severityName(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return "error";
    case Finding::Severity::Warning:
        return "warning";
    case Finding::Severity::Note:
        break;
    }
    return "note";
}

std::string describe(const Finding &finding)
{
    std::string text = std::format("{}: {}", severityName(finding.severity), finding.message);
    if (finding.origin.kind != Origin::Kind::Default)
        text += "\n --> " + describe(finding.origin);
    if (!finding.hint.empty())
        text += "\n  hint: " + finding.hint;
    return text;
}

bool hasErrors(const std::vector<Finding> &findings)
{
    return std::ranges::contains(findings, Finding::Severity::Error, &Finding::severity);
}

} // namespace crossyard::container
