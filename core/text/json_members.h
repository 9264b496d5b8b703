// SPDX-License-Identifier: MIT OR Apache-2.0
// Setting members of a JSON object in its text: everything else, spacing included, stays as it was.
#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossyard::text {

using JsonMembers = std::vector<std::pair<std::string, nlohmann::ordered_json>>;

/// Sets members of the outermost object: replaces the values of those that are there, adds the others at the end, with
/// the indentation of what stands there. An empty text is an empty object. Errors: Parse (comments as well, which are
/// no JSON), BadInput (no object), Unsupported (the text says a key twice), with the place.
Result<std::string> setJsonMembers(std::string_view content, const JsonMembers &members,
                                   const std::filesystem::path &file);

} // namespace crossyard::text
