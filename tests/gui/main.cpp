// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests of the window run with a store, settings and a message bus of their own.
#include <QGuiApplication>
#include <QProcess>
#include <QQuickStyle>
#include <QTemporaryDir>

#include <gmock/gmock.h>

int main(int argc, char **argv)
{
    const QTemporaryDir own;
    qputenv("XDG_CONFIG_HOME", own.filePath(QStringLiteral("config")).toUtf8());
    qputenv("CROSSYARD_HOME", own.filePath(QStringLiteral("store")).toUtf8());
    qputenv("CROSSYARD_STILL", "1");
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QCoreApplication::setOrganizationName(QStringLiteral("Crossyard"));
    QCoreApplication::setApplicationName(QStringLiteral("crossyard"));
    // Whoever runs the tests does not want to be notified of them. Where there is no dbus-daemon, nobody is.
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"),
              {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    const bool running = bus.waitForStarted() && bus.waitForReadyRead(5000);
    qputenv("DBUS_SESSION_BUS_ADDRESS",
            running ? bus.readLine().trimmed() : "unix:path=" + own.filePath(QStringLiteral("no-bus")).toUtf8());
    int status = 1;
    {
        const QGuiApplication application(argc, argv);
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        testing::InitGoogleMock(&argc, argv);
        status = RUN_ALL_TESTS();
    }
    bus.kill();
    bus.waitForFinished();
    return status;
}
