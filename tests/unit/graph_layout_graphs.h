// SPDX-License-Identifier: MIT OR Apache-2.0
// Graphs with fixed seeds, and what is to be true of their layouts.
#pragma once

#include "graph/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace crossyard::graph::test {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    LayoutIndex below(std::size_t bound)
    {
        m_state = m_state * 6364136223846793005 + 1442695040888963407;
        return static_cast<LayoutIndex>((m_state >> 33) % bound);
    }

private:
    std::uint64_t m_state;
};

/// Boxes of many sizes. With cycles: edges of any direction, loops and parallel ones among them.
inline LayoutInput randomGraph(Random &random, LayoutIndex nodes, LayoutIndex edges, bool cycles)
{
    LayoutInput input;
    for (LayoutIndex i = 0; i < nodes; ++i)
        input.nodes.push_back({static_cast<float>(20 + random.below(200)), static_cast<float>(10 + random.below(60))});
    for (LayoutIndex i = 0; i < edges; ++i) {
        const auto a = random.below(nodes);
        const auto b = random.below(nodes);
        if (cycles)
            input.edges.push_back({a, b});
        else if (a != b)
            input.edges.push_back({std::min(a, b), std::max(a, b)});
    }
    return input;
}

/// Each node depends on earlier ones, most of all on those that many depend on.
inline LayoutInput crateGraph(Random &random, LayoutIndex nodes, double ratio)
{
    LayoutInput input;
    input.nodes.assign(nodes, {130, 40});
    std::vector<LayoutIndex> tickets{0};
    const auto edges = static_cast<std::size_t>(ratio * nodes);
    for (LayoutIndex i = 1; i < nodes; ++i) {
        const std::size_t more = i * edges / nodes - input.edges.size();
        for (std::size_t k = 0; k < std::max<std::size_t>(1, more); ++k) {
            const auto to = tickets[random.below(tickets.size())];
            input.edges.push_back({i, to});
            tickets.push_back(to);
        }
        tickets.push_back(i);
    }
    return input;
}

inline LayoutInput chainGraph(LayoutIndex nodes)
{
    LayoutInput input;
    input.nodes.assign(nodes, {100, 40});
    for (LayoutIndex i = 0; i + 1 < nodes; ++i)
        input.edges.push_back({i, i + 1});
    return input;
}

inline std::vector<LayoutIndex> randomGroups(const LayoutInput &input, LayoutIndex groups)
{
    Random random(input.nodes.size());
    std::vector<LayoutIndex> result;
    for (std::size_t i = 0; i < input.nodes.size(); ++i)
        result.push_back(10 * random.below(groups)); // numbers need not be in a row
    return result;
}

inline std::size_t componentsOf(const LayoutInput &input)
{
    std::vector<LayoutIndex> root(input.nodes.size());
    std::iota(root.begin(), root.end(), 0U);
    const auto find = [&](LayoutIndex i) {
        while (root[i] != i)
            i = root[i] = root[root[i]];
        return i;
    };
    std::size_t count = root.size();
    for (const auto &edge : input.edges) {
        const auto a = find(edge.from);
        const auto b = find(edge.to);
        count -= a != b;
        root[a] = b;
    }
    return count;
}

inline std::size_t directEdges(const Layout &layout)
{
    return static_cast<std::size_t>(std::ranges::count_if(layout.edges, &LayoutRoute::direct));
}

/// By a sweep from the top: of the boxes that a line crosses, neighbours alone can be the first to overlap.
inline void expectNoOverlap(const Layout &layout)
{
    constexpr double rounding = 1e-6;
    struct Event {
        double y;
        bool begins;
        std::size_t box;
    };
    std::vector<Event> events;
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        const auto &box = layout.nodes[i];
        ASSERT_TRUE(std::isfinite(box.centre.x) && std::isfinite(box.centre.y)) << i;
        events.push_back({box.top() + rounding, true, i});
        events.push_back({box.bottom() - rounding, false, i});
    }
    std::ranges::sort(events, {}, [](const Event &event) { return std::pair(event.y, event.begins); });
    std::map<std::pair<double, std::size_t>, std::size_t> open; // by the left side
    const auto check = [&](std::size_t a, std::size_t b) {
        const auto &left = layout.nodes[a];
        const auto &right = layout.nodes[b];
        EXPECT_LE(left.right(), right.left() + rounding) << "boxes " << a << " and " << b << " overlap";
    };
    for (const auto &event : events) {
        const std::pair key(layout.nodes[event.box].left(), event.box);
        if (!event.begins) {
            open.erase(key);
            continue;
        }
        const auto [it, added] = open.emplace(key, event.box);
        ASSERT_TRUE(added);
        if (it != open.begin())
            check(std::prev(it)->second, event.box);
        if (const auto next = std::next(it); next != open.end())
            check(event.box, next->second);
    }
}

