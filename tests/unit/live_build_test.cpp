// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds from made event streams: whole ones, cut ones, and some that no job of ours would tell.
#include "job/job_history.h"
#include "job/live_build_text.h"
#include "job/recorded_job.h"
#include "support/support.h"

#include <fstream>

namespace crossyard::job {
namespace {

using activity::BuildGraph;
using activity::Event;
using Outcome = Event::Outcome;
using Numbers = std::vector<UnitNumber>;

constexpr activity::Id job = 1;

// core <- alloc <- std, core <- script <- run <- std; `run` is no library, and core is one.
BuildGraph library()
{
    BuildGraph graph;
    for (const char *title : {"core", "alloc", "std", "script", "run"})
        graph.units.push_back({.title = title, .kind = "lib", .early = true, .reason = "not built before"});
    graph.units[3].early = graph.units[4].early = false;
    graph.edges = {{1, 0}, {2, 1}, {2, 4}, {4, 3}, {2, 0}};
    return graph;
}

// Tells events of a job at times in seconds after its graph; the activity of unit N is 10 + N.
class Teller {
public:
    explicit Teller(const BuildGraph &graph = library())
    {
        tell(0, {.kind = Event::Kind::Graph, .id = job, .text = toJson(graph)});
    }

    void tell(double at, const Event &event) { build.take({1'000'000 + static_cast<std::int64_t>(at * 1000), event}); }
    void start(double at, int unit, activity::Id id = 0)
    {
        tell(at, {.kind = Event::Kind::Started, .id = id ? id : idOf(unit), .parent = job, .text = "x", .unit = unit});
    }
    void usable(double at, int unit) { tell(at, {.kind = Event::Kind::Usable, .id = idOf(unit)}); }
    void finish(double at, int unit, Outcome outcome = Outcome::Done)
    {
        tell(at, {.kind = Event::Kind::Finished, .id = idOf(unit), .outcome = outcome});
    }
    static activity::Id idOf(int unit) { return static_cast<activity::Id>(10 + unit); }
    std::string states()
    {
        build.settle();
        std::string text;
        for (const auto &unit : build.units())
            text += std::string(text.empty() ? "" : ", ") + std::string(unitStateName(unit.state));
        return text;
    }

