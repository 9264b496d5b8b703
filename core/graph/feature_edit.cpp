// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/feature_edit.h"

#include "base/files.h"

#include <algorithm>
#include <format>

namespace crossyard::graph {

namespace {

using cargo::Dependency;
using cargo::DependencyEntry;
using cargo::Manifest;

bool isOf(const Dependency &dependency, const DependencyEntry &entry)
{
    if (dependency.kind != entry.kind || dependency.name != entry.path.back().key() ||
        dependency.platform.has_value() != entry.target.has_value())
        return false;
    if (!entry.target)
        return true;
    const auto platform = cargo::parsePlatform(*entry.target);
    return platform && *platform == *dependency.platform;
}

Result<text::TomlDocument> readDocument(const fs::path &manifest)
{
    CY_TRY(std::string bytes, readFile(manifest));
    return text::TomlDocument::parse(std::move(bytes), manifest);
}

Result<void> addSites(const Project &project, cargo::PackageIndex member, const fs::path &package,
                      std::vector<DependencySite> &sites)
{
    const Manifest &manifest = project.packages->at(member).manifest;
    CY_TRY(const auto document, readDocument(manifest.file));
    CY_TRY(const auto entries, cargo::dependencyEntries(document));
    for (const auto &entry : entries) {
        const auto dependency =
            std::ranges::find_if(manifest.dependencies, [&](const Dependency &d) { return isOf(d, entry); });
        if (dependency == manifest.dependencies.end())
            continue;
        const auto found = project.packages->resolve(member, *dependency);
        if (!found || !*found || project.packages->at(**found).manifest.file != package)
            continue; // what cannot be resolved is nobody's site
        const text::TomlPath section(entry.path.begin(), entry.path.end() - 1);
        sites.push_back({manifest.file, std::format("{}, {}", manifest.name, text::tomlKey(section)), entry,
                         dependency->defaultFeatures});
    }
    return {};
}

// Requests that lead to the feature: by itself, by another one, or by the default ones.
std::vector<std::string> askersOf(const DependencyGraph &graph, const Manifest &manifest, const std::string &feature)
{
    const auto leading = featuresLeadingTo(manifest, feature);
    const auto file = toUtf8(manifest.file);
    std::vector<std::string> askers;
    for (NodeId node = 0; node < graph.size(); ++node) {
        if (graph.text(graph.node(node).manifest) != file)
            continue;
        for (const auto edge : graph.incoming(node)) {
            for (const auto &request : graph.requests(edge)) {
                std::string how;
                for (const auto &asked : graph.list(request.features)) {
                    if (leading.contains(asked))
                        how = asked == feature ? "" : std::format(", by `{}`", asked);
                    else
                        continue;
                    askers.push_back(graph.title(graph.edge(edge).from) + how);
                }
                if (request.defaultFeatures && leading.contains("default"))
                    askers.push_back(graph.title(graph.edge(edge).from) + ", by default features");
            }
        }
    }
    std::ranges::sort(askers);
    askers.erase(std::ranges::unique(askers).begin(), askers.end());
    return askers;
}

Result<text::TomlDocument> edited(const text::TomlDocument &document, const DependencySite &site,
                                  const FeatureSwitch &asked)
{
    return asked.feature == "default" ? cargo::setDefaultFeatures(document, site.entry.path, asked.on)
                                      : cargo::setDependencyFeature(document, site.entry.path, asked.feature, asked.on);
}

// The project as it would be with another text of a member's manifest.
Result<Project> openWith(const Project &project, const std::vector<fs::path> &crateDirs, const fs::path &manifest,
                         const std::string &text)
{
    CY_TRY(Project other, openProject(project.workspace.file->file, crateDirs));
    for (const auto member : other.members) {
        if (other.packages->at(member).manifest.file != manifest)
            continue;
        CY_TRY(Manifest changed, cargo::parseManifest(text, manifest));
        other.packages->replaceManifest(member, std::move(changed));
    }
    return other;
}

} // namespace

Result<std::vector<DependencySite>> dependencySites(const Project &project, const fs::path &package)
{
    std::vector<DependencySite> sites;
    for (const auto member : project.members)
        CY_CHECK(addSites(project, member, package, sites));
    return sites;
}

Result<FeatureEdit> switchFeature(const Project &project, const std::vector<fs::path> &crateDirs,
                                  const ProjectRequest &request, const FeatureSwitch &asked)
{
    CY_TRY(const auto sites, dependencySites(project, asked.package));
    if (asked.site >= sites.size())
        return fail(Error{ErrorCode::NotFound, "no member of the workspace asks for this package"}.withPlace(
            {asked.package, 0, 0}));
    const auto &site = sites[asked.site];
    CY_TRY(const Manifest manifest, cargo::readManifest(asked.package));
    if (asked.on && asked.feature != "default" && !manifest.features.contains(asked.feature))
        return fail(noSuchFeature(manifest, asked.feature)); // one that is gone can be switched off
    CY_TRY(const auto document, readDocument(site.manifest));
    CY_TRY(const auto after, edited(document, site, asked));
    CY_TRY(const Project other, openWith(project, crateDirs, site.manifest, after.bytes()));
    CY_TRY(DependencyGraph graph, readProject(project, request));
    CY_TRY(DependencyGraph with, readProject(other, request));
    FeatureEdit edit{
        site.manifest, document.bytes(), after.bytes(), heldAgainst(std::move(graph), std::move(with)), {}};
    edit.whatIf.wasOn = featureIsOn(edit.whatIf.before, manifest, asked.feature);
    edit.whatIf.isOn = featureIsOn(edit.whatIf.after, manifest, asked.feature);
    if (!asked.on && edit.whatIf.isOn)
        edit.askers = askersOf(edit.whatIf.after, manifest, asked.feature);
    return edit;
}

} // namespace crossyard::graph
