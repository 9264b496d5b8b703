// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/diagnostic.h"

#include "base/strings.h"
#include "process/ansi.h"

#include <algorithm>
#include <charconv>

namespace crossyard::job {

namespace {

constexpr std::size_t atMost = 2000;
// What of one line is looked at.
constexpr std::size_t lineBytes = 2000;

std::optional<int> numberIn(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > 0 ? std::optional(value) : std::nullopt;
}

// FILE:LINE:COLUMN; a file's name may hold colons itself.
bool placeFrom(std::string_view text, Diagnostic &diagnostic)
{
    const auto second = text.rfind(':');
    if (second == std::string_view::npos || second == 0)
        return false;
    const auto first = text.rfind(':', second - 1);
    if (first == std::string_view::npos || first == 0)
        return false;
    const auto line = numberIn(text.substr(first + 1, second - first - 1));
    const auto column = numberIn(text.substr(second + 1));
    if (!line || !column)
        return false;
    diagnostic.file = text.substr(0, first);
    diagnostic.line = *line;
    diagnostic.column = *column;
    return true;
}

// Totals and consequences, which cargo and rustc print after the diagnostics themselves.
bool isSummary(std::string_view message)
{
    return message.starts_with("aborting due to") || message.starts_with("could not compile") ||
           message.starts_with("build failed") ||
           (message.starts_with("`") && message.contains(" generated ")) || message.ends_with("warning emitted") ||
           message.ends_with("warnings emitted");
}

// "error[E0425]: text", "warning: text", "src/a.c:3:5: error: text"
std::optional<Diagnostic> headOf(std::string_view text, LineLevel level)
{
    const std::string_view word = level == LineLevel::Error ? "error" : "warning";
    const auto at = text.find(word);
    if (at == std::string_view::npos)
        return std::nullopt;
    Diagnostic diagnostic{.level = level, .message = {}};
    std::string_view before = trim(text.substr(0, at));
    if (before.ends_with(':'))
        before.remove_suffix(1);
    std::string_view rest = text.substr(at + word.size());
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        diagnostic.code = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
    }
    if (!rest.starts_with(':'))
        return std::nullopt;
    diagnostic.message = trim(rest.substr(1));
    if (diagnostic.message.empty() || isSummary(diagnostic.message))
        return std::nullopt;
    placeFrom(before, diagnostic);
    return diagnostic;
}

} // namespace

void DiagnosticScan::catchUp(const JobLog &log)
{
    for (const std::size_t count = log.count(); m_seen < count; ++m_seen) {
        if (log.level(m_seen) != LineLevel::Plain || !m_open.empty())
            take(log, m_seen);
    }
}

void DiagnosticScan::take(const JobLog &log, std::size_t index)
{
    const auto level = log.level(index);
    const auto activity = log.activityOf(index);
    const auto open = std::ranges::find(m_open, activity, &Open::activity);
    if (level == LineLevel::Plain && open == m_open.end())
        return;
    const std::string plain = process::stripAnsi(log.shownLine(index, lineBytes));
    const std::string_view text = trim(plain);
    if (level != LineLevel::Plain) {
        if (open != m_open.end())
            m_open.erase(open);
        auto head = m_found.size() < atMost ? headOf(text, level) : std::nullopt;
        if (!head)
            return;
        head->logLine = index;
        if (head->file.empty())
            m_open.push_back({activity, m_found.size()});
        m_found.push_back(std::move(*head));
        return;
    }
    constexpr std::string_view arrow = "--> ";
    if (text.empty()) {
        m_open.erase(open); // the end of a diagnostic without a place
    } else if (text.starts_with(arrow)) {
        Diagnostic &diagnostic = m_found[open->at];
        placeFrom(text.substr(arrow.size()), diagnostic);
        m_open.erase(open);
    }
}

} // namespace crossyard::job
