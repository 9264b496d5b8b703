// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the Bootstrap page takes packages and crates from, what it says of the system, and what is done with a result.
#include "bootstrap_page.h"

#include "integration/crate_world.h"

#include <QSignalSpy>

#include <format>

namespace crossyard {
namespace {

using gui::BootstrapModel;
using test::text;
using test::until;
using Page = test::BootstrapPage;

const gui::ListModel &packages(Page &page)
{
    return *page.model().packages();
}

const bootstrap::ShownPackage *packageOf(Page &page, const std::string &name)
{
    const auto &rows = page.model().packages()->rows();
    const auto it = std::ranges::find(rows, name, &bootstrap::ShownPackage::name);
    return it == rows.end() ? nullptr : &*it;
}

TEST(BootstrapSources, FetchesCratesWhenItIsAskedTo)
{
    test::CrateWorld world;
    world.add({.name = "one", .version = "1.2.0", .dependencies = {"two 1"}, .library = "pub use two::name;"});
    world.add({.name = "two", .version = "1.0.0", .library = "pub fn name() -> &'static str { \"two\" }"});
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'app'\nversion = '1.0.0'\nedition = '2021'\n"
                            "[dependencies]\none = '1'\n");
    dir.write("src/main.rs", "fn main() { println!(\"{}\", one::name()); }\n");
    Page page;
    page.model().open(text(dir.path()));
    page.model().setCrateIndex(QString::fromStdString(world.sparse()));
    ASSERT_TRUE(page.planned());
    // Nothing comes from the network before that was said.
    EXPECT_FALSE(page.model().fetches());
    EXPECT_EQ(page.textOf("mend"), "fetch") << page.problem();
    EXPECT_TRUE(world.fetched().empty());

