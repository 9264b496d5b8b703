// SPDX-License-Identifier: MIT OR Apache-2.0
// Who ran when: a lane for each unit that ran beside others, seconds from left to right. While the build runs all of it
// is shown, until it is moved or zoomed by hand.
#pragma once

#include "build_model.h"
#include "build_paint.h"

#include <QQuickPaintedItem>

namespace crossyard::gui {

class BuildTimeline : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(crossyard::gui::BuildModel *model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QVariantMap style READ style WRITE setStyle NOTIFY styleChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    /// Of all lanes, with the axis: what it needs to be seen without scrolling.
    Q_PROPERTY(double wholeHeight READ wholeHeight NOTIFY wholeHeightChanged)

public:
    explicit BuildTimeline(QQuickItem *parent = nullptr);

    BuildModel *model() const { return m_model; }
    void setModel(BuildModel *model);
    QVariantMap style() const { return m_styleMap; }
    void setStyle(const QVariantMap &style);
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);
    double wholeHeight() const;

    Q_INVOKABLE void fit();
    /// The middle of a unit's bar, in the item.
    Q_INVOKABLE QPointF pointOf(int unit) const;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void modelChanged();
    void styleChanged();
    void textScaleChanged();
    void wholeHeightChanged();
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
    void changed();
    void reveal(int unit);
    void moveTo(double milliseconds, double top);
    void zoomAt(double x, double factor);
    void step(job::TimeStep step);
    double laneHeight() const;
    double axisHeight() const;
    double span() const;  // milliseconds from the beginning until now
    double scale() const; // pixels for a millisecond
    double xOf(double milliseconds) const;
    QRectF barOf(std::size_t unit) const;
    int unitAt(QPointF point) const;
    void paintAxis(QPainter &painter) const;
    void paintBar(QPainter &painter, std::size_t unit) const;

    QPointer<BuildModel> m_model;
    QVariantMap m_styleMap;
    BuildStyle m_style;
    double m_textScale = 1;
    double m_zoom = 1;  // 1: all of it
    double m_left = 0;  // milliseconds: what is at the left edge
    double m_top = 0;   // pixels of lanes that are scrolled away
    double m_whole = 0; // the height that was told
    QPointF m_pressed, m_dragged;
    bool m_panning = false;
    bool m_tabbed = false;
};

} // namespace crossyard::gui
