// SPDX-License-Identifier: MIT OR Apache-2.0
#include "icon_provider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace crossyard::gui {

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const QString name = id.section(QLatin1Char('/'), 0, 0);
    const QString colour = id.section(QLatin1Char('/'), 1, 1);
    const QSize wanted = requestedSize.isValid() ? requestedSize : QSize(16, 16);
    if (size)
        *size = wanted;
    QImage image(wanted, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("there is no icon %s", qPrintable(name));
        return image;
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", "#" + colour.toLatin1()));
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

} // namespace crossyard::gui
