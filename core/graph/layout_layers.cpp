// SPDX-License-Identifier: MIT OR Apache-2.0
// Which layer each vertex is in. Longest paths give ranks that fulfil the rules; the simplex makes the edges short in
// all; vertices that could as well stand elsewhere go where there is more room (Gansner et al. 1993, section 2.4). With
// a former picture the ranks begin at the former layers, so that what can stay does.
#include "graph/layout_parts.h"

#include <algorithm>
#include <span>

namespace crossyard::graph::layered {

namespace {

// Vertices so that sources come before targets.
std::vector<Index> topological(Index count, const Adjacency &out, const Adjacency &in)
{
    std::vector<Index> order;
    order.reserve(count);
    std::vector<Index> waiting(count);
    for (Index vertex = 0; vertex < count; ++vertex) {
        waiting[vertex] = static_cast<Index>(in.of(vertex).size());
        if (waiting[vertex] == 0)
            order.push_back(vertex);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const auto &link : out.of(order[i])) {
            if (--waiting[link.vertex] == 0)
                order.push_back(link.vertex);
        }
    }
    return order;
}

// The rules of the edges; and between two bands a vertex of its own, below all of the one and not below the other.
std::vector<RankRule> makeRules(const LayerInput &input, Index &count)
{
    std::vector<RankRule> rules;
    rules.reserve(input.edges.size());
    for (const auto &edge : input.edges)
        rules.push_back({edge.from, edge.to, 1, 1});
    if (input.bands.empty())
        return rules;
    const Index bands = std::ranges::max(input.bands) + 1;
    for (Index vertex = 0; vertex < input.count; ++vertex) {
        const Index band = input.bands[vertex];
        if (band + 1 < bands)
            rules.push_back({vertex, count + band, 1, 0});
        if (band > 0)
            rules.push_back({count + band - 1, vertex, 0, 0});
    }
    for (Index band = 0; band + 2 < bands; ++band)
        rules.push_back({count + band, count + band + 1, 1, 0});
    count += bands - 1;
    return rules;
}

// The simplex needs rules that connect all vertices: where they do not, a vertex above all others comes in.
void connect(std::vector<RankRule> &rules, Index &count)
{
    std::vector<Edge> edges;
    std::vector<char> hasAbove(count, 0);
    for (const auto &rule : rules) {
        edges.push_back({rule.from, rule.to});
        hasAbove[rule.to] = 1;
    }
    if (findComponents(count, edges).count == 1)
        return;
    for (Index vertex = 0; vertex < count; ++vertex) {
        if (!hasAbove[vertex])
            rules.push_back({count, vertex, 0, 0});
    }
    ++count;
}

// The former layer of each vertex: heights that are within a pixel of one another are one layer.
std::vector<int> formerLayers(const std::vector<std::optional<double>> &before)
{
    std::vector<double> heights;
    for (const auto &height : before) {
        if (height)
            heights.push_back(*height);
    }
    std::ranges::sort(heights);
    std::vector<double> layers;
    for (const double height : heights) {
        if (layers.empty() || height > layers.back() + 1)
            layers.push_back(height);
    }
    std::vector<int> result(before.size(), -1);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i])
            result[i] = static_cast<int>(std::ranges::upper_bound(layers, *before[i]) - layers.begin()) - 1;
    }
    return result;
}

// Moves vertices that pull neither way, within the room that their rules leave. `choose` picks a rank between two.
template <class Choose>
void moveFree(std::vector<int> &ranks, std::span<const RankRule> rules, Index realCount, Limit &limit, Choose choose)
{
    const auto count = static_cast<Index>(ranks.size());
    std::vector<int> pull(count, 0);
    std::vector<Edge> edges;
    edges.reserve(rules.size());
    for (const auto &rule : rules) {
        pull[rule.from] += rule.weight;
        pull[rule.to] -= rule.weight;
        edges.push_back({rule.from, rule.to});
    }
    const auto out = outgoing(count, edges);
    const auto in = incoming(count, edges);
    const int lowest = std::ranges::max(ranks);
    for (Index vertex = 0; vertex < realCount && !limit.over(8); ++vertex) {
        if (pull[vertex] != 0)
            continue;
        int least = 0;
        int most = lowest;
        for (const auto &link : in.of(vertex))
            least = std::max(least, ranks[link.vertex] + rules[link.edge].least);
        for (const auto &link : out.of(vertex))
            most = std::min(most, ranks[link.vertex] - rules[link.edge].least);
        if (least < most)
            ranks[vertex] = choose(vertex, least, most);
    }
}

