// SPDX-License-Identifier: MIT OR Apache-2.0
// The icons of resources/icons, drawn in the colour that is asked for: "image://icon/NAME/RRGGBB". They are one-stroke
// SVG files that say currentColor.
#pragma once

#include <QQuickImageProvider>

namespace crossyard::gui {

class IconProvider : public QQuickImageProvider {
public:
    IconProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace crossyard::gui
