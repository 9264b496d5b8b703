// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_timeline.h"

#include "text.h"

#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double lane = 24;
constexpr double axis = 20;
constexpr double side = 12; // room at the left and right
constexpr double leastBar = 3;
constexpr double largestZoom = 200;

// Milliseconds between marks that are some eighty pixels apart.
double markStep(double scale)
{
    for (const double step : {100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 12e5, 36e5}) {
        if (step * scale >= 70)
            return step;
    }
    return 24 * 36e5;
}

} // namespace

void BuildTimeline::takePicture()
{
    fit();
    refresh();
}

void BuildTimeline::refresh()
{
    if (const double whole = wholeHeight(); whole != m_whole) {
        m_whole = whole;
        Q_EMIT wholeHeightChanged();
    }
    update();
}

double BuildTimeline::laneHeight() const
{
    return lane * textScale();
}

double BuildTimeline::axisHeight() const
{
    return axis * textScale();
}

double BuildTimeline::wholeHeight() const
{
    return axisHeight() + laneHeight() * std::max(m_model ? m_model->lanes() : 0, 1) + 6;
}

double BuildTimeline::span() const
{
    if (!m_model || !m_model->known())
        return 1000;
    return std::max<double>(1000, static_cast<double>(m_model->now() - m_model->build().begun()));
}

double BuildTimeline::scale() const
{
    return std::max(1.0, width() - 2 * side) / span() * m_zoom;
}

double BuildTimeline::xOf(double milliseconds) const
{
    return side + (milliseconds - m_left) * scale();
}

void BuildTimeline::fit()
{
    m_zoom = 1;
    m_left = m_top = 0;
    update();
}

void BuildTimeline::moveTo(double milliseconds, double top)
{
    m_left = std::clamp(milliseconds, 0.0, span() * (1 - 1 / m_zoom));
    m_top = std::clamp(top, 0.0, std::max(0.0, wholeHeight() - height()));
    update();
}

void BuildTimeline::zoomAt(QPointF point, double factor)
{
    const double x = point.x() - side;
    const double at = m_left + x / scale();
    m_zoom = std::clamp(m_zoom * factor, 1.0, largestZoom);
    moveTo(at - x / scale(), m_top);
}

void BuildTimeline::moveBy(double x, double y)
{
    moveTo(m_left - x / scale(), m_top - y);
}

QRectF BuildTimeline::barOf(std::size_t number) const
{
    const auto &build = m_model->build();
    const auto &unit = build.units()[number];
    const auto end = unit.ended ? unit.ended : m_model->now();
    const double left = xOf(static_cast<double>(unit.started - build.begun()));
    const double right = std::max(left + leastBar, xOf(static_cast<double>(end - build.begun())));
    return {left, axisHeight() + unit.lane * laneHeight() - m_top + 2, right - left, laneHeight() - 4};
}

int BuildTimeline::unitAt(QPointF point) const
{
    if (!m_model || point.y() < axisHeight())
        return -1;
    const auto &units = m_model->build().units();
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].ran() && barOf(i).adjusted(-1, -2, 1, 2).contains(point))
            return static_cast<int>(i);
    }
    return -1;
}

QPointF BuildTimeline::pointOf(int unit) const
{
    if (!m_model || unit < 0 || unit >= static_cast<int>(m_model->build().units().size()) ||
        !m_model->build().units()[static_cast<std::size_t>(unit)].ran())
        return {-1e6, -1e6};
    return barOf(static_cast<std::size_t>(unit)).center();
}

void BuildTimeline::reveal(int unit)
{
    update();
    if (!m_model || unit < 0 || !m_model->build().units()[static_cast<std::size_t>(unit)].ran())
        return;
    const QRectF bar = barOf(static_cast<std::size_t>(unit));
    double left = m_left;
    if (bar.right() < side || bar.left() > width() - side)
        left += (bar.center().x() - width() / 2) / scale();
    double top = m_top;
    if (bar.top() < axisHeight())
        top += bar.top() - axisHeight() - 2;
    else if (bar.bottom() > height())
        top += bar.bottom() - height() + 6;
    moveTo(left, top);
}

