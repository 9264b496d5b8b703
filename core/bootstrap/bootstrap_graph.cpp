// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_graph.h"

#include "base/strings.h"
#include "bootstrap/crate_supply.h"
#include "bootstrap/script_replay.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::bootstrap {

namespace {

using cargo::BuildTarget;
using cargo::FeatureRequest;
using cargo::PackageIndex;

class GraphReader {
public:
    // What was read before for the same input is not read again.
    explicit GraphReader(const BootstrapInput &input, const ReadPackages *read = nullptr) : m_input(input)
    {
        if (read) {
            m_packages = read->packages;
            m_chosen = read->chosen;
            m_features = read->features;
        } else {
            m_packages = openPackages(input);
        }
    }

    Result<BootstrapGraph> read()
    {
        CY_CHECK(chooseRoots());
        BootstrapGraph graph;
        const auto &target = m_input.target;
        CY_TRY(graph.units, build::makeUnitGraph({.packages = m_packages,
                                                  .roots = m_roots,
                                                  .features = m_features,
                                                  .platforms = rules(),
                                                  .targetWord = target ? target->argument() : "",
                                                  .profiles = m_input.profiles,
                                                  .isStd = false,
                                                  .targetGiven = target.has_value(),
                                                  .targetOverrides = m_input.targetSide.config.linksOverrides,
                                                  .hostOverrides = m_input.hostSide.config.linksOverrides,
                                                  .recorded = recordedScripts(m_input)}));
        addRemarks(graph);
        addReplayRemark(graph);
        return graph;
    }

    Result<CrateNeeds> needs()
    {
        CY_CHECK(readFeatures());
        std::vector<Visit> open;
        for (const PackageIndex package : m_chosen) {
            open.push_back({package, cargo::Side::Target});
            const auto &lib = m_packages->at(package).manifest.lib;
            if (lib && lib->kind == cargo::TargetKind::ProcMacro)
                open.push_back({package, cargo::Side::Host});
        }
        std::set<Visit> seen(open.begin(), open.end());
        Needs found;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Visit from = open[i];
            for (const auto &dependency : m_packages->at(from.first).manifest.dependencies) {
                if (!isNeeded(from, dependency))
                    continue;
                CY_TRY(const auto to, m_packages->resolve(from.first, dependency));
                note(found, from.first, dependency, to);
                if (!to)
                    continue;
                const Visit next{*to, cargo::sideOf(from.second, dependency, m_packages->at(*to))};
                if (seen.insert(next).second)
                    open.push_back(next);
            }
        }
        found.needs.read = std::make_shared<const ReadPackages>(m_packages, m_chosen, m_features);
        return std::move(found.needs);
    }

private:
    using Visit = std::pair<PackageIndex, cargo::Side>;

    struct Needs {
        CrateNeeds needs;
        std::set<std::size_t> known;
    };

    // It outlives the input: what it asks it owns.
    static std::shared_ptr<cargo::PackageGraph> openPackages(const BootstrapInput &input)
    {
        return std::make_shared<cargo::PackageGraph>(cargo::PackageGraph::Sources{
            .patches = input.workspace.patches,
            .lock = input.lock,
            .crateDirs = input.crateDirs,
            .workspace = input.workspace.file->isWorkspaceRoot() ? input.workspace.file : nullptr,
            .patched =
                [patches = input.patches, digests = input.digests](const auto &crate) {
                    auto directory = patches->directoryFor(crate);
                    if (directory && digests)
                        digests->foresee(*directory);
                    return directory;
                },
            .findCrate = [supply = input.supply](const auto &locked) { return supply->find(locked); },
            .leftOut = {input.request.blacklist.begin(), input.request.blacklist.end()}});
    }

    cargo::FeatureRules rules() const
    {
        // Resolver 1 counts what the members' tests need as well.
        const int resolver = m_input.workspace.resolver;
        const auto &included = m_input.request.includeOptional;
        return {.resolver = resolver,
                .target = m_input.targetSide.facts,
                .host = m_input.hostSide.facts,
                .development = resolver < 2,
                .included = {included.begin(), included.end()}};
    }

    Result<void> readFeatures()
    {
        CY_CHECK(choosePackages());
        CY_TRY(const auto requests, featureRequests());
        CY_TRY(m_features, cargo::resolveFeatures(*m_packages, requests, rules()));
        return {};
    }

