// SPDX-License-Identifier: MIT OR Apache-2.0
// A build in the window: its units change as they are built, a click or a key selects one in graph and timeline alike,
// and a failure shows itself. With jobs that are told step by step, and with a sysroot that is really compiled.
#include "build_model.h"
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QTest>

#include <atomic>
#include <format>
#include <thread>

namespace crossyard {
namespace {

using namespace std::chrono_literals;
using activity::Event;
using test::until;

QString stateOfShown(gui::Application &app)
{
    return app.jobs()->shown().value(QStringLiteral("state")).toString();
}

QQuickItem *openBuild(test::Window &window)
{
    window.press(Qt::Key_9, Qt::ControlModifier);
    if (!until(30, [&] { return window.find(QStringLiteral("tab-build")) != nullptr; }))
        return nullptr;
    window.click(QStringLiteral("tab-build"));
    return window.find(QStringLiteral("buildPane"));
}

gui::BuildModel *modelOf(QQuickItem *pane)
{
    return pane ? pane->property("build").value<gui::BuildModel *>() : nullptr;
}

int countOf(const gui::BuildModel &build, job::UnitState state)
{
    return static_cast<int>(build.build().count(state));
}

QPoint pointOf(QQuickItem *item, int unit)
{
    QPointF point;
    QMetaObject::invokeMethod(item, "pointOf", Q_RETURN_ARG(QPointF, point), Q_ARG(int, unit));
    return item->mapToScene(point).toPoint();
}

std::string facts(test::Window &window, const char *name)
{
    const auto *item = window.find(QLatin1String(name));
    return item ? item->property("text").toString().toStdString() : "(not there)";
}

// A job of three units, core <- alloc <- std, that goes on as far as it is let.
class Told {
public:
    job::JobRequest request(bool fails) const
    {
        job::JobRequest wanted{.title = "told", .kind = "sysroot", .subject = {}, .work = {}};
        wanted.work = [step = m_step, fails](activity::Reporter &reporter,
                                             const CancelToken &cancel) -> Result<std::string> {
            const auto wait = [&](int until) -> Result<void> {
                while (*step < until) {
                    CY_CHECK(cancel.check());
                    std::this_thread::sleep_for(2ms);
                }
                return {};
            };
            activity::BuildGraph graph;
            for (const char *title : {"core 0.0.0", "alloc 0.0.0", "std 0.0.0"})
                graph.units.push_back({.title = title, .kind = "lib", .early = true, .reason = "features changed"});
            graph.edges = {{1, 0}, {2, 1}, {2, 0}};
            const auto all = reporter.start("all");
            reporter.graph(all, toJson(graph));
            CY_CHECK(wait(1));
            const auto core = reporter.start("core 0.0.0", all, 0);
            reporter.command(core, "rustc --crate-name core");
            CY_CHECK(wait(2));
            reporter.finish(core, Event::Outcome::Done);
            const auto alloc = reporter.start("alloc 0.0.0", all, 1);
            reporter.line(alloc, "\x1b[31merror\x1b[0m: of alloc");
            CY_CHECK(wait(3));
            reporter.finish(alloc, fails ? Event::Outcome::Failed : Event::Outcome::Done);
            if (fails)
                return fail(ErrorCode::ToolFailed, "compiling alloc failed");
            const auto std = reporter.start("std 0.0.0", all, 2);
            reporter.finish(std, Event::Outcome::Done);
            return std::string("done");
        };
        return wanted;
    }
    void goOnTo(int step) const { *m_step = step; }

private:
    std::shared_ptr<std::atomic<int>> m_step = std::make_shared<std::atomic<int>>(0);
};

TEST(Build, ShowsAFailureWithItsOutputAndWhatItBlocks)
{
    test::Window window;
    auto &app = window.app();
    const Told told;
    app.jobs()->start(told.request(true));
    auto *build = modelOf(openBuild(window));
    ASSERT_TRUE(build);
    ASSERT_TRUE(until(30, [&] { return countOf(*build, job::UnitState::Ready) == 1; }));
    EXPECT_EQ(countOf(*build, job::UnitState::Waiting), 2);
    EXPECT_EQ(build->summary(), QString());
    told.goOnTo(1);
    ASSERT_TRUE(until(30, [&] { return countOf(*build, job::UnitState::Running) == 1; }));
    EXPECT_EQ(build->selected(), -1);
    told.goOnTo(2);
    ASSERT_TRUE(until(30, [&] { return countOf(*build, job::UnitState::Built) == 1; }));
    EXPECT_TRUE(window.find(QStringLiteral("tally-built")));
    told.goOnTo(3);
    ASSERT_TRUE(until(30, [&] { return stateOfShown(app) == QStringLiteral("failed"); }));
    ASSERT_TRUE(until(30, [&] { return build->selected() == 1; })); // nobody has clicked
    EXPECT_EQ(countOf(*build, job::UnitState::Blocked), 1);
    EXPECT_EQ(facts(window, "unitTitle"), "alloc 0.0.0");
    EXPECT_EQ(facts(window, "unitReason"), "features changed");
    EXPECT_EQ(build->log()->textOf(0, 5), QStringLiteral("alloc 0.0.0\nerror: of alloc\n"));
    EXPECT_TRUE(facts(window, "buildSummary").contains("core › alloc")) << facts(window, "buildSummary");

    window.click(QStringLiteral("unit-std 0.0.0"));
    EXPECT_EQ(build->selected(), 2);
    EXPECT_EQ(facts(window, "unitReason"), "needs alloc 0.0.0");
    EXPECT_EQ(build->log()->count(), 0); // not everybody's lines

    EXPECT_FALSE(build->pathLit());
    window.click(QStringLiteral("lightPath"));
    EXPECT_TRUE(build->pathLit());
}

TEST(Build, SelectsByClickAndKeyInGraphAndTimeline)
{
    test::Window window;
    auto &app = window.app();
    const Told told;
    told.goOnTo(3);
    app.jobs()->start(told.request(false));
    ASSERT_TRUE(until(30, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
        window.window()->resize(size);
        auto *build = modelOf(openBuild(window));
        ASSERT_TRUE(build);
        build->select(-1);
        auto *canvas = window.find(QStringLiteral("buildCanvas"));
        auto *timeline = window.find(QStringLiteral("buildTimeline"));
        ASSERT_TRUE(canvas && timeline);
        ASSERT_TRUE(until(30, [&] { return build->picture() != nullptr; }));
        QTest::qWait(200);
        ASSERT_GT(canvas->height(), 80);
        QTest::mouseClick(window.window(), Qt::LeftButton, Qt::NoModifier, pointOf(canvas, 0));
        EXPECT_EQ(build->selected(), 0);
        EXPECT_EQ(build->unit().value(QStringLiteral("command")).toString(), QStringLiteral("rustc --crate-name core"));
        window.press(Qt::Key_Right);
        EXPECT_EQ(build->selected(), 1);
        window.press(Qt::Key_Right);
        EXPECT_EQ(build->selected(), 2);
        window.press(Qt::Key_Left);
        EXPECT_EQ(build->selected(), 1);
        window.press(Qt::Key_Return);
        EXPECT_TRUE(window.find(QStringLiteral("unitLog"))->hasActiveFocus());
        // All ran one after the other, in one lane.
        timeline->forceActiveFocus();
        window.press(Qt::Key_Left);
        EXPECT_EQ(build->selected(), 0);
        window.press(Qt::Key_Right);
        EXPECT_EQ(build->selected(), 1);
        build->select(-1);
        QTest::mouseClick(window.window(), Qt::LeftButton, Qt::NoModifier, pointOf(timeline, 1));
        EXPECT_GE(build->selected(), 0);
    }
}

TEST(Build, IsNotOfferedForAJobWithoutUnits)
{
    test::Window window;
    auto &app = window.app();
    app.jobs()->start({.title = "none",
                       .kind = "test",
                       .subject = {},
                       .work = [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
                           reporter.finish(reporter.start("x"), Event::Outcome::Done);
                           return std::string("done");
                       }});
    ASSERT_TRUE(until(30, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    window.press(Qt::Key_9, Qt::ControlModifier);
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("tab-log")) != nullptr; }));
    EXPECT_FALSE(window.find(QStringLiteral("tab-build")));
}

// A compiler that is told what to do with core, and else is the real one.
fs::path compiler(const test::TempDir &dir, const std::string &forCore)
{
    const auto file =
        dir.write("toolchain/bin/rustc",
                  std::format("#!/bin/sh\ncase \"$*\" in *\"--crate-name core \"*) {};; esac\nexec \"{}\" \"$@\"\n",
                              forCore, toUtf8(test::realToolchain().rustc)));
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

TEST(Build, OfASysrootExplainsWhyItFailedAndAfterwardsWhatItWaitedFor)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'board'\nversion = '0.1.0'\nedition = '2021'\n");
    dir.write("src/lib.rs", "#![no_std]\n");
    dir.write("Xargo.toml", "[dependencies.alloc]\n");
    const auto flag = dir.path() / "go on";
    const auto rustc = compiler(
        dir, std::format("test -e \"{}\" || {{ echo 'error: core is not to be' >&2; exit 1; }}", toUtf8(flag)));
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path()));
    app.setToolchain(gui::pathText(rustc));
    app.setTarget(QStringLiteral("thumbv6m-none-eabi"));
    app.act(QStringLiteral("build-sysroot"));
    ASSERT_TRUE(until(200, [&] { return stateOfShown(app) == QStringLiteral("failed"); }))
        << stateOfShown(app).toStdString();
    auto *build = modelOf(openBuild(window));
    ASSERT_TRUE(build);
    ASSERT_TRUE(until(30, [&] { return build->selected() >= 0; }));
    EXPECT_EQ(build->unit().value(QStringLiteral("state")).toString(), QStringLiteral("failed"));
    EXPECT_TRUE(build->unit().value(QStringLiteral("title")).toString().startsWith(QStringLiteral("core ")));
    EXPECT_TRUE(
        build->unit().value(QStringLiteral("command")).toString().contains(QStringLiteral("--crate-name core")));
    EXPECT_GE(build->log()->find(QStringLiteral("core is not to be"), -1, true), 0);
    EXPECT_GE(countOf(*build, job::UnitState::Blocked), 2); // alloc, and compiler_builtins

    dir.write("go on", "");
    ASSERT_TRUE(until(60, [&] { return app.stepAction() == QStringLiteral("build-sysroot"); }));
    app.act(QStringLiteral("build-sysroot"));
    ASSERT_TRUE(until(60, [&] { return countOf(*build, job::UnitState::Running) > 0; }));
    EXPECT_GT(countOf(*build, job::UnitState::Waiting), 0);
    ASSERT_TRUE(until(600, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    ASSERT_TRUE(until(30, [&] { return !build->running(); }));
    EXPECT_EQ(build->build().count(job::UnitState::Built) + build->build().count(job::UnitState::Reused),
              build->build().units().size());
    EXPECT_TRUE(build->summary().contains(QStringLiteral("core"))) << build->summary().toStdString();
    EXPECT_LE(build->chain().seconds, job::wallSeconds(build->build()) + 0.001);
}

} // namespace
} // namespace crossyard
