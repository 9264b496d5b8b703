// SPDX-License-Identifier: MIT OR Apache-2.0
// A job that ends while the window is not in front is told to the desktop: a service of the test's own hears it.
#include "window.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVirtualObject>

#include <gmock/gmock.h>

namespace crossyard {
namespace {

class Desktop : public QDBusVirtualObject {
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        if (message.member() != QLatin1String("Notify"))
            return false;
        heard << message.arguments().value(3).toString() + QLatin1Char('/') + message.arguments().value(4).toString();
        return true;
    }
    QStringList heard;
};

job::JobRequest shortJob(std::string title)
{
    job::JobRequest request{.title = std::move(title), .kind = "build", .subject = {}, .work = {}};
    request.work = [](activity::Reporter &, const CancelToken &) -> Result<std::string> {
        return fail(ErrorCode::ToolFailed, "on purpose");
    };
    return request;
}

TEST(Notifier, TellsTheDesktopWhatEndsWhileTheWindowIsNotInFront)
{
    auto bus =
        QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("desktop"));
    if (!bus.isConnected())
        GTEST_SKIP() << "there is no dbus-daemon here";
    Desktop desktop;
    ASSERT_TRUE(bus.registerVirtualObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop));
    ASSERT_TRUE(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
    test::Window window;
    const auto run = [&](const char *title) {
        window.app().jobs()->start(shortJob(title));
        EXPECT_TRUE(test::until(30, [&] { return window.app().jobs()->active() == 0; }));
    };
    ASSERT_TRUE(test::until(30, [&] { return window.window()->isActive(); }));
    run("seen");
    window.window()->hide();
    run("<b>unseen");
    EXPECT_TRUE(test::until(30, [&] { return !desktop.heard.isEmpty(); }));
    window.app().preferences()->setNotifications(false);
    run("unwanted");
    EXPECT_EQ(desktop.heard, QStringList{QStringLiteral("<b>unseen/failed")});
    window.app().preferences()->setNotifications(true);
}

} // namespace
} // namespace crossyard
