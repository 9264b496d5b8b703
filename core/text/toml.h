// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading TOML with the place of every key and value, for errors that point at their cause.
#pragma once

#include "base/error.h"

#include <string_view>
#include <toml++/toml.hpp>

namespace crossyard::text {

/// Parses a document. Errors: Parse, with the place; `file` is only named there.
Result<toml::table> parseToml(std::string_view content, const std::filesystem::path &file);
/// Reads and parses a file. Errors: Io, Parse.
Result<toml::table> readToml(const std::filesystem::path &file);

/// Where a key or value stands.
Place placeOf(const toml::node &node, const std::filesystem::path &file);
Place placeOf(const toml::key &key, const std::filesystem::path &file);

/// "a string", "an integer", "a table" ...: for messages.
std::string_view typeName(const toml::node &node);

/// The list of strings under a key; nothing there is an empty list. Errors: BadInput, with the place.
Result<std::vector<std::string>> stringList(const toml::table &table, std::string_view key,
                                            const std::filesystem::path &file);
/// An error that a value under a key is not of the wanted type, at its place.
Error wrongType(std::string_view key, std::string_view wanted, const toml::node &node,
                const std::filesystem::path &file);

} // namespace crossyard::text
