// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_reader.h"

#include "container/config/cross_checks.h"

#include <format>

namespace crossyard::container {

void ReadContext::tell(Finding::Severity severity, std::string id, std::string message, Place place, std::string hint)
{
    findings.push_back({.severity = severity,
                        .id = std::move(id),
                        .message = std::move(message),
                        .origin = Origin::file(std::move(place)),
                        .hint = std::move(hint)});
}

void ReadContext::tellNewForm(std::string_view what, std::string_view oldForm, Place place)
{
    if (dialect == Dialect::Main)
        return;
    tell(Finding::Severity::Warning, "other-dialect",
         std::format("{} is a form of {}; {} takes {} there and refuses the file", what, dialectWords(Dialect::Main),
                     dialectWords(dialect), oldForm),
         std::move(place), std::format("it takes {}: --dialect main", dialectWords(Dialect::Main)));
}

std::optional<TableReader::Item> TableReader::item(std::string_view key) const
{
    const auto it = m_table.find(key);
    if (it == m_table.end() || !knowsKey(m_kind, key, m_context.dialect))
        return std::nullopt;
    return Item{&it->second, text::placeOf(it->first, m_context.file)};
}

text::TomlPath TableReader::pathOf(std::string_view key) const
{
    text::TomlPath path = m_path;
    path.emplace_back(key);
    return path;
}

void TableReader::wrongType(std::string_view key, std::string_view wanted, const toml::node &node)
{
    wrongTypeAt(pathOf(key), wanted, node);
}

void TableReader::wrongTypeAt(const text::TomlPath &path, std::string_view wanted, const toml::node &node)
{
    Error error = text::wrongType(text::shownPath(path), wanted, node, m_context.file);
    std::string hint;
    if (const auto value = node.value_exact<std::string>()) {
        if (wanted.contains("array of strings"))
            hint = std::format("write `[{}]`", text::tomlString(*value));
        else if (*value == "true" || *value == "false")
            hint = std::format("write `{}` without quotes", *value);
    }
    m_context.tell(Finding::Severity::Error, "wrong-type", std::move(error.message),
                   error.place.value_or(Place{m_context.file}), std::move(hint));
}

void TableReader::tellUntaken(const std::set<std::string> &told)
{
    for (const auto &[key, value] : m_table) {
        if (!knowsKey(m_kind, key.str(), m_context.dialect) && !told.contains(std::string(key.str())))
            m_context.findings.push_back(
                untakenKey(m_kind, pathOf(key.str()), value, text::placeOf(key, m_context.file), m_context.dialect));
    }
}

MaybeWritten<bool> TableReader::boolean(std::string_view key)
{
    const auto found = item(key);
    if (!found)
        return std::nullopt;
    if (const auto value = found->node->value_exact<bool>())
        return Written<bool>{*value, found->place};
    wrongType(key, "a boolean", *found->node);
    return std::nullopt;
}

MaybeWritten<std::string> TableReader::string(std::string_view key)
{
    const auto found = item(key);
    if (!found)
        return std::nullopt;
    if (auto value = found->node->value_exact<std::string>())
        return Written<std::string>{std::move(*value), found->place};
    wrongType(key, "a string", *found->node);
    return std::nullopt;
}

MaybeWritten<std::vector<Written<std::string>>> TableReader::strings(std::string_view key)
{
    const auto found = item(key);
    if (!found)
        return std::nullopt;
    const auto *array = found->node->as_array();
    if (!array) {
        wrongType(key, "an array of strings", *found->node);
        return std::nullopt;
    }
    std::vector<Written<std::string>> list;
    for (const toml::node &element : *array) {
        auto word = element.value_exact<std::string>();
        if (!word) {
            wrongType(key, "an array of strings", element);
            return std::nullopt;
        }
        list.push_back({std::move(*word), text::placeOf(element, m_context.file)});
    }
    return Written<std::vector<Written<std::string>>>{std::move(list), found->place};
}

MaybeWritten<std::vector<VariableEntry>> TableReader::variables(std::string_view key)
{
    auto list = strings(key);
    if (!list)
        return std::nullopt;
    std::vector<VariableEntry> entries;
    for (auto &[word, place] : list->value) {
        entries.push_back({std::move(word), Origin::file(std::move(place))});
        checkVariable(entries.back(), key, m_context.dialect, m_context.findings);
    }
    return Written<std::vector<VariableEntry>>{std::move(entries), list->place};
}

const toml::table *TableReader::table(std::string_view key)
{
    const auto found = item(key);
    if (!found)
        return nullptr;
    if (const auto *inner = found->node->as_table())
        return inner;
    wrongType(key, "a table", *found->node);
    return nullptr;
}

} // namespace crossyard::container
