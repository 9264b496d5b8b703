// SPDX-License-Identifier: MIT OR Apache-2.0
// The picture of the stages: each edit in it is one of Xargo.toml, byte by byte, and can be taken back.
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QTest>

namespace crossyard {
namespace {

using test::until;

constexpr const char *written = "# why\n[dependencies]\ncore = {} # always\nbase = { path = \"../base\" }\n"
                                "above = { path = \"../above\", stage = 1 } # mine\n";

class StagesInTheWindow : public testing::Test {
protected:
    void SetUp() override
    {
        makeCrate("board", "");
        makeCrate("base", "[features]\nfast = []\n");
        makeCrate("above", "[dependencies]\nbase = { path = '../base' }\n");
    }
    void makeCrate(const std::string &name, const std::string &more)
    {
        dir.write(name + "/Cargo.toml",
                  "[package]\nname = '" + name + "'\nversion = '0.2.1'\nedition = '2021'\n" + more);
        dir.write(name + "/src/lib.rs", "#![no_std]\n");
    }
    void open(const char *target = "thumbv6m-none-eabi")
    {
        ASSERT_TRUE(window.window());
        window.window()->resize(1280, 800);
        app().openProject(gui::pathText(dir.path() / "board"));
        app().setToolchain(gui::pathText(test::realToolchain().rustc));
        app().setTarget(QString::fromLatin1(target));
        ASSERT_TRUE(until(60, [&] { return app().plan()->known(); })) << app().plan()->error().toStdString();
        window.press(Qt::Key_4, Qt::ControlModifier);
        ASSERT_TRUE(until(30, [&] { return window.page() == QStringLiteral("sysroot"); }));
        window.click(QStringLiteral("xargoView-picture"));
        ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("crate-core")) != nullptr; }));
        QTest::qWait(100); // its measures come with the first frame
    }
    QPoint middleOf(const QString &name)
    {
        auto *item = window.find(name);
        EXPECT_TRUE(item) << name.toStdString();
        return item ? item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint() : QPoint();
    }
    // With the real events of a mouse; `lane` may be one that is there only while something is dragged.
    void drag(const QString &crate, const QString &lane)
    {
        const QPoint from = middleOf(crate);
        QTest::mouseMove(window.window(), from);
        QTest::mousePress(window.window(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 4; ++i)
            QTest::mouseMove(window.window(), from + QPoint(0, 5 * i), 20);
        ASSERT_TRUE(window.find(QStringLiteral("draggedCrate")));
        const QPoint to = middleOf(lane);
        QTest::mouseMove(window.window(), (from + to) / 2, 20);
        QTest::mouseMove(window.window(), to, 20);
        QTest::mouseRelease(window.window(), Qt::LeftButton, {}, to);
        QTest::qWait(50);
    }
    gui::Application &app() { return window.app(); }
    gui::StageModel &stages() { return *app().stages(); }
    std::string text() { return app().xargo()->text().toStdString(); }
    QUrl folder(const char *name) { return QUrl::fromLocalFile(gui::pathText(dir.path() / name)); }
    bool planHas(const char *crate) { return std::ranges::contains(app().plan()->rows(), crate, &gui::PlanRow::name); }

    test::TempDir dir;
    test::Window window;
};

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    text.replace(text.find(from), from.size(), to);
    return text;
}

