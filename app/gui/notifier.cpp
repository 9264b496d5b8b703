// SPDX-License-Identifier: MIT OR Apache-2.0
#include "notifier.h"

#include <QGuiApplication>
#include <QWindow>

#ifdef CROSSYARD_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#endif

namespace crossyard::gui {

void notify(QWindow *window, const QString &title, const QString &text)
{
    if (window && window->isVisible() && window->isActive())
        return;
    if (window && window->isVisible())
        window->alert(0); // until it is looked at
#ifdef CROSSYARD_DBUS
    // Desktop Notifications Specification 1.2. No answer is waited for: there may be nobody who listens.
    auto call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    call << QGuiApplication::applicationDisplayName() << 0U << QStringLiteral("crossyard") << title
         << text.toHtmlEscaped() << QStringList()
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("crossyard")}} << -1;
    QDBusConnection::sessionBus().send(call);
#else
    Q_UNUSED(title)
    Q_UNUSED(text)
#endif
}

} // namespace crossyard::gui
