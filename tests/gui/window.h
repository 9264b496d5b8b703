// SPDX-License-Identifier: MIT OR Apache-2.0
// The window in a test: driven by key and mouse, looked at by the names of its parts.
#pragma once

#include "application.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <functional>

namespace crossyard::test {

class Window {
public:
    Window();
    gui::Application &app() { return m_app; }
    QQuickWindow *window() const { return m_window; }

    /// The visible item of this objectName, or null.
    QQuickItem *find(const QString &name) const;
    /// The middle of the item is clicked.
    void click(QQuickItem *item) const;
    void click(const QString &name) const;
    void type(const QString &text) const;
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    /// Whether the window has asked for the end of the program.
    bool ended() const { return m_ended; }
    QString page() const { return m_window->property("page").toString(); }

private:
    gui::Application m_app;
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
    bool m_ended = false;
};

/// Lets the window live until this holds; false after so many seconds.
bool until(int seconds, const std::function<bool()> &holds);

} // namespace crossyard::test
