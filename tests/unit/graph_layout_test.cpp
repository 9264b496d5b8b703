// SPDX-License-Identifier: MIT OR Apache-2.0
// What every layout is to hold to, tried on many graphs with fixed seeds; and graphs that are made to hurt.
#include "graph/layout.h"
#include "graph_layout_graphs.h"
#include "support/support.h"

#include <thread>

namespace crossyard::graph {
namespace {

using namespace test;
using std::chrono::milliseconds;

Layout laidOut(const LayoutInput &input)
{
    auto layout = layOut(input);
    EXPECT_OK(layout);
    return layout.value_or(Layout{});
}

class AnyGraph : public testing::TestWithParam<int> {
protected:
    // A graph of each size and kind, some with cycles, loops and parallel edges.
    LayoutInput graph() const
    {
        const int n = GetParam();
        const auto nodes = static_cast<LayoutIndex>(1 + n * n / 3);
        Random random(static_cast<std::uint64_t>(n));
        return randomGraph(random, nodes, nodes * (n % 4), n % 3 == 0);
    }
};
INSTANTIATE_TEST_SUITE_P(Sizes, AnyGraph, testing::Range(0, 32));

TEST_P(AnyGraph, hasNoBoxesThatOverlap)
{
    expectNoOverlap(laidOut(graph()));
}

TEST_P(AnyGraph, runsDownwardButForMarkedEdges)
{
    const auto input = graph();
    expectDownward(input, laidOut(input));
}

TEST_P(AnyGraph, hasItsEdgesOutsideOfBoxes)
{
    const auto input = graph();
    const auto layout = laidOut(input);
    EXPECT_EQ(directEdges(layout), 0U);
    expectWaysOutsideOfBoxes(input, layout);
}

TEST_P(AnyGraph, isTheSameEveryTime)
{
    const auto input = graph();
    const auto first = laidOut(input);
    const auto second = laidOut(input);
    EXPECT_EQ(first.nodes, second.nodes);
    EXPECT_EQ(first.crossings, second.crossings);
    ASSERT_EQ(first.edges.size(), second.edges.size());
    for (std::size_t i = 0; i < first.edges.size(); ++i)
        EXPECT_EQ(first.edges[i].points, second.edges[i].points);
}

TEST_P(AnyGraph, countsTheCrossingsThatAreDrawn)
{
    const auto input = graph();
    if (input.nodes.size() > 150)
        return;
    const auto layout = laidOut(input);
    EXPECT_EQ(layout.crossings, drawnCrossings(input, layout));
}

TEST_P(AnyGraph, isValidWithoutAnyTime)
{
    auto input = graph();
    input.options.budget = milliseconds(0);
    const auto layout = laidOut(input);
    expectNoOverlap(layout);
    expectDownward(input, layout);
    expectWaysOutsideOfBoxes(input, layout);
    EXPECT_EQ(layout.finished, std::ranges::all_of(input.edges, [](auto edge) { return edge.from == edge.to; }));
}

TEST_P(AnyGraph, isTurnedForTheOtherDirection)
{
    auto input = graph();
    const auto down = laidOut(input);
    input.options.direction = LayoutDirection::LeftRight;
    for (auto &size : input.nodes)
        std::swap(size.width, size.height);
    // Components alone are packed for the picture's shape, which does not turn.
    input.options.aspectRatio = 1 / input.options.aspectRatio;
    const auto right = laidOut(input);
    for (std::size_t i = 0; i < down.nodes.size(); ++i) {
        EXPECT_EQ(down.nodes[i].centre.x, right.nodes[i].centre.y);
        EXPECT_EQ(down.nodes[i].centre.y, right.nodes[i].centre.x);
    }
}

TEST_P(AnyGraph, keepsColumnsApart)
{
    auto input = graph();
    input.groups = randomGroups(input, 4);
    input.options.lanes = LayoutLanes::Columns;
    const auto layout = laidOut(input);
    expectNoOverlap(layout);
    expectDownward(input, layout);
    expectWaysOutsideOfBoxes(input, layout);
    for (std::size_t i = 1; i < layout.lanes.size(); ++i) {
        EXPECT_LT(layout.lanes[i - 1].group, layout.lanes[i].group);
        EXPECT_LT(layout.lanes[i - 1].box.right(), layout.lanes[i].box.left());
    }
}

TEST_P(AnyGraph, keepsBandsApart)
{
    auto input = graph();
    input.groups = randomGroups(input, 4);
    input.options.lanes = LayoutLanes::Bands;
    const auto layout = laidOut(input);
    expectNoOverlap(layout);
    expectDownward(input, layout);
    expectWaysOutsideOfBoxes(input, layout);
    for (std::size_t i = 1; i < layout.lanes.size(); ++i) {
        EXPECT_LT(layout.lanes[i - 1].group, layout.lanes[i].group);
        EXPECT_LT(layout.lanes[i - 1].box.bottom(), layout.lanes[i].box.top());
    }
    for (std::size_t i = 0; i < input.edges.size(); ++i) {
        const auto [from, to] = input.edges[i];
        if (input.groups[from] != input.groups[to]) {
            EXPECT_EQ(layout.edges[i].reversed, input.groups[from] > input.groups[to]);
        }
    }
}

TEST_P(AnyGraph, hasNoLayerBeyondTheLimit)
{
    auto input = graph();
    input.options.layerWidth = 400;
    const auto layout = laidOut(input);
    expectNoOverlap(layout);
    expectDownward(input, layout);
    // Layers of different components may be at the same height: only edges tell which nodes belong together.
    if (componentsOf(input) > 1)
        return;
    std::map<double, double> widths;
    std::map<double, int> members;
    for (const auto &box : layout.nodes) {
        widths[box.centre.y] += box.width;
        ++members[box.centre.y];
    }
    for (const auto &[y, width] : widths)
        EXPECT_TRUE(width <= 400 || members[y] == 1) << width;
}

// The bounds are in widths of a node (130 px). What moves are the neighbours of what came, by what it takes.
class ChangedGraph : public testing::TestWithParam<int> {
protected:
    static constexpr double bound = 0.5;

