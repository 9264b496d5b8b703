// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/strings.h"
#include "rust/toolchain_change.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

using Json = nlohmann::ordered_json;

std::string_view rightsName(Rights rights)
{
    switch (rights) {
    case Rights::User:
        return "user";
    case Rights::Root:
        return "root";
    case Rights::Desktop:
        return "pkexec";
    case Rights::Missing:
        return "missing";
    }
    return "user";
}

Json number(const std::optional<std::uintmax_t> &bytes)
{
    return bytes ? Json(*bytes) : Json(nullptr);
}

} // namespace

std::string toText(const ChangePlan &plan)
{
    std::string text = plan.title + "\n";
    const auto row = [&](std::string_view name, std::string_view value) {
        text += std::format("  {:<10}{}\n", name, value);
    };
    std::size_t width = 0;
    for (const auto &part : plan.parts)
        width = std::max(width, part.name.size());
    for (const auto &part : plan.parts) {
        if (part.bytes)
            row(whatName(part.what), std::format("{:<{}}  {}", part.name, width, shownSize(*part.bytes)));
        else
            row(whatName(part.what), part.name);
    }
    const bool brings =
        std::ranges::any_of(plan.parts, [](const ChangePart &part) { return part.what != ChangePart::What::Removed; });
    if (plan.download && brings)
        row("download", shownSize(*plan.download));
    else if (!plan.commands.empty() && (brings || !plan.partsKnown))
        row("download", "not known");
    if (plan.freed)
        row("frees", shownSize(*plan.freed));
    for (const auto &command : plan.commands)
        row("runs", process::shown(command));
    if (plan.rights == Rights::Missing)
        row("rights", "root is needed: run it with sudo");
    for (const auto &warning : plan.warnings)
        row("warning", warning);
    for (const auto &note : plan.notes)
        row("note", note);
    text.pop_back();
    return text;
}

std::string toJson(const ChangePlan &plan)
{
    Json commands = Json::array();
    for (const auto &command : plan.commands)
        commands.push_back(process::shown(command));
    Json parts = Json::array();
    for (const auto &part : plan.parts)
        parts.push_back({{"what", whatName(part.what)}, {"name", part.name}, {"bytes", number(part.bytes)}});
    const Json json{{"event", "plan"},
                    {"title", plan.title},
                    {"nothing_to_do", plan.nothingToDo()},
                    {"commands", std::move(commands)},
                    {"rights", rightsName(plan.rights)},
                    {"parts", std::move(parts)},
                    {"parts_known", plan.partsKnown},
                    {"download", number(plan.download)},
                    {"freed", number(plan.freed)},
                    {"warnings", plan.warnings},
                    {"notes", plan.notes}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::rust
