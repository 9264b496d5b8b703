// SPDX-License-Identifier: MIT OR Apache-2.0
// Cfg expressions and platform keys: the grammar, what matches, and what the messages say.
#include "cargo/cfg.h"
#include "support/support.h"

#include "base/strings.h"

#include <toml++/toml.hpp>

using namespace crossyard;
using namespace crossyard::cargo;

namespace {

CfgSet thumb()
{
    return CfgSet::fromLines({"debug_assertions", "panic=\"abort\"", "proc_macro", "target_abi=\"eabi\"",
                              "target_arch=\"arm\"", "target_feature=\"mclass\"", "target_feature=\"thumb2\"",
                              "target_has_atomic", "target_has_atomic=\"32\"", "target_os=\"none\""});
}

bool holds(std::string_view expression)
{
    const auto parsed = CfgExpr::parse(expression);
    EXPECT_OK(parsed);
    return parsed && parsed->matches(thumb());
}

std::string printed(std::string_view key)
{
    const auto platform = parsePlatform(key);
    EXPECT_OK(platform);
    return platform ? platform->toString() : "";
}

std::string wrong(std::string_view key)
{
    const auto platform = parsePlatform(key);
    EXPECT_FALSE(platform.has_value()) << key;
    return platform ? "" : platform.error().message;
}

} // namespace

TEST(CfgSet, keepsTheCompilersOrderAndDropsProcMacro)
{
    const auto set = thumb();
    EXPECT_TRUE(set.has("debug_assertions"));
    EXPECT_FALSE(set.has("proc_macro"));
    EXPECT_TRUE(set.has("target_os", "none"));
    EXPECT_FALSE(set.has("target_os"));
    EXPECT_TRUE(set.has("target_has_atomic"));
    EXPECT_THAT(set.values("target_feature"), testing::ElementsAre("mclass", "thumb2"));
    EXPECT_THAT(set.values("target_has_atomic"), testing::ElementsAre("32"));
    EXPECT_THAT(set.values("nothing"), testing::IsEmpty());
    EXPECT_EQ(set.all().front().name, "debug_assertions");
    EXPECT_EQ(set.all().size(), 9u);
}

TEST(CfgSet, readsWhatTheInstalledCompilerPrints)
{
    if (!findProgram("rustc"))
        GTEST_SKIP() << "no rustc on PATH";
    const auto output = process::outputOf({.program = "rustc", .arguments = {"--print", "cfg"}});
    ASSERT_OK(output);
    const auto lines = split(trim(*output), '\n');
    const auto set = CfgSet::fromLines(lines);
    EXPECT_GE(set.all().size(), lines.size() - 1);
    EXPECT_EQ(set.values("target_arch").size(), 1u);
}

TEST(CfgExpr, matchesNamesValuesAndOperators)
{
    EXPECT_TRUE(holds("target_os = \"none\""));
    EXPECT_TRUE(holds("target_os=\"none\""));
    EXPECT_FALSE(holds("target_os = \"linux\""));
    EXPECT_FALSE(holds("unix"));
    EXPECT_TRUE(holds("not(unix)"));
    EXPECT_TRUE(holds("all(target_arch = \"arm\", target_os = \"none\")"));
    EXPECT_FALSE(holds("all(target_arch = \"arm\", unix)"));
    EXPECT_TRUE(holds("any(unix, target_os = \"none\")"));
    EXPECT_TRUE(holds("all()"));
    EXPECT_FALSE(holds("any()"));
    EXPECT_TRUE(holds("true"));
    EXPECT_FALSE(holds("false"));
    EXPECT_TRUE(holds("  all ( not( any ( unix , windows , ) ) , )  "));
}

TEST(CfgExpr, rawNamesMeanTheSameNameAndNeverAnOperator)
{
    EXPECT_TRUE(holds("r#target_os = \"none\""));
    EXPECT_FALSE(holds("r#all"));
    EXPECT_EQ(printed("cfg(r#all)"), "cfg(r#all)");
    EXPECT_EQ(*CfgExpr::parse("r#async"), *CfgExpr::parse("async"));
    EXPECT_NE(*CfgExpr::parse("async"), *CfgExpr::parse("async = \"\""));
}

TEST(CfgExpr, printsAsCargoDoes)
{
    EXPECT_EQ(printed("cfg( any(unix,target_os=\"none\",) )"), "cfg(any(unix, target_os = \"none\"))");
    EXPECT_EQ(printed("cfg(not(all()))"), "cfg(not(all()))");
    EXPECT_EQ(printed("cfg(r#true)"), "cfg(true)");
}

