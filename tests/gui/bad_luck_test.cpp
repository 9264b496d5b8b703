// SPDX-License-Identifier: MIT OR Apache-2.0
// What happens to an open window: toolchains vanish, other programs write its files and its store, jobs run elsewhere.
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QTest>

#include <algorithm>
#include <thread>

namespace crossyard {
namespace {

using test::until;

constexpr const char *board = "[package]\nname = 'board'\nversion = '0.1.0'\n";

// An environment variable for as long as a test runs.
class Variable {
public:
    Variable(const char *name, const fs::path &value)
        : m_name(name), m_before(qgetenv(name)), m_was(qEnvironmentVariableIsSet(name))
    {
        qputenv(name, QByteArray::fromStdString(toUtf8(value)));
    }
    ~Variable() { m_was ? qputenv(m_name, m_before) : qunsetenv(m_name); }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const char *m_name;
    QByteArray m_before;
    bool m_was;
};

bool lists(gui::Application &app, const std::string &toolchain)
{
    return std::ranges::contains(app.toolchains()->rows(), toolchain, &rust::Toolchain::name);
}

TEST(BadLuck, AToolchainThatVanishesGoesFromItsPageAndIsMissed)
{
    const test::TempDir dir;
    const auto program = dir.write("rustup/toolchains/mine/bin/rustc",
                                   "#!/bin/sh\nexec " + toUtf8(test::realToolchain().rustc) + " \"$@\"\n");
    fs::permissions(program, fs::perms::owner_all);
    dir.write("rustup/settings.toml", "version = \"12\"\n");
    dir.write("project/Cargo.toml", board);
    dir.write("project/src/lib.rs", "#![no_std]\n");
    const Variable home("RUSTUP_HOME", dir.path() / "rustup");
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path() / "project"));
    app.setToolchain(QStringLiteral("mine"));
    app.setTarget(QStringLiteral("thumbv7m-none-eabi"));
    window.press(Qt::Key_8, Qt::ControlModifier);
    ASSERT_TRUE(until(60, [&] { return window.find(QStringLiteral("toolchain-mine")) && !app.looking(); }));
    const auto &found = app.readiness()->rows();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().state, rust::Finding::State::Present) << found.front().how;
    window.click(QStringLiteral("toolchain-mine"));

    fs::remove_all(dir.path() / "rustup/toolchains/mine");
    EXPECT_TRUE(until(30, [&] { return !lists(app, "mine"); }));
    EXPECT_TRUE(until(30, [&] { return !found.empty() && found.front().state == rust::Finding::State::Missing; }));
    EXPECT_THAT(found.front().how, testing::HasSubstr("mine"));
    EXPECT_FALSE(window.find(QStringLiteral("toolchain-mine")));
    // It comes back, and all is well again.
    dir.write("rustup/toolchains/mine/bin/rustc",
              "#!/bin/sh\nexec " + toUtf8(test::realToolchain().rustc) + " \"$@\"\n");
    fs::permissions(program, fs::perms::owner_all);
    EXPECT_TRUE(until(30, [&] { return lists(app, "mine"); }));
    EXPECT_TRUE(until(30, [&] { return !found.empty() && found.front().state == rust::Finding::State::Present; }));
}

TEST(BadLuck, WhatAnotherProgramWritesIntoTheProjectShowsByItself)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", board);
    dir.write("src/lib.rs", "#![no_std]\n");
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path()));
    ASSERT_TRUE(until(30, [&] { return app.projectName() == QStringLiteral("board"); }));
    dir.write("Xargo.toml", "[dependencies.core]\n");
    EXPECT_TRUE(until(30, [&] { return app.xargo()->count() == 1; }));
    // As editors save: a new file takes the old one's place. It is seen the second time, too.
    for (const int crates : {2, 3}) {
        const auto made = dir.write("new.tmp", crates == 2 ? "[dependencies]\ncore = {}\nalloc = {}\n"
                                                           : "[dependencies]\ncore = {}\nalloc = {}\ntest = {}\n");
        fs::rename(made, dir.path() / "Xargo.toml");
        EXPECT_TRUE(until(30, [&] { return app.xargo()->count() == crates; })) << crates;
    }
    dir.write("Cargo.toml", "[package]\nname = 'broken'\nversion = '0.1.0\n");
    EXPECT_TRUE(until(30, [&] { return app.projectProblem().contains(QStringLiteral("Cargo.toml:3")); }))
        << app.projectProblem().toStdString();
    dir.write("Cargo.toml", "[package]\nname = 'mended'\nversion = '0.1.0'\n");
    EXPECT_TRUE(until(30, [&] { return app.projectName() == QStringLiteral("mended"); }));
    EXPECT_EQ(app.projectProblem(), QString());
}

