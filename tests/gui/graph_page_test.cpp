// SPDX-License-Identifier: MIT OR Apache-2.0
// The Graph page: what is in the picture, searching and walking it, filters, large and broken lock files, and that it
// is really painted without a graphics card.
#include "graph_canvas.h"
#include "window.h"

#include "support/support.h"

#include <QTest>

#include <algorithm>
#include <format>

namespace crossyard {
namespace {

using test::until;

std::string lockEntry(const std::string &name, const std::vector<std::string> &dependencies, bool member)
{
    std::string text = std::format("[[package]]\nname = \"{}\"\nversion = \"1.0.0\"\n", name);
    if (!member)
        text += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    if (!dependencies.empty()) {
        text += "dependencies = [\n";
        for (const auto &dependency : dependencies)
            text += std::format(" \"{}\",\n", dependency);
        text += "]\n";
    }
    return text + "\n";
}

// app -> log, rand; rand -> libc; app builds with cc -> shlex; tests with proptest -> rand. log is in no version twice.
void writeSmall(const test::TempDir &dir)
{
    dir.write("Cargo.toml", "[package]\nname = 'app'\nversion = '1.0.0'\nedition = '2021'\n\n"
                            "[dependencies]\nlog = '1'\nrand = { version = '1', features = ['std'] }\n\n"
                            "[build-dependencies]\ncc = '1'\n\n[dev-dependencies]\nproptest = '1'\n");
    dir.write("src/lib.rs", "");
    dir.write("Cargo.lock", "version = 4\n\n" + lockEntry("app", {"cc", "log", "proptest", "rand"}, true) +
                                lockEntry("cc", {"shlex"}, false) + lockEntry("libc", {}, false) +
                                lockEntry("log", {}, false) + lockEntry("proptest", {"rand"}, false) +
                                lockEntry("rand", {"libc"}, false) + lockEntry("shlex", {}, false));
}

// A lock file alone, of so many packages: each has a user above it, and a few more.
void writeLarge(const test::TempDir &dir, int count)
{
    std::string text = "version = 4\n\n";
    const auto name = [](int i) { return std::format("crate-{:05}", i); };
    std::vector<std::vector<std::string>> asks(static_cast<std::size_t>(count));
    for (int i = 1; i < count; ++i) {
        for (const int above : {i / 5, i / 3, i * 7 / 11}) {
            auto &list = asks[static_cast<std::size_t>(above)];
            if (above != i && !std::ranges::contains(list, name(i)))
                list.push_back(name(i));
        }
    }
    for (int i = 0; i < count; ++i)
        text += lockEntry(name(i), asks[static_cast<std::size_t>(i)], i == 0);
    dir.write("Cargo.lock", text);
}

class GraphPage : public testing::Test {
protected:
    void open(const fs::path &project)
    {
        ASSERT_TRUE(window.window());
        window.app().openProject(gui::pathText(project));
        window.press(Qt::Key_5, Qt::ControlModifier);
        ASSERT_TRUE(until(60, [&] { return !model().loading(); }));
        ASSERT_TRUE(canvas());
    }
    gui::GraphModel &model() { return *window.app().graph(); }
    gui::GraphCanvas *canvas() { return qobject_cast<gui::GraphCanvas *>(window.find(QStringLiteral("graphCanvas"))); }
    std::string selected()
    {
        return model().selected() < 0 ? ""
                                      : std::string(model().whole()->graph.name(graph::NodeId(model().selected())));
    }
    int number(const char *name) { return static_cast<int>(graph::findNodes(model().whole()->graph, name)->front()); }
    bool drawn(int nodes)
    {
        return until(30, [&] { return !model().loading() && model().shownNodes() == nodes; });
    }
    // How many of the pixels about a node have this colour, or nearly.
    int pixels(const QImage &picture, int node, const QColor &color)
    {
        const QPointF middle = canvas()->mapToScene(canvas()->pointOf(node));
        int count = 0;
        for (int y = int(middle.y()) - 20; y <= int(middle.y()) + 20; ++y) {
            for (int x = int(middle.x()) - 60; x <= int(middle.x()) + 60; ++x) {
                if (!picture.rect().contains(x, y))
                    continue;
                const QColor at = picture.pixelColor(x, y);
                count += std::abs(at.red() - color.red()) + std::abs(at.green() - color.green()) +
                             std::abs(at.blue() - color.blue()) <
                         24;
            }
        }
        return count;
    }
    QColor color(const char *name) { return canvas()->colors().value(QLatin1String(name)).value<QColor>(); }

