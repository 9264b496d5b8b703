// SPDX-License-Identifier: MIT OR Apache-2.0
// From the members downward, first over the packages that are on disk, each for the sides that it is needed for, then
// over those that only the lock file knows. What is still to be looked at stands in lists: a chain of any length costs
// no stack.
#include "graph/lock_node.h"
#include "graph/manifest_node.h"
#include "graph/project.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <unordered_map>

namespace crossyard::graph {

namespace {

using cargo::Dependency;
using cargo::DependencyKind;
using cargo::PackageIndex;
using cargo::Side;

Bits bitOf(Side of)
{
    return of == Side::Host ? side::host : side::target;
}

class ProjectWalk {
public:
    ProjectWalk(const Project &project, const ProjectRequest &request)
        : m_project(project), m_request(request), m_packages(*project.packages)
    {
        m_rules.resolver = request.asMetadata ? 1 : project.workspace.resolver;
        m_rules.development = request.development;
        m_rules.allPlatforms = !request.target;
        m_rules.weakIsStrong = request.asMetadata;
        m_rules.target = request.target.value_or(cargo::PlatformFacts());
        m_rules.host = request.host;
        if (!project.lock)
            return;
        for (std::size_t i = 0; i < project.lock->packages.size(); ++i) {
            const auto &package = project.lock->packages[i];
            m_locked.emplace(lockKey(package.name, package.version, package.source.empty()), i);
        }
    }

    Result<DependencyGraph> read()
    {
        CY_TRY(m_features, cargo::resolveFeatures(m_packages, m_request.members, m_rules));
        for (const auto &member : m_request.members) {
            const auto &lib = m_packages.at(member.package).manifest.lib;
            const bool macro = lib && lib->kind == cargo::TargetKind::ProcMacro;
            m_builder.addRoot(want(member.package, macro ? Side::Host : Side::Target));
        }
        while (!m_waiting.empty()) {
            const auto [package, forSide] = m_waiting.back();
            m_waiting.pop_back();
            CY_CHECK(walk(package, forSide));
        }
        followLock();
        addRequests();
        return m_builder.finish();
    }

private:
    // One entry of a manifest, and the sides that it counts for.
    struct Asked {
        NodeId to = nothing;
        Bits sides = 0;
    };
    using AskedKey = std::pair<PackageIndex, std::size_t>; // the package, and which of its dependencies

    static std::string lockKey(std::string_view name, const cargo::Version &version, bool path)
    {
        return std::format("{} {} {}", name, version.toString(), path ? "path" : "source");
    }

    std::optional<std::size_t> lockedIndex(PackageIndex index) const
    {
        const auto &package = m_packages.at(index);
        const auto it = m_locked.find(lockKey(package.manifest.name, package.manifest.version, !package.fromRegistry));
        return it == m_locked.end() ? std::nullopt : std::optional(it->second);
    }

    NodeId want(PackageIndex index, Side forSide)
    {
        const NodeId id = nodeOf(index);
        if (!(m_builder.node(id).sides & bitOf(forSide))) {
            m_builder.node(id).sides |= bitOf(forSide);
            const auto &features = m_features.of(index, forSide);
            auto &list = forSide == Side::Host ? m_builder.node(id).hostFeatures : m_builder.node(id).features;
            list = m_builder.list({features.begin(), features.end()});
            m_waiting.emplace_back(index, forSide);
        }
        return id;
    }

    NodeId nodeOf(PackageIndex index)
    {
        if (const auto it = m_nodes.find(index); it != m_nodes.end())
            return it->second;
        const auto &package = m_packages.at(index);
        Node node = packageNode(m_builder, package);
        const auto locked = lockedIndex(index);
        if (locked)
            node.origin = m_builder.text(m_project.lock->packages[*locked].source);
        if (m_request.findNoStd)
            node.noStd = librarySaysNoStd(package.manifest);
        const NodeId id = m_builder.addNode(node);
        m_nodes.emplace(index, id);
        if (locked)
            m_lockNodes.emplace(*locked, id);
        return id;
    }

    bool inScope(const cargo::Package &package, PackageIndex index, const Dependency &dependency, Side forSide) const
    {
        if (dependency.kind == DependencyKind::Development && !(m_request.development && package.isMember))
            return false;
        if (dependency.optional && !m_features.active(index, forSide, dependency.name))
            return false;
        if (!dependency.platform || !m_request.target)
            return true;
        const bool host = forSide == Side::Host || dependency.kind == DependencyKind::Build;
        const auto &facts = host ? m_request.host : *m_request.target;
        return matches(*dependency.platform, facts.name, facts.cfgs);
    }

