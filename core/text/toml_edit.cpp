// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml_edit.h"

#include "base/strings.h"
#include "text/toml.h"

#include <algorithm>
#include <format>

namespace crossyard::text {

namespace {

TomlPath firstSteps(const TomlPath &path, std::size_t count)
{
    return {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count)};
}

TomlPath stepsFrom(const TomlPath &path, std::size_t first)
{
    return {path.begin() + static_cast<std::ptrdiff_t>(first), path.end()};
}

std::string_view lineAt(std::string_view text, std::size_t offset)
{
    const auto begin = lineStart(text, offset);
    return trim(text.substr(begin, lineEnd(text, offset) - begin));
}

std::string indentAt(std::string_view text, std::size_t offset)
{
    const auto line = text.substr(lineStart(text, offset));
    return std::string(line.substr(0, line.find_first_not_of(" \t")));
}

bool endsLine(std::string_view text, std::size_t begin, std::size_t offset)
{
    return offset <= begin || text[offset - 1] == '\n';
}

// Where the comments begin that stand right above a line.
std::size_t commentsAbove(const TomlView &view, std::size_t line)
{
    while (line > view.layout.begin) {
        const auto above = lineStart(view.text, line - 1);
        if (!lineAt(view.text, above).starts_with('#'))
            break;
        line = above;
    }
    return line;
}

// Behind the section's last key, and behind the comments that stand right under it; those right above the next header
// are the next one's.
std::size_t tailOf(const TomlView &view, const LayoutSection &section)
{
    const std::size_t end = section.end();
    std::size_t tail = end;
    while (tail < view.text.size() && lineAt(view.text, tail).starts_with('#'))
        tail = lineEnd(view.text, tail);
    return tail < view.text.size() && lineAt(view.text, tail).starts_with('[') ? end : tail;
}

// A line of its own behind what ends at `offset`.
Patch lineAfter(const TomlView &view, std::size_t offset, const std::string &line)
{
    if (endsLine(view.text, view.layout.begin, offset))
        return {{offset, offset}, line + view.layout.newline};
    return {{offset, offset}, view.layout.newline + line}; // the file's last line has no end, and gets none
}

// Lines with an empty line before and after them, where there is not one already.
Patch paragraphAt(const TomlView &view, std::size_t offset, const std::string &lines)
{
    const std::string &newline = view.layout.newline;
    const bool first = offset <= view.layout.begin;
    const bool open = !endsLine(view.text, view.layout.begin, offset);
    std::string out = open ? newline : "";
    if (!first && (open || !lineAt(view.text, offset - 1).empty()))
        out += newline;
    out += lines;
    if (!open)
        out += newline;
    if (offset < view.text.size() && !lineAt(view.text, offset).empty())
        out += newline;
    return {{offset, offset}, out};
}

// Where something new goes that is to stand before this header.
std::size_t beforeHeader(const TomlView &view, const LayoutSection &section)
{
    const auto above = commentsAbove(view, section.header.begin);
    return above <= view.layout.begin ? section.header.begin : above; // the file's own words stay on top
}

// The last section whose path begins so, in the order of the text.
const LayoutSection *lastBelow(const TomlView &view, const TomlPath &path)
{
    const LayoutSection *last = nullptr;
    for (const auto &section : view.layout.sections) {
        if (startsWith(section.path, path))
            last = &section;
    }
    return last;
}

Patch newSection(const TomlView &view, const TomlPath &path, const TomlPath &known, const std::string &lines)
{
    const LayoutSection *sibling = lastBelow(view, known);
    const LayoutSection *last = &view.layout.sections.back();
    std::size_t offset = view.text.size();
    if (sibling && sibling != last)
        offset = tailOf(view, *sibling);
    std::string text = std::format("[{}]", tomlKey(path));
    if (!lines.empty())
        text += view.layout.newline + lines;
    return paragraphAt(view, offset, text);
}

// A table that exists by dotted keys only: the last of them, with the path of what holds it.
struct Dotted {
    const LayoutItem *item = nullptr;
    const LayoutValue *container = nullptr;
    TomlPath base;
};

void findDotted(const std::vector<LayoutItem> &items, const LayoutValue *container, const TomlPath &base,
                const TomlPath &path, Dotted &found)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        TomlPath own = extended(base, items[i].key);
        if (items[i].key.empty())
            own.emplace_back(static_cast<int>(i));
        if (own.size() > path.size() && startsWith(own, path))
            found = {&items[i], container, base};
        else if (startsWith(path, own))
            findDotted(items[i].value.items, &items[i].value, own, path, found);
    }
}

