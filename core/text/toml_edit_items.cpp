// SPDX-License-Identifier: MIT OR Apache-2.0
// Elements of arrays and members of inline tables: they keep the layout that the others have. One on a line of its own
// takes the line with it; a new one behind such a one gets its own line, with the same indentation. Whether there is a
// comma behind the last one stays as it was.
#include "text/toml_edit.h"

#include <algorithm>

namespace crossyard::text {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool onlyBlanks(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view between(std::string_view text, std::size_t begin, std::size_t end)
{
    return text.substr(begin, end - begin);
}

std::size_t beginOf(const LayoutItem &item)
{
    return item.key.empty() ? item.value.span.begin : item.key.front().span.begin;
}

// Behind the item and its comma.
std::size_t endOf(const LayoutItem &item)
{
    return item.comma ? *item.comma + 1 : item.value.span.end;
}

bool beginsItsLine(std::string_view text, const LayoutItem &item)
{
    return onlyBlanks(between(text, lineStart(text, beginOf(item)), beginOf(item)));
}

// Nothing but a comment stands behind it on its last line.
bool endsItsLine(std::string_view text, const LayoutItem &item)
{
    const auto rest = between(text, endOf(item), lineEnd(text, endOf(item)));
    return onlyBlanks(rest.substr(0, rest.find('#')));
}

Patch without(std::size_t begin, std::size_t end)
{
    return {.span = {begin, end}, .text = {}};
}

Patch adding(std::size_t at, std::string what)
{
    return {.span = {at, at}, .text = std::move(what)};
}

} // namespace

Patches patchesToInsertItem(std::string_view text, const std::string &newline, const LayoutValue &container,
                            const std::string &item)
{
    const std::size_t open = container.span.begin + 1;
    const std::size_t close = container.span.end - 1;
    if (container.items.empty()) {
        if (!between(text, open, close).contains('\n'))
            return {{.span = {open, close},
                     .text = container.kind == LayoutValue::Kind::InlineTable ? " " + item + " " : item}};
        const std::size_t line = lineStart(text, close);
        return {adding(line, std::string(between(text, line, close)) + "    " + item + "," + newline)};
    }
    const LayoutItem &last = container.items.back();
    if (!beginsItsLine(text, last)) {
        return last.comma ? Patches{adding(endOf(last), " " + item + ",")} : Patches{adding(endOf(last), ", " + item)};
    }
    const std::string indent(between(text, lineStart(text, beginOf(last)), beginOf(last)));
    if (!endsItsLine(text, last)) {
        return last.comma ? Patches{adding(endOf(last), newline + indent + item + ",")}
                          : Patches{adding(endOf(last), "," + newline + indent + item)};
    }
    const std::size_t next = lineEnd(text, endOf(last));
    if (last.comma)
        return {adding(next, indent + item + "," + newline)};
    return {adding(endOf(last), ","), adding(next, indent + item + newline)};
}

Patches patchesToRemoveItem(std::string_view text, const LayoutValue &container, std::size_t index)
{
    const LayoutItem &item = container.items[index];
    const LayoutItem *before = index > 0 ? &container.items[index - 1] : nullptr;
    const bool last = index + 1 == container.items.size();
    std::size_t begin = beginOf(item);
    std::size_t end = endOf(item);

    // The comma that stood between the two last ones would now be behind the last one.
    Patches patches;
    if (last && !item.comma && before)
        patches.push_back(without(*before->comma, *before->comma + 1));

    if (beginsItsLine(text, item) && endsItsLine(text, item)) {
        patches.push_back(without(lineStart(text, begin), lineEnd(text, end)));
        return patches;
    }
    if (!before && last) {
        const std::size_t open = container.span.begin + 1;
        const std::size_t close = container.span.end - 1;
        const auto left = std::string(between(text, open, begin)) + std::string(between(text, end, close));
        if (left.find_first_not_of(" \t") == std::string::npos)
            return {without(open, close)};
        return {without(begin, end)};
    }
    if (last && onlyBlanks(between(text, *before->comma + 1, begin))) {
        begin = item.comma ? *before->comma + 1 : *before->comma;
        return {without(begin, end)};
    }
    while (end < text.size() && isBlank(text[end]))
        ++end;
    if (text[end] == '\r' || text[end] == '\n') {
        while (isBlank(text[begin - 1]))
            --begin;
    }
    patches.push_back(without(begin, end));
    return patches;
}

std::string patched(std::string_view text, Patches patches)
{
    std::ranges::stable_sort(patches, {}, [](const Patch &patch) { return patch.span.begin; });
    std::string out;
    std::size_t at = 0;
    for (const auto &patch : patches) {
        out += between(text, at, patch.span.begin);
        out += patch.text;
        at = patch.span.end;
    }
    out += text.substr(at);
    return out;
}

} // namespace crossyard::text
