// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/sources.h"

#include "cargo/workspace.h"

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
            patches.push_back({"git+" + patch.source, best});
    }
    return patches;
}

} // namespace

Result<ProjectResolution> resolveProject(const fs::path &rootManifest, Sources &sources,
                                         const std::optional<cargo::Lockfile> &former, const std::string &rustVersion,
                                         const CancelToken &cancel)
{
    CY_TRY(const auto workspace, cargo::readWorkspace(rootManifest));
    cargo::ResolveRequest request{.members = {}, .former = former};
    std::vector<std::string> rustVersions;
    for (const auto &member : workspace.members) {
        CY_TRY(auto summary, sources.packageIn(member.parent_path()));
        if (!summary->rustVersion.empty())
            rustVersions.push_back(summary->rustVersion);
        request.members.push_back(std::move(summary));
    }
    if (workspace.resolver >= 3)
        request.rustVersions = rustVersions.empty() ? std::vector{rustVersion} : rustVersions;
    CY_TRY(request.patches, patchesOf(workspace, sources));
    CY_TRY(auto resolution, cargo::resolveVersions(request, sources, cancel));
    return ProjectResolution{std::move(resolution), cargo::lockVersionFor(rustVersions)};
}

} // namespace crossyard::registry