    LiveBuild build;
};

TEST(BuildGraph, ComesBackFromItsJson)
{
    BuildGraph graph = library();
    graph.units[1].needed = false;
    graph.units[1].seconds = 1.5;
    graph.units[1].reason.clear();
    graph.units[3].host = true;
    EXPECT_EQ(activity::buildGraphFrom(toJson(graph)), graph);
    for (const char *broken :
         {"", "[]", R"({"units":[]})", R"({"units":[1],"edges":[]})", R"({"units":[{"title":"a"}],"edges":[[0,1]]})",
          R"({"units":[{"title":"a"}],"edges":[[0,-1]]})", R"({"units":[{}],"edges":[[0]]})"})
        EXPECT_FALSE(activity::buildGraphFrom(broken)) << broken;
    EXPECT_TRUE(activity::buildGraphFrom(R"({"units":[{"title":7}],"edges":[]})"));
}

TEST(Event, ComesBackFromItsJson)
{
    for (const Event &event :
         {Event{.kind = Event::Kind::Started, .id = 3, .parent = 1, .text = "a \"b\"", .unit = 2},
          Event{.kind = Event::Kind::Finished, .id = 3, .text = "why", .outcome = Outcome::Failed},
          Event{.kind = Event::Kind::Usable, .id = 3}, Event{.kind = Event::Kind::Found, .id = 1, .unit = 0},
          Event{.kind = Event::Kind::Progress, .id = 1, .done = 3, .total = 4},
          Event{.kind = Event::Kind::Note, .text = "n", .level = Event::Level::Warning}}) {
        const auto back = activity::fromJson(toJson(event));
        ASSERT_TRUE(back) << toJson(event);
        EXPECT_EQ(toJson(*back), toJson(event));
    }
    const auto graph =
        activity::fromJson(toJson(Event{.kind = Event::Kind::Graph, .id = 1, .text = toJson(library())}));
    ASSERT_TRUE(graph);
    EXPECT_EQ(activity::buildGraphFrom(graph->text), library());
    EXPECT_FALSE(activity::fromJson("{\"event\":\"of the future\"}"));
    EXPECT_FALSE(activity::fromJson("{\"event\":\"li"));
}

TEST(LiveBuild, OfAPlanSaysWhyEachUnitWouldBeBuilt)
{
    LiveBuild build;
    BuildGraph graph;
    graph.units = {{.title = "core 0.0.0", .kind = "lib", .reason = "not built before"},
                   {.title = "alloc 0.0.0", .kind = "lib", .reason = "core changed"}};
    graph.edges = {{1, 0}};
    build.take(BuildEvent{0, {.kind = Event::Kind::Graph, .id = 1, .text = toJson(graph)}});
    build.settle();
    EXPECT_EQ(build.units()[1].state, UnitState::Waiting);
    EXPECT_EQ(reasonOf(build, 1), "core changed");
}

TEST(LiveBuild, FollowsEachUnitFromWaitingToBuilt)
{
    Teller teller;
    EXPECT_EQ(teller.states(), "ready, waiting, waiting, ready, waiting");
    teller.start(0, 0);
    teller.start(0, 3);
    EXPECT_EQ(teller.states(), "running, waiting, waiting, running, waiting");
    teller.finish(2, 3);
    EXPECT_EQ(teller.states(), "running, waiting, waiting, built, ready");
    // alloc is a library as core is: it needs no more than core's metadata. std waits for more.
    teller.usable(3, 0);
    EXPECT_EQ(teller.states(), "running, ready, waiting, built, ready");
    EXPECT_EQ(missing(teller.build, 2), (Numbers{1, 4}));
    EXPECT_EQ(missing(teller.build, 1), Numbers{});
    teller.start(3, 1);
    teller.start(3, 4);
    teller.finish(4, 0);
    teller.finish(5, 1);
    teller.finish(6, 4);
    teller.start(6, 2);
    teller.finish(9, 2);
    EXPECT_EQ(teller.states(), "built, built, built, built, built");
    EXPECT_EQ(secondsOf(teller.build.units()[0], 0), 4);
    EXPECT_EQ(wallSeconds(teller.build), 9);
}

TEST(LiveBuild, SaysWhatAFailureBlocksAndWhatItEndedOnItsWay)
{
    Teller teller;
    teller.start(0, 0);
    teller.start(0, 3);
    teller.finish(1, 3, Outcome::Failed);
    // std and the script's run need what failed; alloc does not.
    EXPECT_EQ(teller.states(), "running, waiting, blocked, failed, blocked");
    EXPECT_EQ(firstFailure(teller.build), 3U);
    EXPECT_EQ(reasonOf(teller.build, 2), "needs script");
    EXPECT_EQ(reasonOf(teller.build, 1), "waits for core");
    teller.finish(1.5, 0, Outcome::Cancelled);
    teller.build.end();
    EXPECT_EQ(teller.states(), "cancelled, not begun, blocked, failed, blocked");
    EXPECT_EQ(dependants(teller.build, 3), (Numbers{2, 4}));
}

TEST(LiveBuild, EndsWhatAKilledJobLeft)
{
    Teller teller;
    teller.start(0, 0);
    teller.start(1, 3);
    teller.finish(4, 3);
    teller.build.end();
    EXPECT_EQ(teller.states(), "cancelled, not begun, not begun, built, not begun");
    EXPECT_EQ(secondsOf(teller.build.units()[0], 0), 4); // as far as it was heard of
    EXPECT_FALSE(firstFailure(teller.build));
}

TEST(LiveBuild, LeavesOutWhatWasNotTold)
{
    LiveBuild build;
    build.take({5, {.kind = Event::Kind::Started, .id = 10, .parent = job, .unit = 0}});
    build.take({6, {.kind = Event::Kind::Finished, .id = 10}});
    build.settle();
    EXPECT_FALSE(build.known());
    EXPECT_TRUE(longestChain(build).units.empty());

    Teller teller;
    teller.finish(1, 0); // its start is missing
    teller.usable(1, 1);
    teller.start(1, 99);
    teller.start(1, -1);
    teller.tell(1, {.kind = Event::Kind::Started, .id = 30, .parent = 77, .unit = 0}); // of another graph
    teller.tell(1, {.kind = Event::Kind::Found, .id = job, .unit = 400});
    teller.tell(1, {.kind = Event::Kind::Graph, .id = 9, .text = "{}"});
    EXPECT_EQ(teller.states(), "ready, waiting, waiting, ready, waiting");
}

TEST(LiveBuild, CountsTheLastRunOfAScriptThatRunsTwice)
{
    Teller teller;
    teller.start(0, 3);
    teller.finish(1, 3);
    teller.start(1, 4);
    teller.finish(2, 4);
    teller.start(2, 4, 50);
    EXPECT_EQ(teller.states(), "ready, waiting, waiting, built, running");
    teller.finish(3, 4); // that was the first one
    EXPECT_EQ(teller.states(), "ready, waiting, waiting, built, running");
    teller.tell(5, {.kind = Event::Kind::Finished, .id = 50});
    EXPECT_EQ(secondsOf(teller.build.units()[4], 0), 3);
}

TEST(LiveBuild, TellsWhatIsReusedFromTheStartAndWhatAnotherProcessBuilt)
{
    BuildGraph graph = library();
    graph.units[0].needed = false;
    Teller teller(graph);
    EXPECT_EQ(teller.states(), "reused, ready, waiting, ready, waiting");
    teller.tell(1, {.kind = Event::Kind::Found, .id = job, .unit = 1});
    teller.build.settle();
    EXPECT_EQ(teller.build.count(UnitState::Reused), 2U);
    EXPECT_EQ(teller.build.count(UnitState::Waiting), 2U);
}

TEST(LiveBuild, PutsSeveralGraphsOfAJobBesideOneAnother)
{
    Teller teller;
    teller.tell(7, {.kind = Event::Kind::Graph, .id = 2, .text = toJson(library())});
    teller.tell(8, {.kind = Event::Kind::Started, .id = 80, .parent = 2, .unit = 1});
    teller.build.settle();
    ASSERT_EQ(teller.build.units().size(), 10U);
    EXPECT_EQ(teller.build.units()[6].state, UnitState::Running);
    EXPECT_EQ(teller.build.units()[6].needs, Numbers{5});
}

TEST(LiveBuild, PacksUnitsIntoTheFirstLaneThatIsFree)
{
    Teller teller;
    teller.start(0, 0);
    teller.start(0, 3);
    teller.finish(2, 3);
    teller.start(2, 4);
    teller.finish(3, 0);
    teller.start(3, 1);
    teller.build.settle();
    const auto lane = [&](std::size_t unit) { return teller.build.units()[unit].lane; };
    EXPECT_EQ(teller.build.lanes(), 2U);
    EXPECT_EQ(lane(0), 0U);
    EXPECT_EQ(lane(3), 1U);
    EXPECT_EQ(lane(4), 1U);
    EXPECT_EQ(lane(1), 0U);
    // Along the lanes, and between them to what ran at the time.
    EXPECT_EQ(stepInTime(teller.build, {}, TimeStep::Later), 0U);
    EXPECT_EQ(stepInTime(teller.build, 0, TimeStep::Later), 1U);
    EXPECT_EQ(stepInTime(teller.build, 1, TimeStep::Later), std::nullopt);
    EXPECT_EQ(stepInTime(teller.build, 1, TimeStep::Earlier), 0U);
    EXPECT_EQ(stepInTime(teller.build, 1, TimeStep::LaneDown), 4U);
    EXPECT_EQ(stepInTime(teller.build, 0, TimeStep::LaneUp), std::nullopt);
    EXPECT_EQ(stepInTime(teller.build, 2, TimeStep::Later), 0U); // std has not run: from the beginning
}

TEST(LongestChain, CountsOfWhatOthersCanBuildOnEarlyOnlyTheTimeUntilThen)
{
    Teller teller;
    teller.start(0, 0);
    teller.usable(6, 0);
    teller.start(6, 1);
    teller.usable(8, 1);
    teller.finish(9, 1);
    teller.finish(10, 0);
    teller.start(10, 2);
    teller.finish(13, 2);
    teller.build.end();
    teller.build.settle();
    const auto chain = longestChain(teller.build);
    EXPECT_EQ(chain.units, (Numbers{0, 1, 2}));
    EXPECT_DOUBLE_EQ(chain.seconds, 6 + 2 + 3);
    EXPECT_LE(chain.seconds, wallSeconds(teller.build));
}

TEST(LongestChain, StopsAtACircleRatherThanRunForEver)
{
    BuildGraph graph = library();
    graph.edges.emplace_back(0, 2);
    Teller teller(graph);
    teller.start(0, 3);
    teller.finish(1, 3, Outcome::Failed);
    teller.build.end();
    EXPECT_EQ(teller.states(), "blocked, blocked, blocked, failed, blocked");
    EXPECT_EQ(longestChain(teller.build).units, Numbers{3});
}

TEST(LiveBuildText, PutsWhatFailedFirstAndEndsWithTheCriticalPath)
{
    Teller teller;
    teller.start(0, 0);
    teller.tell(0, {.kind = Event::Kind::Command, .id = 10, .text = "rustc core"});
    teller.finish(2, 0);
    teller.start(2, 1);
    teller.finish(3, 1, Outcome::Failed);
    teller.build.end();
    teller.build.settle();
    const auto text = toText(teller.build, 0);
    EXPECT_TRUE(text.starts_with("failed          1.0 s  alloc   not built before\n")) << text;
    EXPECT_THAT(text, testing::HasSubstr("blocked                std     needs alloc\n"));
    EXPECT_THAT(text, testing::HasSubstr("\n1 built, 1 failed, 1 blocked, 2 not begun\n"));
    EXPECT_TRUE(text.ends_with("critical path: core > alloc: 3.0 s of 3.0 s")) << text;
    EXPECT_THAT(toJson(teller.build, 0), testing::HasSubstr("\"command\": \"rustc core\""));
}

struct NoSink : activity::Sink {
    void take(const activity::Event &) override {}
};

TEST(BuildEvents, AreSeenByOthersWhileTheJobRunsAndKeptWithWhoSaidWhat)
{
    const test::TempDir dir;
    const auto recorded = std::make_shared<RecordedJob>(
        dir.path(), JobRequest{.title = "builds", .kind = "sysroot", .subject = {}, .work = {}},
        std::make_shared<NoSink>());
    activity::Reporter reporter(recorded);
    const auto whole = reporter.start("all");
    reporter.graph(whole, toJson(library()));
    const auto core = reporter.start("core", whole, 0);
    const auto script = reporter.start("script", whole, 3);
    reporter.command(core, "rustc core");

    const auto history = JobHistory::open(dir.path());
    const auto id = history->list().front().id;
    std::size_t from = 0;
    LiveBuild build;
    build.take(history->buildEvents(id, from));
    build.settle();
    EXPECT_EQ(build.count(UnitState::Running), 2U);
    EXPECT_EQ(build.units()[0].command, "rustc core");
    EXPECT_TRUE(history->buildEvents(id, from).empty());

    reporter.line(core, "core says");
    reporter.line(script, "script says");
    reporter.line(core, "core goes on");
    reporter.finish(core, Outcome::Done);
    reporter.finish(script, Outcome::Failed);
    recorded->end(fail(ErrorCode::ToolFailed, "two\nlines"));
    build.take(history->buildEvents(id, from));
    build.settle();
    EXPECT_EQ(build.count(UnitState::Built), 1U);
    EXPECT_EQ(build.count(UnitState::Failed), 1U);
    const auto log = history->log(id);
    std::string said;
    for (std::size_t i = 0; i < log->count(); ++i) {
        if (log->activityOf(i) == build.units()[0].activity)
            said += log->line(i) + ";";
    }
    EXPECT_EQ(said, "core;core says;core goes on;");
    EXPECT_EQ(log->activityOf(log->count() - 1), 0U);
}

TEST(BuildEvents, OfAFileThatIsBeingWrittenAreReadAsFarAsTheyAreWhole)
{
    const test::TempDir dir;
    const auto file = dir.path() / "1.events";
    appendBuildEvent(file, {5, {.kind = Event::Kind::Graph, .id = job, .text = toJson(library())}});
    std::ofstream(file, std::ios::app) << "no JSON\n{\"at\":6,\"event\":\"star";
    std::size_t from = 0;
    auto events = readBuildEvents(file, from);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].at, 5);
    std::ofstream(file, std::ios::app) << "ted\",\"id\":3,\"parent\":1,\"unit\":2,\"text\":\"std\"}\n";
    events = readBuildEvents(file, from);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].event.unit, 2);
    EXPECT_EQ(from, fs::file_size(file));
    std::size_t none = 0;
    EXPECT_TRUE(readBuildEvents(dir.path() / "2.events", none).empty());
}

} // namespace
} // namespace crossyard::job
