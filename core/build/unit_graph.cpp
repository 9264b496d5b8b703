// SPDX-License-Identifier: MIT OR Apache-2.0
// From roots downward: a crate needs the libraries of its active dependencies and the run of its build script, a
// program its package's library as well; the run needs the compiled script, and the runs of those of the package's
// dependencies that have `links`; the compiled script needs the build-dependencies. (Bootstrap notes, 3.6.)
//
// On its way down a unit learns for whom it is (Purpose). A package can be reached for several purposes, and is a unit
// for each that makes it another one. What is the same is found in a second step (share_units.h).
#include "build/unit_graph.h"

#include "build/lto.h"
#include "build/share_units.h"

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
using cargo::Side;
using cargo::TargetKind;

// What a unit is built for, seen from the one that wants it.
struct Purpose {
    bool host = false;         // used while building: the profile is build-override's
    bool hostFeatures = false; // features of the host's side
    bool unwinds = false;      // whatever `panic` says

    Purpose below(const Unit &parent, const BuildTarget &target) const
    {
        const bool macro = target.kind == TargetKind::ProcMacro;
        const bool tool = macro || target.kind == TargetKind::CustomBuild;
        // A proc macro that was asked for has the profile of a program, but what it needs is used while building.
        const bool ofMacro = parent.target.kind == TargetKind::ProcMacro;
        return {host || tool || ofMacro, hostFeatures || parent.target.kind == TargetKind::CustomBuild || macro,
                unwinds || tool};
    }
    // A script has the features of the side that it serves, until it asks for packages of its own.
    Purpose forScript() const { return {true, hostFeatures, true}; }
};

class GraphMaker {
public:
    explicit GraphMaker(const UnitGraphRequest &request)
        : m_request(request), m_packages(*request.packages), m_known(Before{m_graph})
    {
        m_graph.packages = request.packages;
        m_graph.target = request.platforms.target;
        m_graph.targetWord = request.targetWord;
        m_graph.targetGiven = request.targetGiven;
    }

    Result<UnitGraph> make()
    {
        for (const auto &root : m_request.roots) {
            const auto &manifest = m_packages.at(root.package).manifest;
            if (!root.bin && !manifest.lib)
                return fail(
                    Error{ErrorCode::BadInput, std::format("package `{}` has no library", manifest.name)}.withPlace(
                        manifest.namePlace));
            m_stage = root.stage;
            const BuildTarget &target = root.bin ? manifest.bins[*root.bin] : *manifest.lib;
            const bool macro = target.kind == TargetKind::ProcMacro;
            CY_TRY(const UnitIndex unit, crate(root.package, target, Side::Target, Purpose{false, macro, macro}));
            m_drafts.roots.push_back(unit);
        }
        connectScripts();
        shareUnits(std::move(m_drafts), m_graph);
        planLto(m_graph);
        return std::move(m_graph);
    }

private:
    struct Before {
        const UnitGraph &graph;
        bool operator()(const Unit &a, const Unit &b) const { return comesBefore(graph, a, b); }
    };

    cargo::Profile profile(PackageIndex index, Side side, Purpose purpose) const
    {
        const auto &package = m_packages.at(index);
        return m_request.profiles.profileOf({.packageName = package.manifest.name,
                                             .version = package.manifest.version,
                                             .isMember = package.isMember && !m_request.isStd,
                                             .isLocal = !package.fromRegistry && !m_request.isStd,
                                             .forHost = purpose.host,
                                             .targetName = facts(side).name,
                                             .unwinds = purpose.unwinds});
    }

    const cargo::PlatformFacts &facts(Side side) const
    {
        return side == Side::Host ? m_request.platforms.host : m_request.platforms.target;
    }

    // Adds the unit, or finds it. `isNew` says that its dependencies are still to be worked out; it has its place
    // before them, so that the recursion can end.
    UnitIndex add(Unit unit, bool &isNew)
    {
        unit.stage = m_stage;
        unit.isStd = m_request.isStd;
        const auto [it, fresh] = m_known.try_emplace(unit, m_drafts.units.size());
        isNew = fresh;
        if (fresh) {
            m_drafts.units.push_back(std::move(unit));
            m_drafts.edges.emplace_back();
        }
        return it->second;
    }

