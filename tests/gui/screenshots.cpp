// SPDX-License-Identifier: MIT OR Apache-2.0
// Makes the pictures of the documentation: each page, light and dark, large and small, after a sysroot was built for
// the sample. Usage: screenshots DIRECTORY
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QDir>
#include <QGuiApplication>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace crossyard;

namespace {

void makeCrate(const fs::path &directory, const std::string &name, const std::string &more)
{
    fs::create_directories(directory / name / "src");
    (void)writeFile(directory / name / "Cargo.toml",
                    "[package]\nname = \"" + name + "\"\nversion = \"0.3.0\"\nedition = \"2021\"\n" + more);
    (void)writeFile(directory / name / "src/lib.rs", "#![no_std]\n");
}

bool prepare(gui::Application &app, const fs::path &directory)
{
    const fs::path sample = directory / "hello-lm3s";
    makeCrate(directory, "board-support", "[features]\ndefault = [\"uart\"]\nuart = []\ndma = [\"uart\"]\n");
    makeCrate(directory, "panic-to-serial", "[dependencies]\nboard-support = { path = \"../board-support\" }\n");
    fs::copy(fs::path(CROSSYARD_SOURCE_DIR) / "resources/sample", sample, fs::copy_options::recursive);
    app.openProject(gui::pathText(sample));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    app.setTarget(QStringLiteral("riscv32imac-unknown-none-elf"));
    app.targets()->setFavourites({QStringLiteral("thumbv7m-none-eabi")});
    app.setTarget(QStringLiteral("thumbv7m-none-eabi"));
    if (!test::until(60, [&] { return app.stepAction() == QStringLiteral("build-sysroot"); }))
        return false;
    auto &specs = *app.specs();
    specs.create(QStringLiteral("thumbv7m-none-eabi"), QStringLiteral("thumbv7m-board-none-eabi"),
                 gui::pathText(sample));
    if (!test::until(60, [&] { return specs.isOpen(); }))
        return false;
    specs.setText(
        specs.text().replace(QStringLiteral("\"frame-pointer\": \"always\""),
                             QStringLiteral("\"frame-pointer\": \"non-leaf\",\n  \"disable-redzoen\": true")));
    app.act(QStringLiteral("build-sysroot"));
    return test::until(600, [&] { return app.stepAction() == QStringLiteral("build") && app.jobs()->active() == 0; });
}

// What the sysroot is made of, with one of its crates selected.
bool showGraph(test::Window &window)
{
    auto &graph = *window.app().graph();
    graph.setOf(QStringLiteral("sysroot"));
    const auto known = [&] { return graph.known() && !graph.loading() && graph.of() == QStringLiteral("sysroot"); };
    if (!test::until(60, known))
        return false;
    graph.setWords(QStringLiteral("core"));
    graph.setWords({});
    auto *canvas = window.find(QStringLiteral("graphCanvas"));
    QMetaObject::invokeMethod(canvas, "pin", Q_ARG(int, graph.selected()));
    QMetaObject::invokeMethod(canvas, "fit");
    return test::until(20, [&] { return !graph.node().isEmpty(); });
}

// The library and two crates of one's own, over two stages, one of them selected.
bool showStages(test::Window &window)
{
    auto &app = window.app();
    window.click(QStringLiteral("xargoView-picture"));
    app.xargo()->setText(QStringLiteral("[dependencies]\ncore = {}\nalloc = {}\n"
                                        "board-support = { path = \"../board-support\" }\n"
                                        "panic-to-serial = { path = \"../panic-to-serial\", stage = 1 }\n"));
    const auto planned = [&] {
        return std::ranges::contains(app.plan()->rows(), "panic-to-serial", &gui::PlanRow::name);
    };
    if (!test::until(60, planned))
        return false;
    app.stages()->selectNamed(QStringLiteral("board-support"));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir own(QDir::tempPath() + QStringLiteral("/demo-XXXXXX"));
    qputenv("XDG_CONFIG_HOME", own.filePath(QStringLiteral("config")).toUtf8());
    qputenv("CROSSYARD_HOME", own.filePath(QStringLiteral("store")).toUtf8());
    qputenv("CROSSYARD_STILL", "1");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    QCoreApplication::setOrganizationName(QStringLiteral("Crossyard"));
    QCoreApplication::setApplicationName(QStringLiteral("crossyard"));
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const QDir directory(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    test::Window window;
    if (!window.window() || !prepare(window.app(), gui::toPath(own.path()))) {
        std::fprintf(stderr, "the sample could not be built\n");
        return 1;
    }
    for (const char *theme : {"light", "dark"}) {
        window.app().preferences()->setTheme(QString::fromLatin1(theme));
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            window.window()->resize(size);
            for (const char *page :
                 {"project", "targets", "specs", "sysroot", "stages", "graph", "toolchains", "jobs", "settings"}) {
                const bool stages = QByteArrayView(page) == "stages"; // a view of the Sysroot page
                window.window()->setProperty("page", QString::fromLatin1(stages ? "sysroot" : page));
                if (stages && !showStages(window))
                    return 1;
                if (QByteArrayView(page) == "targets") {
                    window.app().targets()->setWords({});
                    window.click(QStringLiteral("targetSearch"));
                    window.press(Qt::Key_A, Qt::ControlModifier);
                    window.type(QStringLiteral("stm32f4"));
                }
                if (QByteArrayView(page) == "graph" && !showGraph(window))
                    return 1;
                QTest::qWait(500);
                const auto name = QStringLiteral("%1-%2%3.png")
                                      .arg(QLatin1String(page), QLatin1String(theme),
                                           size.width() == 1280 ? QString() : QStringLiteral("-small"));
                if (!window.window()->grabWindow().save(directory.filePath(name)))
                    return 1;
                if (stages) {
                    window.app().xargo()->revert();
                    window.click(QStringLiteral("xargoView-form"));
                    if (!test::until(60, [&] { return window.app().plan()->ready(); }))
                        return 1;
                }
            }
        }
    }
    return 0;
}
