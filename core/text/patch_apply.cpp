// SPDX-License-Identifier: MIT OR Apache-2.0
// A hunk says at which line its old lines stand; earlier ones may have been moved by what else was changed. So it is
// looked for from there in both directions, the nearest place first, and never in what an earlier hunk has written.
#include "text/unified_patch.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::text {

namespace {

struct Line {
    std::string_view text; // with its end
    bool written = false;  // by a hunk
};

std::vector<Line> linesOf(std::string_view text)
{
    std::vector<Line> lines;
    for (const auto line : linesWithEnds(text))
        lines.push_back({line});
    return lines;
}

std::vector<std::string_view> side(const PatchHunk &hunk, char without)
{
    std::vector<std::string_view> lines;
    for (const auto &line : hunk.lines) {
        if (line.kind != without)
            lines.push_back(line.text);
    }
    return lines;
}

std::string shown(std::string_view line)
{
    const bool carriage = line.ends_with("\r\n");
    const bool ended = line.ends_with('\n');
    line = line.substr(0, line.size() - (carriage ? 2 : ended ? 1 : 0));
    constexpr std::size_t enough = 100;
    const bool cut = line.size() > enough;
    return std::format("`{}{}`{}{}", line.substr(0, enough), cut ? "..." : "", carriage ? " (CR LF)" : "",
                       ended ? "" : " (without a line end)");
}

class Applier {
public:
    Applier(std::string_view text, const std::vector<PatchHunk> &hunks) : m_image(linesOf(text)), m_hunks(hunks) {}

    Result<std::string> apply()
    {
        for (std::size_t i = 0; i < m_hunks.size(); ++i) {
            const auto &hunk = m_hunks[i];
            const auto wanted = side(hunk, '+');
            const auto at = find(hunk, wanted);
            if (!at)
                return fail(ErrorCode::BadInput, misfit(i, wanted));
            std::vector<Line> written;
            for (const auto text : side(hunk, '-'))
                written.push_back({text, true});
            const auto first = m_image.begin() + static_cast<std::ptrdiff_t>(*at);
            m_image.erase(first, first + static_cast<std::ptrdiff_t>(wanted.size()));
            m_image.insert(m_image.begin() + static_cast<std::ptrdiff_t>(*at), written.begin(), written.end());
        }
        std::string text;
        for (const auto &line : m_image) {
            if (!text.empty() && !text.ends_with('\n'))
                return fail(ErrorCode::BadInput, "it would leave a line without an end within the file");
            text += line.text;
        }
        return text;
    }

private:
    std::size_t matches(const std::vector<std::string_view> &wanted, std::size_t at) const
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < wanted.size() && at + i < m_image.size(); ++i)
            count += !m_image[at + i].written && m_image[at + i].text == wanted[i];
        return count;
    }

    bool fits(const std::vector<std::string_view> &wanted, std::size_t at) const
    {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (m_image[at + i].written || m_image[at + i].text != wanted[i])
                return false;
        }
        return true;
    }

    std::optional<std::size_t> find(const PatchHunk &hunk, const std::vector<std::string_view> &wanted) const
    {
        if (wanted.size() > m_image.size())
            return std::nullopt;
        const std::size_t last = m_image.size() - wanted.size();
        const bool atBegin = hunk.oldStart <= 1;
        const bool atEnd = hunk.lines.empty() || hunk.lines.back().kind != ' ';
        if (atBegin || atEnd) {
            const std::size_t only = atBegin ? 0 : last;
            const bool both = !atBegin || !atEnd || last == 0;
            return both && fits(wanted, only) ? std::optional(only) : std::nullopt;
        }
        const auto start = std::min(static_cast<std::size_t>(std::max(hunk.newStart - 1, 0)), last);
        for (std::size_t step = 0; step <= last; ++step) {
            if (step <= start && fits(wanted, start - step))
                return start - step;
            if (start + step <= last && fits(wanted, start + step))
                return start + step;
        }
        return std::nullopt;
    }

    // What stands at the place that is most like what the hunk wants.
    std::string misfit(std::size_t index, const std::vector<std::string_view> &wanted) const
    {
        const auto &hunk = m_hunks[index];
        std::string text = std::format("hunk {} of {} (lines {} to {}) does not fit: ", index + 1, m_hunks.size(),
                                       hunk.oldStart, hunk.oldStart + std::max(hunk.oldCount - 1, 0));
        if (m_image.empty())
            return text + "the file is empty";
        if (const auto made = side(hunk, '-'); !made.empty() && stands(made))
            return text + "what it would make stands there already";
        const auto named = std::min(static_cast<std::size_t>(std::max(hunk.newStart - 1, 0)), m_image.size() - 1);
        std::size_t best = named;
        for (std::size_t at = 0; at < m_image.size(); ++at) {
            if (matches(wanted, at) > matches(wanted, best))
                best = at;
        }
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (best + i >= m_image.size())
                return text + std::format("behind line {} it wants {}, and there the file ends", m_image.size(),
                                          shown(wanted[i]));
            if (m_image[best + i].text != wanted[i] || m_image[best + i].written)
                return text + std::format("line {} should be {}, and is {}", best + i + 1, shown(wanted[i]),
                                          shown(m_image[best + i].text));
        }
        return text + (hunk.oldStart <= 1 ? "its lines do not stand at the beginning of the file"
                                          : "its lines do not stand at the end of the file");
    }

    bool stands(const std::vector<std::string_view> &lines) const
    {
        for (std::size_t at = 0; at + lines.size() <= m_image.size(); ++at) {
            if (fits(lines, at))
                return true;
        }
        return false;
    }

    std::vector<Line> m_image;
    const std::vector<PatchHunk> &m_hunks;
};

} // namespace

Result<std::string> applyHunks(std::string_view text, const std::vector<PatchHunk> &hunks)
{
    return Applier(text, hunks).apply();
}

} // namespace crossyard::text
