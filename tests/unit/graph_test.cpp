// SPDX-License-Identifier: MIT OR Apache-2.0
// Parts, ways, groups and texts of small graphs.
#include "graph/groups.h"
#include "graph/paths.h"
#include "graph/writers.h"
#include "unit/graph_world.h"

#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

namespace crossyard::graph {
namespace {

using testing::ElementsAre;

std::string shown(const DependencyGraph &graph, const Path &path)
{
    std::string text;
    for (const EdgeId id : path)
        text += (text.empty() ? std::string(graph.name(graph.edge(id).from)) : "") + ">" +
                std::string(graph.name(graph.edge(id).to));
    return text;
}

std::vector<std::string> shown(const DependencyGraph &graph, const Paths &paths)
{
    std::vector<std::string> out;
    for (const auto &path : paths.paths)
        out.push_back(shown(graph, path));
    return out;
}

std::string near(const DependencyGraph &graph, const char *start, Direction direction, std::uint32_t depth)
{
    const auto mask = neighbourhood(graph, {find(graph, start)}, direction, depth);
    std::vector<NodeId> nodes;
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (mask[i])
            nodes.push_back(i);
    }
    return names(graph, nodes);
}

TEST(DependencyGraph, joinsWhatOneNodeAsksOfAnother)
{
    const auto graph = graphOf({"a"}, {"a>b", "a>b:dev", "a>c", "c>b"});
    ASSERT_EQ(graph.edges().size(), 3U);
    EXPECT_EQ(graph.edge(0).kinds, edge::normal | edge::dev);
    EXPECT_EQ(graph.requests(0).size(), 2U);
    EXPECT_EQ(graph.incoming(find(graph, "b")).size(), 2U);
    EXPECT_THAT(graph.roots(), ElementsAre(find(graph, "a")));
}

TEST(DependencyGraph, isTheSameWhateverTheOrderOfAdding)
{
    const auto one = graphOf({"a"}, {"a>b", "a>c", "b>d", "c>d"});
    const auto other = graphOf({"a"}, {"c>d", "b>d", "a>c", "a>b"});
    EXPECT_EQ(toJson(one), toJson(other));
}

TEST(FindNodes, takesNamesAndVersionsThatStopEarly)
{
    GraphBuilder builder;
    for (const char *version : {"1.0.10", "1.0.1", "2.3.0-rc.1", "10.0.0"}) {
        Node node;
        node.name = builder.text("syn");
        node.version = builder.text(version);
        builder.addNode(node);
    }
    const auto graph = builder.finish();
    EXPECT_EQ(graph.version(0), "1.0.1"); // versions are in their own order
    EXPECT_EQ(graph.version(3), "10.0.0");
    const auto count = [&](const char *spec) { return findNodes(graph, spec).value_or(std::vector<NodeId>()).size(); };
    EXPECT_EQ(count("syn"), 4U);
    EXPECT_EQ(count("syn@1"), 2U);
    EXPECT_EQ(count("syn@1.0.1"), 1U);
    EXPECT_EQ(count("syn:2.3"), 1U);
    const auto version = findNodes(graph, "syn@3");
    ASSERT_FALSE(version);
    EXPECT_EQ(version.error().hint, "versions of `syn` are: 1.0.1, 1.0.10, 10.0.0, 2.3.0-rc.1");
    const auto name = findNodes(graph, "sin");
    ASSERT_FALSE(name);
    EXPECT_EQ(name.error().code, ErrorCode::NotFound);
    EXPECT_EQ(name.error().hint, "did you mean `syn`?");
}

TEST(Neighbourhood, goesOutInOrBothToADepth)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>c", "c>d", "x>c"});
    EXPECT_EQ(near(graph, "b", Direction::Out, 1), "b c");
    EXPECT_EQ(near(graph, "b", Direction::Out, noLimit), "b c d");
    EXPECT_EQ(near(graph, "c", Direction::In, 1), "b c x");
    EXPECT_EQ(near(graph, "c", Direction::In, noLimit), "a b c x");
    EXPECT_EQ(near(graph, "c", Direction::Both, 1), "b c d x");
    EXPECT_EQ(near(graph, "c", Direction::Both, 0), "c");
}