    page.window.click(QStringLiteral("bootstrapFetch"));
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    EXPECT_EQ(page.model().facts().value(QStringLiteral("fetch")), 2);
    EXPECT_TRUE(world.fetched().empty()); // that is the job's
    EXPECT_EQ(packages(page).rowCount(), 2);
    ASSERT_TRUE(packageOf(page, "two"));
    EXPECT_EQ(packageOf(page, "two")->state, "fetch");
    EXPECT_FALSE(page.model().upToDate());
    EXPECT_EQ(page.shown("bootstrapStart"), "Fetch and build");
    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.problem();
    EXPECT_EQ(world.fetched(), (std::vector<std::string>{"one-1.2.0", "two-1.0.0"}));
    ASSERT_TRUE(packageOf(page, "two"));
    EXPECT_NE(packageOf(page, "two")->state, "fetch");
}

TEST(BootstrapSources, LeavesOutWhatItIsToldTo)
{
    const test::TempDir dir;
    test::unpackPackage("renamed", dir.path());
    dir.write("src/lib.rs", "\n");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    ASSERT_TRUE(packageOf(page, "thing")) << page.problem();
    page.window.click(QStringLiteral("step-crates"));
    page.window.click(QStringLiteral("cratesMore-head"));
    page.window.click(QStringLiteral("bootstrapBlacklist"));
    page.window.type(QStringLiteral("thing, no-such"));
    page.window.press(Qt::Key_Return);
    ASSERT_TRUE(until(60, [&] { return packageOf(page, "thing")->state == "left out"; })) << page.problem();
    EXPECT_EQ(page.model().blacklist(), QStringLiteral("thing no-such"));
    const auto remembered = page.model().remembered();
    page.model().close();
    page.model().openAgain(remembered);
    EXPECT_EQ(page.model().blacklist(), QStringLiteral("thing no-such"));
}

TEST(BootstrapSources, TakesAnArchiveAndARepository)
{
    test::CrateWorld world;
    world.add({.name = "packed", .version = "0.3.0", .library = "pub fn one() {}"});
    const test::TempDir dir;
    const fs::path archive = dir.path() / "packed-0.3.0.crate";
    fs::copy_file(world.archive("packed-0.3.0"), archive);
    Page page;
    page.model().obtain(text(archive));
    EXPECT_FALSE(page.model().obtaining().isEmpty());
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    EXPECT_TRUE(page.model().obtaining().isEmpty());
    EXPECT_EQ(page.model().name(), QStringLiteral("packed"));
    EXPECT_EQ(page.model().targetDir(), text(dir.path() / "target")); // not in our cache

    dir.write("cut.crate", readFile(archive)->substr(0, 40));
    page.model().close();
    page.model().obtain(text(dir.path() / "cut.crate"));
    ASSERT_TRUE(until(60, [&] { return page.model().obtaining().isEmpty(); }));
    EXPECT_FALSE(page.problem().empty());
    ASSERT_TRUE(page.window.find(QStringLiteral("bootstrapObtainProblem")));
    EXPECT_EQ(page.shown("bootstrapObtainProblem"), page.problem());

    dir.write("repo/Cargo.toml", "[package]\nname = 'cloned'\nversion = '2.0.0'\nedition = '2021'\n");
    dir.write("repo/src/main.rs", "fn main() {}\n");
    for (const auto &words : std::vector<std::vector<std::string>>{
             {"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "x"}, {"tag", "v2"}})
        test::gitRun(words, dir.path() / "repo");
    auto *address = page.window.find(QStringLiteral("bootstrapAddress"));
    ASSERT_TRUE(address);
    address->setProperty("text", QStringLiteral("file://%1?tag=v2").arg(text(dir.path() / "repo")));
    page.window.click(QStringLiteral("bootstrapClone"));
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    EXPECT_EQ(page.model().name(), QStringLiteral("cloned"));
    EXPECT_TRUE(page.model().targetDir().endsWith(QStringLiteral("/repo/target")))
        << page.model().targetDir().toStdString();
}

TEST(BootstrapSources, ShowsWhatTheSystemLacks)
{
    if (!findProgram("pkg-config"))
        GTEST_SKIP() << "there is no pkg-config";
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'app'\nversion = '1.0.0'\nedition = '2021'\n"
                            "[dependencies]\nopenssl-sys = '*'\n");
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("crates/openssl-sys/Cargo.toml",
              "[package]\nname = 'openssl-sys'\nversion = '0.9.107'\nlinks = 'openssl'\n");
    dir.write("crates/openssl-sys/src/lib.rs", "");
    dir.write("crates/openssl-sys/build.rs", "fn main() {}\n");
    dir.write("crates/openssl-sys/.cargo-checksum.json", "{\"files\":{},\"package\":null}\n");
    qputenv("PKG_CONFIG_LIBDIR", toUtf8(dir.path()).c_str());
    Page page;
    page.model().open(text(dir.path()));
    page.model().addVendor(text(dir.path() / "crates"));
    ASSERT_TRUE(until(60, [&] { return page.model().planned() && !page.model().planning(); })) << page.problem();
    qunsetenv("PKG_CONFIG_LIBDIR");
    EXPECT_FALSE(page.model().canStart());
    EXPECT_TRUE(page.problem().contains("openssl")) << page.problem();
    const auto natives = page.model().natives();
    ASSERT_FALSE(natives.isEmpty());
    EXPECT_EQ(natives.front().toMap().value(QStringLiteral("state")), QStringLiteral("missing"));
    page.window.click(QStringLiteral("step-plan"));
    page.window.click(QStringLiteral("planView-natives"));
    EXPECT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("bootstrapNatives")) != nullptr; }));
    // Who knows better builds all the same.
    EXPECT_EQ(page.textOf("mend"), "ignore-native");
    page.window.click(QStringLiteral("bootstrapMend"));
    EXPECT_FALSE(page.model().nativeCheck());
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    const auto remembered = page.model().remembered();
    page.model().close();
    page.model().openAgain(remembered);
    EXPECT_FALSE(page.model().nativeCheck());
}

TEST(BootstrapSources, VerifiesTheResultAndWritesItsRecipe)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'small'\nversion = '1.0.0'\nedition = '2021'\n");
    dir.write("src/main.rs", "fn main() { println!(\"small 1.0.0\"); }\n");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(until(120, [&] { return page.model().upToDate(); })) << page.problem();
    const auto built = page.model().job();
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("bootstrapVerify")) != nullptr; }));
    page.window.click(QStringLiteral("bootstrapVerify"));
    ASSERT_TRUE(until(30, [&] { return page.model().job() != built; }));
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    const auto said = page.model().jobFacts().value(QStringLiteral("progress")).toString().toStdString();
    EXPECT_TRUE(said.contains("comes out the same elsewhere: passed")) << said;

    QSignalSpy told(&page.model(), &BootstrapModel::told);
    page.model().writeRecipe(QUrl::fromLocalFile(text(dir.path() / "small.sh")));
    ASSERT_TRUE(until(60, [&] { return !told.isEmpty(); }));
    EXPECT_EQ(told.front().front(), QStringLiteral("small.sh was written"));
    EXPECT_TRUE(readFile(dir.path() / "small.sh")->contains("--crate-name small"));
}

} // namespace
} // namespace crossyard
