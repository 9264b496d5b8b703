// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_picture.h"

#include "text.h"

#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double boxHeight = 28;
constexpr double boxPadding = 10; // at either side of the text
constexpr double noteGap = 6;     // between name and note
constexpr double widest = 280;    // longer names are cut in the middle
constexpr double margin = 24;
constexpr double layerGap = 48;
constexpr double nodeGap = 18;
// Wide layers are folded, so that the picture is not much wider than a window. The boxes alone would come out so much
// wider than high; the edges between them take as much room again.
constexpr double aspect = 1.1;
constexpr double leastLayer = 900; // no narrower
constexpr int mostCells = 256;     // in either direction
// A large graph gets the best layout that is found in so many milliseconds.
constexpr int patience = 2000;

QString noteOf(const graph::DependencyGraph &graph, graph::NodeId id)
{
    const auto kinds = graph.node(id).kinds;
    if (kinds == graph::kind::buildScript)
        return QStringLiteral("build.rs");
    if (kinds == graph::kind::scriptRun)
        return QStringLiteral("run build.rs");
    // The version of all crates that have none of their own.
    return graph.version(id) == "0.0.0" ? QString() : toQt(graph.version(id));
}

graph::LayoutInput inputFor(GraphPicture &picture, const std::map<std::string, graph::LayoutPoint> &before,
                            const CancelToken &cancel)
{
    const auto &graph = picture.graph();
    QFont font = QGuiApplication::font();
    font.setPixelSize(13);
    const QFontMetricsF metrics(font);
    graph::LayoutInput input;
    for (graph::NodeId i = 0; i < graph.size(); ++i) {
        // A name of 64 KiB is measured by its beginning: it does not fit anyway.
        picture.names.push_back(toQt(graph.name(i).substr(0, 200)));
        picture.notes.push_back(noteOf(graph, i).left(60));
        double width = metrics.horizontalAdvance(picture.names.back());
        if (!picture.notes.back().isEmpty())
            width += noteGap + metrics.horizontalAdvance(picture.notes.back());
        input.nodes.push_back({static_cast<float>(std::ceil(std::min(width, widest) + 2 * boxPadding)), boxHeight});
        if (!before.empty()) {
            const auto it = before.find(graph.title(i) + '#' + std::to_string(graph.node(i).kinds));
            input.previous.push_back(it == before.end() ? std::nullopt : std::optional(it->second));
        }
    }
    for (const auto &edge : graph.edges())
        input.edges.push_back({edge.from, edge.to});
    double area = 0;
    for (const auto &size : input.nodes)
        area += (size.width + nodeGap) * (boxHeight + layerGap);
    input.options.layerWidth = std::max(leastLayer, std::sqrt(area * aspect));
    input.options.nodeGap = nodeGap;
    input.options.edgeGap = 8;
    input.options.layerGap = layerGap;
    input.options.budget = std::chrono::milliseconds(patience);
    input.options.cancel = cancel;
    return input;
}

void takeMarks(const GraphWhole &whole, GraphPicture &picture)
{
    const auto &part = picture.view.part;
    for (const auto node : part.nodes)
        picture.nodeMarks.push_back(whole.marks.nodes[node]);
    for (const auto &edge : part.graph.edges()) {
        const auto from = part.nodes[edge.from];
        const auto to = part.nodes[edge.to];
        auto [first, last] = whole.graph.outgoing(from); // sorted by where they end
        const auto at = std::partition_point(whole.graph.edges().begin() + first, whole.graph.edges().begin() + last,
                                             [to](const graph::Edge &other) { return other.to < to; });
        picture.edgeMarks.push_back(whole.marks.edges[static_cast<std::size_t>(at - whole.graph.edges().begin())]);
    }
}

void fillGrids(GraphPicture &picture)
{
    const auto &box = picture.layout.bounds;
    picture.bounds = QRectF(box.left() - margin, box.top() - margin, box.width + 2 * margin, box.height + 2 * margin);
    picture.nodeGrid = SpatialGrid(picture.bounds, 300);
    picture.edgeGrid = SpatialGrid(picture.bounds, 200);
    for (graph::NodeId i = 0; i < picture.graph().size(); ++i) {
        picture.nodeGrid.add(i, picture.box(i));
        picture.xs.push_back(picture.layout.nodes[i].centre.x);
    }
    for (std::uint32_t i = 0; i < picture.layout.edges.size(); ++i) {
        const auto &points = picture.layout.edges[i].points;
        for (std::size_t k = 1; k < points.size(); ++k)
            picture.edgeGrid.addLine(i, {points[k - 1].x, points[k - 1].y}, {points[k].x, points[k].y});
    }
}

} // namespace

