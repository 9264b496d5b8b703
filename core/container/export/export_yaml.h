// SPDX-License-Identifier: MIT OR Apache-2.0
// The little of YAML that the exports for CI need. Pure.
#pragma once

#include <string>
#include <string_view>

namespace crossyard::container {

/// A scalar in double quotes.
std::string yamlQuoted(std::string_view text);
/// "|" and the lines of the text, `columns` to the right.
std::string yamlBlock(std::string_view text, std::size_t columns);

} // namespace crossyard::container
