// SPDX-License-Identifier: MIT OR Apache-2.0
// The phases of the layout, each by itself, against slow and simple ways to the same answer.
#include "graph/layout_parts.h"
#include "graph_layout_graphs.h"

namespace crossyard::graph::layered {
namespace {

using test::Random;

std::vector<Edge> randomDownward(Random &random, Index count, Index edges)
{
    std::vector<Edge> result;
    for (const auto &edge : test::randomGraph(random, count, edges, false).edges) {
        if (!std::ranges::contains(result, edge))
            result.push_back(edge);
    }
    return result;
}

bool hasCycle(Index count, const std::vector<Edge> &edges)
{
    std::vector<Index> waiting(count, 0);
    for (const auto &edge : edges)
        ++waiting[edge.to];
    std::vector<char> gone(count, 0);
    for (bool any = true; any;) {
        any = false;
        for (Index i = 0; i < count; ++i) {
            if (gone[i] || waiting[i] > 0)
                continue;
            gone[i] = 1;
            any = true;
            for (const auto &edge : edges)
                waiting[edge.to] -= edge.from == i;
        }
    }
    return std::ranges::contains(gone, 0);
}

TEST(FindBackEdges, leavesGraphsWithoutCyclesAsTheyAre)
{
    Random random(1);
    for (Index count = 2; count < 60; ++count)
        EXPECT_FALSE(std::ranges::contains(findBackEdges(count, randomDownward(random, count, 3 * count)), 1));
}

TEST(FindBackEdges, turnsOneEdgeOfACycleAndNoneOutsideOfIt)
{
    // 0 -> 1 -> 2 -> 0, and a tail at either end.
    const std::vector<Edge> edges{{3, 0}, {0, 1}, {1, 2}, {2, 0}, {2, 4}};
    const auto back = findBackEdges(5, edges);
    EXPECT_EQ(std::ranges::count(back, 1), 1);
    EXPECT_EQ(back[0], 0);
    EXPECT_EQ(back[4], 0);
}

TEST(FindBackEdges, leavesNoCycle)
{
    Random random(2);
    for (Index count = 2; count < 60; ++count) {
        auto edges = test::randomGraph(random, count, 3 * count, true).edges;
        std::erase_if(edges, [](const auto &edge) { return edge.from == edge.to; });
        const auto back = findBackEdges(count, edges);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            if (back[i])
                std::swap(edges[i].from, edges[i].to);
        }
        EXPECT_FALSE(hasCycle(count, edges));
        // The rule's authors prove it: at least half of the edges, and a sixth of the vertices more, stay.
        EXPECT_LE(std::ranges::count(back, 1), static_cast<std::ptrdiff_t>(edges.size() / 2));
    }
}

std::int64_t totalLength(const std::vector<Edge> &edges, const std::vector<Index> &layers)
{
    std::int64_t total = 0;
    for (const auto &edge : edges) {
        EXPECT_LT(layers[edge.from], layers[edge.to]);
        total += layers[edge.to] - layers[edge.from];
    }
    return total;
}

// The shortest that any layers give, by trying all of them.
std::int64_t shortest(Index count, const std::vector<Edge> &edges)
{
    std::vector<Index> layers(count, 0);
    std::int64_t best = 1'000'000;
    for (;;) {
        bool valid = true;
        std::int64_t total = 0;
        for (const auto &edge : edges) {
            valid = valid && layers[edge.from] < layers[edge.to];
            total += static_cast<std::int64_t>(layers[edge.to]) - layers[edge.from];
        }
        if (valid)
            best = std::min(best, total);
        Index i = 0;
        while (i < count && ++layers[i] == count)
            layers[i++] = 0;
        if (i == count)
            return best;
    }
}

TEST(AssignLayers, findsTheShortestEdges)
{
    Random random(3);
    for (int round = 0; round < 60; ++round) {
        const auto edges = randomDownward(random, 6, 8);
        Limit limit;
        EXPECT_EQ(totalLength(edges, assignLayers({.count = 6, .edges = edges}, limit)), shortest(6, edges));
    }
}

TEST(AssignLayers, isValidWithoutAnyTime)
{
    Random random(4);
    for (Index count = 2; count < 80; count += 7) {
        const auto edges = randomDownward(random, count, 3 * count);
        Limit limit({}, Limit::Clock::now());
        totalLength(edges, assignLayers({.count = count, .edges = edges}, limit));
    }
}

TEST(AssignLayers, beginsAtTheFormerLayers)
{
    // Two chains of 2 and of 4 with common ends. The short one has a choice, and had made it.
    const std::vector<Edge> edges{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 5}, {5, 4}};
    for (const Index layer : {1U, 2U, 3U}) {
        Limit limit;
        const auto layers =
            assignLayers({.count = 6, .edges = edges, .before = {0., 90., 180., 270., 360., 90. * layer}}, limit);
        EXPECT_EQ(layers[5], layer);
    }
}

