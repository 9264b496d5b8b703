// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/json.h"

#include "base/paths.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::text {

std::optional<std::string> stringIn(const nlohmann::ordered_json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? std::optional(it->get<std::string>()) : std::nullopt;
}

bool boolIn(const nlohmann::ordered_json &object, const char *key, bool otherwise)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_boolean() ? it->get<bool>() : otherwise;
}

std::vector<std::string> stringsIn(const nlohmann::ordered_json &object, const char *key)
{
    std::vector<std::string> all;
    if (const auto it = object.find(key); it != object.end() && it->is_array()) {
        for (const auto &item : *it) {
            if (item.is_string())
                all.push_back(item.get<std::string>());
        }
    }
    return all;
}

Place placeOfOffset(std::string_view content, std::size_t offset, const std::filesystem::path &file)
{
    const auto before = content.substr(0, std::min(offset, content.size()));
    const auto lineStart = before.rfind('\n');
    return {file, static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1)) + 1};
}

Result<nlohmann::ordered_json> parseJson(std::string_view content, const std::filesystem::path &file)
{
    try {
        return nlohmann::ordered_json::parse(content);
    } catch (const nlohmann::json::parse_error &error) {
        // "[json.exception.parse_error.101] parse error at line 1, column 2: ..." says the place first; we say it
        // ourselves.
        std::string_view what = error.what();
        if (const auto colon = what.find(": "); colon != std::string_view::npos)
            what.remove_prefix(colon + 2);
        const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
        return fail(
            Error{ErrorCode::Parse, std::format("{} is not valid JSON: {}", toUtf8(file.filename()), what)}.withPlace(
                placeOfOffset(content, offset, file)));
    } catch (const nlohmann::json::out_of_range &) { // a number that no double can hold; its place is not known
        return fail(
            Error{ErrorCode::Parse, std::format("{} holds a number that is out of range", toUtf8(file.filename()))}
                .withPlace({file, 0, 0}));
    }
}

} // namespace crossyard::text
