// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/marks.h"
#include "graph/view.h"
#include "unit/graph_world.h"

namespace crossyard::graph {
namespace {

std::string shown(const DependencyGraph &graph, const ViewRequest &request)
{
    return names(graph, viewOf(graph, request).part.nodes);
}

// A root with so many dependencies that each have as many of their own.
DependencyGraph bush(int width)
{
    std::vector<std::string> edges;
    for (int i = 0; i < width; ++i) {
        const std::string one = "d" + std::to_string(i);
        edges.push_back("app>" + one);
        for (int k = 0; k < width; ++k)
            edges.push_back(one + ">" + one + "x" + std::to_string(k));
    }
    return graphOf({"app"}, edges);
}

TEST(View, showsASmallGraphWholeAndTheNeighbourhoodOfALargeOne)
{
    EXPECT_EQ(shown(graphOf({"a"}, {"a>b", "b>c", "c>d", "d>e"}), {}), "a b c d e");
    const auto fits = viewOf(bush(13), {});
    EXPECT_EQ(fits.part.graph.size(), 1U + 13 + 169);
    EXPECT_EQ(fits.depth, noLimit);
    const auto large = viewOf(bush(20), {});
    EXPECT_EQ(large.part.graph.size(), 21U);
    EXPECT_EQ(large.depth, 1U);
    EXPECT_EQ(large.passingCount, 421U);
    std::vector<std::string> deep{"app>a", "a>b"};
    for (int i = 0; i < 300; ++i)
        deep.push_back("b>c" + std::to_string(i));
    EXPECT_EQ(shown(graphOf({"app"}, deep), {}), "a app b");
    EXPECT_EQ(viewOf(graphOf({"app"}, deep), {.depth = noLimit}).part.graph.size(), 303U);
}

TEST(View, showsWhatIsAboveAndBelowTheCentreButNotBeside)
{
    const auto graph = graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d", "d>e", "c>f"});
    const std::vector<NodeId> centre{find(graph, "b")};
    EXPECT_EQ(shown(graph, {.centre = centre}), "a b d e");
    EXPECT_EQ(shown(graph, {.centre = centre, .depth = 1}), "a b d");
    EXPECT_EQ(shown(graph, {.centre = centre, .direction = Direction::Out}), "b d e");
    EXPECT_EQ(shown(graph, {.centre = {find(graph, "d")}, .direction = Direction::In}), "a b c d");
}

TEST(View, fallsBackToTheRootsWhereTheFilterTakesTheCentreAway)
{
    const auto graph = graphOf({"a"}, {"a>b", "a>t:dev", "t>u"});
    const auto view = viewOf(graph, {.kinds = edge::normal, .centre = {find(graph, "t")}});
    EXPECT_EQ(names(graph, view.part.nodes), "a b");
    EXPECT_EQ(names(graph, view.centre), "a");
    EXPECT_EQ(view.passingCount, 2U);
    EXPECT_FALSE(view.passing[find(graph, "u")]);
}

TEST(View, hidesOnlyEdgesThatWhatIsShownImplies)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>c", "a>c", "c>d", "a>d"});
    EXPECT_EQ(edgesOf(viewOf(graph, {.hideImplied = true}).part.graph), (std::set<std::string>{"a>b", "b>c", "c>d"}));
    // What implies a>d would not be shown.
    const auto part = viewOf(graph, {.hideImplied = true, .centre = {find(graph, "d")}, .depth = 1}).part;
    EXPECT_EQ(edgesOf(part.graph), (std::set<std::string>{"a>c", "c>d"}));
    const auto up = viewOf(graphOf({"a"}, {"a>x", "x>d", "a>d"}), {.hideImplied = true, .depth = 0});
    EXPECT_TRUE(up.part.graph.edges().empty());
}

TEST(View, hasABoundAndSaysSo)
{
    GraphBuilder builder;
    for (std::uint32_t i = 0; i < largestPicture + 1000; ++i)
        builder.addNode({});
    builder.addRoot(0);
    for (std::uint32_t i = 1; i < builder.size(); ++i)
        builder.addEdge(i - 1, i);
    const auto graph = builder.finish();
    const auto view = viewOf(graph, {.depth = noLimit});
    EXPECT_TRUE(view.cut);
    EXPECT_EQ(view.part.graph.size(), largestPicture);
    EXPECT_EQ(view.part.nodes.front(), 0U);
    EXPECT_EQ(view.part.nodes.back(), largestPicture - 1); // the nearest ones
    EXPECT_FALSE(viewOf(graph, {.depth = 100}).cut);
}

TEST(Search, givesNamesThatAreMeantBeforeThoseThatHaveTheWords)
{
    const auto graph = graphOf({"app"}, {"app>proc-syn", "app>syn", "app>syn-mid", "app>Async"});
    const Mask all(graph.size(), true);
    EXPECT_EQ(names(graph, search(graph, "syn", all)), "syn syn-mid Async proc-syn");
    EXPECT_EQ(names(graph, search(graph, " MID syn ", all)), "syn-mid");
    EXPECT_EQ(names(graph, search(graph, "syn@1.0", all)), "syn proc-syn");
    EXPECT_TRUE(search(graph, "  ", all).empty());
    EXPECT_TRUE(search(graph, "syn", Mask(graph.size())).empty());
}

TEST(PathsThrough, lightsWhatLeadsToANodeAndFromItAndNothingBeside)
{
    const auto graph = graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d", "a>d", "d>e", "c>f"});
    const auto lit = pathsThrough(graph, find(graph, "b"));
    std::vector<NodeId> nodes;
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (lit.nodes[i])
            nodes.push_back(i);
    }
    EXPECT_EQ(names(graph, nodes), "a b d e");
    EXPECT_EQ(edgesOf(keep(graph, Mask(graph.size(), true), lit.edges, {}).graph),
              (std::set<std::string>{"a>b", "b>d", "d>e"}));
}

