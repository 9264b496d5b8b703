// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_canvas.h"

#include <QCursor>
#include <QPainter>
#include <QQuickWindow>

#include <algorithm>
#include <cmath>

namespace crossyard::gui {

namespace {

constexpr double largestZoom = 3;
constexpr double readableZoom = 0.6;  // names can be read from here on
constexpr double overviewSize = 1400; // device pixels, the longer side
constexpr QSizeF minimapSize{200, 132};
constexpr double minimapMargin = 12;
constexpr double dimming = 0.78;
constexpr std::size_t mostRings = 500;

} // namespace

GraphCanvas::GraphCanvas(QQuickItem *parent) : Canvas(parent)
{
    connect(&m_tiles, &GraphTiles::painted, this, &GraphCanvas::changed);
    m_calm.setSingleShot(true);
    m_calm.setInterval(90);
    connect(&m_calm, &QTimer::timeout, this, &GraphCanvas::changed);
    m_dwell.setSingleShot(true);
    m_dwell.setInterval(50);
    connect(&m_dwell, &QTimer::timeout, this, &GraphCanvas::light);
    m_jump.setStartValue(0.0);
    m_jump.setEndValue(1.0);
    m_jump.setDuration(150);
    m_jump.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_jump, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        setView(m_fromCentre + (m_toCentre - m_fromCentre) * t, m_fromZoom * std::pow(m_toZoom / m_fromZoom, t));
    });
}

void GraphCanvas::setModel(GraphModel *model)
{
    if (model == m_model)
        return;
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = model;
    if (m_model) {
        connect(m_model, &GraphModel::pictureChanged, this, &GraphCanvas::takePicture);
        connect(m_model, &GraphModel::revealed, this, &GraphCanvas::reveal);
        connect(m_model, &GraphModel::wordsChanged, this, &GraphCanvas::changed);
        connect(m_model, &GraphModel::selectedChanged, this, &GraphCanvas::changed);
    }
    takePicture(false);
    Q_EMIT modelChanged();
}

void GraphCanvas::setColors(const QVariantMap &colors)
{
    m_colorMap = colors;
    const auto color = [&](const char *name) { return colors.value(QLatin1String(name)).value<QColor>(); };
    const GraphColors before = m_colors;
    m_colors = {color("page"),
                color("box"),
                color("member"),
                color("text"),
                color("faint"),
                color("platforms"),
                color("accent"),
                color("chosen"),
                {color("normal"), color("normalAndBuild"), color("build"), color("dev"), color("buildOfDev"),
                 color("devAndBuildOf"), color("several")}};
    Q_EMIT colorsChanged();
    if (!(before == m_colors))
        repaintAll();
}

void GraphCanvas::setStill(bool still)
{
    m_still = still;
    Q_EMIT stillChanged();
}

void GraphCanvas::takePicture(bool same)
{
    const auto pinned = same ? m_pinned : graph::nothing;
    m_picture = m_model ? m_model->picture() : nullptr;
    m_hovered = m_lit = m_walked = m_via = graph::nothing;
    m_pinned = pinned;
    m_dimmed = false;
    repaintAll();
    if (!same || !m_framed) {
        m_framed = false;
        frame();
    }
    light();
    Q_EMIT hoveredChanged();
    Q_EMIT pinnedChanged();
}

void GraphCanvas::repaintAll()
{
    m_overview = m_small = {};
    m_fullScale = 0;
    m_lit = graph::nothing; // the tiles forget it
    m_tiles.setPicture(m_picture, m_colors);
    makeOverview();
    light();
    changed();
}

