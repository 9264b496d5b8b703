// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/structure.h"
#include "unit/graph_world.h"

#include <chrono>

namespace crossyard::graph {
namespace {

using testing::ElementsAre;

std::set<std::string> withoutImplied(const DependencyGraph &graph)
{
    auto edges = impliedEdges(graph);
    edges.flip();
    return edgesOf(keep(graph, Mask(graph.size(), true), edges, graph.roots()).graph);
}

bool reaches(const DependencyGraph &graph, NodeId from, NodeId to, const Mask &edges)
{
    Mask seen(graph.size());
    std::vector<NodeId> waiting{from};
    while (!waiting.empty()) {
        const auto [first, last] = graph.outgoing(waiting.back());
        waiting.pop_back();
        for (EdgeId i = first; i < last; ++i) {
            const NodeId next = graph.edge(i).to;
            if (!edges[i] || seen[next])
                continue;
            if (next == to)
                return true;
            seen[next] = true;
            waiting.push_back(next);
        }
    }
    return false;
}

TEST(Cycles, areComponentsOfSeveralNodesOrOfOneThatNeedsItself)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>c", "c>b", "c>d", "d>d", "e>f", "f>g", "g>e"});
    std::vector<std::string> found;
    for (const auto &circle : cycles(graph))
        found.push_back(names(graph, circle));
    EXPECT_THAT(found, ElementsAre("b c", "d", "e f g"));
    EXPECT_TRUE(cycles(graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d"})).empty());
}

TEST(Cycles, areFoundInAChainOfAnyLength)
{
    constexpr std::uint32_t count = 200000;
    GraphBuilder builder;
    for (std::uint32_t i = 0; i < count; ++i)
        builder.addNode({});
    builder.addRoot(0);
    for (std::uint32_t i = 0; i < count; ++i)
        builder.addEdge(i, (i + 1) % count);
    const auto graph = builder.finish();
    const auto circles = cycles(graph);
    ASSERT_EQ(circles.size(), 1U);
    EXPECT_EQ(circles[0].size(), count);
    EXPECT_EQ(dominators(graph)[count - 1], count - 2);
    EXPECT_EQ(lostWithout(graph, {1}, {}).size(), count - 1);
    EXPECT_EQ(criticalPath(graph, std::vector<double>(count, 1)).seconds, count);
    EXPECT_FALSE(std::ranges::contains(impliedEdges(graph), true));
}

TEST(ImpliedEdges, areThoseThatALongerWayBrings)
{
    EXPECT_THAT(withoutImplied(graphOf({"a"}, {"a>b", "b>c", "a>c", "c>d", "a>d", "b>d"})),
                ElementsAre("a>b", "b>c", "c>d"));
    EXPECT_THAT(withoutImplied(graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d"})), ElementsAre("a>b", "a>c", "b>d", "c>d"));
}

TEST(ImpliedEdges, leaveCirclesWhole)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>c", "c>b", "a>c", "c>d", "b>d", "a>d"});
    // To the circle, both edges stay: neither is implied by anything outside of it. Beyond it, a>d is.
    EXPECT_THAT(withoutImplied(graph), ElementsAre("a>b", "a>c", "b>c", "b>d", "c>b", "c>d"));
}

TEST(ImpliedEdges, areExactlyThoseWithoutWhichEverythingIsReachedStill)
{
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto graph = randomGraph(60, 200, seed);
        const auto implied = impliedEdges(graph);
        for (EdgeId i = 0; i < implied.size(); ++i) {
            Mask others(implied.size(), true);
            others[i] = false;
            EXPECT_EQ(implied[i], reaches(graph, graph.edge(i).from, graph.edge(i).to, others)) << seed << " " << i;
        }
    }
}

TEST(ImpliedEdges, ofLargeGraphsTakeNoTime)
{
    const auto timed = [](const DependencyGraph &graph) {
        const auto start = std::chrono::steady_clock::now();
        EXPECT_TRUE(std::ranges::contains(impliedEdges(graph), true));
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    // Generous: this is a debug build, perhaps under the sanitizers, on a machine that others use.
    const double large = timed(randomGraph(5000, 12500, 1));
    EXPECT_LT(large, 5);
    RecordProperty("seconds_5000", std::to_string(large));
    const double huge = timed(randomGraph(100000, 250000, 1)); // in several rounds
    EXPECT_LT(huge, 60);
    RecordProperty("seconds_100000", std::to_string(huge));
}

TEST(Dominators, holdWhatIsReachedThroughThemOnly)
{
    const auto graph = graphOf({"app", "tool"}, {"app>a", "a>b", "a>c", "b>d", "c>d", "d>e", "tool>e", "tool>t"});
    const auto held = dominators(graph);
    const auto holder = [&](const char *name) {
        const NodeId by = held[find(graph, name)];
        return by == nothing ? "-" : std::string(graph.name(by));
    };
    EXPECT_EQ(holder("app"), "-");
    EXPECT_EQ(holder("a"), "app");
    EXPECT_EQ(holder("b"), "a");
    EXPECT_EQ(holder("d"), "a");
    EXPECT_EQ(holder("e"), "-"); // two roots reach it
    EXPECT_EQ(holder("t"), "tool");
    EXPECT_EQ(names(graph, lostWithout(graph, {find(graph, "a")}, {})), "a b c d");
    EXPECT_EQ(names(graph, lostWithout(graph, {find(graph, "tool")}, {})), "t tool");
}

TEST(Dominators, ofAnEdgeAreWhatItAloneBrings)
{
    const auto graph = graphOf({"app"}, {"app>a", "app>b", "a>c", "b>c", "a>x"});
    const auto edgeBetween = [&](const char *from, const char *to) {
        for (EdgeId i = 0; i < graph.edges().size(); ++i) {
            if (graph.name(graph.edge(i).from) == from && graph.name(graph.edge(i).to) == to)
                return i;
        }
        return nothing;
    };
    EXPECT_EQ(names(graph, lostWithout(graph, {}, {edgeBetween("app", "a")})), "a x");
    EXPECT_EQ(names(graph, lostWithout(graph, {}, {edgeBetween("a", "c")})), "");
    EXPECT_EQ(names(graph, lostWithout(graph, {}, {edgeBetween("a", "c"), edgeBetween("b", "c")})), "c");
}

// The tree and the plain answer come from different algorithms.
TEST(Dominators, agreeWithWhatGoesWhenANodeGoes)
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        GraphBuilder builder;
        std::mt19937 random(seed);
        constexpr std::uint32_t count = 40;
        for (std::uint32_t i = 0; i < count; ++i) {
            Node one;
            one.name = builder.text("n" + std::to_string(100 + i));
            builder.addNode(one);
        }
        builder.addRoot(0);
        builder.addRoot(7);
        for (std::uint32_t i = 0; i < 70; ++i) // circles, and nodes that no root reaches
            builder.addEdge(static_cast<NodeId>(random() % count), static_cast<NodeId>(random() % count));
        const auto graph = builder.finish();
        const auto held = dominators(graph);
        for (NodeId node = 0; node < graph.size(); ++node) {
            const auto lost = lostWithout(graph, {node}, {});
            for (NodeId other = 0; other < graph.size(); ++other) {
                bool dominated = false;
                for (NodeId at = other; at != nothing && !dominated; at = held[at])
                    dominated = at == node;
                const bool reached = neighbourhood(graph, graph.roots(), Direction::Out)[other];
                EXPECT_EQ(std::ranges::contains(lost, other), dominated && reached)
                    << seed << ": " << node << " " << other;
            }
        }
    }
}

TEST(CriticalPath, isTheChainWithTheMostTime)
{
    const auto graph = graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d"});
    std::vector<double> seconds(graph.size(), -1);
    seconds[find(graph, "a")] = 1;
    seconds[find(graph, "b")] = 2;
    seconds[find(graph, "c")] = 5;
    const auto path = criticalPath(graph, seconds);
    EXPECT_EQ(names(graph, path.nodes), "a c");
    EXPECT_EQ(path.seconds, 6);
    seconds[find(graph, "d")] = 3;
    EXPECT_EQ(names(graph, criticalPath(graph, seconds).nodes), "a c d");
    EXPECT_TRUE(criticalPath(graphOf({}, {}), {}).nodes.empty());
}

} // namespace
} // namespace crossyard::graph
