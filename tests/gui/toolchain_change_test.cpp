// SPDX-License-Identifier: MIT OR Apache-2.0
// Toolchains changed from the window with key and mouse, by the real rustup, from a server that the test makes.
#include "window.h"

#include "support/rust_distribution.h"

#include <QTest>

namespace crossyard {
namespace {

using test::until;

constexpr const char *oldRelease = "1.98.0-nightly";
constexpr const char *newRelease = "1.99.0-nightly";

class ToolchainsPage : public testing::Test {
protected:
    void SetUp() override
    {
        NEEDS_RUSTUP();
        world = std::make_unique<test::RustupWorld>();
        world->distribution().release("nightly", "2026-01-01", oldRelease);
        window = std::make_unique<test::Window>();
        ASSERT_TRUE(window->window());
        window->press(Qt::Key_8, Qt::ControlModifier);
        ASSERT_TRUE(until(30, [&] { return window->page() == QStringLiteral("toolchains"); }));
    }
    void TearDown() override
    {
        window.reset();
        world.reset();
    }
    gui::ToolchainChanges &changes() { return *window->app().changes(); }
    QString planned() { return changes().plan().value(QStringLiteral("commandLine")).toString(); }
    void start()
    {
        ASSERT_TRUE(until(30, [&] { return changes().ready(); })) << changes().problem().toStdString();
        window->click(QStringLiteral("startChange"));
        ASSERT_TRUE(until(30, [&] { return window->app().jobs()->active() == 1; }));
    }
    QString endOfJob()
    {
        EXPECT_TRUE(until(60, [&] { return window->app().jobs()->active() == 0; }));
        return window->app().jobs()->latest().value(QStringLiteral("state")).toString();
    }
    int rowOf(const std::string &name)
    {
        const auto &rows = window->app().toolchains()->rows();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].name == name)
                return static_cast<int>(i);
        }
        return -1;
    }
    void select(const std::string &name)
    {
        ASSERT_TRUE(until(30, [&] { return rowOf(name) >= 0; }));
        window->click(QString::fromStdString("toolchain-" + name));
    }
    void installNightly()
    {
        window->click(QStringLiteral("installToolchain"));
        window->click(QStringLiteral("channel-nightly"));
        window->click(QStringLiteral("profile-minimal"));
        start();
        ASSERT_EQ(endOfJob(), QStringLiteral("done"));
        ASSERT_TRUE(until(30, [&] {
            const auto row = rowOf(nightly);
            return row >= 0 && window->app().toolchains()->rows()[static_cast<std::size_t>(row)].works();
        }));
    }

    const std::string nightly = std::string("nightly-") + test::distHost;
    std::unique_ptr<test::RustupWorld> world;
    std::unique_ptr<test::Window> window;
};

TEST_F(ToolchainsPage, InstallsAToolchainWithWhatIsTicked)
{
    window->click(QStringLiteral("installToolchain"));
    // There is no stable on this server, and the page says so.
    ASSERT_TRUE(until(30, [&] { return changes().problem().contains(QStringLiteral("no Rust release `stable`")); }))
        << changes().problem().toStdString();
    EXPECT_FALSE(changes().ready());
    window->click(QStringLiteral("channel-nightly"));
    window->click(QStringLiteral("profile-minimal"));
    ASSERT_TRUE(until(30, [&] { return changes().offers()->total() > 0; }));
    window->click(QStringLiteral("offerSearch"));
    window->type(QStringLiteral("src"));
    ASSERT_TRUE(until(30, [&] { return changes().offers()->count() == 1; }));
    window->press(Qt::Key_Down); // into the list
    window->press(Qt::Key_Space);
    ASSERT_TRUE(until(30, [&] {
        return changes().ready() && planned().endsWith(QStringLiteral("--profile minimal --component rust-src"));
    })) << planned().toStdString();
    EXPECT_FALSE(fs::exists(world->toolchain("nightly")));
    start();
    EXPECT_EQ(endOfJob(), QStringLiteral("done"));
    // It may show while it is still being filled.
    const auto &rows = window->app().toolchains()->rows();
    const auto row = [&] { return rows[static_cast<std::size_t>(rowOf(nightly))]; };
    EXPECT_TRUE(until(30, [&] { return rowOf(nightly) >= 0 && row().works(); }));
    EXPECT_EQ(changes().kind(), QString());
    EXPECT_TRUE(row().source);
}