    std::vector<std::string> features(PackageIndex package, Purpose purpose) const
    {
        const auto &set = m_request.features.of(package, purpose.hostFeatures ? Side::Host : Side::Target);
        return {set.begin(), set.end()};
    }

    bool wanted(PackageIndex package, Side side, Purpose purpose, const Dependency &dependency,
                DependencyKind kind) const
    {
        if (dependency.kind != kind)
            return false;
        if (dependency.platform && !cargo::matches(*dependency.platform, facts(side).name, facts(side).cfgs))
            return false;
        const Side featureSide = purpose.hostFeatures ? Side::Host : Side::Target;
        return !dependency.optional || m_request.features.active(package, featureSide, dependency.name);
    }

    // The libraries that a unit depends on.
    Result<void> addDependencies(UnitIndex index, Purpose purpose)
    {
        const Unit unit = m_drafts.units[index];
        const auto kind = unit.isScriptCompile() ? DependencyKind::Build : DependencyKind::Normal;
        // The list in the manifest may name one package twice (for two platforms): then one edge, public if either is.
        std::map<std::pair<UnitIndex, std::string>, DraftEdge> edges;
        for (const auto &dependency : m_packages.at(unit.package).manifest.dependencies) {
            if (!wanted(unit.package, unit.side, purpose, dependency, kind))
                continue;
            if (dependency.artifact)
                return fail(Error{ErrorCode::Unsupported,
                                  std::format("`{}` asks for a program of `{}` (an artifact dependency)",
                                              m_packages.at(unit.package).manifest.name, dependency.package)}
                                .withPlace(dependency.place)
                                .withHint("only cargo of the nightly channel has them, as an experiment"));
            CY_TRY(const PackageIndex to, m_packages.require(unit.package, dependency));
            const auto &manifest = m_packages.at(to).manifest;
            if (!manifest.lib)
                continue;
            const Purpose below = purpose.below(unit, *manifest.lib);
            CY_TRY(const UnitIndex depUnit, crate(to, *manifest.lib, unit.side, below));
            std::string name = dependency.renamed() ? dependency.name : manifest.externName();
            std::ranges::replace(name, '-', '_');
            auto &edge = edges[{depUnit, name}];
            edge = {depUnit, name, edge.isPublic || dependency.isPublic, below.host};
        }
        for (auto &[key, edge] : edges)
            m_drafts.edges[index].push_back(std::move(edge));
        return {};
    }

    // A library or program, for the side of whoever wants it; proc macros are always the host's.
    Result<UnitIndex> crate(PackageIndex package, const BuildTarget &target, Side side, Purpose purpose)
    {
        const Manifest &manifest = m_packages.at(package).manifest;
        Unit unit;
        unit.package = package;
        unit.target = target;
        unit.side = target.kind == TargetKind::ProcMacro ? Side::Host : side;
        // A sysroot holds rlibs: whoever wants a shared std builds it himself. Cargo's build-std leaves it out as well.
        if (m_request.isStd)
            std::erase(unit.target.crateTypes, "dylib");
        // The profile of a proc macro that was asked for is made for the target, as cargo does it.
        unit.profile = profile(package, purpose.host ? unit.side : side, purpose);
        unit.mode = m_request.check && unit.side == Side::Target ? UnitMode::Check : UnitMode::Build;
        unit.features = features(package, purpose);
        const Side ownSide = unit.side;
        bool isNew = false;
        const UnitIndex at = add(std::move(unit), isNew);
        if (!isNew)
            return at;
        CY_CHECK(addDependencies(at, purpose));
        if (manifest.build) {
            CY_TRY(const UnitIndex run, scriptRun(at, purpose));
            m_drafts.edges[at].push_back({run, manifest.build->crateName(), false, true});
        }
        if (target.kind == TargetKind::Bin && manifest.lib && isLinkable(*manifest.lib)) {
            const Purpose below = purpose.below(m_drafts.units[at], *manifest.lib);
            CY_TRY(const UnitIndex own, crate(package, *manifest.lib, ownSide, below));
            m_drafts.edges[at].push_back({own, manifest.externName(), false, below.host});
        }
        return at;
    }

