// SPDX-License-Identifier: MIT OR Apache-2.0
// Graphs of lock files alone, what hostile ones do, and what a feature would change.
#include "graph/project.h"
#include "graph/readers.h"
#include "graph/structure.h"
#include "graph/what_if.h"
#include "graph/writers.h"
#include "unit/graph_world.h"

#include <chrono>
#include <format>

namespace crossyard::graph {
namespace {

using testing::ElementsAre;

constexpr std::string_view registry = "registry+https://github.com/rust-lang/crates.io-index";

std::string entry(const std::string &name, const std::string &version, std::string_view source,
                  const std::vector<std::string> &dependencies)
{
    std::string text = std::format("[[package]]\nname = \"{}\"\nversion = \"{}\"\n", name, version);
    if (!source.empty())
        text += std::format("source = \"{}\"\n", source);
    text += "dependencies = [";
    for (const auto &dependency : dependencies)
        text += std::format("\"{}\", ", dependency);
    return text + "]\n";
}

Result<DependencyGraph> graphOfLock(const std::string &entries)
{
    CY_TRY(const auto lock, cargo::parseLockfile("version = 4\n" + entries, "Cargo.lock"));
    return readLock(lock);
}

// All that a graph is good for, in a time that a person waits.
void expectUsable(const DependencyGraph &graph)
{
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(toTree(graph, {.mostBytes = 1000000}).empty());
    EXPECT_FALSE(toJson(graph).empty());
    EXPECT_FALSE(toDot(graph).empty());
    cycles(graph);
    impliedEdges(graph);
    dominators(graph);
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 100);
}

TEST(LockGraph, beginsWithWhatNobodyNeeds)
{
    const auto graph = graphOfLock(
        entry("app", "0.1.0", "", {"helper", "log"}) + entry("helper", "0.1.0", "", {"log"}) +
        entry("log", "0.4.1", registry, {}) + entry("tool", "0.2.0", "", {"loner"}) +
        entry("loner", "1.0.0", "git+https://example.org/loner#abc", {}) + entry("unused", "1.0.0", registry, {}));
    ASSERT_OK(graph);
    EXPECT_EQ(names(*graph, graph->roots()), "app tool");
    EXPECT_EQ(edgesOf(*graph), (std::set<std::string>{"app>helper", "app>log", "helper>log", "tool>loner"}));
    EXPECT_EQ(graph->edge(0).kinds, 0);
    EXPECT_EQ(graph->node(find(*graph, "app")).source, Source::Member);
    EXPECT_EQ(graph->node(find(*graph, "helper")).source, Source::Path);
    EXPECT_EQ(graph->node(find(*graph, "log")).source, Source::Registry);
    EXPECT_EQ(graph->node(find(*graph, "loner")).source, Source::Git);
    EXPECT_EQ(toTree(*graph), "app v0.1.0\n├── helper v0.1.0\n│   └── log v0.4.1\n└── log v0.4.1\n\n"
                              "tool v0.2.0\n└── loner v1.0.0 (git+https://example.org/loner#abc)\n");
}

TEST(LockGraph, beginsSomewhereInACircle)
{
    const auto circle = graphOfLock(entry("a", "1.0.0", "", {"b"}) + entry("b", "1.0.0", "", {"a", "c"}) +
                                    entry("c", "1.0.0", registry, {"c"}));
    ASSERT_OK(circle);
    EXPECT_EQ(names(*circle, circle->roots()), "a");
    EXPECT_EQ(cycles(*circle).size(), 2U);
    expectUsable(*circle);
    const auto crates = graphOfLock(entry("x", "1.0.0", registry, {"y"}) + entry("y", "1.0.0", registry, {}));
    ASSERT_OK(crates);
    EXPECT_EQ(names(*crates, crates->roots()), "x");
}

TEST(HostileLock, isRefusedWithItsPlace)
{
    const auto hole = graphOfLock(entry("a", "1.0.0", "", {"gone"}));
    ASSERT_FALSE(hole);
    EXPECT_EQ(hole.error().place->line, 5);
    const auto twice = graphOfLock(entry("a", "1.0.0", registry, {}) + entry("a", "1.0.0", registry, {}));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, ErrorCode::BadInput);
    EXPECT_EQ(twice.error().place->line, 7);
    for (const char *text : {"[[package]]\nname = 7\nversion = \"1.0.0\"\n", "[[package]]\nname = \"a\"\n",
                             "package = 3\n[[x]]\n", "[[package]]\nname = \"a\"\nversion = \"one\"\n", "\xff\xfe"}) {
        const auto bad = graphOfLock(text);
        if (std::string_view(text).starts_with("package"))
            EXPECT_OK(bad); // no packages
        else
            EXPECT_FALSE(bad) << text;
    }
    const auto deep = graphOfLock("x = " + std::string(100000, '[') + std::string(100000, ']'));
    EXPECT_FALSE(deep);
}