struct Layered {
    LayeredGraph graph;
    Order order;
};

Layered layered(Random &random, Index count, bool shared)
{
    const auto edges = randomDownward(random, count, 3 * count);
    const std::vector<std::int64_t> weights(edges.size(), 2);
    Limit limit;
    const auto layers = assignLayers({.count = count, .edges = edges}, limit);
    Layered result;
    result.graph = makeLayeredGraph(
        {.edges = edges, .weights = weights, .layer = layers, .blocks = {}, .shared = shared, .most = 100'000});
    std::vector<double> keys(result.graph.count());
    for (auto &key : keys)
        key = random.below(1'000'000);
    result.order = orderByKeys(result.graph, keys);
    return result;
}

std::uint64_t slowCrossings(const LayeredGraph &graph, const Order &order)
{
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < graph.segments.size(); ++i) {
        for (std::size_t k = 0; k < graph.segments.size(); ++k) {
            const auto &a = graph.segments[i];
            const auto &b = graph.segments[k];
            if (graph.layer[a.from] == graph.layer[b.from] && order.place[a.from] < order.place[b.from] &&
                order.place[a.to] > order.place[b.to])
                total += static_cast<std::uint64_t>(graph.weights[i] * graph.weights[k]);
        }
    }
    return total;
}

class Ordered : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Sharing, Ordered, testing::Bool());

TEST_P(Ordered, crossingsAreCountedAsTheSlowWayDoes)
{
    Random random(5);
    for (Index count = 2; count < 60; count += 3) {
        const auto [graph, order] = layered(random, count, GetParam());
        EXPECT_EQ(countCrossings(graph, order), slowCrossings(graph, order));
    }
}

TEST_P(Ordered, sharedWaysHaveAllEdges)
{
    Random random(6);
    const auto [graph, order] = layered(random, 40, GetParam());
    // Whatever goes into a vertex on the way comes out of it.
    std::vector<std::int64_t> balance(graph.count(), 0);
    for (std::size_t i = 0; i < graph.segments.size(); ++i) {
        EXPECT_EQ(graph.layer[graph.segments[i].from] + 1, graph.layer[graph.segments[i].to]);
        balance[graph.segments[i].to] += graph.weights[i];
        balance[graph.segments[i].from] -= graph.weights[i];
    }
    for (Index vertex = graph.realCount; vertex < graph.count(); ++vertex)
        EXPECT_EQ(balance[vertex], 0);
}

TEST_P(Ordered, siftingSavesWhatItSays)
{
    Random random(7);
    for (Index count = 5; count < 80; count += 5) {
        auto [graph, order] = layered(random, count, GetParam());
        const auto before = countCrossings(graph, order);
        Limit limit;
        const auto gain = Sifter(graph, {}).improve(order, 10, limit);
        EXPECT_GE(gain, 0);
        EXPECT_EQ(countCrossings(graph, order), before - static_cast<std::uint64_t>(gain));
    }
}

TEST(Sifting, exchangesNeighboursWhereALayerIsTooWide)
{
    // A matching of 3,000 with one stray, which belongs to the other end: no sweep has been there before.
    constexpr Index half = 3'000;
    std::vector<Edge> edges;
    for (Index i = 0; i < half; ++i)
        edges.push_back({i, half + (i ^ 1)});
    const std::vector<std::int64_t> weights(half, 1);
    std::vector<Index> layers(2 * half, 0);
    std::fill(layers.begin() + half, layers.end(), 1);
    const auto graph = makeLayeredGraph({.edges = edges, .weights = weights, .layer = layers, .blocks = {}});
    auto order = orderByKeys(graph, std::vector<double>(graph.count(), 0));
    EXPECT_EQ(countCrossings(graph, order), half / 2);
    Limit limit;
    EXPECT_EQ(Sifter(graph, {}).improve(order, 4, limit), half / 2);
    EXPECT_EQ(countCrossings(graph, order), 0U);
}

