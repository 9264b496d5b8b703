// SPDX-License-Identifier: MIT OR Apache-2.0
// A layered layout, in the phases that Sugiyama, Tagawa and Toda gave it (1981):
//
//   1. Cycles (layout_cycles.cpp). Strong components by Tarjan (1972); in each, few edges turn round by the greedy rule
//   of
//      Eades, Lin and Smyth (1993).
//   2. Layers (layout_layers.cpp, layout_simplex.cpp). The shortest edges in all, by the network simplex of Gansner,
//      Koutsofios, North and Vo (1993), which is cut off by its limit with a valid answer at any time.
//   3. Chains (layout_chains.cpp). Edges over several layers get a vertex in each; those to one target share theirs.
//   4. Order (layout_order.cpp, layout_sweep.cpp, layout_sift.cpp, layout_crossings.cpp). Barycentre and median sweeps
//   find the
//      rough order, sifting (Matuszewski, Schönfeld and Molitor 1999) the fine one, and disturbing it a little again
//      and again, as iterated local search does, the rest. Crossings are counted after Barth, Mutzel and Jünger (2004).
//   5. Places (layout_place.cpp). Isotonic regression in each layer, with the true widths of the boxes.
//   6. Packing (layout_pack.cpp). Components are laid out on their own and put beside one another.
//
// Invariants. Removing the edges that are marked as reversed leaves no cycle, and all others run downward. No boxes
// overlap. An edge touches no box but its own two, unless it is marked as direct. Equal inputs without a time budget
// give equal layouts: there is no chance but that of a fixed seed, no hash order, and limits are counted in work.
//
// Stability. Who looks at a picture knows it by heart (Misue, Eades, Lai and Sugiyama 1995 call it the mental map):
// with the former places, nodes keep their order, their x but for what new neighbours need, and their layers where the
// edges still allow it; components stay where they are; and what then still differs for all alike is taken out with the
// median.
//
// Effort. Every phase has a bound on its work that grows with the graph up to a fixed amount (layout_piece.cpp), so a
// huge graph gets fewer sweeps and no sifting, and in the end the phases that are needed at all take O(E log V) of its
// size with its chains; those are bounded as well, and the longest edges do without. Phases ask for cancellation in
// each of their rounds; one round takes some 50 ms in a graph of 100,000 nodes, and a few in one of 5,000.
#include "graph/layout_parts.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <numeric>

namespace crossyard::graph {

namespace {

using namespace layered;

bool isLength(double value)
{
    return std::isfinite(value) && value >= 0;
}

Result<void> check(const LayoutInput &input)
{
    const auto count = input.nodes.size();
    if (count >= none)
        return fail(ErrorCode::BadInput, "there are too many nodes for a picture");
    for (const auto &edge : input.edges) {
        if (edge.from >= count || edge.to >= count)
            return fail(ErrorCode::BadInput, std::format("an edge from {} to {} leaves the {} nodes of the graph",
                                                         edge.from, edge.to, count));
    }
    const bool groupsNeeded = input.options.lanes != LayoutLanes::None;
    if ((groupsNeeded || !input.groups.empty()) && input.groups.size() != count)
        return fail(ErrorCode::BadInput, std::format("{} groups are given for {} nodes", input.groups.size(), count));
    if (!input.previous.empty() && input.previous.size() != count)
        return fail(ErrorCode::BadInput,
                    std::format("{} former places are given for {} nodes", input.previous.size(), count));
    for (const auto &size : input.nodes) {
        if (!isLength(size.width) || !isLength(size.height))
            return fail(ErrorCode::BadInput, std::format("a node cannot be {} by {}", size.width, size.height));
    }
    for (const auto &point : input.previous) {
        if (point && (!std::isfinite(point->x) || !std::isfinite(point->y)))
            return fail(ErrorCode::BadInput, std::format("a node cannot have been at {}, {}", point->x, point->y));
    }
    const auto &options = input.options;
    for (const double gap :
         {options.nodeGap, options.edgeGap, options.layerGap, options.componentGap, options.layerWidth}) {
        if (!isLength(gap))
            return fail(ErrorCode::BadInput, std::format("a gap or width of a layout cannot be {}", gap));
    }
    if (!isLength(options.aspectRatio) || options.aspectRatio == 0)
        return fail(ErrorCode::BadInput, std::format("a picture cannot have the shape {}", options.aspectRatio));
    return {};
}

class Maker {
public:
    explicit Maker(const LayoutInput &input)
        : m_input(input), m_options(input.options), m_count(static_cast<Index>(input.nodes.size())),
          m_limit(input.options.cancel,
                  input.options.budget ? std::optional(Limit::Clock::now() + *input.options.budget) : std::nullopt)
    {
    }

