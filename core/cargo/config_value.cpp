// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/config_value.h"

#include "base/strings.h"
#include "text/toml.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

std::string Definition::describe() const
{
    if (fromFile())
        return crossyard::describe(place);
    switch (kind) {
    case Kind::Environment:
        return std::format("the environment variable `{}`", text);
    case Kind::Argument:
        return text.empty() ? "a `--config` argument" : std::format("`--config {}`", text);
    case Kind::BuiltIn:
    case Kind::File:
        break;
    }
    return "the defaults";
}

fs::path Definition::root(const fs::path &workingDirectory) const
{
    return fromFile() ? place.file.parent_path().parent_path() : workingDirectory;
}

ConfigKey dottedKey(std::string_view text)
{
    return split(text, '.');
}

namespace {

bool isBareKey(std::string_view part)
{
    return !part.empty() && std::ranges::all_of(part, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace

std::string toString(const ConfigKey &key)
{
    std::string text;
    for (const auto &part : key) {
        if (!text.empty())
            text += '.';
        // A single-quoted string knows no escapes; a part with such a quote in it takes the other kind.
        if (isBareKey(part))
            text += part;
        else if (!part.contains('\''))
            text += "'" + part + "'";
        else
            text += '"' + replaceAll(replaceAll(part, "\\", "\\\\"), "\"", "\\\"") + '"';
    }
    return text;
}

std::string environmentName(const ConfigKey &key)
{
    std::string name = "CARGO";
    for (const auto &part : key)
        name += '_' + toUpper(replaceAll(part, "-", "_"));
    return name;
}

std::string_view ConfigValue::typeName() const
{
    constexpr std::string_view names[] = {"a boolean", "an integer", "a string", "an array", "a table"};
    return names[value.index()];
}

namespace {

Definition placed(const Definition &definition, const toml::node &node)
{
    Definition result = definition;
    if (result.fromFile()) {
        result.place.line = static_cast<int>(node.source().begin.line);
        result.place.column = static_cast<int>(node.source().begin.column);
    }
    return result;
}

Result<ConfigValue> taken(const toml::node &node, const Definition &definition, ConfigKey &key)
{
    const Definition here = placed(definition, node);
    if (const auto *text = node.as_string())
        return ConfigValue{text->get(), here};
    if (const auto *number = node.as_integer())
        return ConfigValue{number->get(), here};
    if (const auto *truth = node.as_boolean())
        return ConfigValue{truth->get(), here};
    if (const auto *array = node.as_array()) {
        ConfigValue::List list;
        for (const auto &item : *array) {
            CY_TRY(ConfigValue value, taken(item, definition, key));
            list.push_back(std::move(value));
        }
        return ConfigValue{std::move(list), here};
    }
    if (const auto *table = node.as_table()) {
        ConfigValue::Table values;
        for (const auto &[name, item] : *table) {
            key.emplace_back(name.str());
            CY_TRY(ConfigValue value, taken(item, definition, key));
            key.pop_back();
            values.emplace(std::string(name.str()), std::move(value));
        }
        return ConfigValue{std::move(values), here};
    }
    return fail(configError(
        std::format("`{}` is {}, which cargo's configuration does not know", toString(key), text::typeName(node)),
        here));
}

} // namespace

Result<ConfigValue> fromToml(const toml::node &node, const Definition &definition)
{
    ConfigKey key;
    return taken(node, definition, key);
}

bool isUnjoinedList(const ConfigKey &key)
{
    if (key.size() == 2) {
        return key[0] == "credential-alias" || (key[0] == "doc" && key[1] == "browser") ||
               (key[0] == "host" && key[1] == "runner") || (key[0] == "registry" && key[1] == "credential-provider");
    }
    return key.size() == 3 &&
           ((key[0] == "registries" && key[2] == "credential-provider") || (key[0] == "target" && key[2] == "runner"));
}

void sortByKind(ConfigValue::List &list)
{
    std::ranges::stable_sort(list, {}, [](const ConfigValue &item) { return item.definition.kind; });
}

namespace {

Result<void> mergeAt(ConfigValue &into, ConfigValue from, Precedence precedence, ConfigKey &key)
{
    const bool newerWins = precedence == Precedence::Newer || from.definition.kind > into.definition.kind;
    auto *oldTable = std::get_if<ConfigValue::Table>(&into.value);
    auto *newTable = std::get_if<ConfigValue::Table>(&from.value);
    if (oldTable && newTable) {
        for (auto &[name, value] : *newTable) {
            const auto place = oldTable->find(name);
            if (place == oldTable->end()) {
                oldTable->emplace(name, std::move(value));
                continue;
            }
            key.push_back(name);
            CY_CHECK(mergeAt(place->second, std::move(value), precedence, key));
            key.pop_back();
        }
        return {};
    }
    auto *oldList = std::get_if<ConfigValue::List>(&into.value);
    auto *newList = std::get_if<ConfigValue::List>(&from.value);
    if (oldList && newList) {
        if (isUnjoinedList(key)) {
            if (newerWins)
                into = std::move(from);
            return {};
        }
        // Which side goes last depends on the order of reading alone; the sort then lifts the higher kinds.
        if (precedence == Precedence::Newer) {
            oldList->insert(oldList->end(), newList->begin(), newList->end());
        } else {
            oldList->insert(oldList->begin(), newList->begin(), newList->end());
        }
        sortByKind(*oldList);
        return {};
    }
    if (oldTable || newTable || oldList || newList) {
        Error error = configError(std::format("`{}` is {} here, but {} in {}; the two cannot be merged", toString(key),
                                              from.typeName(), into.typeName(), into.definition.describe()),
                                  from.definition);
        error.hint = "write both the same way";
        return fail(std::move(error));
    }
    if (newerWins)
        into = std::move(from);
    return {};
}

} // namespace

Result<void> merge(ConfigValue &into, ConfigValue from, Precedence precedence)
{
    ConfigKey key;
    return mergeAt(into, std::move(from), precedence, key);
}

Error configError(std::string message, const Definition &definition)
{
    Error error{ErrorCode::BadInput, std::move(message)};
    if (definition.fromFile())
        error.place = definition.place;
    else if (definition.kind != Definition::Kind::BuiltIn)
        error.message += std::format(" (in {})", definition.describe());
    return error;
}

Error wrongConfigType(const ConfigKey &key, std::string_view wanted, const ConfigValue &value)
{
    return configError(std::format("`{}` must be {}, but is {}", toString(key), wanted, value.typeName()),
                       value.definition);
}

} // namespace crossyard::cargo
