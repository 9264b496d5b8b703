// SPDX-License-Identifier: MIT OR Apache-2.0
// Makes the pictures of the documentation: each page, light and dark, large and small, after a sysroot was built for
// the sample. Usage: screenshots DIRECTORY [NAME...]; the names beside those of the documentation are bootstrap-empty,
// bootstrap-crates, bootstrap-more, bootstrap-system, bootstrap-problem, container-none (no engine is installed),
// container-engine, container-image, container-plan, container-images, container-writes, container-tests.
#include "bootstrap_model.h"
#include "build_model.h"
#include "container_model.h"
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

const QStringList documented{
    QStringLiteral("project"),          QStringLiteral("targets"),   QStringLiteral("specs"),
    QStringLiteral("sysroot"),          QStringLiteral("stages"),    QStringLiteral("graph"),
    QStringLiteral("toolchains"),       QStringLiteral("jobs"),      QStringLiteral("build"),
    QStringLiteral("settings"),         QStringLiteral("bootstrap"), QStringLiteral("bootstrap-plan"),
    QStringLiteral("bootstrap-result"), QStringLiteral("container")};

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
    return test::until(30, [&] { return !graph.node().isEmpty(); });
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

// One with much that is long, missing, or wrong.
fs::path makeHardPackage(const fs::path &directory)
{
    const fs::path package = directory / "a-workspace-with-a-name-of-some-length" / "and-a-package-further-down";
    fs::create_directories(package / "src/bin");
    std::string features = "default = []\n";
    for (const char *name : {"a-feature-whose-name-goes-on-and-on-for-a-while", "another", "third-of-them"}) {
        features += std::string(name) + " = [\"dep:openssl-sys\"]\n";
        (void)writeFile(package / "src/bin" / (std::string("a-program-for-") + name + ".rs"), "fn main() {}\n");
    }
    (void)writeFile(package / "Cargo.toml",
                    "[package]\nname = \"and-a-package-further-down\"\nversion = \"10.20.30-alpha.1+build.2026\"\n"
                    "edition = \"2021\"\n[features]\n" +
                        features + "[dependencies]\nopenssl-sys = { version = \"*\", optional = true }\n");
    (void)writeFile(package / "src/lib.rs", "");
    (void)writeFile(package / "build.rs", "fn main() {}\n");
    const fs::path crates = directory / "crates of a distribution that nobody has heard of" / "registry";
    fs::create_directories(crates / "openssl-sys/src");
    (void)writeFile(crates / "openssl-sys/Cargo.toml",
                    "[package]\nname = \"openssl-sys\"\nversion = \"0.9.107\"\nlinks = \"openssl\"\n");
    (void)writeFile(crates / "openssl-sys/src/lib.rs", "");
    (void)writeFile(crates / "openssl-sys/build.rs", "fn main() {}\n");
    (void)writeFile(crates / "openssl-sys/.cargo-checksum.json", "{\"files\":{},\"package\":null}\n");
    for (const char *name :
         {"openssl-sys-0.9.107", "ring-0.17.8", "and-a-package-further-down-10.20.30-alpha.1+build.2026"}) {
        fs::create_directories(directory / "recorded" / name);
        (void)writeFile(directory / "recorded" / name / "output", "cargo:rustc-cfg=recorded\n");
    }
    (void)writeFile(directory / "recorded/ring-0.17.8/output", "cargo::no-such-directive=1\n");
    return package;
}

// The page where it is hard to look well.
bool showHardBootstrap(test::Window &window, const QString &name, const fs::path &directory)
{
    auto &model = *window.app().bootstrap();
    const auto text = [&](const char *place) { return gui::pathText(directory / place); };
    model.close();
    if (name == QStringLiteral("bootstrap-empty")) {
        model.setRecent(
            {text("hex-viewer"), text("a-workspace-with-a-name-of-some-length/and-a-package-further-down")});
        return true;
    }
    if (name == QStringLiteral("bootstrap-system") || name == QStringLiteral("bootstrap-problem"))
        qputenv("PKG_CONFIG_LIBDIR", toUtf8(directory).c_str()); // where no library is
    model.setToolchain(gui::pathText(test::realToolchain().rustc));
    model.open(gui::pathText(makeHardPackage(directory)));
    model.addVendor(text("crates of a distribution that nobody has heard of/registry"));
    model.toggleFeature(QStringLiteral("another"));
    const bool crates = name == QStringLiteral("bootstrap-crates");
    if (crates) {
        model.setBlacklist(QStringLiteral("winapi windows-sys"));
        model.chooseArchives(text("recorded"));
        model.setLockUse(QStringLiteral("written"));
    }
    if (name == QStringLiteral("bootstrap-more")) {
        model.setNativeCheck(false);
        model.setKeepGoing(true);
        model.chooseReplay(text("recorded"));
        model.chooseRecord(text("a directory in which everything that build scripts say is written down"));
    }
    const bool known = test::until(60, [&] { return !model.planning(); });
    qunsetenv("PKG_CONFIG_LIBDIR");
    if (!known)
        return false;
    window.click(crates                                       ? QStringLiteral("step-crates")
                 : name == QStringLiteral("bootstrap-system") ? QStringLiteral("step-plan")
                                                              : QStringLiteral("step-options"));
    if (name == QStringLiteral("bootstrap-system"))
        window.click(QStringLiteral("planView-natives"));
    auto *more = window.find(crates ? QStringLiteral("cratesMore") : QStringLiteral("optionsMore"));
    if (more)
        more->setProperty("open", crates || name == QStringLiteral("bootstrap-more"));
    return true;
}