    Result<Layout> make()
    {
        if (m_options.lanes != LayoutLanes::None)
            numberGroups();
        uniteEdges();
        CY_CHECK(m_options.cancel.check());
        turnEdges();
        CY_CHECK(m_options.cancel.check());
        CY_CHECK(makePieces());
        putTogether();
        CY_CHECK(m_options.cancel.check());
        alignWithPrevious();
        makeRoutes();
        CY_CHECK(m_options.cancel.check());
        measure();
        return std::move(m_layout);
    }

private:
    bool sideways() const { return m_options.direction == LayoutDirection::LeftRight; }
    // Between the picture and one from the top down, either way.
    LayoutPoint turned(LayoutPoint point) const { return sideways() ? LayoutPoint{point.y, point.x} : point; }
    LayoutSize size(Index node) const
    {
        const auto &size = m_input.nodes[node];
        return sideways() ? LayoutSize{size.height, size.width} : size;
    }

    void numberGroups()
    {
        m_groupNumbers = m_input.groups;
        std::ranges::sort(m_groupNumbers);
        const auto rest = std::ranges::unique(m_groupNumbers);
        m_groupNumbers.erase(rest.begin(), rest.end());
        for (const Index group : m_input.groups)
            m_group.push_back(
                static_cast<Index>(std::ranges::lower_bound(m_groupNumbers, group) - m_groupNumbers.begin()));
    }

    // Each pair of nodes once; loops take no part.
    void uniteEdges()
    {
        std::vector<Index> sorted;
        for (Index i = 0; i < m_input.edges.size(); ++i) {
            if (m_input.edges[i].from != m_input.edges[i].to)
                sorted.push_back(i);
        }
        const auto ends = [&](Index i) { return std::pair(m_input.edges[i].from, m_input.edges[i].to); };
        std::ranges::sort(sorted, {}, [&](Index i) { return std::pair(ends(i), i); });
        m_united.assign(m_input.edges.size(), none);
        for (const Index i : sorted) {
            if (m_edges.empty() || m_edges.back() != m_input.edges[i]) {
                m_edges.push_back(m_input.edges[i]);
                m_weights.push_back(0);
            }
            ++m_weights.back();
            m_united[i] = static_cast<Index>(m_edges.size() - 1);
        }
    }

    void turnEdges()
    {
        if (m_options.lanes != LayoutLanes::Bands) {
            m_against = findBackEdges(m_count, m_edges);
            return;
        }
        // Bands come first: an edge to an earlier one turns in any case, and cycles are left only within a band.
        m_against.assign(m_edges.size(), 0);
        std::vector<Edge> inner;
        std::vector<Index> numbers;
        for (Index i = 0; i < m_edges.size(); ++i) {
            const Index from = m_group[m_edges[i].from];
            const Index to = m_group[m_edges[i].to];
            m_against[i] = from > to;
            if (from == to) {
                inner.push_back(m_edges[i]);
                numbers.push_back(i);
            }
        }
        const auto back = findBackEdges(m_count, inner);
        for (std::size_t i = 0; i < inner.size(); ++i)
            m_against[numbers[i]] = back[i];
    }

    Result<void> makePieces()
    {
        Components components{std::vector<Index>(m_count, 0), m_count > 0 ? 1u : 0u};
        if (m_options.lanes == LayoutLanes::None)
            components = findComponents(m_count, m_edges);
        m_nodesOf.resize(components.count);
        m_edgesOf.resize(components.count);
        m_local.resize(m_count);
        for (Index node = 0; node < m_count; ++node) {
            auto &nodes = m_nodesOf[components.of[node]];
            m_local[node] = static_cast<Index>(nodes.size());
            nodes.push_back(node);
        }
        for (Index i = 0; i < m_edges.size(); ++i)
            m_edgesOf[components.of[m_edges[i].from]].push_back(i);
        std::size_t rest = m_count + m_edges.size();
        for (Index i = 0; i < components.count; ++i) {
            const auto mine = m_nodesOf[i].size() + m_edgesOf[i].size();
            CY_CHECK(makePiece(i, static_cast<double>(mine) / static_cast<double>(rest)));
            rest -= mine;
        }
        return {};
    }

