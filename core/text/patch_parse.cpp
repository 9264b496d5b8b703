// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/unified_patch.h"

#include "base/strings.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::text {

namespace {

std::string_view withoutEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

bool take(std::string_view &text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.remove_prefix(what.size());
    return true;
}

bool takeNumber(std::string_view &text, int &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0)
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

// "12,7", or "12" for one line.
bool takeRange(std::string_view &text, int &start, int &count)
{
    count = 1;
    return takeNumber(text, start) && (!take(text, ",") || takeNumber(text, count));
}

std::optional<PatchHunk> hunkHeader(std::string_view line)
{
    PatchHunk hunk;
    if (take(line, "@@ -") && takeRange(line, hunk.oldStart, hunk.oldCount) && take(line, " +") &&
        takeRange(line, hunk.newStart, hunk.newCount) && take(line, " @@"))
        return hunk;
    return std::nullopt;
}

// A name in quotes, as git writes those with unusual letters; `rest` is what stands behind.
std::optional<std::string> unquoted(std::string_view text, std::string_view &rest)
{
    std::string name;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            rest = text.substr(i + 1);
            return name;
        }
        if (text[i] != '\\') {
            name += text[i];
            continue;
        }
        if (++i == text.size())
            break;
        constexpr std::string_view letters = "abtnvfr";
        if (const auto at = letters.find(text[i]); at != letters.npos) {
            name += "\a\b\t\n\v\f\r"[at];
        } else if (text[i] >= '0' && text[i] <= '3' && i + 2 < text.size()) {
            int value = 0;
            const auto [end, error] = std::from_chars(&text[i], &text[i] + 3, value, 8);
            if (error != std::errc() || end != &text[i] + 3)
                break;
            name += static_cast<char>(value);
            i += 2;
        } else {
            name += text[i];
        }
    }
    return std::nullopt;
}

struct Name {
    std::string path;  // as it stands there
    bool none = false; // /dev/null, or a time at which no file was
};

// What stands behind "--- " and "+++ ".
Name nameIn(std::string_view text)
{
    Name name;
    std::string_view rest;
    if (text.starts_with('"')) {
        if (auto plain = unquoted(text, rest))
            name.path = std::move(*plain);
    } else {
        name.path = trim(text.substr(0, text.find('\t')));
        rest = text.substr(std::min(text.find('\t'), text.size()));
    }
    rest = trim(rest);
    name.none = name.path == "/dev/null" || rest.starts_with("1970-01-01") || rest.starts_with("1969-12-31");
    return name;
}

class PatchReader {
public:
    PatchReader(std::string_view text, const std::filesystem::path &file, int strip)
        : m_lines(linesWithEnds(text)), m_file(file), m_strip(strip)
    {
    }

    Result<std::vector<FilePatch>> read()
    {
        while (m_at < m_lines.size()) {
            const auto line = lineAt(m_at);
            if (line.starts_with("diff --git ")) {
                CY_CHECK(readGit());
            } else if (line.starts_with("--- ") && lineAt(m_at + 1).starts_with("+++ ") &&
                       hunkHeader(lineAt(m_at + 2))) {
                FilePatch patch{.line = static_cast<int>(m_at) + 1};
                CY_CHECK(readNames(patch));
                CY_CHECK(readHunks(patch));
                m_patches.push_back(std::move(patch));
            } else if (hunkHeader(line)) {
                return wrong("this hunk stands behind no `--- FILE` and `+++ FILE`");
            } else {
                ++m_at;
            }
        }
        if (m_patches.empty())
            return fail(Error{ErrorCode::Parse, "there is nothing in it that could be applied"}.withPlace({m_file}));
        return std::move(m_patches);
    }

private:
    std::string_view lineAt(std::size_t index) const
    {
        return index < m_lines.size() ? withoutEnd(m_lines[index]) : std::string_view();
    }

    std::unexpected<Error> wrong(std::string message, ErrorCode code = ErrorCode::Parse) const
    {
        return fail(Error{code, std::move(message)}.withPlace({m_file, static_cast<int>(m_at) + 1}));
    }

