// SPDX-License-Identifier: MIT OR Apache-2.0
// The picture of App.graph, to be moved about in. It is put together from tiles, which are painted elsewhere, so that a
// frame costs the same however large the graph is, and without a graphics card: nothing here is a geometry node. What
// lights up with a node is a layer of tiles of its own. Points are in the item, places in the picture.
#pragma once

#include "canvas.h"
#include "graph_model.h"
#include "graph_tiles.h"

#include <QPointer>
#include <QTimer>
#include <QVariantAnimation>

namespace crossyard::gui {

class GraphCanvas : public Canvas {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(crossyard::gui::GraphModel *model READ model WRITE setModel NOTIFY modelChanged)
    /// page, box, member, text, faint, platforms, accent, chosen; normal, normalAndBuild, build, dev, buildOfDev,
    /// devAndBuildOf, several.
    Q_PROPERTY(QVariantMap colors READ colors WRITE setColors NOTIFY colorsChanged)
    Q_PROPERTY(bool still READ still WRITE setStill NOTIFY stillChanged)
    Q_PROPERTY(double zoom READ zoom NOTIFY viewChanged)
    /// The node whose paths stay lit; -1: none.
    Q_PROPERTY(int pinned READ pinned NOTIFY pinnedChanged)
    Q_PROPERTY(int hovered READ hovered NOTIFY hoveredChanged)

public:
    explicit GraphCanvas(QQuickItem *parent = nullptr);

    GraphModel *model() const { return m_model; }
    void setModel(GraphModel *model);
    QVariantMap colors() const { return m_colorMap; }
    void setColors(const QVariantMap &colors);
    bool still() const { return m_still; }
    void setStill(bool still);
    double zoom() const { return m_zoom; }
    int pinned() const { return m_pinned == graph::nothing ? -1 : static_cast<int>(m_pinned); }
    int hovered() const { return wholeOf(m_hovered); }

    void fit() override;
    void zoomAt(QPointF point, double factor) override;
    void moveBy(double x, double y) override;
    Q_INVOKABLE void pin(int node);
    /// The middle of a node of the whole graph, in the item; far outside where it is not in the picture.
    Q_INVOKABLE QPointF pointOf(int node) const;
    /// Everything that is to be seen is painted.
    Q_INVOKABLE bool settled() const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void modelChanged();
    void colorsChanged();
    void stillChanged();
    void viewChanged();
    void pinnedChanged();
    void hoveredChanged();

protected:
    void rescaled(double factor) override { setView(m_centre, m_zoom * factor); }
    void clicked(QPointF point) override;
    bool keyed(int key) override;
    bool taken(QPointF point) override;
    void draggedTaken(QPointF point) override;
    void panned(bool begins) override;
    void updatePolish() override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;

private:
    void takePicture(bool same);
    void repaintAll();
    void makeOverview();
    void frame();
    void reveal(int node);
    void select(graph::NodeId place);
    void step(graph::Walk walk);
    void go(QPointF centre, double zoom);
    void setView(QPointF centre, double zoom);
    void hover(graph::NodeId place);
    void light();
    void changed();

    int wholeOf(graph::NodeId place) const;
    graph::NodeId placeOf(graph::NodeId whole) const;
    graph::NodeId selectedPlace() const;
    double ratio() const;
    double scale() const { return m_zoom * ratio(); } // device pixels by pixels of the picture
    double fittingZoom() const;
    double smallestZoom() const;
    QPointF origin() const; // the point of the picture's zero, on a whole device pixel
    QPointF toPicture(QPointF point) const { return (point - origin()) / m_zoom; }
    QRectF visible() const;
    QRectF pointsOf(const QRectF &box) const;
    QRectF minimap() const; // empty where all is to be seen anyway
    QPointF fromMinimap(QPointF point) const;
    std::vector<TileKey> tilesFor(const QRectF &area, double scale, bool lit) const;

    void paintTiles(QPainter &painter, double scale, bool lit);
    void paintBase(QPainter &painter);
    void paintLit(QPainter &painter);
    void paintRings(QPainter &painter);
    void paintMinimap(QPainter &painter);

    QPointer<GraphModel> m_model;
    PicturePtr m_picture;
    QVariantMap m_colorMap;
    GraphColors m_colors;
    bool m_still = false;
    QPointF m_centre;
    double m_zoom = 1;
    bool m_framed = false; // the picture has been put in place; false while there is no room for it
    GraphTiles m_tiles;
    double m_fullScale = 0; // the last scale of which all that was seen was painted
    QImage m_overview;      // of the whole picture, coarse
    QImage m_small;         // the same, as large as the minimap
    Question m_overviewQuestion;

    graph::NodeId m_hovered = graph::nothing; // of the picture
    graph::NodeId m_pinned = graph::nothing;  // of the whole graph
    graph::NodeId m_walked = graph::nothing;  // of the whole graph: where the keys have led
    graph::NodeId m_via = graph::nothing;     // of the whole graph: where they came from
    graph::NodeId m_lit = graph::nothing;     // of the picture
    bool m_dimmed = false;                    // the lit layer has been there: the other one stays behind it
    bool m_quiet = false;                     // what is selected is seen already

    QVariantAnimation m_jump;
    QPointF m_fromCentre, m_toCentre;
    double m_fromZoom = 1;
    double m_toZoom = 1;
    QTimer m_calm;  // runs while the zoom changes: what is painted then is seen for no time
    QTimer m_dwell; // runs before what is hovered lights up
};

} // namespace crossyard::gui