TEST(HostileLock, ofAHundredThousandPackagesIsReadLikeAnyOther)
{
    constexpr int count = 100000;
    std::string chain = entry("n0", "1.0.0", "", {"n1"});
    for (int i = 1; i < count; ++i)
        chain += entry(std::format("n{}", i), "1.0.0", registry,
                       {std::format("n{}", (i + 1) % count), std::format("n{}", i / 2), std::format("n{}", i)});
    const auto graph = graphOfLock(chain);
    ASSERT_OK(graph);
    EXPECT_EQ(graph->size(), static_cast<std::uint32_t>(count));
    expectUsable(*graph);
}

TEST(HostileLock, ofOneNameInAHundredThousandVersionsIsNoSlower)
{
    constexpr int count = 100000;
    std::string all = entry("app", "1.0.0", "", {"n 1.0.0"});
    for (int i = 0; i < count; ++i)
        all += entry("n", std::format("1.0.{}", i), registry,
                     {std::format("n 1.0.{} ({})", (i + 1) % count, registry), std::format("n 1.0.{}", i / 2)});
    const auto graph = graphOfLock(all);
    ASSERT_OK(graph);
    EXPECT_EQ(graph->size(), static_cast<std::uint32_t>(count) + 1);
    expectUsable(*graph);
}

TEST(HostileLock, withLongNamesKeepsThem)
{
    const std::string name(64 * 1024, 'x');
    std::string all = entry("app", "1.0.0", "", {name + "0", name + "99"});
    for (int i = 0; i < 100; ++i)
        all += entry(name + std::to_string(i), "1.0.0-" + std::string(10000, '1'), registry, {"app"});
    const auto graph = graphOfLock(all);
    ASSERT_OK(graph);
    expectUsable(*graph);
    EXPECT_FALSE(findNodes(*graph, "ap"));
    EXPECT_FALSE(findNodes(*graph, name));
}

class ProjectGraph : public testing::Test {
protected:
    void package(const std::string &name, const std::string &more)
    {
        dir.write(name + "/Cargo.toml", std::format("[package]\nname = \"{}\"\nversion = \"0.1.0\"\n{}", name, more));
        dir.write(name + "/src/lib.rs", "#![no_std]\n");
    }

    Project open() const
    {
        auto project = openProject(dir.path() / "app/Cargo.toml", {});
        EXPECT_OK(project);
        return project.value_or(Project());
    }

    static ProjectRequest everything(const Project &project)
    {
        return {.members = memberFeatures(project, {}, true, false).value_or(std::vector<cargo::FeatureRequest>())};
    }

    static std::vector<std::string> titles(const DependencyGraph &graph, const std::vector<NodeId> &nodes)
    {
        std::vector<std::string> all;
        for (const NodeId node : nodes)
            all.push_back(graph.title(node));
        return all;
    }

    test::TempDir dir;
};

TEST_F(ProjectGraph, knowsTheLineThatAsksAndTheFeatureThatTurnsItOn)
{
    package("app",
            "edition = \"2021\"\n[dependencies]\nnew = { path = \"../old\", package = \"old\", features = [\"x\"], "
            "optional = true, default-features = false }\n[features]\ndefault = [\"fast\"]\nfast = [\"dep:new\"]\n");
    package("old", "[features]\nx = []\n");
    const auto project = open();
    auto request = everything(project);
    request.findNoStd = true;
    const auto graph = readProject(project, request);
    ASSERT_OK(graph);
    ASSERT_EQ(graph->edges().size(), 1U);
    const auto asked = graph->requests(0)[0];
    EXPECT_TRUE(asked.optional);
    EXPECT_FALSE(asked.defaultFeatures);
    EXPECT_EQ(asked.line, 6U);
    EXPECT_EQ(graph->text(asked.rename), "new");
    EXPECT_EQ(graph->text(asked.file), toUtf8(dir.path() / "app/Cargo.toml"));
    EXPECT_THAT(graph->list(asked.features), ElementsAre("x"));
    EXPECT_THAT(graph->list(asked.enabledBy), ElementsAre("fast"));
    EXPECT_THAT(graph->list(graph->node(find(*graph, "app")).features), ElementsAre("default", "fast"));
    EXPECT_EQ(graph->node(find(*graph, "old")).noStd, Known::Yes);
    const auto none = readProject(project, {.members = {{project.members[0], {}, false}}});
    ASSERT_OK(none);
    EXPECT_EQ(none->size(), 1U);
}

