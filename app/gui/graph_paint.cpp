// SPDX-License-Identifier: MIT OR Apache-2.0
// One tile of a graph's picture. With the scale goes what is drawn: names and curves where they can be read, boxes and
// straight lines below that, and for the whole of a large graph only where there is something.
#include "graph_picture.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace crossyard::gui {

namespace {

using graph::NodeId;

constexpr double textFrom = 0.45; // names are there from this zoom on
constexpr double boxesFrom = 0.14;
constexpr double arrow = 7; // its length

class TilePainter {
public:
    TilePainter(const TileRequest &request, QImage &image)
        : m_request(request), m_picture(*request.picture), m_colors(request.colors), m_painter(&image)
    {
        m_area = QRectF(QPointF(request.area.topLeft()) / request.scale, QSizeF(request.area.size()) / request.scale);
        m_painter.translate(-request.area.topLeft());
        m_painter.scale(request.scale, request.scale);
        m_painter.setRenderHint(QPainter::Antialiasing, request.zoom >= boxesFrom);
        QFont font = QGuiApplication::font();
        font.setPixelSize(13);
        font.setHintingPreference(QFont::PreferNoHinting); // else its width changes with the zoom
        m_painter.setFont(font);
    }

    void paint()
    {
        // What ends outside may reach in with its line, its arrow or its frame.
        const QRectF around = m_area.adjusted(-arrow, -arrow, arrow, arrow);
        for (const auto edge : m_picture.edgeGrid.in(around)) {
            if (!m_request.lit || m_request.lit->edges[edge])
                paintEdge(edge);
        }
        for (const auto node : m_picture.nodeGrid.in(around)) {
            if (!m_request.lit || m_request.lit->nodes[node])
                paintNode(node);
        }
    }

private:
    QColor tone(graph::Way way) const { return m_colors.tones[static_cast<std::size_t>(way)]; }

    // Of edges that cannot be told apart: the more there are, the less each of them counts.
    float strength() const
    {
        const auto count = static_cast<float>(m_picture.graph().edges().size());
        return m_request.zoom >= boxesFrom ? std::clamp(350 / count, 0.1F, 0.4F)
                                           : std::clamp(100 / count, 0.03F, 0.16F);
    }

    static QColor mixed(const QColor &a, const QColor &b, float share)
    {
        return QColor::fromRgbF(a.redF() * share + b.redF() * (1 - share),
                                a.greenF() * share + b.greenF() * (1 - share),
                                a.blueF() * share + b.blueF() * (1 - share));
    }

    // Through the middles of its pieces, with each bend as the control point: the curve stays beside the bends.
    static QPainterPath curve(const std::vector<graph::LayoutPoint> &points)
    {
        QPainterPath path(QPointF(points.front().x, points.front().y));
        for (std::size_t i = 1; i + 1 < points.size(); ++i) {
            const bool last = i + 2 == points.size();
            const QPointF end = last
                                    ? QPointF(points[i + 1].x, points[i + 1].y)
                                    : QPointF((points[i].x + points[i + 1].x) / 2, (points[i].y + points[i + 1].y) / 2);
            path.quadTo(QPointF(points[i].x, points[i].y), end);
        }
        if (points.size() == 2)
            path.lineTo(QPointF(points.back().x, points.back().y));
        return path;
    }

    static QPainterPath straight(const std::vector<graph::LayoutPoint> &points)
    {
        QPainterPath path(QPointF(points.front().x, points.front().y));
        for (const auto &point : points)
            path.lineTo(point.x, point.y);
        return path;
    }

    void paintEdge(std::uint32_t edge)
    {
        const auto &points = m_picture.layout.edges[edge].points;
        if (points.size() < 2)
            return;
        const auto &mark = m_picture.edgeMarks[edge];
        QColor color = tone(mark.way);
        const bool near = m_request.zoom >= textFrom;
        if (!m_request.lit)
            color.setAlphaF(near ? 0.62F : strength());
        QPen pen(color, near ? (m_request.lit ? 2.0 : 1.2) : (m_request.lit ? 2.0 : 1.0) / m_request.scale);
        if (near && mark.optional)
            pen.setDashPattern({1.5, 2.5});
        else if (near && mark.throughOptional)
            pen.setDashPattern({5, 3});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(near ? curve(points) : straight(points));
        if (near)
            paintArrow(points, mark, color);
    }

    void paintArrow(const std::vector<graph::LayoutPoint> &points, const graph::EdgeMark &mark, const QColor &color)
    {
        const QPointF tip(points.back().x, points.back().y);
        const auto &before = points[points.size() - 2];
        const QPointF way = tip - QPointF(before.x, before.y);
        const double length = std::hypot(way.x(), way.y());
        if (length < 0.5)
            return;
        const QPointF along = way / length * arrow;
        const QPointF across(-along.y() * 0.4, along.x() * 0.4);
        m_painter.setPen(QPen(color, 1));
        m_painter.setBrush(mark.somePlatforms ? m_colors.page : color);
        m_painter.drawPolygon(QPolygonF({tip, tip - along + across, tip - along - across}));
    }

    void paintNode(NodeId node)
    {
        const QRectF box = m_picture.box(node);
        const auto &mark = m_picture.nodeMarks[node];
        const bool member = m_picture.graph().node(node).source == graph::Source::Member;
        const QColor fill = member ? m_colors.member : mark.somePlatforms ? m_colors.platforms : m_colors.box;
        if (m_request.zoom < boxesFrom) { // where every box is a few pixels, its tone is what can be told
            const double least = std::max(0.0, 2 / m_request.scale - box.height()) / 2;
            m_painter.fillRect(box.adjusted(-least, -least, least, least), tone(mark.way));
            return;
        }
        QPen pen(tone(mark.way), member ? 1.8 : 1.2);
        if (mark.throughOptional)
            pen.setDashPattern({4, 3});
        m_painter.setPen(pen);
        // Without its name, a box is told from its surroundings by its colour.
        m_painter.setBrush(m_request.zoom >= textFrom ? fill : mixed(tone(mark.way), fill, 0.4F));
        if (member)
            m_painter.drawRect(box);
        else
            m_painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
        if (m_request.zoom >= textFrom)
            paintText(node, box);
    }

    void paintText(NodeId node, const QRectF &box)
    {
        const QFontMetricsF metrics(m_painter.font());
        const QString &note = m_picture.notes[node];
        const QRectF room = box.adjusted(10, 0, -10, 0);
        const double noteWidth = note.isEmpty() ? 0 : metrics.horizontalAdvance(note) + 6;
        const QString name =
            metrics.elidedText(m_picture.names[node], Qt::ElideMiddle, std::max(room.width() - noteWidth + 1, 30.0));
        const double nameWidth = metrics.horizontalAdvance(name);
        const double y = box.center().y() + (metrics.ascent() - metrics.descent()) / 2;
        const double x = box.center().x() - (nameWidth + noteWidth) / 2;
        m_painter.setPen(m_colors.text);
        m_painter.drawText(QPointF(x, y), name);
        m_painter.setPen(m_colors.faint);
        m_painter.drawText(QPointF(x + nameWidth + 6, y), note);
    }

    const TileRequest &m_request;
    const GraphPicture &m_picture;
    const GraphColors &m_colors;
    QRectF m_area; // in the picture
    QPainter m_painter;
};

} // namespace

QImage paintTile(const TileRequest &request)
{
    QImage image(request.area.size(), request.lit ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.fill(request.lit ? QColor(Qt::transparent) : request.colors.page);
    TilePainter(request, image).paint();
    return image;
}

} // namespace crossyard::gui
