// SPDX-License-Identifier: MIT OR Apache-2.0
#include "draw.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace crossyard::gui {

namespace {

// Of a side, and in all: what programs that show pictures still open, and 400 MB of memory.
constexpr double mostSide = 30000;
constexpr double mostPixels = 100e6;

} // namespace

QString draw(const QString &svg, const QString &png)
{
    QSvgRenderer renderer;
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    renderer.setOptions(QtSvg::AssumeTrustedSource); // it comes from our own writer, and may be large
#endif
    if (!renderer.load(svg))
        return QStringLiteral("%1 cannot be read").arg(svg);
    const QSizeF size = renderer.defaultSize();
    const double scale = std::min(
        {1.0, mostSide / size.width(), mostSide / size.height(), std::sqrt(mostPixels / size.width() / size.height())});
    if (scale < 1)
        std::fprintf(stderr, "note: the picture would have %.0f x %.0f pixels, and is drawn at %.0f %%\n", size.width(),
                     size.height(), 100 * scale);
    QImage image((size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        return QStringLiteral("there is no memory for the picture");
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return image.save(png, "PNG") ? QString() : QStringLiteral("%1 cannot be written").arg(png);
}

} // namespace crossyard::gui
