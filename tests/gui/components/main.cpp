// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs the components' own tests (tst_*.qml beside this file), with what they find in the window: icons and App.
#include "application.h"
#include "icon_provider.h"

#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QtQuickTest/quicktest.h>

class Setup : public QObject {
    Q_OBJECT

public:
    Setup()
    {
        qputenv("XDG_CONFIG_HOME", m_own.filePath(QStringLiteral("config")).toUtf8());
        qputenv("CROSSYARD_HOME", m_own.filePath(QStringLiteral("store")).toUtf8());
        qputenv("CROSSYARD_STILL", "1");
    }

public Q_SLOTS:
    void applicationAvailable()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Crossyard"));
        QCoreApplication::setApplicationName(QStringLiteral("crossyard"));
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_app = std::make_unique<crossyard::gui::Application>(crossyard::storeDirectory());
    }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImageProvider(QStringLiteral("icon"), new crossyard::gui::IconProvider);
    }
    void cleanupTestCase() { m_app.reset(); }

private:
    QTemporaryDir m_own;
    std::unique_ptr<crossyard::gui::Application> m_app;
};

QUICK_TEST_MAIN_WITH_SETUP(components, Setup)

#include "main.moc"
