// SPDX-License-Identifier: MIT OR Apache-2.0
// The window's language: the user's choice, else the system's, else English; it changes while the window is open.
#pragma once

#include "preferences.h"

#include <QQmlEngine>
#include <QTranslator>

namespace crossyard::gui {

class Translation : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    Translation(Preferences &preferences, QQmlEngine &engine);

private:
    void use();

    Preferences &m_preferences;
    QQmlEngine &m_engine;
    QTranslator m_translator;
};

} // namespace crossyard::gui
