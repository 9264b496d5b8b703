// SPDX-License-Identifier: MIT OR Apache-2.0
// Text laid out for a terminal of 100 columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crossyard::cli {

inline constexpr std::size_t terminalColumns = 100;

/// The columns that a text takes: one for each code point.
std::size_t columnsOf(std::string_view text);
/// Rows with their cells aligned, two spaces between columns, no spaces at the ends of lines. Where a row would be
/// wider than the terminal, the first column's cells are shortened.
std::vector<std::string> alignedRows(std::vector<std::vector<std::string>> rows);
/// The text broken at spaces, the first line after `first`, the others after as many spaces.
std::string wrapped(std::string_view first, std::string_view text);

} // namespace crossyard::cli
