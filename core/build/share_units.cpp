// SPDX-License-Identifier: MIT OR Apache-2.0
// Each unit is looked at after all that it depends on. Two drafts are one unit where they agree in everything, also in
// the units that they depend on.
#include "build/share_units.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace crossyard::build {

namespace {

using cargo::Profile;
using cargo::Side;

int kindRank(const Unit &unit)
{
    switch (unit.target.kind) {
    case cargo::TargetKind::Lib:
    case cargo::TargetKind::ProcMacro:
        return 0;
    case cargo::TargetKind::Bin:
        return 1;
    case cargo::TargetKind::CustomBuild:
        return 2;
    }
    return 3;
}

auto identity(const UnitGraph &graph, const Unit &unit)
{
    const auto &manifest = graph.package(unit).manifest;
    return std::tuple(std::string_view(manifest.name), manifest.version, unit.package, kindRank(unit),
                      std::string_view(unit.target.name));
}

auto rest(const Unit &unit)
{
    return std::tuple(unit.side == Side::Target, unit.mode == UnitMode::RunScript, unit.features);
}

class Sharer {
public:
    Sharer(Drafts drafts, UnitGraph &graph)
        : m_drafts(std::move(drafts)), m_graph(graph), m_new(m_drafts.units.size()), m_known({graph})
    {
        for (UnitIndex i = 0; i < m_drafts.units.size(); ++i)
            m_probes.emplace(&m_drafts.units[i]);
    }

    void run()
    {
        for (auto &edges : m_drafts.edges)
            std::ranges::sort(edges, [&](const DraftEdge &a, const DraftEdge &b) {
                const Unit &left = m_drafts.units[a.unit];
                const Unit &right = m_drafts.units[b.unit];
                if (comesBefore(m_graph, left, right))
                    return true;
                return !comesBefore(m_graph, right, left) && a.externName < b.externName;
            });
        for (const UnitIndex root : m_drafts.roots)
            m_graph.roots.push_back(share(root, false));
        order();
    }

private:
    struct Known {
        const UnitGraph &graph;
        bool operator()(UnitIndex a, UnitIndex b) const { return before(graph.units[a], graph.units[b]); }
        bool before(const Unit &a, const Unit &b) const
        {
            if (comesBefore(graph, a, b))
                return true;
            if (comesBefore(graph, b, a))
                return false;
            const auto key = [](const UnitDependency &d) { return std::tuple(d.unit, d.externName, d.isPublic); };
            return std::ranges::lexicographical_compare(a.dependencies, b.dependencies, {}, key, key);
        }
    };
    struct Probe {
        const UnitGraph *graph;
        bool operator()(const Unit *a, const Unit *b) const { return comesBefore(*graph, *a, *b); }
    };

    UnitIndex share(UnitIndex draft, bool forHost)
    {
        if (m_new[draft])
            return *m_new[draft];
        std::vector<UnitDependency> dependencies;
        for (const auto &edge : m_drafts.edges[draft])
            dependencies.push_back({share(edge.unit, edge.forHost), edge.externName, edge.isPublic});
        Unit unit = m_drafts.units[draft];
        finishProfile(unit, dependencies, forHost);
        if (!m_graph.targetGiven)
            unit.side = Side::Host;
        unit.dependencies = std::move(dependencies);
        m_graph.units.push_back(std::move(unit));
        const auto [it, fresh] = m_known.insert(m_graph.units.size() - 1);
        if (!fresh)
            m_graph.units.pop_back();
        m_new[draft] = *it;
        return *it;
    }

    void finishProfile(Unit &unit, const std::vector<UnitDependency> &dependencies, bool forHost)
    {
        Profile &profile = unit.profile;
        const bool debug = profile.hasDebuginfo() || std::ranges::any_of(dependencies, [&](const UnitDependency &d) {
                               return m_graph.units[d.unit].profile.hasDebuginfo();
                           });
        if (!profile.stripResolved && !debug) {
            profile.strip = "debuginfo";
            profile.stripResolved = true;
        }
        if (!forHost || m_graph.targetGiven || !profile.debuginfoDeferred)
            return;
        Unit twin = unit;
        twin.side = Side::Target;
        if (!m_probes.contains(&twin))
            profile.debuginfo = "0";
        profile.debuginfoDeferred = false;
    }

    void order()
    {
        std::vector<UnitIndex> order(m_graph.units.size());
        std::iota(order.begin(), order.end(), UnitIndex(0));
        std::ranges::stable_sort(
            order, [&](UnitIndex a, UnitIndex b) { return comesBefore(m_graph, m_graph.units[a], m_graph.units[b]); });
        std::vector<UnitIndex> place(order.size());
        for (UnitIndex i = 0; i < order.size(); ++i)
            place[order[i]] = i;
        std::vector<Unit> sorted(order.size());
        for (UnitIndex i = 0; i < order.size(); ++i)
            sorted[place[i]] = std::move(m_graph.units[i]);
        for (auto &unit : sorted) {
            for (auto &dependency : unit.dependencies)
                dependency.unit = place[dependency.unit];
        }
        m_graph.units = std::move(sorted);
        for (auto &root : m_graph.roots)
            root = place[root];
        std::ranges::sort(m_graph.roots);
        const auto repeated = std::ranges::unique(m_graph.roots);
        m_graph.roots.erase(repeated.begin(), repeated.end());
    }

    Drafts m_drafts;
    UnitGraph &m_graph;
    std::vector<std::optional<UnitIndex>> m_new;
    std::set<UnitIndex, Known> m_known;
    std::set<const Unit *, Probe> m_probes{Probe{&m_graph}};
};

} // namespace

bool comesBefore(const UnitGraph &graph, const Unit &a, const Unit &b)
{
    const auto left = identity(graph, a);
    const auto right = identity(graph, b);
    if (left != right)
        return left < right;
    if (Profile::before(a.profile, b.profile) || Profile::before(b.profile, a.profile))
        return Profile::before(a.profile, b.profile);
    return rest(a) < rest(b);
}

void shareUnits(Drafts drafts, UnitGraph &graph)
{
    Sharer(std::move(drafts), graph).run();
}

} // namespace crossyard::build
