// SPDX-License-Identifier: MIT OR Apache-2.0
// Targets as the compiler knows them: found by name and by file, asked once and remembered; their facts, and filters.
#include "base/strings.h"
#include "rust/target_facts.h"
#include "support/support.h"

#include <QByteArray>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace crossyard;
using namespace crossyard::rust;
using testing::Contains;
using testing::HasSubstr;

namespace {

/// Tests with a real compiler: the system's, with a store of their own.
class WithRustc : public testing::Test {
protected:
    void SetUp() override
    {
        const auto rustc = findProgram("/usr/bin/rustc");
        if (!rustc)
            GTEST_SKIP() << "no rustc";
        qputenv("CROSSYARD_HOME", toUtf8(m_dir.path() / "store").c_str());
        auto probed = probeCompiler(*rustc);
        ASSERT_OK(probed);
        compiler = std::move(*probed);
    }
    void TearDown() override { qunsetenv("CROSSYARD_HOME"); }

    /// The same compiler by its identity, with a program that cannot run: only what is remembered can answer.
    Compiler dead() const
    {
        Compiler copy = compiler;
        copy.rustc = m_dir.path() / "no such rustc";
        return copy;
    }
    fs::path write(const char *name, std::string_view text) { return m_dir.write(name, text); }
    const fs::path &dir() const { return m_dir.path(); }

    Compiler compiler;

private:
    test::TempDir m_dir;
};

const TargetFacts &named(const std::vector<TargetFacts> &all, std::string_view name)
{
    static const TargetFacts none;
    const auto found = std::ranges::find(all, name, [](const TargetFacts &facts) { return facts[Fact::Name]; });
    EXPECT_NE(found, all.end()) << name;
    return found == all.end() ? none : *found;
}

TargetFacts factsFrom(const char *json)
{
    return factsOfSpec("t", nlohmann::ordered_json::parse(json));
}

} // namespace

TEST_F(WithRustc, ABuiltinTargetIsFoundByItsName)
{
    const auto target = findTarget(compiler, "thumbv7m-none-eabi", dir());
    ASSERT_OK(target);
    EXPECT_FALSE(target->custom());
    EXPECT_EQ(target->argument(), "thumbv7m-none-eabi");
}

TEST_F(WithRustc, ASpecIsFoundByItsFileAndByItsName)
{
    const auto file = write("my-none.json", "{}\n");
    const auto byFile = findTarget(compiler, "my-none.json", dir());
    ASSERT_OK(byFile);
    EXPECT_EQ(byFile->specFile, file);
    EXPECT_EQ(byFile->specBytes, "{}\n");
    const auto byName = findTarget(compiler, "my-none", dir());
    EXPECT_EQ(byName, byFile);
}

TEST_F(WithRustc, ASpecIsFoundInRustTargetPath)
{
    write("specs/other-none.json", "{}");
    qputenv("RUST_TARGET_PATH", toUtf8(dir() / "specs").c_str());
    const auto found = findTarget(compiler, "other-none", dir());
    qunsetenv("RUST_TARGET_PATH");
    ASSERT_OK(found);
    EXPECT_EQ(found->name, "other-none");
}

TEST_F(WithRustc, ASpecInTheSysrootIsCalledByItsName)
{
    Compiler moved = compiler;
    moved.sysroot = dir();
    write("lib/rustlib/installed-none/target.json", "{}");
    const auto found = findTarget(moved, "installed-none", dir() / "elsewhere");
    ASSERT_OK(found);
    EXPECT_EQ(found->argument(), "installed-none");
    EXPECT_EQ(found->specBytes, "{}");
}

TEST_F(WithRustc, AnUnknownTargetIsToldWithTheClosestOnes)
{
    const auto misspelt = findTarget(compiler, "thumbv7m-non-eabi", dir());
    ASSERT_FALSE(misspelt);
    EXPECT_EQ(misspelt.error().code, ErrorCode::NotFound);
    EXPECT_THAT(misspelt.error().hint, HasSubstr("thumbv7m-none-eabi"));
    const auto chip = findTarget(compiler, "stm32f411", dir());
    ASSERT_FALSE(chip);
    EXPECT_THAT(chip.error().hint, HasSubstr("thumbv7em-none-eabihf"));
    const auto half = findTarget(compiler, "thumbv7em", dir());
    ASSERT_FALSE(half);
    EXPECT_THAT(half.error().hint, HasSubstr("thumbv7em-none-eabihf"));
    const auto noFile = findTarget(compiler, "no.json", dir());
    ASSERT_FALSE(noFile);
    EXPECT_EQ(noFile.error().code, ErrorCode::NotFound);
    fs::create_directory(dir() / "dir.json");
    EXPECT_FALSE(findTarget(compiler, "dir.json", dir()));
}