TEST(BadLuck, AConflictOfEditsIsDecidedByTheUser)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", board);
    dir.write("src/lib.rs", "#![no_std]\n");
    const auto file = dir.write("Xargo.toml", "[dependencies]\ncore = {}\n");
    test::Window window;
    auto &app = window.app();
    app.openProject(gui::pathText(dir.path()));
    window.press(Qt::Key_4, Qt::ControlModifier);
    const auto contradict = [&](const char *mine, const char *theirs) {
        EXPECT_EQ(app.xargo()->setText(QString::fromLatin1(mine)), QString());
        dir.write("Xargo.toml", theirs);
        EXPECT_TRUE(until(30, [&] { return window.find(QStringLiteral("takeTheirs")) != nullptr; }));
        EXPECT_EQ(*readFile(file), theirs);
    };
    contradict("[dependencies]\ncore = { stage = 1 }\n", "[dependencies]\ncore = { stage = 2 }\n");
    window.click(QStringLiteral("takeTheirs"));
    EXPECT_EQ(app.xargo()->text(), QStringLiteral("[dependencies]\ncore = { stage = 2 }\n"));
    EXPECT_TRUE(until(30, [&] { return window.find(QStringLiteral("takeTheirs")) == nullptr; }));
    contradict("[dependencies]\ncore = { stage = 3 }\n", "[dependencies]\ncore = { stage = 4 }\n");
    window.click(QStringLiteral("keepMine"));
    EXPECT_EQ(*readFile(file), "[dependencies]\ncore = { stage = 3 }\n");
    EXPECT_FALSE(app.xargo()->conflict());
}

TEST(BadLuck, EditsThatAreNotSavedAreAskedAboutBeforeTheWindowCloses)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", board);
    dir.write("src/lib.rs", "#![no_std]\n");
    const auto file = dir.write("Xargo.toml", "[dependencies]\ncore = {}\n");
    test::Window window;
    window.app().openProject(gui::pathText(dir.path()));
    window.app().xargo()->addCrate(QStringLiteral("alloc"));
    ASSERT_TRUE(window.app().xargo()->dirty());
    window.window()->close();
    EXPECT_TRUE(window.window()->isVisible());
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("endJobs")) != nullptr; }));
    window.press(Qt::Key_Escape);
    EXPECT_TRUE(until(30, [&] { return window.find(QStringLiteral("endJobs")) == nullptr; }));
    EXPECT_TRUE(window.window()->isVisible());
    EXPECT_TRUE(window.app().xargo()->dirty());
    window.window()->close();
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("endJobs")) != nullptr; }));
    window.click(QStringLiteral("endJobs"));
    EXPECT_TRUE(until(30, [&] { return window.ended(); }));
    EXPECT_EQ(*readFile(file), "[dependencies]\ncore = {}\n");
}

TEST(BadLuck, WhatTheCommandLineBuildsAndRemovesShowsWhileItHappens)
{
    const auto &real = test::realToolchain();
    test::Window window;
    auto &app = window.app();
    ASSERT_TRUE(until(30, [&] { return !app.looking(); }));
    const auto before = app.sysroots()->count();
    process::Finished built;
    std::jthread other([&] {
        built = test::crossyardRun({"sysroot", "build", "--toolchain", toUtf8(real.rustc), "--target",
                                    "thumbv6m-none-eabi", "--crates", "core"},
                                   storeDirectory());
    });
    window.press(Qt::Key_9, Qt::ControlModifier);
    const auto latest = [&](const char *what) { return app.jobs()->latest().value(QString::fromLatin1(what)); };
    ASSERT_TRUE(
        until(60, [&] { return latest("title").toString() == QStringLiteral("Sysroot for thumbv6m-none-eabi"); }));
    EXPECT_EQ(latest("state").toString(), QStringLiteral("running"));
    EXPECT_EQ(latest("ours").toBool(), false);
    EXPECT_EQ(app.jobs()->active(), 0); // it does not keep this window open
    EXPECT_FALSE(window.find(QStringLiteral("cancelJob")));
    ASSERT_TRUE(until(300, [&] { return latest("state").toString() == QStringLiteral("done"); }));
    other.join();
    EXPECT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_GT(app.jobs()->log()->count(), 0); // of the one that is shown, once it is there
    EXPECT_TRUE(until(30, [&] { return app.sysroots()->count() == before + 1; }));
    const auto removed = test::crossyardRun({"sysroot", "remove", "--all"}, storeDirectory());
    EXPECT_EQ(removed.exitCode, 0) << removed.errors;
    EXPECT_TRUE(until(30, [&] { return app.sysroots()->count() == 0; }));
}

} // namespace
} // namespace crossyard
