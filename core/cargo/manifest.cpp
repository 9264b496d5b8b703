// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/manifest.h"

#include "cargo/manifest_edit.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/manifest_targets.h"

#include <algorithm>
#include <format>
#include <map>
#include <mutex>
#include <set>

namespace crossyard::cargo {

namespace {

// Finds, once and only when a key asks for it, the workspace that a package inherits from.
class Inheritance {
public:
    Inheritance(const fs::path &cargoToml, const toml::table &package, std::shared_ptr<const ManifestFile> known)
        : m_file(cargoToml), m_package(package), m_workspace(std::move(known))
    {
    }

    Result<const ManifestFile *> workspace()
    {
        if (m_workspace)
            return m_workspace.get();
        if (const auto named = m_package["workspace"].value<std::string>())
            return take(resolvePath(m_file.parent_path(), fromUtf8(*named)) / "Cargo.toml");
        for (fs::path dir = m_file.parent_path();; dir = dir.parent_path()) {
            std::error_code ignored;
            if (fs::exists(dir / "Cargo.toml", ignored)) {
                CY_TRY(auto file, readManifestFile(dir / "Cargo.toml"));
                if (file->isWorkspaceRoot()) {
                    m_workspace = file;
                    return m_workspace.get();
                }
            }
            if (dir == dir.parent_path())
                break;
        }
        return fail(ErrorCode::BadInput, "a key is inherited from a workspace, but no workspace root was found above");
    }

    /// [workspace.SECTION] KEY.
    Result<const toml::node *> value(std::string_view section, std::string_view key)
    {
        CY_TRY(const ManifestFile *root, workspace());
        const auto *node = root->table["workspace"][section][key].node();
        if (!node)
            return fail(
                Error{ErrorCode::BadInput, std::format("`workspace.{}.{}` is inherited, but not defined", section, key)}
                    .withPlace({root->file, 0, 0}));
        return node;
    }

private:
    Result<const ManifestFile *> take(const fs::path &file)
    {
        CY_TRY(m_workspace, readManifestFile(file));
        return m_workspace.get();
    }

    const fs::path &m_file;
    const toml::table &m_package;
    std::shared_ptr<const ManifestFile> m_workspace;
};

bool inherits(const toml::node *node)
{
    const auto *table = node ? node->as_table() : nullptr;
    return table && (*table)["workspace"].value_or(false);
}

class PackageReader {
public:
    PackageReader(const ManifestFile &file, std::shared_ptr<const ManifestFile> workspace)
        : m_root(file.table),
          m_package(*(file.table.get_as<toml::table>("package") ? file.table.get_as<toml::table>("package")
                                                                : file.table.get_as<toml::table>("project"))),
          m_inheritance(file.file, m_package, file.isWorkspaceRoot() ? nullptr : std::move(workspace))
    {
        m_manifest.file = file.file;
    }

    Result<Manifest> read()
    {
        CY_CHECK(readIdentity());
        CY_CHECK(readText());
        CY_CHECK(readDependencies());
        CY_CHECK(readFeatures());
        CY_CHECK(readLints());
        CY_CHECK(findTargets(m_manifest, m_root, m_package));
        return std::move(m_manifest);
    }

    Result<std::pair<std::string, Version>> identity()
    {
        CY_CHECK(readIdentity());
        return std::pair(m_manifest.name, m_manifest.version);
    }

private:
    Result<std::optional<std::string>> string(std::string_view key)
    {
        const toml::node *node = m_package.get(key);
        if (!node)
            return std::nullopt;
        if (inherits(node)) {
            CY_TRY(node, m_inheritance.value("package", key));
        }
        if (const auto text = node->value_exact<std::string>())
            return *text;
        return fail(text::wrongType(key, "a string", *node, m_manifest.file));
    }

    Result<void> readIdentity()
    {
        const toml::node *name = m_package.get("name");
        if (!name || !name->is_string())
            return fail(Error{ErrorCode::BadInput, "`package.name` is missing"}.withPlace(
                text::placeOf(m_package, m_manifest.file)));
        m_manifest.name = name->value_or(std::string());
        m_manifest.namePlace = text::placeOf(*name, m_manifest.file);
        CY_TRY(const auto version, string("version"));
        auto parsed = Version::parse(version.value_or("0.0.0"));
        if (!parsed)
            return fail(std::move(parsed.error()).withPlace(m_manifest.namePlace));
        m_manifest.version = *parsed;
        CY_TRY(const auto edition, string("edition"));
        m_manifest.edition = edition.value_or("2015");
        CY_TRY(m_manifest.links, string("links"));
        return {};
    }