    test::TempDir dir;
    test::Window window;
};

TEST_F(GraphPage, showsAWorkspaceAndTellsEverythingAboutANode)
{
    writeSmall(dir);
    open(dir.path());
    EXPECT_EQ(model().problem(), QString());
    EXPECT_EQ(model().shownNodes(), 7);
    EXPECT_EQ(model().shownEdges(), 7);
    EXPECT_FALSE(model().remarks().isEmpty()); // nothing but the member is on disk
    model().select(number("rand"));
    ASSERT_TRUE(until(30, [&] { return model().node().value(QStringLiteral("name")) == QStringLiteral("rand"); }));
    const auto node = model().node();
    EXPECT_EQ(node.value(QStringLiteral("askedByCount")).toInt(), 2);
    const auto chain = node.value(QStringLiteral("chain")).toList();
    ASSERT_EQ(chain.size(), 2);
    EXPECT_EQ(chain[1].toMap().value(QStringLiteral("line")).toInt(), 8);
    EXPECT_TRUE(chain[1].toMap().value(QStringLiteral("words")).toString().contains(QStringLiteral("std")));
    const auto lost = node.value(QStringLiteral("lost")).toList();
    ASSERT_EQ(lost.size(), 1);
    EXPECT_EQ(lost[0].toMap().value(QStringLiteral("title")), QStringLiteral("libc 1.0.0"));
    EXPECT_TRUE(model().command().startsWith(QStringLiteral("crossyard why rand@1.0.0 ")));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("fact-libc 1.0.0")) != nullptr; }));
    window.click(QStringLiteral("fact-libc 1.0.0"));
    EXPECT_EQ(selected(), "libc");
    model().back();
    EXPECT_EQ(selected(), "rand");
    model().forward();
    EXPECT_EQ(selected(), "libc");
}

