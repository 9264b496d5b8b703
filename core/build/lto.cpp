// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/lto.h"

#include <algorithm>

namespace crossyard::build {

namespace {

bool isHostTool(const Unit &unit)
{
    return unit.target.kind == cargo::TargetKind::ProcMacro || unit.target.kind == cargo::TargetKind::CustomBuild;
}

bool isLinkedWithLto(const std::string &type)
{
    return type == "bin" || type == "staticlib" || type == "cdylib";
}

// The linker sees the unit itself, not only rustc on its way to a program.
bool needsObject(const Unit &unit)
{
    return std::ranges::any_of(unit.target.crateTypes, [](const std::string &type) {
        return isLinkedWithLto(type) || type == "dylib" || type == "proc-macro";
    });
}

// rustc cannot link a dylib with LTO; what is an rlib as well must serve both.
Lto withObject(const Unit &unit)
{
    const bool dylibOnly =
        std::ranges::all_of(unit.target.crateTypes, [](const auto &type) { return type == "dylib"; });
    return dylibOnly ? Lto::OnlyObject : Lto::ObjectAndBitcode;
}

Lto ofProfile(const Unit &unit)
{
    const auto &lto = unit.profile.lto;
    return lto == "off" ? Lto::Off : lto == "false" ? Lto::OnlyObject : Lto::Run;
}

Lto startOf(const Unit &root)
{
    if (const Lto lto = ofProfile(root); lto != Lto::Run)
        return lto;
    return isHostTool(root) ? Lto::OnlyObject : needsObject(root) ? withObject(root) : Lto::OnlyBitcode;
}

Lto below(Lto above, const Unit &unit)
{
    if (isHostTool(unit))
        return Lto::OnlyObject;
    // Its own type says what it is: whoever depends on it does not link it.
    if (std::ranges::all_of(unit.target.crateTypes, isLinkedWithLto))
        return ofProfile(unit);
    const bool object = needsObject(unit);
    if (above == Lto::Run)
        return object ? withObject(unit) : Lto::OnlyBitcode;
    return above == Lto::OnlyBitcode && object ? withObject(unit) : above;
}

Lto both(Lto a, Lto b)
{
    if (a == b)
        return a;
    for (const Lto strong : {Lto::Run, Lto::Off}) {
        if (a == strong || b == strong)
            return strong;
    }
    return Lto::ObjectAndBitcode;
}

class Planner {
public:
    explicit Planner(UnitGraph &graph) : m_graph(graph), m_seen(graph.units.size()) {}

    void visit(UnitIndex index, Lto above)
    {
        Unit &unit = m_graph.units[index];
        Lto lto = below(above, unit);
        if (m_seen[index]) {
            lto = both(lto, unit.lto);
            if (lto == unit.lto)
                return;
        }
        m_seen[index] = true;
        unit.lto = lto;
        for (const auto &dependency : unit.dependencies)
            visit(dependency.unit, lto);
    }

private:
    UnitGraph &m_graph;
    std::vector<bool> m_seen;
};

} // namespace

void planLto(UnitGraph &graph)
{
    Planner planner(graph);
    for (const UnitIndex root : graph.roots)
        planner.visit(root, startOf(graph.units[root]));
}

} // namespace crossyard::build
