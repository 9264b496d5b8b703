// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading JSON with errors that say line and column.
#pragma once

#include "base/error.h"

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace crossyard::text {

/// Parses a document, keeping the order of keys. Errors: Parse, with the place; `file` is only named there.
Result<nlohmann::ordered_json> parseJson(std::string_view content, const std::filesystem::path &file);

/// The place of a byte offset in a text; line and column count from 1, columns in bytes.
Place placeOfOffset(std::string_view content, std::size_t offset, const std::filesystem::path &file);

} // namespace crossyard::text