std::optional<Dotted> lastDotted(const TomlView &view, const TomlPath &path)
{
    Dotted found;
    for (const auto &section : view.layout.sections) {
        if (startsWith(path, section.path))
            findDotted(section.items, nullptr, section.path, path, found);
    }
    return found.item ? std::optional(found) : std::nullopt;
}

// `holder` is a table that is there, `path` what is to be in it.
Patches insertion(const TomlView &view, const TomlPath &path, const TomlPath &holder, const std::string &value)
{
    const auto line = [&](std::size_t from) { return tomlKey(stepsFrom(path, from)) + " = " + value; };
    if (const auto place = view.layout.find(holder))
        return patchesToInsertItem(view.text, view.layout.newline, place->item->value, line(holder.size()));
    const bool direct = holder.size() + 1 == path.size();
    if (const auto *section = view.layout.section(holder); section && direct) {
        if (!section->items.empty() || !section->key.empty()) {
            const auto end = section->end();
            const auto &above = section->items.empty() ? section->header : section->items.back().lines;
            return {lineAfter(view, end, indentAt(view.text, above.begin) + line(holder.size()))};
        }
        if (view.layout.sections.size() > 1)
            return {paragraphAt(view, beforeHeader(view, view.layout.sections[1]), line(0))};
        return {lineAfter(view, view.text.size(), line(0))};
    }
    if (!holder.empty()) {
        if (const auto dotted = lastDotted(view, holder)) {
            const std::string text = line(dotted->base.size());
            if (dotted->container)
                return patchesToInsertItem(view.text, view.layout.newline, *dotted->container, text);
            return {lineAfter(view, dotted->item->lines.end, indentAt(view.text, dotted->item->lines.begin) + text)};
        }
    }
    const TomlPath table = firstSteps(path, path.size() - 1);
    const std::string inside = tomlKey({path.back()}) + " = " + value;
    if (direct) { // there is [a.b], and [a] is wanted
        for (const auto &section : view.layout.sections) {
            if (startsWith(section.path, holder))
                return {paragraphAt(view, beforeHeader(view, section),
                                    std::format("[{}]{}{}", tomlKey(table), view.layout.newline, inside))};
        }
    }
    return {newSection(view, table, holder, inside)};
}

// The longest part of the path that is there already. Errors: BadInput where it is no table.
Result<TomlPath> knownHolder(const TomlView &view, const TomlPath &path)
{
    std::size_t known = path.size() - 1;
    while (!nodeAt(view.table, firstSteps(path, known)))
        --known;
    const TomlPath holder = firstSteps(path, known);
    const toml::node &node = *nodeAt(view.table, holder);
    const bool keys = std::ranges::all_of(stepsFrom(path, known), &TomlStep::isKey);
    if (!node.is_table() || !keys) {
        return fail(
            Error{ErrorCode::BadInput, std::format("`{}` cannot be set: `{}` is {}", shownPath(path),
                                                   holder.empty() ? "the document" : shownPath(holder), typeName(node))}
                .withPlace(placeOfPath(view, holder)));
    }
    return holder;
}

Error notThere(const TomlView &view, const TomlPath &path)
{
    return Error{ErrorCode::NotFound, std::format("there is no `{}`", shownPath(path))}.withPlace(
        placeOfPath(view, path));
}

// Sections and lines that make up a table.
Patches wholeTable(const TomlView &view, const TomlPath &path)
{
    Patches patches;
    const auto &sections = view.layout.sections;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (!startsWith(sections[i].path, path)) {
            for (const auto &item : sections[i].items) {
                if (startsWith(extended(sections[i].path, item.key), path))
                    patches.push_back({item.lines, {}});
            }
            continue;
        }
        Span span = sections[i].header;
        while (i + 1 < sections.size() && startsWith(sections[i + 1].path, path))
            ++i;
        span.end = tailOf(view, sections[i]);
        // One empty line, not two, stays where the table was; none at the file's end.
        const bool spaced = span.begin <= view.layout.begin || lineAt(view.text, span.begin - 1).empty();
        std::size_t next = span.end;
        while (next < view.text.size() && lineAt(view.text, next).empty())
            next = lineEnd(view.text, next);
        if (spaced || next == view.text.size())
            span.end = next;
        while (next == view.text.size() && span.begin > view.layout.begin && lineAt(view.text, span.begin - 1).empty())
            span.begin = lineStart(view.text, span.begin - 1);
        patches.push_back({span, {}});
    }
    return patches;
}

