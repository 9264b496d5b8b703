// SPDX-License-Identifier: MIT OR Apache-2.0
// The choice of versions, each rule on a small registry in memory.
#include "cargo/resolver.h"
#include "support/support.h"

#include <format>
#include <sstream>

namespace crossyard::cargo {
namespace {

// "name req", "name req +feature -default ?" (optional)
SummaryDependency dep(const std::string &text)
{
    SummaryDependency one;
    one.source = cratesIoSource;
    std::istringstream words(text);
    std::string req, word;
    words >> one.name >> req;
    one.package = one.name;
    one.req = VersionReq::parse(req).value();
    while (words >> word) {
        if (word == "?")
            one.optional = true;
        else if (word == "-default")
            one.defaultFeatures = false;
        else if (word == "dev")
            one.kind = DependencyKind::Development;
        else
            one.features.push_back(word.substr(1));
    }
    return one;
}

class World : public SummaryProvider {
public:
    PackageSummary &add(const std::string &name, const std::string &version, const std::vector<std::string> &deps = {})
    {
        auto package = std::make_shared<PackageSummary>();
        package->name = name;
        package->version = Version::parse(version).value();
        package->source = cratesIoSource;
        for (const auto &text : deps)
            package->dependencies.push_back(dep(text));
        m_all[name].push_back(package);
        return *package;
    }

    Result<std::vector<SummaryPtr>> versions(const std::string &name, const std::string &) override
    {
        std::vector<SummaryPtr> found;
        for (const auto &package : m_all[name]) {
            auto copy = std::make_shared<PackageSummary>(*package);
            addImplicitFeatures(*copy);
            found.push_back(std::move(copy));
        }
        return found;
    }

