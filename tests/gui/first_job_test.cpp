// SPDX-License-Identifier: MIT OR Apache-2.0
// The first job as a newcomer does it, with key and mouse: open the sample, find the target by the chip's name, build
// the sysroot, build and run the firmware, and read its greeting in the log.
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QTest>

namespace crossyard {
namespace {

using test::until;

bool hasLine(gui::Application &app, const QString &text)
{
    return app.jobs()->log()->find(text, -1, true) >= 0;
}

QString stateOfShown(gui::Application &app)
{
    return app.jobs()->shown().value(QStringLiteral("state")).toString();
}

TEST(Window, TakesANewcomerFromAFolderToRunningFirmware)
{
    const test::TempDir dir;
    fs::copy(fs::path(CROSSYARD_SOURCE_DIR) / "resources/sample", dir.path() / "sample", fs::copy_options::recursive);
    fs::remove_all(dir.path() / "sample/target");
    test::Window window;
    auto &app = window.app();
    ASSERT_TRUE(window.window());

    EXPECT_EQ(app.stepAction(), QStringLiteral("open-project"));
    app.openProject(gui::pathText(dir.path() / "sample"));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    ASSERT_TRUE(until(30, [&] { return app.projectName() == QStringLiteral("hello-lm3s"); }));
    ASSERT_TRUE(until(30, [&] { return app.stepAction() == QStringLiteral("choose-target"); }));

    window.click(QStringLiteral("nextStep"));
    ASSERT_EQ(window.page(), QStringLiteral("targets"));
    ASSERT_TRUE(until(60, [&] { return app.targets()->total() > 200; }));
    window.click(QStringLiteral("targetSearch"));
    window.type(QStringLiteral("lm3s6965"));
    ASSERT_TRUE(until(30, [&] { return app.targets()->shown() == 1; })) << app.targets()->shown();
    window.press(Qt::Key_Return);
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("useTarget")) != nullptr; }));
    window.click(QStringLiteral("useTarget"));
    ASSERT_EQ(app.target(), QStringLiteral("thumbv7m-none-eabi"));

    ASSERT_TRUE(until(60, [&] { return app.stepAction() == QStringLiteral("build-sysroot"); }))
        << app.stepReason().toStdString();
    window.click(QStringLiteral("nextStep"));
    ASSERT_TRUE(until(30, [&] { return app.jobs()->active() == 1; }));
    // The first try is cancelled in the middle; what it had is not lost, and nothing keeps running.
    ASSERT_TRUE(until(60, [&] { return hasLine(app, QStringLiteral("core 0.0.0")); }));
    window.press(Qt::Key_Period, Qt::ControlModifier);
    ASSERT_TRUE(until(30, [&] { return stateOfShown(app) == QStringLiteral("cancelled"); }));

    ASSERT_TRUE(until(60, [&] { return app.stepAction() == QStringLiteral("build-sysroot"); }));
    window.click(QStringLiteral("nextStep"));
    ASSERT_TRUE(until(400, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    ASSERT_TRUE(until(60, [&] { return app.stepAction() == QStringLiteral("build"); }))
        << app.stepReason().toStdString();
    EXPECT_TRUE(app.plan()->ready());
    EXPECT_EQ(app.sysroots()->count(), 1);

    window.click(QStringLiteral("nextStep"));
    ASSERT_TRUE(until(200, [&] { return app.stepAction() == QStringLiteral("run"); }))
        << app.jobs()->log()->textOf(0, 50).toStdString();
    window.click(QStringLiteral("nextStep"));
    ASSERT_TRUE(until(60, [&] { return hasLine(app, QStringLiteral("Hello from")); }))
        << app.jobs()->log()->textOf(0, 50).toStdString();
    ASSERT_TRUE(until(30, [&] { return stateOfShown(app) == QStringLiteral("done"); }));
    EXPECT_EQ(app.jobs()->count(), 4);
}

TEST(Window, EditsXargoTomlInItsFormAndKeepsCommentsAndOrder)
{
    const test::TempDir dir;
    const std::string before = "# what this board needs\n[dependencies.alloc]\nstage = 0 # with core\n\n"
                               "[dependencies.core]   # always\n";
    dir.write("Cargo.toml", "[package]\nname = 'board'\nversion = '0.1.0'\n");
    dir.write("src/lib.rs", "#![no_std]\n");
    const auto file = dir.write("Xargo.toml", before);
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path()));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    app.setTarget(QStringLiteral("thumbv7em-none-eabihf"));
    window.press(Qt::Key_4, Qt::ControlModifier);
    ASSERT_TRUE(until(60, [&] { return window.find(QStringLiteral("feature-optimize_for_size")) != nullptr; }));
    ASSERT_EQ(app.xargo()->count(), 2);

    window.click(QStringLiteral("feature-optimize_for_size"));
    ASSERT_TRUE(until(30, [&] { return app.xargo()->dirty(); }));
    EXPECT_EQ(*readFile(file), before); // nothing is written before it is saved
    app.xargo()->undo();
    EXPECT_FALSE(app.xargo()->dirty());
    app.xargo()->redo();
    EXPECT_TRUE(app.xargo()->difference().contains(QStringLiteral("+features = [\"optimize_for_size\"]")))
        << app.xargo()->difference().toStdString();
    QTest::qWait(100);
    window.click(QStringLiteral("saveXargo"));
    EXPECT_TRUE(until(30, [&] { return !app.xargo()->dirty(); }));
    EXPECT_EQ(*readFile(file), "# what this board needs\n[dependencies.alloc]\nstage = 0 # with core\nfeatures = "
                               "[\"optimize_for_size\"]\n\n[dependencies.core]   # always\n");
}