// To the emptiest layer.
void spread(std::vector<int> &ranks, std::span<const RankRule> rules, Index realCount, Limit &limit)
{
    std::vector<Index> population(static_cast<std::size_t>(std::ranges::max(ranks)) + 1, 0);
    const auto in = [&](int rank) -> Index & { return population[static_cast<std::size_t>(rank)]; };
    for (Index vertex = 0; vertex < realCount; ++vertex)
        ++in(ranks[vertex]);
    moveFree(ranks, rules, realCount, limit, [&](Index vertex, int least, int most) {
        int best = ranks[vertex];
        --in(best);
        limit.over(static_cast<std::uint64_t>(most - least));
        for (int rank = least; rank <= most; ++rank) {
            if (in(rank) < in(best))
                best = rank;
        }
        ++in(best);
        return best;
    });
}

// Back to where it was, seen from the most of the others.
void restore(std::vector<int> &ranks, std::span<const RankRule> rules, std::span<const int> former, Limit &limit)
{
    std::vector<int> moves;
    for (std::size_t i = 0; i < former.size(); ++i) {
        if (former[i] >= 0)
            moves.push_back(ranks[i] - former[i]);
    }
    const auto middle = moves.begin() + static_cast<std::ptrdiff_t>(moves.size() / 2);
    std::ranges::nth_element(moves, middle);
    const int move = *middle;
    for (int round = 0; round < 2; ++round) {
        moveFree(ranks, rules, static_cast<Index>(former.size()), limit, [&](Index vertex, int least, int most) {
            return former[vertex] < 0 ? ranks[vertex] : std::clamp(former[vertex] + move, least, most);
        });
    }
}

// Layers 0, 1, 2, ... without empty ones.
std::vector<Index> closeGaps(std::span<const int> ranks)
{
    std::vector<int> used(ranks.begin(), ranks.end());
    std::ranges::sort(used);
    const auto rest = std::ranges::unique(used);
    used.erase(rest.begin(), rest.end());
    std::vector<Index> layers(ranks.size());
    for (std::size_t i = 0; i < ranks.size(); ++i)
        layers[i] = static_cast<Index>(std::ranges::lower_bound(used, ranks[i]) - used.begin());
    return layers;
}

// Layers that are too wide are filled row by row; vertices without anything below come last.
void breakWideLayers(std::vector<Index> &layers, const LayerInput &input)
{
    const Index count = std::ranges::max(layers) + 1;
    std::vector<char> hasBelow(input.count, 0);
    for (const auto &edge : input.edges)
        hasBelow[edge.from] = 1;
    std::vector<std::vector<Index>> members(count);
    for (const bool withBelow : {true, false}) {
        for (Index vertex = 0; vertex < input.count; ++vertex) {
            if (bool(hasBelow[vertex]) == withBelow)
                members[layers[vertex]].push_back(vertex);
        }
    }
    Index next = 0;
    for (const auto &layer : members) {
        double width = 0;
        bool first = true;
        for (const Index vertex : layer) {
            width += input.widths[vertex];
            if (!first && width > input.layerWidth) {
                ++next;
                width = input.widths[vertex];
            }
            first = false;
            layers[vertex] = next;
        }
        ++next;
    }
}

} // namespace

std::vector<Index> assignLayers(const LayerInput &input, Limit &limit)
{
    Index count = input.count; // with those that only rules need
    auto rules = makeRules(input, count);
    connect(rules, count);
    std::vector<int> ranks(count, 0);
    const auto former = formerLayers(input.before);
    for (std::size_t i = 0; i < former.size(); ++i)
        ranks[i] = std::max(former[i], 0);
    std::vector<Edge> edges;
    edges.reserve(rules.size());
    for (const auto &rule : rules)
        edges.push_back({rule.from, rule.to});
    const auto out = outgoing(count, edges);
    for (const Index vertex : topological(count, out, incoming(count, edges))) {
        for (const auto &link : out.of(vertex))
            ranks[link.vertex] = std::max(ranks[link.vertex], ranks[vertex] + rules[link.edge].least);
    }
    shortenRanks(ranks, rules, limit);
    const int lowest = std::ranges::min(ranks);
    for (int &rank : ranks)
        rank -= lowest;
    if (std::ranges::any_of(former, [](int layer) { return layer >= 0; }))
        restore(ranks, rules, former, limit);
    else
        spread(ranks, rules, input.count, limit);
    auto layers = closeGaps(std::span(ranks).first(input.count));
    if (input.layerWidth > 0)
        breakWideLayers(layers, input);
    return layers;
}

} // namespace crossyard::graph::layered
