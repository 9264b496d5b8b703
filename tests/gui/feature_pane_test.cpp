// SPDX-License-Identifier: MIT OR Apache-2.0
// Features of a project's packages, switched beside the graph: what that costs is shown with the change of Cargo.toml,
// then it is written, and taken back; byte by byte.
#include "window.h"

#include "support/support.h"

#include <QTest>

#include <format>

namespace crossyard {
namespace {

using test::until;

class FeaturesInTheWindow : public testing::Test {
protected:
    void SetUp() override
    {
        dir.write("app/Cargo.toml", manifest);
        dir.write("app/src/lib.rs", "");
        package("rand", "[features]\ndefault = ['std']\nstd = []\nseed = ['dep:entropy']\n\n"
                        "[dependencies]\nentropy = { path = '../entropy', optional = true }\n");
        package("entropy", "");
        package("other", "[dependencies]\nrand = { path = '../rand', features = ['std'] }\n");
        ASSERT_TRUE(window.window());
        window.window()->resize(1280, 900);
        app().openProject(gui::pathText(dir.path() / "app")); // the others are no members
        window.press(Qt::Key_5, Qt::ControlModifier);
        ASSERT_TRUE(until(60, [&] { return app().graph()->known() && !app().graph()->loading(); }))
            << app().graph()->problem().toStdString();
    }
    void package(const std::string &name, const std::string &more)
    {
        dir.write(name + "/Cargo.toml",
                  std::format("[package]\nname = '{}'\nversion = '1.0.0'\nedition = '2021'\n{}", name, more));
        dir.write(name + "/src/lib.rs", "");
    }
    void select(const char *name)
    {
        const auto found = graph::findNodes(app().graph()->whole()->graph, name);
        ASSERT_TRUE(found && !found->empty());
        app().graph()->select(static_cast<int>(found->front()));
        ASSERT_TRUE(until(30, [&] { return !features().kind().isEmpty(); }));
    }
    QVariant preview(const char *key) { return features().preview().value(QLatin1String(key)); }
    bool asked()
    {
        return until(30, [&] { return !features().busy() && !features().preview().isEmpty(); });
    }
    std::string text() { return *readFile(dir.path() / "app/Cargo.toml"); }
    gui::Application &app() { return window.app(); }
    gui::FeatureModel &features() { return *app().features(); }

    const std::string manifest = "[package]\r\nname = 'app'\r\nversion = '0.1.0'\r\nedition = '2021'\r\n\r\n"
                                 "[dependencies]\r\n# why\r\nrand = { path = '../rand' } # chance\r\n"
                                 "other = { path = '../other' }\r\n\r\n[features]\r\nfull = ['rand/seed']\r\n";
    test::TempDir dir;
    test::Window window;
};

TEST_F(FeaturesInTheWindow, showsWhatAFeatureCostsAndWritesIt)
{
    select("rand");
    EXPECT_EQ(features().kind(), QStringLiteral("dependency"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("feature-seed")) != nullptr; }));
    window.click(QStringLiteral("feature-seed"));
    ASSERT_TRUE(asked()) << features().problem().toStdString();
    EXPECT_EQ(preview("come").toStringList(), QStringList{QStringLiteral("entropy@1.0.0")});
    EXPECT_TRUE(preview("go").toStringList().isEmpty());
    EXPECT_TRUE(preview("difference")
                    .toString()
                    .contains(QStringLiteral("+rand = { path = '../rand', features = [\"seed\"] } # chance")));
    EXPECT_EQ(text(), manifest); // nothing is written yet
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("writeFeature")) != nullptr; }));
    features().write();
    auto with = manifest;
    with.replace(with.find("rand' }"), 7, "rand', features = [\"seed\"] }");
    EXPECT_EQ(text(), with);
    // The graph follows.
    ASSERT_TRUE(until(30, [&] { return graph::findNodes(app().graph()->whole()->graph, "entropy").has_value(); }));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("undoFeature")) != nullptr; }));
    window.click(QStringLiteral("undoFeature"));
    EXPECT_EQ(text(), manifest);
    EXPECT_TRUE(features().undoable().isEmpty());
    ASSERT_TRUE(until(30, [&] { return !graph::findNodes(app().graph()->whole()->graph, "entropy").has_value(); }));
}

TEST_F(FeaturesInTheWindow, tellsWhoKeepsAFeatureOn)
{
    select("rand");
    features().ask(QStringLiteral("default"));
    ASSERT_TRUE(asked()) << features().problem().toStdString();
    EXPECT_FALSE(preview("on").toBool());
    const auto askers = preview("askers").toStringList().join(QLatin1Char(' '));
    EXPECT_TRUE(askers.contains(QStringLiteral("other@1.0.0"))) << askers.toStdString();
    EXPECT_TRUE(preview("nothing").toBool());
}

TEST_F(FeaturesInTheWindow, tellsThatTheFileHasChangedMeanwhile)
{
    select("rand");
    features().ask(QStringLiteral("seed"));
    ASSERT_TRUE(asked());
    const auto changed = manifest + "# more\r\n";
    dir.write("app/Cargo.toml", changed);
    features().write();
    EXPECT_TRUE(features().problem().contains(QStringLiteral("changed"))) << features().problem().toStdString();
    EXPECT_EQ(text(), changed);
}

TEST_F(FeaturesInTheWindow, asksOnlyAboutAMembersOwn)
{
    select("app");
    EXPECT_EQ(features().kind(), QStringLiteral("member"));
    features().ask(QStringLiteral("full"));
    ASSERT_TRUE(asked()) << features().problem().toStdString();
    EXPECT_EQ(preview("come").toStringList(), QStringList{QStringLiteral("entropy@1.0.0")});
    EXPECT_TRUE(preview("difference").toString().isEmpty());
    EXPECT_EQ(preview("command").toString(), QStringLiteral("cargo build --package app --features full"));
    features().write();
    EXPECT_EQ(text(), manifest);
    EXPECT_TRUE(features().undoable().isEmpty());
    // A package that nobody of the workspace asks for has nothing to be switched.
    features().drop();
    EXPECT_TRUE(features().preview().isEmpty());
}

} // namespace
} // namespace crossyard