    Result<void> readText()
    {
        PackageText &text = m_manifest.text;
        const toml::node *authors = m_package.get("authors");
        if (inherits(authors)) {
            CY_TRY(authors, m_inheritance.value("package", "authors"));
        }
        if (const auto *list = authors ? authors->as_array() : nullptr) {
            std::vector<std::string> names;
            for (const auto &item : *list)
                names.push_back(item.value_or(std::string()));
            text.authors = join(names, ":");
        }
        const auto take = [&](std::string_view key, std::string &into) -> Result<void> {
            CY_TRY(const auto value, string(key));
            into = value.value_or("");
            return {};
        };
        CY_CHECK(take("description", text.description));
        CY_CHECK(take("homepage", text.homepage));
        CY_CHECK(take("repository", text.repository));
        CY_CHECK(take("license", text.license));
        CY_CHECK(take("license-file", text.licenseFile));
        CY_CHECK(take("rust-version", text.rustVersion));
        const auto readme = m_package["readme"];
        if (const auto on = readme.value<bool>()) {
            text.readme = *on ? "README.md" : "";
        } else if (!readme) {
            for (const char *name : {"README.md", "README.txt", "README"}) {
                std::error_code ignored;
                if (text.readme.empty() && fs::exists(m_manifest.directory() / name, ignored))
                    text.readme = name;
            }
        } else {
            CY_CHECK(take("readme", text.readme));
        }
        return {};
    }

    Result<Dependency> dependency(const std::string &key, const toml::node &value)
    {
        if (!inherits(&value))
            return readDependency(key, value, m_manifest.directory(), m_manifest.file);
        // The workspace says what it is; the member may add features and make it optional.
        CY_TRY(const toml::node *shared, m_inheritance.value("dependencies", key));
        CY_TRY(const ManifestFile *root, m_inheritance.workspace());
        CY_TRY(Dependency inherited, readDependency(key, *shared, root->file.parent_path(), root->file));
        toml::table own(*value.as_table());
        own.erase("workspace");
        CY_TRY(Dependency extra, readDependency(key, own, m_manifest.directory(), m_manifest.file));
        inherited.optional = extra.optional;
        inherited.isPublic = extra.isPublic;
        inherited.features.insert(inherited.features.end(), extra.features.begin(), extra.features.end());
        if (!inherited.defaultFeatures && own.contains("default-features") && extra.defaultFeatures)
            inherited.defaultFeatures = true;
        inherited.place = text::placeOf(value, m_manifest.file);
        return inherited;
    }

    Result<void> readTable(const toml::table *table, DependencyKind kind, const std::optional<Platform> &platform)
    {
        if (!table)
            return {};
        for (const auto &[key, value] : *table) {
            CY_TRY(Dependency one, dependency(std::string(key.str()), value));
            one.kind = kind;
            one.platform = platform;
            m_manifest.dependencies.push_back(std::move(one));
        }
        return {};
    }

    Result<void> readSection(const toml::table &section, const std::optional<Platform> &platform)
    {
        static constexpr std::pair<const char *, DependencyKind> names[] = {
            {"dependencies", DependencyKind::Normal},
            {"build-dependencies", DependencyKind::Build},
            {"build_dependencies", DependencyKind::Build},
            {"dev-dependencies", DependencyKind::Development},
            {"dev_dependencies", DependencyKind::Development}};
        for (const auto &[name, kind] : names)
            CY_CHECK(readTable(section.get_as<toml::table>(name), kind, platform));
        return {};
    }

    Result<void> readDependencies()
    {
        CY_CHECK(readSection(m_root, std::nullopt));
        const auto *targets = m_root.get_as<toml::table>("target");
        if (!targets)
            return {};
        for (const auto &[key, value] : *targets) {
            const auto *section = value.as_table();
            if (!section)
                continue;
            auto platform = parsePlatform(key.str());
            if (!platform)
                return fail(std::move(platform.error()).withPlace(text::placeOf(key, m_manifest.file)));
            CY_CHECK(readSection(*section, *platform));
        }
        return {};
    }

    Result<void> readFeatures()
    {
        std::set<std::string> named; // optional dependencies that some `dep:` names: they get no implicit feature
        if (const auto *table = m_root.get_as<toml::table>("features")) {
            for (const auto &[key, value] : *table) {
                CY_TRY(auto list, text::stringList(*table, key.str(), m_manifest.file));
                for (const auto &item : list) {
                    if (item.starts_with("dep:"))
                        named.insert(item.substr(4));
                }
                m_manifest.features[std::string(key.str())] = std::move(list);
            }
        }
        for (const auto &dependency : m_manifest.dependencies) {
            if (dependency.optional && !named.contains(dependency.name))
                m_manifest.features.try_emplace(dependency.name, std::vector{"dep:" + dependency.name});
        }
        return {};
    }