    Result<void> makePiece(Index number, double share)
    {
        if (m_nodesOf[number].size() == 1) {
            if (m_limit.over(16) && m_options.cancel.cancelled())
                return m_options.cancel.check();
            const auto [width, height] = size(m_nodesOf[number].front());
            m_pieces.push_back({.centres = {{}},
                                .ways = {},
                                .direct = {},
                                .least = {-width / 2.0, -height / 2.0},
                                .most = {width / 2.0, height / 2.0}});
            return {};
        }
        CY_TRY(auto piece, layOutPiece(pieceInput(number), m_options, m_limit.part(share, ~std::uint64_t(0))));
        m_layout.crossings += piece.crossings;
        m_layout.finished = m_layout.finished && piece.finished;
        m_pieces.push_back(std::move(piece));
        return {};
    }

    PieceInput pieceInput(Index number) const
    {
        PieceInput input;
        bool anyBefore = false;
        for (const Index node : m_nodesOf[number]) {
            input.sizes.push_back(size(node));
            if (m_options.lanes == LayoutLanes::Bands)
                input.bands.push_back(m_group[node]);
            if (m_options.lanes == LayoutLanes::Columns)
                input.columns.push_back(m_group[node]);
            const auto before = former(node);
            anyBefore = anyBefore || before.has_value();
            input.before.push_back(before);
        }
        if (!anyBefore)
            input.before.clear();
        for (const Index edge : m_edgesOf[number]) {
            input.edges.push_back({m_local[m_edges[edge].from], m_local[m_edges[edge].to]});
            input.weights.push_back(m_weights[edge]);
            input.against.push_back(m_against[edge]);
        }
        return input;
    }
    std::optional<LayoutPoint> former(Index node) const
    {
        if (m_input.previous.empty() || !m_input.previous[node])
            return std::nullopt;
        return turned(*m_input.previous[node]);
    }

    // How the nodes that were there would have to move together to be where they were; by the median.
    std::optional<LayoutPoint> medianMove(std::span<const Index> nodes, std::span<const LayoutPoint> centres) const
    {
        std::vector<double> xs;
        std::vector<double> ys;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (const auto before = former(nodes[i])) {
                xs.push_back(before->x - centres[i].x);
                ys.push_back(before->y - centres[i].y);
            }
        }
        if (xs.empty())
            return std::nullopt;
        const auto middle = static_cast<std::ptrdiff_t>(xs.size() / 2);
        std::ranges::nth_element(xs, xs.begin() + middle);
        std::ranges::nth_element(ys, ys.begin() + middle);
        return LayoutPoint{xs[xs.size() / 2], ys[ys.size() / 2]};
    }