    // Nothing is written but below the directory that is patched.
    Result<std::string> pathOf(const std::string &name, int strip) const
    {
        auto parts = split(name, '/');
        if (static_cast<int>(parts.size()) <= strip)
            return wrong(std::format("`{}` is no path below a directory", name), ErrorCode::BadInput);
        const bool absolute = name.starts_with('/');
        parts.erase(parts.begin(), parts.begin() + strip);
        std::erase(parts, ".");
        const bool bad = absolute || parts.empty() || name.contains('\\') || name.contains('\0') ||
                         std::ranges::any_of(parts, [](const std::string &part) {
                             return part.empty() || part == ".." || part.contains(':');
                         });
        if (bad)
            return wrong(std::format("`{}` leads out of the directory that is patched", name), ErrorCode::BadInput);
        return join(parts, "/");
    }

    // "--- FILE" and "+++ FILE". Where the names differ, one of them is that of a copy (FILE.orig).
    Result<void> readNames(FilePatch &patch)
    {
        const Name before = nameIn(lineAt(m_at).substr(4));
        const Name after = nameIn(lineAt(++m_at).substr(4));
        ++m_at;
        if (before.none && after.none)
            return wrong("there is no file before it and none after it");
        if (!before.none) {
            CY_TRY(patch.oldPath, pathOf(before.path, m_strip));
        }
        if (!after.none) {
            CY_TRY(patch.newPath, pathOf(after.path, m_strip));
        }
        if (before.none)
            patch.kind = FilePatch::Kind::Create;
        else if (after.none)
            patch.kind = FilePatch::Kind::Delete;
        else
            patch.oldPath = patch.newPath = patch.newPath.starts_with(patch.oldPath) ? patch.oldPath : patch.newPath;
        return {};
    }

    // "diff --git a/X b/X": the names are told here alone where nothing but a mode changes, or a file is empty.
    Result<std::string> nameInHeader(std::string_view line) const
    {
        line.remove_prefix(std::string_view("diff --git ").size());
        if (line.starts_with('"')) {
            std::string_view rest;
            const auto name = unquoted(line, rest);
            if (!name)
                return wrong("a name lacks its closing quote");
            return pathOf(*name, m_strip);
        }
        // Both are the same but for their first directories: a blank in a name is no end of it.
        for (auto at = line.find(' '); at != line.npos; at = line.find(' ', at + 1)) {
            auto before = pathOf(std::string(line.substr(0, at)), m_strip);
            const auto after = pathOf(std::string(line.substr(at + 1)), m_strip);
            if (before && after && *before == *after)
                return before;
        }
        return wrong("the file's name is not clear", ErrorCode::BadInput);
    }

    // One line of git's header; false where the header has ended.
    Result<bool> readGitLine(FilePatch &patch, std::string_view line)
    {
        const auto nameOf = [&](std::string_view text) -> Result<std::string> {
            std::string_view rest;
            const auto name = text.starts_with('"') ? unquoted(text, rest) : std::optional(std::string(text));
            return pathOf(name.value_or(""), std::max(m_strip - 1, 0));
        };
        const auto mode = [&](std::string_view text) -> Result<bool> {
            if (!text.starts_with("100"))
                return wrong(std::format("mode {} is that of a link or a submodule", text), ErrorCode::Unsupported);
            patch.executable = text == "100755";
            return true;
        };
        if (take(line, "old mode ")) {
            const auto told = mode(line);
            patch.executable.reset();
            return told;
        }
        if (take(line, "new mode "))
            return mode(line);
        if (take(line, "new file mode ")) {
            patch.kind = FilePatch::Kind::Create;
            return mode(line);
        }
        if (take(line, "deleted file mode ")) {
            patch.kind = FilePatch::Kind::Delete;
            const auto told = mode(line);
            patch.executable.reset();
            return told;
        }
        const bool copy = line.starts_with("copy ");
        if (take(line, "rename from ") || take(line, "copy from ")) {
            patch.kind = copy ? FilePatch::Kind::Copy : FilePatch::Kind::Rename;
            CY_TRY(patch.oldPath, nameOf(line));
            return true;
        }
        if (take(line, "rename to ") || take(line, "copy to ")) {
            CY_TRY(patch.newPath, nameOf(line));
            return true;
        }
        return line.starts_with("similarity index ") || line.starts_with("dissimilarity index ") ||
               line.starts_with("index ");
    }