    // "a 1.0.0, b 2.0.0" without the root, or the error's message.
    std::string resolved(const std::vector<std::string> &deps, ResolveRequest request = {.members = {}})
    {
        auto root = std::make_shared<PackageSummary>();
        root->name = "app";
        root->version = Version::parse("0.1.0").value();
        root->source = "path+/app";
        for (const auto &text : deps)
            root->dependencies.push_back(dep(text));
        addImplicitFeatures(*root);
        request.members.push_back(root);
        const auto resolution = resolveVersions(request, *this, {});
        if (!resolution)
            return resolution.error().message;
        std::string text;
        for (const auto &node : resolution->nodes) {
            if (node.package->name != "app")
                text += std::format("{}{} {}", text.empty() ? "" : ", ", node.package->name,
                                    node.package->version.toString());
        }
        return text;
    }

private:
    std::map<std::string, std::vector<std::shared_ptr<PackageSummary>>> m_all;
};

TEST(Resolver, TakesTheHighestThatFits)
{
    World world;
    for (const char *version : {"1.0.0", "1.9.0", "1.10.0", "2.0.0"})
        world.add("a", version);
    EXPECT_EQ(world.resolved({"a 1"}), "a 1.10.0");
    EXPECT_EQ(world.resolved({"a >=1"}), "a 2.0.0");
    EXPECT_EQ(world.resolved({"a <1.10"}), "a 1.9.0");
}

TEST(Resolver, TakesOneVersionOfARangeAndSeveralRanges)
{
    World world;
    for (const char *version : {"0.1.1", "0.1.2", "0.2.0", "1.0.0"})
        world.add("a", version);
    world.add("old", "1.0.0", {"a =0.1.1"});
    EXPECT_EQ(world.resolved({"a 0.1", "old 1", "a 1"}), "a 0.1.1, a 1.0.0, old 1.0.0");
}

TEST(Resolver, GoesBackToAnOlderVersion)
{
    World world;
    world.add("a", "1.0.0", {"base 1"});
    world.add("a", "1.1.0", {"base =1.1.0"});
    world.add("b", "1.0.0", {"base =1.0.0"});
    world.add("base", "1.0.0");
    world.add("base", "1.1.0");
    EXPECT_EQ(world.resolved({"a 1", "b 1"}), "a 1.0.0, b 1.0.0, base 1.0.0");
}

TEST(Resolver, TellsWhoAskedForWhat)
{
    World world;
    world.add("a", "1.0.0", {"base =1.1.0"});
    world.add("b", "1.0.0", {"c 1"});
    world.add("c", "1.2.0", {"base =1.0.0"});
    world.add("base", "1.0.0");
    world.add("base", "1.1.0");
    const auto said = world.resolved({"a 1", "b 1"});
    EXPECT_THAT(said, testing::HasSubstr("no version of `base` fits"));
    EXPECT_THAT(said, testing::HasSubstr("a 1.0.0 <- app 0.1.0"));
    EXPECT_THAT(said, testing::HasSubstr("c 1.2.0 <- b 1.0.0 <- app 0.1.0"));
    EXPECT_THAT(world.resolved({"nothing 1"}), testing::HasSubstr("no package of that name"));
    EXPECT_THAT(world.resolved({"base 2"}), testing::HasSubstr("none of its 2 versions fits"));
}

TEST(Resolver, LinksOneLibraryOnce)
{
    World world;
    world.add("z-sys", "1.0.0").links = "z";
    world.add("z-sys", "2.0.0").links = "z";
    world.add("a", "1.0.0", {"z-sys 1"});
    world.add("b", "1.0.0", {"z-sys >=1"});
    world.add("c", "1.0.0", {"z-sys 2"});
    EXPECT_EQ(world.resolved({"a 1", "b 1"}), "a 1.0.0, b 1.0.0, z-sys 1.0.0");
    EXPECT_THAT(world.resolved({"a 1", "c 1"}), testing::HasSubstr("links `z` too"));
}

TEST(Resolver, TakesYankedVersionsOnlyWhereTheyAreLocked)
{
    World world;
    world.add("a", "1.0.0");
    world.add("a", "1.1.0").yanked = true;
    EXPECT_EQ(world.resolved({"a 1"}), "a 1.0.0");
    Lockfile former{4, {{"a", Version::parse("1.1.0").value(), cratesIoSource, "", {}}}};
    EXPECT_EQ(world.resolved({"a 1"}, {.members = {}, .former = former}), "a 1.1.0");
    former.packages[0].version = Version::parse("1.0.0").value();
    world.add("a", "1.2.0");
    EXPECT_EQ(world.resolved({"a 1"}, {.members = {}, .former = former}), "a 1.0.0");
}

TEST(Resolver, TakesPrereleasesOnlyWhereTheyAreNamed)
{
    World world;
    world.add("a", "1.0.0");
    world.add("a", "1.1.0-rc.1");
    EXPECT_EQ(world.resolved({"a 1"}), "a 1.0.0");
    EXPECT_EQ(world.resolved({"a ^1.1.0-alpha"}), "a 1.1.0-rc.1");
}

TEST(Resolver, FeaturesBringDependenciesIn)
{
    World world;
    for (const char *name : {"x", "y", "z"})
        world.add(name, "1.0.0").features = {{"deep", {}}};
    world.add("a", "1.0.0", {"x 1 ?", "y 1 ?", "z 1 ?"}).features = {
        {"default", {"x"}}, {"hidden", {"dep:y"}}, {"weak", {"z?/deep"}}, {"strong", {"z/deep"}}};
    EXPECT_EQ(world.resolved({"a 1 -default"}), "a 1.0.0");
    EXPECT_EQ(world.resolved({"a 1"}), "a 1.0.0, x 1.0.0");
    EXPECT_EQ(world.resolved({"a 1 -default +hidden"}), "a 1.0.0, y 1.0.0");
    EXPECT_EQ(world.resolved({"a 1 -default +strong"}), "a 1.0.0, z 1.0.0");
    // What a lock holds may come true, so a weak feature counts.
    EXPECT_EQ(world.resolved({"a 1 -default +weak"}), "a 1.0.0, z 1.0.0");
    EXPECT_THAT(world.resolved({"a 1 +y"}), testing::HasSubstr("has no feature `y`"));
}

TEST(Resolver, PassesOverVersionsWithoutAFeature)
{
    World world;
    world.add("a", "1.0.0").features = {{"f", {}}};
    world.add("a", "1.1.0");
    EXPECT_EQ(world.resolved({"a 1 +f"}), "a 1.0.0");
}

TEST(Resolver, OnlyMembersHaveDevelopmentDependencies)
{
    World world;
    world.add("t", "1.0.0");
    world.add("u", "1.0.0");
    world.add("a", "1.0.0", {"u 1 dev"});
    EXPECT_EQ(world.resolved({"a 1", "t 1 dev"}), "a 1.0.0, t 1.0.0");
}

TEST(Resolver, PrefersWhatTheCompilerSufficesFor)
{
    World world;
    world.add("a", "1.0.0").rustVersion = "1.60";
    world.add("a", "1.1.0").rustVersion = "1.90";
    EXPECT_EQ(world.resolved({"a 1"}), "a 1.1.0");
    EXPECT_EQ(world.resolved({"a 1"}, {.members = {}, .rustVersions = {"1.70"}}), "a 1.0.0");
    EXPECT_EQ(world.resolved({"a 1.1"}, {.members = {}, .rustVersions = {"1.70"}}), "a 1.1.0");
}

TEST(Resolver, APatchStandsForItsVersion)
{
    World world;
    world.add("a", "1.0.0");
    world.add("a", "1.1.0");
    auto patch = std::make_shared<PackageSummary>();
    patch->name = "a";
    patch->version = Version::parse("1.0.0").value();
    patch->source = "path+/patched";
    const ResolveRequest request{.members = {}, .patches = {{cratesIoSource, patch}}};
    EXPECT_EQ(world.resolved({"a 1"}, request), "a 1.0.0");
    EXPECT_EQ(world.resolved({"a 1.1"}, request), "a 1.1.0");
}

// A knot of 1,000 packages, each with ten versions, of which the old ones alone fit together.
TEST(Resolver, FindsItsWayThroughAThousandPackages)
{
    World world;
    for (int version = 0; version < 10; ++version)
        world.add("base", std::format("1.{}.0", version));
    std::vector<std::string> roots;
    for (int i = 0; i < 1000; ++i) {
        for (int version = 0; version < 10; ++version) {
            std::vector<std::string> deps;
            for (int next = i + 1; next < std::min(i + 4, 1000); ++next)
                deps.push_back(std::format("p{} 1", next));
            if (i % 10 == 9)
                deps.push_back(std::format("base =1.{}.0", version));
            world.add(std::format("p{}", i), std::format("1.{}.0", version), deps);
        }
        if (i % 50 == 0)
            roots.push_back(std::format("p{} 1", i));
    }
    roots.push_back("base =1.3.0");
    const auto text = world.resolved(roots);
    EXPECT_THAT(text, testing::HasSubstr("base 1.3.0"));
    EXPECT_THAT(text, testing::HasSubstr("p999 1.3.0"));
    EXPECT_THAT(text, testing::HasSubstr("p998 1.9.0"));
}

TEST(Resolver, WritesTheLock)
{
    World world;
    world.add("a", "1.10.0").checksum = "aa";
    world.add("a", "1.9.0");
    world.add("b", "1.0.0", {"c 1", "c 2"});
    world.add("c", "1.0.0");
    world.add("c", "2.0.0");
    auto root = std::make_shared<PackageSummary>();
    root->name = "app";
    root->version = Version::parse("0.1.0").value();
    root->source = "path+/app";
    root->dependencies = {dep("a 1"), dep("b 1")};
    const auto resolution = resolveVersions({.members = {root}}, world, {});
    ASSERT_OK(resolution);
    const std::string registry = cratesIoSource;
    EXPECT_EQ(lockText(*resolution, 4), R"(# This file is automatically @generated by Cargo.
# It is not intended for manual editing.
version = 4

[[package]]
name = "a"
version = "1.10.0"
source = ")" + registry + R"("
checksum = "aa"

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "a",
 "b",
]

[[package]]
name = "b"
version = "1.0.0"
source = ")" + registry + R"("
dependencies = [
 "c 1.0.0",
 "c 2.0.0",
]

[[package]]
name = "c"
version = "1.0.0"
source = ")" + registry + R"("

[[package]]
name = "c"
version = "2.0.0"
source = ")" + registry + "\"\n");
    const auto again = parseLockfile(lockText(*resolution, 1), "Cargo.lock");
    ASSERT_OK(again);
    EXPECT_EQ(again->version, 1);
    EXPECT_EQ(again->find("a", Version::parse("1.10.0").value())->checksum, "aa");
    EXPECT_EQ(lockVersionFor({}), 4);
    EXPECT_EQ(lockVersionFor({"1.70", "1.90"}), 3);
    EXPECT_EQ(lockVersionFor({"1.83"}), 4);
    EXPECT_EQ(lockVersionFor({"1.45"}), 2);
}

} // namespace
} // namespace crossyard::cargo
