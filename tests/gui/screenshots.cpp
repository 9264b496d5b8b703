// SPDX-License-Identifier: MIT OR Apache-2.0
// Makes the pictures of the documentation: each page, light and dark, large and small, after a sysroot was built for
// the sample. Usage: screenshots DIRECTORY
#include "bootstrap_model.h"
#include "build_model.h"
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

gui::BuildModel *buildOf(test::Window &window)
{
    window.window()->setProperty("page", QStringLiteral("jobs"));
    QTest::qWait(300);
    window.click(QStringLiteral("tab-build"));
    auto *pane = window.find(QStringLiteral("buildPane"));
    return pane ? pane->property("build").value<gui::BuildModel *>() : nullptr;
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

// The text as it was, and the form in the picture's place.
bool leaveStages(test::Window &window)
{
    window.app().xargo()->revert();
    window.click(QStringLiteral("xargoView-form"));
    return test::until(60, [&] { return window.app().plan()->ready(); });
}

// A program with a build script and a library of its own, to be bootstrapped.
fs::path makePackage(const fs::path &directory)
{
    const fs::path package = directory / "hex-viewer";
    makeCrate(package, "terminal-colours", "[features]\ndefault = [\"bright\"]\nbright = []\n");
    fs::create_directories(package / "src");
    (void)writeFile(package / "Cargo.toml",
                    "[package]\nname = \"hex-viewer\"\nversion = \"0.16.0\"\nedition = \"2021\"\n"
                    "[features]\ndefault = [\"colours\"]\ncolours = [\"dep:terminal-colours\"]\nwide = []\n"
                    "[dependencies]\n"
                    "terminal-colours = { path = \"terminal-colours\", optional = true }\n");
    (void)writeFile(package / "build.rs", "fn main() {}\n");
    (void)writeFile(package / "src/main.rs", "fn main() { println!(\"00\"); }\n");
    return package;
}

// The Bootstrap page: its options with the plan, the plan's picture, and what came out.
bool showBootstrap(test::Window &window, const QString &name, const fs::path &package)
{
    auto &model = *window.app().bootstrap();
    window.window()->setProperty("page", QStringLiteral("bootstrap"));
    model.setToolchain(gui::pathText(test::realToolchain().rustc));
    model.open(gui::pathText(package));
    if (!test::until(60, [&] { return model.planned() && !model.planning(); }))
        return false;
    if (name == QStringLiteral("bootstrap")) {
        window.click(QStringLiteral("step-options"));
        return true;
    }
    if (name == QStringLiteral("bootstrap-plan")) {
        window.click(QStringLiteral("step-plan"));
        window.click(QStringLiteral("planView-graph"));
        model.picture()->select(0);
        return test::until(20, [&] { return model.picture()->picture() != nullptr; });
    }
    window.click(QStringLiteral("step-result"));
    if (!model.upToDate())
        model.start();
    return test::until(300, [&] { return model.upToDate(); });
}

// Brings the window to what the picture of this name shows.
bool show(test::Window &window, const QString &name, const fs::path &package)
{
    if (name.startsWith(QStringLiteral("bootstrap")))
        return showBootstrap(window, name, package);
    const bool build = name.startsWith(QStringLiteral("build"));
    const bool stages = name == QStringLiteral("stages"); // a view of the Sysroot page
    window.window()->setProperty("page", build ? QStringLiteral("jobs") : stages ? QStringLiteral("sysroot") : name);
    if (stages)
        return showStages(window);
    if (name == QStringLiteral("targets")) {
        window.app().targets()->setWords({});
        window.click(QStringLiteral("targetSearch"));
        window.press(Qt::Key_A, Qt::ControlModifier);
        window.type(QStringLiteral("stm32f4"));
    }
    if (name == QStringLiteral("jobs"))
        window.click(QStringLiteral("tab-log"));
    if (!build)
        return name != QStringLiteral("graph") || showGraph(window);
    auto *model = buildOf(window);
    if (!model || !test::until(20, [&] { return model->picture() != nullptr; }))
        return false;
    model->select(static_cast<int>(model->chain().units.front()));
    return true;
}

bool takePictures(test::Window &window, const QDir &directory, const QStringList &names, const fs::path &package)
{
    for (const char *theme : {"light", "dark"}) {
        window.app().preferences()->setTheme(QString::fromLatin1(theme));
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            window.window()->resize(size);
            QTest::qWait(200);
            for (const QString &name : names) {
                if (!show(window, name, package))
                    return false;
                QTest::mouseMove(window.window(), {size.width() / 2, 4}); // where nothing has a tip
                QTest::qWait(500);
                const auto file =
                    QStringLiteral("%1-%2%3.png")
                        .arg(name, QLatin1String(theme), size.width() == 1280 ? QString() : QStringLiteral("-small"));
                if (!window.window()->grabWindow().save(directory.filePath(file)))
                    return false;
                if (name == QStringLiteral("stages") && !leaveStages(window))
                    return false;
            }
        }
    }
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
    const QStringList pages{
        QStringLiteral("project"),         QStringLiteral("targets"),   QStringLiteral("specs"),
        QStringLiteral("sysroot"),         QStringLiteral("stages"),    QStringLiteral("graph"),
        QStringLiteral("toolchains"),      QStringLiteral("jobs"),      QStringLiteral("build"),
        QStringLiteral("settings"),        QStringLiteral("bootstrap"), QStringLiteral("bootstrap-plan"),
        QStringLiteral("bootstrap-result")};
    return takePictures(window, directory, pages, makePackage(gui::toPath(own.path()))) ? 0 : 1;
}