// The first member of an inline table that is a part of the table at the path.
void findMember(const std::vector<LayoutItem> &items, const LayoutValue *container, const TomlPath &base,
                const TomlPath &path, LayoutPlace &found)
{
    for (std::size_t i = 0; i < items.size() && !found.item; ++i) {
        TomlPath own = extended(base, items[i].key);
        if (items[i].key.empty())
            own.emplace_back(static_cast<int>(i));
        if (container && startsWith(own, path))
            found = {nullptr, &items[i], container, i};
        else if (startsWith(path, own))
            findMember(items[i].value.items, &items[i].value, own, path, found);
    }
}

void renameIn(const std::vector<LayoutItem> &items, const TomlPath &base, const TomlPath &path, const std::string &name,
              Patches &patches)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        TomlPath own = base;
        for (const auto &part : items[i].key) {
            own.emplace_back(part.name);
            if (own == path)
                patches.push_back({part.span, name});
        }
        if (items[i].key.empty())
            own.emplace_back(static_cast<int>(i));
        if (startsWith(path, own))
            renameIn(items[i].value.items, own, path, name, patches);
    }
}

} // namespace

Place placeOfPath(const TomlView &view, const TomlPath &path)
{
    for (std::size_t count = path.size(); count > 0; --count) {
        if (const toml::node *node = nodeAt(view.table, firstSteps(path, count)); node && node->source().begin)
            return placeOf(*node, view.file);
    }
    return {view.file, 0, 0};
}

Result<Patches> patchesToSet(const TomlView &view, const TomlPath &path, const TomlValue &value)
{
    if (path.empty())
        return fail(ErrorCode::BadInput, "the document itself cannot be set");
    if (const auto place = view.layout.find(path))
        return Patches{{place->item->value.span, tomlText(value)}};
    if (nodeAt(view.table, path)) {
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is a table with lines of its own", shownPath(path))}
                        .withPlace(placeOfPath(view, path))
                        .withHint("set the keys in it, or remove it first"));
    }
    const TomlPath holder = firstSteps(path, path.size() - 1);
    if (const toml::node *array = nodeAt(view.table, holder); array && array->is_array() && !path.back().isKey()) {
        const auto place = view.layout.find(holder);
        if (place && static_cast<std::size_t>(path.back().index()) == array->as_array()->size())
            return patchesToInsertItem(view.text, view.layout.newline, place->item->value, tomlText(value));
    }
    CY_TRY(const TomlPath known, knownHolder(view, path));
    return insertion(view, path, known, tomlText(value));
}

Result<Patches> patchesToAddTable(const TomlView &view, const TomlPath &path)
{
    if (path.empty() || nodeAt(view.table, path))
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is there already", shownPath(path))}.withPlace(
            placeOfPath(view, path)));
    CY_TRY(const TomlPath known, knownHolder(view, path));
    // Neither an inline table nor one of dotted keys can be gone on with in a header.
    if (view.layout.find(known) || (!known.empty() && !view.layout.section(known) && lastDotted(view, known)))
        return insertion(view, path, known, "{}");
    return Patches{newSection(view, path, known, {})};
}

Result<Patches> patchesToRemove(const TomlView &view, const TomlPath &path)
{
    if (path.empty() || !nodeAt(view.table, path))
        return fail(notThere(view, path));
    if (const auto place = view.layout.find(path)) {
        if (place->container)
            return patchesToRemoveItem(view.text, *place->container, place->index);
        return Patches{{place->item->lines, {}}};
    }
    if (auto patches = wholeTable(view, path); !patches.empty())
        return patches;
    LayoutPlace member;
    for (const auto &section : view.layout.sections) {
        if (startsWith(path, section.path) && !member.item)
            findMember(section.items, nullptr, section.path, path, member);
    }
    if (!member.item)
        return fail(notThere(view, path));
    return patchesToRemoveItem(view.text, *member.container, member.index);
}

Result<Patches> patchesToRename(const TomlView &view, const TomlPath &path, const std::string &name)
{
    if (path.empty() || !path.back().isKey() || !nodeAt(view.table, path))
        return fail(notThere(view, path));
    TomlPath renamed = path;
    renamed.back() = name;
    if (renamed != path && nodeAt(view.table, renamed)) {
        return fail(Error{ErrorCode::BadInput, std::format("`{}` cannot be renamed: `{}` is there already",
                                                           shownPath(path), shownPath(renamed))}
                        .withPlace(placeOfPath(view, renamed)));
    }
    Patches patches;
    const std::string written = tomlKey({TomlStep(name)});
    for (const auto &section : view.layout.sections) {
        TomlPath own;
        std::size_t part = 0;
        for (const auto &step : section.path) {
            own.push_back(step);
            if (own == path)
                patches.push_back({section.key[part].span, written});
            part += step.isKey();
        }
        if (startsWith(path, section.path))
            renameIn(section.items, section.path, path, written, patches);
    }
    return patches;
}

} // namespace crossyard::text
