// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/dist_manifest.h"

#include "base/strings.h"
#include "text/toml.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

std::string stringIn(const toml::table &table, std::string_view key)
{
    const auto *value = table.get(key);
    return value ? value->value_or(std::string()) : std::string();
}

// The archive that rustup prefers: the smallest form that it can unpack.
void takeArchive(DistComponent &component, const toml::table &package)
{
    const auto *targets = package["target"].as_table();
    const auto *found = targets ? targets->get(component.target.empty() ? "*" : component.target) : nullptr;
    const auto *archive = found ? found->as_table() : nullptr;
    if (!archive || !(*archive)["available"].value_or(false))
        return;
    for (const std::string_view prefix : {"xz_", ""}) {
        component.url = stringIn(*archive, std::string(prefix) + "url");
        component.hash = stringIn(*archive, std::string(prefix) + "hash");
        if (component.available())
            return;
    }
}

std::string shownName(const std::map<std::string, std::string> &shown, const std::string &stored)
{
    const auto it = shown.find(stored);
    return it == shown.end() ? stored : it->second;
}

} // namespace

const DistComponent *DistManifest::find(std::string_view word) const
{
    for (const auto &component : components) {
        const bool hosts = component.target.empty() || component.target == host;
        if (component.name() == word || component.storedName() == word ||
            (hosts && (component.package == word || component.stored == word)))
            return &component;
    }
    return nullptr;
}

const DistComponent *DistManifest::findStored(std::string_view storedName) const
{
    const auto it = std::ranges::find(components, storedName, &DistComponent::storedName);
    return it == components.end() ? nullptr : &*it;
}

const DistComponent *DistManifest::library(std::string_view triple) const
{
    const auto it = std::ranges::find_if(
        components, [&](const DistComponent &one) { return one.package == "rust-std" && one.target == triple; });
    return it == components.end() ? nullptr : &*it;
}

std::vector<std::string> DistManifest::targets() const
{
    std::vector<std::string> names;
    for (const auto &component : components) {
        if (component.package == "rust-std" && component.available())
            names.push_back(component.target);
    }
    return names;
}

std::vector<const DistComponent *> DistManifest::profile(const std::string &name) const
{
    std::vector<const DistComponent *> held;
    const auto it = profiles.find(name);
    for (const auto &component : components) {
        const bool hosts = component.target.empty() || component.target == host;
        const bool named =
            it == profiles.end() ? !component.optional : std::ranges::contains(it->second, component.package);
        if (hosts && named)
            held.push_back(&component);
    }
    return held;
}

Result<DistManifest> parseDistManifest(std::string_view text, const fs::path &file, const std::string &host)
{
    CY_TRY(const toml::table table, text::parseToml(text, file));
    const auto *packages = table["pkg"].as_table();
    const auto *rust = packages ? (*packages)["rust"].as_table() : nullptr;
    const auto *hosts = rust ? (*rust)["target"].as_table() : nullptr;
    if (stringIn(table, "manifest-version") != "2" || !hosts)
        return fail(Error{ErrorCode::Parse, std::format("{} is no manifest of a Rust release", toUtf8(file))}.withHint(
            "the server must have the layout that rustup expects, with manifests of version 2"));
    DistManifest manifest{.date = stringIn(table, "date"),
                          .version = stringIn(*rust, "version"),
                          .host = host,
                          .components = {},
                          .profiles = {},
                          .hosts = {}};
    for (const auto &[key, value] : *hosts)
        manifest.hosts.emplace_back(key.str());
    const auto *own = (*hosts)[host].as_table();
    if (!own) {
        const auto meant = closest(host, manifest.hosts);
        return fail(
            Error{ErrorCode::NotFound, std::format("Rust {} does not run on {}", manifest.version, host)}.withHint(
                meant ? std::format("did you mean {}?", *meant) : "hosts are: " + join(manifest.hosts, ", ")));
    }
    std::map<std::string, std::string> shown; // stored -> known to users
    if (const auto *renames = table["renames"].as_table()) {
        for (const auto &[name, to] : *renames) {
            if (const auto *fields = to.as_table())
                shown[stringIn(*fields, "to")] = std::string(name.str());
        }
    }
    for (const char *list : {"components", "extensions"}) {
        const auto *entries = own->get(list) ? own->get(list)->as_array() : nullptr;
        for (std::size_t i = 0; entries && i < entries->size(); ++i) {
            const auto *entry = (*entries)[i].as_table();
            if (!entry)
                continue;
            DistComponent component;
            component.stored = stringIn(*entry, "pkg");
            component.package = shownName(shown, component.stored);
            component.target = stringIn(*entry, "target");
            if (component.target == "*")
                component.target.clear();
            component.optional = std::string_view(list) == "extensions";
            if (const auto *package = (*packages)[component.stored].as_table())
                takeArchive(component, *package);
            manifest.components.push_back(std::move(component));
        }
    }
    std::ranges::sort(manifest.components, {}, &DistComponent::name);
    if (const auto *profiles = table["profiles"].as_table()) {
        for (const auto &[name, value] : *profiles) {
            CY_TRY(const auto held, text::stringList(*profiles, name.str(), file));
            for (const auto &stored : held)
                manifest.profiles[std::string(name.str())].push_back(shownName(shown, stored));
        }
    }
    return manifest;
}

} // namespace crossyard::rust