TEST_F(ToolchainsPage, AddsATargetUpdatesAndRemoves)
{
    installNightly();
    select(nightly);
    window->click(QStringLiteral("modifyToolchain"));
    ASSERT_TRUE(until(30, [&] { return window->find(QStringLiteral("offer-thumbv7m-none-eabi")) != nullptr; }));
    EXPECT_FALSE(changes().ready());
    window->click(QStringLiteral("offer-thumbv7m-none-eabi"));
    ASSERT_TRUE(until(30, [&] { return planned().contains(QStringLiteral("target add")); }));
    start();
    ASSERT_EQ(endOfJob(), QStringLiteral("done"));
    ASSERT_TRUE(until(30, [&] {
        return window->app().toolchains()->rows()[static_cast<std::size_t>(rowOf(nightly))].hasTarget(test::distTarget);
    }));

    world->distribution().release("nightly", "2026-02-02", newRelease);
    window->click(QStringLiteral("updateToolchain"));
    start();
    ASSERT_EQ(endOfJob(), QStringLiteral("done"));
    EXPECT_TRUE(QString::fromStdString(world->versionOf("nightly")).contains(QLatin1String(newRelease)));

    window->click(QStringLiteral("removeToolchain"));
    ASSERT_TRUE(
        until(30, [&] { return !changes().plan().value(QStringLiteral("warnings")).toStringList().isEmpty(); }));
    window->press(Qt::Key_Escape); // the warning is heeded at first
    EXPECT_TRUE(until(30, [&] { return changes().kind().isEmpty(); }));
    EXPECT_TRUE(fs::exists(world->toolchain("nightly")));
    window->click(QStringLiteral("removeToolchain"));
    start();
    ASSERT_EQ(endOfJob(), QStringLiteral("done"));
    EXPECT_FALSE(fs::exists(world->toolchain("nightly")));
    EXPECT_TRUE(until(30, [&] { return rowOf(nightly) < 0; }));
}

TEST_F(ToolchainsPage, ACancelledUpdateLeavesTheOldReleaseAndADamagedOneSaysWhy)
{
    installNightly();
    world->distribution().release("nightly", "2026-02-02", newRelease);
    world->server().stallAt("rust-std-");
    select(nightly);
    window->click(QStringLiteral("updateToolchain"));
    start();
    ASSERT_TRUE(until(30, [&] { return world->server().stalled(); }));
    window->press(Qt::Key_Period, Qt::ControlModifier);
    EXPECT_EQ(endOfJob(), QStringLiteral("cancelled"));
    EXPECT_TRUE(QString::fromStdString(world->versionOf("nightly")).contains(QLatin1String(oldRelease)));

    world->server().stallAt({});
    world->distribution().release("nightly", "2026-03-03", "2.0.0-nightly"); // nothing of it is downloaded yet
    ASSERT_TRUE(writeFile(
        world->distribution().archive("2026-03-03", std::string("cargo-2.0.0-nightly-") + test::distHost), "damaged"));
    window->click(QStringLiteral("updateToolchain"));
    start();
    EXPECT_EQ(endOfJob(), QStringLiteral("failed"));
    const auto job = window->app().jobs()->latest();
    EXPECT_TRUE(job.value(QStringLiteral("cause")).toString().contains(QStringLiteral("checksum failed")));
    EXPECT_TRUE(job.value(QStringLiteral("causeText")).toString().contains(QStringLiteral("damaged")));
    EXPECT_TRUE(QString::fromStdString(world->versionOf("nightly")).contains(QLatin1String(oldRelease)));
}

} // namespace
} // namespace crossyard