TEST(Filter, keepsKindsAndWhatTheyReach)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>c:build", "a>d:dev", "d>e", "a>o:optional", "o>p", "a>c:dev"});
    EXPECT_EQ(edgesOf(filtered(graph, {.kinds = edge::normal}).graph), (std::set<std::string>{"a>b", "a>o", "o>p"}));
    EXPECT_EQ(edgesOf(filtered(graph, {.kinds = edge::normal | edge::build}).graph),
              (std::set<std::string>{"a>b", "a>o", "b>c", "o>p"}));
    const auto part = filtered(graph, {.optional = false});
    EXPECT_FALSE(edgesOf(part.graph).contains("a>o"));
    for (NodeId i = 0; i < part.graph.size(); ++i)
        EXPECT_EQ(part.graph.name(i), graph.name(part.nodes[i]));
}

TEST(Filter, testsPlatformsOfTheSideThatAsks)
{
    GraphBuilder builder;
    const auto add = [&](const char *name) {
        Node node;
        node.name = builder.text(name);
        return builder.addNode(node);
    };
    const NodeId app = add("app");
    builder.addRoot(app);
    const auto ask = [&](const char *name, const char *platform, Bits kind, Bits sides) {
        Request request;
        request.kind = kind;
        request.sides = sides;
        request.platform = builder.text(platform);
        builder.addEdge(app, add(name), request);
    };
    ask("onUnix", "cfg(unix)", edge::normal, side::target);
    ask("onBare", "cfg(not(unix))", edge::normal, side::target);
    ask("builtOnUnix", "cfg(unix)", edge::build, side::target);
    ask("hostUnix", "cfg(unix)", edge::normal, side::host);
    ask("bothUnix", "cfg(unix)", edge::normal, side::both);
    ask("byName", "thumbv7m-none-eabi", edge::normal, side::target);
    const cargo::PlatformFacts bare{"thumbv7m-none-eabi", cargo::CfgSet::fromLines({"target_os=\"none\""})};
    const cargo::PlatformFacts linux{"x86_64-unknown-linux-gnu", cargo::CfgSet::fromLines({"unix"})};
    const auto part = filtered(builder.finish(), {.target = bare, .host = linux});
    EXPECT_EQ(edgesOf(part.graph),
              (std::set<std::string>{"app>bothUnix", "app>builtOnUnix", "app>byName", "app>hostUnix", "app>onBare"}));
}

TEST(Filter, keepsTheWaysToAFeatureAndToWhatNeedsStd)
{
    GraphBuilder builder;
    const auto add = [&](const char *name, const char *feature, Known noStd) {
        Node node;
        node.name = builder.text(name);
        node.features = builder.list({feature});
        node.noStd = noStd;
        return builder.addNode(node);
    };
    const NodeId app = add("app", "x", Known::Yes);
    const NodeId serde = add("serde", "std", Known::Yes);
    const NodeId log = add("log", "alloc", Known::No);
    const NodeId other = add("other", "alloc", Known::Yes);
    builder.addRoot(app);
    builder.addEdge(app, other);
    builder.addEdge(app, log);
    builder.addEdge(other, serde);
    const auto graph = builder.finish();
    EXPECT_EQ(edgesOf(filtered(graph, {.feature = "std"}).graph), (std::set<std::string>{"app>other", "other>serde"}));
    EXPECT_EQ(edgesOf(filtered(graph, {.noStd = false}).graph), (std::set<std::string>{"app>log"}));
}

TEST(Paths, areFoundShortestFirstAndWithinLimits)
{
    const auto graph = graphOf({"a"}, {"a>b", "b>d", "a>c", "c>b", "c>d", "d>a", "x>y"});
    const NodeId a = find(graph, "a");
    const NodeId d = find(graph, "d");
    EXPECT_EQ(shown(graph, *shortestPath(graph, a, d)), "a>b>d");
    EXPECT_FALSE(shortestPath(graph, a, find(graph, "y")));
    const auto all = allPaths(graph, a, d);
    EXPECT_THAT(shown(graph, all), ElementsAre("a>b>d", "a>c>d", "a>c>b>d"));
    EXPECT_FALSE(all.cut);
    const auto one = allPaths(graph, a, d, {.paths = 1});
    EXPECT_EQ(one.paths.size(), 1U);
    EXPECT_TRUE(one.cut);
    EXPECT_TRUE(allPaths(graph, d, find(graph, "x")).paths.empty());
}