    // Whether a unit will ask for it. What an index announces may be a proc macro, whose dependencies are the host's:
    // of such a package counts what is needed in either case, and the rest shows when it is here.
    bool isNeeded(const Visit &from, const cargo::Dependency &dependency) const
    {
        const auto &package = m_packages->at(from.first);
        const bool onHost = from.second == cargo::Side::Host;
        const bool forScript = dependency.kind == cargo::DependencyKind::Build;
        const Side &own = onHost ? m_input.hostSide : m_input.targetSide;
        const auto fits = [&](const Side &side) {
            return !dependency.platform || cargo::matches(*dependency.platform, side.facts.name, side.facts.cfgs);
        };
        if (dependency.kind == cargo::DependencyKind::Development || dependency.artifact)
            return false;
        if (forScript) {
            const auto &links = package.manifest.links;
            const bool overridden = links && own.config.linksOverrides.contains(*links);
            if (overridden || (!package.manifest.build && !package.announced) || !fits(m_input.hostSide))
                return false;
        } else if (!fits(own) || (package.announced && !fits(m_input.hostSide))) {
            return false;
        }
        return !dependency.optional || m_features.active(from.first, from.second, dependency.name);
    }

    void note(Needs &found, PackageIndex of, const cargo::Dependency &dependency, std::optional<PackageIndex> to) const
    {
        const std::string &asker = m_packages->at(of).manifest.name;
        const auto locked = m_packages->locked(of, dependency);
        // A path leads where it leads, whatever the lock says.
        if (to && !m_packages->at(*to).fromRegistry)
            return;
        if (!locked) {
            found.needs.unlocked.push_back({dependency.package, dependency.req.text(), asker, dependency.place});
            return;
        }
        if (!found.known.insert(*locked).second)
            return;
        CrateNeeds::Crate crate{.locked = *locked, .directory = {}, .neededBy = asker, .place = dependency.place};
        if (to) {
            crate.known = true;
            const auto &package = m_packages->at(*to);
            crate.directory = package.announced ? fs::path() : package.manifest.directory();
        }
        found.needs.crates.push_back(std::move(crate));
    }

    // The packages that the user means: the one of the manifest, or the workspace's default members.
    Result<void> choosePackages()
    {
        for (const auto &member : m_input.workspace.members) {
            CY_TRY(const auto file, cargo::readManifestFile(member));
            // Where nobody speaks of a workspace, path dependencies are no members.
            const bool alone = !m_input.workspace.file->isWorkspaceRoot() && member != m_input.manifest;
            if (file->isPackage() && !alone)
                CY_CHECK(m_packages->addPath(member.parent_path(), true));
        }
        CY_TRY(const auto own, cargo::readManifestFile(m_input.manifest));
        if (own->isPackage()) {
            CY_TRY(const PackageIndex index, m_packages->addPath(m_input.manifest.parent_path(), true));
            m_chosen = {index};
            return {};
        }
        const auto defaults = cargo::defaultMembers(m_input.workspace);
        for (const auto &member : defaults.value_or(std::vector<fs::path>())) {
            CY_TRY(const PackageIndex index, m_packages->addPath(member.parent_path(), true));
            m_chosen.push_back(index);
        }
        for (PackageIndex i = 0; !defaults && i < m_packages->size(); ++i)
            m_chosen.push_back(i);
        return {};
    }

    // Each feature goes to those of the packages that have it; at least one must.
    Result<std::vector<FeatureRequest>> featureRequests()
    {
        std::vector<FeatureRequest> requests;
        for (const PackageIndex package : m_chosen) {
            FeatureRequest request{package, {}, m_input.request.defaultFeatures};
            for (const auto &[name, list] : m_packages->at(package).manifest.features) {
                if (m_input.request.allFeatures)
                    request.features.push_back(name);
            }
            requests.push_back(std::move(request));
        }
        for (const auto &feature : m_input.request.features) {
            const bool ofDependency = feature.contains('/');
            bool taken = false;
            for (auto &request : requests) {
                const auto &manifest = m_packages->at(request.package).manifest;
                if (requests.size() > 1 && !ofDependency && !manifest.features.contains(feature))
                    continue;
                request.features.push_back(feature);
                taken = true;
            }
            if (!taken)
                return fail(ErrorCode::BadInput,
                            std::format("none of the workspace's default members has a feature `{}`", feature));
        }
        return requests;
    }

    // "f" of the package itself, or "dep/f" of one of its dependencies.
    Result<bool> isOn(PackageIndex package, const std::string &feature)
    {
        const auto slash = feature.find('/');
        if (slash == std::string::npos)
            return m_features.of(package, cargo::Side::Target).contains(feature);
        for (const auto &dependency : m_packages->at(package).manifest.dependencies) {
            if (dependency.name != feature.substr(0, slash))
                continue;
            CY_TRY(const auto to, m_packages->resolve(package, dependency));
            if (!to)
                continue;
            const auto side = cargo::sideOf(cargo::Side::Target, dependency, m_packages->at(*to));
            if (m_features.of(*to, side).contains(feature.substr(slash + 1)))
                return true;
        }
        return false;
    }

