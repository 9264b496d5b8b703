// SPDX-License-Identifier: MIT OR Apache-2.0
// What files are called, by system; a package's id; and what the configuration says in a script's place.
#include "build/artifact_names.h"
#include "build/build_script.h"
#include "support/support.h"

namespace crossyard::build {
namespace {

using Names = std::vector<std::string>;

Names namesFor(const char *target, cargo::TargetKind kind, Names types)
{
    Unit unit;
    unit.target.kind = kind;
    unit.target.crateTypes = std::move(types);
    return outputNames(unit, "x", FileNames::of({target, {}}));
}

TEST(ArtifactNames, areTheSystems)
{
    const auto bin = [](const char *target) { return namesFor(target, cargo::TargetKind::Bin, {"bin"}); };
    EXPECT_EQ(bin("x86_64-unknown-linux-gnu"), Names{"x"});
    EXPECT_EQ(bin("x86_64-pc-windows-msvc"), Names{"x.exe"});
    EXPECT_EQ(bin("wasm32-wasip1"), Names{"x.wasm"});
    EXPECT_EQ(bin("x86_64-unknown-uefi"), Names{"x.efi"});
    const auto all = [](const char *target) {
        return namesFor(target, cargo::TargetKind::Lib, {"lib", "rlib", "cdylib", "staticlib"});
    };
    EXPECT_EQ(all("aarch64-unknown-linux-gnu"), (Names{"libx.rlib", "libx.so", "libx.a"}));
    EXPECT_EQ(all("aarch64-apple-darwin"), (Names{"libx.rlib", "libx.dylib", "libx.a"}));
    EXPECT_EQ(all("x86_64-pc-windows-gnu"), (Names{"libx.rlib", "x.dll", "libx.a"}));
    EXPECT_EQ(all("x86_64-pc-windows-msvc"), (Names{"libx.rlib", "x.dll", "x.lib"}));
    EXPECT_EQ(all("wasm32-unknown-unknown"), (Names{"libx.rlib", "x.wasm", "libx.a"}));
}

TEST(ArtifactNames, ofACustomTargetFollowItsCfgs)
{
    Unit unit;
    unit.target.kind = cargo::TargetKind::Bin;
    unit.target.crateTypes = {"bin"};
    const auto cfgs = cargo::CfgSet::fromLines({"windows", "target_os=\"windows\""});
    EXPECT_EQ(outputNames(unit, "x", FileNames::of({"mine", cfgs})), Names{"x.exe"});
}

TEST(ArtifactNames, ofWhatCanBeCompiledAgainst)
{
    Unit unit;
    unit.target.crateTypes = {"cdylib", "rlib", "dylib", "staticlib"};
    EXPECT_EQ(linkableNames(unit, "x", {}), (Names{"libx.rlib", "libx.so"}));
    unit.mode = UnitMode::Check;
    EXPECT_EQ(linkableNames(unit, "x", {}), Names{"libx.rmeta"});
}

TEST(PackageId, namesTheSource)
{
    cargo::Package package;
    package.manifest.name = "thing";
    package.manifest.version = *cargo::Version::parse("1.2.3");
    package.fromRegistry = true;
    EXPECT_EQ(package.id(), "registry+https://github.com/rust-lang/crates.io-index#thing@1.2.3");
    package.source = "git+https://example.org/a/thing?branch=next#0123abcd";
    EXPECT_EQ(package.id(), "git+https://example.org/a/thing?branch=next#1.2.3");
    package.source = "git+https://example.org/a/things#0123abcd";
    EXPECT_EQ(package.id(), "git+https://example.org/a/things#thing@1.2.3");
}

TEST(ScriptOverride, saysWhatTheScriptWouldSay)
{
    const auto output = scriptOutputOf({.libraryPaths = {"native=/lib"},
                                        .libraries = {"z"},
                                        .linkArguments = {{"rustc-link-arg", "-a"},
                                                          {"rustc-link-arg-bins", "-b"},
                                                          {"rustc-link-arg-bin", "tool=-c=1"},
                                                          {"rustc-cdylib-link-arg", "-d"}},
                                        .cfgs = {"one"},
                                        .environment = {{"NAME", "value"}},
                                        .metadata = {{"root", "/usr"}}});
    EXPECT_EQ(output.linkSearch, Names{"native=/lib"});
    EXPECT_EQ(output.linkLibs, Names{"z"});
    EXPECT_EQ(output.linkArguments,
              (std::vector<LinkArgument>{{"all", "-a"}, {"bins", "-b"}, {"bin=tool", "-c=1"}, {"cdylib", "-d"}}));
    EXPECT_EQ(output.cfgs, Names{"one"});
    EXPECT_THAT(output.environment, testing::ElementsAre(testing::Pair("NAME", "value")));
    EXPECT_THAT(output.metadata, testing::ElementsAre(testing::Pair("root", "/usr")));
}

} // namespace
} // namespace crossyard::build
