// SPDX-License-Identifier: MIT OR Apache-2.0
// The Sysroot page: the plan follows the edits, crates of one's own and patches are found by their folders, and what is
// stored is cleaned up.
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QTest>

namespace crossyard {
namespace {

using test::until;

void makeCrate(const test::TempDir &dir, const std::string &folder, const std::string &name)
{
    dir.write(folder + "/Cargo.toml", "[package]\nname = '" + name + "'\nversion = '0.2.183'\nedition = '2021'\n");
    dir.write(folder + "/src/lib.rs", "#![no_std]\n");
}

bool planHas(gui::Application &app, const std::string &crate)
{
    return std::ranges::contains(app.plan()->rows(), crate, &gui::PlanRow::name);
}

TEST(SysrootPage, PlansWhatIsNotSavedYetAndSavesItBeforeItBuilds)
{
    const test::TempDir dir;
    makeCrate(dir, "board", "board");
    const auto file = dir.write("board/Xargo.toml", "[dependencies.core]\n");
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path() / "board"));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    app.setTarget(QStringLiteral("thumbv6m-none-eabi"));
    ASSERT_TRUE(until(60, [&] { return planHas(app, "core"); })) << app.plan()->error().toStdString();
    EXPECT_FALSE(planHas(app, "alloc"));
    const auto key = app.plan()->key();

    app.xargo()->addCrate(QStringLiteral("alloc"));
    ASSERT_TRUE(until(30, [&] { return planHas(app, "alloc"); })) << app.plan()->error().toStdString();
    EXPECT_NE(app.plan()->key(), key);
    EXPECT_EQ(*readFile(file), "[dependencies.core]\n");
    app.xargo()->undo();
    ASSERT_TRUE(until(30, [&] { return app.plan()->key() == key; }));
    app.xargo()->redo();
    app.act(QStringLiteral("build-sysroot"));
    ASSERT_TRUE(until(30, [&] { return app.jobs()->active() == 1; }));
    EXPECT_TRUE(readFile(file)->contains("alloc"));
    app.jobs()->cancelRunning();
    ASSERT_TRUE(until(30, [&] { return app.jobs()->active() == 0; }));
}

TEST(SysrootPage, TellsAnErrorOfWhatIsNotSavedWithItsPlace)
{
    const test::TempDir dir;
    makeCrate(dir, "board", "board");
    makeCrate(dir, "my-libc", "libc");
    dir.write("board/Xargo.toml", "[dependencies.core]\n");
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path() / "board"));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    app.setTarget(QStringLiteral("thumbv6m-none-eabi"));
    ASSERT_TRUE(until(60, [&] { return planHas(app, "core"); }));
    // The sysroot of core alone has no libc: a patch of it would do nothing, and is told.
    app.xargo()->addPatch(QUrl::fromLocalFile(gui::pathText(dir.path() / "my-libc")));
    ASSERT_TRUE(until(30, [&] { return app.plan()->error().contains(QStringLiteral("Xargo.toml:")); }));
    EXPECT_TRUE(app.plan()->error().contains(QStringLiteral("libc")));
    app.xargo()->removePatch(0);
    EXPECT_TRUE(until(30, [&] { return app.plan()->error().isEmpty() && planHas(app, "core"); }));
}

TEST(XargoModel, TakesCratesOfOnesOwnByTheirFolders)
{
    const test::TempDir dir;
    makeCrate(dir, "my-panic", "my_panic");
    dir.write("board/Xargo.toml", "[dependencies.core]\n");
    gui::XargoModel model;
    model.open(dir.path() / "board");
    model.addFolder(QUrl::fromLocalFile(gui::pathText(dir.path() / "my-panic")));
    model.toggleDefaultFeatures(0);
    model.addPatch(QUrl::fromLocalFile(gui::pathText(dir.path() / "my-panic")));
    EXPECT_EQ(model.problem(), QString());
    ASSERT_EQ(model.count(), 2);
    EXPECT_EQ(model.rows()[1].source, QStringLiteral("path ../my-panic"));
    EXPECT_FALSE(model.rows()[0].defaultFeatures);
    ASSERT_EQ(model.patches().size(), 1);
    EXPECT_EQ(model.patches()[0].toMap().value(QStringLiteral("instead")).toString(), QStringLiteral("../my-panic"));
    // A folder without a crate changes nothing, and says so.
    const auto text = model.text();
    model.addFolder(QUrl::fromLocalFile(gui::pathText(dir.path() / "nothing")));
    EXPECT_EQ(model.text(), text);
    EXPECT_TRUE(model.problem().contains(QStringLiteral("nothing"))) << model.problem().toStdString();
}

} // namespace
} // namespace crossyard
