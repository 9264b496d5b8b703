// SPDX-License-Identifier: MIT OR Apache-2.0
// The unit graph of a job, from left to right as it is built, each unit as what it does now. Painted directly: what is
// told in a batch changes many boxes at once, and a build has some hundred of them. While it runs, the picture goes
// with what runs, until it is moved by hand. Points are in the item, places in the picture.
#pragma once

#include "build_view.h"

namespace crossyard::gui {

class BuildCanvas : public BuildView {
    Q_OBJECT
    QML_ELEMENT
    /// It goes with what runs; moving it by hand ends that.
    Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged)

public:
    using BuildView::BuildView;

    bool following() const { return m_following; }
    void setFollowing(bool following);

    void fit() override;
    void zoomAt(QPointF point, double factor) override;
    void moveBy(double x, double y) override;
    QPointF pointOf(int unit) const override;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void followingChanged();

protected:
    void rescaled(double factor) override { setView(m_centre, m_zoom * factor); }
    void takePicture() override;
    void refresh() override;
    void reveal(int unit) override;
    int unitAt(QPointF point) const override { return m_picture ? m_picture->unitAt(toPicture(point)) : -1; }
    void clicked(QPointF point) override;
    bool walked(int key) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    void frame();
    void step(graph::Walk walk);
    void setView(QPointF centre, double zoom);
    double fittingZoom() const;
    QPointF toPicture(QPointF point) const;
    QRectF visible() const;
    void paintEdges(QPainter &painter, const std::vector<bool> &lit) const;
    void paintPath(QPainter &painter) const;
    void paintUnit(QPainter &painter, std::size_t unit) const;

    BuildPicturePtr m_picture;
    QPointF m_centre;
    double m_zoom = 1;
    bool m_framed = false;
    bool m_following = true;
    int m_via = -1; // where the keys came from
};

} // namespace crossyard::gui