    LayoutInput before() const
    {
        Random random(static_cast<std::uint64_t>(GetParam()));
        auto input = crateGraph(random, static_cast<LayoutIndex>(40 + 20 * GetParam()), 2.5);
        input.nodes.assign(input.nodes.size(), {130, 40});
        return input;
    }
    // Mean movement of the first `count` nodes, in widths.
    static double movement(const Layout &from, const Layout &to, std::size_t count)
    {
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += std::hypot(to.nodes[i].centre.x - from.nodes[i].centre.x,
                              to.nodes[i].centre.y - from.nodes[i].centre.y);
        return sum / static_cast<double>(count) / 130;
    }
    static void remember(LayoutInput &input, const Layout &layout)
    {
        input.previous.assign(input.nodes.size(), std::nullopt);
        for (std::size_t i = 0; i < std::min(input.nodes.size(), layout.nodes.size()); ++i)
            input.previous[i] = layout.nodes[i].centre;
    }
};
INSTANTIATE_TEST_SUITE_P(Sizes, ChangedGraph, testing::Range(0, 10));

TEST_P(ChangedGraph, staysWhereNothingChanged)
{
    auto input = before();
    const auto first = laidOut(input);
    remember(input, first);
    const auto second = laidOut(input);
    // Not nothing: chains have no former places, and other ones between the nodes need room of their own.
    EXPECT_LT(movement(first, second, input.nodes.size()), 0.3);
    EXPECT_LT(static_cast<double>(second.crossings), 1.25 * static_cast<double>(first.crossings) + 5);
    expectNoOverlap(second);
    expectWaysOutsideOfBoxes(input, second);
}

TEST_P(ChangedGraph, hardlyMovesForALeaf)
{
    auto input = before();
    const auto first = laidOut(input);
    const auto count = input.nodes.size();
    input.nodes.push_back({130, 40});
    input.edges.push_back({static_cast<LayoutIndex>(count / 2), static_cast<LayoutIndex>(count)});
    remember(input, first);
    const auto second = laidOut(input);
    EXPECT_LT(movement(first, second, count), bound);
    expectNoOverlap(second);
    expectDownward(input, second);
}

TEST_P(ChangedGraph, hardlyMovesForANodeLess)
{
    auto input = before();
    const auto first = laidOut(input);
    const auto last = static_cast<LayoutIndex>(input.nodes.size() - 1);
    input.nodes.pop_back();
    std::erase_if(input.edges, [&](const auto &edge) { return edge.from == last || edge.to == last; });
    remember(input, first);
    const auto second = laidOut(input);
    EXPECT_LT(movement(first, second, last), bound);
    expectNoOverlap(second);
}

TEST_P(ChangedGraph, hardlyMovesForAnEdge)
{
    auto input = before();
    const auto first = laidOut(input);
    const auto count = static_cast<LayoutIndex>(input.nodes.size());
    input.edges.push_back({count - 1, count / 3}); // later ones are above
    remember(input, first);
    const auto second = laidOut(input);
    EXPECT_LT(movement(first, second, count), bound);
    expectNoOverlap(second);
    expectDownward(input, second);
}

TEST(Layout, ofNothingIsEmpty)
{
    const auto layout = laidOut({});
    EXPECT_TRUE(layout.nodes.empty());
    EXPECT_TRUE(layout.edges.empty());
    EXPECT_EQ(layout.bounds, LayoutBox{});
    EXPECT_TRUE(layout.finished);
}

TEST(Layout, drawsLoopsBesideTheirNode)
{
    const LayoutInput input{.nodes = {{100, 40}}, .edges = {{0, 0}}};
    const auto layout = laidOut(input);
    ASSERT_EQ(layout.edges.size(), 1U);
    EXPECT_EQ(layout.edges[0].points.size(), 4U);
    EXPECT_EQ(layout.edges[0].points.front().x, layout.nodes[0].right());
    EXPECT_GT(layout.edges[0].points[1].x, layout.nodes[0].right());
    EXPECT_GT(layout.bounds.width, 100);
}

TEST(Layout, drawsParallelEdgesAlike)
{
    const LayoutInput input{.nodes = {{100, 40}, {100, 40}}, .edges = {{0, 1}, {0, 1}, {1, 0}}};
    const auto layout = laidOut(input);
    EXPECT_EQ(layout.edges[0].points, layout.edges[1].points);
    // One of the two directions gives way, for all edges that have it.
    EXPECT_EQ(layout.edges[0].reversed, layout.edges[1].reversed);
    EXPECT_NE(layout.edges[0].reversed, layout.edges[2].reversed);
}

TEST(Layout, drawsAChainAsOneStraightLine)
{
    LayoutInput input;
    input.nodes.assign(5, {100, 40});
    for (LayoutIndex i = 0; i < 4; ++i)
        input.edges.push_back({i, i + 1});
    const auto layout = laidOut(input);
    for (std::size_t i = 1; i < 5; ++i)
        EXPECT_NEAR(layout.nodes[i].centre.x, layout.nodes[0].centre.x, 0.01);
}

TEST(Layout, findsThePlanarDrawingOfATree)
{
    Random random(5);
    LayoutInput input;
    input.nodes.assign(200, {60, 30});
    for (LayoutIndex i = 1; i < 200; ++i)
        input.edges.push_back({random.below(i), i});
    EXPECT_EQ(laidOut(input).crossings, 0U);
}

TEST(Layout, packsComponentsIntoTheShapeOfAScreen)
{
    LayoutInput input;
    input.nodes.assign(900, {100, 40});
    for (LayoutIndex i = 0; i + 2 < 900; i += 3) {
        input.edges.push_back({i, i + 1});
        input.edges.push_back({i, i + 2});
    }
    const auto bounds = laidOut(input).bounds;
    EXPECT_GT(bounds.width / bounds.height, 1.2);
    EXPECT_LT(bounds.width / bounds.height, 2.1);
}

TEST(Layout, refusesWhatIsNoGraph)
{
    const auto code = [](const LayoutInput &input) {
        const auto layout = layOut(input);
        return layout ? std::nullopt : std::optional(layout.error().code);
    };
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {{0, 1}}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{-1, 1}}, .edges = {}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, NAN}}, .edges = {}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {}, .groups = {1, 2}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {}, .options = {.lanes = LayoutLanes::Bands}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {}, .previous = {{}, {}}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {}, .options = {.nodeGap = INFINITY}}), ErrorCode::BadInput);
    EXPECT_EQ(code({.nodes = {{1, 1}}, .edges = {}, .options = {.aspectRatio = 0}}), ErrorCode::BadInput);
}

