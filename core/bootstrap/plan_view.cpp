// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/plan_view.h"

#include "base/strings.h"
#include "cargo/git_source.h"

#include <algorithm>
#include <map>
#include <set>

namespace crossyard::bootstrap {

namespace {

using cargo::PackageIndex;

// A package is as far as the unit that is furthest behind.
int rankOf(std::string_view state)
{
    return state == "build" ? 0 : state == "stored" ? 1 : 2;
}

std::string originOf(const cargo::Package &package)
{
    if (package.isMember)
        return "member";
    if (!package.fromRegistry)
        return "path";
    return cargo::isGitSource(package.source) ? "git" : "registry";
}

std::vector<ShownPackage> usedPackages(const BootstrapPlan &plan)
{
    const auto &graph = plan.graph->units;
    std::map<PackageIndex, ShownPackage> shown;
    std::map<PackageIndex, std::set<std::string>> neededBy;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        const auto &package = graph.package(unit);
        auto &one = shown[unit.package];
        if (one.units++ == 0)
            one = {package.manifest.name,
                   package.manifest.version.toString(),
                   originOf(package),
                   package.manifest.directory(),
                   plan.units[i].state,
                   1,
                   {}};
        if (rankOf(plan.units[i].state) < rankOf(one.state))
            one.state = plan.units[i].state;
        for (const auto &dependency : unit.dependencies) {
            const auto needed = graph.units[dependency.unit].package;
            if (needed != unit.package)
                neededBy[needed].insert(package.manifest.name);
        }
    }
    std::vector<ShownPackage> list;
    for (auto &[index, one] : shown) {
        one.neededBy.assign(neededBy[index].begin(), neededBy[index].end());
        list.push_back(std::move(one));
    }
    return list;
}

// What the lock has for other platforms, other features, or tests.
std::vector<ShownPackage> restOfLock(const BootstrapPlan &plan)
{
    std::set<std::pair<std::string, std::string>> used;
    for (const auto &unit : plan.graph->units.units) {
        const auto &manifest = plan.graph->units.package(unit).manifest;
        used.emplace(manifest.name, manifest.version.toString());
    }
    std::vector<ShownPackage> rest;
    if (!plan.input->lock)
        return rest;
    const auto &blacklist = plan.input->request.blacklist;
    for (const auto &locked : plan.input->lock->packages) {
        const auto state = std::ranges::contains(blacklist, locked.name) ? "left out" : "not needed";
        if (!used.contains({locked.name, locked.version.toString()}))
            rest.push_back({locked.name, locked.version.toString(), "", {}, state, 0, {}});
    }
    return rest;
}

// How a package is called while the units are not known.
std::string shownState(const PlannedCrate &crate)
{
    if (crate.isToFetch())
        return "fetch";
    if (crate.isHere())
        return "here";
    return crate.state == "blacklisted" ? "left out" : crate.state;
}

// While crates are missing, they are all that is known.
std::vector<ShownPackage> cratesOf(const BootstrapPlan &plan)
{
    std::vector<ShownPackage> list;
    for (const auto &crate : plan.crates()) {
        list.push_back({crate.name, crate.version, cargo::isGitSource(crate.source) ? "git" : "registry",
                        fromUtf8(crate.where), shownState(crate), 0,
                        crate.neededBy.empty() ? std::vector<std::string>() : std::vector{crate.neededBy}});
    }
    std::ranges::stable_sort(list, {}, [](const auto &p) { return p.state != "fetch"; });
    return list;
}

void sortByName(std::vector<ShownPackage> &packages)
{
    std::ranges::stable_sort(packages, {}, [](const auto &p) { return std::tie(p.name, p.version); });
}

} // namespace

PlanCounts countsOf(const BootstrapPlan &plan)
{
    PlanCounts counts;
    std::set<PackageIndex> packages;
    for (const auto &unit : plan.graph->units.units)
        packages.insert(unit.package);
    counts.units = plan.units.size();
    counts.packages = packages.size();
    counts.build = static_cast<std::size_t>(std::ranges::count(plan.units, "build", &PlannedUnit::state));
    counts.stored = static_cast<std::size_t>(std::ranges::count(plan.units, "stored", &PlannedUnit::state));
    counts.fetch = plan.complete ? 0 : plan.toFetch();
    // What is needed is not known before it is here.
    counts.notNeeded = plan.complete ? restOfLock(plan).size() : 0;
    return counts;
}

std::vector<build::UnitIndex> unitsByInterest(const BootstrapPlan &plan)
{
    std::vector<build::UnitIndex> order(plan.units.size());
    for (build::UnitIndex i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](build::UnitIndex i) { return rankOf(plan.units[i].state); });
    return order;
}

std::vector<ShownPackage> packagesOf(const BootstrapPlan &plan)
{
    if (!plan.complete)
        return cratesOf(plan);
    auto list = usedPackages(plan);
    sortByName(list);
    auto rest = restOfLock(plan);
    sortByName(rest);
    list.insert(list.end(), rest.begin(), rest.end());
    return list;
}

build::ToldGraph graphOf(const BootstrapPlan &plan, const fs::path &store)
{
    return build::toldGraph(plan.graph->units, *plan.settings, plan.execution, build::UnitStore(store));
}

} // namespace crossyard::bootstrap
