// SPDX-License-Identifier: MIT OR Apache-2.0
// Asking a configuration. Where values come from and how they are merged is in config_load.cpp and config_value.cpp.
#include "cargo/config.h"

#include "base/strings.h"

#include <charconv>
#include <format>

namespace crossyard::cargo {

namespace {

Definition variableDefinition(const ConfigKey &key)
{
    return {Definition::Kind::Environment, {}, environmentName(key)};
}

std::optional<std::int64_t> asInteger(std::string_view text)
{
    // A leading plus is a number to cargo, but not to from_chars.
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Error badVariable(const std::string &name, const std::string &text, std::string_view wanted)
{
    return Error{ErrorCode::BadInput,
                 std::format("the environment variable `{}` must be {}, but is `{}`", name, wanted, text)};
}

} // namespace

std::optional<std::string> Config::variable(const std::string &name) const
{
    const auto found = m_environment.find(name);
    return found == m_environment.end() ? std::nullopt : std::optional(found->second);
}

Result<const ConfigValue *> Config::find(const ConfigKey &key) const
{
    const ConfigValue *value = &m_root;
    ConfigKey sofar;
    for (const auto &part : key) {
        const auto *table = value->table();
        if (!table)
            return fail(wrongConfigType(sofar, "a table", *value));
        const auto next = table->find(part);
        if (next == table->end())
            return nullptr;
        value = &next->second;
        sofar.push_back(part);
    }
    return value;
}

void Config::joinWords(const ConfigKey &key, ConfigValue::List &list) const
{
    const auto text = variable(environmentName(key));
    if (!text)
        return;
    const Definition definition = variableDefinition(key);
    if (isUnjoinedList(key)) {
        if (!list.empty() && list.front().definition.kind > definition.kind)
            return;
        list.clear();
    }
    for (auto &word : splitWhitespace(*text))
        list.push_back({std::move(word), definition});
    sortByKind(list);
}

Result<std::optional<ConfigValue>> Config::value(const ConfigKey &key) const
{
    CY_TRY(const ConfigValue *written, find(key));
    const auto text = variable(environmentName(key));
    const Definition definition = variableDefinition(key);
    if (!text || (written && !written->list() && written->definition.kind >= definition.kind))
        return written ? std::optional(*written) : std::nullopt;
    if (*text == "true" || *text == "false")
        return ConfigValue{*text == "true", definition};
    if (const auto number = asInteger(*text))
        return ConfigValue{*number, definition};
    if (!written || !written->list())
        return ConfigValue{*text, definition};
    ConfigValue joined = *written;
    joinWords(key, std::get<ConfigValue::List>(joined.value));
    return joined;
}

template <class T>
Result<MaybeDefined<T>> Config::typed(const ConfigKey &key, std::string_view wanted,
                                      Result<T> (*parse)(const std::string &, const std::string &)) const
{
    CY_TRY(const ConfigValue *written, find(key));
    const Definition definition = variableDefinition(key);
    MaybeDefined<T> fromVariable;
    if (const auto text = variable(definition.text)) {
        CY_TRY(T parsed, parse(definition.text, *text));
        fromVariable = Defined<T>{std::move(parsed), definition};
    }
    if (!written)
        return fromVariable;
    const auto *held = std::get_if<T>(&written->value);
    if (!held)
        return fail(wrongConfigType(key, wanted, *written));
    if (fromVariable && written->definition.kind < definition.kind)
        return fromVariable;
    return Defined<T>{*held, written->definition};
}

Result<MaybeDefined<std::string>> Config::string(const ConfigKey &key) const
{
    return typed<std::string>(
        key, "a string", +[](const std::string &, const std::string &text) -> Result<std::string> { return text; });
}

Result<MaybeDefined<bool>> Config::boolean(const ConfigKey &key) const
{
    return typed<bool>(
        key, "true or false", +[](const std::string &name, const std::string &text) -> Result<bool> {
            if (text != "true" && text != "false")
                return fail(badVariable(name, text, "true or false"));
            return text == "true";
        });
}

Result<MaybeDefined<std::int64_t>> Config::integer(const ConfigKey &key) const
{
    return typed<std::int64_t>(
        key, "an integer", +[](const std::string &name, const std::string &text) -> Result<std::int64_t> {
            const auto number = asInteger(text);
            if (!number)
                return fail(badVariable(name, text, "an integer"));
            return *number;
        });
}

Result<MaybeDefined<std::vector<std::string>>> Config::words(const ConfigKey &key) const
{
    CY_TRY(const ConfigValue *written, find(key));
    const Definition definition = variableDefinition(key);
    const bool inEnvironment = variable(definition.text).has_value();
    if (!written && !inEnvironment)
        return std::nullopt;
    ConfigValue::List list;
    if (written) {
        if (const auto *array = written->list()) {
            list = *array;
        } else if (const auto *text = written->string()) {
            for (auto &word : splitWhitespace(*text))
                list.push_back({std::move(word), written->definition});
        } else {
            return fail(wrongConfigType(key, "a string or an array of strings", *written));
        }
    }
    joinWords(key, list);
    Defined<std::vector<std::string>> result;
    const bool variableWins = inEnvironment && (!written || written->definition.kind < definition.kind);
    result.definition = variableWins ? definition : written->definition;
    for (const auto &item : list) {
        if (!item.string())
            return fail(configError(
                std::format("`{}` must hold strings only, but has {} in it", toString(key), item.typeName()),
                item.definition));
        result.value.push_back(*item.string());
    }
    return result;
}

Result<std::vector<std::string>> Config::names(const ConfigKey &key) const
{
    CY_TRY(const ConfigValue *written, find(key));
    std::vector<std::string> result;
    if (!written)
        return result;
    if (!written->table())
        return fail(wrongConfigType(key, "a table", *written));
    for (const auto &[name, value] : *written->table())
        result.push_back(name);
    return result;
}

fs::path Config::resolved(const std::string &text, const Definition &definition) const
{
    return definition.root(m_directory) / fromUtf8(text);
}

fs::path Config::resolvedProgram(const std::string &text, const Definition &definition) const
{
    // "/" counts everywhere, "\" where it is the separator.
    const bool isPath = text.contains('/') || (fs::path::preferred_separator == '\\' && text.contains('\\'));
    return isPath ? resolved(text, definition) : fromUtf8(text);
}

Result<std::optional<fs::path>> Config::path(const ConfigKey &key) const
{
    CY_TRY(const auto text, string(key));
    return text ? std::optional(resolved(text->value, text->definition)) : std::nullopt;
}

Result<std::optional<fs::path>> Config::program(const ConfigKey &key) const
{
    CY_TRY(const auto text, string(key));
    return text ? std::optional(resolvedProgram(text->value, text->definition)) : std::nullopt;
}

} // namespace crossyard::cargo
