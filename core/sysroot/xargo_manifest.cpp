// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/xargo_manifest.h"

#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>
#include <tuple>

namespace crossyard::sysroot {

namespace {

const std::vector<std::string> topKeys{"dependencies", "target", "patch"};
const std::vector<std::string> crateKeys{
    "stage",  "path", "version", "features", "default-features", "default_features", "git",
    "branch", "tag",  "rev",     "package",  "optional",         "registry",         "public"};

// Keys of other tools' files that people put here; they never had an effect.
struct Stray {
    std::string_view key;
    std::string_view where;
};
constexpr std::array strays{Stray{"profile", "the workspace's Cargo.toml"},
                            Stray{"build", ".cargo/config.toml"},
                            Stray{"package", "Cargo.toml"},
                            Stray{"unstable", ".cargo/config.toml"},
                            Stray{"workspace", "Cargo.toml"},
                            Stray{"features", "the crate's own table, as `features = [..]`"},
                            Stray{"lib", "Cargo.toml"},
                            Stray{"rustflags", ".cargo/config.toml"},
                            Stray{"runner", ".cargo/config.toml"},
                            Stray{"linker", ".cargo/config.toml"},
                            Stray{"dev-dependencies", "Cargo.toml"},
                            Stray{"build-dependencies", "Cargo.toml"}};

class Reader {
public:
    Reader(const toml::table &root, const fs::path &file, const cargo::PlatformFacts &target)
        : m_root(root), m_file(file), m_target(target)
    {
        m_out.file = file;
    }

    Result<XargoManifest> read()
    {
        for (const auto &[key, value] : m_root) {
            if (!std::ranges::contains(topKeys, std::string(key.str())))
                CY_CHECK(unknown(key, topKeys));
        }
        CY_CHECK(readDependencies(m_root, "dependencies"));
        CY_CHECK(readTargets());
        CY_TRY(m_out.patches, cargo::readPatches(m_root, m_file));
        // Of one stage, in the order of the file: what is wrong is told for the first.
        std::ranges::sort(m_out.crates, {}, [](const XargoCrate &c) {
            return std::tuple(c.stage, c.dependency.place.line, c.dependency.place.column);
        });
        if (m_out.crates.empty() && m_named)
            m_out.remarks.push_back(
                {std::format("this file names no crate for {}: the crates follow from the target", m_target.name),
                 {m_file, 1, 1}});
        return std::move(m_out);
    }

private:
    // A key that is close to one that we know is a slip: going on would build something else than what was meant.
    Result<void> unknown(const toml::key &key, const std::vector<std::string> &known)
    {
        const std::string name(key.str());
        const Place place = text::placeOf(key, m_file);
        if (const auto it = std::ranges::find(strays, name, &Stray::key); it != strays.end()) {
            m_out.remarks.push_back(
                {std::format("`{}` has no effect in Xargo.toml; it belongs into {}", name, it->where), place});
            return {};
        }
        if (const auto guess = closest(name, known))
            return fail(Error{ErrorCode::BadInput, std::format("unknown key `{}`", name)}.withPlace(place).withHint(
                std::format("write `{}`", *guess)));
        m_out.remarks.push_back({std::format("`{}` has no effect in Xargo.toml", name), place});
        return {};
    }

    Result<void> readTargets()
    {
        const toml::node *node = m_root.get("target");
        if (!node)
            return {};
        const auto *targets = node->as_table();
        if (!targets)
            return fail(text::wrongType("target", "a table", *node, m_file));
        for (const auto &[key, value] : *targets) {
            const auto *section = value.as_table();
            if (!section)
                return fail(text::wrongType(key.str(), "a table", value, m_file));
            for (const auto &[inner, ignored] : *section) {
                if (inner.str() != "dependencies")
                    CY_CHECK(unknown(inner, {"dependencies"}));
            }
            m_named = m_named || section->contains("dependencies");
            auto platform = cargo::parsePlatform(key.str());
            if (!platform)
                return fail(std::move(platform.error()).withPlace(text::placeOf(key, m_file)));
            if (cargo::matches(*platform, m_target.name, m_target.cfgs))
                CY_CHECK(readDependencies(*section, std::format("target.{}.dependencies", std::string(key.str()))));
        }
        return {};
    }

