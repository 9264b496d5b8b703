// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_keys.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

struct KnownKey {
    CrossTable table;
    std::string_view key;
    In in = In::Both;
};

constexpr std::array keys{
    KnownKey{CrossTable::Top, "build"},
    KnownKey{CrossTable::Top, "target"},
    KnownKey{CrossTable::Build, "build-std"},
    KnownKey{CrossTable::Build, "default-target"},
    KnownKey{CrossTable::Build, "dockerfile"},
    KnownKey{CrossTable::Build, "env"},
    KnownKey{CrossTable::Build, "pre-build"},
    KnownKey{CrossTable::Build, "xargo", In::Release},
    KnownKey{CrossTable::Build, "zig", In::Main},
    KnownKey{CrossTable::Target, "build-std"},
    KnownKey{CrossTable::Target, "dockerfile"},
    KnownKey{CrossTable::Target, "env"},
    KnownKey{CrossTable::Target, "image"},
    KnownKey{CrossTable::Target, "pre-build"},
    KnownKey{CrossTable::Target, "runner"},
    KnownKey{CrossTable::Target, "xargo", In::Release},
    KnownKey{CrossTable::Target, "zig", In::Main},
    KnownKey{CrossTable::Env, "passthrough"},
    KnownKey{CrossTable::Env, "volumes"},
    KnownKey{CrossTable::Dockerfile, "build-args"},
    KnownKey{CrossTable::Dockerfile, "context"},
    KnownKey{CrossTable::Dockerfile, "file"},
    KnownKey{CrossTable::Zig, "enable"},
    KnownKey{CrossTable::Zig, "image"},
    KnownKey{CrossTable::Zig, "version"},
    KnownKey{CrossTable::Image, "name"},
    KnownKey{CrossTable::Image, "toolchain"},
};

std::vector<std::string> keysOf(CrossTable table, Dialect dialect)
{
    std::vector<std::string> names;
    for (const auto &known : keys) {
        if (known.table == table && knowsKey(table, known.key, dialect))
            names.emplace_back(known.key);
    }
    return names;
}

bool knownAnyhow(CrossTable table, std::string_view key)
{
    return knowsKey(table, key, Dialect::Release) || knowsKey(table, key, Dialect::Main);
}

constexpr std::string_view anyTarget = "[target.TRIPLE]";

// The table that a key belongs into, where it stands in another one.
std::string homeOf(CrossTable table, std::string_view key, const text::TomlPath &parent)
{
    const std::string here = text::shownPath(parent);
    switch (table) {
    case CrossTable::Top:
        if (knownAnyhow(CrossTable::Env, key))
            return "[build.env]";
        if (knownAnyhow(CrossTable::Build, key))
            return "[build]";
        return knownAnyhow(CrossTable::Target, key) ? std::string(anyTarget) : std::string();
    case CrossTable::Build:
    case CrossTable::Target:
        if (knownAnyhow(CrossTable::Env, key))
            return std::format("[{}.env]", here);
        if (knownAnyhow(CrossTable::Dockerfile, key))
            return std::format("[{}.dockerfile]", here);
        if (knownAnyhow(CrossTable::Build, key))
            return "[build]";
        return knownAnyhow(CrossTable::Target, key) ? std::string(anyTarget) : std::string();
    case CrossTable::Env:
    case CrossTable::Dockerfile: {
        const text::TomlPath above(parent.begin(), parent.end() - 1);
        const bool ofBuild = above.size() == 1;
        if (knownAnyhow(ofBuild ? CrossTable::Build : CrossTable::Target, key))
            return std::format("[{}]", text::shownPath(above));
        return ofBuild && knownAnyhow(CrossTable::Target, key) ? std::string(anyTarget) : std::string();
    }
    case CrossTable::Zig:
    case CrossTable::Image:
        break;
    }
    return {};
}

std::string hintFor(CrossTable table, const text::TomlPath &path, const toml::node &value, Dialect dialect)
{
    const std::string &key = path.back().key();
    const text::TomlPath parent(path.begin(), path.end() - 1);
    if (const auto home = homeOf(table, key, parent); !home.empty())
        return std::format("it belongs into `{}`", home);
    const auto known = keysOf(table, dialect);
    if (const auto dashed = replaceAll(toLower(key), "_", "-"); std::ranges::contains(known, dashed))
        return std::format("write `{}`", dashed);
    if (const auto guess = closest(key, known))
        return std::format("write `{}`", *guess);
    if (table == CrossTable::Env) {
        if (const auto content = value.value_exact<std::string>())
            return std::format("a variable for the container is written `passthrough = [{}]`",
                               text::tomlString(key + "=" + *content));
    }
    return "remove it, or write one of " + join(known, ", ");
}

} // namespace

bool knowsKey(CrossTable table, std::string_view key, Dialect dialect)
{
    return std::ranges::any_of(keys, [&](const KnownKey &known) {
        return known.table == table && known.key == key && has(known.in, dialect);
    });
}

Finding untakenKey(CrossTable table, const text::TomlPath &path, const toml::node &value, Place place, Dialect dialect)
{
    const std::string &key = path.back().key();
    const auto shownKey = text::shownPath(path);
    const Dialect other = otherThan(dialect);
    if (knowsKey(table, key, other))
        return {.severity = Finding::Severity::Warning,
                .id = "other-dialect",
                .message = std::format("`{}` is a key of {}; {} passes over it", shownKey, dialectWords(other),
                                       dialectWords(dialect)),
                .origin = Origin::file(std::move(place)),
                .hint = key == "xargo"
                            ? std::string("`build-std` has taken its place")
                            : std::format("it takes {}: --dialect {}", dialectWords(other), dialectName(other))};
    return {.severity = Finding::Severity::Warning,
            .id = "unknown-key",
            .message = std::format("unknown key `{}`: cross passes over it", shownKey),
            .origin = Origin::file(std::move(place)),
            .hint = hintFor(table, path, value, dialect)};
}

std::string targetHeader(std::string_view target)
{
    return std::format("[target.{}]", text::tomlKey(target));
}

} // namespace crossyard::container
