// SPDX-License-Identifier: MIT OR Apache-2.0
// What each unit is compiled to where programs above it are linked with LTO, and where they are not.
#include "build/lto.h"
#include "support/support.h"

namespace crossyard::build {
namespace {

using cargo::TargetKind;

class LtoTest : public testing::Test {
protected:
    UnitIndex add(TargetKind kind, std::vector<std::string> types, std::vector<UnitIndex> on = {})
    {
        Unit unit;
        unit.target.kind = kind;
        unit.target.crateTypes = std::move(types);
        for (const UnitIndex below : on)
            unit.dependencies.push_back({below, "dep", false});
        graph.units.push_back(std::move(unit));
        return graph.units.size() - 1;
    }
    UnitIndex bin(std::vector<UnitIndex> on) { return add(TargetKind::Bin, {"bin"}, std::move(on)); }
    UnitIndex lib(std::vector<std::string> types, std::vector<UnitIndex> on = {})
    {
        return add(TargetKind::Lib, std::move(types), std::move(on));
    }

    void plan(const char *lto, std::vector<UnitIndex> roots)
    {
        for (auto &unit : graph.units)
            unit.profile.lto = lto;
        graph.roots = std::move(roots);
        planLto(graph);
    }
    Lto of(UnitIndex unit) const { return graph.units[unit].lto; }

    UnitGraph graph;
};

TEST_F(LtoTest, isNotThereWhereNobodyAsksForIt)
{
    const auto dep = lib({"lib"});
    const auto program = bin({dep});
    plan("false", {program});
    EXPECT_EQ(of(dep), Lto::OnlyObject);
    EXPECT_EQ(of(program), Lto::OnlyObject);
}

TEST_F(LtoTest, wantsBitcodeOfAllThatAProgramLinks)
{
    const auto below = lib({"lib"});
    const auto dep = lib({"rlib"}, {below});
    const auto program = bin({dep});
    plan("thin", {program});
    EXPECT_EQ(of(program), Lto::Run);
    EXPECT_EQ(of(dep), Lto::OnlyBitcode);
    EXPECT_EQ(of(below), Lto::OnlyBitcode);
}

TEST_F(LtoTest, canBeForbidden)
{
    const auto dep = lib({"lib"});
    const auto program = bin({dep});
    plan("off", {program});
    EXPECT_EQ(of(program), Lto::Off);
    EXPECT_EQ(of(dep), Lto::Off);
}

TEST_F(LtoTest, doesNotConcernWhatRunsWhileBuilding)
{
    const auto helper = lib({"lib"});
    const auto macro = add(TargetKind::ProcMacro, {"proc-macro"}, {helper});
    const auto script = add(TargetKind::CustomBuild, {"bin"}, {helper});
    const auto program = bin({macro, script});
    plan("true", {program});
    EXPECT_EQ(of(macro), Lto::OnlyObject);
    EXPECT_EQ(of(script), Lto::OnlyObject);
    EXPECT_EQ(of(helper), Lto::OnlyObject);
}

TEST_F(LtoTest, givesALibraryOfTwoSidesWhatBothWant)
{
    const auto both = lib({"lib"});
    const auto macro = add(TargetKind::ProcMacro, {"proc-macro"}, {both});
    const auto program = bin({macro, both});
    plan("fat", {program});
    EXPECT_EQ(of(both), Lto::ObjectAndBitcode);
}

TEST_F(LtoTest, keepsTheObjectsOfSharedLibraries)
{
    const auto mixed = lib({"rlib", "cdylib"});
    const auto dylib = lib({"dylib"});
    const auto program = bin({mixed, dylib});
    plan("true", {program});
    EXPECT_EQ(of(mixed), Lto::ObjectAndBitcode);
    EXPECT_EQ(of(dylib), Lto::OnlyObject);
}

TEST_F(LtoTest, runsForACdylibOfItsOwn)
{
    const auto dep = lib({"lib"});
    const auto shared = lib({"cdylib"}, {dep});
    plan("true", {shared});
    EXPECT_EQ(of(shared), Lto::Run);
    EXPECT_EQ(of(dep), Lto::OnlyBitcode);
}

} // namespace
} // namespace crossyard::build
