// SPDX-License-Identifier: MIT OR Apache-2.0
// A picture that is moved and zoomed by hand: what wheel, keys, dragging and the focus do is the same wherever one is
// shown. Points are in the item.
#pragma once

#include <QColor>
#include <QPointF>
#include <QQuickPaintedItem>

namespace crossyard::gui {

class Canvas : public QQuickPaintedItem {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)

public:
    explicit Canvas(QQuickItem *parent = nullptr);

    double textScale() const { return m_textScale; }
    void setTextScale(double scale);

    /// Shows all of it.
    Q_INVOKABLE virtual void fit() = 0;
    /// The point stays where it is.
    Q_INVOKABLE virtual void zoomAt(QPointF point, double factor) = 0;
    Q_INVOKABLE void zoomBy(double factor) { zoomAt({width() / 2, height() / 2}, factor); }
    /// The picture goes so many pixels to the right and down.
    Q_INVOKABLE virtual void moveBy(double x, double y) = 0;

Q_SIGNALS:
    void textScaleChanged();

protected:
    /// The scale of texts is so much larger now.
    virtual void rescaled(double factor) = 0;
    /// A click, which was no dragging.
    virtual void clicked(QPointF point) = 0;
    /// A key without Ctrl, Alt or Meta that does not move or zoom. False: it is not for this picture.
    virtual bool keyed(int key) = 0;
    /// Whether a press at this point, and the dragging that follows, are for something else than moving the picture.
    virtual bool taken(QPointF) { return false; }
    virtual void draggedTaken(QPointF) {}
    /// Moving it by dragging begins or ends.
    virtual void panned(bool begins);
    bool panning() const { return m_panning; }
    /// A frame, where the focus came from the keyboard.
    void paintFocus(QPainter &painter, const QColor &color) const;

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    double m_textScale = 1;
    QPointF m_pressed, m_dragged;
    bool m_panning = false;
    bool m_taken = false;
    bool m_tabbed = false; // the focus came from the keyboard
};

} // namespace crossyard::gui
