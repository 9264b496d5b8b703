// SPDX-License-Identifier: MIT OR Apache-2.0
// Small helpers on UTF-8 text that the standard library lacks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard {

std::string_view trim(std::string_view text);
/// The parts between separators, empty ones included ("a,,b" gives three).
std::vector<std::string> split(std::string_view text, char separator);
/// The lines with their ends; the last one may have none.
std::vector<std::string_view> linesWithEnds(std::string_view text);
/// The runs of anything but ASCII white space.
std::vector<std::string> splitWhitespace(std::string_view text);
/// The words of a list that a person wrote, with commas or white space between.
std::vector<std::string> splitWords(std::string_view list);
std::string join(const std::vector<std::string> &parts, std::string_view separator);
std::string replaceAll(std::string text, std::string_view what, std::string_view with);
std::string toUpper(std::string_view text); // ASCII only
std::string toLower(std::string_view text); // ASCII only
/// Whether every word of `words` is somewhere in `text`, without regard to case (ASCII).
bool hasWords(std::string_view text, std::string_view words);

/// The candidate that the word most likely stands for (edit distance at most a third of its length, and at
/// least one), if any. Words of more than 256 bytes stand for none.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string> &candidates);
/// The same with another limit for the distance.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string> &candidates,
                                   std::size_t limit);

/// "56.2 MB", "812 kB", "0 B": decimal units.
std::string shownSize(unsigned long long bytes);
/// "0.8 s", "42 s", "3 min 05 s".
std::string shownDuration(double seconds);

} // namespace crossyard