/// Edges that are not marked go down; so these cannot make a cycle. Marked ones go up.
inline void expectDownward(const LayoutInput &input, const Layout &layout)
{
    ASSERT_EQ(layout.edges.size(), input.edges.size());
    for (std::size_t i = 0; i < input.edges.size(); ++i) {
        const auto [from, to] = input.edges[i];
        const auto &points = layout.edges[i].points;
        ASSERT_GE(points.size(), 2U);
        if (from == to)
            continue;
        const bool up = layout.edges[i].reversed;
        const auto &upper = layout.nodes[up ? to : from];
        const auto &lower = layout.nodes[up ? from : to];
        EXPECT_LT(upper.bottom(), lower.top()) << from << " -> " << to;
        const auto &first = up ? points.back() : points.front();
        const auto &last = up ? points.front() : points.back();
        EXPECT_NEAR(first.x, upper.centre.x, 1e-6);
        EXPECT_NEAR(first.y, upper.bottom(), 1e-6);
        EXPECT_NEAR(last.x, lower.centre.x, 1e-6);
        EXPECT_NEAR(last.y, lower.top(), 1e-6);
    }
}

/// True where a line goes through the inside of a box.
inline bool passes(LayoutPoint a, LayoutPoint b, const LayoutBox &box)
{
    double begin = 0;
    double end = 1;
    const auto clip = [&](double from, double by, double least, double most) {
        if (by == 0)
            return from > least && from < most;
        const double t1 = (least - from) / by;
        const double t2 = (most - from) / by;
        begin = std::max(begin, std::min(t1, t2));
        end = std::min(end, std::max(t1, t2));
        return begin < end;
    };
    constexpr double border = 1e-3;
    return clip(a.x, b.x - a.x, box.left() + border, box.right() - border) &&
           clip(a.y, b.y - a.y, box.top() + border, box.bottom() - border);
}

inline void expectWaysOutsideOfBoxes(const LayoutInput &, const Layout &layout)
{
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        const auto &route = layout.edges[i];
        for (std::size_t k = 0; k + 1 < route.points.size() && !route.direct; ++k) {
            for (std::size_t n = 0; n < layout.nodes.size(); ++n)
                EXPECT_FALSE(passes(route.points[k], route.points[k + 1], layout.nodes[n]))
                    << "edge " << i << " passes through node " << n;
        }
    }
}

/// Pairs of pieces of two edges that properly cross.
inline std::uint64_t drawnCrossings(const LayoutInput &input, const Layout &layout)
{
    const auto side = [](LayoutPoint a, LayoutPoint b, LayoutPoint p) {
        const double value = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        return value > 1e-6 ? 1 : value < -1e-6 ? -1 : 0;
    };
    std::uint64_t crossings = 0;
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        for (std::size_t j = i + 1; j < layout.edges.size(); ++j) {
            const auto &first = layout.edges[i].points;
            const auto &second = layout.edges[j].points;
            if (input.edges[i].from == input.edges[i].to || input.edges[j].from == input.edges[j].to)
                continue;
            for (std::size_t a = 0; a + 1 < first.size(); ++a) {
                for (std::size_t b = 0; b + 1 < second.size(); ++b)
                    crossings +=
                        side(first[a], first[a + 1], second[b]) * side(first[a], first[a + 1], second[b + 1]) < 0 &&
                        side(second[b], second[b + 1], first[a]) * side(second[b], second[b + 1], first[a + 1]) < 0;
            }
        }
    }
    return crossings;
}

} // namespace crossyard::graph::test
