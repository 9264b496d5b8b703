// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/git_source.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::cargo {

namespace {

constexpr std::string_view gitPrefix = "git+";
constexpr int firstEncoding = 4; // the first version of lock files with encoded names

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string hex(char c)
{
    return std::format("%{:02X}", static_cast<unsigned char>(c));
}

// As browsers send forms (URL standard, "application/x-www-form-urlencoded").
std::string encoded(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (isPlain(c) || c == '*' || c == '-' || c == '.' || c == '_')
            out += c;
        else
            out += c == ' ' ? "+" : hex(c);
    }
    return out;
}

std::string decoded(std::string_view text, bool plusIsSpace)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const bool escape =
            text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3;
        if (escape) {
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

// The set of the URL standard for paths.
std::string urlEncoded(const std::string &url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string::npos)
        return url; // a directory
    std::string out;
    for (const char c : url) {
        const bool control = static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 127;
        out += control || std::string_view("\"<>`{}").contains(c) ? hex(c) : std::string(1, c);
    }
    return out;
}

enum class Names { Encoded, Written, AsTheyAre };

// "branch=NAME" from what stands behind the question mark; as in cargo the last word that says something counts.
std::string referenceIn(std::string_view query, Names names)
{
    std::string reference;
    while (!query.empty()) {
        // Where nothing is encoded, all of it is the name.
        const auto end = names == Names::AsTheyAre ? query.size() : std::min(query.find('&'), query.size());
        const auto word = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const auto equals = word.find('=');
        if (equals == std::string_view::npos)
            continue;
        std::string_view kind = word.substr(0, equals);
        if (kind == "ref") // what older locks call a branch
            kind = "branch";
        if (kind != "branch" && kind != "tag" && kind != "rev")
            continue;
        const auto name = word.substr(equals + 1);
        reference = std::format("{}={}", kind,
                                names == Names::AsTheyAre ? std::string(name) : decoded(name, names == Names::Encoded));
    }
    return reference;
}

GitSource parse(std::string_view source, Names names)
{
    GitSource parsed;
    if (source.starts_with(gitPrefix))
        source.remove_prefix(gitPrefix.size());
    if (const auto hash = source.rfind('#'); hash != std::string_view::npos) {
        parsed.commit = source.substr(hash + 1);
        source = source.substr(0, hash);
    }
    if (const auto query = source.find('?'); query != std::string_view::npos) {
        parsed.reference = referenceIn(source.substr(query + 1), names);
        source = source.substr(0, query);
    }
    parsed.url = source;
    return parsed;
}

std::string withCommit(std::string source, const std::string &commit)
{
    return commit.empty() ? source : source + "#" + commit;
}

} // namespace

GitSource parseGitSource(std::string_view source)
{
    return parse(source, Names::Encoded);
}

GitSource parseGitAddress(std::string_view address)
{
    return parse(address, Names::Written);
}

bool isGitSource(std::string_view source)
{
    return source.starts_with(gitPrefix);
}

std::string withoutCommit(const std::string &source)
{
    return isGitSource(source) ? source.substr(0, source.rfind('#')) : source;
}

std::string gitSource(const std::string &url, const std::string &reference)
{
    const auto equals = reference.find('=');
    const std::string query = equals == std::string::npos
                                  ? ""
                                  : std::format("?{}={}", reference.substr(0, equals),
                                                encoded(std::string_view(reference).substr(equals + 1)));
    return std::format("{}{}{}", gitPrefix, urlEncoded(url), query);
}

std::string sourceInLock(const std::string &source, int lockVersion)
{
    if (!source.starts_with(gitPrefix) || lockVersion >= firstEncoding)
        return source;
    const GitSource git = parseGitSource(source);
    return withCommit(std::format("{}{}{}{}", gitPrefix, git.url, git.reference.empty() ? "" : "?", git.reference),
                      git.commit);
}

std::string sourceFromLock(const std::string &source, int lockVersion)
{
    if (!source.starts_with(gitPrefix))
        return source;
    const GitSource git = parse(source, lockVersion >= firstEncoding ? Names::Encoded : Names::AsTheyAre);
    return withCommit(gitSource(git.url, git.reference), git.commit);
}

} // namespace crossyard::cargo