    Result<void> readDependencies(const toml::table &section, const std::string &name)
    {
        const toml::node *node = section.get("dependencies");
        if (!node)
            return {};
        const auto *table = node->as_table();
        if (!table)
            return fail(text::wrongType(name, "a table", *node, m_file));
        for (const auto &[key, value] : *table)
            CY_CHECK(readCrate(key, value, name));
        return {};
    }

    Result<void> readCrate(const toml::key &key, const toml::node &value, const std::string &section)
    {
        XargoCrate crate;
        CY_TRY(crate.dependency, cargo::readDependency(key.str(), value, m_file.parent_path(), m_file));
        crate.dependency.place = text::placeOf(key, m_file);
        crate.hasVersion = value.is_string();
        if (const auto *table = value.as_table()) {
            crate.hasVersion = table->contains("version");
            notePlaces(*table, crate);
            for (const auto &[inner, ignored] : *table) {
                if (!std::ranges::contains(crateKeys, std::string(inner.str())))
                    CY_CHECK(unknown(inner, crateKeys));
            }
            if (const toml::node *stage = table->get("stage")) {
                const auto number = stage->value_exact<std::int64_t>();
                if (!number || *number < 0 || *number > 1000)
                    return fail(text::wrongType(std::format("{}.{}.stage", section, std::string(key.str())),
                                                "a whole number from 0 on", *stage, m_file));
                crate.stage = static_cast<int>(*number);
            }
        }
        const auto same = std::ranges::find(m_out.crates, crate.dependency.name,
                                            [](const XargoCrate &c) { return c.dependency.name; });
        if (same != m_out.crates.end())
            return fail(Error{ErrorCode::BadInput,
                              std::format("crate `{}` is named twice for {}; the other one is at {}",
                                          crate.dependency.name, m_target.name, describe(same->dependency.place))}
                            .withPlace(crate.dependency.place)
                            .withHint("keep one of them"));
        m_out.crates.push_back(std::move(crate));
        return {};
    }

    void notePlaces(const toml::table &table, XargoCrate &crate) const
    {
        for (const char *key : {"version", "path", "git"}) {
            if (const toml::node *node = table.get(key))
                crate.places[key] = text::placeOf(*node, m_file);
        }
        const auto *features = table.get_as<toml::array>("features");
        if (!features)
            return;
        for (const toml::node &feature : *features) {
            if (const auto name = feature.value_exact<std::string>())
                crate.places.try_emplace("features/" + *name, text::placeOf(feature, m_file));
        }
    }

    const toml::table &m_root;
    const fs::path &m_file;
    const cargo::PlatformFacts &m_target;
    bool m_named = false; // crates for some target are there
    XargoManifest m_out;
};

} // namespace

Place XargoCrate::placeOf(std::string_view what) const
{
    const auto it = places.find(what);
    return it == places.end() ? dependency.place : it->second;
}

std::optional<fs::path> findXargoManifest(const fs::path &directory)
{
    return findUpward(directory, "Xargo.toml");
}

Result<XargoManifest> parseXargoManifest(std::string_view content, const fs::path &file,
                                         const cargo::PlatformFacts &target)
{
    CY_TRY(const toml::table root, text::parseToml(content, file));
    return Reader(root, file, target).read();
}

Result<XargoManifest> readXargoManifest(const fs::path &file, const cargo::PlatformFacts &target)
{
    CY_TRY(const std::string content, readFile(file));
    return parseXargoManifest(content, file, target);
}

} // namespace crossyard::sysroot
