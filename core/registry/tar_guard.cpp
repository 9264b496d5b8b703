// SPDX-License-Identifier: MIT OR Apache-2.0
// The form: blocks of 512 bytes; a header (name at 0, size at 124, checksum at 148, type at 156, magic at 257, prefix
// at 345), then the content, filled up to a whole block. Two empty blocks end it. Type 'L' (GNU) carries the name of
// the next entry. PAX headers ('x', 'g') could give an entry another name or size than its own header has, and a reader
// that does not know them sees other files; cargo writes none, so they are refused, as are links and devices.
#include "registry/tar_guard.h"

#include "base/strings.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <optional>
#include <set>
#include <utility>

namespace crossyard::registry {

namespace {

constexpr std::size_t block = 512;

std::string_view field(std::string_view header, std::size_t at, std::size_t length)
{
    const auto raw = header.substr(at, length);
    return raw.substr(0, raw.find('\0'));
}

// Octal digits between spaces; the binary form for sizes above 8 GB is refused with them.
std::optional<std::uint64_t> octal(std::string_view text)
{
    text = trim(text);
    if (text.empty() || text.size() > 12)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '7')
            return std::nullopt;
        value = value * 8 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

bool checksumFits(std::string_view header)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i)
        sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(header[i]);
    return octal(field(header, 148, 8)) == sum;
}

Error refused(const std::string &path, std::string_view why)
{
    return {ErrorCode::BadInput, std::format("the archive's entry `{}` is refused: {}", path, why)};
}

Result<void> checkPath(const std::string &path, const std::string &top, const TarLimits &limits)
{
    if (path.empty() || path.size() > limits.pathLength)
        return fail(refused(path.substr(0, 80), "its name is empty or too long"));
    for (const char c : path) {
        // A backslash and a colon mean something to Windows.
        if (static_cast<unsigned char>(c) < 32 || c == '\\' || c == ':' || c == 127)
            return fail(refused(replaceAll(path, "\n", "?"), "its name has a letter that no file should have"));
    }
    const auto parts = split(path, '/');
    for (const auto &part : parts) {
        if (part == ".." || part == "." || part.empty())
            return fail(refused(path, "it is no plain path below the archive's directory"));
    }
    if (parts.front() != top)
        return fail(refused(path, std::format("it does not lie in `{}`", top)));
    return {};
}

// The records of a PAX header, "LENGTH KEY=VALUE\n" each: times, owners and remarks alone.
bool isPlainNote(std::string_view records)
{
    while (!records.empty()) {
        const auto space = records.find(' ');
        std::size_t length = 0;
        const auto read = std::from_chars(records.data(), records.data() + std::min(space, records.size()), length);
        if (space == std::string_view::npos || read.ec != std::errc() || read.ptr != records.data() + space ||
            length <= space || length > records.size() || records[length - 1] != '\n')
            return false;
        const auto record = records.substr(space + 1, length - space - 1);
        const auto key = record.substr(0, record.find('='));
        constexpr std::string_view plain[] = {"comment", "mtime", "atime", "ctime", "uid", "gid", "uname", "gname"};
        if (!std::ranges::contains(plain, key) && !key.starts_with("LIBARCHIVE.xattr.") &&
            !key.starts_with("SCHILY.xattr."))
            return false;
        records.remove_prefix(length);
    }
    return true;
}

class Reader {
public:
    Reader(std::string_view tar, std::string top, const TarLimits &limits)
        : m_tar(tar), m_top(std::move(top)), m_limits(limits)
    {
    }

    Result<std::vector<TarEntry>> read()
    {
        while (true) {
            if (m_at + block > m_tar.size())
                return fail(ErrorCode::Parse, "the archive is cut off");
            const auto header = m_tar.substr(m_at, block);
            if (std::ranges::all_of(header, [](char c) { return c == '\0'; }))
                break;
            CY_CHECK(readEntry(header));
        }
        const auto rest = m_tar.substr(m_at);
        if (!std::ranges::all_of(rest, [](char c) { return c == '\0'; }))
            return fail(ErrorCode::BadInput, "the archive has more behind its end");
        if (!m_longName.empty())
            return fail(ErrorCode::BadInput, "the archive ends with a name without an entry");
        return std::move(m_entries);
    }

private:
    Result<void> readEntry(std::string_view header)
    {
        if (!checksumFits(header))
            return fail(ErrorCode::Parse, "a header of the archive is damaged");
        const auto size = octal(field(header, 124, 12));
        if (!size)
            return fail(ErrorCode::BadInput, "an entry of the archive has a size that is no number");
        m_bytes += *size;
        if (m_bytes > m_limits.bytes)
            return fail(ErrorCode::BadInput, std::format("the archive holds more than {}", shownSize(m_limits.bytes)));
        const std::uint64_t blocks = (*size + block - 1) / block;
        if (blocks > (m_tar.size() - m_at - block) / block)
            return fail(ErrorCode::Parse, "the archive is cut off");
        const auto content = m_tar.substr(m_at + block, *size);
        m_at += block + blocks * block;
        const char type = header[156];
        if (type == 'L')
            return readLongName(content);
        if ((type == 'x' || type == 'g') && m_limits.plainNotes && isPlainNote(content))
            return {};
        return add(nameIn(header), type, *size);
    }

    Result<void> readLongName(std::string_view content)
    {
        if (!m_longName.empty())
            return fail(ErrorCode::BadInput, "the archive has two names for one entry");
        m_longName = content.substr(0, content.find('\0'));
        if (m_longName.empty() || m_longName.size() > m_limits.pathLength)
            return fail(ErrorCode::BadInput, "the archive has a name that is empty or too long");
        return {};
    }

    std::string nameIn(std::string_view header)
    {
        if (!m_longName.empty())
            return std::exchange(m_longName, {});
        const std::string name(field(header, 0, 100));
        const std::string_view magic = header.substr(257, 6);
        const std::string_view prefix = magic == std::string_view("ustar\0", 6) ? field(header, 345, 155) : "";
        return prefix.empty() ? name : std::format("{}/{}", prefix, name);
    }

    Result<void> add(std::string path, char type, std::uint64_t size)
    {
        const bool directory = type == '5';
        if (type == '1' || type == '2')
            return fail(refused(path, "it is a link"));
        if (type == 'x' || type == 'g')
            return fail(refused(path, "it is a PAX header, which could rename what follows"));
        if (type != '0' && type != '\0' && !directory)
            return fail(refused(path, "it is neither a file nor a directory"));
        if (directory && path.ends_with('/'))
            path.pop_back();
        if (m_top.empty())
            m_top = path.substr(0, path.find('/'));
        CY_CHECK(checkPath(path, m_top, m_limits));
        if (directory && size > 0)
            return fail(refused(path, "it is a directory with content"));
        if (m_entries.size() >= m_limits.entries)
            return fail(ErrorCode::BadInput, std::format("the archive has more than {} entries", m_limits.entries));
        // Names that one file system takes for the same would overwrite each other.
        if (!m_seen.insert(toLower(path)).second && !directory)
            return fail(refused(path, "it is there twice"));
        m_entries.push_back({std::move(path), directory, size});
        return {};
    }

    std::string_view m_tar;
    std::string m_top;
    const TarLimits &m_limits;
    std::size_t m_at = 0;
    std::uint64_t m_bytes = 0;
    std::string m_longName;
    std::set<std::string> m_seen;
    std::vector<TarEntry> m_entries;
};

} // namespace

Result<std::vector<TarEntry>> inspectTar(std::string_view tar, const std::string &top, const TarLimits &limits)
{
    return Reader(tar, top, limits).read();
}

} // namespace crossyard::registry
