// SPDX-License-Identifier: MIT OR Apache-2.0
// What the two pictures of a build share beside being canvases: the model, the style, the selected unit.
#pragma once

#include "build_model.h"
#include "build_paint.h"
#include "canvas.h"

#include <QPointer>

namespace crossyard::gui {

class BuildView : public Canvas {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(crossyard::gui::BuildModel *model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QVariantMap style READ style WRITE setStyle NOTIFY styleChanged)

public:
    using Canvas::Canvas;

    BuildModel *model() const { return m_model; }
    void setModel(BuildModel *model);
    QVariantMap style() const { return m_styleMap; }
    void setStyle(const QVariantMap &style);

    /// The middle of what stands for a unit, in the item; far outside where nothing does.
    Q_INVOKABLE virtual QPointF pointOf(int unit) const = 0;

Q_SIGNALS:
    void modelChanged();
    void styleChanged();
    /// Enter was pressed on the selected unit.
    void opened();

protected:
    /// There is another graph.
    virtual void takePicture() = 0;
    /// Units go on.
    virtual void refresh() = 0;
    virtual void reveal(int unit) = 0;
    /// -1: none.
    virtual int unitAt(QPointF point) const = 0;
    /// An arrow key, or another one that this picture alone knows.
    virtual bool walked(int key) = 0;
    /// By unit: what is not dimmed.
    std::vector<bool> lit() const;

    void clicked(QPointF point) override;
    bool keyed(int key) override;
    void hoverMoveEvent(QHoverEvent *event) override;

    QPointer<BuildModel> m_model;
    BuildStyle m_style;

private:
    QVariantMap m_styleMap;
};

} // namespace crossyard::gui