TEST_F(GraphPage, isSearchedAndWalkedWithTheKeys)
{
    writeSmall(dir);
    open(dir.path());
    window.press(Qt::Key_F, Qt::ControlModifier);
    window.type(QStringLiteral("l"));
    EXPECT_EQ(model().matchCount(), 3); // libc, log, and shlex
    EXPECT_EQ(selected(), "libc");
    window.press(Qt::Key_Return);
    EXPECT_EQ(selected(), "log");
    window.press(Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(selected(), "libc");
    EXPECT_EQ(model().match(), 1);
    window.press(Qt::Key_Down); // into the picture
    ASSERT_TRUE(canvas()->hasActiveFocus());
    window.press(Qt::Key_Up);
    EXPECT_EQ(selected(), "rand");
    window.press(Qt::Key_Up);
    const auto above = selected();
    EXPECT_TRUE(above == "app" || above == "proptest") << above;
    window.press(Qt::Key_Down);
    EXPECT_EQ(selected(), "rand");
    window.press(Qt::Key_Return);
    EXPECT_EQ(canvas()->pinned(), number("rand"));
    window.press(Qt::Key_Escape);
    EXPECT_EQ(canvas()->pinned(), -1);
}

TEST_F(GraphPage, filtersAndShowsWhatIsAroundANode)
{
    writeSmall(dir);
    open(dir.path());
    window.click(QStringLiteral("graphBuild"));
    ASSERT_TRUE(drawn(5)); // without cc and shlex
    window.click(QStringLiteral("graphDev"));
    ASSERT_TRUE(drawn(4));
    window.click(QStringLiteral("graphBuild"));
    window.click(QStringLiteral("graphDev"));
    ASSERT_TRUE(drawn(7));
    window.click(QStringLiteral("graphImplied")); // app asks for rand, and proptest does
    EXPECT_TRUE(until(30, [&] { return !model().loading() && model().shownEdges() == 6; }));
    model().focus(number("cc"));
    ASSERT_TRUE(drawn(3));
    EXPECT_EQ(model().focusTitle(), QStringLiteral("cc"));
    window.click(QStringLiteral("graphDepth-1"));
    window.click(QStringLiteral("graphDirection-out"));
    ASSERT_TRUE(drawn(2));
    // What is found elsewhere becomes the middle.
    model().setWords(QStringLiteral("libc"));
    ASSERT_TRUE(drawn(1));
    EXPECT_EQ(model().focusTitle(), QStringLiteral("libc"));
    model().back();
    ASSERT_TRUE(drawn(2));
}

TEST_F(GraphPage, isPaintedWithTheSoftwareRenderer)
{
    writeSmall(dir);
    open(dir.path());
    for (const char *theme : {"light", "dark"}) {
        window.app().preferences()->setTheme(QString::fromLatin1(theme));
        ASSERT_TRUE(until(30, [&] { return canvas()->settled(); })) << theme;
        const QImage picture = window.window()->grabWindow();
        EXPECT_GT(pixels(picture, number("app"), color("member")), 300) << theme;
        EXPECT_GT(pixels(picture, number("cc"), color("build")), 5) << theme;
        EXPECT_GT(pixels(picture, number("proptest"), color("dev")), 5) << theme;
        EXPECT_GT(pixels(picture, number("log"), color("text")), 5) << theme; // its name
    }
    window.app().preferences()->setTheme({});
    // A click selects and pins; what it has nothing to do with is dimmed.
    ASSERT_TRUE(until(30, [&] { return canvas()->settled(); }));
    const QPoint cc = canvas()->mapToScene(canvas()->pointOf(number("cc"))).toPoint();
    QTest::mouseClick(window.window(), Qt::LeftButton, Qt::NoModifier, cc);
    EXPECT_EQ(selected(), "cc");
    EXPECT_EQ(canvas()->pinned(), number("cc"));
    ASSERT_TRUE(until(30, [&] { return canvas()->settled(); }));
    EXPECT_TRUE(until(30, [&] {
        const QImage lit = window.window()->grabWindow();
        return pixels(lit, number("proptest"), color("dev")) == 0 && pixels(lit, number("shlex"), color("build")) > 5;
    }));
}

TEST_F(GraphPage, isMovedAndZoomedWithTheMouse)
{
    writeSmall(dir);
    open(dir.path());
    ASSERT_TRUE(until(30, [&] { return canvas()->settled(); }));
    const QPointF before = canvas()->pointOf(number("app"));
    const double zoom = canvas()->zoom();
    canvas()->zoomAt(before, 1.5);
    EXPECT_NEAR(canvas()->zoom(), zoom * 1.5, 1e-9);
    EXPECT_LT((canvas()->pointOf(number("app")) - before).manhattanLength(), 3);
    // A place without a node.
    const QPoint from = canvas()->mapToScene(QPointF(canvas()->width() - 8, canvas()->height() - 8)).toPoint();
    QTest::mousePress(window.window(), Qt::LeftButton, Qt::NoModifier, from);
    QTest::mouseMove(window.window(), from - QPoint(30, 30));
    QTest::mouseMove(window.window(), from - QPoint(60, 40));
    QTest::mouseRelease(window.window(), Qt::LeftButton, Qt::NoModifier, from - QPoint(60, 40));
    const QPointF way = canvas()->pointOf(number("app")) - before;
    EXPECT_LT((way - QPointF(-60, -40)).manhattanLength(), 4);
    EXPECT_EQ(selected(), ""); // no click
    canvas()->forceActiveFocus();
    window.press(Qt::Key_F);
    EXPECT_NEAR(canvas()->zoom(), zoom, 1e-9);
}

TEST_F(GraphPage, opensAThousandPackages)
{
    writeLarge(dir, 1000);
    ASSERT_TRUE(window.window());
    window.press(Qt::Key_5, Qt::ControlModifier);
    QTest::qWait(300);
    window.app().openProject(gui::pathText(dir.path()));
    ASSERT_TRUE(until(60, [&] { return model().known() && !model().loading() && canvas()->settled(); }));
    EXPECT_EQ(model().nodeCount(), 1000);
    EXPECT_LE(model().shownNodes(), int(graph::smallPicture)); // a neighbourhood
    EXPECT_GT(model().shownNodes(), 1);
    model().setDepth(0);
    ASSERT_TRUE(drawn(1000));
    ASSERT_TRUE(until(60, [&] { return canvas()->settled(); }));
    model().setWords(QStringLiteral("crate-00777"));
    EXPECT_EQ(selected(), "crate-00777");
    ASSERT_TRUE(until(60, [&] { return canvas()->settled(); }));
    EXPECT_TRUE(QRectF(0, 0, canvas()->width(), canvas()->height()).contains(canvas()->pointOf(model().selected())));
}

TEST_F(GraphPage, tellsABrokenLockFileAndReadsItAgainWhenItIsMended)
{
    writeSmall(dir);
    const auto lock = readFile(dir.path() / "Cargo.lock");
    dir.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"app\"\nversion = \n");
    open(dir.path());
    EXPECT_TRUE(model().problem().contains(QStringLiteral("Cargo.lock:5"))) << model().problem().toStdString();
    EXPECT_TRUE(until(30, [&] { return window.find(QStringLiteral("graphProblem")) != nullptr; }));
    EXPECT_FALSE(model().known());
    dir.write("Cargo.lock", *lock);
    ASSERT_TRUE(drawn(7));
    EXPECT_EQ(model().problem(), QString());
    EXPECT_FALSE(window.find(QStringLiteral("graphProblem")));
}

} // namespace
} // namespace crossyard
