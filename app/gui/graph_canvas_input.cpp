// SPDX-License-Identifier: MIT OR Apache-2.0
// The canvas under pointer and keys.
#include "graph_canvas.h"

namespace crossyard::gui {

bool GraphCanvas::taken(QPointF point)
{
    if (!minimap().contains(point))
        return false;
    go(fromMinimap(point), m_zoom);
    return true;
}

void GraphCanvas::draggedTaken(QPointF point)
{
    m_jump.stop();
    setView(fromMinimap(point), m_zoom);
}

void GraphCanvas::panned(bool begins)
{
    if (begins)
        hover(graph::nothing);
    Canvas::panned(begins);
}

void GraphCanvas::clicked(QPointF point)
{
    if (!m_picture)
        return;
    const auto place = m_picture->nodeAt(toPicture(point));
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

void GraphCanvas::hoverMoveEvent(QHoverEvent *event)
{
    if (m_picture && !panning())
        hover(minimap().contains(event->position()) ? graph::nothing : m_picture->nodeAt(toPicture(event->position())));
}

void GraphCanvas::hoverLeaveEvent(QHoverEvent *)
{
    hover(graph::nothing);
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

bool GraphCanvas::keyed(int key)
{
    switch (key) {
    case Qt::Key_Down:
        step(graph::Walk::Out);
        return true;
    case Qt::Key_Up:
        step(graph::Walk::In);
        return true;
    case Qt::Key_Right:
        step(graph::Walk::Next);
        return true;
    case Qt::Key_Left:
        step(graph::Walk::Previous);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pin(m_model ? m_model->selected() : -1);
        return true;
    case Qt::Key_Space: // as a double click does
        if (m_model && m_model->selected() >= 0)
            m_model->focus(m_model->selected());
        return true;
    case Qt::Key_Escape:
        if (m_pinned == graph::nothing && m_walked == graph::nothing)
            return false;
        pin(-1);
        return true;
    default:
        return false;
    }
}

} // namespace crossyard::gui