TEST(Paths, endWhereThereAreTooMany)
{
    std::vector<std::string> ladder; // 2^40 ways
    for (int i = 0; i < 40; ++i) {
        for (const char *side : {"l", "r"}) {
            ladder.push_back(std::format("m{0}>{1}{0}", i, side));
            ladder.push_back(std::format("{1}{0}>m{2}", i, side, i + 1));
        }
    }
    const auto graph = graphOf({"m0"}, ladder);
    const auto some = allPaths(graph, find(graph, "m0"), find(graph, "m40"));
    EXPECT_EQ(some.paths.size(), 100U);
    EXPECT_TRUE(some.cut);
}

TEST(Chains, leadFromTheRootsToEachWhoAsks)
{
    const auto graph =
        graphOf({"app", "tool"}, {"app>a", "a>x", "app>t:dev", "t>x", "tool>b", "b>c", "c>x", "x>y", "y>z", "z>y"});
    EXPECT_THAT(shown(graph, chainsTo(graph, find(graph, "x"))), ElementsAre("app>a>x", "tool>b>c>x", "app>t>x"));
    EXPECT_THAT(shown(graph, chainsTo(graph, find(graph, "y"))), ElementsAre("app>a>x>y"));
    EXPECT_TRUE(chainsTo(graph, find(graph, "app")).paths.empty());
    EXPECT_TRUE(chainsTo(graph, find(graph, "x"), 2).cut);
}

TEST(Duplicates, sayWhoAsksForEachVersion)
{
    GraphBuilder builder;
    const auto add = [&](const char *name, const char *version, const char *origin) {
        Node node;
        node.name = builder.text(name);
        node.version = builder.text(version);
        node.origin = builder.text(origin);
        node.source = Source::Registry;
        return builder.addNode(node);
    };
    const NodeId app = add("app", "0.1.0", "");
    const NodeId old = add("rand", "0.9.0", "registry");
    const NodeId newer = add("rand", "0.10.0", "registry");
    const NodeId other = add("rand", "0.10.0", "git+rand");
    builder.addRoot(app);
    builder.addEdge(app, newer);
    builder.addEdge(app, other);
    builder.addEdge(newer, old);
    const auto graph = builder.finish();
    const auto found = duplicates(graph);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].variants.size(), 3U);
    EXPECT_EQ(found[0].variants[0].version, "0.9.0");
    EXPECT_EQ(graph.version(graph.edge(found[0].variants[0].asked.front()).from), "0.10.0");
    const auto grouped = groups(graph, GroupBy::Duplicates);
    ASSERT_EQ(grouped.size(), 2U);
    EXPECT_EQ(grouped[0].name, "rand");
    EXPECT_EQ(grouped[0].nodes.size(), 3U);
    EXPECT_EQ(names(graph, grouped[1].nodes), "app");
    EXPECT_EQ(groups(graph, GroupBy::Source)[0].name, "registry");
}

TEST(Tree, looksAsCargosDoes)
{
    const auto graph =
        graphOf({"app"}, {"app>a", "app>b", "a>c", "c>d", "b>c", "app>cc:build", "app>t:dev", "t>c", "app>z"});
    EXPECT_EQ(toTree(graph), R"(app v1.0.0
├── a v1.0.0
│   └── c v1.0.0
│       └── d v1.0.0
├── b v1.0.0
│   └── c v1.0.0 (*)
└── z v1.0.0
[build-dependencies]
└── cc v1.0.0
[dev-dependencies]
└── t v1.0.0
    └── c v1.0.0 (*)
)");
    EXPECT_EQ(toTree(graph, {.starts = {find(graph, "c")}, .inverted = true}), R"(c v1.0.0
├── a v1.0.0
│   └── app v1.0.0
├── b v1.0.0
│   └── app v1.0.0
└── t v1.0.0
    [dev-dependencies]
    └── app v1.0.0
)");
    EXPECT_EQ(toTree(graph, {.depth = 1}).find(" c v"), std::string::npos);
    EXPECT_EQ(toTree(graph, {.depth = 0}), "app v1.0.0\n");
}

TEST(Tree, endsWhereItWouldBeEndless)
{
    constexpr std::uint32_t count = 100000;
    GraphBuilder builder;
    for (std::uint32_t i = 0; i < count; ++i) {
        Node node;
        node.name = builder.text("n");
        builder.addNode(node);
    }
    builder.addRoot(0);
    for (std::uint32_t i = 0; i + 1 < count; ++i)
        builder.addEdge(i, i + 1);
    const auto text = toTree(builder.finish(), {.mostBytes = 1000000});
    EXPECT_LT(text.size(), 1100000U);
    EXPECT_TRUE(text.ends_with("(cut: the rest of the tree is too long)\n"));
}

