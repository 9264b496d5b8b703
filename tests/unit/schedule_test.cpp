// SPDX-License-Identifier: MIT OR Apache-2.0
// The order in which units are to start.
#include "build/schedule.h"
#include "support/support.h"

#include <algorithm>
#include <random>

namespace crossyard::build {
namespace {

using testing::ElementsAre;

WorkEstimate library(double metadata, double code, std::vector<UnitIndex> on = {})
{
    return {.metadata = metadata, .code = code, .early = true, .dependencies = std::move(on)};
}
WorkEstimate program(double seconds, std::vector<UnitIndex> on)
{
    return {.metadata = seconds, .code = 0, .early = false, .dependencies = std::move(on)};
}

TEST(Schedule, IsTheLongestWayWhereThereAreProcessorsForAll)
{
    // 0 <- 1 <- 3, 0 <- 2 <- 3, and a program of 3
    const std::vector<WorkEstimate> units{library(1, 5), library(2, 1, {0}), library(4, 30, {0}), library(3, 7, {1, 2}),
                                          program(2, {3})};
    // The program waits for all of 3; 3 starts with the metadata of the two, though the code of 2 takes longer than
    // all the rest; so that is what the end waits for.
    EXPECT_THAT(leadTimes(units, 100), ElementsAre(35, 14, 34, 12, 2));
}

TEST(Schedule, NeverDependsOnHowManyProcessorsThereAreForOneWay)
{
    const std::vector<WorkEstimate> units{program(1, {}), program(2, {0}), program(3, {1})};
    for (const int processors : {-1, 0, 1, 2, 9})
        EXPECT_THAT(leadTimes(units, processors), ElementsAre(6, 5, 3)) << processors;
}

TEST(Schedule, KeepsMuchCodeForTheTimeInWhichTheLastIsRead)
{
    // The root is read in 10 and written in 20; one library that it needs has much code, ten have none.
    std::vector<WorkEstimate> units{library(10, 20), library(5, 10)};
    units[0].dependencies.push_back(1);
    for (UnitIndex i = 2; i < 12; ++i) {
        units.push_back(library(1, 0));
        units[0].dependencies.push_back(i);
    }
    const auto leads = leadTimes(units, 2);
    EXPECT_EQ(leads[0], 30);
    EXPECT_EQ(leads[1], 35) << "its metadata is there when the root begins, and its code is written beside";
    // The other processor has five of the ten to do while its metadata is made; the rest comes before.
    EXPECT_EQ(std::ranges::count_if(leads, [&](double lead) { return lead > leads[1]; }), 5);
}

TEST(Schedule, PutsWhatIsNeededBeforeWhoeverNeedsIt)
{
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        std::vector<WorkEstimate> units;
        for (UnitIndex i = 0; i < 60; ++i) {
            WorkEstimate unit{.metadata = 1 + static_cast<double>(random() % 9),
                              .code = static_cast<double>(random() % 30),
                              .early = random() % 3 > 0,
                              .dependencies = {}};
            for (UnitIndex below = 0; below < i; ++below) {
                if (random() % 12 == 0)
                    unit.dependencies.push_back(below);
            }
            units.push_back(std::move(unit));
        }
        const auto leads = leadTimes(units, 1 + round % 5);
        for (const auto &unit : units) {
            const double own = leads[static_cast<UnitIndex>(&unit - units.data())];
            EXPECT_GE(own, unit.metadata + unit.code);
            for (const UnitIndex below : unit.dependencies) {
                const bool early = unit.early && units[below].early;
                EXPECT_GE(leads[below], own + units[below].metadata + (early ? 0 : units[below].code));
            }
        }
    }
}

TEST(Schedule, TakesTheSizeOfSourcesForTime)
{
    const test::TempDir dir;
    dir.write("large/src/lib.rs", std::string(700'000, '/'));
    dir.write("large/src/more/a.rs", std::string(300'000, '/'));
    dir.write("small/src/main.rs", "fn main() {}\n");
    UnitGraph graph;
    Unit unit;
    unit.target.source = dir.path() / "large/src/lib.rs";
    unit.target.crateTypes = {"lib"};
    graph.units.push_back(unit);
    unit.profile.optLevel = "s";
    graph.units.push_back(unit);
    unit.mode = UnitMode::Check;
    graph.units.push_back(unit);
    unit.mode = UnitMode::Build;
    unit.target.source = dir.path() / "small/src/main.rs";
    unit.target.kind = cargo::TargetKind::Bin;
    unit.target.crateTypes = {"bin"};
    unit.dependencies = {{.unit = 1, .externName = "large", .isPublic = false}};
    graph.units.push_back(unit);
    const auto work = estimateWork(graph, {true, true, true, true});
    EXPECT_EQ(work[0].metadata, 1'020'000);
    EXPECT_EQ(work[0].code, 1'000'000);
    EXPECT_TRUE(work[0].early);
    EXPECT_EQ(work[1].code, 3'000'000);
    EXPECT_EQ(work[2].code, 0);
    EXPECT_EQ(work[3].metadata, 20'013);
    EXPECT_FALSE(work[3].early);
    EXPECT_THAT(work[3].dependencies, ElementsAre(1));
    const auto unneeded = estimateWork(graph, {false, true, true, true});
    EXPECT_LT(unneeded[0].metadata + unneeded[0].code, 2);
}

} // namespace
} // namespace crossyard::build
