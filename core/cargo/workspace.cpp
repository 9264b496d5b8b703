// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/workspace.h"

#include <QRegularExpression>

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::cargo {

namespace {

// The directories that a member pattern names: "crates/*" or a plain path.
std::vector<fs::path> expand(const fs::path &root, const std::string &pattern)
{
    std::vector<fs::path> found{root};
    for (const auto &part : fromUtf8(pattern)) {
        const std::string text = toUtf8(part);
        std::vector<fs::path> next;
        for (const auto &dir : found) {
            if (text.find_first_of("*?[") == std::string::npos) {
                next.push_back(dir / part);
                continue;
            }
            const QRegularExpression glob(
                QRegularExpression::wildcardToRegularExpression(QString::fromStdString(text)));
            std::error_code error;
            for (fs::directory_iterator it(dir, error), end; !error && it != end; it.increment(error)) {
                if (glob.match(QString::fromStdString(toUtf8(it->path().filename()))).hasMatch())
                    next.push_back(it->path());
            }
        }
        found = std::move(next);
    }
    std::erase_if(found, [](const fs::path &dir) { return !fs::exists(dir / "Cargo.toml"); });
    for (auto &dir : found)
        dir = absolutePath(dir);
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> excluded(const ManifestFile &root)
{
    std::vector<fs::path> paths;
    if (const auto *list = root.table["workspace"]["exclude"].as_array()) {
        for (const auto &item : *list)
            paths.push_back(resolvePath(root.file.parent_path(), fromUtf8(item.value_or(std::string()))));
    }
    return paths;
}

bool isIn(const std::vector<fs::path> &directories, const fs::path &path)
{
    return std::ranges::any_of(directories, [&](const fs::path &one) { return isBelow(path, one); });
}

// The directory of a path dependency, written here or inherited from the workspace.
std::optional<fs::path> pathOf(const toml::table &entry, std::string_view key, const fs::path &directory,
                               const Workspace &workspace)
{
    if (const auto path = entry["path"].value<std::string>())
        return resolvePath(directory, fromUtf8(*path));
    if (!entry["workspace"].value_or(false))
        return {};
    const auto path = workspace.file->table["workspace"]["dependencies"][key]["path"].value<std::string>();
    return path ? std::optional(resolvePath(workspace.root, fromUtf8(*path))) : std::nullopt;
}

// Path dependencies below the root are members as well, unless excluded.
void followPaths(const fs::path &manifest, const Workspace &workspace, const std::vector<fs::path> &excludes,
                 std::set<fs::path> &members)
{
    if (!members.insert(manifest).second)
        return;
    const auto file = readManifestFile(manifest);
    if (!file || !(*file)->isPackage())
        return;
    std::vector<const toml::table *> sections{&(*file)->table};
    if (const auto *targets = (*file)->table.get_as<toml::table>("target")) {
        for (const auto &[key, value] : *targets) {
            if (const auto *section = value.as_table())
                sections.push_back(section);
        }
    }
    for (const auto *section : sections) {
        for (const char *name : {"dependencies", "build-dependencies", "dev-dependencies"}) {
            const auto *table = section->get_as<toml::table>(name);
            if (!table)
                continue;
            for (const auto &[key, value] : *table) {
                const auto *entry = value.as_table();
                const auto dir = entry ? pathOf(*entry, key.str(), manifest.parent_path(), workspace) : std::nullopt;
                if (!dir)
                    continue;
                const bool out = !isBelow(*dir, workspace.root) || isIn(excludes, *dir);
                if (!out && fs::exists(*dir / "Cargo.toml"))
                    followPaths(*dir / "Cargo.toml", workspace, excludes, members);
            }
        }
    }
}

int resolverOf(const ManifestFile &file)
{
    auto named = file.table["workspace"]["resolver"].value<std::string>();
    if (!named)
        named = file.table["package"]["resolver"].value<std::string>();
    if (named)
        return *named == "3" ? 3 : *named == "2" ? 2 : 1;
    // A virtual workspace without the key stays with 1, whatever its members say.
    std::string edition = file.table["package"]["edition"].value_or(std::string("2015"));
    if (const auto inherited = file.table["package"]["edition"]["workspace"].value<bool>(); inherited.value_or(false))
        edition = file.table["workspace"]["package"]["edition"].value_or(std::string("2015"));
    return edition == "2024" ? 3 : edition == "2021" ? 2 : 1;
}

} // namespace

Result<std::vector<Patch>> readPatches(const toml::table &root, const fs::path &file)
{
    std::vector<Patch> patches;
    const auto *sources = root.get_as<toml::table>("patch");
    if (!sources)
        return patches;
    for (const auto &[source, value] : *sources) {
        const auto *table = value.as_table();
        if (!table)
            return fail(text::wrongType(source.str(), "a table", value, file));
        for (const auto &[key, entry] : *table) {
            CY_TRY(Dependency dependency, readDependency(key.str(), entry, file.parent_path(), file));
            dependency.place = text::placeOf(key, file);
            patches.push_back({std::string(source.str()), std::move(dependency)});
        }
    }
    return patches;
}

Result<Workspace> readWorkspace(const fs::path &rootManifest)
{
    Workspace workspace;
    CY_TRY(workspace.file, readManifestFile(rootManifest));
    workspace.root = workspace.file->file.parent_path();
    workspace.resolver = resolverOf(*workspace.file);
    CY_TRY(workspace.patches, readPatches(workspace.file->table, workspace.file->file));
    const auto excludes = excluded(*workspace.file);
    std::set<fs::path> members;
    if (workspace.file->isPackage())
        followPaths(workspace.file->file, workspace, excludes, members);
    if (const auto *list = workspace.file->table["workspace"]["members"].as_array()) {
        for (const auto &item : *list) {
            const auto pattern = item.value_or(std::string());
            // What is named as it is wins over `exclude`; what a pattern finds does not.
            const bool found = pattern.find_first_of("*?[") != std::string::npos;
            for (const auto &dir : expand(workspace.root, pattern)) {
                if (!found || !isIn(excludes, dir))
                    followPaths(dir / "Cargo.toml", workspace, excludes, members);
            }
        }
    }
    workspace.members.assign(members.begin(), members.end());
    return workspace;
}

std::optional<std::vector<fs::path>> defaultMembers(const Workspace &workspace)
{
    const auto *list = workspace.file->table["workspace"]["default-members"].as_array();
    if (!list)
        return std::nullopt;
    std::vector<fs::path> manifests;
    for (const auto &item : *list)
        manifests.push_back(resolvePath(workspace.root, fromUtf8(item.value_or(std::string()))) / "Cargo.toml");
    return manifests;
}

Result<fs::path> findWorkspaceRoot(const fs::path &packageManifest)
{
    const fs::path own = absolutePath(packageManifest);
    CY_TRY(const auto file, readManifestFile(own));
    if (file->isWorkspaceRoot())
        return own;
    if (const auto named = file->table["package"]["workspace"].value<std::string>())
        return resolvePath(own.parent_path(), fromUtf8(*named)) / "Cargo.toml";
    for (fs::path dir = own.parent_path().parent_path();; dir = dir.parent_path()) {
        std::error_code ignored;
        const fs::path candidate = dir / "Cargo.toml";
        if (fs::exists(candidate, ignored)) {
            CY_TRY(const auto above, readManifestFile(candidate));
            if (above->isWorkspaceRoot()) {
                return isIn(excluded(*above), own.parent_path()) ? own : candidate;
            }
        }
        if (dir == dir.parent_path())
            return own;
    }
}

} // namespace crossyard::cargo