TEST(Layout, answersACancelAtOnce)
{
    Random random(3);
    auto input = crateGraph(random, 5000, 2.5);
    for (const int delay : {0, 5, 20, 60, 150}) {
        input.options.cancel = CancelToken();
        std::chrono::steady_clock::time_point asked;
        std::jthread canceller([&] {
            std::this_thread::sleep_for(milliseconds(delay));
            asked = std::chrono::steady_clock::now();
            input.options.cancel.cancel();
        });
        const auto layout = layOut(input);
        const auto answered = std::chrono::steady_clock::now();
        canceller.join();
        ASSERT_FALSE(layout);
        EXPECT_EQ(layout.error().code, ErrorCode::Cancelled);
        // 50 ms is the aim of a release build on a machine of its own; this may be neither.
        EXPECT_LT(answered - asked, milliseconds(500)) << "after " << delay;
    }
}

TEST(Layout, endsWhenItsTimeIsOver)
{
    Random random(4);
    auto input = crateGraph(random, 3000, 3);
    input.options.budget = milliseconds(60);
    const auto begin = std::chrono::steady_clock::now();
    const auto layout = laidOut(input);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(3000));
    EXPECT_FALSE(layout.finished);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

// What follows would take hours or all memory if any phase were quadratic in it.
void expectValid(const LayoutInput &input)
{
    const auto layout = laidOut(input);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

TEST(HugeGraph, mayBeAChain)
{
    expectValid(chainGraph(100'000));
}

TEST(HugeGraph, mayBeOneCycle)
{
    auto input = chainGraph(50'000);
    input.edges.push_back({49'999, 0});
    const auto layout = laidOut(input);
    EXPECT_EQ(std::ranges::count_if(layout.edges, &LayoutRoute::reversed), 1);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

TEST(HugeGraph, mayBeAStar)
{
    LayoutInput input;
    input.nodes.assign(20'001, {100, 40});
    for (LayoutIndex i = 1; i <= 20'000; ++i)
        input.edges.push_back({0, i});
    const auto layout = laidOut(input);
    EXPECT_EQ(layout.crossings, 0U);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

TEST(HugeGraph, mayBeBipartiteAndComplete)
{
    LayoutInput input;
    input.nodes.assign(600, {100, 40});
    for (LayoutIndex i = 0; i < 300; ++i) {
        for (LayoutIndex k = 300; k < 600; ++k)
            input.edges.push_back({i, k});
    }
    const auto layout = laidOut(input);
    EXPECT_EQ(layout.crossings, 300ULL * 299 / 2 * 300 * 299 / 2);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

TEST(HugeGraph, mayBeOfUnconnectedNodes)
{
    LayoutInput input;
    input.nodes.assign(100'000, {100, 40});
    expectValid(input);
}

TEST(HugeGraph, mayBeAnyGraph)
{
    Random random(9);
    expectValid(crateGraph(random, 40'000, 2));
}

TEST(HugeGraph, drawsEdgesDirectlyWhereTheirWaysWouldBeTooLong)
{
    // Each vertex to one far below: chains would need 3000 * 3000 vertices.
    auto input = chainGraph(6'000);
    for (LayoutIndex i = 0; i < 3'000; ++i)
        input.edges.push_back({i, i + 3'000});
    const auto layout = laidOut(input);
    EXPECT_GT(directEdges(layout), 2'000U);
    expectNoOverlap(layout);
    expectDownward(input, layout);
}

} // namespace
} // namespace crossyard::graph
