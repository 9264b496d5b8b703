// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_canvas.h"

#include "text.h"

#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double largestZoom = 2.5;
constexpr double readableZoom = 0.55;
constexpr double textFrom = 0.4; // names are there from this zoom on

} // namespace

void BuildCanvas::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    Q_EMIT followingChanged();
    refresh();
}

void BuildCanvas::takePicture()
{
    m_picture = m_model ? m_model->picture() : nullptr;
    m_via = -1;
    m_framed = false;
    setFollowing(true);
    frame();
    update();
}

double BuildCanvas::fittingZoom() const
{
    if (!m_picture || m_picture->bounds.isEmpty() || width() < 1 || height() < 1)
        return textScale();
    return std::min({width() / m_picture->bounds.width(), height() / m_picture->bounds.height(), textScale()});
}

// All of it where that can be read; else what matters: what failed or runs, or the beginning.
void BuildCanvas::frame()
{
    if (!m_picture || width() < 1 || height() < 1)
        return;
    m_framed = true;
    if (const double whole = fittingZoom(); whole >= readableZoom * textScale()) {
        setView(m_picture->bounds.center(), whole);
        return;
    }
    const double zoom = 0.8 * textScale();
    const QSizeF half = QSizeF(width(), height()) / zoom / 2;
    setView(m_picture->bounds.topLeft() + QPointF(half.width(), half.height()), zoom);
    if (m_model->selected() >= 0)
        reveal(m_model->selected());
    else
        refresh();
}

void BuildCanvas::refresh()
{
    update();
    if (!m_following || !m_framed || !m_picture || !m_model || !m_model->running())
        return;
    QRectF running;
    const auto &units = m_model->build().units();
    for (std::size_t i = 0; i < std::min(units.size(), m_picture->boxes.size()); ++i) {
        if (units[i].state == job::UnitState::Running)
            running |= m_picture->boxes[i];
    }
    if (!running.isNull() && !visible().contains(running))
        setView(running.center(), m_zoom);
}

void BuildCanvas::fit()
{
    if (m_picture)
        setView(m_picture->bounds.center(), fittingZoom());
}

void BuildCanvas::zoomAt(QPointF point, double factor)
{
    if (!m_picture || !std::isfinite(factor) || factor <= 0)
        return;
    setFollowing(false);
    const double zoom = std::clamp(m_zoom * factor, std::min(fittingZoom() / 2, 0.5), largestZoom);
    const QPointF place = toPicture(point);
    setView(place - (point - QPointF(width() / 2, height() / 2)) / zoom, zoom);
}

void BuildCanvas::moveBy(double x, double y)
{
    setFollowing(false);
    setView(m_centre - QPointF(x, y) / m_zoom, m_zoom);
}

void BuildCanvas::setView(QPointF centre, double zoom)
{
    if (m_picture && !m_picture->bounds.isEmpty()) { // some of it stays to be seen
        const QRectF &all = m_picture->bounds;
        centre.setX(std::clamp(centre.x(), all.left(), all.right()));
        centre.setY(std::clamp(centre.y(), all.top(), all.bottom()));
    }
    m_centre = centre;
    m_zoom = zoom;
    update();
}

void BuildCanvas::reveal(int unit)
{
    update();
    if (!m_picture || !m_framed || unit < 0 || unit >= static_cast<int>(m_picture->boxes.size()))
        return;
    const QRectF &box = m_picture->boxes[static_cast<std::size_t>(unit)];
    if (!visible().contains(box))
        setView(box.center(), std::max(m_zoom, readableZoom * textScale()));
}

QPointF BuildCanvas::toPicture(QPointF point) const
{
    return (point - QPointF(width() / 2, height() / 2)) / m_zoom + m_centre;
}

QPointF BuildCanvas::pointOf(int unit) const
{
    if (!m_picture || unit < 0 || unit >= static_cast<int>(m_picture->boxes.size()))
        return {-1e6, -1e6};
    return (m_picture->boxes[static_cast<std::size_t>(unit)].center() - m_centre) * m_zoom +
           QPointF(width() / 2, height() / 2);
}

QRectF BuildCanvas::visible() const
{
    return {toPicture({0, 0}), toPicture({width(), height()})};
}

void BuildCanvas::paint(QPainter *painter)
{
    painter->fillRect(QRectF(0, 0, width(), height()), m_style.page);
    if (!m_model || !m_picture || !m_style.valid() || m_picture->shape != m_model->build().shape())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(width() / 2, height() / 2);
    painter->scale(m_zoom, m_zoom);
    painter->translate(-m_centre);
    const auto lit = this->lit();
    paintEdges(*painter, lit);
    if (m_model->pathLit())
        paintPath(*painter);
    const QRectF seen = visible().adjusted(-4, -4, 4, 4);
    for (std::size_t i = 0; i < m_picture->boxes.size(); ++i) {
        if (!m_picture->boxes[i].intersects(seen))
            continue;
        painter->setOpacity(lit[i] ? 1 : faded);
        paintUnit(*painter, i);
    }
    painter->restore();
    paintFocus(*painter, m_style.accent);
}