TEST(Sifting, keepsTheOrderOfWhatIsFixed)
{
    Random random(8);
    auto [graph, order] = layered(random, 60, false);
    const auto before = order;
    std::vector<char> fixed(graph.count(), 0);
    std::fill(fixed.begin(), fixed.begin() + graph.realCount, 1);
    Limit limit;
    EXPECT_GT(Sifter(graph, fixed).improve(order, 10, limit), 0);
    for (Index a = 0; a < graph.realCount; ++a) {
        for (Index b = 0; b < graph.realCount; ++b) {
            if (graph.layer[a] == graph.layer[b]) {
                EXPECT_EQ(before.place[a] < before.place[b], order.place[a] < order.place[b]);
            }
        }
    }
}

TEST(JoinChains, makesFewerVerticesAndNoCrossings)
{
    Random random(9);
    for (Index count = 10; count < 80; count += 10) {
        auto [graph, order] = layered(random, count, false);
        auto limit = Limit().part(1, 500'000);
        order = orderLayers(graph, {}, limit);
        const auto crossings = countCrossings(graph, order);
        const auto vertices = graph.count();
        joinChains(graph, order);
        EXPECT_LE(countCrossings(graph, order), crossings);
        EXPECT_LT(graph.count(), vertices);
        for (std::size_t i = 0; i < graph.ways.size(); ++i) {
            const auto &way = graph.ways[i];
            Index vertex = way.first;
            for (Index k = 0; k < way.count; ++k) {
                ASSERT_FALSE(graph.real(vertex));
                vertex = graph.belowOf(vertex);
            }
            EXPECT_TRUE(way.count == 0 || graph.real(vertex));
        }
    }
}

TEST(PlaceVertices, keepsOrderAndGaps)
{
    Random random(10);
    for (const bool instantly : {false, true}) {
        const auto [graph, order] = layered(random, 60, false);
        PlaceInput input{.widths = {}, .before = {}, .nodeGap = 20, .edgeGap = 8, .blockGap = 0};
        for (Index i = 0; i < graph.realCount; ++i)
            input.widths.push_back(10 + random.below(150));
        Limit limit({}, instantly ? std::optional(Limit::Clock::now()) : std::nullopt);
        const auto x = placeVertices(graph, order, input, limit);
        for (Index layer = 0; layer < graph.layerCount(); ++layer) {
            for (Index i = graph.layerStart[layer] + 1; i < graph.layerStart[layer + 1]; ++i) {
                const Index left = order.vertices[i - 1];
                const Index right = order.vertices[i];
                const auto half = [&](Index vertex) { return graph.real(vertex) ? input.widths[vertex] / 2 : 0; };
                const double gap = graph.real(left) && graph.real(right) ? 20 : 8;
                EXPECT_GE(x[right] - half(right) - x[left] - half(left), gap - 1e-6);
            }
        }
    }
}

TEST(PackBoxes, putsNothingOnTopOfAnything)
{
    Random random(11);
    for (const bool former : {false, true}) {
        std::vector<Extent> boxes;
        std::vector<std::optional<LayoutPoint>> wanted;
        for (int i = 0; i < 200; ++i) {
            boxes.push_back({10.0 + random.below(300), 10.0 + random.below(100)});
            const LayoutPoint place{1.0 * random.below(2000), 1.0 * random.below(2000)};
            wanted.push_back(former && i % 3 ? std::optional(place) : std::nullopt);
        }
        const auto places = packBoxes(boxes, wanted, 20, 1.6);
        Layout layout;
        for (std::size_t i = 0; i < boxes.size(); ++i)
            layout.nodes.push_back({places[i], boxes[i].width + 19, boxes[i].height + 19});
        test::expectNoOverlap(layout);
    }
}

TEST(PackBoxes, leavesWhatDoesNotOverlapWhereItWas)
{
    const std::vector<Extent> boxes{{100, 50}, {100, 50}, {100, 50}};
    const std::vector<std::optional<LayoutPoint>> wanted{LayoutPoint{700, 30}, LayoutPoint{0, -400}, std::nullopt};
    const auto places = packBoxes(boxes, wanted, 20, 1.6);
    EXPECT_EQ(places[0], *wanted[0]);
    EXPECT_EQ(places[1], *wanted[1]);
}

} // namespace
} // namespace crossyard::graph::layered
