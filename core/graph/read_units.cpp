// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/manifest_node.h"
#include "graph/readers.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph {

namespace {

using build::Unit;
using cargo::TargetKind;

Bits kindOf(const Unit &unit)
{
    if (unit.isScriptRun())
        return kind::scriptRun;
    switch (unit.target.kind) {
    case TargetKind::ProcMacro:
        return kind::procMacro;
    case TargetKind::Bin:
        return kind::bin;
    case TargetKind::CustomBuild:
        return kind::buildScript;
    case TargetKind::Lib:
        break;
    }
    return kind::lib;
}

Node unitNode(GraphBuilder &builder, const build::UnitGraph &units, const Unit &unit)
{
    Node node = packageNode(builder, units.package(unit));
    if (unit.isStd && node.source != Source::Registry)
        node.source = Source::Library;
    node.kinds = kindOf(unit);
    node.sides = unit.side == cargo::Side::Host ? side::host : side::target;
    (unit.side == cargo::Side::Host ? node.hostFeatures : node.features) = builder.list(unit.features);
    return node;
}

void addOutcome(Node &node, const build::ExecutionPlan &plan, build::UnitIndex unit)
{
    if (plan.needed[unit]) {
        node.state = State::ToBuild;
    } else if (const auto &stored = plan.stored[unit]) {
        node.state = State::Stored;
        node.seconds = stored->seconds;
        node.bytes = std::transform_reduce(
            stored->files.begin(), stored->files.end(), std::int64_t(0), std::plus(),
            [](const build::StoredFile &file) { return static_cast<std::int64_t>(file.stamp.size); });
    }
}

// What stands in the manifest of the one for the other; where nothing does (a library and its own build script), only
// that it is asked for.
Request requestBetween(GraphBuilder &builder, const build::UnitGraph &units, const Unit &from,
                       const build::UnitDependency &dependency)
{
    const Unit &to = units.units[dependency.unit];
    const auto &manifest = units.package(from).manifest;
    const auto wanted = from.isScriptCompile() ? cargo::DependencyKind::Build : cargo::DependencyKind::Normal;
    const auto &target = units.target;
    for (const auto &entry : manifest.dependencies) {
        if (from.package == to.package || entry.kind != wanted || entry.package != units.package(to).manifest.name)
            continue;
        // For the host, no facts are at hand: the first entry that names the package is taken.
        if (entry.platform && from.side == cargo::Side::Target && !from.isScriptCompile() &&
            !matches(*entry.platform, target.name, target.cfgs))
            continue;
        Request request = manifestRequest(builder, manifest, entry);
        request.sides = from.side == cargo::Side::Host ? side::host : side::target;
        return request;
    }
    Request request;
    request.kind = from.isScriptCompile() || to.isScriptRun() || to.isScriptCompile() ? edge::build : edge::normal;
    request.sides = from.side == cargo::Side::Host ? side::host : side::target;
    request.file = builder.text(toUtf8(manifest.file));
    return request;
}

} // namespace

DependencyGraph readUnits(const build::UnitGraph &units, const build::ExecutionPlan *plan)
{
    GraphBuilder builder;
    for (build::UnitIndex i = 0; i < units.units.size(); ++i) {
        const NodeId id = builder.addNode(unitNode(builder, units, units.units[i]));
        if (plan)
            addOutcome(builder.node(id), *plan, i);
    }
    for (const auto root : units.roots)
        builder.addRoot(static_cast<NodeId>(root));
    for (build::UnitIndex i = 0; i < units.units.size(); ++i) {
        for (const auto &dependency : units.units[i].dependencies)
            builder.addEdge(static_cast<NodeId>(i), static_cast<NodeId>(dependency.unit),
                            requestBetween(builder, units, units.units[i], dependency));
    }
    return builder.finish();
}

} // namespace crossyard::graph
