// SPDX-License-Identifier: MIT OR Apache-2.0
// What the two pictures of a build share: colours and signs of the units' states. A state is told by its sign, its
// outline and its colour, so that each alone is enough.
#pragma once

#include "job/live_build.h"

#include <QColor>
#include <QPainter>
#include <QString>
#include <QVariantMap>

#include <array>

namespace crossyard::gui {

class BuildStyle {
public:
    /// page, box, text, faint, edge, accent; and for each state of core's, by its name, {color, icon}.
    explicit BuildStyle(const QVariantMap &map = {});

    QColor page, box, text, faint, edge, accent;
    QColor color(job::UnitState state) const { return m_states[static_cast<std::size_t>(state)].color; }
    /// What a unit's box and bar are filled with; texts can be read on it.
    QColor fill(job::UnitState state) const;
    /// Its outline; dashed where it has not begun.
    QPen outline(job::UnitState state) const;
    bool valid() const { return page.isValid(); }
    /// Draws a state's sign into a square.
    void sign(QPainter &painter, const QRectF &place, job::UnitState state) const;

private:
    struct State {
        QColor color;
        QString icon;
    };
    std::array<State, 9> m_states;
};

/// The first colour, covered with a share of the second one.
QColor mixed(const QColor &ground, const QColor &color, double share);
/// How strongly what is not on the critical path is painted while that is lit.
inline constexpr double faded = 0.3;

} // namespace crossyard::gui
