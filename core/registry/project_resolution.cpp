// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/git_source.h"
#include "registry/sources.h"

namespace crossyard::registry {

namespace {

Result<std::vector<cargo::SummaryPatch>> patchesOf(const cargo::Workspace &workspace, Sources &sources)
{
    std::vector<cargo::SummaryPatch> patches;
    for (const auto &patch : workspace.patches) {
        cargo::Dependency replaced;
        if (patch.source != "crates-io")
            replaced.registry = patch.source;
        CY_TRY(const auto of, sources.sourceOf(replaced));
        CY_TRY(const auto from, sources.sourceOf(patch.dependency));
        CY_TRY(const auto found, sources.versions(patch.dependency.package, from));
        cargo::SummaryPtr best;
        for (const auto &one : found) {
            if (patch.dependency.req.matches(one->version) && (!best || best->version < one->version))
                best = one;
        }
        if (!best)
            return fail(Error{ErrorCode::NotFound,
                              "the patch for `" + patch.dependency.package + "` leads to no package that fits"}
                            .withPlace(patch.dependency.place));
        patches.push_back({of, best});
        // A patch of a git repository is named by its address.
        if (patch.source != "crates-io" && patch.source.contains("://"))
            patches.push_back({cargo::gitSource(patch.source, ""), best});
    }
    return patches;
}

// What the sources say, as the request wants it.
class Adjusted : public cargo::SummaryProvider {
public:
    Adjusted(Sources &sources, const ProjectRequest &request) : m_sources(sources), m_request(request) {}

    Result<std::vector<cargo::SummaryPtr>> versions(const std::string &name, const std::string &source) override
    {
        CY_TRY(auto found, m_sources.versions(name, source));
        for (auto &one : found)
            one = adjusted(one);
        return found;
    }
    cargo::SummaryPtr adjusted(const cargo::SummaryPtr &package) const
    {
        if (!m_request.adjust)
            return package;
        auto copy = std::make_shared<cargo::PackageSummary>(*package);
        m_request.adjust(*copy);
        return copy;
    }

private:
    Sources &m_sources;
    const ProjectRequest &m_request;
};

} // namespace

Result<ProjectResolution> resolveProject(const ProjectRequest &project, Sources &sources, const CancelToken &cancel)
{
    Adjusted provider(sources, project);
    cargo::ResolveRequest request{.members = {}, .former = project.former};
    std::vector<std::string> rustVersions;
    const auto &root = *project.workspace.file;
    for (const auto &member : project.workspace.members) {
        // Where nobody speaks of a workspace, path dependencies are no members.
        if (!root.isWorkspaceRoot() && member != root.file)
            continue;
        CY_TRY(const auto summary, sources.packageIn(member.parent_path()));
        if (!summary->rustVersion.empty())
            rustVersions.push_back(summary->rustVersion);
        request.members.push_back(provider.adjusted(summary));
    }
    if (project.workspace.resolver >= 3)
        request.rustVersions = rustVersions.empty() ? std::vector{project.rustVersion} : rustVersions;
    CY_TRY(request.patches, patchesOf(project.workspace, sources));
    for (auto &patch : request.patches)
        patch.package = provider.adjusted(patch.package);
    CY_TRY(auto resolution, cargo::resolveVersions(request, provider, cancel));
    return ProjectResolution{std::move(resolution), cargo::lockVersionFor(rustVersions)};
}

Result<ProjectResolution> resolveProject(const fs::path &rootManifest, Sources &sources,
                                         const std::optional<cargo::Lockfile> &former, const std::string &rustVersion,
                                         const CancelToken &cancel)
{
    CY_TRY(auto workspace, cargo::readWorkspace(rootManifest));
    return resolveProject({.workspace = std::move(workspace), .former = former, .rustVersion = rustVersion}, sources,
                          cancel);
}

} // namespace crossyard::registry
