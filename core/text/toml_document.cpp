// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml_document.h"

#include "text/toml.h"
#include "text/toml_edit.h"

#include <format>

namespace crossyard::text {

struct TomlDocument::State {
    std::filesystem::path file;
    std::string bytes;
    toml::table table;
    TomlLayout layout;
};

namespace {

Error notWhatWasAsked(const TomlPath &path, Place place)
{
    return Error{ErrorCode::Unsupported,
                 std::format("`{}` cannot be edited without changing more of the file", shownPath(path))}
        .withPlace(std::move(place))
        .withHint("edit the text by hand there");
}

bool renamed(toml::table &root, const TomlPath &path, const std::string &name)
{
    toml::node *holder = nodeAt(root, TomlPath(path.begin(), path.end() - 1));
    auto *table = holder ? holder->as_table() : nullptr;
    const toml::node *node = table ? table->get(path.back().key()) : nullptr;
    if (!node)
        return false;
    node->visit([&](const auto &typed) {
        const auto copy = typed; // inserting may move what is there
        table->erase(path.back().key());
        table->insert_or_assign(name, copy);
    });
    return true;
}

} // namespace

Result<std::shared_ptr<const TomlDocument::State>> TomlDocument::stateOf(std::string bytes, std::filesystem::path file)
{
    CY_TRY(toml::table table, parseToml(bytes, file));
    auto layout = TomlLayout::of(bytes);
    return std::make_shared<const State>(std::move(file), std::move(bytes), std::move(table), std::move(layout));
}

TomlDocument::TomlDocument() : m_state(*stateOf({}, {})) {}

Result<TomlDocument> TomlDocument::parse(std::string bytes, std::filesystem::path file)
{
    CY_TRY(auto state, stateOf(std::move(bytes), std::move(file)));
    return TomlDocument(std::move(state));
}

const std::string &TomlDocument::bytes() const
{
    return m_state->bytes;
}

const std::filesystem::path &TomlDocument::file() const
{
    return m_state->file;
}

const toml::table &TomlDocument::table() const
{
    return m_state->table;
}

const toml::node *TomlDocument::find(const TomlPath &path) const
{
    return nodeAt(m_state->table, path);
}

bool TomlDocument::hasHeader(const TomlPath &path) const
{
    return m_state->layout.section(path) != nullptr;
}

Place TomlDocument::place(const TomlPath &path) const
{
    return placeOfPath(view(), path);
}

TomlView TomlDocument::view() const
{
    return {m_state->file, m_state->bytes, m_state->table, m_state->layout};
}

Result<TomlDocument> TomlDocument::with(const std::vector<Patch> &patches) const
{
    return parse(patched(m_state->bytes, patches), m_state->file);
}

Result<TomlDocument> TomlDocument::checked(const TomlPath &path, TomlDocument result, const toml::table &expected) const
{
    if (!sameValue(result.table(), expected))
        return fail(notWhatWasAsked(path, place(path)));
    return result;
}

Result<TomlDocument> TomlDocument::set(const TomlPath &path, const TomlValue &value) const
{
    CY_TRY(const Patches patches, patchesToSet(view(), path, value));
    toml::table expected = table();
    auto result = with(patches);
    if (!result || !assign(expected, path, value))
        return fail(notWhatWasAsked(path, place(path)));
    return checked(path, std::move(*result), expected);
}

Result<TomlDocument> TomlDocument::addTable(const TomlPath &path) const
{
    CY_TRY(const Patches patches, patchesToAddTable(view(), path));
    toml::table expected = table();
    auto result = with(patches);
    if (!result || !assign(expected, path, TomlMembers{}))
        return fail(notWhatWasAsked(path, place(path)));
    return checked(path, std::move(*result), expected);
}

Result<TomlDocument> TomlDocument::remove(const TomlPath &path) const
{
    TomlDocument result = *this;
    do {
        CY_TRY(const Patches patches, patchesToRemove(result.view(), path));
        auto next = result.with(patches);
        if (!next || next->bytes() == result.bytes())
            return fail(notWhatWasAsked(path, place(path)));
        result = std::move(*next);
        // What moves up into an element's place is not it.
    } while (path.back().isKey() && result.find(path));

    toml::table expected = table();
    erase(expected, path);
    if (sameValue(result.table(), expected))
        return result;
    // A table that only its content made, as [a.b] makes `a`, is gone with it; so is the array of a single [[a]].
    TomlPath around = path;
    while (around.size() > 1) {
        around.pop_back();
        const toml::node *node = nodeAt(expected, around);
        const bool empty = node && ((node->is_table() && node->as_table()->empty()) ||
                                    (node->is_array() && node->as_array()->empty()));
        if (!empty)
            break;
        erase(expected, around);
        if (sameValue(result.table(), expected))
            return result;
    }
    return fail(notWhatWasAsked(path, place(path)));
}

Result<TomlDocument> TomlDocument::appendToArray(const TomlPath &path, const TomlValue &element) const
{
    const toml::node *node = find(path);
    if (!node) {
        const auto *text = std::get_if<std::string>(&element.data());
        if (text)
            return set(path, TomlStrings{*text});
        CY_TRY(const TomlDocument made, set(path, TomlStrings{}));
        return made.appendToArray(path, element);
    }
    if (!node->is_array())
        return fail(wrongType(shownPath(path), "an array", *node, file()));
    TomlPath behind = path;
    behind.emplace_back(static_cast<int>(node->as_array()->size()));
    return set(behind, element);
}

Result<TomlDocument> TomlDocument::removeFromArray(const TomlPath &path, const TomlValue &element) const
{
    const toml::node *node = find(path);
    const auto *array = node ? node->as_array() : nullptr;
    if (node && !array)
        return fail(wrongType(shownPath(path), "an array", *node, file()));
    for (std::size_t i = 0; array && i < array->size(); ++i) {
        if (!sameValue(*array->get(i), element))
            continue;
        TomlPath one = path;
        one.emplace_back(static_cast<int>(i));
        return remove(one);
    }
    return fail(
        Error{ErrorCode::NotFound, std::format("`{}` has no element {}", shownPath(path), tomlText(element))}.withPlace(
            place(path)));
}

Result<TomlDocument> TomlDocument::renameKey(const TomlPath &path, const std::string &name) const
{
    CY_TRY(const Patches patches, patchesToRename(view(), path, name));
    toml::table expected = table();
    auto result = with(patches);
    if (!result || !renamed(expected, path, name))
        return fail(notWhatWasAsked(path, place(path)));
    return checked(path, std::move(*result), expected);
}

} // namespace crossyard::text
