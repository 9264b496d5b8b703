// SPDX-License-Identifier: MIT OR Apache-2.0
// The unit graph of a job, from left to right as it is built, each unit as what it does now. Painted directly: what is
// told in a batch changes many boxes at once, and a build has some hundred of them. While it runs, the picture goes
// with what runs, until it is moved by hand. Points are in the item, places in the picture.
#pragma once

#include "build_model.h"
#include "build_paint.h"

#include <QQuickPaintedItem>

namespace crossyard::gui {

class BuildCanvas : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(crossyard::gui::BuildModel *model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QVariantMap style READ style WRITE setStyle NOTIFY styleChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    /// It goes with what runs; moving it by hand ends that.
    Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged)

public:
    explicit BuildCanvas(QQuickItem *parent = nullptr);

    BuildModel *model() const { return m_model; }
    void setModel(BuildModel *model);
    QVariantMap style() const { return m_styleMap; }
    void setStyle(const QVariantMap &style);
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);
    bool following() const { return m_following; }
    void setFollowing(bool following);

    Q_INVOKABLE void fit();
    Q_INVOKABLE void zoomAt(QPointF point, double factor);
    Q_INVOKABLE void zoomBy(double factor) { zoomAt({width() / 2, height() / 2}, factor); }
    /// The middle of a unit's box, in the item.
    Q_INVOKABLE QPointF pointOf(int unit) const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void modelChanged();
    void styleChanged();
    void textScaleChanged();
    void followingChanged();
    /// Enter was pressed on the selected unit.
    void opened();

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void takePicture();
    void follow();
    void frame();
    void reveal(int unit);
    void step(graph::Walk walk);
    void setView(QPointF centre, double zoom);
    double fittingZoom() const;
    QPointF toPicture(QPointF point) const;
    QRectF visible() const;
    std::vector<bool> lit() const;
    void paintEdges(QPainter &painter, const std::vector<bool> &lit) const;
    void paintPath(QPainter &painter) const;
    void paintUnit(QPainter &painter, std::size_t unit) const;

    QPointer<BuildModel> m_model;
    BuildPicturePtr m_picture;
    QVariantMap m_styleMap;
    BuildStyle m_style;
    double m_textScale = 1;
    QPointF m_centre;
    double m_zoom = 1;
    bool m_framed = false;
    bool m_following = true;
    int m_via = -1; // where the keys came from
    QPointF m_pressed, m_dragged;
    bool m_panning = false;
    bool m_tabbed = false; // the focus came from the keyboard
};

} // namespace crossyard::gui