TEST_F(ProjectGraph, keepsWhatTheLockSaysOfPackagesThatAreNotHere)
{
    package("app", "[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\ngitted = { git = "
                   "\"https://example.org/g\" }\n[target.'cfg(windows)'.dependencies]\nwin = \"2\"\n");
    dir.write("app/Cargo.lock", "version = 4\n" + entry("app", "0.1.0", "", {"serde", "gitted", "win"}) +
                                    entry("serde", "1.0.200", registry, {"serde_derive"}) +
                                    entry("serde_derive", "1.0.200", registry, {"syn"}) +
                                    entry("syn", "2.0.1", registry, {}) +
                                    entry("gitted", "0.3.0", "git+https://example.org/g#1", {"syn"}) +
                                    entry("win", "2.1.0", registry, {}) + entry("stale", "1.0.0", registry, {}));
    const auto project = open();
    auto request = everything(project);
    const auto graph = readProject(project, request);
    ASSERT_OK(graph);
    EXPECT_EQ(edgesOf(*graph), (std::set<std::string>{"app>gitted", "app>serde", "app>win", "gitted>syn",
                                                      "serde>serde_derive", "serde_derive>syn"}));
    EXPECT_EQ(graph->version(find(*graph, "serde")), "1.0.200");
    EXPECT_EQ(graph->node(find(*graph, "gitted")).source, Source::Git);
    const auto [first, last] = graph->outgoing(find(*graph, "app"));
    for (EdgeId i = first; i < last; ++i)
        EXPECT_EQ(graph->edge(i).kinds, edge::normal);
    const auto [unknown, end] = graph->outgoing(find(*graph, "serde"));
    EXPECT_EQ(graph->edge(unknown).kinds, 0);
    request.target = cargo::PlatformFacts{"x86_64-unknown-linux-gnu", cargo::CfgSet::fromLines({"unix"})};
    const auto unixOnly = readProject(project, request);
    ASSERT_OK(unixOnly);
    EXPECT_FALSE(edgesOf(*unixOnly).contains("app>win"));
}

TEST_F(ProjectGraph, showsRequirementsWhereNothingNamesAVersion)
{
    package("app", "[dependencies]\nserde = \"1.5\"\n");
    const auto project = open();
    const auto graph = readProject(project, everything(project));
    ASSERT_OK(graph);
    const auto &node = graph->node(find(*graph, "serde"));
    EXPECT_EQ(node.source, Source::Missing);
    EXPECT_EQ(label(*graph, find(*graph, "serde")), "serde 1.5 (in no lock file)");
}

TEST_F(ProjectGraph, tellsWhichFeatureDoesNotExist)
{
    package("app", "[features]\nfast = []\n[dependencies]\ndep = { path = \"../dep\" }\n");
    package("dep", "[features]\nx = []\n");
    const auto project = open();
    EXPECT_OK(memberFeatures(project, {"fast", "dep/x", "app/fast"}, true, false));
    const auto wrong = memberFeatures(project, {"fats"}, true, false);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().hint, "did you mean `fast`?");
    EXPECT_FALSE(memberFeatures(project, {"nobody/x"}, true, false));
}

TEST_F(ProjectGraph, saysWhatAFeatureBringsAndTakes)
{
    package("app", "[dependencies]\na = { path = \"../a\", optional = true }\nb = { path = \"../b\" }\n"
                   "[features]\ndefault = [\"most\", \"tiny\"]\nmost = [\"fast\"]\nfast = [\"dep:a\", \"b/x\"]\ntiny = "
                   "[]\nmore = [\"b/y\"]\n");
    package("a", "[dependencies]\nc = { path = \"../c\" }\n");
    package("b", "[features]\nx = []\ny = []\n");
    package("c", "");
    const auto project = open();
    const auto request = everything(project);
    const auto off = whatIf(project, request, project.members[0], "fast", false);
    ASSERT_OK(off);
    EXPECT_TRUE(off->wasOn);
    EXPECT_FALSE(off->isOn);
    EXPECT_TRUE(off->come.empty());
    EXPECT_THAT(titles(off->before, off->go), ElementsAre("a@0.1.0", "c@0.1.0"));
    // What led to it goes with it, and nothing else.
    EXPECT_THAT(off->features, ElementsAre(FeatureChange{"app@0.1.0", {}, {"default", "fast", "most"}},
                                           FeatureChange{"b@0.1.0", {}, {"x"}}));
    const auto on = whatIf(project, request, project.members[0], "more", true);
    ASSERT_OK(on);
    EXPECT_FALSE(on->wasOn);
    EXPECT_TRUE(on->isOn);
    EXPECT_TRUE(on->come.empty());
    EXPECT_THAT(on->features,
                ElementsAre(FeatureChange{"app@0.1.0", {"more"}, {}}, FeatureChange{"b@0.1.0", {"y"}, {}}));
    const auto wrong = whatIf(project, request, project.members[0], "fsat", false);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().hint, "did you mean `fast`?");
}

TEST_F(ProjectGraph, knowsAFeatureThatStaysOnForAnother)
{
    package("app",
            "[workspace]\nmembers = [\"../lib\"]\n[dependencies]\nlib = { path = \"../lib\", features = [\"f\"] }\n");
    dir.write("lib/Cargo.toml", "[package]\nname = \"lib\"\nversion = \"0.1.0\"\nworkspace = "
                                "\"../app\"\n[features]\ndefault = [\"f\"]\nf = []\n");
    dir.write("lib/src/lib.rs", "");
    const auto project = open();
    const auto lib = std::ranges::find(project.members, std::string("lib"),
                                       [&](cargo::PackageIndex i) { return project.packages->at(i).manifest.name; });
    ASSERT_NE(lib, project.members.end());
    const auto off = whatIf(project, everything(project), *lib, "f", false);
    ASSERT_OK(off);
    EXPECT_TRUE(off->isOn);
    EXPECT_TRUE(off->features.empty());
}

} // namespace
} // namespace crossyard::graph
