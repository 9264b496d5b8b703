// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/package_choices.h"

#include "bootstrap/bootstrap_request.h"
#include "cargo/lockfile.h"
#include "cargo/workspace.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::bootstrap {

namespace {

// Where cargo vendor puts crates, and where Debian does.
constexpr const char *vendorFolder = "vendor";
constexpr const char *systemRegistry = "/usr/share/cargo/registry";

std::set<std::string> onByDefault(const cargo::Manifest &manifest)
{
    std::set<std::string> on;
    std::vector<std::string> open{"default"};
    while (!open.empty()) {
        const auto name = open.back();
        open.pop_back();
        const auto it = manifest.features.find(name);
        if (it == manifest.features.end() || !on.insert(name).second)
            continue;
        open.insert(open.end(), it->second.begin(), it->second.end());
    }
    return on;
}

void addPackage(PackageChoices &choices, const cargo::Manifest &manifest)
{
    const auto byDefault = onByDefault(manifest);
    for (const auto &[name, enables] : manifest.features) {
        if (name != "default" && !std::ranges::contains(choices.features, name, &FeatureChoice::name))
            choices.features.push_back({name, enables, byDefault.contains(name)});
    }
    for (const auto &bin : manifest.bins)
        choices.programs.push_back({bin.name, bin.requiredFeatures});
    choices.library = choices.library || manifest.lib.has_value();
}

// The default members; without any, all of them.
Result<void> addMembers(PackageChoices &choices, const cargo::Workspace &workspace)
{
    const auto defaults = cargo::defaultMembers(workspace);
    for (const auto &manifest : defaults ? *defaults : workspace.members) {
        CY_TRY(const auto read, cargo::readManifest(manifest, workspace.file));
        addPackage(choices, read);
    }
    return {};
}

std::vector<std::string> profilesOf(const cargo::ManifestFile &file)
{
    std::vector<std::string> names{"release", "dev"};
    if (const auto *profiles = file.table["profile"].as_table()) {
        for (const auto &[key, value] : *profiles) {
            const std::string name(key.str());
            if (!std::ranges::contains(names, name) && name != "test" && name != "bench")
                names.push_back(name);
        }
    }
    return names;
}

std::vector<fs::path> offeredDirs(const fs::path &root)
{
    std::vector<fs::path> dirs;
    for (const fs::path &dir : {root / vendorFolder, fs::path(systemRegistry)}) {
        std::error_code ignored;
        if (fs::is_directory(dir, ignored))
            dirs.push_back(dir);
    }
    return dirs;
}

} // namespace

Result<PackageChoices> readPackageChoices(const fs::path &package)
{
    PackageChoices choices;
    CY_TRY(choices.manifest, findManifest(package));
    CY_TRY(const fs::path root, cargo::findWorkspaceRoot(choices.manifest));
    CY_TRY(const auto workspace, cargo::readWorkspace(root));
    CY_TRY(const auto own, cargo::readManifestFile(choices.manifest));
    if (own->isPackage()) {
        CY_TRY(const auto manifest,
               cargo::readManifest(choices.manifest, workspace.file->isWorkspaceRoot() ? workspace.file : nullptr));
        choices.name = manifest.name;
        choices.version = manifest.version.toString();
        addPackage(choices, manifest);
    } else {
        choices.name = toUtf8(choices.manifest.parent_path().filename());
        choices.virtualWorkspace = true;
        CY_CHECK(addMembers(choices, workspace));
    }
    choices.profiles = profilesOf(*workspace.file);
    if (const auto lock = cargo::readLockfile(workspace.root / "Cargo.lock"))
        choices.locked = lock->packages.size();
    choices.offeredDirs = offeredDirs(workspace.root);
    return choices;
}

} // namespace crossyard::bootstrap