    void putTogether()
    {
        std::vector<Extent> boxes;
        std::vector<std::optional<LayoutPoint>> wanted;
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const auto &[least, most] = std::pair(m_pieces[i].least, m_pieces[i].most);
            boxes.push_back({most.x - least.x, most.y - least.y});
            const auto move = medianMove(m_nodesOf[i], m_pieces[i].centres);
            wanted.push_back(
                move ? std::optional(LayoutPoint{(least.x + most.x) / 2 + move->x, (least.y + most.y) / 2 + move->y})
                     : std::nullopt);
        }
        const double ratio = sideways() ? 1 / m_options.aspectRatio : m_options.aspectRatio;
        const auto places = packBoxes(boxes, wanted, m_options.componentGap, ratio);
        m_centres.resize(m_count);
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            auto &piece = m_pieces[i];
            const double x = places[i].x - (piece.least.x + piece.most.x) / 2;
            const double y = places[i].y - (piece.least.y + piece.most.y) / 2;
            for (std::size_t k = 0; k < m_nodesOf[i].size(); ++k)
                m_centres[m_nodesOf[i][k]] = {piece.centres[k].x + x, piece.centres[k].y + y};
            for (auto &way : piece.ways) {
                for (auto &point : way)
                    point = {point.x + x, point.y + y};
            }
        }
    }

    void alignWithPrevious()
    {
        std::vector<Index> all(m_count);
        std::iota(all.begin(), all.end(), Index(0));
        const auto move = medianMove(all, m_centres);
        if (!move)
            return;
        const auto shift = [&](LayoutPoint &point) { point = {point.x + move->x, point.y + move->y}; };
        std::ranges::for_each(m_centres, shift);
        for (auto &piece : m_pieces) {
            for (auto &way : piece.ways)
                std::ranges::for_each(way, shift);
        }
    }

    void makeRoutes()
    {
        std::vector<std::pair<Index, Index>> places(m_edges.size()); // piece, edge in it
        for (Index i = 0; i < m_pieces.size(); ++i) {
            for (Index k = 0; k < m_edgesOf[i].size(); ++k)
                places[m_edgesOf[i][k]] = {i, k};
        }
        for (Index i = 0; i < m_count; ++i)
            m_layout.nodes.push_back({turned(m_centres[i]), m_input.nodes[i].width, m_input.nodes[i].height});
        for (Index i = 0; i < m_input.edges.size(); ++i) {
            LayoutRoute route;
            if (m_united[i] == none) {
                route.points = loop(m_input.edges[i].from);
            } else {
                const auto &[number, edge] = places[m_united[i]];
                route.points = m_pieces[number].ways[edge];
                route.direct = m_pieces[number].direct[edge];
                route.reversed = m_against[m_united[i]];
                if (route.reversed)
                    std::ranges::reverse(route.points);
            }
            for (auto &point : route.points)
                point = turned(point);
            m_layout.edges.push_back(std::move(route));
        }
    }

    // Out of the right side and back into it, within the gap to the neighbour.
    std::vector<LayoutPoint> loop(Index node) const
    {
        const auto [width, height] = size(node);
        const auto &centre = m_centres[node];
        const double right = centre.x + width / 2.0;
        const double reach = right + m_options.nodeGap / 3;
        const double upper = centre.y - height / 4.0;
        const double lower = centre.y + height / 4.0;
        return {{right, upper}, {reach, upper}, {reach, lower}, {right, lower}};
    }

    void measure()
    {
        Extremes all;
        std::vector<Extremes> lanes(m_groupNumbers.size());
        for (Index i = 0; i < m_count; ++i) {
            all.add(m_layout.nodes[i]);
            if (!m_group.empty())
                lanes[m_group[i]].add(m_layout.nodes[i]);
        }
        for (const auto &route : m_layout.edges) {
            for (const auto &point : route.points)
                all.add({point, 0, 0});
        }
        m_layout.bounds = all.box();
        for (std::size_t i = 0; i < lanes.size(); ++i)
            m_layout.lanes.push_back({m_groupNumbers[i], lanes[i].box()});
    }

    struct Extremes {
        std::optional<LayoutPoint> least;
        LayoutPoint most;
        void add(const LayoutBox &box)
        {
            if (!least) {
                least = {box.left(), box.top()};
                most = {box.right(), box.bottom()};
            }
            least = {std::min(least->x, box.left()), std::min(least->y, box.top())};
            most = {std::max(most.x, box.right()), std::max(most.y, box.bottom())};
        }
        LayoutBox box() const
        {
            if (!least)
                return {};
            return {{(least->x + most.x) / 2, (least->y + most.y) / 2}, most.x - least->x, most.y - least->y};
        }
    };

    const LayoutInput &m_input;
    const LayoutOptions &m_options;
    Index m_count = 0;
    Limit m_limit;
    std::vector<Index> m_groupNumbers; // sorted, each once
    std::vector<Index> m_group;        // of each node, a place in m_groupNumbers
    std::vector<Edge> m_edges;         // each once, without loops
    std::vector<std::int64_t> m_weights;
    std::vector<char> m_against;
    std::vector<Index> m_united; // of each edge of the input, its place in m_edges
    std::vector<std::vector<Index>> m_nodesOf;
    std::vector<std::vector<Index>> m_edgesOf;
    std::vector<Index> m_local; // a node's number in its piece
    std::vector<Piece> m_pieces;
    std::vector<LayoutPoint> m_centres;
    Layout m_layout;
};

} // namespace

Result<Layout> layOut(const LayoutInput &input)
{
    CY_CHECK(check(input));
    return Maker(input).make();
}

} // namespace crossyard::graph