TEST(Dot, marksKindsOptionsAndPlatforms)
{
    const auto graph = graphOf({"app"}, {"app>a", "a>b:build", "app>d:dev", "app>o:optional", "o>p", "d>b"});
    EXPECT_EQ(toDot(graph), R"(digraph {
    0 [label="a 1.0.0"]
    1 [label="app 1.0.0", shape=box]
    2 [label="b 1.0.0", color=violet]
    3 [label="d 1.0.0", color=blue]
    4 [label="o 1.0.0", style="dashed"]
    5 [label="p 1.0.0", style="dashed"]
    0 -> 2 [color=green]
    1 -> 0
    1 -> 3 [color=blue]
    1 -> 4 [style=dotted]
    3 -> 2 [color=blue]
    4 -> 5 [style=dashed]
}
)");
}

TEST(Dot, quotesNames)
{
    GraphBuilder builder;
    Node node;
    node.name = builder.text("a\"b\\c\n");
    builder.addRoot(builder.addNode(node));
    EXPECT_NE(toDot(builder.finish()).find(R"(label="a\"b\\c\n ")"), std::string::npos);
}

// The texts of a picture, in the order in which they stand there; the test fails where it is no XML.
std::vector<std::string> textsOf(const std::string &svg)
{
    QXmlStreamReader xml(QByteArray::fromStdString(svg));
    std::vector<std::string> texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
            texts.push_back(xml.readElementText().toStdString());
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return texts;
}

TEST(Svg, drawsEachPackageAndEachEdgeWithItsMarks)
{
    const auto svg = toSvg(graphOf({"app"}, {"app>a", "a>b:build", "app>d:dev", "app>o:optional"}));
    ASSERT_OK(svg);
    EXPECT_THAT(textsOf(*svg), testing::UnorderedElementsAre("app 1.0.0", "a 1.0.0", "b 1.0.0", "d 1.0.0", "o 1.0.0"));
    const auto count = [&](std::string_view part) {
        std::size_t found = 0;
        for (auto at = svg->find(part); at != std::string::npos; at = svg->find(part, at + 1))
            ++found;
        return found;
    };
    EXPECT_EQ(count("marker-end"), 4U);
    EXPECT_EQ(count("stroke-dasharray=\"2 3\" marker-end"), 1U); // what is optional
    EXPECT_EQ(*svg, *toSvg(graphOf({"app"}, {"app>a", "a>b:build", "app>d:dev", "app>o:optional"})));
}

TEST(Svg, takesNamesOfAnyLengthAndLettersThatXmlKeepsForItself)
{
    GraphBuilder builder;
    Node node;
    node.name = builder.text("<a & \"b\">\x01");
    builder.addRoot(builder.addNode(node));
    node.name = builder.text(std::string(65536, 'x'));
    builder.addNode(node);
    const auto svg = toSvg(builder.finish());
    ASSERT_OK(svg);
    const auto texts = textsOf(*svg);
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_EQ(texts[0], "<a & \"b\">  ");
    EXPECT_EQ(texts[1], std::string(60, 'x') + "...");
}

TEST(Svg, ofNothingIsAnEmptyPicture)
{
    const auto svg = toSvg(GraphBuilder().finish());
    ASSERT_OK(svg);
    EXPECT_TRUE(textsOf(*svg).empty());
}

TEST(GraphJson, holdsNodesAndRequests)
{
    const auto graph = graphOf({"app"}, {"app>a:optional", "app>a:dev"});
    const auto json = nlohmann::json::parse(toJson(graph));
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["roots"], nlohmann::json::parse("[1]"));
    EXPECT_EQ(json["nodes"][1]["name"], "app");
    EXPECT_EQ(json["nodes"][1]["source"], "workspace");
    EXPECT_EQ(json["edges"].dump(),
              R"([{"from":1,"requests":[{"kind":"normal","optional":true},{"kind":"dev"}],"to":0}])");
    EXPECT_TRUE(nlohmann::json::parse(toJson(graphOf({}, {})))["nodes"].empty());
}

} // namespace
} // namespace crossyard::graph
