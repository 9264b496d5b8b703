// SPDX-License-Identifier: MIT OR Apache-2.0
// What goes to an engine on another machine, and when it goes again.
#include "container/engine/travel.h"

#include "container/engine/volumes.h"
#include "support/support.h"

#include <chrono>

namespace crossyard::container {
namespace {

using test::TempDir;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> namesOf(const TempDir &dir, const Mount::Travel &travel)
{
    const auto list = listTravel(dir.path(), travel, {});
    EXPECT_OK(list);
    std::vector<std::string> names;
    for (const auto &[name, state] : list.value_or(TravelList()))
        names.push_back(name);
    return names;
}

TEST(TravelList, HasAllOfADirectoryWithEmptyOnesAndLinks)
{
    const TempDir dir;
    dir.write("src/main.rs", "");
    dir.write(".cargo/config.toml", "");
    fs::create_directory(dir.path() / "empty");
    fs::create_symlink("nowhere", dir.path() / "link");
    EXPECT_THAT(namesOf(dir, {}), ElementsAre(".cargo", ".cargo/config.toml", "empty", "link", "src", "src/main.rs"));
    EXPECT_EQ(listTravel(dir.path(), {}, {})->at("link"), "link to nowhere");
}

TEST(TravelList, LeavesWhatCanBeMadeAgain)
{
    const TempDir dir;
    dir.write("target/debug/program", "");
    dir.write("made/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# more");
    dir.write("made/file", "");
    dir.write("other/CACHEDIR.TAG", "not a signature");
    EXPECT_THAT(namesOf(dir, {.without = {dir.path() / "target"}}),
                ElementsAre("made", "other", "other/CACHEDIR.TAG", "target"));
    EXPECT_THAT(namesOf(dir, {.parts = {"made"}, .caches = true}),
                ElementsAre("made", "made/CACHEDIR.TAG", "made/file"));
}

TEST(TravelList, OfARegistryHasWhatTheLockNames)
{
    const TempDir dir;
    const auto lock = dir.write("Cargo.lock", "version = 3\n"
                                              "[[package]]\nname = \"Serde\"\nversion = \"1.0.2\"\n"
                                              "[[package]]\nname = \"cc\"\nversion = \"2.0.0+x\"\n");
    for (const char *file :
         {"cache/i-1/Serde-1.0.2.crate", "cache/i-1/Serde-1.0.3.crate", "src/i-1/cc-2.0.0+x/lib.rs",
          "src/i-1/dd-1.0.0/lib.rs", "index/i-1/config.json", "index/i-1/.cache/se/rd/serde", "index/i-1/.cache/2/cc",
          "index/i-1/.cache/2/dd", "index/git-1/.git/HEAD", "index/git-1/.cache/2/dd"})
        dir.write(file, "");
    EXPECT_THAT(namesOf(dir, {.lock = lock}),
                ElementsAre("cache/i-1/Serde-1.0.2.crate", "index/git-1", "index/git-1/.cache", "index/git-1/.cache/2",
                            "index/git-1/.cache/2/dd", "index/git-1/.git", "index/git-1/.git/HEAD",
                            "index/i-1/.cache/2/cc", "index/i-1/.cache/se/rd/serde", "index/i-1/config.json",
                            "src/i-1/cc-2.0.0+x", "src/i-1/cc-2.0.0+x/lib.rs"));
}

TEST(TravelList, SaysWhereTheLockIsNoLock)
{
    const TempDir dir;
    const auto lock = dir.write("Cargo.lock", "[[package]\n");
    const auto list = listTravel(dir.path(), {.lock = lock}, {});
    ASSERT_FALSE(list.has_value());
    ASSERT_TRUE(list.error().place);
    EXPECT_EQ(list.error().place->file, lock);
}

TEST(TravelList, TellsAFileThatChanged)
{
    const TempDir dir;
    const auto file = dir.write("build.sh", "one");
    const auto before = *listTravel(dir.path(), {}, {});
    EXPECT_TRUE(travelChanges(before, *listTravel(dir.path(), {}, {})).empty());
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    EXPECT_THAT(travelChanges(before, *listTravel(dir.path(), {}, {})).sent, ElementsAre("build.sh"));
    const auto dated = *listTravel(dir.path(), {}, {});
    fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
    EXPECT_THAT(travelChanges(dated, *listTravel(dir.path(), {}, {})).sent, ElementsAre("build.sh"));
}

TEST(TravelChanges, RemoveWhatWentAndWhatIsSomethingElseNow)
{
    const TravelList before{{"a", "directory"}, {"a-b", "1"}, {"a/b", "1"},
                            {"a/c", "1"},       {"d", "1"},   {"e", "link to d"}};
    const TravelList now{{"a", "7"}, {"a-b", "1"}, {"d", "2"}, {"f", "1"}};
    const auto changes = travelChanges(before, now);
    EXPECT_THAT(changes.removed, ElementsAre("a", "d", "e"));
    EXPECT_THAT(changes.sent, ElementsAre("a", "d", "f"));
}

// A file that became a directory is removed, and with it what was noted of things below that path.
TEST(TravelChanges, SendWhatIsBelowSomethingThatIsRemoved)
{
    const auto changes = travelChanges({{"a", "link to b"}, {"a/x", "1"}}, {{"a", "directory"}, {"a/x", "1"}});
    EXPECT_THAT(changes.removed, ElementsAre("a"));
    EXPECT_THAT(changes.sent, ElementsAre("a", "a/x"));
}

ContainerPlan planOf(std::vector<Mount> mounts)
{
    ContainerPlan plan;
    plan.mounts = std::move(mounts);
    return plan;
}

TEST(Volumes, AreOneForADirectoryOfAStore)
{
    const TempDir dir;
    auto plan = planOf({{.host = dir.path()}, {.host = "/elsewhere", .mode = Mount::Mode::ReadWrite}});
    mountVolumes(plan, "/store", "/p");
    EXPECT_TRUE(plan.mounts[0].volume.starts_with("crossyard-"));
    EXPECT_NE(plan.mounts[0].volume, plan.mounts[1].volume);
    auto other = planOf({{.host = dir.path()}});
    mountVolumes(other, "/store", "/q");
    EXPECT_EQ(other.mounts[0].volume, plan.mounts[0].volume);
    mountVolumes(other, "/store/of/another", "/q");
    EXPECT_NE(other.mounts[0].volume, plan.mounts[0].volume);
}

TEST(Volumes, AreAProjectsWhereWhatGoesDependsOnIt)
{
    auto plan = planOf({{.host = "/registry", .travel = {.ofProject = true}}});
    auto other = plan;
    mountVolumes(plan, "/store", "/p");
    mountVolumes(other, "/store", "/q");
    EXPECT_NE(other.mounts[0].volume, plan.mounts[0].volume);
}

TEST(Volumes, HoldASingleFileInItsDirectory)
{
    const TempDir dir;
    auto plan = planOf({{.host = dir.write("specs/chip.json", "")}});
    mountVolumes(plan, "/store", "/p");
    EXPECT_EQ(plan.mounts[0].host, dir.path() / "specs");
    EXPECT_EQ(plan.mounts[0].path(), toUtf8(dir.path() / "specs"));
    EXPECT_THAT(plan.mounts[0].travel.parts, ElementsAre("chip.json"));
}

TEST(Volumes, AreMountedInPlaceOfDirectories)
{
    const Engine podman{.kind = EngineKind::Podman, .remote = true};
    EXPECT_THAT(*mountWords({.host = "/p q", .volume = "crossyard-1"}, podman),
                ElementsAre("--mount", "type=volume,src=crossyard-1,dst=/p q,ro"));
    EXPECT_THAT(*mountWords({.host = "/p,q", .mode = Mount::Mode::ReadWrite, .volume = "crossyard-1"}, podman),
                ElementsAre("--mount", "type=volume,src=crossyard-1,\"dst=/p,q\""));
}

} // namespace
} // namespace crossyard::container
