// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/manifest_edit.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

using text::TomlDocument;
using text::TomlMembers;
using text::TomlPath;
using text::TomlValue;

constexpr std::pair<const char *, DependencyKind> sections[] = {{"dependencies", DependencyKind::Normal},
                                                                {"build-dependencies", DependencyKind::Build},
                                                                {"build_dependencies", DependencyKind::Build},
                                                                {"dev-dependencies", DependencyKind::Development},
                                                                {"dev_dependencies", DependencyKind::Development}};

TomlPath below(TomlPath path, std::string_view key)
{
    path.emplace_back(key);
    return path;
}

Result<void> readSections(const TomlDocument &manifest, const TomlPath &above, const toml::table &table,
                          const std::optional<std::string> &target, std::vector<DependencyEntry> &entries)
{
    for (const auto &[name, kind] : sections) {
        const auto *section = table.get_as<toml::table>(name);
        if (!section)
            continue;
        for (const auto &[key, value] : *section) {
            DependencyEntry entry{below(below(above, name), key.str()), kind, target, false, {}};
            if (const auto *own = value.as_table()) {
                entry.inherited = (*own)["workspace"].value_or(false);
                CY_TRY(entry.features, text::stringList(*own, "features", manifest.file()));
            }
            entries.push_back(std::move(entry));
        }
    }
    return {};
}

Result<const toml::node *> entryAt(const TomlDocument &manifest, const TomlPath &dependency)
{
    const toml::node *node = manifest.find(dependency);
    if (!node || !(node->is_table() || node->is_string()))
        return fail(Error{ErrorCode::NotFound, std::format("there is no dependency `{}`", text::shownPath(dependency))}
                        .withPlace(manifest.place(dependency)));
    return node;
}

// A version alone becomes a table.
Result<TomlDocument> withMember(const TomlDocument &manifest, const TomlPath &dependency, const toml::node &entry,
                                const char *key, const TomlValue &value)
{
    if (const auto *version = entry.as_string())
        return manifest.set(dependency, TomlMembers{{"version", version->get()}, {key, value}});
    return manifest.set(below(dependency, key), value);
}

} // namespace

Result<std::vector<DependencyEntry>> dependencyEntries(const TomlDocument &manifest)
{
    std::vector<DependencyEntry> entries;
    CY_CHECK(readSections(manifest, {}, manifest.table(), std::nullopt, entries));
    if (const auto *targets = manifest.table().get_as<toml::table>("target")) {
        for (const auto &[key, value] : *targets) {
            if (const auto *table = value.as_table())
                CY_CHECK(readSections(manifest, {"target", key.str()}, *table, std::string(key.str()), entries));
        }
    }
    return entries;
}

Result<TomlDocument> setDependencyFeature(const TomlDocument &manifest, const TomlPath &dependency,
                                          const std::string &feature, bool on)
{
    CY_TRY(const toml::node *entry, entryAt(manifest, dependency));
    std::vector<std::string> features;
    if (const auto *table = entry->as_table()) {
        CY_TRY(features, text::stringList(*table, "features", manifest.file()));
    }
    const bool there = std::ranges::contains(features, feature);
    const TomlPath path = below(dependency, "features");
    if (there && on)
        return fail(
            Error{ErrorCode::BadInput, std::format("`{}` asks for `{}` already", text::shownPath(dependency), feature)}
                .withPlace(manifest.place(dependency)));
    if (!there && !on)
        return fail(Error{ErrorCode::BadInput,
                          std::format("`{}` does not ask for `{}` here", text::shownPath(dependency), feature)}
                        .withPlace(manifest.place(dependency))
                        .withHint("default features, another feature, the workspace or another package brings it"));
    if (on)
        return manifest.find(path)
                   ? manifest.appendToArray(path, feature)
                   : withMember(manifest, dependency, *entry, "features", TomlValue(text::TomlStrings{feature}));
    return features.size() > 1 ? manifest.removeFromArray(path, feature) : manifest.remove(path);
}

Result<TomlDocument> setDefaultFeatures(const TomlDocument &manifest, const TomlPath &dependency, bool on)
{
    CY_TRY(const toml::node *entry, entryAt(manifest, dependency));
    const auto *table = entry->as_table();
    const bool inherited = table && (*table)["workspace"].value_or(false);
    const char *key = table && table->contains("default_features") && !table->contains("default-features")
                          ? "default_features"
                          : "default-features";
    const bool written = table && table->contains(key);
    // Where the workspace says what it is, a member can only turn on what that one has off.
    if (inherited && on)
        return manifest.set(below(dependency, key), true);
    if (inherited && (*table)[key].value_or(false))
        return manifest.remove(below(dependency, key));
    if (!inherited && !on)
        return withMember(manifest, dependency, *entry, key, false);
    if (!inherited)
        return written ? manifest.remove(below(dependency, key)) : manifest;
    return fail(
        Error{ErrorCode::Unsupported, std::format("`{}` is inherited: its default features are those of the workspace",
                                                  text::shownPath(dependency))}
            .withPlace(manifest.place(dependency))
            .withHint("write default-features = false in [workspace.dependencies], then members can turn them on"));
}

} // namespace crossyard::cargo
