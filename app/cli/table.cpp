// SPDX-License-Identifier: MIT OR Apache-2.0
#include "table.h"

#include "base/strings.h"

#include <algorithm>

namespace crossyard::cli {

namespace {

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

} // namespace

std::size_t columnsOf(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, startsCodePoint));
}

std::vector<std::string> alignedRows(std::vector<std::vector<std::string>> rows)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
    std::size_t total = 0;
    for (const auto width : widths)
        total += width + 2;
    constexpr std::size_t leastName = 20;
    if (!widths.empty() && total > terminalColumns + 2 && widths.front() > leastName) {
        const std::size_t excess = total - (terminalColumns + 2);
        widths.front() = std::max(leastName, widths.front() - std::min(excess, widths.front()));
    }
    std::vector<std::string> lines;
    for (auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == 0 && columnsOf(row[i]) > widths[i])
                line = row[i] + "\n" + std::string(widths[i] + 2, ' ');
            else
                line += row[i] + std::string(widths[i] + 2 - columnsOf(row[i]), ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string wrapped(std::string_view first, std::string_view text)
{
    const std::string indent(columnsOf(first), ' ');
    std::string all;
    std::string line(first);
    bool empty = true;
    for (const auto &word : splitWhitespace(text)) {
        if (!empty && columnsOf(line) + 1 + columnsOf(word) > terminalColumns) {
            all += line + "\n";
            line = indent;
            empty = true;
        }
        line += (empty ? "" : " ") + word;
        empty = false;
    }
    return all + line;
}

} // namespace crossyard::cli