TEST(XargoModel, MergesWhatAnotherProgramChanged)
{
    const test::TempDir dir;
    const auto file = dir.write("Xargo.toml", "[dependencies.core]\n\n# a\n# b\n# c\n\n[dependencies.alloc]\n");
    gui::XargoModel model;
    model.open(dir.path());
    model.toggleFeature(1, QStringLiteral("optimize_for_size"));
    ASSERT_TRUE(model.dirty());
    dir.write("Xargo.toml", "# theirs\n[dependencies.core]\n\n# a\n# b\n# c\n\n[dependencies.alloc]\n");
    model.lookAtDisk();
    EXPECT_EQ(model.problem(), QString());
    EXPECT_TRUE(model.text().startsWith(QStringLiteral("# theirs"))) << model.text().toStdString();
    EXPECT_TRUE(model.text().contains(QStringLiteral("optimize_for_size")));
    EXPECT_TRUE(model.save());
    EXPECT_TRUE(readFile(file)->starts_with("# theirs"));
    // Where both changed one line, the user is asked.
    model.toggleFeature(1, QStringLiteral("optimize_for_size"));
    dir.write("Xargo.toml",
              "# theirs\n[dependencies.core]\n\n# a\n# b\n# c\n\n[dependencies.alloc]\nfeatures = [\"x\"]\n");
    model.lookAtDisk();
    EXPECT_TRUE(model.conflict());
    EXPECT_TRUE(model.dirty());
}

TEST(XargoModel, SaysWhereATextIsWrongAndKeepsTheOldOne)
{
    const test::TempDir dir;
    dir.write("Xargo.toml", "[dependencies]\ncore = {}\n");
    gui::XargoModel model;
    model.open(dir.path());
    EXPECT_TRUE(model.setText(QStringLiteral("[dependencies]\ncore = {\n")).contains(QStringLiteral("Xargo.toml:2")));
    EXPECT_FALSE(model.dirty());
    ASSERT_EQ(model.textProblems().size(), 1);
    EXPECT_EQ(model.textProblems().first().toMap().value(QStringLiteral("line")).toInt(), 2);
    // It is given up, and nothing else with it.
    EXPECT_TRUE(model.canUndo());
    model.undo();
    EXPECT_TRUE(model.textProblems().isEmpty());
    EXPECT_EQ(model.text(), QStringLiteral("[dependencies]\ncore = {}\n"));
    EXPECT_EQ(model.setText(QStringLiteral("[dependencies]\ncore = {}\nalloc = {}\n")), QString());
    EXPECT_EQ(model.count(), 2);
}

TEST(Window, GoesFromPageToPageWithTheKeyboard)
{
    test::Window window;
    ASSERT_TRUE(window.window());
    const QStringList pages{QStringLiteral("project"),   QStringLiteral("targets"),    QStringLiteral("specs"),
                            QStringLiteral("sysroot"),   QStringLiteral("graph"),      QStringLiteral("bootstrap"),
                            QStringLiteral("container"), QStringLiteral("toolchains"), QStringLiteral("jobs"),
                            QStringLiteral("settings")};
    for (qsizetype i = 0; i < pages.size(); ++i) {
        window.press(i < 9 ? static_cast<Qt::Key>(Qt::Key_1 + i) : Qt::Key_Comma, Qt::ControlModifier);
        EXPECT_TRUE(until(30, [&] { return window.page() == pages[i]; })) << pages[i].toStdString();
    }
    window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::qWait(200);
    window.type(QStringLiteral("go to targets"));
    window.press(Qt::Key_Return);
    EXPECT_TRUE(until(30, [&] { return window.page() == QStringLiteral("targets"); })) << window.page().toStdString();
}

TEST(Window, TellsWhatIsWrongWithAFolder)
{
    const test::TempDir dir;
    test::Window window;
    window.app().openProject(gui::pathText(dir.path()));
    EXPECT_TRUE(until(30, [&] { return window.app().projectProblem().contains(QStringLiteral("Cargo.toml")); }));
    dir.write("Cargo.toml", "[package\n");
    window.app().openProject(gui::pathText(dir.path()));
    EXPECT_TRUE(until(30, [&] { return window.app().projectProblem().contains(QStringLiteral("Cargo.toml:1:")); }))
        << window.app().projectProblem().toStdString();
}

} // namespace
} // namespace crossyard
