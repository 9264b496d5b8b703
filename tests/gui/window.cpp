// SPDX-License-Identifier: MIT OR Apache-2.0
#include "window.h"

#include "icon_provider.h"

#include <QElapsedTimer>
#include <QTest>

#include <gtest/gtest.h>

namespace crossyard::test {

namespace {

QQuickItem *findIn(QQuickItem *item, const QString &name)
{
    // A delegate that waits to be used again has no index.
    if (item->objectName() == name && item->isVisible() && item->property("index") != QVariant(-1))
        return item;
    for (auto *child : item->childItems()) {
        if (auto *found = findIn(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

Window::Window() : m_app(storeDirectory())
{
    m_engine.addImageProvider(QStringLiteral("icon"), new gui::IconProvider);
    QObject::connect(&m_engine, &QQmlEngine::exit, [this] { m_ended = true; });
    m_engine.loadFromModule("Crossyard", "Main");
    m_window =
        m_engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(m_engine.rootObjects().first());
    if (m_window) {
        m_window->requestActivate();
        (void)QTest::qWaitForWindowExposed(m_window, 10000);
    }
}

QQuickItem *Window::find(const QString &name) const
{
    return findIn(m_window->contentItem(), name);
}

void Window::click(QQuickItem *item) const
{
    // What has changed gets its place with the next frames.
    const auto place = [&] { return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)); };
    QPointF middle;
    for (int i = 0; i < 20 && middle != place(); ++i) {
        middle = place();
        QTest::qWait(100);
    }
    QTest::mouseMove(m_window, middle.toPoint());
    QTest::qWait(20);
    QTest::mousePress(m_window, Qt::LeftButton, Qt::NoModifier, middle.toPoint());
    QTest::qWait(20);
    QTest::mouseRelease(m_window, Qt::LeftButton, Qt::NoModifier, middle.toPoint());
    QTest::qWait(20);
}

void Window::click(const QString &name) const
{
    auto *item = find(name);
    ASSERT_TRUE(item) << "there is no visible " << qPrintable(name);
    click(item);
}

void Window::type(const QString &text) const
{
    for (const QChar c : text)
        QTest::keyClick(m_window, c.toLatin1());
}

void Window::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(m_window, key, modifiers);
}

bool until(int seconds, const std::function<bool()> &holds)
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < seconds * 1000;) {
        if (holds())
            return true;
        QTest::qWait(20);
    }
    return holds();
}

} // namespace crossyard::test
