// SPDX-License-Identifier: MIT OR Apache-2.0
// Who ran when: a lane for each unit that ran beside others, seconds from left to right. While the build runs all of it
// is shown, until it is moved or zoomed by hand.
#pragma once

#include "build_view.h"

namespace crossyard::gui {

class BuildTimeline : public BuildView {
    Q_OBJECT
    QML_ELEMENT
    /// Of all lanes, with the axis: what it needs to be seen without scrolling.
    Q_PROPERTY(double wholeHeight READ wholeHeight NOTIFY wholeHeightChanged)

public:
    using BuildView::BuildView;

    double wholeHeight() const;

    void fit() override;
    void zoomAt(QPointF point, double factor) override;
    void moveBy(double x, double y) override;
    QPointF pointOf(int unit) const override;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void wholeHeightChanged();

protected:
    void rescaled(double) override { refresh(); }
    void panned(bool) override {} // the pointer stays as it is
    void takePicture() override;
    void refresh() override;
    void reveal(int unit) override;
    int unitAt(QPointF point) const override;
    bool walked(int key) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    void moveTo(double milliseconds, double top);
    void step(job::TimeStep step);
    double laneHeight() const;
    double axisHeight() const;
    double span() const;  // milliseconds from the beginning until now
    double scale() const; // pixels for a millisecond
    double xOf(double milliseconds) const;
    QRectF barOf(std::size_t unit) const;
    void paintAxis(QPainter &painter) const;
    void paintBar(QPainter &painter, std::size_t unit) const;

    double m_zoom = 1;  // 1: all of it
    double m_left = 0;  // milliseconds: what is at the left edge
    double m_top = 0;   // pixels of lanes that are scrolled away
    double m_whole = 0; // the height that was told
};

} // namespace crossyard::gui
