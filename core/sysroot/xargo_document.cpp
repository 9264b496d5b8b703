// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/xargo_document.h"

#include "base/strings.h"
#include "text/toml.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>

namespace crossyard::sysroot {

namespace {

using text::TomlMembers;
using text::TomlPath;
using text::TomlValue;

constexpr int highestStage = 1000; // as the reader takes it

TomlPath below(TomlPath path, std::string_view key)
{
    path.emplace_back(key);
    return path;
}

Result<std::optional<std::string>> textOf(const toml::table &table, std::string_view key, const fs::path &file)
{
    const toml::node *node = table.get(key);
    if (!node)
        return std::nullopt;
    const auto *value = node->as_string();
    if (!value)
        return fail(text::wrongType(key, "a string", *node, file));
    return value->get();
}

Result<bool> truthOf(const toml::table &table, std::string_view key, bool otherwise, const fs::path &file)
{
    const toml::node *node = table.get(key);
    if (!node)
        return otherwise;
    const auto *value = node->as_boolean();
    if (!value)
        return fail(text::wrongType(key, "true or false", *node, file));
    return value->get();
}

// The place of an entry is that of its key.
Place keyPlace(const toml::table &holder, std::string_view name, const fs::path &file)
{
    const auto it = holder.find(name);
    return it == holder.end() ? Place{file, 0, 0} : text::placeOf(it->first, file);
}

Result<const toml::table *> tableAt(const text::TomlDocument &document, const TomlPath &path)
{
    const toml::node *node = document.find(path);
    if (!node)
        return nullptr;
    if (!node->is_table())
        return fail(text::wrongType(text::shownPath(path), "a table", *node, document.file()));
    return node->as_table();
}

template <class Entry> Result<void> readSource(Entry &entry, const toml::table &table, const fs::path &file)
{
    CY_TRY(entry.version, textOf(table, "version", file));
    CY_TRY(entry.cratePath, textOf(table, "path", file));
    CY_TRY(entry.git, textOf(table, "git", file));
    CY_TRY(entry.package, textOf(table, "package", file));
    static const std::set<std::string_view> known{
        "version", "path", "git", "package", "stage", "default-features", "features", "default_features"};
    for (const auto &[key, value] : table) {
        if (!known.contains(key.str()))
            entry.otherKeys.emplace_back(key.str());
    }
    return {};
}

Result<XargoEntry> readEntry(const text::TomlDocument &document, const TomlPath &section, const toml::table &holder,
                             std::string_view name)
{
    const fs::path &file = document.file();
    XargoEntry entry;
    entry.section = text::tomlKey(section);
    if (section.size() > 1)
        entry.target = section[1].key();
    entry.path = below(section, name);
    entry.name = name;
    entry.place = keyPlace(holder, name, file);
    const toml::node &node = *holder.get(name);
    if (const auto *version = node.as_string()) {
        entry.version = version->get();
        return entry;
    }
    const auto *table = node.as_table();
    if (!table)
        return fail(text::wrongType(text::shownPath(entry.path), "a version or a table", node, file));
    CY_CHECK(readSource(entry, *table, file));
    CY_TRY(entry.features, text::stringList(*table, "features", file));
    CY_TRY(const bool older, truthOf(*table, "default_features", true, file));
    CY_TRY(entry.defaultFeatures, truthOf(*table, "default-features", older, file));
    if (const toml::node *stage = table->get("stage")) {
        const auto number = stage->value_exact<std::int64_t>();
        if (!number || *number < 0 || *number > highestStage)
            return fail(text::wrongType("stage", "a whole number from 0 on", *stage, file));
        entry.stage = static_cast<int>(*number);
    }
    return entry;
}

template <class Entry> void inTheirOrder(std::vector<Entry> &entries)
{
    std::ranges::stable_sort(entries, {},
                             [](const Entry &entry) { return std::pair(entry.place.line, entry.place.column); });
}

Result<void> checkName(const std::string &name)
{
    const auto fine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    if (!name.empty() && std::ranges::all_of(name, fine))
        return {};
    return fail(Error{ErrorCode::BadInput, std::format("`{}` cannot be the name of a crate", name)}.withHint(
        "a name has letters, digits, `-` and `_`"));
}

Result<XargoDocument> wrapped(Result<text::TomlDocument> document)
{
    return std::move(document).transform([](text::TomlDocument toml) { return XargoDocument(std::move(toml)); });
}

// Packages of the library that serve its own build and tests alone.
bool isInner(std::string_view name)
{
    constexpr std::array inner{"sysroot", "backtrace", "windows_link", "windows_targets"};
    return std::ranges::contains(inner, name) || name.starts_with("rustc-std-workspace-") || name.ends_with("tests") ||
           name.ends_with("benches");
}

// All that a feature turns on, by way of other features as well.
std::vector<std::string> pulledBy(const cargo::Manifest &manifest, const std::string &feature)
{
    std::set<std::string> found;
    std::vector<std::string> open{feature};
    while (!open.empty()) {
        const auto it = manifest.features.find(open.back());
        open.pop_back();
        if (it == manifest.features.end())
            continue;
        for (const auto &item : it->second) {
            const std::string name = item.starts_with("dep:") ? item.substr(4) : item;
            if (found.insert(name).second && name == item)
                open.push_back(name);
        }
    }
    found.erase(feature);
    return {found.begin(), found.end()};
}

} // namespace

Result<XargoDocument> XargoDocument::parse(std::string bytes, fs::path file)
{
    return wrapped(text::TomlDocument::parse(std::move(bytes), std::move(file)));
}

Result<std::vector<XargoEntry>> XargoDocument::entries() const
{
    std::vector<TomlPath> sections{{"dependencies"}};
    CY_TRY(const toml::table *targets, tableAt(m_toml, {"target"}));
    if (targets) {
        for (const auto &[key, value] : *targets) {
            CY_TRY(const toml::table *target, tableAt(m_toml, {"target", key.str()}));
            if (target)
                sections.push_back({"target", key.str(), "dependencies"});
        }
    }
    std::vector<XargoEntry> entries;
    for (const auto &section : sections) {
        CY_TRY(const toml::table *holder, tableAt(m_toml, section));
        if (!holder)
            continue;
        for (const auto &[key, value] : *holder) {
            CY_TRY(XargoEntry entry, readEntry(m_toml, section, *holder, key.str()));
            entries.push_back(std::move(entry));
        }
    }
    inTheirOrder(entries);
    return entries;
}

Result<std::vector<XargoPatchEntry>> XargoDocument::patches() const
{
    std::vector<XargoPatchEntry> patches;
    CY_TRY(const toml::table *sources, tableAt(m_toml, {"patch"}));
    if (!sources)
        return patches;
    for (const auto &[source, ignored] : *sources) {
        const TomlPath section{"patch", source.str()};
        CY_TRY(const toml::table *holder, tableAt(m_toml, section));
        for (const auto &[key, value] : *holder) {
            XargoPatchEntry entry;
            entry.source = source.str();
            entry.path = below(section, key.str());
            entry.name = key.str();
            entry.place = text::placeOf(key, m_toml.file());
            if (const auto *version = value.as_string()) {
                entry.version = version->get();
            } else {
                CY_TRY(const toml::table *table, tableAt(m_toml, entry.path));
                CY_CHECK(readSource(entry, *table, m_toml.file()));
            }
            patches.push_back(std::move(entry));
        }
    }
    inTheirOrder(patches);
    return patches;
}

Result<XargoDocument> XargoDocument::withEntry(const TomlPath &section, const std::string &name,
                                               const TomlMembers &members) const
{
    CY_CHECK(checkName(name));
    CY_TRY(const toml::table *holder, tableAt(m_toml, section));
    const TomlPath path = below(section, name);
    // [dependencies.core] gets a [dependencies.alloc] beside it; `core = {}` an `alloc = {}` below it.
    bool headers = false;
    if (holder) {
        if (holder->contains(name))
            return fail(
                Error{ErrorCode::BadInput, std::format("`{}` is there already", text::shownPath(path))}.withPlace(
                    keyPlace(*holder, name, m_toml.file())));
        std::pair<int, int> last{0, 0};
        for (const auto &[key, value] : *holder) {
            const Place place = text::placeOf(key, m_toml.file());
            if (std::pair(place.line, place.column) < last)
                continue;
            last = {place.line, place.column};
            headers = m_toml.hasHeader(below(section, key.str()));
        }
    }
    if (!headers)
        return wrapped(m_toml.set(path, members));
    CY_TRY(text::TomlDocument document, m_toml.addTable(path));
    for (const auto &member : members) {
        CY_TRY(document, document.set(below(path, member.key), member.value));
    }
    return XargoDocument(std::move(document));
}

Result<XargoDocument> XargoDocument::addCrate(const std::string &name, const std::optional<std::string> &target) const
{
    if (!target)
        return withEntry({"dependencies"}, name, {});
    if (auto platform = cargo::parsePlatform(*target); !platform)
        return fail(std::move(platform.error()).withContext(std::format("reading the target `{}`", *target)));
    return withEntry({"target", *target, "dependencies"}, name, {});
}

Result<XargoDocument> XargoDocument::removeCrate(const TomlPath &crate) const
{
    return wrapped(m_toml.remove(crate));
}

Result<text::TomlDocument> XargoDocument::withMember(const TomlPath &crate, const char *key,
                                                     const TomlValue &value) const
{
    const toml::node *node = m_toml.find(crate);
    if (!node)
        return fail(Error{ErrorCode::NotFound, std::format("there is no crate `{}`", text::shownPath(crate))}.withPlace(
            m_toml.place(crate)));
    if (const auto *version = node->as_string())
        return m_toml.set(crate, TomlMembers{{"version", version->get()}, {key, value}});
    return m_toml.set(below(crate, key), value);
}

Result<text::TomlDocument> XargoDocument::withoutMember(const TomlPath &crate, const char *key) const
{
    if (!m_toml.find(below(crate, key)))
        return m_toml;
    CY_TRY(text::TomlDocument without, m_toml.remove(below(crate, key)));
    // `core.stage = 1` alone was what named the crate.
    if (!without.find(crate))
        return without.set(crate, TomlMembers{});
    return without;
}

Result<XargoDocument> XargoDocument::setFeatures(const TomlPath &crate, const std::vector<std::string> &features) const
{
    if (std::ranges::any_of(features, &std::string::empty))
        return fail(ErrorCode::BadInput, "a feature has no name");
    if (features.empty())
        return wrapped(withoutMember(crate, "features"));
    const TomlPath path = below(crate, "features");
    const toml::node *node = m_toml.find(path);
    const auto *array = node ? node->as_array() : nullptr;
    if (!array)
        return wrapped(withMember(crate, "features", features));
    CY_TRY(const auto old, text::stringList(*m_toml.find(crate)->as_table(), "features", m_toml.file()));
    text::TomlDocument document = m_toml;
    for (const auto &feature : old) {
        if (!std::ranges::contains(features, feature)) {
            CY_TRY(document, document.removeFromArray(path, feature));
        }
    }
    for (const auto &feature : features) {
        if (!std::ranges::contains(old, feature)) {
            CY_TRY(document, document.appendToArray(path, feature));
        }
    }
    CY_TRY(const auto now, text::stringList(*document.find(crate)->as_table(), "features", m_toml.file()));
    if (now != features) // another order
        return wrapped(m_toml.set(path, features));
    return XargoDocument(std::move(document));
}

Result<XargoDocument> XargoDocument::toggleFeature(const TomlPath &crate, const std::string &feature) const
{
    std::vector<std::string> features;
    if (const toml::node *node = m_toml.find(crate); node && node->is_table()) {
        CY_TRY(features, text::stringList(*node->as_table(), "features", m_toml.file()));
    }
    if (std::erase(features, feature) == 0)
        features.push_back(feature);
    return setFeatures(crate, features);
}

Result<XargoDocument> XargoDocument::setDefaultFeatures(const TomlPath &crate, bool on) const
{
    if (!on) {
        const bool older =
            m_toml.find(below(crate, "default_features")) && !m_toml.find(below(crate, "default-features"));
        return wrapped(withMember(crate, older ? "default_features" : "default-features", false));
    }
    CY_TRY(text::TomlDocument document, withoutMember(crate, "default-features"));
    return wrapped(XargoDocument(std::move(document)).withoutMember(crate, "default_features"));
}

Result<XargoDocument> XargoDocument::setStage(const TomlPath &crate, int stage) const
{
    if (stage < 0 || stage > highestStage)
        return fail(Error{ErrorCode::BadInput, std::format("a stage is a number from 0 to {}", highestStage)}.withPlace(
            m_toml.place(crate)));
    return wrapped(stage == 0 ? withoutMember(crate, "stage") : withMember(crate, "stage", stage));
}

Result<XargoDocument> XargoDocument::setPath(const TomlPath &crate, const std::optional<std::string> &path) const
{
    return wrapped(path ? withMember(crate, "path", *path) : withoutMember(crate, "path"));
}

Result<XargoDocument> XargoDocument::addPatch(const std::string &source, const std::string &name,
                                              const std::string &path) const
{
    if (source.empty() || path.empty())
        return fail(ErrorCode::BadInput, "a patch needs a source and a path");
    return withEntry({"patch", source}, name, {{"path", path}});
}

Result<XargoDocument> XargoDocument::removePatch(const TomlPath &patch) const
{
    return wrapped(m_toml.remove(patch));
}

std::vector<FeatureOffer> featureOffers(const cargo::Manifest &manifest)
{
    std::vector<FeatureOffer> offers;
    const auto byDefault = pulledBy(manifest, "default");
    for (const auto &[feature, ignored] : manifest.features) {
        if (feature != "default")
            offers.push_back({feature, pulledBy(manifest, feature), std::ranges::contains(byDefault, feature)});
    }
    return offers;
}

Result<std::vector<CrateOffer>> offers(const Library &library, bool withStd)
{
    std::vector<CrateOffer> offers;
    for (const auto &name : library.packages()) {
        const auto directory = library.find(name);
        if (isInner(name) || !directory)
            continue;
        CY_TRY(const cargo::Manifest manifest, cargo::readManifest(*directory / "Cargo.toml", library.root));
        CrateOffer offer{
            .name = name, .path = *directory, .features = {}, .isDefault = name == (withStd ? "std" : "core")};
        offer.features = featureOffers(manifest);
        offers.push_back(std::move(offer));
    }
    return offers;
}

} // namespace crossyard::sysroot
