// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/project.h"

#include "base/strings.h"
#include "cargo/config_tables.h"

#include <algorithm>
#include <format>

namespace crossyard::graph {

namespace {

using cargo::FeatureRequest;
using cargo::Manifest;

std::vector<fs::path> directoriesIn(const fs::path &directory)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (fs::is_directory(it->path(), ignored))
            found.push_back(it->path());
    }
    std::ranges::sort(found);
    return found;
}

bool hasDependency(const Manifest &manifest, std::string_view name)
{
    return std::ranges::contains(manifest.dependencies, name, &cargo::Dependency::name);
}

// Gives the word to those whose it is; true where anyone took it.
bool giveFeature(const Project &project, const std::string &word, std::vector<FeatureRequest> &requests)
{
    const auto give = [&](const auto &fits, const std::string &feature) {
        bool taken = false;
        for (auto &request : requests) {
            if (!fits(project.packages->at(request.package).manifest))
                continue;
            request.features.push_back(feature);
            taken = true;
        }
        return taken;
    };
    const auto slash = word.find('/');
    if (slash == std::string::npos)
        return give([&](const Manifest &manifest) { return manifest.features.contains(word); }, word);
    std::string head = word.substr(0, slash);
    // A member's name wins over a dependency's.
    if (give([&](const Manifest &manifest) { return manifest.name == head; }, word.substr(slash + 1)))
        return true;
    if (head.ends_with('?'))
        head.pop_back();
    return give([&](const Manifest &manifest) { return hasDependency(manifest, head); }, word);
}

Error noSuchFeature(const Project &project, const std::string &word)
{
    std::vector<std::string> names;
    for (const auto member : project.members) {
        for (const auto &[name, list] : project.packages->at(member).manifest.features)
            names.push_back(name);
    }
    const auto guess = closest(word, names);
    return Error{ErrorCode::BadInput, std::format("no package of this workspace has a feature `{}`", word)}
        .withPlace({project.workspace.file->file, 0, 0})
        .withHint(guess           ? std::format("did you mean `{}`?", *guess)
                  : names.empty() ? "none of them has features"
                                  : "write `package/feature` for a feature of a dependency");
}

} // namespace

Result<Project> openProject(const fs::path &manifest, const std::vector<fs::path> &crateDirs)
{
    Project project;
    CY_TRY(const fs::path root, cargo::findWorkspaceRoot(manifest));
    CY_TRY(project.workspace, cargo::readWorkspace(root));
    std::error_code ignored;
    if (const fs::path lock = project.workspace.root / "Cargo.lock"; fs::exists(lock, ignored)) {
        CY_TRY(project.lock, cargo::readLockfile(lock));
    }
    project.packages = std::make_shared<cargo::PackageGraph>(cargo::PackageGraph::Sources{
        .patches = project.workspace.patches,
        .lock = project.lock,
        .crateDirs = crateDirs,
        .workspace = project.workspace.file->isWorkspaceRoot() ? project.workspace.file : nullptr});
    for (const auto &member : project.workspace.members) {
        CY_TRY(const auto index, project.packages->addPath(member.parent_path(), true));
        project.members.push_back(index);
    }
    return project;
}

Result<std::vector<fs::path>> usualCrateDirs(const fs::path &directory)
{
    CY_TRY(const auto config, cargo::Config::load({.directory = directory, .environment = wholeEnvironment()}));
    CY_TRY(const auto sources, cargo::sourceTable(config));
    CY_TRY(const auto used, cargo::replacedSource(config, sources, "crates-io"));
    std::error_code ignored;
    if (used.kind == cargo::SourceConfig::Kind::Directory)
        return fs::is_directory(used.path, ignored) ? std::vector{used.path} : std::vector<fs::path>();
    return directoriesIn(config.cargoHome() / "registry" / "src");
}

Result<std::vector<FeatureRequest>> memberFeatures(const Project &project, const std::vector<std::string> &features,
                                                   bool defaultFeatures, bool allFeatures)
{
    std::vector<FeatureRequest> requests;
    for (const auto member : project.members) {
        FeatureRequest request{member, {}, defaultFeatures};
        if (allFeatures) {
            for (const auto &[name, list] : project.packages->at(member).manifest.features)
                request.features.push_back(name);
        }
        requests.push_back(std::move(request));
    }
    for (const auto &word : features) {
        if (!giveFeature(project, word, requests))
            return fail(noSuchFeature(project, word));
    }
    return requests;
}

} // namespace crossyard::graph