    Result<void> readLints()
    {
        const auto *table = m_root.get_as<toml::table>("lints");
        if (table && (*table)["workspace"].value_or(false)) {
            CY_TRY(const ManifestFile *root, m_inheritance.workspace());
            table = root->table["workspace"]["lints"].as_table();
        }
        if (!table)
            return {};
        for (const auto &[tool, value] : *table) {
            const auto *lints = value.as_table();
            for (auto it = lints ? lints->begin() : toml::table::const_iterator(); lints && it != lints->end(); ++it) {
                Lint lint{std::string(tool.str()), std::string(it->first.str()), "", 0};
                if (const auto *detail = it->second.as_table()) {
                    lint.level = (*detail)["level"].value_or(std::string());
                    lint.priority = (*detail)["priority"].value_exact<std::int64_t>().value_or(0);
                    if (lint.name == "unexpected_cfgs") {
                        CY_TRY(m_manifest.checkCfg, text::stringList(*detail, "check-cfg", m_manifest.file));
                    }
                } else {
                    lint.level = it->second.value_or(std::string());
                }
                m_manifest.lints.push_back(std::move(lint));
            }
        }
        // Cargo hands them over by priority, then by name backwards, so that the specific one comes after its group.
        std::ranges::sort(m_manifest.lints, [](const Lint &a, const Lint &b) {
            return a.priority != b.priority ? a.priority < b.priority : a.name > b.name;
        });
        return {};
    }

    const toml::table &m_root;
    const toml::table &m_package;
    Inheritance m_inheritance;
    Manifest m_manifest;
};

} // namespace

std::string BuildTarget::crateName() const
{
    std::string text = name;
    std::ranges::replace(text, '-', '_');
    return text;
}

std::string Manifest::externName() const
{
    if (lib)
        return lib->crateName();
    std::string text = name;
    std::ranges::replace(text, '-', '_');
    return text;
}

// One plan asks for the library's manifests several times over, and parsing them is a good part of its time: what was
// parsed once is kept for as long as the file has the same size and time.
Result<std::shared_ptr<const ManifestFile>> readManifestFile(const fs::path &cargoToml)
{
    struct Parsed {
        FileStamp stamp;
        std::shared_ptr<const ManifestFile> file;
    };
    static std::mutex mutex;
    static std::map<fs::path, Parsed> known;
    const fs::path path = absolutePath(cargoToml);
    const auto stamp = stampOf(path);
    if (stamp) {
        const std::lock_guard lock(mutex);
        if (const auto it = known.find(path); it != known.end() && it->second.stamp == *stamp)
            return it->second.file;
    }
    CY_TRY(toml::table table, text::readToml(cargoToml));
    auto file = std::make_shared<const ManifestFile>(ManifestFile{path, std::move(table)});
    if (stamp) {
        const std::lock_guard lock(mutex);
        known.insert_or_assign(path, Parsed{*stamp, file});
    }
    return file;
}

namespace {

Result<void> checkIsPackage(const ManifestFile &file)
{
    if (!file.isPackage())
        return fail(Error{ErrorCode::BadInput, "this manifest has no [package]"}.withPlace({file.file, 0, 0}));
    return {};
}

Result<Manifest> manifestOf(const ManifestFile &file, std::shared_ptr<const ManifestFile> workspace)
{
    CY_CHECK(checkIsPackage(file));
    return PackageReader(file, std::move(workspace)).read();
}

} // namespace

Result<std::pair<std::string, Version>> identityOf(std::string_view content, const fs::path &cargoToml)
{
    CY_TRY(toml::table table, text::parseToml(content, cargoToml));
    const ManifestFile file{absolutePath(cargoToml), std::move(table)};
    CY_CHECK(checkIsPackage(file));
    return PackageReader(file, nullptr).identity();
}

Result<Manifest> readManifest(const fs::path &cargoToml, std::shared_ptr<const ManifestFile> workspace)
{
    CY_TRY(const auto file, readManifestFile(cargoToml));
    return manifestOf(*file, std::move(workspace));
}

Result<Manifest> parseManifest(std::string_view content, const fs::path &cargoToml,
                               std::shared_ptr<const ManifestFile> workspace)
{
    CY_TRY(toml::table table, text::parseToml(content, cargoToml));
    return manifestOf({absolutePath(cargoToml), std::move(table)}, std::move(workspace));
}

} // namespace crossyard::cargo
