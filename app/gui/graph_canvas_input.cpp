// SPDX-License-Identifier: MIT OR Apache-2.0
// The canvas under pointer and keys.
#include "graph_canvas.h"

#include <QCursor>
#include <QGuiApplication>
#include <QStyleHints>

#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double wheelStep = 60;    // pixels, for one notch
constexpr double wheelFactor = 1.2; // the same with Ctrl
constexpr double keyFactor = 1.25;

} // namespace

void GraphCanvas::focusInEvent(QFocusEvent *event)
{
    m_tabbed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void GraphCanvas::focusOutEvent(QFocusEvent *)
{
    m_tabbed = false;
    update();
}

void GraphCanvas::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = m_dragged = event->position();
    m_panning = false;
    m_inMinimap = minimap().contains(event->position());
    if (m_inMinimap)
        go(fromMinimap(event->position()), m_zoom);
    event->accept();
}

void GraphCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_inMinimap) {
        m_jump.stop();
        setView(fromMinimap(event->position()), m_zoom);
        return;
    }
    const QPointF way = event->position() - m_pressed;
    if (!m_panning && way.manhattanLength() < QGuiApplication::styleHints()->startDragDistance())
        return;
    if (!m_panning) {
        m_panning = true;
        setKeepMouseGrab(true);
        hover(graph::nothing);
        setCursor(QCursor(Qt::ClosedHandCursor));
    }
    const QPointF moved = event->position() - m_dragged;
    m_dragged = event->position();
    moveBy(moved.x(), moved.y());
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const bool clicked = !m_panning && !m_inMinimap && event->button() == Qt::LeftButton;
    mouseUngrabEvent();
    if (!clicked || !m_picture)
        return;
    const auto place = m_picture->nodeAt(toPicture(event->position()));
    m_via = m_walked = graph::nothing;
    select(place);
    pin(wholeOf(place));
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!m_picture || !m_model || minimap().contains(event->position()))
        return;
    const auto place = m_picture->nodeAt(toPicture(event->position()));
    if (place != graph::nothing)
        m_model->focus(wholeOf(place));
}

void GraphCanvas::mouseUngrabEvent()
{
    m_panning = m_inMinimap = false;
    setKeepMouseGrab(false);
    setCursor(QCursor(Qt::ArrowCursor));
}

void GraphCanvas::hoverMoveEvent(QHoverEvent *event)
{
    if (m_picture && !m_panning)
        hover(minimap().contains(event->position()) ? graph::nothing : m_picture->nodeAt(toPicture(event->position())));
}

void GraphCanvas::hoverLeaveEvent(QHoverEvent *)
{
    hover(graph::nothing);
}

void GraphCanvas::wheelEvent(QWheelEvent *event)
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

void GraphCanvas::step(graph::Walk walk)
{
    if (!m_picture || m_picture->graph().size() == 0)
        return;
    const auto from = selectedPlace();
    // Where nothing is selected, the walk begins at the top.
    const auto &centre = m_picture->view.centre;
    const auto to = from == graph::nothing ? (centre.empty() ? 0 : placeOf(centre.front()))
                                           : graph::walk(m_picture->graph(), m_picture->xs, from, placeOf(m_via), walk);
    if (to == graph::nothing)
        return;
    const bool along = walk == graph::Walk::Out || walk == graph::Walk::In;
    const auto via = from == graph::nothing ? graph::nothing : along ? graph::NodeId(wholeOf(from)) : m_via;
    m_hovered = graph::nothing;
    m_via = via;
    m_walked = static_cast<graph::NodeId>(wholeOf(to));
    select(to);
    light();
    Q_EMIT hoveredChanged();
}

void GraphCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down:
        step(graph::Walk::Out);
        break;
    case Qt::Key_Up:
        step(graph::Walk::In);
        break;
    case Qt::Key_Right:
        step(graph::Walk::Next);
        break;
    case Qt::Key_Left:
        step(graph::Walk::Previous);
        break;
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
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pin(m_model ? m_model->selected() : -1);
        break;
    case Qt::Key_Space: // as a double click does
        if (m_model && m_model->selected() >= 0)
            m_model->focus(m_model->selected());
        break;
    case Qt::Key_Escape:
        if (m_pinned == graph::nothing && m_walked == graph::nothing) {
            event->ignore();
            return;
        }
        pin(-1);
        break;
    default:
        event->ignore();
        return;
    }
    event->accept();
}

} // namespace crossyard::gui
