// SPDX-License-Identifier: MIT OR Apache-2.0
// Measures the window, without a display and with the software renderer: how soon it shows, how fast it takes a log in,
// how long a frame takes. Prints "WORK <tab> VALUE <tab> UNIT <tab> BAR" a line; tests/bench/window.sh makes a table of
// it. Not a test: nothing here fails for being slow.
#include "graph_canvas.h"
#include "window.h"

#include "support/rust.h"

#include "process/runner.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QProcess>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <format>
#include <fstream>
#include <functional>

using namespace crossyard;

namespace {

constexpr int lines = 1'000'000;

void tell(const char *work, double value, const char *unit, const char *bar)
{
    std::printf("%s\t%.1f\t%s\t%s\n", work, value, unit, bar);
    std::fflush(stdout);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Milliseconds from the action to the end of the next frame.
double frameAfter(QQuickWindow *window, const std::function<void()> &action)
{
    bool swapped = false;
    const auto connection = QObject::connect(
        window, &QQuickWindow::afterFrameEnd, window, [&] { swapped = true; }, Qt::DirectConnection);
    QElapsedTimer timer;
    timer.start();
    action();
    window->update();
    while (!swapped && timer.elapsed() < 5000)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
    QObject::disconnect(connection);
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double residentBytes()
{
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

// In a process of its own: until the first frame that shows the targets and the toolchains.
int showOnce(const QString &rustc)
{
    test::Window window;
    window.app().setToolchain(rustc);
    window.window()->setProperty("page", QStringLiteral("targets"));
    if (!test::until(30,
                     [&] { return window.app().targets()->total() > 200 && window.app().toolchains()->count() > 0; }))
        return 1;
    frameAfter(window.window(), [] {});
    std::puts("shown");
    return 0;
}

double secondsToShow(const QString &rustc)
{
    QElapsedTimer timer;
    QProcess process;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--show"), rustc});
    process.waitForReadyRead(30000);
    const double taken = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    process.waitForFinished(30000);
    return taken;
}

void measurePages(test::Window &window)
{
    std::vector<double> filter;
    std::vector<double> pages;
    auto &targets = *window.app().targets();
    window.window()->setProperty("page", QStringLiteral("targets"));
    QTest::qWait(500);
    for (const char *words : {"a", "arm", "arm n", "", "riscv", "stm32f4", "none", "x86", "linux gnu", ""})
        filter.push_back(frameAfter(window.window(), [&] { targets.setWords(QString::fromLatin1(words)); }));
    for (int round = 0; round < 3; ++round) {
        for (const char *page : {"project", "targets", "sysroot", "graph", "toolchains", "jobs", "settings"})
            pages.push_back(
                frameAfter(window.window(), [&] { window.window()->setProperty("page", QString::fromLatin1(page)); }));
    }
    tell("filter the targets, the slowest of 10", *std::ranges::max_element(filter), "ms", "16");
    tell("switch the page, the slowest of 21", *std::ranges::max_element(pages), "ms", "16");
}

void measureLog(test::Window &window)
{
    auto &jobs = *window.app().jobs();
    window.window()->setProperty("page", QStringLiteral("jobs"));
    const std::string line = "   Compiling something v1.2.3 (/somewhere/else/on/this/machine)";
    // A job like any other: a program's output through a pipe.
    job::JobRequest request{.title = "prints", .kind = "bench", .subject = {}, .work = {}};
    request.work = [line](activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        const auto id = reporter.start("prints");
        process::RunOptions options;
        options.cancel = cancel;
        options.onOutputLine = [&](std::string_view text) { reporter.line(id, std::string(text)); };
        CY_TRY(const auto done,
               process::run(
                   {.program = "/bin/sh", .arguments = {"-c", "yes '" + line + "' | head -n " + std::to_string(lines)}},
                   options));
        return done.ok() ? Result<std::string>("done") : fail(ErrorCode::ToolFailed, "it failed");
    };
    QTest::qWait(300);
    const double before = residentBytes();
    // How long the window was not free for anything else.
    double longest = 0;
    QElapsedTimer since;
    QTimer pulse;
    pulse.setInterval(0);
    QObject::connect(&pulse, &QTimer::timeout, [&] {
        longest = std::max(longest, static_cast<double>(since.nsecsElapsed()) / 1e6);
        since.restart();
    });
    QElapsedTimer timer;
    timer.start();
    jobs.start(std::move(request));
    since.start();
    pulse.start();
    while (jobs.log()->count() < lines && timer.elapsed() < 60000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    pulse.stop();
    tell("a job prints 1,000,000 lines: taken in", jobs.log()->count() / seconds / 1000, "thousand lines/s", ">= 250");
    tell("the longest pause of the window meanwhile", longest, "ms", "33");
    tell("memory a line, beyond its text", (residentBytes() - before) / lines - static_cast<double>(line.size()),
         "bytes", "200");
    QTest::qWait(300);
    auto *list = window.find(QStringLiteral("log"));
    std::vector<double> scroll;
    for (const int row : {0, 500'000, 999'999, 12'345, 765'432}) {
        scroll.push_back(frameAfter(window.window(), [&] {
            QMetaObject::invokeMethod(list, "positionViewAtIndex", Q_ARG(int, row), Q_ARG(int, 1));
        }));
    }
    tell("show any place of it, the slowest of 5", *std::ranges::max_element(scroll), "ms", "16");
}

// A lock file alone: each package has a user above it, and two of three have more.
void writeLock(const QString &file, int count)
{
    std::vector<std::vector<int>> asks(static_cast<std::size_t>(count));
    const auto add = [&](int above, int below) {
        auto &list = asks[static_cast<std::size_t>(above)];
        if (above != below && !std::ranges::contains(list, below))
            list.push_back(below);
    };
    for (int i = 1; i < count; ++i) {
        add(i / 5, i);
        add(i * 7 / 11, i);
        if (i % 2 == 0)
            add(i / 3, i);
    }
    std::ofstream out(file.toStdString());
    out << "version = 4\n\n";
    for (int i = 0; i < count; ++i) {
        out << std::format("[[package]]\nname = \"crate-{}\"\nversion = \"1.0.0\"\n", i);
        if (i > 0)
            out << "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        out << "dependencies = [";
        for (const int below : asks[static_cast<std::size_t>(i)])
            out << std::format("\n \"crate-{}\",", below);
        out << "\n]\n\n";
    }
}

void measureGraph(test::Window &window)
{
    const QTemporaryDir project;
    writeLock(project.filePath(QStringLiteral("Cargo.lock")), 5000);
    auto &graph = *window.app().graph();
    window.window()->setProperty("page", QStringLiteral("graph"));
    window.app().openProject(project.path());
    test::until(60, [&] { return graph.known() && !graph.loading(); });
    graph.setDepth(0);
    test::until(60, [&] { return graph.shownNodes() == 5000 && !graph.loading(); });
    auto *canvas = qobject_cast<gui::GraphCanvas *>(window.find(QStringLiteral("graphCanvas")));
    test::until(60, [&] { return canvas->settled(); });
    std::vector<double> frames;
    const auto step = [&](const std::function<void()> &action) {
        frames.push_back(frameAfter(window.window(), action));
        QTest::qWait(2); // tiles arrive between frames
    };
    for (const double zoom : {1.0, 0.5, 0.15}) {
        canvas->zoomBy(zoom / canvas->zoom());
        for (int i = 0; i < 100; ++i)
            step([&] { canvas->moveBy(25 * std::cos(i / 16.0), 25 * std::sin(i / 16.0)); });
    }
    for (int i = 0; i < 100; ++i)
        step([&] { canvas->zoomBy(i % 50 < 25 ? 1.08 : 1 / 1.08); });
    std::ranges::sort(frames);
    tell("pan and zoom over 5,000 nodes, the 95th percentile of 400 frames", frames[frames.size() * 95 / 100], "ms",
         "16");
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir own;
    if (qEnvironmentVariableIsEmpty("CROSSYARD_BENCH_STORE")) {
        qputenv("CROSSYARD_BENCH_STORE", own.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", own.filePath(QStringLiteral("config")).toUtf8());
        qputenv("CROSSYARD_HOME", own.filePath(QStringLiteral("store")).toUtf8());
        qputenv("CROSSYARD_STILL", "1");
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_QUICK_BACKEND", "software");
        qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // else each frame waits for five milliseconds first
    }
    QCoreApplication::setOrganizationName(QStringLiteral("Crossyard"));
    QCoreApplication::setApplicationName(QStringLiteral("crossyard"));
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    if (argc > 2)
        return showOnce(QString::fromLocal8Bit(argv[2]));
    const auto rustc = gui::pathText(test::realToolchain().rustc);
    std::vector<double> shown;
    secondsToShow(rustc); // the first one looks at the machine
    for (int i = 0; i < 9; ++i)
        shown.push_back(secondsToShow(rustc));
    tell("start until all targets and toolchains are shown", median(shown), "ms", "300");
    test::Window window;
    window.app().setToolchain(rustc);
    if (!window.window() || !test::until(60, [&] { return window.app().targets()->total() > 200; }))
        return 1;
    measurePages(window);
    measureLog(window);
    measureGraph(window);
    return 0;
}
