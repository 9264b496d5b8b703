// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_view.h"

#include <QCursor>

namespace crossyard::gui {

void BuildView::setModel(BuildModel *model)
{
    if (model == m_model)
        return;
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = model;
    if (m_model) {
        connect(m_model, &BuildModel::pictureChanged, this, [this] { takePicture(); });
        connect(m_model, &BuildModel::changed, this, [this] { refresh(); });
        connect(m_model, &BuildModel::pathLitChanged, this, [this] { update(); });
        connect(m_model, &BuildModel::selectedChanged, this, [this] { reveal(m_model->selected()); });
    }
    takePicture();
    Q_EMIT modelChanged();
}

void BuildView::setStyle(const QVariantMap &style)
{
    m_styleMap = style;
    m_style = BuildStyle(style);
    Q_EMIT styleChanged();
    update();
}

std::vector<bool> BuildView::lit() const
{
    std::vector<bool> lit(m_model->build().units().size(), !m_model->pathLit());
    if (m_model->pathLit()) {
        for (const auto unit : m_model->chain().units)
            lit[unit] = true;
    }
    return lit;
}

void BuildView::clicked(QPointF point)
{
    if (m_model)
        m_model->select(unitAt(point));
}

bool BuildView::keyed(int key)
{
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return walked(key);
    if (m_model && m_model->selected() >= 0)
        Q_EMIT opened();
    return true;
}

void BuildView::hoverMoveEvent(QHoverEvent *event)
{
    if (!panning())
        setCursor(QCursor(unitAt(event->position()) < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor));
}

} // namespace crossyard::gui
