// SPDX-License-Identifier: MIT OR Apache-2.0
// Profiles as values; that they are cargo's is shown by the unit graph oracle.
#include "cargo/profile.h"
#include "support/support.h"

namespace crossyard::cargo {
namespace {

Result<ProfileSet> read(std::string_view toml, const std::string &name)
{
    auto table = text::parseToml(toml, "Cargo.toml");
    EXPECT_OK(table);
    static toml::table kept;
    kept = std::move(*table); // a copy would not know its places
    return ProfileSet::read({{kept.get_as<toml::table>("profile"), fs::path("Cargo.toml")}}, name);
}

TEST(ProfileSet, startsFromTheBuiltInOnes)
{
    const auto dev = read("[profile.x]\ninherits = \"dev\"\n", "dev");
    ASSERT_OK(dev);
    const auto unit = dev->profileOf({.packageName = "p", .version = {}, .isLocal = true, .targetName = "t"});
    EXPECT_EQ(unit.optLevel, "0");
    EXPECT_EQ(unit.debuginfo, "2");
    EXPECT_TRUE(unit.debugAssertions && unit.overflowChecks && unit.incremental);
    const auto release = read("[profile.x]\ninherits = \"dev\"\n", "release");
    EXPECT_EQ(release->profileOf({.packageName = "p", .version = {}, .targetName = "t"}).optLevel, "3");
}

TEST(ProfileSet, laysOverridesInCargosOrder)
{
    const auto set = read(R"(
[profile.release]
opt-level = 2
panic = "abort"
codegen-units = 1
[profile.release.build-override]
opt-level = 1
[profile.release.package."*"]
opt-level = "s"
[profile.release.package."dep@1.2.3"]
opt-level = "z"
)",
                          "release");
    ASSERT_OK(set);
    const auto level = [&](std::string name, const char *version, bool member, bool host) {
        return set->profileOf({.packageName = std::move(name), .version = *Version::parse(version), .isMember = member,
                               .forHost = host, .targetName = "t"})
            .optLevel;
    };
    EXPECT_EQ(level("app", "0.1.0", true, false), "2");
    EXPECT_EQ(level("other", "1.0.0", false, false), "s");
    EXPECT_EQ(level("dep", "1.2.3", false, false), "z");
    EXPECT_EQ(level("dep", "1.2.4", false, false), "s");
    EXPECT_EQ(level("app", "0.1.0", true, true), "1");
    const auto host = set->profileOf({.packageName = "app", .version = {}, .isMember = true, .forHost = true, .targetName = "t"});
    EXPECT_EQ(host.panic, "unwind");
    EXPECT_FALSE(host.codegenUnits);
}

TEST(ProfileSet, saysWhatIsWrongAndWhere)
{
    const auto value = read("[profile.release]\nopt-level = \"fast\"\n", "release");
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().place->line, 2);
    const auto missing = read("[profile.release]\n", "tiny");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    const auto circle = read("[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n", "a");
    ASSERT_FALSE(circle);
    EXPECT_NE(circle.error().message.find("itself"), std::string::npos);
}

} // namespace
} // namespace crossyard::cargo
