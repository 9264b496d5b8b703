// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests of the window run with a store and settings of their own.
#include <QGuiApplication>
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
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
