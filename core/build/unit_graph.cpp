// SPDX-License-Identifier: MIT OR Apache-2.0
// From roots downward: a library needs the libraries of its active dependencies and the run of its build script; the
// run needs the compiled script, and the runs of those direct dependencies that have `links`; the compiled script needs
// the build-dependencies. (Bootstrap notes, 3.6.)
#include "build/unit_graph.h"

#include <algorithm>
#include <format>
#include <map>
#include <tuple>

namespace crossyard::build {

namespace {

using cargo::BuildTarget;
using cargo::Dependency;
using cargo::DependencyKind;
using cargo::Manifest;
using cargo::PackageIndex;
using cargo::Profile;
using cargo::Side;
using cargo::TargetKind;

enum class Part { Library, ScriptCompile, ScriptRun };

class GraphMaker {
public:
    explicit GraphMaker(const UnitGraphRequest &request) : m_request(request), m_packages(*request.packages)
    {
        m_graph.packages = request.packages;
        m_graph.target = request.platforms.target;
        m_graph.targetWord = request.targetWord;
    }

    Result<UnitGraph> make()
    {
        for (const auto &root : m_request.roots) {
            const auto &package = m_packages.at(root.package);
            if (!package.manifest.lib)
                return fail(
                    Error{ErrorCode::BadInput, std::format("package `{}` has no library", package.manifest.name)}
                        .withPlace(package.manifest.namePlace));
            m_stage = root.stage;
            CY_TRY(const UnitIndex unit, library(root.package, Side::Target));
            m_graph.roots.push_back(unit);
        }
        finishProfiles();
        sort();
        return std::move(m_graph);
    }

private:
    using Key = std::tuple<PackageIndex, Side, Part>;

    Profile profile(PackageIndex index, bool forHost) const
    {
        const auto &package = m_packages.at(index);
        return m_request.profiles.profileOf(
            {.packageName = package.manifest.name,
             .version = package.manifest.version,
             .isMember = package.isMember && !m_request.isStd,
             .isLocal = !package.fromRegistry && !m_request.isStd,
             .forHost = forHost,
             .targetName = forHost ? m_request.platforms.host.name : m_request.platforms.target.name});
    }

    // A unit with all but its dependencies; they come after it has its place, so that the recursion can end.
    UnitIndex add(Key key, Unit unit)
    {
        unit.stage = m_stage;
        unit.isStd = m_request.isStd;
        m_graph.units.push_back(std::move(unit));
        return m_known[key] = m_graph.units.size() - 1;
    }

    std::vector<std::string> features(PackageIndex package, Side side) const
    {
        const auto &set = m_request.features.of(package, side);
        return {set.begin(), set.end()};
    }

    bool wanted(PackageIndex package, Side side, const Dependency &dependency, DependencyKind kind) const
    {
        if (dependency.kind != kind)
            return false;
        const bool host = side == Side::Host || kind == DependencyKind::Build;
        const auto &facts = host ? m_request.platforms.host : m_request.platforms.target;
        if (dependency.platform && !cargo::matches(*dependency.platform, facts.name, facts.cfgs))
            return false;
        return !dependency.optional || m_request.features.active(package, side, dependency.name);
    }

    Result<void> addDependencies(UnitIndex unit, PackageIndex package, Side side, DependencyKind kind)
    {
        // The list in the manifest may name one package twice (for two platforms): then one edge, public if either is.
        std::map<std::pair<UnitIndex, std::string>, bool> edges;
        for (const auto &dependency : m_packages.at(package).manifest.dependencies) {
            if (!wanted(package, side, dependency, kind))
                continue;
            CY_TRY(const PackageIndex to, m_packages.require(package, dependency));
            const auto &manifest = m_packages.at(to).manifest;
            if (!manifest.lib)
                continue;
            const Side depSide =
                kind == DependencyKind::Build ? Side::Host : cargo::sideOf(side, dependency, m_packages.at(to));
            CY_TRY(const UnitIndex depUnit, library(to, depSide));
            std::string name = dependency.renamed() ? dependency.name : manifest.externName();
            std::ranges::replace(name, '-', '_');
            edges[{depUnit, name}] |= dependency.isPublic;
        }
        for (const auto &[edge, isPublic] : edges)
            m_graph.units[unit].dependencies.push_back({edge.first, edge.second, isPublic});
        return {};
    }

    Result<UnitIndex> library(PackageIndex index, Side side)
    {
        const Key key{index, side, Part::Library};
        if (const auto it = m_known.find(key); it != m_known.end()) {
            const UnitIndex known = it->second;
            return known;
        }
        const Manifest &manifest = m_packages.at(index).manifest;
        Unit unit;
        unit.package = index;
        unit.target = *manifest.lib;
        // A sysroot holds rlibs: whoever wants a shared std builds it himself. Cargo's build-std leaves it out as well.
        if (m_request.isStd)
            std::erase(unit.target.crateTypes, "dylib");
        unit.profile = profile(index, side == Side::Host);
        unit.side = side;
        unit.mode = m_request.check && side == Side::Target ? UnitMode::Check : UnitMode::Build;
        unit.features = features(index, side);
        const UnitIndex at = add(key, std::move(unit));
        CY_CHECK(addDependencies(at, index, side, DependencyKind::Normal));
        if (manifest.build) {
            CY_TRY(const UnitIndex run, scriptRun(index, side));
            m_graph.units[at].dependencies.push_back({run, m_graph.units[run].target.crateName(), false});
        }
        return at;
    }