TEST_F(WithRustc, WhatTheEngineNeedsIsRead)
{
    const auto thumb = targetInfo(compiler, {"thumbv7em-none-eabihf", {}, {}});
    ASSERT_OK(thumb);
    EXPECT_EQ(thumb->arch, "arm");
    EXPECT_EQ(thumb->os, "none");
    EXPECT_EQ(thumb->panicStrategy, "abort");
    EXPECT_EQ(thumb->llvmTarget, "thumbv7em-none-eabihf");
    const auto host = targetInfo(compiler, {"x86_64-unknown-linux-gnu", {}, {}});
    ASSERT_OK(host);
    EXPECT_EQ(host->panicStrategy, "unwind");
    EXPECT_EQ(host->env, "gnu");
}

TEST_F(WithRustc, CfgsFollowTheFlagsAndAreAskedOnce)
{
    const TargetRef target{"thumbv7em-none-eabihf", {}, {}};
    const auto plain = targetCfg(compiler, target);
    ASSERT_OK(plain);
    EXPECT_THAT(*plain, Contains("target_os=\"none\""));
    EXPECT_THAT(*plain, Contains("target_pointer_width=\"32\""));
    const auto flagged = targetCfg(compiler, target, {"--cfg", "mine"});
    ASSERT_OK(flagged);
    EXPECT_THAT(*flagged, Contains("mine"));
    EXPECT_EQ(targetCfg(dead(), target), plain);
    EXPECT_EQ(targetCfg(dead(), target, {"--cfg", "mine"}), flagged);
    EXPECT_FALSE(targetCfg(dead(), target, {"--cfg", "other"}));
    const auto host = hostCfg(compiler);
    ASSERT_OK(host);
    EXPECT_THAT(*host, Contains(HasSubstr("target_arch=")));
    EXPECT_EQ(hostCfg(dead()), host);
}

TEST_F(WithRustc, ARefusedSpecIsAnErrorWithTheCompilersWords)
{
    write("bad-none.json", R"({"llvm-target": "thumbv7m-none-eabi"})");
    const auto target = findTarget(compiler, "bad-none.json", dir());
    ASSERT_OK(target);
    const auto cfg = targetCfg(compiler, *target);
    ASSERT_FALSE(cfg);
    EXPECT_EQ(cfg.error().code, ErrorCode::ToolFailed);
    ASSERT_TRUE(cfg.error().place);
    EXPECT_EQ(cfg.error().place->file, *target->specFile);
    EXPECT_THAT(cfg.error().hint, HasSubstr("target check"));
}

TEST_F(WithRustc, FactsOfAllTargetsAreAskedOnce)
{
    const auto all = allTargetFacts(compiler);
    ASSERT_OK(all);
    const auto names = builtinTargets(compiler);
    ASSERT_OK(names);
    EXPECT_EQ(all->size(), names->size());
    EXPECT_EQ(allTargetFacts(dead()), all);
    EXPECT_EQ(builtinTargets(dead()), names);
    EXPECT_EQ(named(*all, "thumbv7em-none-eabihf")[Fact::Float], "hard");
    EXPECT_EQ(named(*all, "thumbv7em-none-eabi")[Fact::Float], "soft");
    EXPECT_EQ(named(*all, "thumbv6m-none-eabi")[Fact::Cas], "false");
    EXPECT_EQ(named(*all, "riscv32imac-unknown-none-elf")[Fact::Float], "soft");
    EXPECT_EQ(named(*all, "riscv64gc-unknown-linux-gnu")[Fact::Float], "hard");
    EXPECT_EQ(named(*all, "s390x-unknown-linux-gnu")[Fact::Endian], "big");
    EXPECT_TRUE(named(*all, compiler.host).prebuilt);
    const auto one = targetFacts(compiler, {"thumbv7em-none-eabihf", {}, {}});
    ASSERT_OK(one);
    EXPECT_EQ(*one, named(*all, "thumbv7em-none-eabihf"));
}

TEST_F(WithRustc, ADamagedMemoryIsAskedAnew)
{
    const auto all = allTargetFacts(compiler);
    ASSERT_OK(all);
    for (const auto &entry : fs::directory_iterator(dir() / "store" / "probe"))
        fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    EXPECT_EQ(allTargetFacts(compiler), all);
}

