// SPDX-License-Identifier: MIT OR Apache-2.0
// The comparing itself is libgit2's, in the plugin.
#include "text/text_diff.h"

#include "remote/remote.h"

#include <algorithm>
#include <format>
#include <limits>

namespace crossyard::text {

namespace {

std::string_view withoutEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    return line;
}

void addLine(DiffHunk &hunk, const remote::RawDiffLine &line)
{
    using Kind = DiffLine::Kind;
    DiffLine out;
    switch (line.origin) {
    case ' ':
        out.kind = Kind::Same;
        break;
    case '+':
        out.kind = Kind::Added;
        break;
    case '-':
        out.kind = Kind::Removed;
        break;
    default: // a note about a missing line end; we see that at the line itself
        return;
    }
    out.text = withoutEnd(line.content);
    out.noNewline = !line.content.ends_with('\n');
    out.oldLine = std::max(line.oldLine, 0);
    out.newLine = std::max(line.newLine, 0);
    hunk.lines.push_back(std::move(out));
}

// Longer than any run of a marker's letter in these texts, so that no line of theirs looks like a marker.
std::size_t markerSize(std::string_view text)
{
    std::size_t longest = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool marker = text[i] == '<' || text[i] == '=' || text[i] == '>' || text[i] == '|';
        run = !marker ? 0 : i > 0 && text[i - 1] == text[i] ? run + 1 : 1;
        longest = std::max(longest, run);
    }
    return longest + 1;
}

class MergeReader {
public:
    explicit MergeReader(std::size_t markerSize) : m_size(markerSize) {}

    Merge read(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
            take(text.substr(at, end - at));
            at = end;
        }
        flush();
        return std::move(m_merge);
    }

private:
    enum class In { Merged, Ours, Base, Theirs };

    bool isMarker(std::string_view line, char letter) const
    {
        return line.size() >= m_size && line.substr(0, m_size).find_first_not_of(letter) == std::string_view::npos;
    }

    void take(std::string_view line)
    {
        if (m_in == In::Merged && isMarker(line, '<')) {
            flush();
            m_part.conflict = true;
            m_in = In::Ours;
        } else if (m_in == In::Ours && isMarker(line, '|')) {
            m_in = In::Base;
        } else if ((m_in == In::Ours || m_in == In::Base) && isMarker(line, '=')) {
            m_in = In::Theirs;
        } else if (m_in == In::Theirs && isMarker(line, '>')) {
            flush();
            m_in = In::Merged;
        } else {
            std::string &to = m_in == In::Ours     ? m_part.ours
                              : m_in == In::Base   ? m_part.base
                              : m_in == In::Theirs ? m_part.theirs
                                                   : m_part.text;
            to += line;
        }
    }

    void flush()
    {
        if (m_part.conflict || !m_part.text.empty()) {
            m_part.line = m_line;
            const auto &lines = m_part.conflict ? m_part.ours : m_part.text;
            m_line += static_cast<int>(std::ranges::count(lines, '\n'));
            m_merge.parts.push_back(std::move(m_part));
        }
        m_part = {};
    }

    std::size_t m_size;
    In m_in = In::Merged;
    int m_line = 1;
    MergePart m_part;
    Merge m_merge;
};

// A text's last line got an end, because a marker followed.
void dropAddedEnd(std::string &side, std::string_view whole)
{
    if (whole.ends_with('\n') || !side.ends_with('\n'))
        return;
    side.pop_back();
    if (side.ends_with('\r') && !whole.ends_with('\r'))
        side.pop_back();
}

} // namespace

Result<std::vector<DiffHunk>> diffOf(std::string_view before, std::string_view after, int context)
{
    CY_TRY(remote::Remote * tools, remote::remote());
    CY_TRY(const auto found, tools->textTools().diff(before, after, context));
    std::vector<DiffHunk> hunks;
    for (const auto &raw : found) {
        DiffHunk hunk{raw.oldStart, raw.oldCount, raw.newStart, raw.newCount, {}};
        for (const auto &line : raw.lines)
            addLine(hunk, line);
        hunks.push_back(std::move(hunk));
    }
    return hunks;
}

Result<std::string> unifiedDiff(std::string_view before, std::string_view after, std::string_view oldName,
                                std::string_view newName, int context)
{
    CY_TRY(const auto hunks, diffOf(before, after, context));
    if (hunks.empty())
        return std::string();
    std::string out = std::format("--- {}\n+++ {}\n", oldName.empty() ? "/dev/null" : oldName,
                                  newName.empty() ? "/dev/null" : newName);
    for (const auto &hunk : hunks) {
        out += std::format("@@ -{},{} +{},{} @@\n", hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount);
        for (const auto &line : hunk.lines) {
            out += line.kind == DiffLine::Kind::Same ? ' ' : line.kind == DiffLine::Kind::Added ? '+' : '-';
            out += line.text + '\n';
            if (line.noNewline)
                out += "\\ No newline at end of file\n";
        }
    }
    return out;
}

bool Merge::clean() const
{
    return conflicts() == 0;
}

int Merge::conflicts() const
{
    return static_cast<int>(std::ranges::count_if(parts, &MergePart::conflict));
}

std::string Merge::text(Side side) const
{
    return text(std::vector<Side>(static_cast<std::size_t>(conflicts()), side));
}

std::string Merge::text(const std::vector<Side> &sides) const
{
    std::string out;
    std::size_t conflict = 0;
    for (const auto &part : parts) {
        if (!part.conflict) {
            out += part.text;
            continue;
        }
        const bool theirs = conflict < sides.size() && sides[conflict] == Side::Theirs;
        out += theirs ? part.theirs : part.ours;
        ++conflict;
    }
    return out;
}

Result<Merge> mergeTexts(std::string_view base, std::string_view ours, std::string_view theirs)
{
    const std::size_t marker = std::max({markerSize(base), markerSize(ours), markerSize(theirs), std::size_t{7}});
    if (marker > std::numeric_limits<unsigned short>::max())
        return fail(ErrorCode::Unsupported, "the merge is not possible: a line is too long");
    CY_TRY(remote::Remote * tools, remote::remote());
    CY_TRY(const std::string merged, tools->textTools().merge(base, ours, theirs, static_cast<unsigned short>(marker)));
    Merge merge = MergeReader(marker).read(merged);
    if (!merge.parts.empty() && merge.parts.back().conflict) {
        MergePart &last = merge.parts.back();
        dropAddedEnd(last.base, base);
        dropAddedEnd(last.ours, ours);
        dropAddedEnd(last.theirs, theirs);
    }
    return merge;
}

} // namespace crossyard::text
