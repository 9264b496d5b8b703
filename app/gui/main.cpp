// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard-gui [DIR]: the window. Only wires: the engine is core's, the state is Application's, the looks are QML's.
#include "application.h"
#include "draw.h"
#include "icon_provider.h"
#include "translation.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>

#include <cstdio>

using namespace crossyard;

namespace {

int warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
    warnings += type == QtDebugMsg || type == QtInfoMsg ? 0 : 1;
}

// Qt Quick ends the program where it wants OpenGL and the display has none: it is to draw without, then. Windows and
// macOS have an interface of their own.
void drawWithoutOpenGl()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN) && QT_CONFIG(opengl)
    if (qEnvironmentVariableIsSet("QT_QUICK_BACKEND") || qEnvironmentVariableIsSet("QSG_RHI_BACKEND"))
        return;
    QOffscreenSurface surface;
    surface.create();
    QOpenGLContext context;
    if (!context.create() || !context.makeCurrent(&surface))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
#endif
}

// Loads every component of the module, and fails on any warning.
int selfTest(QQmlApplicationEngine &engine)
{
    qInstallMessageHandler(countWarnings);
    engine.loadFromModule("Crossyard", "Main");
    const bool loaded = !engine.rootObjects().isEmpty();
    for (int i = 0; loaded && i < 20; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    if (loaded) {
        auto *window = engine.rootObjects().first();
        for (const char *page : {"project", "targets", "specs", "sysroot", "graph", "toolchains", "jobs", "settings"}) {
            window->setProperty("page", QString::fromLatin1(page));
            for (int i = 0; i < 5; ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        }
    }
    std::printf("%s, %d warnings\n", loaded ? "loaded" : "not loaded", warnings);
    return loaded && warnings == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setOrganizationName(QStringLiteral("Crossyard"));
    QCoreApplication::setApplicationName(QStringLiteral("crossyard"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CROSSYARD_VERSION));
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Crossyard"));
    QQuickStyle::setStyle(QStringLiteral("Basic"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Rust cross-toolchains: targets, sysroots, builds."));
    parser.addPositionalArgument(QStringLiteral("DIR"), QStringLiteral("The project to open."),
                                 QStringLiteral("[DIR]"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption test(QStringLiteral("self-test"), QStringLiteral("Load every page, fail on any warning."));
    const QCommandLineOption page(QStringLiteral("page"), QStringLiteral("The page to show first."),
                                  QStringLiteral("NAME"));
    const QCommandLineOption target(QStringLiteral("target"), QStringLiteral("The target to build for."),
                                    QStringLiteral("T"));
    const QCommandLineOption toolchain(QStringLiteral("toolchain"), QStringLiteral("The toolchain to build with."),
                                       QStringLiteral("NAME"));
    const QCommandLineOption draw(QStringLiteral("draw"), QStringLiteral("Draw an SVG file into a PNG file: SVG PNG."));
    parser.addOption(draw);
    parser.addOption(target);
    parser.addOption(toolchain);
    parser.addOption(test);
    parser.addOption(page);
    parser.process(app);

    const auto words = parser.positionalArguments();
    if (parser.isSet(draw)) {
        const auto wrong = words.size() == 2 ? gui::draw(words[0], words[1]) : QStringLiteral("name two files");
        if (!wrong.isEmpty())
            std::fprintf(stderr, "error: %s\n", qPrintable(wrong));
        return wrong.isEmpty() ? 0 : 1;
    }
    drawWithoutOpenGl();
    gui::Application application(storeDirectory());
    QQmlApplicationEngine engine;
    const gui::Translation translation(*application.preferences(), engine);
    QObject::connect(&application, &gui::Application::endedInBackground, &app, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    engine.addImageProvider(QStringLiteral("icon"), new gui::IconProvider);
    if (parser.isSet(test))
        return selfTest(engine);
    if (!words.isEmpty())
        application.openProject(words.constFirst());
    if (parser.isSet(toolchain))
        application.setToolchain(parser.value(toolchain));
    if (parser.isSet(target))
        application.setTarget(parser.value(target));
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreationFailed, &app, [] { QCoreApplication::exit(1); },
        Qt::QueuedConnection);
    engine.loadFromModule("Crossyard", "Main");
    if (parser.isSet(page) && !engine.rootObjects().isEmpty())
        engine.rootObjects().first()->setProperty("page", parser.value(page));
    return app.exec();
}