    Result<UnitIndex> scriptRun(PackageIndex index, Side side)
    {
        const Key key{index, side, Part::ScriptRun};
        if (const auto it = m_known.find(key); it != m_known.end()) {
            const UnitIndex known = it->second;
            return known;
        }
        const Manifest &manifest = m_packages.at(index).manifest;
        Unit unit;
        unit.package = index;
        unit.target = *manifest.build;
        unit.profile = cargo::ProfileSet::forScriptRun(profile(index, side == Side::Host));
        unit.side = side;
        unit.mode = UnitMode::RunScript;
        unit.features = features(index, side);
        const UnitIndex at = add(key, std::move(unit));
        CY_TRY(const UnitIndex compiled, scriptCompile(index, side));
        std::vector<UnitDependency> edges{{compiled, m_graph.units[compiled].target.crateName(), false}};
        for (const auto &dependency : manifest.dependencies) {
            if (!wanted(index, side, dependency, DependencyKind::Normal))
                continue;
            CY_TRY(const PackageIndex to, m_packages.require(index, dependency));
            const auto &other = m_packages.at(to).manifest;
            if (!other.links || !other.build)
                continue;
            CY_TRY(const UnitIndex run, scriptRun(to, cargo::sideOf(side, dependency, m_packages.at(to))));
            const bool known = std::ranges::contains(edges, run, &UnitDependency::unit);
            if (!known)
                edges.push_back({run, m_graph.units[run].target.crateName(), false});
        }
        m_graph.units[at].dependencies = std::move(edges);
        return at;
    }

    Result<UnitIndex> scriptCompile(PackageIndex index, Side side)
    {
        const Key key{index, side, Part::ScriptCompile};
        if (const auto it = m_known.find(key); it != m_known.end()) {
            const UnitIndex known = it->second;
            return known;
        }
        Unit unit;
        unit.package = index;
        unit.target = *m_packages.at(index).manifest.build;
        unit.profile = profile(index, true);
        unit.side = Side::Host;
        unit.features = features(index, side);
        const UnitIndex at = add(key, std::move(unit));
        CY_CHECK(addDependencies(at, index, side, DependencyKind::Build));
        return at;
    }

    // Where nothing says what to strip, debug information goes when neither the unit nor its direct dependencies have
    // any: what is left would be that of a prebuilt std.
    void finishProfiles()
    {
        for (auto &unit : m_graph.units) {
            if (unit.profile.stripResolved || unit.profile.hasDebuginfo())
                continue;
            const bool depsToo = std::ranges::any_of(unit.dependencies, [&](const UnitDependency &dependency) {
                return m_graph.units[dependency.unit].profile.hasDebuginfo();
            });
            if (!depsToo) {
                unit.profile.strip = "debuginfo";
                unit.profile.stripResolved = true;
            }
        }
    }

    void sort()
    {
        std::vector<UnitIndex> order(m_graph.units.size());
        for (UnitIndex i = 0; i < order.size(); ++i)
            order[i] = i;
        const auto rank = [&](UnitIndex i) {
            const Unit &unit = m_graph.units[i];
            const auto &manifest = m_graph.package(unit).manifest;
            return std::tuple(manifest.name, manifest.version, unit.target.kind == TargetKind::CustomBuild,
                              unit.mode == UnitMode::RunScript, unit.side == Side::Target);
        };
        std::ranges::stable_sort(order, [&](UnitIndex a, UnitIndex b) { return rank(a) < rank(b); });
        std::vector<UnitIndex> place(order.size());
        for (UnitIndex i = 0; i < order.size(); ++i)
            place[order[i]] = i;
        std::vector<Unit> sorted(order.size());
        for (UnitIndex i = 0; i < order.size(); ++i)
            sorted[place[i]] = std::move(m_graph.units[i]);
        for (auto &unit : sorted) {
            for (auto &dependency : unit.dependencies)
                dependency.unit = place[dependency.unit];
            std::ranges::sort(unit.dependencies, {},
                              [](const UnitDependency &d) { return std::pair(d.unit, d.externName); });
        }
        m_graph.units = std::move(sorted);
        for (auto &root : m_graph.roots)
            root = place[root];
        std::ranges::sort(m_graph.roots);
        const auto repeated = std::ranges::unique(m_graph.roots);
        m_graph.roots.erase(repeated.begin(), repeated.end());
    }

    const UnitGraphRequest &m_request;
    cargo::PackageGraph &m_packages;
    UnitGraph m_graph;
    std::map<Key, UnitIndex> m_known;
    int m_stage = 0;
};

} // namespace

bool Unit::isRlibOnly() const
{
    return mode != UnitMode::RunScript && target.kind == TargetKind::Lib &&
           std::ranges::all_of(target.crateTypes,
                               [](const std::string &type) { return type == "lib" || type == "rlib"; });
}

std::string UnitGraph::title(UnitIndex index) const
{
    const Unit &unit = units[index];
    const auto &manifest = package(unit).manifest;
    std::string text = std::format("{} {}", manifest.name, manifest.version.toString());
    if (unit.isScriptRun())
        text += " (run build script)";
    else if (unit.isScriptCompile())
        text += " (build script)";
    else if (unit.mode == UnitMode::Check)
        text += " (check)";
    return text;
}

Result<UnitGraph> makeUnitGraph(const UnitGraphRequest &request)
{
    return GraphMaker(request).make();
}

} // namespace crossyard::build