SpatialGrid::SpatialGrid(const QRectF &bounds, double cell) : m_bounds(bounds)
{
    m_cell = std::max(cell, std::max(bounds.width(), bounds.height()) / mostCells);
    m_columns = static_cast<int>(bounds.width() / m_cell) + 1;
    m_rows = static_cast<int>(bounds.height() / m_cell) + 1;
    m_cells.resize(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
}

int SpatialGrid::column(double x) const
{
    return static_cast<int>(std::clamp((x - m_bounds.left()) / m_cell, 0.0, m_columns - 1.0));
}

int SpatialGrid::row(double y) const
{
    return static_cast<int>(std::clamp((y - m_bounds.top()) / m_cell, 0.0, m_rows - 1.0));
}

void SpatialGrid::addTo(int column, int row, std::uint32_t number)
{
    auto &cell =
        m_cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(column)];
    if (cell.empty() || cell.back() != number)
        cell.push_back(number);
}

void SpatialGrid::add(std::uint32_t number, const QRectF &box)
{
    for (int r = row(box.top()); r <= row(box.bottom()); ++r) {
        for (int c = column(box.left()); c <= column(box.right()); ++c)
            addTo(c, r, number);
    }
}

void SpatialGrid::addLine(std::uint32_t number, QPointF from, QPointF to)
{
    if (from.y() > to.y())
        std::swap(from, to);
    for (int r = row(from.y()); r <= row(to.y()); ++r) {
        // The piece of the line within this row of cells.
        const double top = m_bounds.top() + r * m_cell;
        const double height = to.y() - from.y();
        const auto xAt = [&](double y) {
            return height <= 0 ? from.x()
                               : from.x() + (to.x() - from.x()) * std::clamp((y - from.y()) / height, 0.0, 1.0);
        };
        double left = xAt(top);
        double right = height <= 0 ? to.x() : xAt(top + m_cell);
        if (left > right)
            std::swap(left, right);
        for (int c = column(left); c <= column(right); ++c)
            addTo(c, r, number);
    }
}

std::vector<std::uint32_t> SpatialGrid::in(const QRectF &area) const
{
    std::vector<std::uint32_t> found;
    if (m_cells.empty() || !area.intersects(m_bounds))
        return found;
    for (int r = row(area.top()); r <= row(area.bottom()); ++r) {
        for (int c = column(area.left()); c <= column(area.right()); ++c) {
            const auto &cell = m_cells[static_cast<std::size_t>(r) * static_cast<std::size_t>(m_columns) +
                                       static_cast<std::size_t>(c)];
            found.insert(found.end(), cell.begin(), cell.end());
        }
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

QRectF GraphPicture::box(graph::NodeId node) const
{
    const auto &place = layout.nodes[node];
    return {place.left(), place.top(), place.width, place.height};
}

graph::NodeId GraphPicture::nodeAt(QPointF point) const
{
    for (const auto node : nodeGrid.in({point.x(), point.y(), 0.01, 0.01})) {
        if (box(node).contains(point))
            return node;
    }
    return graph::nothing;
}

graph::NodeId GraphPicture::placeOf(graph::NodeId whole) const
{
    const auto &nodes = view.part.nodes; // ascending
    const auto it = std::ranges::lower_bound(nodes, whole);
    return it != nodes.end() && *it == whole ? static_cast<graph::NodeId>(it - nodes.begin()) : graph::nothing;
}

Result<PicturePtr> makePicture(const GraphWhole &whole, const graph::ViewRequest &request,
                               const std::map<std::string, graph::LayoutPoint> &before, const CancelToken &cancel)
{
    auto picture = std::make_shared<GraphPicture>();
    picture->view = graph::viewOf(whole.graph, request);
    CY_CHECK(cancel.check());
    CY_TRY(picture->layout, graph::layOut(inputFor(*picture, before, cancel)));
    takeMarks(whole, *picture);
    fillGrids(*picture);
    return picture;
}

} // namespace crossyard::gui