TEST_F(StagesInTheWindow, dragsACrateToAnotherLaneAndTakesItBack)
{
    const auto file = dir.write("board/Xargo.toml", written);
    open();
    const auto rowOf = [&](const char *name) {
        return std::ranges::find(app().plan()->rows(), name, &gui::PlanRow::name)->stage;
    };
    ASSERT_TRUE(planHas("base"));
    EXPECT_EQ(rowOf("base"), 1); // the library is before all stages
    drag(QStringLiteral("crate-base"), QStringLiteral("lane-1"));
    const auto one = replaced(written, "base\" }", "base\", stage = 1 }");
    EXPECT_EQ(text(), one);
    ASSERT_TRUE(until(30, [&] { return planHas("base") && rowOf("base") == 2; })); // the plan beside it follows
    // To a stage that is not there yet; and the crate that needs it is told to be in the way.
    drag(QStringLiteral("crate-base"), QStringLiteral("lane-2"));
    const auto two = replaced(written, "base\" }", "base\", stage = 2 }");
    EXPECT_EQ(text(), two);
    EXPECT_TRUE(stages()
                    .node()
                    .value(QStringLiteral("notes"))
                    .toStringList()
                    .join(QString())
                    .contains(QStringLiteral("above")));
    window.click(QStringLiteral("undoXargo"));
    EXPECT_EQ(text(), one);
    window.click(QStringLiteral("undoXargo"));
    EXPECT_EQ(text(), written);
    window.click(QStringLiteral("redoXargo"));
    EXPECT_EQ(text(), one);
    EXPECT_EQ(*readFile(file), written);
    window.click(QStringLiteral("saveXargo"));
    EXPECT_EQ(*readFile(file), one);
}

TEST_F(StagesInTheWindow, isWalkedAndEditedWithTheKeys)
{
    dir.write("board/Xargo.toml", written);
    open();
    window.click(QStringLiteral("crate-core"));
    EXPECT_EQ(stages().node().value(QStringLiteral("name")), QStringLiteral("core"));
    stages().selectNamed(QStringLiteral("base"));
    window.press(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(text(), replaced(written, "base\" }", "base\", stage = 1 }"));
    EXPECT_EQ(stages().node().value(QStringLiteral("name")), QStringLiteral("base")); // it stays selected
    window.press(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(text(), written);
    window.press(Qt::Key_Up, Qt::AltModifier); // there is no stage before the first
    EXPECT_EQ(text(), written);
    window.press(Qt::Key_Delete);
    EXPECT_EQ(text(), replaced(written, "base = { path = \"../base\" }\n", ""));
    window.press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(text(), written);
}

TEST_F(StagesInTheWindow, switchesFeatures)
{
    dir.write("board/Xargo.toml", "[dependencies]\r\n# c\r\ncore = {}\r\nbase.path = '../base' # p\r\n");
    open();
    stages().selectNamed(QStringLiteral("base"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("stageFeature-fast")) != nullptr; }));
    window.click(QStringLiteral("stageFeature-fast"));
    window.click(QStringLiteral("saveXargo"));
    EXPECT_EQ(*readFile(dir.path() / "board/Xargo.toml"),
              "[dependencies]\r\n# c\r\ncore = {}\r\nbase.path = '../base' # p\r\nbase.features = [\"fast\"]\r\n");
    ASSERT_TRUE(until(30, [&] {
        const auto row = std::ranges::find(app().plan()->rows(), "base", &gui::PlanRow::name);
        return row != app().plan()->rows().end() && row->features == "fast";
    }));
    window.click(QStringLiteral("stageFeature-fast"));
    EXPECT_FALSE(app().xargo()->text().contains(QStringLiteral("features")));
}

TEST_F(StagesInTheWindow, beginsWithoutAFileAndLosesNothing)
{
    open("armv7a-none-eabi");
    EXPECT_TRUE(stages().byDefault());
    const auto key = app().plan()->key();
    window.click(QStringLiteral("pictureAdd"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("crateWords")) != nullptr; }));
    window.type(QStringLiteral("panic_ab"));
    window.press(Qt::Key_Return);
    EXPECT_EQ(text(), "[dependencies]\ncore = {}\nalloc = {}\npanic_abort = {}\n");
    ASSERT_TRUE(until(30, [&] { return planHas("panic_abort"); }));
    EXPECT_FALSE(stages().byDefault());
    EXPECT_EQ(stages().node().value(QStringLiteral("name")), QStringLiteral("panic_abort"));
    app().xargo()->undo();
    EXPECT_EQ(text(), "");
    ASSERT_TRUE(until(30, [&] { return app().plan()->key() == key && stages().byDefault(); }));
    stages().addFolder(folder("base"));
    EXPECT_TRUE(text().ends_with("base = { path = \"../base\" }\n")) << text();
    ASSERT_TRUE(until(30, [&] { return planHas("base"); })) << app().plan()->error().toStdString();
    EXPECT_TRUE(window.find(QStringLiteral("crate-base")));
    EXPECT_FALSE(fs::exists(dir.path() / "board/Xargo.toml"));
}

