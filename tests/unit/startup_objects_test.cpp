// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/startup_objects.h"

#include "rust/toolchain.h"
#include "support/rust.h"
#include "sysroot/sysroot_plan.h"

namespace crossyard::sysroot {

namespace {

class StartupObjectsTest : public testing::Test {
protected:
    void SetUp() override
    {
        auto toolchain =
            rust::selectToolchain({.asked = toUtf8(test::realToolchain().rustc), .project = m_temp.path()});
        ASSERT_OK(toolchain);
        m_toolchain = std::move(*toolchain);
    }

    Result<SysrootPlan> plan(std::string target, bool check = false)
    {
        SysrootRequest request;
        request.toolchain = m_toolchain;
        request.rustSource = test::realToolchain().library;
        request.target = std::move(target);
        request.project = m_temp.path();
        request.crates = std::vector<std::string>{"core"};
        request.check = check;
        return planSysroot(std::move(request), store());
    }
    fs::path store() const { return m_temp.path() / "store"; }

    test::TempDir m_temp;
    rust::Toolchain m_toolchain;
};

std::vector<std::string> namesOf(const SysrootPlan &plan)
{
    std::vector<std::string> names;
    for (const auto &object : plan.startup)
        names.push_back(object.name);
    return names;
}

} // namespace

TEST_F(StartupObjectsTest, AreThoseThatTheTargetsSpecNames)
{
    const auto windows = plan("i686-pc-windows-gnu");
    ASSERT_OK(windows);
    EXPECT_THAT(namesOf(*windows), testing::UnorderedElementsAre("rsbegin.o", "rsend.o"));
    const auto bare = plan("thumbv7m-none-eabi");
    ASSERT_OK(bare);
    EXPECT_THAT(namesOf(*bare), testing::IsEmpty());
}

TEST_F(StartupObjectsTest, AreNotNeededWhereNothingIsLinked)
{
    const auto windows = plan("i686-pc-windows-gnu", true);
    ASSERT_OK(windows);
    EXPECT_THAT(namesOf(*windows), testing::IsEmpty());
}

TEST_F(StartupObjectsTest, AreCompiledIntoTheStoreOnce)
{
    auto windows = plan("i686-pc-windows-gnu");
    ASSERT_OK(windows);
    build::UnitStore units(store());
    activity::Reporter reporter;
    for (auto &object : windows->startup) {
        const auto first = buildStartupObject(object, *windows->settings, units, reporter, 0, {});
        ASSERT_OK(first);
        EXPECT_TRUE(*first);
        ASSERT_TRUE(object.stored);
        ASSERT_EQ(object.stored->files.size(), 1U);
        EXPECT_EQ(object.stored->files.front().name, object.name);
        const auto bytes = readFile(object.stored->directory / object.name);
        ASSERT_OK(bytes);
        // The machine of an object file for 32-bit x86 (PE format, IMAGE_FILE_MACHINE_I386).
        EXPECT_TRUE(bytes->starts_with("\x4c\x01"));
        const auto second = buildStartupObject(object, *windows->settings, units, reporter, 0, {});
        ASSERT_OK(second);
        EXPECT_FALSE(*second);
    }
}

TEST_F(StartupObjectsTest, ChangeTheSysrootsKey)
{
    const auto windows = plan("i686-pc-windows-gnu");
    ASSERT_OK(windows);
    const auto &keys = windows->execution.keys;
    EXPECT_NE(sysrootKey(*windows->input, windows->graph->units, keys, {}, windows->startup),
              sysrootKey(*windows->input, windows->graph->units, keys, {}, {}));
}

} // namespace crossyard::sysroot