void BuildTimeline::paint(QPainter *painter)
{
    painter->fillRect(QRectF(0, 0, width(), height()), m_style.page);
    if (!m_model || !m_model->known() || !m_style.valid())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    const auto &units = m_model->build().units();
    const auto lit = this->lit();
    paintAxis(*painter);
    painter->save();
    painter->setClipRect(QRectF(0, axisHeight(), width(), height() - axisHeight()));
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (!units[i].ran())
            continue;
        painter->setOpacity(lit[i] ? 1 : faded);
        paintBar(*painter, i);
    }
    painter->restore();
    paintFocus(*painter, m_style.accent);
}

void BuildTimeline::paintAxis(QPainter &painter) const
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(static_cast<int>(std::lround(10 * textScale())));
    painter.setFont(font);
    const double step = markStep(scale());
    QColor line = m_style.edge;
    line.setAlphaF(0.5F);
    for (double at = std::floor(m_left / step) * step; xOf(at) < width() - side / 2; at += step) {
        const double x = std::round(xOf(at)) + 0.5;
        if (x < side - 1)
            continue;
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(x, axisHeight() - 3), QPointF(x, height()));
        painter.setPen(m_style.faint);
        const QString text = step < 1000 ? QStringLiteral("%L1 s").arg(at / 1000, 0, 'f', 1)
                                         : durationText(static_cast<qint64>(std::lround(at)));
        painter.drawText(QRectF(x - (at == 0 ? 0 : 40), 0, 80, axisHeight() - 3),
                         (at == 0 ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter, text);
    }
}

// The part after the metadata was there, when others could go on, is paler and hatched.
void BuildTimeline::paintBar(QPainter &painter, std::size_t number) const
{
    const auto &build = m_model->build();
    const auto &unit = build.units()[number];
    const QRectF bar = barOf(number);
    if (bar.right() < 0 || bar.left() > width())
        return;
    const QColor color = m_style.color(unit.state);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.fill(unit.state));
    painter.drawRoundedRect(bar, 3, 3);
    if (unit.usable != 0) {
        const double x = xOf(static_cast<double>(unit.usable - build.begun()));
        const QRectF rest = bar.intersected(QRectF(x, bar.top(), bar.right() - x, bar.height()));
        QColor hatch = color;
        hatch.setAlphaF(0.45F);
        painter.fillRect(rest, m_style.page);
        painter.fillRect(rest, QBrush(hatch, Qt::BDiagPattern));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_style.outline(unit.state));
    painter.drawRoundedRect(bar, 3, 3);
    if (static_cast<int>(number) == m_model->selected()) {
        painter.setPen(QPen(m_style.accent, 2.5));
        painter.drawRoundedRect(bar.adjusted(-2, -2, 2, 2), 4, 4);
    }
    const QRectF room = bar.intersected(QRectF(2, 0, width() - 4, height())).adjusted(4, 0, -4, 0);
    const double size = 14 * textScale();
    if (room.width() < size)
        return;
    m_style.sign(painter, QRectF(room.left(), bar.center().y() - size / 2, size, size), unit.state);
    QFont font = QGuiApplication::font();
    font.setPixelSize(static_cast<int>(std::lround(11 * textScale())));
    painter.setFont(font);
    const QRectF text = room.adjusted(size + 4, 0, 0, 0);
    if (text.width() < 20)
        return;
    painter.setPen(m_style.text);
    const QString title = toQt(unit.told.title);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(title, Qt::ElideRight, text.width()));
}

void BuildTimeline::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(now, before);
    moveTo(m_left, m_top);
}

void BuildTimeline::step(job::TimeStep step)
{
    if (!m_model)
        return;
    const auto from =
        m_model->selected() < 0 ? std::nullopt : std::optional(static_cast<job::UnitNumber>(m_model->selected()));
    if (const auto to = job::stepInTime(m_model->build(), from, step))
        m_model->select(static_cast<int>(*to));
}

bool BuildTimeline::walked(int key)
{
    switch (key) {
    case Qt::Key_Right:
        step(job::TimeStep::Later);
        return true;
    case Qt::Key_Left:
        step(job::TimeStep::Earlier);
        return true;
    case Qt::Key_Down:
        step(job::TimeStep::LaneDown);
        return true;
    case Qt::Key_Up:
        step(job::TimeStep::LaneUp);
        return true;
    default:
        return false;
    }
}

} // namespace crossyard::gui