// Those of the selected unit stand out, and those by which a failure blocks.
void BuildCanvas::paintEdges(QPainter &painter, const std::vector<bool> &lit) const
{
    const auto &units = m_model->build().units();
    const QRectF seen = visible();
    const auto selected = m_model->selected();
    painter.setBrush(Qt::NoBrush);
    for (const bool strong : {false, true}) {
        for (const auto &edge : m_picture->edges) {
            const bool chosen = static_cast<int>(edge.from) == selected || static_cast<int>(edge.to) == selected;
            const bool blocks =
                units[edge.to].state == job::UnitState::Blocked &&
                (units[edge.from].state == job::UnitState::Failed || units[edge.from].state == job::UnitState::Blocked);
            if ((chosen || blocks) != strong || !edge.path.boundingRect().adjusted(-1, -1, 1, 1).intersects(seen))
                continue;
            QPen pen(blocks   ? m_style.color(job::UnitState::Failed)
                     : chosen ? m_style.accent
                              : m_style.edge,
                     chosen   ? 2
                     : blocks ? 1.5
                              : 1);
            if (blocks)
                pen.setStyle(Qt::DashLine);
            painter.setOpacity(lit[edge.from] && lit[edge.to] ? 1 : faded);
            painter.setPen(pen);
            painter.drawPath(edge.path);
        }
    }
    painter.setOpacity(1);
}

// From one to the next, also where longer ways imply the edge.
void BuildCanvas::paintPath(QPainter &painter) const
{
    painter.setPen(QPen(m_style.accent, 3, Qt::SolidLine, Qt::RoundCap));
    const auto &chain = m_model->chain().units;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const auto edge = std::ranges::find_if(m_picture->edges, [&](const BuildPicture::Edge &one) {
            return one.from == chain[i - 1] && one.to == chain[i];
        });
        if (edge != m_picture->edges.end() && !edge->path.isEmpty()) {
            painter.drawPath(edge->path);
            continue;
        }
        const QRectF &from = m_picture->boxes[chain[i - 1]];
        const QRectF &to = m_picture->boxes[chain[i]];
        painter.drawLine(QPointF(from.right(), from.center().y()), QPointF(to.left(), to.center().y()));
    }
}

void BuildCanvas::paintUnit(QPainter &painter, std::size_t number) const
{
    const auto state = m_model->build().units()[number].state;
    const QRectF &box = m_picture->boxes[number];
    const bool selected = static_cast<int>(number) == m_model->selected();
    painter.setPen(m_style.outline(state));
    painter.setBrush(m_style.fill(state));
    painter.drawRoundedRect(box, 5, 5);
    if (selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_style.accent, 2.5));
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 8, 8);
    }
    const bool texts = m_zoom >= textFrom;
    m_style.sign(painter,
                 texts ? QRectF(box.left() + 9, box.center().y() - 8, 16, 16)
                       : QRectF(box.center() - QPointF(14, 14), QSizeF(28, 28)),
                 state);
    if (!texts)
        return;
    const bool quiet =
        state == job::UnitState::Waiting || state == job::UnitState::Blocked || state == job::UnitState::NotBegun;
    const QRectF room = box.adjusted(32, 4, -8, -4);
    QFont font = QGuiApplication::font();
    font.setHintingPreference(QFont::PreferNoHinting); // else its width changes with the zoom
    font.setPixelSize(12);
    if (state == job::UnitState::Failed || state == job::UnitState::Running)
        font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(quiet ? m_style.faint : m_style.text);
    painter.drawText(QRectF(room.topLeft(), QSizeF(room.width(), 16)), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(m_picture->names[number], Qt::ElideMiddle, room.width()));
    font.setPixelSize(10);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QRectF below(room.left(), room.bottom() - 14, room.width(), 14);
    const QString time = m_model->timeOf(static_cast<int>(number));
    const double timeWidth = time.isEmpty() ? 0 : metrics.horizontalAdvance(time) + 8;
    painter.setPen(m_style.text);
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, time);
    painter.setPen(m_style.faint);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_picture->notes[number], Qt::ElideRight, room.width() - timeWidth));
}

void BuildCanvas::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(now, before);
    if (!m_framed || m_following)
        frame();
    update();
}

void BuildCanvas::clicked(QPointF point)
{
    if (!m_picture)
        return;
    m_via = -1;
    BuildView::clicked(point);
}

// Where nothing is selected, the walk begins with what failed or runs, or at the left.
void BuildCanvas::step(graph::Walk walk)
{
    if (!m_picture || !m_model || m_picture->boxes.empty())
        return;
    const int from = m_model->selected();
    int to = from < 0 ? 0 : m_picture->walk(from, m_via, walk);
    if (from < 0) {
        const auto &units = m_model->build().units();
        const auto first = std::ranges::find_if(units, [](const job::LiveUnit &unit) {
            return unit.state == job::UnitState::Failed || unit.state == job::UnitState::Running;
        });
        to = first == units.end()
                 ? static_cast<int>(
                       m_picture->unitsByNode[m_picture->graph.roots().empty() ? 0 : m_picture->graph.roots().front()])
                 : static_cast<int>(first - units.begin());
    }
    if (to < 0)
        return;
    if (from < 0)
        m_via = -1;
    else if (walk == graph::Walk::Out || walk == graph::Walk::In)
        m_via = from;
    setFollowing(false);
    m_model->select(to);
}

bool BuildCanvas::walked(int key)
{
    switch (key) {
    case Qt::Key_Right:
        step(graph::Walk::Out);
        return true;
    case Qt::Key_Left:
        step(graph::Walk::In);
        return true;
    case Qt::Key_Down:
        step(graph::Walk::Next);
        return true;
    case Qt::Key_Up:
        step(graph::Walk::Previous);
        return true;
    default:
        return false;
    }
}

} // namespace crossyard::gui
