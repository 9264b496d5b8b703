// SPDX-License-Identifier: MIT OR Apache-2.0
// One component through all phases, and the ways of its edges. Between two layers an edge is a straight line, and in a
// layer it runs straight down: so it can touch no box that it does not end at, however different the boxes' heights
// are, and it crosses others exactly where the orders of the layers say so.
#include "graph/layout_parts.h"

#include <algorithm>

namespace crossyard::graph::layered {

namespace {

// What the optional work may take, by the size of the graph: the quality of small graphs is bought with time that
// nobody notices, and huge ones end. In steps of Limit.
std::uint64_t rankWork(std::size_t size)
{
    return std::min<std::uint64_t>(20'000'000 + 2'000 * static_cast<std::uint64_t>(size), 100'000'000);
}
std::uint64_t orderWork(std::size_t size)
{
    return std::clamp<std::uint64_t>(8'000 * static_cast<std::uint64_t>(size), 6'000'000, 100'000'000);
}
// Vertices in chains. More than a few for each edge make a picture that nobody can read, but that takes as long as
// others.
std::size_t mostInChains(std::size_t size)
{
    return std::max<std::size_t>(60'000, 3 * size);
}

// Up to so many, each edge first has a chain of its own.
constexpr std::size_t mostUnshared = 15'000;

class PieceMaker {
public:
    PieceMaker(const PieceInput &input, const LayoutOptions &options, Limit &limit)
        : m_input(input), m_options(options), m_limit(limit)
    {
        for (std::size_t i = 0; i < input.edges.size(); ++i) {
            const auto [from, to] = input.edges[i];
            m_edges.push_back(input.against[i] ? Edge{to, from} : Edge{from, to});
        }
    }

    Result<Piece> make()
    {
        const std::size_t size = m_input.sizes.size() + m_edges.size();
        auto ranking = m_limit.part(0.3, rankWork(size));
        const auto layers = assignLayers(layerInput(), ranking);
        CY_CHECK(m_options.cancel.check());
        const bool shared = verticesWithoutSharing(m_edges, layers) > mostUnshared;
        m_graph = makeLayeredGraph({.edges = m_edges,
                                    .weights = m_input.weights,
                                    .layer = layers,
                                    .blocks = m_input.columns,
                                    .shared = shared,
                                    .most = mostInChains(size)});
        CY_CHECK(m_options.cancel.check());
        auto ordering = m_limit.part(0.7, orderWork(size));
        auto order = orderLayers(m_graph, before(&LayoutPoint::x), ordering);
        if (!shared)
            joinChains(m_graph, order);
        CY_CHECK(m_options.cancel.check());
        m_piece.crossings = countCrossings(m_graph, order);
        auto placing = m_limit.part(1, ~std::uint64_t(0));
        m_x = placeVertices(m_graph, order, placeInput(), placing);
        CY_CHECK(m_options.cancel.check());
        m_piece.finished = !ranking.outOfTime() && !ordering.outOfTime() && !placing.outOfTime();
        placeLayers();
        for (Index i = 0; i < m_edges.size(); ++i)
            addWay(i);
        measure();
        return std::move(m_piece);
    }

private:
    Index count() const { return static_cast<Index>(m_input.sizes.size()); }

    std::vector<std::optional<double>> before(double LayoutPoint::*axis) const
    {
        std::vector<std::optional<double>> result;
        for (const auto &point : m_input.before)
            result.push_back(point ? std::optional((*point).*axis) : std::nullopt);
        return result;
    }
    std::vector<double> widths() const
    {
        std::vector<double> result;
        for (const auto &size : m_input.sizes)
            result.push_back(size.width);
        return result;
    }
    LayerInput layerInput() const
    {
        return {.count = count(),
                .edges = m_edges,
                .bands = m_input.bands,
                .before = before(&LayoutPoint::y),
                .widths = widths(),
                .layerWidth = m_options.layerWidth};
    }
    PlaceInput placeInput() const
    {
        return {.widths = widths(),
                .before = before(&LayoutPoint::x),
                .nodeGap = m_options.nodeGap,
                .edgeGap = m_options.edgeGap,
                .blockGap = m_options.componentGap};
    }

    void placeLayers()
    {
        std::vector<double> heights(m_graph.layerCount(), 0);
        for (Index i = 0; i < count(); ++i) {
            auto &height = heights[m_graph.layer[i]];
            height = std::max<double>(height, m_input.sizes[i].height);
        }
        double y = 0;
        for (const double height : heights) {
            m_tops.push_back(y);
            m_bottoms.push_back(y + height);
            y += height + m_options.layerGap;
        }
        for (Index i = 0; i < count(); ++i) {
            const Index layer = m_graph.layer[i];
            m_piece.centres.push_back({m_x[i], (m_tops[layer] + m_bottoms[layer]) / 2});
        }
    }

    void addWay(Index edge)
    {
        const auto [from, to] = m_edges[edge];
        const auto &way = m_graph.ways[edge];
        m_piece.direct.push_back(way.direct);
        m_points.clear();
        const auto start = m_piece.centres[from];
        const auto end = m_piece.centres[to];
        m_points.push_back({start.x, start.y + m_input.sizes[from].height / 2});
        if (!way.direct) {
            m_points.push_back({start.x, m_bottoms[m_graph.layer[from]]});
            for (Index i = 0, vertex = way.first; i < way.count; ++i, vertex = m_graph.belowOf(vertex)) {
                m_points.push_back({m_x[vertex], m_tops[m_graph.layer[vertex]]});
                m_points.push_back({m_x[vertex], m_bottoms[m_graph.layer[vertex]]});
            }
            m_points.push_back({end.x, m_tops[m_graph.layer[to]]});
        }
        m_points.push_back({end.x, end.y - m_input.sizes[to].height / 2});
        m_piece.ways.push_back(simplified());
    }

    // Without points that repeat the last one, or lie on a line straight down.
    std::vector<LayoutPoint> simplified() const
    {
        std::vector<LayoutPoint> points;
        for (const auto &point : m_points) {
            const auto size = points.size();
            if (size > 0 && points.back() == point)
                continue;
            if (size > 1 && points[size - 1].x == point.x && points[size - 2].x == point.x)
                points.back() = point;
            else
                points.push_back(point);
        }
        if (points.size() == 1) // boxes without height, one directly above the other, and no gap
            points.push_back(points.front());
        return points;
    }

    void measure()
    {
        m_piece.least = m_piece.most = m_piece.centres.front();
        const auto add = [&](double x, double y) {
            m_piece.least = {std::min(m_piece.least.x, x), std::min(m_piece.least.y, y)};
            m_piece.most = {std::max(m_piece.most.x, x), std::max(m_piece.most.y, y)};
        };
        for (Index i = 0; i < count(); ++i) {
            const auto &[x, y] = m_piece.centres[i];
            const auto &[width, height] = m_input.sizes[i];
            add(x - width / 2, y - height / 2);
            add(x + width / 2, y + height / 2);
        }
        for (const auto &way : m_piece.ways) {
            for (const auto &point : way)
                add(point.x, point.y);
        }
    }

    const PieceInput &m_input;
    const LayoutOptions &m_options;
    Limit &m_limit;
    std::vector<Edge> m_edges; // all downward
    LayeredGraph m_graph;
    std::vector<double> m_x; // of each vertex of the layered graph
    std::vector<double> m_tops;
    std::vector<double> m_bottoms;
    std::vector<LayoutPoint> m_points;
    Piece m_piece;
};

} // namespace

Result<Piece> layOutPiece(const PieceInput &input, const LayoutOptions &options, Limit limit)
{
    return PieceMaker(input, options, limit).make();
}

} // namespace crossyard::graph::layered
