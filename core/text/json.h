// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading JSON with errors that say line and column.
#pragma once

#include "base/error.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::text {

/// Parses a document, keeping the order of keys. Errors: Parse, with the place; `file` is only named there.
Result<nlohmann::ordered_json> parseJson(std::string_view content, const std::filesystem::path &file);

/// Members of an object by their names; one of another type counts as absent. What is no object has none.
std::optional<std::string> stringIn(const nlohmann::ordered_json &object, const char *key);
bool boolIn(const nlohmann::ordered_json &object, const char *key, bool otherwise);
/// The strings of a list.
std::vector<std::string> stringsIn(const nlohmann::ordered_json &object, const char *key);

/// The place of a byte offset in a text; line and column count from 1, columns in bytes.
Place placeOfOffset(std::string_view content, std::size_t offset, const std::filesystem::path &file);

} // namespace crossyard::text
