// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/cross_request_job.h"
#include "support/support.h"

namespace crossyard::container {
namespace {

using testing::ElementsAre;

const CrossJob whole{.verb = "test",
                     .kit = {.toolchain = "stable", .target = "aarch64-unknown-linux-gnu", .profile = "dev"},
                     .project = "/p/with space",
                     .protection = Protection::Guarded,
                     .release = "bullseye",
                     .debug = true};

TEST(CrossJob, CanBeAskedForOnceMoreFromItsText)
{
    EXPECT_EQ(crossJobFrom(toJson(whole)), whole);
    const CrossJob plain{.verb = "build", .kit = {.target = "t.json"}};
    EXPECT_EQ(crossJobFrom(toJson(plain)), plain);
    // Whoever lists jobs knows it by its action.
    const auto kit = sysroot::kitJobFrom(toJson(whole));
    ASSERT_TRUE(kit);
    EXPECT_EQ(kit->action, "cross");
    EXPECT_EQ(kit->kit, whole.kit);
    EXPECT_EQ(kit->project, whole.project);
}

TEST(CrossJob, IsNothingWhereTheTextIsAnother)
{
    for (const char *text : {"", "{", "[]", "{}", R"({"action": "build", "verb": "build"})", R"({"action": "cross"})",
                             R"({"action": "cross", "verb": "build", "protection": "none at all"})"})
        EXPECT_EQ(crossJobFrom(text), std::nullopt) << text;
}

TEST(CrossJob, GivesTheWordsOfTheCommandLine)
{
    const auto request =
        crossRequest(whole, {.store = "/s", .crossyard = "/bin/crossyard", .environment = {{"A", "b"}}});
    EXPECT_THAT(request.words, ElementsAre("test", "--target", "aarch64-unknown-linux-gnu"));
    EXPECT_EQ(request.directory, "/p/with space");
    EXPECT_EQ(request.toolchain, "stable");
    EXPECT_EQ(request.protection, Protection::Guarded);
    EXPECT_EQ(request.release, "bullseye");
    EXPECT_EQ(request.debugPort, 0) << "any free one";
    EXPECT_EQ(request.environment.at("A"), "b");
    EXPECT_EQ(request.environment.at("CARGO_TERM_COLOR"), "always");

    CrossJob other = whole;
    other.kit.profile = "release";
    EXPECT_THAT(crossRequest(other, {}).words,
                ElementsAre("test", "--target", "aarch64-unknown-linux-gnu", "--release"));
    other.kit.profile = "small";
    EXPECT_THAT(crossRequest(other, {}).words,
                ElementsAre("test", "--target", "aarch64-unknown-linux-gnu", "--profile", "small"));
    other.protection.reset();
    EXPECT_EQ(crossRequest(other, {}).protection, std::nullopt) << "the manifest decides";
    other.debug = false;
    EXPECT_EQ(crossRequest(other, {}).debugPort, std::nullopt);
}

TEST(CrossJob, SaysWhatCameOut)
{
    CrossPlan plan;
    plan.places.target = "/p/target";
    plan.target.name = "t";
    EXPECT_EQ(outcomeOf(plan, {}), "it ended with status 0");
    const fs::path into = fs::path("/p/target") / "t";
    EXPECT_EQ(outcomeOf(plan, {.programs = {"/p/target/t/release/a"}, .writes = {}}),
              "it ended with status 0, 1 new file in " + toUtf8(into));
    EXPECT_EQ(outcomeOf(plan, {.programs = {"a", "b"}, .writes = {{.path = "x"}}}),
              "it ended with status 0, 2 new files in " + toUtf8(into) + ", 1 write of the project caught");
}

TEST(CrossJob, FailsBeforeAnythingIsStartedWhereItsToolchainIsMissing)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'p'\nversion = '1.0.0'\n");
    auto request =
        crossJob({.verb = "build", .kit = {.toolchain = "/no/such/rustc", .target = "t"}, .project = dir.path()},
                 {.store = dir.path() / "store", .crossyard = {}, .environment = {}});
    EXPECT_EQ(request.title, "cargo build for t in a container");
    EXPECT_EQ(request.kind, "cross");
    activity::Reporter reporter;
    const auto done = request.work(reporter, {});
    ASSERT_FALSE(done);
    EXPECT_TRUE(done.error().message.contains("/no/such/rustc")) << done.error().message;
    EXPECT_FALSE(fs::exists(dir.path() / "store"));
}

} // namespace
} // namespace crossyard::container