    Result<std::vector<std::string>> missingFor(PackageIndex package, const BuildTarget &target)
    {
        std::vector<std::string> missing;
        for (const auto &feature : target.requiredFeatures) {
            CY_TRY(const bool on, isOn(package, feature));
            if (!on)
                missing.push_back(feature);
        }
        return missing;
    }

    Result<void> chooseRoots()
    {
        const auto &wanted = m_input.request.bins;
        const bool all = wanted.empty() && !m_input.request.lib;
        for (const PackageIndex package : m_chosen) {
            const auto &manifest = m_packages->at(package).manifest;
            if (manifest.lib && (all || m_input.request.lib))
                m_roots.push_back({package, 0, std::nullopt});
            for (std::size_t i = 0; i < manifest.bins.size(); ++i) {
                const auto &bin = manifest.bins[i];
                const bool named = std::ranges::contains(wanted, bin.name);
                if (!named && !all)
                    continue;
                CY_TRY(const auto missing, missingFor(package, bin));
                if (missing.empty()) {
                    m_roots.push_back({package, 0, i});
                } else if (named) {
                    return fail(Error{ErrorCode::BadInput, std::format("program `{}` of `{}` needs the features {}",
                                                                       bin.name, manifest.name, join(missing, ", "))}
                                    .withPlace(manifest.namePlace)
                                    .withHint("ask for them: --features " + join(missing, ",")));
                }
            }
        }
        CY_CHECK(checkNames());
        if (m_roots.empty())
            return fail(
                Error{ErrorCode::BadInput, std::format("{} has nothing that could be built", toUtf8(m_input.manifest))}
                    .withHint("its programs may need features, which are given with --features"));
        return {};
    }

    Result<void> checkNames() const
    {
        std::vector<std::string> known;
        for (const PackageIndex package : m_chosen) {
            for (const auto &bin : m_packages->at(package).manifest.bins)
                known.push_back(bin.name);
        }
        for (const auto &name : m_input.request.bins) {
            if (std::ranges::contains(known, name))
                continue;
            const auto guess = closest(name, known);
            return fail(
                Error{ErrorCode::NotFound, std::format("{} has no program `{}`", toUtf8(m_input.manifest), name)}
                    .withHint(guess           ? std::format("did you mean `{}`?", *guess)
                              : known.empty() ? "it has no programs at all"
                                              : "its programs are: " + join(known, ", ")));
        }
        return {};
    }

    bool hasOptional(const std::string &name) const
    {
        for (PackageIndex i = 0; i < m_packages->size(); ++i) {
            for (const auto &dependency : m_packages->at(i).manifest.dependencies) {
                if (dependency.optional && dependency.name == name)
                    return true;
            }
        }
        return false;
    }

    void addRemarks(BootstrapGraph &graph) const
    {
        for (const auto &name : m_input.request.includeOptional) {
            if (!hasOptional(name))
                graph.remarks.push_back(
                    std::format("no package of this build has an optional dependency `{}`, which was to be in", name));
        }
        for (const auto *patch : m_packages->unusedPatches())
            graph.remarks.push_back(std::format("the patch for `{}` is used by nothing", patch->dependency.package));
        if (const auto &missing = m_features.passedOver(); m_input.workspace.resolver < 2 && !missing.empty())
            graph.remarks.push_back(
                std::format("with resolver 1, packages of other platforms and of tests count for features as well, and "
                            "what these ask for is not known, for they are not here: {}",
                            join({missing.begin(), missing.end()}, ", ")));
    }

    void addReplayRemark(BootstrapGraph &graph) const
    {
        const auto &dir = m_input.request.replayScripts;
        if (dir && std::ranges::all_of(graph.units.units, [](const auto &unit) { return unit.recordedOut.empty(); }))
            graph.remarks.push_back(
                std::format("{} has no recording of a build script of these packages", toUtf8(*dir)));
    }

    const BootstrapInput &m_input;
    std::shared_ptr<cargo::PackageGraph> m_packages;
    std::vector<PackageIndex> m_chosen;
    cargo::ResolvedFeatures m_features;
    std::vector<build::RootUnit> m_roots;
};

} // namespace

Result<BootstrapGraph> makeBootstrapGraph(const BootstrapInput &input, const CrateNeeds &needs)
{
    return GraphReader(input, needs.read.get()).read();
}

Result<CrateNeeds> crateNeeds(const BootstrapInput &input)
{
    return GraphReader(input).needs();
}

} // namespace crossyard::bootstrap