TEST(CfgExpr, saysWhatIsWrongAndWhere)
{
    EXPECT_EQ(wrong("cfg()"), "`` is not a cfg expression: a name was expected, but it ends here (at character 1)");
    EXPECT_THAT(wrong("cfg(all(unix)"), testing::HasSubstr("`)` was expected, but it ends here"));
    EXPECT_THAT(wrong("cfg(unix windows)"), testing::HasSubstr("nothing more was expected after the expression, found "
                                                               "`windows` (at character 6)"));
    EXPECT_THAT(wrong("cfg(target_os = none)"),
                testing::HasSubstr("a string in double quotes was expected, found a name"));
    EXPECT_THAT(wrong("cfg(target_os = \"none)"), testing::HasSubstr("the string is not closed (at character 13)"));
    EXPECT_THAT(wrong("cfg(not())"), testing::HasSubstr("a name was expected, found `)`"));
    EXPECT_THAT(wrong("cfg(all(unix,,windows))"), testing::HasSubstr("a name was expected, found `,`"));
    EXPECT_THAT(wrong("cfg(ünix)"), testing::HasSubstr("unexpected character `ü`"));
    EXPECT_THAT(wrong("cfg(a\tb)"), testing::HasSubstr("unexpected character `\t`"));
    EXPECT_THAT(wrong("cfg(r#)"), testing::HasSubstr("a name was expected after `r#`"));
    EXPECT_THAT(wrong("cfg(not(a, b))"), testing::HasSubstr("`)` was expected, found `,`"));
}

TEST(CfgExpr, refusesNestingThatWouldOverflowTheStack)
{
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "not(";
    EXPECT_THAT(wrong("cfg(" + deep + ")"), testing::HasSubstr("nested more than"));
}

TEST(Platform, isATripleOrAnExpression)
{
    const auto name = parsePlatform("thumbv8m.main-none-eabi");
    ASSERT_OK(name);
    EXPECT_FALSE(name->isCfg());
    EXPECT_TRUE(matches(*name, "thumbv8m.main-none-eabi", {}));
    EXPECT_FALSE(matches(*name, "thumbv7m-none-eabi", {}));
    const auto expression = parsePlatform("cfg(target_os = \"none\")");
    ASSERT_OK(expression);
    EXPECT_TRUE(matches(*expression, "anything", thumb()));
    EXPECT_OK(parsePlatform("mein-gerät"));
}

TEST(Platform, refusesWhatIsNeither)
{
    const auto almost = parsePlatform("not(unix)");
    ASSERT_FALSE(almost.has_value());
    EXPECT_EQ(almost.error().message, "`not(unix)` is not a target: a target's name has no `(`");
    EXPECT_THAT(almost.error().hint, testing::HasSubstr("written cfg(...)"));
    EXPECT_FALSE(parsePlatform("cfg(unix) ").has_value());
    EXPECT_FALSE(parsePlatform("a b").has_value());
}

TEST(Platform, knowsThePartsThatMeanNothingInAManifest)
{
    const auto platform = parsePlatform("cfg(all(test, not(feature = \"std\"), unix, any(debug_assertions)))");
    ASSERT_OK(platform);
    EXPECT_THAT(meaninglessParts(*platform), testing::ElementsAre("test", "feature = \"std\"", "debug_assertions"));
}

TEST(Platform, readsEveryTargetKeyOfTheStandardLibrarysManifests)
{
    // rust-src, where it is installed: real keys, written by many hands.
    const fs::path library = "/usr/lib/rustlib/src/rust/library";
    if (!fs::is_directory(library))
        GTEST_SKIP() << "no rust-src in " << library;
    int keys = 0;
    for (const auto &entry :
         fs::recursive_directory_iterator(library, fs::directory_options::follow_directory_symlink)) {
        if (entry.path().filename() != "Cargo.toml")
            continue;
        const auto content = readFile(entry.path());
        ASSERT_OK(content);
        const auto manifest = toml::parse(*content);
        const auto *targets = manifest["target"].as_table();
        if (!targets)
            continue;
        for (const auto &[key, value] : *targets) {
            EXPECT_OK(parsePlatform(key.str()));
            ++keys;
        }
    }
    std::cout << keys << " keys read\n";
    EXPECT_GT(keys, 10);
}
