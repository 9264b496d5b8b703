// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_facets.h"
#include "support/support.h"
#include "sysroot/kit.h"

namespace crossyard {
namespace {

using rust::Fact;
using rust::TargetFacts;
using sysroot::Action;
using sysroot::StepFacts;

TargetFacts target(std::string name, std::string arch, std::string os, std::string width, bool prebuilt = false)
{
    TargetFacts facts;
    facts[Fact::Name] = std::move(name);
    facts[Fact::Arch] = std::move(arch);
    facts[Fact::Os] = std::move(os);
    facts[Fact::PointerWidth] = std::move(width);
    facts.prebuilt = prebuilt;
    return facts;
}

const std::vector<TargetFacts> all{
    target("thumbv7em-none-eabihf", "arm", "none", "32"), target("armv7-unknown-linux-gnueabihf", "arm", "linux", "32"),
    target("x86_64-unknown-linux-gnu", "x86_64", "linux", "64", true), target("avr-none", "avr", "none", "16")};

const rust::Facet &facet(const rust::TargetAnswer &answer, Fact fact)
{
    return *std::ranges::find(answer.facets, fact, &rust::Facet::fact);
}

std::string counts(const rust::Facet &facet)
{
    std::string text;
    for (const auto &value : facet.values)
        text += std::format("{}{}={} ", value.chosen ? "*" : "", value.value, value.count);
    return text;
}

TEST(TargetFacets, CountWhatWouldBeLeftWithAllElseAsItIs)
{
    auto answer = rust::answerQuery(all, {}, {});
    EXPECT_EQ(answer.rows.size(), 4U);
    EXPECT_EQ(counts(facet(answer, Fact::Arch)), "arm=2 avr=1 x86_64=1 ");
    EXPECT_EQ(counts(facet(answer, Fact::PointerWidth)), "16=1 32=2 64=1 ");

    answer = rust::answerQuery(all, {}, {.chosen = {{Fact::Arch, {"arm"}}}});
    EXPECT_EQ(answer.rows, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(counts(facet(answer, Fact::Arch)), "*arm=2 avr=1 x86_64=1 ");
    EXPECT_EQ(counts(facet(answer, Fact::Os)), "linux=1 none=1 ");

    answer = rust::answerQuery(all, {}, {.chosen = {{Fact::Arch, {"arm", "avr"}}, {Fact::Os, {"none"}}}});
    EXPECT_EQ(answer.rows, (std::vector<std::size_t>{0, 3}));
}

TEST(TargetFacets, LeaveOnlyWhatIsPrebuilt)
{
    EXPECT_EQ(rust::answerQuery(all, {}, {.prebuilt = true}).rows, (std::vector<std::size_t>{2}));
}

TEST(TargetFacets, WordsNameChipsWhoseTargetsComeFirst)
{
    const auto answer = rust::answerQuery(all, rust::knownChips(), {.words = "stm32f411"});
    ASSERT_FALSE(answer.chips.empty());
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(all[answer.rows.front()][Fact::Name], "thumbv7em-none-eabihf");
}

TEST(NextStep, IsTheFirstThingThatIsMissing)
{
    StepFacts facts;
    EXPECT_EQ(nextStep(facts).action, Action::OpenProject);
    facts.project = facts.projectWorks = true;
    EXPECT_EQ(nextStep(facts).action, Action::ChooseTarget);
    facts.target = true;
    EXPECT_EQ(nextStep(facts).action, Action::None); // still looking
    facts.canBuild = false;
    facts.firstMissing = "linker rust-lld: not found";
    EXPECT_EQ(nextStep(facts), (sysroot::Step{Action::Mend, "linker rust-lld: not found"}));
    facts.canBuild = true;
    facts.needsSysroot = true;
    EXPECT_EQ(nextStep(facts).action, Action::BuildSysroot);
    facts.sysrootReady = true;
    EXPECT_EQ(nextStep(facts).action, Action::Build);
    facts.built = true;
    EXPECT_EQ(nextStep(facts).action, Action::Build); // a library has nothing to run
    facts.runs = true;
    EXPECT_EQ(nextStep(facts).action, Action::Run);
    facts.projectWorks = false;
    EXPECT_EQ(nextStep(facts).action, Action::None);
}

TEST(ReadProject, SaysWhatAFolderIs)
{
    const test::TempDir dir;
    EXPECT_TRUE(sysroot::readProject(dir.path()).problem);
    dir.write("Cargo.toml", "[package]\nname = 'blinky'\nversion = '0.1.0'\n[profile.small]\ninherits = 'release'\n");
    dir.write("src/main.rs", "fn main() {}");
    dir.write(".cargo/config.toml", "[build]\ntarget = 'thumbv7m-none-eabi'\n");
    const auto facts = sysroot::readProject(dir.path());
    EXPECT_FALSE(facts.problem) << describe(*facts.problem);
    EXPECT_EQ(facts.name, "blinky");
    EXPECT_EQ(facts.profiles, (std::vector<std::string>{"dev", "release", "small"}));
    EXPECT_EQ(facts.target, "thumbv7m-none-eabi");
    EXPECT_TRUE(facts.runs);
    dir.write("Cargo.toml", "[package\nname");
    const auto broken = sysroot::readProject(dir.path());
    ASSERT_TRUE(broken.problem);
    EXPECT_EQ(broken.problem->place->line, 1);
    EXPECT_TRUE(sysroot::readProject(dir.path() / "nowhere").problem);
}

} // namespace
} // namespace crossyard
