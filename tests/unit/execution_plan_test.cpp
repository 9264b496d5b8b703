// SPDX-License-Identifier: MIT OR Apache-2.0
// What has to be built, by what is stored already.
#include "build/executor.h"
#include "support/support.h"

namespace crossyard::build {
namespace {

// alloc depends on compiler_builtins, and that on what its build script said.
class ExecutionPlanTest : public testing::Test {
protected:
    enum Index : UnitIndex { alloc, builtins, run, program };

    ExecutionPlanTest()
    {
        graph.units.resize(4);
        for (auto &unit : graph.units)
            unit.isStd = true;
        graph.units[alloc].dependencies = {{builtins, "compiler_builtins", false}};
        graph.units[builtins].dependencies = {{run, "build_script_build", false}};
        graph.units[run].mode = UnitMode::RunScript;
        graph.units[run].dependencies = {{program, "build_script_build", false}};
        graph.units[program].side = cargo::Side::Host;
        for (const UnitIndex unit : {run, program})
            graph.units[unit].target.kind = cargo::TargetKind::CustomBuild;
        for (const char digit : {'a', 'b', 'c', 'd'})
            keys.push_back({std::string(64, digit), {}});
    }

    void publish(UnitIndex unit)
    {
        auto stage = StagedDir::create(dir.path() / "build");
        ASSERT_OK(stage);
        ASSERT_OK(store.publish(keys[unit].digest, {}, std::move(*stage)));
    }

    std::vector<bool> needed() { return planExecution(graph, keys, store).needed; }

    test::TempDir dir;
    UnitStore store{dir.path()};
    UnitGraph graph;
    std::vector<UnitKey> keys;
};

TEST_F(ExecutionPlanTest, buildsEverythingFromNothing)
{
    EXPECT_EQ(needed(), (std::vector{true, true, true, true}));
}

TEST_F(ExecutionPlanTest, takesWhatAScriptSaidFromTheStoreForWhatIsAdded)
{
    publish(builtins);
    publish(run);
    const auto plan = planExecution(graph, keys, store);
    EXPECT_EQ(plan.needed, (std::vector{true, false, false, false}));
    EXPECT_TRUE(plan.stored[builtins]);
    EXPECT_TRUE(plan.stored[run]) << "alloc's command asks it for native libraries";
}

TEST_F(ExecutionPlanTest, runsAScriptAgainWhoseWordsAreGone)
{
    publish(builtins);
    EXPECT_EQ(needed(), (std::vector{true, false, true, true}));
}

TEST_F(ExecutionPlanTest, needsNothingWhereAllLibrariesAreStored)
{
    for (const UnitIndex unit : {alloc, builtins, run})
        publish(unit);
    EXPECT_EQ(needed(), (std::vector{false, false, false, false}));
}

} // namespace
} // namespace crossyard::build