TEST_F(StagesInTheWindow, makesAndDropsAPatch)
{
    makeCrate("libc", "[features]\nrustc-dep-of-std = []\nalign = []\nextra_traits = []\nstd = []\ndefault = []\n");
    dir.write("libc/Cargo.toml", replaced(*readFile(dir.path() / "libc/Cargo.toml"), "0.2.1", "0.2.999"));
    const std::string before = "[dependencies]\nstd = {} # all\ncore = {}\n";
    dir.write("board/Xargo.toml", before);
    open(test::realToolchain().host.c_str());
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("brought-libc")) != nullptr; }));
    window.click(QStringLiteral("brought-libc"));
    EXPECT_TRUE(stages().node().value(QStringLiteral("canPatch")).toBool());
    // Another package cannot take its place.
    stages().addPatch(folder("base"));
    EXPECT_EQ(text(), before);
    EXPECT_TRUE(app().xargo()->problem().contains(QStringLiteral("libc")));
    stages().addPatch(folder("libc"));
    EXPECT_EQ(text(), before + "\n[patch.crates-io]\nlibc = { path = \"../libc\" }\n");
    ASSERT_TRUE(until(60, [&] { return window.find(QStringLiteral("crate-libc")) != nullptr; }));
    ASSERT_TRUE(until(60, [&] {
        return stages().node().value(QStringLiteral("replaces")).toString().startsWith(QStringLiteral("libc 0.2."));
    })) << app().plan()->error().toStdString();
    window.click(QStringLiteral("dropPatch"));
    EXPECT_EQ(text(), before + "\n[patch.crates-io]\n"); // a header stays
}

TEST_F(StagesInTheWindow, tellsWhatThePlanSaysAndTakesNoEditOfABrokenText)
{
    dir.write("board/Xargo.toml", written);
    makeCrate("core", "");
    open();
    // A crate that hides one of the library's.
    app().xargo()->setText(QString::fromLatin1(written) +
                           QStringLiteral("again = { path = '../core', package = 'core' }\n"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("pictureProblem")) != nullptr; }));
    EXPECT_TRUE(window.find(QStringLiteral("crate-again")));
    app().xargo()->setText(QStringLiteral("[dependencies\n"));
    EXPECT_FALSE(stages().usable());
    stages().selectNamed(QStringLiteral("base"));
    stages().moveBy(1);
    EXPECT_FALSE(text().contains("stage = 1 }\n"));
    app().xargo()->undo();
    EXPECT_TRUE(stages().usable());
}

TEST_F(StagesInTheWindow, isReachedFromTheGraphAndBack)
{
    dir.write("board/Xargo.toml", written);
    open();
    window.click(QStringLiteral("pictureGraph"));
    EXPECT_EQ(window.page(), QStringLiteral("graph"));
    ASSERT_TRUE(until(30, [&] { return app().graph()->known() && !app().graph()->loading(); }));
    EXPECT_EQ(app().graph()->of(), QStringLiteral("sysroot"));
    window.click(QStringLiteral("editSysroot"));
    EXPECT_EQ(window.page(), QStringLiteral("sysroot"));
    EXPECT_TRUE(window.find(QStringLiteral("stageCanvas")));
}

} // namespace
} // namespace crossyard
