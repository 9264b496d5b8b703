// SPDX-License-Identifier: MIT OR Apache-2.0
// The jobs in the window: what they complain of, what is left of an interrupted one, what closing does, and what too
// much output does not do.
#include "window.h"

#include "job/job_history.h"
#include "support/rust.h"
#include "support/support.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <format>
#include <thread>

namespace crossyard {
namespace {

using namespace std::chrono_literals;
using test::until;

QString stateOfShown(gui::Application &app)
{
    return app.jobs()->shown().value(QStringLiteral("state")).toString();
}

job::JobRequest request(std::string title,
                        std::function<Result<std::string>(activity::Reporter &, const CancelToken &)> work)
{
    return {.title = std::move(title), .kind = "test", .subject = {}, .work = std::move(work)};
}

// Runs until it is told to end, or cancelled.
job::JobRequest waiting(const std::shared_ptr<std::atomic<bool>> &end)
{
    return request("waits", [end](activity::Reporter &, const CancelToken &cancel) -> Result<std::string> {
        while (!*end) {
            CY_CHECK(cancel.check());
            std::this_thread::sleep_for(5ms);
        }
        return std::string("done");
    });
}

TEST(Jobs, ListProblemsWithTheirPlacesAndOpenThemInTheEditor)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'broken'\nversion = '0.1.0'\nedition = '2021'\n");
    const auto source = dir.write("src/main.rs", "fn main() {\n    let unused = 1;\n    missing();\n}\n");
    const auto editor = dir.write("an editor", "#!/bin/sh\nprintf '%s|' \"$@\" > \"$0.log\"\n");
    fs::permissions(editor, fs::perms::owner_all);
    test::Window window;
    auto &app = window.app();
    const auto toolchain = test::realToolchain();
    app.openProject(gui::pathText(dir.path()));
    app.setToolchain(gui::pathText(toolchain.rustc));
    app.setTarget(gui::toQt(toolchain.host));
    QString told;
    QObject::connect(&app, &gui::Application::told, [&](const QString &text) { told = text; });
    app.preferences()->setEditor(QStringLiteral("\"%1\" {file} {line} {column}").arg(gui::pathText(editor)));
    app.act(QStringLiteral("build")); // while the machine is still looked at: done as soon as it is known
    ASSERT_TRUE(until(60, [&] { return stateOfShown(app) == QStringLiteral("failed"); }))
        << stateOfShown(app).toStdString();
    ASSERT_EQ(app.jobs()->diagnostics()->count(), 2) << app.jobs()->log()->textOf(0, 50).toStdString();

    window.press(Qt::Key_9, Qt::ControlModifier);
    window.click(QStringLiteral("tab-problems"));
    auto *list = window.find(QStringLiteral("problems"));
    ASSERT_TRUE(list);
    list->forceActiveFocus();
    window.press(Qt::Key_Home);
    window.press(Qt::Key_Return);
    const auto log = fs::path(editor) += ".log";
    ASSERT_TRUE(until(30, [&] { return fs::exists(log) && !readFile(log)->empty(); })) << told.toStdString();
    const std::string first = *readFile(log);
    EXPECT_TRUE(first == toUtf8(source) + "|2|9|" || first == toUtf8(source) + "|3|5|") << first;
    app.preferences()->setEditor({});
}

TEST(Jobs, ShowTheLinesOfOneActivity)
{
    test::Window window;
    auto &jobs = *window.app().jobs();
    jobs.start(request("two", [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        for (const char *name : {"one", "two"}) {
            const auto id = reporter.start(name);
            reporter.line(id, std::string(name) + " says");
            reporter.line(id, std::string("warning: of ") + name);
            reporter.finish(id, activity::Event::Outcome::Done);
        }
        return std::string("done");
    }));
    ASSERT_TRUE(until(30, [&] { return stateOfShown(window.app()) == QStringLiteral("done"); }));
    ASSERT_EQ(jobs.log()->count(), 6);
    window.press(Qt::Key_9, Qt::ControlModifier);
    window.click(QStringLiteral("tab-units"));
    auto *activities = window.find(QStringLiteral("activities"));
    ASSERT_TRUE(activities);
    activities->forceActiveFocus();
    window.press(Qt::Key_End);
    window.press(Qt::Key_Return);
    ASSERT_EQ(jobs.log()->count(), 3);
    EXPECT_EQ(jobs.log()->textOf(0, 5), QStringLiteral("two\ntwo says\nwarning: of two\n"));
    jobs.log()->setOnlyProblems(true);
    EXPECT_EQ(jobs.log()->textOf(0, 5), QStringLiteral("warning: of two\n"));
    jobs.log()->setOnlyProblems(false);
    window.click(QStringLiteral("allActivities"));
    EXPECT_EQ(jobs.log()->count(), 6);
}

TEST(Jobs, OffersWhatAKilledWindowLeft)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'left'\nversion = '0.1.0'\nedition = '2021'\n");
    dir.write("src/lib.rs", "");
    {
        // As a process leaves it that is killed: begun, and its lock free.
        const auto history = job::JobHistory::open(storeDirectory());
        const sysroot::KitJob asked{.action = "build",
                                    .kit = {.toolchain = toUtf8(test::realToolchain().rustc),
                                            .target = test::realToolchain().host,
                                            .profile = "dev"},
                                    .project = dir.path()};
        job::JobInfo info{
            .id = history->reserveId(), .title = "left over", .kind = "build", .subject = {}, .project = {}};
        info.started = 1;
        history->begin(info,
                       {.title = info.title, .kind = info.kind, .subject = {}, .again = toJson(asked), .work = {}});
    }
    {
        test::Window window;
        EXPECT_EQ(window.app().interrupted().value(QStringLiteral("title")).toString(), QStringLiteral("left over"));
        ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("runInterrupted")) != nullptr; }));
        window.click(QStringLiteral("runInterrupted"));
        EXPECT_TRUE(window.app().interrupted().isEmpty());
        ASSERT_TRUE(until(120, [&] { return stateOfShown(window.app()) == QStringLiteral("done"); }))
            << window.app().jobs()->log()->textOf(0, 50).toStdString();
        EXPECT_EQ(window.app().projectName(), QStringLiteral("left"));
    }
    test::Window again;
    EXPECT_TRUE(again.app().interrupted().isEmpty());
}

