// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/strings.h"

#include <algorithm>
#include <format>
#include <numeric>

namespace crossyard {

namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Levenshtein distance with transposition of neighbours counted as one (optimal string alignment).
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        d[i][0] = i;
    std::iota(d[0].begin(), d[0].end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + same});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

} // namespace

std::string_view trim(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (true) {
        const auto end = text.find(separator, start);
        parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos)
            return parts;
        start = end + 1;
    }
}

std::vector<std::string_view> linesWithEnds(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::vector<std::string> splitWhitespace(std::string_view text)
{
    std::vector<std::string> parts;
    std::size_t i = 0;
    while (i < text.size()) {
        while (i < text.size() && isSpace(text[i]))
            ++i;
        const std::size_t start = i;
        while (i < text.size() && !isSpace(text[i]))
            ++i;
        if (i > start)
            parts.emplace_back(text.substr(start, i - start));
    }
    return parts;
}

std::vector<std::string> splitWords(std::string_view list)
{
    return splitWhitespace(replaceAll(std::string(list), ",", " "));
}

std::string join(const std::vector<std::string> &parts, std::string_view separator)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            text += separator;
        text += parts[i];
    }
    return text;
}

std::string replaceAll(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string toUpper(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return out;
}

std::string toLower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return out;
}

bool hasWords(std::string_view text, std::string_view words)
{
    const std::string whole = toLower(text);
    return std::ranges::all_of(splitWhitespace(toLower(words)),
                               [&](const std::string &word) { return whole.contains(word); });
}

std::optional<std::string> closest(std::string_view word, const std::vector<std::string> &candidates)
{
    return closest(word, candidates, std::max<std::size_t>(1, word.size() / 3));
}

std::optional<std::string> closest(std::string_view word, const std::vector<std::string> &candidates, std::size_t limit)
{
    // Nobody mistypes a word of such a length, and comparing takes the square of it.
    constexpr std::size_t longest = 256;
    if (word.empty() || word.size() > longest)
        return std::nullopt;
    std::optional<std::string> best;
    std::size_t bestDistance = limit + 1;
    for (const auto &candidate : candidates) {
        // Each character more or less counts as one: these cannot be near.
        if (candidate.size() > word.size() + limit || word.size() > candidate.size() + limit)
            continue;
        const std::size_t distance = editDistance(word, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string shownSize(unsigned long long bytes)
{
    if (bytes < 1000)
        return std::format("{} B", bytes);
    static constexpr const char *units[] = {"kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    int unit = -1;
    while (value >= 999.5 && unit < 3) { // what would be shown as "1000 kB" is "1.0 MB"
        value /= 1000;
        ++unit;
    }
    return value < 99.95 ? std::format("{:.1f} {}", value, units[unit]) : std::format("{:.0f} {}", value, units[unit]);
}

std::string shownDuration(double seconds)
{
    if (seconds < 9.95)
        return std::format("{:.1f} s", seconds);
    if (seconds < 59.5)
        return std::format("{:.0f} s", seconds);
    const auto whole = static_cast<long long>(seconds + 0.5);
    return std::format("{} min {:02} s", whole / 60, whole % 60);
}

} // namespace crossyard
