// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_system.h"

#include "base/files.h"
#include "base/strings.h"

#include <algorithm>

namespace crossyard::rust {

namespace {

// A value as os-release(5) writes it: shell quoting, of which only quotes and backslashes occur.
std::string unquoted(std::string_view text)
{
    std::string value;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && quote != '\'' && i + 1 < text.size())
            value += text[++i];
        else if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
        else
            value += c;
    }
    return value;
}

// dpkg keeps a list of files for every package. Only those named after Rust are read, since all of them together are
// some hundred megabytes on a full system.
std::string dpkgOwner(const fs::path &rustc)
{
    const std::string program = toUtf8(rustc);
    std::error_code error;
    for (fs::directory_iterator it("/var/lib/dpkg/info", error), end; !error && it != end; it.increment(error)) {
        const auto name = toUtf8(it->path().filename());
        if (!name.starts_with("rust") || !name.ends_with(".list"))
            continue;
        const auto content = readFile(it->path());
        if (content && ("\n" + *content).find("\n" + program + "\n") != std::string::npos) {
            const auto package = name.substr(0, name.size() - std::string_view(".list").size());
            return package.substr(0, package.find(':')); // "rustc:arm64" on a system of several architectures
        }
    }
    return {};
}

} // namespace

bool OsRelease::is(std::string_view name) const
{
    return id == name || std::ranges::find(idLike, name) != idLike.end();
}

OsRelease parseOsRelease(std::string_view text)
{
    OsRelease system;
    for (const auto &line : split(text, '\n')) {
        const auto equals = line.find('=');
        if (equals == std::string::npos || line.starts_with('#'))
            continue;
        const std::string_view key = trim(std::string_view(line).substr(0, equals));
        const std::string value = unquoted(trim(std::string_view(line).substr(equals + 1)));
        if (key == "ID")
            system.id = value;
        else if (key == "ID_LIKE")
            system.idLike = splitWhitespace(value);
        else if (key == "PRETTY_NAME")
            system.prettyName = value;
        else if (key == "VERSION_ID")
            system.versionId = value;
    }
    return system;
}

OsRelease readOsRelease()
{
    for (const char *file : {"/etc/os-release", "/usr/lib/os-release"}) {
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            continue;
        if (const auto text = readFile(file))
            return parseOsRelease(*text);
    }
    return {};
}

std::string owningPackage(const OsRelease &system, const fs::path &rustc)
{
    if (system.is("debian"))
        return dpkgOwner(rustc);
    for (const char *family : {"fedora", "rhel", "arch", "alpine", "suse"}) {
        if (system.is(family))
            return "rust";
    }
    return {};
}

} // namespace crossyard::rust