void GraphCanvas::makeOverview()
{
    m_overviewQuestion.drop();
    if (!m_picture || m_picture->bounds.isEmpty() || !m_colors.page.isValid())
        return;
    const QRectF &bounds = m_picture->bounds;
    const double scale = std::min(1.0, overviewSize / std::max(bounds.width(), bounds.height()));
    const QRect area(QPoint(int(std::floor(bounds.left() * scale)), int(std::floor(bounds.top() * scale))),
                     QSize(std::max(1, int(bounds.width() * scale)), std::max(1, int(bounds.height() * scale))));
    const double small =
        std::min(minimapSize.width() / bounds.width(), minimapSize.height() / bounds.height()) * ratio();
    const QSize smallSize(std::max(1, int(bounds.width() * small)), std::max(1, int(bounds.height() * small)));
    m_overviewQuestion.ask(
        this,
        [request = TileRequest{m_picture, m_colors, scale, scale, area, nullptr}, smallSize](const CancelToken &) {
            const QImage image = paintTile(request);
            return std::pair(image, image.scaled(smallSize, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        },
        [this](std::pair<QImage, QImage> images) {
            m_overview = std::move(images.first);
            m_small = std::move(images.second);
            changed();
        });
}

// All of it where that can be read; else the middle, with what it is about at the top.
void GraphCanvas::frame()
{
    if (!m_picture || width() < 1 || height() < 1)
        return;
    m_framed = true;
    m_jump.stop();
    if (const double whole = fittingZoom(); whole >= readableZoom * textScale()) {
        setView(m_picture->bounds.center(), whole);
        return;
    }
    const double zoom = 0.85 * textScale();
    if (const auto place = selectedPlace(); place != graph::nothing) {
        setView(m_picture->box(place).center(), zoom);
        return;
    }
    // Of many members, the one at the top.
    auto place = graph::nothing;
    for (const auto node : m_picture->view.centre) {
        const auto other = placeOf(node);
        if (other != graph::nothing &&
            (place == graph::nothing || m_picture->box(other).top() < m_picture->box(place).top()))
            place = other;
    }
    const QRectF &all = m_picture->bounds;
    const QRectF box = place == graph::nothing ? QRectF(all.topLeft(), QSizeF()) : m_picture->box(place);
    const QSizeF half = QSizeF(width(), height()) / zoom / 2;
    const auto within = [](double middle, double low, double high, double size) {
        return high - low <= 2 * size ? (low + high) / 2 : std::clamp(middle, low + size, high - size);
    };
    setView({within(box.center().x(), all.left(), all.right(), half.width()),
             within(box.top() + half.height() * 0.8, all.top(), all.bottom(), half.height())},
            zoom);
}

void GraphCanvas::fit()
{
    if (m_picture)
        go(m_picture->bounds.center(), fittingZoom());
}

void GraphCanvas::zoomAt(QPointF point, double factor)
{
    if (!m_picture || !std::isfinite(factor) || factor <= 0)
        return;
    m_jump.stop();
    const double zoom = std::clamp(m_zoom * factor, smallestZoom(), largestZoom);
    const QPointF place = toPicture(point);
    const QPointF middle(width() / 2, height() / 2);
    m_calm.start();
    setView(place - (point - middle) / zoom, zoom);
}

void GraphCanvas::moveBy(double x, double y)
{
    m_jump.stop();
    setView(m_centre - QPointF(x, y) / m_zoom, m_zoom);
}

void GraphCanvas::go(QPointF centre, double zoom)
{
    m_jump.stop();
    zoom = std::clamp(zoom, smallestZoom(), largestZoom);
    if (m_still || !isVisible()) {
        setView(centre, zoom);
        return;
    }
    m_fromCentre = m_centre;
    m_fromZoom = m_zoom;
    m_toCentre = centre;
    m_toZoom = zoom;
    m_jump.start();
}

void GraphCanvas::setView(QPointF centre, double zoom)
{
    if (m_picture) { // some of it stays to be seen
        const QRectF &all = m_picture->bounds;
        centre.setX(std::clamp(centre.x(), all.left(), all.right()));
        centre.setY(std::clamp(centre.y(), all.top(), all.bottom()));
    }
    if (m_jump.state() == QAbstractAnimation::Running && zoom != m_zoom)
        m_calm.start();
    m_centre = centre;
    m_zoom = zoom;
    Q_EMIT viewChanged();
    changed();
}

void GraphCanvas::reveal(int node)
{
    const auto place = node < 0 ? graph::nothing : placeOf(static_cast<graph::NodeId>(node));
    if (place == graph::nothing)
        return; // it comes with the next picture
    const QRectF box = m_picture->box(place);
    const QRectF seen = visible();
    const QRectF inner =
        seen.adjusted(seen.width() * 0.06, seen.height() * 0.06, -seen.width() * 0.06, -seen.height() * 0.06);
    const double zoom = m_quiet ? m_zoom : std::max(m_zoom, 0.7 * textScale());
    if (zoom != m_zoom || !inner.contains(box))
        go(box.center(), zoom);
}

void GraphCanvas::select(graph::NodeId place)
{
    if (!m_model)
        return;
    m_quiet = true;
    m_model->select(wholeOf(place));
    m_quiet = false;
}

void GraphCanvas::pin(int node)
{
    m_pinned = node < 0 ? graph::nothing : static_cast<graph::NodeId>(node);
    m_walked = graph::nothing;
    Q_EMIT pinnedChanged();
    light();
}

void GraphCanvas::hover(graph::NodeId place)
{
    if (place == m_hovered)
        return;
    m_hovered = place;
    if (place != graph::nothing)
        m_walked = graph::nothing;
    setCursor(QCursor(place == graph::nothing ? Qt::ArrowCursor : Qt::PointingHandCursor));
    Q_EMIT hoveredChanged();
    m_dwell.start();
    update();
}

// What is pinned stays lit; else what the pointer is over, or where the keys have led.
void GraphCanvas::light()
{
    auto wanted = placeOf(m_pinned);
    if (wanted == graph::nothing)
        wanted = m_hovered != graph::nothing ? m_hovered : placeOf(m_walked);
    if (wanted == m_lit)
        return;
    m_lit = wanted;
    m_dimmed = m_dimmed && wanted != graph::nothing;
    m_tiles.setLit(wanted == graph::nothing
                       ? nullptr
                       : std::make_shared<const graph::Lit>(graph::pathsThrough(m_picture->graph(), wanted)));
    changed();
}

void GraphCanvas::changed()
{
    polish();
    update();
}

int GraphCanvas::wholeOf(graph::NodeId place) const
{
    return !m_picture || place == graph::nothing ? -1 : static_cast<int>(m_picture->view.part.nodes[place]);
}

graph::NodeId GraphCanvas::placeOf(graph::NodeId whole) const
{
    return !m_picture || whole == graph::nothing ? graph::nothing : m_picture->placeOf(whole);
}

graph::NodeId GraphCanvas::selectedPlace() const
{
    return !m_model || m_model->selected() < 0 ? graph::nothing
                                               : placeOf(static_cast<graph::NodeId>(m_model->selected()));
}

double GraphCanvas::ratio() const
{
    return window() ? window()->effectiveDevicePixelRatio() : 1;
}

double GraphCanvas::fittingZoom() const
{
    if (!m_picture || m_picture->bounds.isEmpty() || width() < 1 || height() < 1)
        return textScale();
    return std::min({width() / m_picture->bounds.width(), height() / m_picture->bounds.height(), textScale()});
}

double GraphCanvas::smallestZoom() const
{
    return std::min(fittingZoom() / 2, 0.5);
}

QPointF GraphCanvas::origin() const
{
    const QPointF exact = QPointF(width() / 2, height() / 2) - m_centre * m_zoom;
    return {std::round(exact.x() * ratio()) / ratio(), std::round(exact.y() * ratio()) / ratio()};
}

QRectF GraphCanvas::visible() const
{
    return {toPicture({0, 0}), toPicture({width(), height()})};
}

QRectF GraphCanvas::pointsOf(const QRectF &box) const
{
    return {box.topLeft() * m_zoom + origin(), box.size() * m_zoom};
}

QPointF GraphCanvas::pointOf(int node) const
{
    const auto place = node < 0 ? graph::nothing : placeOf(static_cast<graph::NodeId>(node));
    return place == graph::nothing ? QPointF(-1e6, -1e6) : pointsOf(m_picture->box(place)).center();
}

bool GraphCanvas::settled() const
{
    return m_picture && !m_overview.isNull() && m_jump.state() != QAbstractAnimation::Running && !m_calm.isActive() &&
           !m_dwell.isActive() && m_fullScale == scale() && m_tiles.settled();
}

QRectF GraphCanvas::minimap() const
{
    if (!m_picture || m_small.isNull() || visible().contains(m_picture->bounds.adjusted(8, 8, -8, -8)) ||
        height() < 320)
        return {};
    const QSizeF size = QSizeF(m_small.size()) / ratio();
    return {QPointF(minimapMargin, height() - size.height() - minimapMargin), size};
}

QPointF GraphCanvas::fromMinimap(QPointF point) const
{
    const QRectF map = minimap();
    const QRectF &all = m_picture->bounds;
    return {all.left() + (point.x() - map.left()) / map.width() * all.width(),
            all.top() + (point.y() - map.top()) / map.height() * all.height()};
}

std::vector<TileKey> GraphCanvas::tilesFor(const QRectF &area, double scale, bool lit) const
{
    std::vector<TileKey> keys;
    const QRectF part = area.intersected(m_picture->bounds);
    if (part.isEmpty())
        return keys;
    const double tile = GraphTiles::size / scale;
    for (int y = int(std::floor(part.top() / tile)); y * tile < part.bottom(); ++y) {
        for (int x = int(std::floor(part.left() / tile)); x * tile < part.right(); ++x)
            keys.push_back({scale, {x, y}, lit});
    }
    return keys;
}

void GraphCanvas::updatePolish()
{
    if (!m_picture || !m_colors.page.isValid() || m_calm.isActive() || width() < 1)
        return;
    const QRectF seen = visible();
    auto keys = tilesFor(seen, scale(), false);
    if (m_lit != graph::nothing)
        std::ranges::move(tilesFor(seen, scale(), true), std::back_inserter(keys));
    const double tile = GraphTiles::size / scale();
    const auto distance = [&](const TileKey &key) {
        const QPointF away = (QPointF(key.place) + QPointF(0.5, 0.5)) * tile - m_centre;
        return std::hypot(away.x(), away.y());
    };
    std::ranges::stable_sort(keys, {}, distance);
    // What comes next when the picture is moved.
    const double step = tile / 2;
    for (const TileKey &key : tilesFor(seen.adjusted(-step, -step, step, step), scale(), false)) {
        if (!std::ranges::contains(keys, key))
            keys.push_back(key);
    }
    m_tiles.want(std::move(keys), ratio());
}

void GraphCanvas::geometryChange(const QRectF &now, const QRectF &before)
{
    Canvas::geometryChange(now, before);
    if (!m_framed)
        frame();
    changed();
}

void GraphCanvas::itemChange(ItemChange change, const ItemChangeData &data)
{
    Canvas::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged)
        repaintAll();
}

void GraphCanvas::paint(QPainter *painter)
{
    painter->fillRect(QRectF(0, 0, width(), height()), m_colors.page);
    if (!m_picture)
        return;
    paintBase(*painter);
    paintLit(*painter);
    paintRings(*painter);
    paintMinimap(*painter);
}

void GraphCanvas::paintTiles(QPainter &painter, double scale, bool lit)
{
    const double factor = m_zoom * ratio() / scale; // tiles of the scale that is now are not stretched
    for (const TileKey &key : tilesFor(visible(), scale, lit)) {
        const QImage *image = m_tiles.find(key);
        if (!image)
            continue;
        const double size = GraphTiles::size / ratio() * factor;
        painter.drawImage(QRectF(origin() + QPointF(key.place) * size, QSizeF(size, size)), *image);
    }
}

void GraphCanvas::paintBase(QPainter &painter)
{
    const auto keys = tilesFor(visible(), scale(), false);
    const bool all = std::ranges::all_of(keys, [&](const TileKey &key) { return m_tiles.find(key) != nullptr; });
    if (!all) {
        if (!m_overview.isNull())
            painter.drawImage(pointsOf(m_picture->bounds), m_overview);
        if (m_fullScale > 0 && m_fullScale != scale())
            paintTiles(painter, m_fullScale, false);
    }
    paintTiles(painter, scale(), false);
    if (all)
        m_fullScale = scale();
}

void GraphCanvas::paintLit(QPainter &painter)
{
    if (m_lit == graph::nothing)
        return;
    const auto keys = tilesFor(visible(), scale(), true);
    m_dimmed = m_dimmed || std::ranges::all_of(keys, [&](const TileKey &key) { return m_tiles.find(key) != nullptr; });
    if (!m_dimmed)
        return;
    QColor veil = m_colors.page;
    veil.setAlphaF(float(dimming));
    painter.fillRect(QRectF(0, 0, width(), height()), veil);
    paintTiles(painter, scale(), true);
}

void GraphCanvas::paintRings(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QRectF seen = visible();
    const auto ring = [&](graph::NodeId place, double width, double gap) {
        if (place == graph::nothing || !m_picture->box(place).intersects(seen))
            return;
        const QRectF box = pointsOf(m_picture->box(place)).adjusted(-gap, -gap, gap, gap);
        const bool member = m_picture->graph().node(place).source == graph::Source::Member;
        const double radius = member ? 2 : box.height() / 2;
        painter.setPen(QPen(m_colors.accent, width));
        painter.drawRoundedRect(box, radius, radius);
    };
    if (m_model) {
        const auto &matches = m_model->matches();
        for (std::size_t i = 0; i < std::min(matches.size(), mostRings); ++i)
            ring(placeOf(matches[i]), 1.5, 2);
    }
    ring(m_hovered, 1.5, 2);
    ring(selectedPlace(), 2.5, 3);
    if (selectedPlace() == graph::nothing)
        paintFocus(painter, m_colors.accent);
}

void GraphCanvas::paintMinimap(QPainter &painter)
{
    const QRectF map = minimap();
    if (map.isEmpty())
        return;
    const QRectF &all = m_picture->bounds;
    const QRectF seen = visible().intersected(all);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(map.adjusted(-4, -4, 4, 4), m_colors.box);
    painter.drawImage(map, m_small);
    painter.setPen(QPen(m_colors.faint, 1));
    painter.drawRect(map.adjusted(-4, -4, 4, 4));
    const double x = map.width() / all.width();
    const double y = map.height() / all.height();
    QColor fill = m_colors.accent;
    fill.setAlpha(40);
    painter.setBrush(fill);
    painter.setPen(QPen(m_colors.accent, 1.5));
    painter.drawRect(QRectF(map.left() + (seen.left() - all.left()) * x, map.top() + (seen.top() - all.top()) * y,
                            std::max(4.0, seen.width() * x), std::max(4.0, seen.height() * y)));
}

} // namespace crossyard::gui
