// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_log.h"

#include "base/files.h"
#include "base/strings.h"
#include "process/ansi.h"

#include <algorithm>
#include <cstring>
#include <format>

namespace crossyard::job {

namespace {

// Where a valid UTF-8 sequence that begins here ends; 0 where none does (RFC 3629, table 3-7 of the Unicode standard).
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
    const auto tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        return byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return tail(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef)
        return tail(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && tail(2) ? 3 : 0;
    if (first >= 0xf0 && first <= 0xf4)
        return tail(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && tail(2) && tail(3) ? 4 : 0;
    return 0;
}

std::string valid(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto length = sequenceLength(text);
        result += length ? text.substr(0, length) : std::string_view("\xef\xbf\xbd");
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

bool holds(std::string_view line, std::string_view text, bool caseSensitive)
{
    const std::string plain = process::stripAnsi(line);
    return caseSensitive ? plain.contains(text) : toLower(plain).contains(text);
}

} // namespace

LineLevel levelOf(std::string_view line)
{
    // Colours stand before the word, and in it: ESC[1m ESC[31m error ESC[0m.
    const std::string plain = process::stripAnsi(line.substr(0, 120));
    const std::string_view text = trim(plain);
    const auto is = [&](std::string_view word) {
        return text.starts_with(word) && text.size() > word.size() &&
               (text[word.size()] == ':' || text[word.size()] == '[');
    };
    if (is("error") || is("fatal error") || text.contains(": error:") || text.contains(": fatal error:"))
        return LineLevel::Error;
    return is("warning") || text.contains(": warning:") ? LineLevel::Warning : LineLevel::Plain;
}

const char *JobLog::store(std::string_view text)
{
    if (text.size() > m_free) {
        const auto size = std::max(blockSize, text.size());
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
        m_free = size;
        m_used = 0;
    }
    char *place = m_blocks.back().get() + m_used;
    std::memcpy(place, text.data(), text.size());
    m_used += text.size();
    m_free -= text.size();
    return place;
}

void JobLog::append(std::string_view line, activity::Id activity)
{
    const auto level = static_cast<std::uint32_t>(levelOf(line));
    const std::lock_guard lock(m_mutex);
    // A place even for an empty line, so that `text` is never null.
    const char *text = line.empty() ? "" : store(line);
    m_lines.push_back(
        {text, static_cast<std::uint32_t>(line.size()), static_cast<std::uint32_t>(activity << 2) | level});
}

std::size_t JobLog::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines.size();
}

std::string_view JobLog::raw(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    const Line &line = m_lines[index];
    return {line.text, line.length};
}

std::string JobLog::line(std::size_t index) const
{
    return valid(raw(index));
}

std::string JobLog::shownLine(std::size_t index, std::size_t atMost) const
{
    const std::string_view whole = raw(index);
    if (whole.size() <= atMost)
        return valid(whole);
    std::size_t end = atMost;
    while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xc0) == 0x80)
        --end;
    return valid(whole.substr(0, end)) + std::format(" ... ({} more bytes)", whole.size() - end);
}

LineLevel JobLog::level(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<LineLevel>(m_lines[index].activityAndLevel & 3);
}

activity::Id JobLog::activityOf(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    return m_lines[index].activityAndLevel >> 2;
}

std::optional<std::size_t> JobLog::find(std::string_view text, std::size_t from, bool forward, bool caseSensitive) const
{
    const std::string wanted = caseSensitive ? std::string(text) : toLower(text);
    const std::size_t lines = count();
    if (wanted.empty() || lines == 0)
        return std::nullopt;
    for (std::size_t i = std::min(from, lines - 1);; forward ? ++i : --i) {
        if (i >= lines)
            return std::nullopt;
        if (holds(raw(i), wanted, caseSensitive))
            return i;
    }
}

Result<void> JobLog::save(const std::filesystem::path &file, bool colours) const
{
    std::string text;
    const std::size_t lines = count();
    for (std::size_t i = 0; i < lines; ++i) {
        if (colours)
            text += raw(i);
        else
            text += process::stripAnsi(raw(i));
        text += '\n';
    }
    return writeFile(file, text);
}

std::size_t JobLog::overhead() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines.size() * sizeof(Line) + m_free + m_blocks.size() * sizeof(m_blocks.front());
}

} // namespace crossyard::job
