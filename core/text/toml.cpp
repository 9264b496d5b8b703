// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml.h"

#include "base/files.h"

#include <format>

namespace crossyard::text {

namespace {

Place toPlace(const toml::source_region &source, const std::filesystem::path &file)
{
    return {file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

} // namespace

Result<toml::table> parseToml(std::string_view content, const std::filesystem::path &file)
{
    try {
        return toml::parse(content, toUtf8(file));
    } catch (const toml::parse_error &error) {
        return fail(Error{ErrorCode::Parse, std::format("{} is not valid TOML: {}", toUtf8(file.filename()),
                                                        std::string_view(error.description()))}
                        .withPlace(toPlace(error.source(), file)));
    }
}

Result<toml::table> readToml(const std::filesystem::path &file)
{
    CY_TRY(const std::string content, readFile(file));
    return parseToml(content, file);
}

Place placeOf(const toml::node &node, const std::filesystem::path &file)
{
    return toPlace(node.source(), file);
}

Place placeOf(const toml::key &key, const std::filesystem::path &file)
{
    return toPlace(key.source(), file);
}

std::string_view typeName(const toml::node &node)
{
    switch (node.type()) {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "an array";
    case toml::node_type::string:
        return "a string";
    case toml::node_type::integer:
        return "an integer";
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "a boolean";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
        return "a date or time";
    case toml::node_type::none:
        break;
    }
    return "nothing";
}

Error wrongType(std::string_view key, std::string_view wanted, const toml::node &node,
                const std::filesystem::path &file)
{
    return Error{ErrorCode::BadInput, std::format("`{}` must be {}, but is {}", key, wanted, typeName(node))}.withPlace(
        placeOf(node, file));
}

Result<std::vector<std::string>> stringList(const toml::table &table, std::string_view key,
                                            const std::filesystem::path &file)
{
    std::vector<std::string> list;
    const toml::node *node = table.get(key);
    if (!node)
        return list;
    const auto *array = node->as_array();
    if (!array)
        return fail(wrongType(key, "an array of strings", *node, file));
    for (const auto &item : *array) {
        const auto text = item.value_exact<std::string>();
        if (!text)
            return fail(wrongType(key, "an array of strings", item, file));
        list.push_back(*text);
    }
    return list;
}

} // namespace crossyard::text