    static bool isLinkable(const BuildTarget &lib)
    {
        return std::ranges::any_of(lib.crateTypes, [](const std::string &type) {
            return type == "lib" || type == "rlib" || type == "dylib" || type == "proc-macro";
        });
    }

    Result<UnitIndex> scriptRun(UnitIndex of, Purpose purpose)
    {
        const Unit owner = m_drafts.units[of];
        const Manifest &manifest = m_packages.at(owner.package).manifest;
        const Purpose own = purpose.forScript();
        Unit unit;
        unit.package = owner.package;
        unit.target = *manifest.build;
        unit.profile = cargo::ProfileSet::forScriptRun(owner.profile);
        unit.side = owner.side;
        unit.mode = UnitMode::RunScript;
        unit.features = features(owner.package, own);
        const auto &overrides = owner.side == Side::Host ? m_request.hostOverrides : m_request.targetOverrides;
        const auto given = manifest.links ? overrides.find(*manifest.links) : overrides.end();
        if (given != overrides.end()) {
            unit.scriptOverride = std::make_shared<const ScriptOutput>(scriptOutputOf(given->second));
        } else if (m_request.recorded) {
            CY_TRY(auto recorded, m_request.recorded(m_packages.at(owner.package), owner.side));
            if (recorded) {
                unit.scriptOverride = std::make_shared<const ScriptOutput>(std::move(recorded->output));
                unit.recordedOut = std::move(recorded->out);
                unit.recordedDigest = std::move(recorded->digest);
            }
        }
        const bool overridden = unit.scriptOverride != nullptr;
        bool isNew = false;
        const UnitIndex at = add(std::move(unit), isNew);
        if (!isNew || overridden)
            return at;
        CY_TRY(const UnitIndex compiled, scriptCompile(owner.package, own));
        m_drafts.edges[at].push_back({compiled, manifest.build->crateName(), false, true});
        return at;
    }

    Result<UnitIndex> scriptCompile(PackageIndex package, Purpose purpose)
    {
        Unit unit;
        unit.package = package;
        unit.target = *m_packages.at(package).manifest.build;
        unit.profile = profile(package, Side::Host, purpose);
        unit.side = Side::Host;
        unit.features = features(package, purpose);
        bool isNew = false;
        const UnitIndex at = add(std::move(unit), isNew);
        if (isNew)
            CY_CHECK(addDependencies(at, purpose));
        return at;
    }

    std::optional<DraftEdge> runOf(UnitIndex unit) const
    {
        for (const auto &edge : m_drafts.edges[unit]) {
            if (m_drafts.units[edge.unit].isScriptRun())
                return edge;
        }
        return std::nullopt;
    }

    // A script is told what the scripts of its package's dependencies said, where those have `links`: it runs after
    // them.
    void connectScripts()
    {
        std::map<UnitIndex, std::map<UnitIndex, DraftEdge>> more;
        for (UnitIndex i = 0; i < m_drafts.units.size(); ++i) {
            const auto run = m_drafts.units[i].isScriptRun() ? std::nullopt : runOf(i);
            if (!run)
                continue;
            for (const auto &edge : m_drafts.edges[i]) {
                const Unit &other = m_drafts.units[edge.unit];
                if (other.package == m_drafts.units[i].package || other.isScriptRun() || !isLinkable(other.target) ||
                    !m_packages.at(other.package).manifest.links)
                    continue;
                if (const auto theirs = runOf(edge.unit))
                    more[run->unit].emplace(theirs->unit, *theirs);
            }
        }
        for (const auto &[run, edges] : more) {
            for (const auto &[to, edge] : edges)
                m_drafts.edges[run].push_back(edge);
        }
    }

    const UnitGraphRequest &m_request;
    cargo::PackageGraph &m_packages;
    UnitGraph m_graph;
    Drafts m_drafts;
    std::map<Unit, UnitIndex, Before> m_known;
    int m_stage = 0;
};

} // namespace

bool UnitGraph::isPrimary(cargo::PackageIndex package) const
{
    return std::ranges::any_of(roots, [&](UnitIndex root) { return units[root].package == package; });
}

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