TEST(TargetFacts, DefaultsAreTheCompilers)
{
    const auto facts = factsFrom(R"({"arch": "x86_64", "target-pointer-width": "64"})");
    EXPECT_EQ(facts[Fact::Os], "none");
    EXPECT_EQ(facts[Fact::Vendor], "unknown");
    EXPECT_EQ(facts[Fact::Panic], "unwind");
    EXPECT_EQ(facts[Fact::Endian], "little");
    EXPECT_EQ(facts[Fact::Atomics], "64");
    EXPECT_EQ(facts[Fact::Float], "hard");
    EXPECT_EQ(facts[Fact::Std], "");
}

TEST(TargetFacts, FloatAbiIsToldByWhateverTheSpecSays)
{
    EXPECT_EQ(factsFrom(R"({"arch": "arm", "llvm-floatabi": "hard"})")[Fact::Float], "hard");
    EXPECT_EQ(factsFrom(R"({"arch": "arm", "abi": "eabihf"})")[Fact::Float], "hard");
    EXPECT_EQ(factsFrom(R"({"arch": "arm", "abi": "eabi"})")[Fact::Float], "soft");
    EXPECT_EQ(factsFrom(R"({"arch": "x86_64", "features": "-mmx,+soft-float"})")[Fact::Float], "soft");
    EXPECT_EQ(factsFrom(R"({"arch": "riscv32", "features": "+f,+d", "llvm-abiname": "ilp32"})")[Fact::Float], "soft");
    EXPECT_EQ(factsFrom(R"({"arch": "riscv32", "features": "+m,+f"})")[Fact::Float], "hard");
    EXPECT_EQ(factsFrom(R"({"arch": "aarch64", "abi": "softfloat"})")[Fact::Float], "soft");
    EXPECT_EQ(factsFrom(R"({"arch": "avr"})")[Fact::Float], "soft");
}

TEST(TargetFacts, FiltersUnderstandKeysAsRustcSpellsThem)
{
    auto facts = factsFrom(R"({"arch": "arm", "target-pointer-width": 32, "features": "+vfp4,-neon",
        "metadata": {"std": false, "tier": 2, "description": "Bare ARM"}})");
    const auto passes = [&](const char *text) {
        const auto filter = parseFactFilter(text);
        EXPECT_OK(filter);
        return filter && matches(facts, *filter);
    };
    EXPECT_TRUE(passes("arch=arm"));
    EXPECT_TRUE(passes("target_arch=ARM"));
    EXPECT_TRUE(passes("arch=x86,arm"));
    EXPECT_TRUE(passes("arch=a*"));
    EXPECT_FALSE(passes("arch!=arm"));
    EXPECT_TRUE(passes("pointer_width=32"));
    EXPECT_TRUE(passes("std=no"));
    EXPECT_TRUE(passes("tier=2"));
    EXPECT_TRUE(passes("features=vfp4"));
    EXPECT_TRUE(passes("features=-neon"));
    EXPECT_FALSE(passes("features=neon"));
    EXPECT_TRUE(passes("description=bare"));
    EXPECT_TRUE(passes("env="));
    EXPECT_FALSE(passes("prebuilt=true"));
    EXPECT_TRUE(matchesSearch(facts, "ARM bare"));
    EXPECT_FALSE(matchesSearch(facts, "arm linux"));
}

TEST(TargetFacts, AnUnknownKeyIsAUsageErrorWithTheClosestOne)
{
    const auto filter = parseFactFilter("pointer-widht=32");
    ASSERT_FALSE(filter);
    EXPECT_EQ(filter.error().code, ErrorCode::Usage);
    EXPECT_THAT(filter.error().hint, HasSubstr("`pointer-width`"));
    EXPECT_FALSE(parseFactFilter("arch"));
    EXPECT_FALSE(parseFactFilter("=x"));
}

TEST(TargetFacts, JsonHasNumbersFlagsAndLists)
{
    const auto json = toJson(factsFrom(R"({"arch": "arm", "target-pointer-width": 32, "target-family": ["unix"],
        "metadata": {"std": true}})"));
    EXPECT_EQ(json["pointer-width"], 32);
    EXPECT_EQ(json["std"], true);
    EXPECT_EQ(json["tier"], nullptr);
    EXPECT_EQ(json["family"], nlohmann::ordered_json::array({"unix"}));
    EXPECT_EQ(json["prebuilt"], false);
}