// The Bootstrap page: its options with the plan, the plan's picture, and what came out.
bool showBootstrap(test::Window &window, const QString &name, const fs::path &package)
{
    window.window()->setProperty("page", QStringLiteral("bootstrap"));
    if (!documented.contains(name))
        return showHardBootstrap(window, name, package.parent_path());
    auto &model = *window.app().bootstrap();
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
        return test::until(30, [&] { return model.picture()->picture() != nullptr; });
    }
    window.click(QStringLiteral("step-result"));
    if (!model.upToDate())
        model.start();
    return test::until(300, [&] { return model.upToDate(); });
}

// Opens one for Linux on another processor, with tests of which one fails.
void openForLinux(gui::Application &app, const fs::path &package)
{
    (void)writeFile(package / "Cross.toml", "[target.aarch64-unknown-linux-gnu]\nruner = \"qemu-user\"\n");
    (void)writeFile(package / "src" / "main.rs",
                    "fn hex(byte: u8) -> String { format!(\"{byte:02X}\") }\n"
                    "fn main() { println!(\"{}\", hex(0)); }\n#[cfg(test)]\nmod tests {\n    use super::hex;\n"
                    "    #[test] fn has_two_digits() { assert_eq!(hex(10).len(), 2); }\n"
                    "    #[test] fn is_lower_case() { assert_eq!(hex(255), \"ff\"); }\n"
                    "    #[test] #[ignore = \"takes a minute\"] fn shows_a_large_file() {}\n}\n");
    app.openProject(gui::pathText(package));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    app.setTarget(QStringLiteral("aarch64-unknown-linux-gnu"));
}

// What a build wrote and was caught.
void catchWrites(gui::Application &app)
{
    app.containers()->setProtection(QStringLiteral("guarded"));
    const fs::path upper = container::writesOf(gui::toPath(app.store()), gui::toPath(app.project())) / "upper";
    fs::create_directories(upper / "src" / "generated");
    (void)writeFile(upper / "src" / "main.rs", "fn main() {}\n");
    (void)writeFile(upper / "src" / "generated" / "bindings.rs", std::string(48213, '\n'));
    (void)writeFile(upper / "Cargo.lock", std::string(1201, '\n'));
}

// The Container page, of the project that is open, or of one for Linux on another processor.
bool showContainer(test::Window &window, const QString &name, const fs::path &package)
{
    window.window()->setProperty("page", QStringLiteral("container"));
    auto &app = window.app();
    auto &model = *app.containers();
    if (app.project().isEmpty())
        openForLinux(app, package);
    const bool none = name == QStringLiteral("container-none");
    gui::ContainerQuestions questions;
    if (none)
        questions.engines = [](const auto &, const auto &) { return std::vector<container::ProbedEngine>(); };
    if (!test::until(300, [&] { return !model.looking(); }))
        return false;
    if (none || !model.anyEngine()) {
        model.setQuestions(questions);
        model.checkEngines();
    }
    if (name == QStringLiteral("container-writes"))
        catchWrites(app);
    model.refresh();
    const auto known = [&] {
        return !model.looking() && !model.planning() && (model.planned() || !model.problem().isEmpty()) &&
               app.jobs()->active() == 0;
    };
    if (!test::until(300, known))
        return false;
    if (name == QStringLiteral("container-tests") && model.job() == 0) {
        model.start(QStringLiteral("test"));
        if (!test::until(600, known))
            return false;
    }
    const QString part = name.section(QLatin1Char('-'), 1);
    window.click(QStringLiteral("step-") + (part.isEmpty()                    ? QStringLiteral("touch")
                                            : part == QStringLiteral("none")  ? QStringLiteral("engine")
                                            : part == QStringLiteral("tests") ? QStringLiteral("result")
                                                                              : part));
    return true;
}

// Brings the window to what the picture of this name shows.
bool show(test::Window &window, const QString &name, const fs::path &package)
{
    if (name.startsWith(QStringLiteral("bootstrap")))
        return showBootstrap(window, name, package);
    if (name.startsWith(QStringLiteral("container")))
        return showContainer(window, name, package);
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
    if (!model || !test::until(30, [&] { return model->picture() != nullptr; }))
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
    const QStringList names = application.arguments().mid(2);
    // The Bootstrap and Container pages alone need no sample.
    const bool sample =
        names.isEmpty() || std::ranges::any_of(names, [](const QString &name) {
            return !name.startsWith(QStringLiteral("bootstrap")) && !name.startsWith(QStringLiteral("container"));
        });
    if (!window.window() || (sample && !prepare(window.app(), gui::toPath(own.path())))) {
        std::fprintf(stderr, "the sample could not be built\n");
        return 1;
    }
    return takePictures(window, directory, names.isEmpty() ? documented : names, makePackage(gui::toPath(own.path())))
               ? 0
               : 1;
}
