// SPDX-License-Identifier: MIT OR Apache-2.0
// A laid out part of a graph, ready to be painted at any scale by any thread: a value that does not change. Lengths are
// pixels at a zoom of one, with text of 13 pixels.
#pragma once

#include "graph/layout.h"
#include "graph/view.h"
#include "graph_source.h"

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <array>

namespace crossyard::gui {

/// Numbers of things by where they are, so that what lies in a rectangle is found without looking at all of them.
class SpatialGrid {
public:
    SpatialGrid() = default;
    SpatialGrid(const QRectF &bounds, double cell);
    void add(std::uint32_t number, const QRectF &box);
    /// A line from one point to another; of its cells only.
    void addLine(std::uint32_t number, QPointF from, QPointF to);
    /// Each once, ascending: those in the cells that the rectangle touches.
    std::vector<std::uint32_t> in(const QRectF &area) const;

private:
    int column(double x) const;
    int row(double y) const;
    void addTo(int column, int row, std::uint32_t number);

    QRectF m_bounds;
    double m_cell = 1;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

struct GraphPicture {
    graph::View view; // what is shown; its part's numbers are those of the layout
    graph::Layout layout;
    QRectF bounds; // with a margin
    std::vector<QString> names;
    std::vector<QString> notes; // the version, or what a unit is
    std::vector<graph::NodeMark> nodeMarks;
    std::vector<graph::EdgeMark> edgeMarks;
    std::vector<double> xs; // middles of the nodes
    SpatialGrid nodeGrid;
    SpatialGrid edgeGrid;

    const graph::DependencyGraph &graph() const { return view.part.graph; }
    QRectF box(graph::NodeId node) const;
    /// The node at a point, or `nothing`.
    graph::NodeId nodeAt(QPointF point) const;
    /// The number here of a node of the whole graph, or `nothing`.
    graph::NodeId placeOf(graph::NodeId whole) const;
};
using PicturePtr = std::shared_ptr<const GraphPicture>;

/// Chooses and lays out; blocks. `before` gives nodes their former places, where the same picture is made anew.
/// Errors: Cancelled.
Result<PicturePtr> makePicture(const GraphWhole &whole, const graph::ViewRequest &request,
                               const std::map<std::string, graph::LayoutPoint> &before, const CancelToken &cancel);

struct GraphColors {
    QColor page, box, member, text, faint, platforms, accent, chosen;
    std::array<QColor, 7> tones; // by graph::Way
    bool operator==(const GraphColors &) const = default;
};

struct TileRequest {
    PicturePtr picture;
    GraphColors colors;
    double scale = 1; // device pixels by pixels of the picture
    double zoom = 1;  // what the user sees: decides how much is drawn
    QRect area;       // in device pixels at this scale
    /// Only these, strongly, on a transparent ground; else all, on the page's colour.
    std::shared_ptr<const graph::Lit> lit;
};
QImage paintTile(const TileRequest &request);

} // namespace crossyard::gui