    Result<void> readGit()
    {
        FilePatch patch{.line = static_cast<int>(m_at) + 1};
        const auto header = lineAt(m_at++);
        for (; m_at < m_lines.size(); ++m_at) {
            CY_TRY(const bool more, readGitLine(patch, lineAt(m_at)));
            if (!more)
                break;
        }
        const auto line = lineAt(m_at);
        if (line.starts_with("GIT binary patch") || line.starts_with("Binary files "))
            return wrong("a binary patch cannot be applied", ErrorCode::Unsupported);
        const auto kind = patch.kind;
        const bool moved = kind == FilePatch::Kind::Rename || kind == FilePatch::Kind::Copy;
        if (moved && (patch.oldPath.empty() || patch.newPath.empty()))
            return wrong("one of the two names is missing");
        if (line.starts_with("--- ") && lineAt(m_at + 1).starts_with("+++ ")) {
            FilePatch named;
            CY_CHECK(readNames(named));
            if (!moved) {
                patch.kind = kind == FilePatch::Kind::Change ? named.kind : kind;
                patch.oldPath = named.oldPath;
                patch.newPath = named.newPath;
            }
            CY_CHECK(readHunks(patch));
        } else if (!moved) {
            CY_TRY(patch.oldPath, nameInHeader(header));
            patch.newPath = patch.oldPath;
            if (kind == FilePatch::Kind::Change && !patch.executable)
                return wrong("nothing says what becomes of the file");
        }
        if (patch.kind == FilePatch::Kind::Create)
            patch.oldPath.clear();
        if (patch.kind == FilePatch::Kind::Delete)
            patch.newPath.clear();
        if (patch.oldPath.empty() && patch.newPath.empty())
            return wrong("the file's name is not clear");
        m_patches.push_back(std::move(patch));
        return {};
    }

    Result<void> readHunks(FilePatch &patch)
    {
        while (auto hunk = hunkHeader(lineAt(m_at))) {
            hunk->line = static_cast<int>(m_at) + 1;
            ++m_at;
            CY_CHECK(readHunk(*hunk));
            patch.hunks.push_back(std::move(*hunk));
        }
        if (patch.hunks.empty())
            return wrong("there is no hunk behind the file's names");
        return {};
    }

    Result<void> readHunk(PatchHunk &hunk)
    {
        int before = 0;
        int after = 0;
        while (before < hunk.oldCount || after < hunk.newCount) {
            if (m_at >= m_lines.size())
                return wrong(std::format("the hunk of line {} has fewer lines than it says", hunk.line));
            const auto whole = m_lines[m_at];
            // Mail programs take the blank of an empty line away.
            const bool blank = whole == "\n" || whole == "\r\n";
            const char kind = blank ? ' ' : whole.front();
            if (kind == '\\') {
                CY_CHECK(withoutLastEnd(hunk));
                continue;
            }
            if (kind != ' ' && kind != '-' && kind != '+')
                return wrong(std::format("the hunk of line {} has fewer lines than it says", hunk.line));
            before += kind == '+' ? 0 : 1;
            after += kind == '-' ? 0 : 1;
            hunk.lines.push_back({kind, std::string(blank ? whole : whole.substr(1))});
            ++m_at;
        }
        if (before > hunk.oldCount || after > hunk.newCount)
            return wrong(std::format("the hunk of line {} has more lines than it says", hunk.line));
        if (lineAt(m_at).starts_with("\\ "))
            CY_CHECK(withoutLastEnd(hunk));
        // A patch that was cut off within its last line is no longer what it was.
        if (!hunk.lines.empty() && m_at == m_lines.size() && !m_lines.back().ends_with('\n') &&
            !m_lines.back().starts_with('\\'))
            return wrong("the patch breaks off");
        return {};
    }

    // "\ No newline at end of file", which speaks of the line before.
    Result<void> withoutLastEnd(PatchHunk &hunk)
    {
        if (hunk.lines.empty())
            return wrong("no line stands before this");
        auto &text = hunk.lines.back().text;
        if (text.ends_with('\n'))
            text.pop_back();
        ++m_at;
        return {};
    }

    std::vector<std::string_view> m_lines;
    const std::filesystem::path &m_file;
    int m_strip;
    std::size_t m_at = 0;
    std::vector<FilePatch> m_patches;
};

} // namespace

Result<std::vector<FilePatch>> parsePatch(std::string_view text, const std::filesystem::path &file, int strip)
{
    return PatchReader(text, file, strip).read();
}

} // namespace crossyard::text
