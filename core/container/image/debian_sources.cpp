// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/debian_sources.h"

#include "base/strings.h"
#include "process/runner.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

// Debian's archive signs with the keys of this package, which Ubuntu has as well.
const fs::path debianKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

struct Entry {
    std::string site, release, origin, component;
};

std::vector<Entry> entriesIn(std::string_view indexTargets)
{
    std::vector<Entry> entries;
    for (const auto &line : split(indexTargets, '\n')) {
        auto parts = split(line, '\t');
        if (parts.size() == 4)
            entries.push_back({parts[0], parts[1], parts[2], parts[3]});
    }
    return entries;
}

// What a suite is called that no other distribution has.
bool hasDebiansName(std::string_view release)
{
    static constexpr std::array names{"bullseye",  "bookworm", "trixie",  "forky",   "sid",
                                      "oldstable", "stable",   "testing", "unstable"};
    return std::ranges::any_of(names, [&](std::string_view name) {
        return release == name || (release.starts_with(name) && release[name.size()] == '-');
    });
}

bool isDebians(const Entry &entry)
{
    if (entry.component != "main")
        return false;
    return entry.origin.empty() ? hasDebiansName(entry.release) : entry.origin == "Debian";
}

bool isSecurity(const std::string &release)
{
    return release.ends_with("-security");
}

// "trixie-updates", "bookworm-backports" lie where "trixie" does, but somebody may have them from elsewhere.
bool isPlain(const std::string &release)
{
    return !release.contains('-') && !release.contains('/');
}

std::optional<DebianSources> named(const EnvironmentLookup &environment)
{
    const auto text = environment ? environment("CROSSYARD_DEBIAN_MIRROR") : std::nullopt;
    const auto words = splitWhitespace(text.value_or(""));
    if (words.empty())
        return std::nullopt;
    return DebianSources{.archive = words[0], .security = words.size() > 1 ? words[1] : std::string()};
}

// Without it, what apt trusts by itself.
std::optional<DebianSources> withKeyring(std::optional<DebianSources> sources)
{
    std::error_code ignored;
    if (sources && fs::exists(debianKeyring, ignored))
        sources->keyring = debianKeyring;
    return sources;
}

} // namespace

std::string indexFormat()
{
    return "$(SITE)\t$(RELEASE)\t$(ORIGIN)\t$(COMPONENT)";
}

std::optional<DebianSources> debianSourcesIn(std::string_view indexTargets)
{
    DebianSources sources;
    for (const auto &entry : entriesIn(indexTargets)) {
        if (!isDebians(entry))
            continue;
        if (isSecurity(entry.release) && sources.security.empty())
            sources.security = entry.site;
        if (isPlain(entry.release) && sources.archive.empty())
            sources.archive = entry.site;
    }
    return sources.archive.empty() ? std::nullopt : std::optional(sources);
}

Result<std::optional<DebianSources>> findDebianSources(const EnvironmentLookup &environment, const CancelToken &cancel)
{
    if (auto sources = named(environment))
        return withKeyring(std::move(sources));
    const auto apt = findProgram("apt-get");
    if (!apt)
        return std::optional<DebianSources>();
    auto said = process::outputOf(
        {.program = *apt, .arguments = {"indextargets", "--format", indexFormat(), "Created-By: Packages"}},
        {.cancel = cancel});
    if (!said && said.error().code == ErrorCode::Cancelled)
        return fail(std::move(said).error());
    return said ? withKeyring(debianSourcesIn(*said)) : std::nullopt;
}

std::vector<std::string> sourceLines(const DebianSources &sources, const std::string &release)
{
    const auto options =
        sources.keyring.empty() ? std::string() : std::format("[signed-by={}] ", toUtf8(sources.keyring));
    const auto line = [&](const std::string &where, std::string_view suite) {
        return std::format("deb {}{} {}{} main", options, where, release, suite);
    };
    std::vector<std::string> lines{line(sources.archive, ""), line(sources.archive, "-updates")};
    if (!sources.security.empty())
        lines.push_back(line(sources.security, "-security"));
    return lines;
}

} // namespace crossyard::container
