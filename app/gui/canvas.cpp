// SPDX-License-Identifier: MIT OR Apache-2.0
#include "canvas.h"

#include <QCursor>
#include <QGuiApplication>
#include <QPainter>
#include <QStyleHints>

#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double wheelStep = 60;    // pixels, for one notch
constexpr double wheelFactor = 1.2; // the same with Ctrl
constexpr double keyFactor = 1.25;

} // namespace

Canvas::Canvas(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setOpaquePainting(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setClip(true);
}

void Canvas::setTextScale(double scale)
{
    if (scale == m_textScale)
        return;
    const double factor = scale / m_textScale;
    m_textScale = scale;
    Q_EMIT textScaleChanged();
    rescaled(factor);
}

void Canvas::panned(bool begins)
{
    setCursor(QCursor(begins ? Qt::ClosedHandCursor : Qt::ArrowCursor));
}

void Canvas::paintFocus(QPainter &painter, const QColor &color) const
{
    if (!m_tabbed || !hasActiveFocus())
        return;
    painter.setPen(QPen(color, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(1, 1, width() - 2, height() - 2));
}

void Canvas::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = m_dragged = event->position();
    m_panning = false;
    m_taken = taken(event->position());
    event->accept();
}

void Canvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_taken) {
        draggedTaken(event->position());
        return;
    }
    const QPointF way = event->position() - m_pressed;
    if (!m_panning && way.manhattanLength() < QGuiApplication::styleHints()->startDragDistance())
        return;
    if (!m_panning) {
        m_panning = true;
        setKeepMouseGrab(true);
        panned(true);
    }
    const QPointF moved = event->position() - m_dragged;
    m_dragged = event->position();
    moveBy(moved.x(), moved.y());
}

void Canvas::mouseReleaseEvent(QMouseEvent *event)
{
    const bool click = !m_panning && !m_taken && event->button() == Qt::LeftButton;
    mouseUngrabEvent();
    if (click)
        clicked(event->position());
}

void Canvas::mouseUngrabEvent()
{
    m_panning = m_taken = false;
    setKeepMouseGrab(false);
    panned(false);
}

void Canvas::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const QPointF notches = QPointF(event->angleDelta()) / 120;
    if (event->modifiers() & Qt::ControlModifier) {
        zoomAt(event->position(), std::pow(wheelFactor, notches.y()));
        return;
    }
    QPointF way = event->pixelDelta().isNull() ? notches * wheelStep : QPointF(event->pixelDelta());
    if (event->modifiers() & Qt::ShiftModifier && way.x() == 0)
        way = {way.y(), 0};
    moveBy(way.x(), way.y());
}

void Canvas::keyPressEvent(QKeyEvent *event)
{
    bool known = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (known) {
        switch (event->key()) {
        case Qt::Key_0:
        case Qt::Key_F:
            fit();
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomBy(keyFactor);
            break;
        case Qt::Key_Minus:
            zoomBy(1 / keyFactor);
            break;
        default:
            known = keyed(event->key());
        }
    }
    event->setAccepted(known);
}

void Canvas::focusInEvent(QFocusEvent *event)
{
    m_tabbed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void Canvas::focusOutEvent(QFocusEvent *)
{
    m_tabbed = false;
    update();
}

} // namespace crossyard::gui
