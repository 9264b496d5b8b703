// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/kit_jobs.h"
#include "support/support.h"

namespace crossyard::sysroot {
namespace {

TEST(KitJob, CanBeAskedForOnceMoreFromItsText)
{
    const KitJob asked{.action = "build",
                       .kit = {.toolchain = "stable", .target = "thumbv6m-none-eabi", .profile = "dev"},
                       .project = "/p/with space"};
    EXPECT_EQ(kitJobFrom(toJson(asked)), asked);
    const KitJob plain{.action = "run", .kit = {.target = "t.json"}};
    EXPECT_EQ(kitJobFrom(toJson(plain)), plain);
}

TEST(KitJob, IsNothingWhereTheTextIsAnother)
{
    for (const char *text : {"", "{", "[]", "{}", R"({"action": 3})", R"({"target": "x"})"})
        EXPECT_EQ(kitJobFrom(text), std::nullopt) << text;
    // What is missing or of another type is as if it had not been chosen.
    const auto job = kitJobFrom(R"({"action": "build", "profile": 1})");
    ASSERT_TRUE(job);
    EXPECT_EQ(job->kit, Kit{});
}

TEST(CargoJob, TellsAMissingCargo)
{
    const test::TempDir dir;
    auto request = cargoJob({.action = "build", .kit = {.toolchain = "/no/such/rustc", .target = "x"}, .project = dir.path()},
                            {.store = dir.path(), .crossyard = {}, .environment = {}});
    EXPECT_EQ(request.title, "cargo build for x");
    activity::Reporter reporter;
    const auto done = request.work(reporter, {});
    ASSERT_FALSE(done);
    EXPECT_TRUE(done.error().message.contains("/no/such/rustc")) << done.error().message;
}

} // namespace
} // namespace crossyard::sysroot