TEST(Closing, AsksAndGoesOnInTheBackground)
{
    test::Window window;
    const auto end = std::make_shared<std::atomic<bool>>(false);
    window.app().jobs()->start(waiting(end));
    bool ended = false;
    QObject::connect(&window.app(), &gui::Application::endedInBackground, [&] { ended = true; });
    ASSERT_TRUE(until(30, [&] { return window.app().jobs()->active() == 1; }));
    window.window()->close();
    EXPECT_TRUE(window.window()->isVisible());
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("goOn")) != nullptr; }));
    window.click(QStringLiteral("goOn"));
    EXPECT_TRUE(until(30, [&] { return !window.window()->isVisible(); }));
    EXPECT_EQ(window.app().jobs()->active(), 1);
    EXPECT_FALSE(ended);
    *end = true;
    EXPECT_TRUE(until(30, [&] { return ended; }));
    EXPECT_EQ(stateOfShown(window.app()), QStringLiteral("done"));
}

TEST(Closing, EndsTheJobsWhereThatIsChosen)
{
    test::Window window;
    const auto end = std::make_shared<std::atomic<bool>>(false);
    window.app().jobs()->start(waiting(end));
    ASSERT_TRUE(until(30, [&] { return window.app().jobs()->active() == 1; }));
    window.window()->close();
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("endJobs")) != nullptr; }));
    window.click(QStringLiteral("endJobs"));
    EXPECT_TRUE(until(30, [&] { return stateOfShown(window.app()) == QStringLiteral("cancelled"); }));
}

TEST(Log, StaysQuickWithAMillionLinesOneOfFiftyMegabytesAndBytesThatAreNoText)
{
    test::Window window;
    auto &app = window.app();
    window.press(Qt::Key_9, Qt::ControlModifier);
    app.jobs()->start(request("floods", [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("floods");
        for (int i = 0; i < 1'000'000; ++i)
            reporter.line(id, std::format("   Compiling something v1.2.{} (/somewhere/else)", i));
        reporter.line(id, std::string(50'000'000, 'x'));
        reporter.line(id, "\xff\xfe\x80 \xc3");
        return std::string("done");
    }));
    ASSERT_TRUE(until(60, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    ASSERT_TRUE(until(30, [&] { return app.jobs()->log()->count() == 1'000'003; }));
    EXPECT_EQ(app.jobs()->log()->textOf(1'000'002, 1'000'002), QStringLiteral("\uFFFD\uFFFD\uFFFD \uFFFD\n"));
    window.press(Qt::Key_Home, Qt::NoModifier); // its list takes it where it has the focus
    auto *log = window.find(QStringLiteral("log"));
    ASSERT_TRUE(log);
    EXPECT_LT(log->findChildren<QQuickItem *>().size(), 2000); // rows exist where they are seen
    EXPECT_EQ(app.jobs()->log()->find(QStringLiteral("v1.2.999999"), 0, true), 1'000'000);
}

} // namespace
} // namespace crossyard
