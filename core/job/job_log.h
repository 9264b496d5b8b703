// SPDX-License-Identifier: MIT OR Apache-2.0
// What a job said, line by line: written by the threads that work, read by the one that shows it. The text lies in
// large blocks, a line costs sixteen bytes beside it, and nothing is moved once it is written.
#pragma once

#include "activity/activity.h"
#include "base/error.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace crossyard::job {

enum class LineLevel : std::uint8_t { Plain, Warning, Error };

/// The level that a line's own beginning says: "warning: ...", "error[E0463]: ...", colours aside.
LineLevel levelOf(std::string_view line);

/// Thread-safe.
class JobLog {
public:
    /// Takes the bytes as they are; `activity` is who said it.
    void append(std::string_view line, activity::Id activity = 0);

    std::size_t count() const;
    /// The line as UTF-8: bytes that are none become U+FFFD.
    std::string line(std::size_t index) const;
    /// The same, cut after about so many bytes, with a mark that says how many more there are.
    std::string shownLine(std::size_t index, std::size_t atMost) const;
    LineLevel level(std::size_t index) const;
    activity::Id activityOf(std::size_t index) const;

    /// The nearest line that holds the text, this one included. Colours in lines are not looked at.
    std::optional<std::size_t> find(std::string_view text, std::size_t from, bool forward, bool caseSensitive) const;
    /// Writes all lines to a file, with their colours or without. Errors: Io.
    Result<void> save(const std::filesystem::path &file, bool colours) const;

    /// Bytes that are kept beside the text itself.
    std::size_t overhead() const;

private:
    struct Line {
        const char *text = nullptr;
        std::uint32_t length = 0;
        std::uint32_t activityAndLevel = 0; // the upper 30 bits; the lower 2
    };
    static constexpr std::size_t blockSize = std::size_t(1) << 20;

    std::string_view raw(std::size_t index) const;
    const char *store(std::string_view text);

    mutable std::mutex m_mutex;
    std::deque<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_free = 0; // bytes left in the last block
    std::size_t m_used = 0; // of that block
    std::deque<Line> m_lines;
};

} // namespace crossyard::job