TEST(Walk, goesAlongEdgesAndAmongTheChildrenOfWhereItCameFrom)
{
    const auto graph = graphOf({"a", "z"}, {"a>b", "a>c", "b>d", "c>d", "z>d"});
    const auto id = [&](const char *name) { return find(graph, name); };
    std::vector<double> xs(graph.size());
    xs[id("a")] = 90;
    xs[id("b")] = 0;
    xs[id("c")] = 100;
    xs[id("d")] = 40;
    xs[id("z")] = 200;
    const auto go = [&](const char *from, const char *via, Walk step) {
        const NodeId to = walk(graph, xs, id(from), *via ? id(via) : nothing, step);
        return to == nothing ? std::string() : std::string(graph.name(to));
    };
    EXPECT_EQ(go("a", "", Walk::Out), "c");
    EXPECT_EQ(go("a", "b", Walk::Out), "b"); // back the way it came
    EXPECT_EQ(go("c", "a", Walk::Previous), "b");
    EXPECT_EQ(go("b", "a", Walk::Next), "c");
    EXPECT_EQ(go("c", "a", Walk::Next), "");
    EXPECT_EQ(go("d", "", Walk::In), "b");
    EXPECT_EQ(go("b", "d", Walk::Next), "c"); // among those that ask for d
    EXPECT_EQ(go("c", "d", Walk::Next), "z");
    EXPECT_EQ(go("a", "", Walk::Next), "z"); // roots
    EXPECT_EQ(go("a", "", Walk::In), "");
    EXPECT_EQ(go("d", "", Walk::Out), "");
}

TEST(Marks, sayHowTheMembersComeToANode)
{
    const auto graph =
        graphOf({"a"}, {"a>n", "a>b:build", "b>x", "a>t:dev", "t>y:build", "t>n", "a>o:optional", "o>p"});
    const Marks marks = marksOf(graph);
    const auto way = [&](const char *name) { return marks.nodes[find(graph, name)].way; };
    EXPECT_EQ(way("n"), Way::Normal);
    EXPECT_EQ(way("x"), Way::Build);
    EXPECT_EQ(way("t"), Way::Dev);
    EXPECT_EQ(way("y"), Way::BuildOfDev);
    EXPECT_TRUE(marks.nodes[find(graph, "p")].throughOptional);
    EXPECT_FALSE(marks.nodes[find(graph, "n")].throughOptional);
    const auto [first, last] = graph.outgoing(find(graph, "o"));
    EXPECT_EQ(last - first, 1U);
    EXPECT_TRUE(marks.edges[first].throughOptional);
    EXPECT_FALSE(marks.edges[first].optional);
}

} // namespace
} // namespace crossyard::graph