    Result<void> walk(PackageIndex index, Side forSide)
    {
        const auto &package = m_packages.at(index);
        const auto &dependencies = package.manifest.dependencies;
        for (std::size_t i = 0; i < dependencies.size(); ++i) {
            const Dependency &dependency = dependencies[i];
            if (!inScope(package, index, dependency, forSide))
                continue;
            auto found = m_packages.resolve(index, dependency);
            if (!found && found.error().code != ErrorCode::Unsupported)
                return fail(std::move(found.error()));
            NodeId to = nothing;
            if (found && *found)
                to = want(**found, cargo::sideOf(forSide, dependency, m_packages.at(**found)));
            else
                to = unread(index, dependency);
            Asked &asked = m_asked[{index, i}];
            asked.to = to;
            asked.sides |= bitOf(forSide);
        }
        return {};
    }

    // The node of a package that is not on disk.
    NodeId unread(PackageIndex of, const Dependency &dependency)
    {
        if (const auto locked = lockedFor(of, dependency))
            return lockNodeOf(*locked);
        const auto [it, fresh] = m_missing.try_emplace({dependency.package, dependency.req.text()}, nothing);
        if (fresh) {
            Node node;
            node.name = m_builder.text(dependency.package);
            node.version = m_builder.text(dependency.req.text());
            node.source = Source::Missing;
            it->second = m_builder.addNode(node);
        }
        return it->second;
    }

    std::optional<std::size_t> lockedFor(PackageIndex of, const Dependency &dependency) const
    {
        const auto own = lockedIndex(of);
        if (!own)
            return std::nullopt;
        std::optional<std::size_t> byName;
        for (const std::size_t to : m_project.lock->packages[*own].dependencies) {
            const auto &package = m_project.lock->packages[to];
            if (package.name != dependency.package)
                continue;
            if (dependency.req.matches(package.version))
                return to;
            byName = to; // a prerelease from git satisfies a requirement that does not name it
        }
        return byName;
    }

    NodeId lockNodeOf(std::size_t locked)
    {
        if (const auto it = m_lockNodes.find(locked); it != m_lockNodes.end())
            return it->second;
        const NodeId id = m_builder.addNode(lockNode(m_builder, m_project.lock->packages[locked]));
        m_lockNodes.emplace(locked, id);
        m_lockWaiting.push_back(locked);
        return id;
    }

    void followLock()
    {
        while (!m_lockWaiting.empty()) {
            const std::size_t locked = m_lockWaiting.back();
            m_lockWaiting.pop_back();
            const NodeId from = m_lockNodes.at(locked);
            for (const std::size_t to : m_project.lock->packages[locked].dependencies)
                m_builder.addEdge(from, lockNodeOf(to));
        }
    }

    // The features of who asks that turn an optional dependency on.
    std::vector<std::string> enabling(PackageIndex index, Bits sides, const std::string &name) const
    {
        std::vector<std::string> found;
        for (const auto &[feature, values] : m_packages.at(index).manifest.features) {
            const bool on = (sides & side::target && m_features.of(index, Side::Target).contains(feature)) ||
                            (sides & side::host && m_features.of(index, Side::Host).contains(feature));
            const bool names = std::ranges::any_of(values, [&](const std::string &value) {
                return value == "dep:" + name || value.starts_with(name + "/");
            });
            if (on && names)
                found.push_back(feature);
        }
        return found;
    }

    void addRequests()
    {
        for (const auto &[key, asked] : m_asked) {
            const auto &manifest = m_packages.at(key.first).manifest;
            const Dependency &dependency = manifest.dependencies[key.second];
            Request request = manifestRequest(m_builder, manifest, dependency);
            request.sides = asked.sides;
            if (dependency.optional)
                request.enabledBy = m_builder.list(enabling(key.first, asked.sides, dependency.name));
            m_builder.addEdge(m_nodes.at(key.first), asked.to, request);
        }
    }

    const Project &m_project;
    const ProjectRequest &m_request;
    cargo::PackageGraph &m_packages;
    cargo::FeatureRules m_rules;
    cargo::ResolvedFeatures m_features;
    GraphBuilder m_builder;
    std::unordered_map<std::string, std::size_t> m_locked; // into the lock, by lockKey()
    std::unordered_map<PackageIndex, NodeId> m_nodes;
    std::unordered_map<std::size_t, NodeId> m_lockNodes; // by place in the lock
    std::map<std::pair<std::string, std::string>, NodeId> m_missing;
    std::map<AskedKey, Asked> m_asked;
    std::vector<std::pair<PackageIndex, Side>> m_waiting;
    std::vector<std::size_t> m_lockWaiting;
};

} // namespace

Result<DependencyGraph> readProject(const Project &project, const ProjectRequest &request)
{
    return ProjectWalk(project, request).read();
}

} // namespace crossyard::graph
