// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_picture.h"

#include "graph/structure.h"
#include "text.h"

#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>

namespace crossyard::gui {

namespace {

constexpr double boxHeight = 38;
constexpr double signRoom = 32; // before the texts, with the margin
constexpr double timeRoom = 52; // after the second text, with the margin
constexpr double mostText = 230;
constexpr double margin = 24;

// Through the middles of its pieces, with each bend as the control point: the curve stays beside the bends.
QPainterPath curve(const std::vector<graph::LayoutPoint> &points)
{
    const auto at = [&](std::size_t i) { return QPointF(points[i].x, points[i].y); };
    QPainterPath path(at(0));
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        path.quadTo(at(i), i + 2 == points.size() ? at(i + 1) : (at(i) + at(i + 1)) / 2);
    if (points.size() == 2)
        path.lineTo(at(1));
    return path;
}

void readUnits(BuildPicture &picture, const std::vector<job::LiveUnit> &units)
{
    graph::GraphBuilder builder;
    for (const auto &unit : units) {
        const QString title = toQt(unit.told.title);
        picture.names.push_back(title.section(QLatin1Char(' '), 0, 0));
        picture.notes.push_back(title.section(QLatin1Char(' '), 1));
        graph::Node node;
        node.name = builder.text(unit.told.title);
        builder.addNode(node);
    }
    for (job::UnitNumber i = 0; i < units.size(); ++i) {
        if (units[i].needs.empty())
            builder.addRoot(i);
        for (const auto needed : units[i].needs)
            builder.addEdge(needed, i);
    }
    picture.graph = builder.finish(&picture.places);
    picture.unitsByNode.resize(units.size());
    for (job::UnitNumber i = 0; i < units.size(); ++i)
        picture.unitsByNode[picture.places[i]] = i;
}

// The same graph without the edges that longer ways imply: a unit waits for what it needs anyway.
std::vector<BuildPicture::Edge> reduce(BuildPicture &picture)
{
    const auto implied = graph::impliedEdges(picture.graph);
    graph::GraphBuilder builder(picture.graph);
    for (const auto &node : picture.graph.nodes())
        builder.addNode(node);
    for (const auto root : picture.graph.roots())
        builder.addRoot(root);
    std::vector<BuildPicture::Edge> edges;
    for (graph::EdgeId i = 0; i < picture.graph.edges().size(); ++i) {
        if (implied[i])
            continue;
        const auto &edge = picture.graph.edge(i);
        builder.addEdge(edge.from, edge.to);
        edges.push_back({picture.unitsByNode[edge.from], picture.unitsByNode[edge.to], {}});
    }
    std::vector<graph::NodeId> moved;
    picture.graph = builder.finish(&moved);
    for (auto &place : picture.places)
        place = moved[place];
    for (job::UnitNumber i = 0; i < picture.places.size(); ++i)
        picture.unitsByNode[picture.places[i]] = i;
    return edges;
}

} // namespace

int BuildPicture::unitAt(QPointF place) const
{
    const auto it = std::ranges::find_if(boxes, [&](const QRectF &box) { return box.contains(place); });
    return it == boxes.end() ? -1 : static_cast<int>(it - boxes.begin());
}

int BuildPicture::walk(int from, int via, graph::Walk step) const
{
    const auto node = [this](int unit) { return unit < 0 ? graph::nothing : places[static_cast<std::size_t>(unit)]; };
    const auto to = graph::walk(graph, ys, node(from), node(via), step);
    return to == graph::nothing ? -1 : static_cast<int>(unitsByNode[to]);
}

BuildPicturePtr makeBuildPicture(const std::vector<job::LiveUnit> &units, std::uint64_t shape,
                                 const CancelToken &cancel)
{
    auto picture = std::make_shared<BuildPicture>();
    picture->shape = shape;
    readUnits(*picture, units);
    picture->edges = reduce(*picture);
    QFont font = QGuiApplication::font();
    font.setPixelSize(12);
    QFont small = font;
    small.setPixelSize(10);
    const QFontMetricsF names(font);
    const QFontMetricsF notes(small);
    graph::LayoutInput input;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double text = std::max(names.horizontalAdvance(picture->names[i]) + 10,
                                     notes.horizontalAdvance(picture->notes[i]) + timeRoom);
        input.nodes.push_back({static_cast<float>(signRoom + std::clamp(text, 84.0, mostText)), float(boxHeight)});
    }
    for (const auto &edge : picture->edges)
        input.edges.push_back({edge.from, edge.to});
    input.options.direction = graph::LayoutDirection::LeftRight;
    input.options.nodeGap = 12;
    input.options.layerGap = 44;
    input.options.cancel = cancel;
    input.options.budget = std::chrono::milliseconds(2000);
    const auto layout = graph::layOut(input);
    if (!layout)
        return nullptr;
    picture->ys.resize(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto &box = layout->nodes[i];
        picture->boxes.emplace_back(box.left(), box.top(), box.width, box.height);
        picture->ys[picture->places[i]] = box.centre.y;
    }
    for (std::size_t i = 0; i < picture->edges.size(); ++i) {
        if (layout->edges[i].points.size() > 1)
            picture->edges[i].path = curve(layout->edges[i].points);
    }
    const auto &all = layout->bounds;
    picture->bounds = QRectF(all.left(), all.top(), all.width, all.height).adjusted(-margin, -margin, margin, margin);
    return picture;
}

} // namespace crossyard::gui
