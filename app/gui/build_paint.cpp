// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_paint.h"

#include "icon_provider.h"
#include "text.h"

#include <QPaintDevice>
#include <QPixmap>
#include <QPixmapCache>

#include <cmath>

namespace crossyard::gui {

QColor mixed(const QColor &ground, const QColor &color, double share)
{
    const auto part = [&](float a, float b) { return float(a * (1 - share) + b * share); };
    return QColor::fromRgbF(part(ground.redF(), color.redF()), part(ground.greenF(), color.greenF()),
                            part(ground.blueF(), color.blueF()));
}

BuildStyle::BuildStyle(const QVariantMap &map)
{
    const auto color = [&](const char *name) { return map.value(QLatin1String(name)).value<QColor>(); };
    page = color("page");
    box = color("box");
    text = color("text");
    faint = color("faint");
    edge = color("edge");
    accent = color("accent");
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const auto state = map.value(toQt(job::unitStateName(static_cast<job::UnitState>(i)))).toMap();
        m_states[i] = {state.value(QStringLiteral("color")).value<QColor>(),
                       state.value(QStringLiteral("icon")).toString()};
    }
}

QColor BuildStyle::fill(job::UnitState state) const
{
    switch (state) {
    case job::UnitState::Running:
        return mixed(box, color(state), 0.28);
    case job::UnitState::Failed:
        return mixed(box, color(state), 0.30);
    case job::UnitState::Built:
        return mixed(box, color(state), 0.16);
    case job::UnitState::Cancelled:
        return mixed(box, color(state), 0.14);
    case job::UnitState::Reused:
    case job::UnitState::Ready:
        return box;
    case job::UnitState::Waiting:
    case job::UnitState::Blocked:
    case job::UnitState::NotBegun:
        break;
    }
    return page;
}

QPen BuildStyle::outline(job::UnitState state) const
{
    const bool strong = state == job::UnitState::Running || state == job::UnitState::Failed;
    QPen pen(color(state), strong ? 2 : 1);
    if (state == job::UnitState::Waiting || state == job::UnitState::Blocked || state == job::UnitState::NotBegun)
        pen.setStyle(Qt::DashLine);
    return pen;
}

void BuildStyle::sign(QPainter &painter, const QRectF &place, job::UnitState state) const
{
    const auto &[color, icon] = m_states[static_cast<std::size_t>(state)];
    if (icon.isEmpty())
        return;
    // As many pixels as it covers, in steps, so that zooming does not draw it anew for each frame.
    const double scale = painter.worldTransform().m11() * painter.device()->devicePixelRatioF();
    const int size = std::clamp(4 * static_cast<int>(std::ceil(place.width() * scale / 4)), 8, 128);
    const QString id = icon + QLatin1Char('/') + color.name().mid(1);
    const QString key = QStringLiteral("sign/%1/%2").arg(id).arg(size);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap::fromImage(IconProvider().requestImage(id, nullptr, QSize(size, size)));
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()));
}

} // namespace crossyard::gui
