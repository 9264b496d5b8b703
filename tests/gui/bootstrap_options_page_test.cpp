// SPDX-License-Identifier: MIT OR Apache-2.0
// What the Bootstrap page has under More: each option with what it does to the plan and to the job; and planning that
// takes long.
#include "bootstrap_page.h"

#include "integration/crate_world.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using gui::BootstrapModel;
using test::text;
using test::until;
using Page = test::BootstrapPage;

constexpr const char *package = "[package]\nname = 'app'\nversion = '1.0.0'\nedition = '2021'\n";

// The state of the unit with this title; empty where there is none.
std::string unitState(Page &page, const std::string &title)
{
    const auto &rows = page.model().units()->rows();
    const auto it = std::ranges::find(rows, title, &gui::BootstrapUnitRow::title);
    return it == rows.end() ? "" : it->state;
}

std::string packageState(Page &page, const std::string &name)
{
    const auto &rows = page.model().packages()->rows();
    const auto it = std::ranges::find(rows, name, &bootstrap::ShownPackage::name);
    return it == rows.end() ? "" : it->state;
}

// The effect of this kind; empty where there is none.
QVariantMap effect(Page &page, const char *kind)
{
    for (const auto &one : page.model().effects()) {
        if (one.toMap().value(QStringLiteral("kind")) == QLatin1String(kind))
            return one.toMap();
    }
    return {};
}

bool settled(Page &page)
{
    return until(60, [&] { return !page.model().planning(); });
}

// What was chosen comes back from what the page remembers.
void openAgain(Page &page)
{
    const auto remembered = page.model().remembered();
    page.model().close();
    page.model().openAgain(remembered);
    ASSERT_TRUE(settled(page));
}

TEST(BootstrapOptions, TakesArchivesFromADirectoryAndPutsThemThere)
{
    test::CrateWorld world;
    world.add({.name = "one", .version = "1.2.0", .dependencies = {"two 1"}, .library = "pub use two::name;"});
    world.add({.name = "two", .version = "1.0.0", .library = "pub fn name() -> &'static str { \"two\" }"});
    const test::TempDir dir;
    const test::TempDir archives;
    dir.write("Cargo.toml", package + std::string("[dependencies]\none = '1'\n"));
    dir.write("src/main.rs", "fn main() { println!(\"{}\", one::name()); }\n");
    fs::copy_file(world.archive("one-1.2.0"), archives.path() / "one-1.2.0.crate");
    Page page;
    page.model().open(text(dir.path()));
    page.model().setCrateIndex(QString::fromStdString(world.sparse()));
    page.model().setFetches(true);
    page.model().chooseArchives(text(archives.path()));
    ASSERT_TRUE(settled(page));
    ASSERT_TRUE(page.model().canStart()) << page.problem();
    EXPECT_EQ(packageState(page, "one"), "here");
    EXPECT_EQ(packageState(page, "two"), "fetch");
    EXPECT_EQ(effect(page, "archives").value(QStringLiteral("count")), 1);
    page.window.click(QStringLiteral("step-crates"));
    page.window.click(QStringLiteral("cratesMore-head"));
    EXPECT_TRUE(page.window.find(QStringLiteral("bootstrapArchives-clear")));
    openAgain(page);
    EXPECT_EQ(page.model().archivesDir(), text(archives.path()));

    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    EXPECT_TRUE(fs::exists(archives.path() / "two-1.0.0.crate"));
    EXPECT_EQ(world.fetched(), std::vector<std::string>{"two-1.0.0"});
}

TEST(BootstrapOptions, TakesOptionalDependenciesIn)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", package + std::string("[dependencies]\nhelp = { path = 'help', optional = true }\n"));
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("help/Cargo.toml", "[package]\nname = 'help'\nversion = '0.2.0'\nedition = '2021'\n");
    dir.write("help/src/lib.rs", "");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    ASSERT_EQ(page.problem(), "");
    EXPECT_EQ(unitState(page, "help 0.2.0"), "");
    page.window.click(QStringLiteral("step-crates"));
    EXPECT_FALSE(page.window.find(QStringLiteral("bootstrapInclude"))); // folded
    page.window.click(QStringLiteral("cratesMore-head"));
    page.window.click(QStringLiteral("bootstrapInclude"));
    page.window.type(QStringLiteral("help, nobody"));
    page.window.press(Qt::Key_Return);
    ASSERT_TRUE(until(60, [&] { return unitState(page, "help 0.2.0") == "build"; })) << page.problem();
    EXPECT_TRUE(page.model().notes().join(QLatin1Char('\n')).contains(QStringLiteral("optional dependency `nobody`")));
    openAgain(page);
    EXPECT_EQ(page.model().includeOptional(), QStringLiteral("help nobody"));
    EXPECT_EQ(unitState(page, "help 0.2.0"), "build");
}

class Scripts : public testing::Test {
protected:
    void SetUp() override
    {
        dir.write("Cargo.toml", package);
        dir.write("src/main.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n"
                                 "fn main() { println!(\"{}\", MADE); }\n");
        dir.write("build.rs", "fn main() {\n"
                              "    let out = std::env::var(\"OUT_DIR\").unwrap();\n"
                              "    std::fs::write(out + \"/made.rs\", \"const MADE: u32 = 7;\").unwrap();\n"
                              "    println!(\"cargo:rerun-if-changed=build.rs\");\n"
                              "}\n");
    }
    bool anyUnitIs(Page &page, const std::string &state)
    {
        return std::ranges::contains(page.model().units()->rows(), state, &gui::BootstrapUnitRow::state);
    }
    test::TempDir dir;
    test::TempDir records;
};

TEST_F(Scripts, AreWrittenDownAndThenReplayed)
{
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(settled(page));
    page.model().start();
    ASSERT_TRUE(page.built());
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.problem();
    // What is built already is recorded all the same.
    page.model().chooseRecord(text(records.path()));
    ASSERT_TRUE(settled(page));
    EXPECT_FALSE(page.model().upToDate());
    EXPECT_EQ(effect(page, "record").value(QStringLiteral("count")), 1);
    page.window.click(QStringLiteral("step-options"));
    page.window.click(QStringLiteral("optionsMore-head"));
    ASSERT_TRUE(page.window.find(QStringLiteral("recorded-app-1.0.0")));
    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.jobState();
    EXPECT_TRUE(fs::exists(records.path() / "app-1.0.0" / "output"));
    EXPECT_FALSE(effect(page, "recorded").isEmpty());
    EXPECT_EQ(page.model().recorded().value(0).toMap().value(QStringLiteral("there")), true);
    // What was changed there is written anew.
    records.write("app-1.0.0/out/made.rs", "const MADE: u32 = 8;");
    page.model().refresh();
    ASSERT_TRUE(settled(page));
    EXPECT_FALSE(page.model().upToDate());

    page.window.click(QStringLiteral("step-options"));
    page.model().chooseRecord({});
    page.model().chooseReplay(text(records.path()));
    ASSERT_TRUE(settled(page));
    ASSERT_EQ(page.problem(), "");
    EXPECT_TRUE(anyUnitIs(page, "replayed"));
    EXPECT_EQ(effect(page, "replay").value(QStringLiteral("count")), 1);
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("recording-app-1.0.0")) != nullptr; }));
    const auto recording = page.model().recordings().value(0).toMap();
    EXPECT_EQ(recording.value(QStringLiteral("used")), true);
    EXPECT_EQ(recording.value(QStringLiteral("files")), 1);
    openAgain(page);
    EXPECT_EQ(page.model().replayDir(), text(records.path()));
    page.model().start();
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.jobState();
    const auto run = process::run({.program = dir.path() / "target" / "release" / "app"});
    ASSERT_OK(run);
    EXPECT_EQ(run->output, "8\n");
}

TEST_F(Scripts, ThatCannotBeReplayedAreNamedAtTheOptions)
{
    records.write("app-1.0.0/output", "cargo::no-such-directive=1\n");
    records.write("other-2.0.0/output", "cargo:rustc-cfg=x\n");
    Page page;
    page.model().open(text(dir.path()));
    page.model().chooseReplay(text(records.path()));
    ASSERT_TRUE(until(60, [&] { return !page.problem().empty() && page.model().recordings().size() == 2; }));
    EXPECT_TRUE(page.problem().contains("no-such-directive")) << page.problem();
    EXPECT_EQ(page.textOf("step"), "options");
    EXPECT_EQ(page.walk("options"), "failed");
    EXPECT_FALSE(page.model().recordings().value(0).toMap().value(QStringLiteral("problem")).toString().isEmpty());
    EXPECT_EQ(page.model().recordings().value(1).toMap().value(QStringLiteral("problem")), QString());

    page.model().chooseReplay(text(records.path() / "gone"));
    ASSERT_TRUE(settled(page));
    EXPECT_TRUE(page.problem().contains("no directory")) << page.problem();
    EXPECT_EQ(page.textOf("step"), "options");
    EXPECT_TRUE(page.model().recordings().isEmpty());
    page.model().chooseReplay({});
    ASSERT_TRUE(settled(page));
    EXPECT_EQ(page.problem(), "");
}

TEST(BootstrapOptions, HasTheCompilerRunByAProgram)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/main.rs", "fn main() { println!(\"wrapped\"); }\n");
    const auto wrapper = dir.write("wrap me", "#!/bin/sh\necho run >> \"$0.log\"\nexec \"$@\"\n");
    ASSERT_OK(makeExecutable(wrapper));
    Page page;
    page.model().open(text(dir.path()));
    page.model().setWrapper(text(wrapper));
    ASSERT_TRUE(settled(page));
    ASSERT_TRUE(page.model().canStart()) << page.problem();
    EXPECT_EQ(effect(page, "wrapper").value(QStringLiteral("path")), text(wrapper));
    page.window.click(QStringLiteral("step-plan"));
    EXPECT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("effect-wrapper")) != nullptr; }));
    openAgain(page);
    EXPECT_EQ(page.model().wrapper(), text(wrapper));
    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    EXPECT_TRUE(fs::exists(fs::path(wrapper) += ".log"));

    page.window.click(QStringLiteral("step-options"));
    page.window.click(QStringLiteral("optionsMore-head"));
    page.window.click(QStringLiteral("bootstrapWrapper"));
    page.window.press(Qt::Key_A, Qt::ControlModifier);
    page.window.type(QStringLiteral("no-such-program-here"));
    page.window.press(Qt::Key_Return);
    ASSERT_TRUE(until(60, [&] { return page.problem().contains("no-such-program-here"); })) << page.problem();
    EXPECT_EQ(page.textOf("step"), "options");
    page.window.click(QStringLiteral("wrapper-none"));
    ASSERT_TRUE(until(60, [&] { return page.model().planned() && page.problem().empty(); })) << page.problem();
    EXPECT_EQ(page.model().wrapperUse(), QStringLiteral("none"));
    EXPECT_TRUE(effect(page, "wrapper").isEmpty());
    openAgain(page);
    EXPECT_EQ(page.model().wrapperUse(), QStringLiteral("none"));
}

TEST(BootstrapOptions, GoesOnAfterAFailureWhereThatIsChosen)
{
    const test::TempDir dir;
    dir.write("Cargo.toml",
              package + std::string("[dependencies]\na-bad = { path = 'bad' }\nz-good = { path = 'good' }\n"));
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("bad/Cargo.toml", "[package]\nname = 'a-bad'\nversion = '1.0.0'\n");
    dir.write("bad/src/lib.rs", "pub fn wrong() -> u32 { \"text\" }\n");
    dir.write("good/Cargo.toml", "[package]\nname = 'z-good'\nversion = '1.0.0'\n");
    // Of two that nothing else waits for, the larger one starts last.
    dir.write("good/src/lib.rs", "pub fn right() -> u32 { 40713 }\n// " + std::string(2000, '.') + "\n");
    Page page;
    page.model().open(text(dir.path()));
    page.model().setThreads(1);
    ASSERT_TRUE(settled(page));
    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "failed");
    ASSERT_TRUE(settled(page));
    EXPECT_EQ(unitState(page, "z-good 1.0.0"), "build");
    EXPECT_TRUE(effect(page, "keep-going").isEmpty());

    page.window.click(QStringLiteral("step-options"));
    page.window.click(QStringLiteral("optionsMore-head"));
    page.window.click(QStringLiteral("bootstrapKeepGoing"));
    EXPECT_TRUE(page.model().keepGoing());
    ASSERT_TRUE(settled(page));
    EXPECT_FALSE(effect(page, "keep-going").isEmpty());
    const auto before = page.model().job();
    page.model().start();
    ASSERT_NE(page.model().job(), before);
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "failed");
    ASSERT_TRUE(until(60, [&] { return unitState(page, "z-good 1.0.0") == "stored"; }));
}

TEST(BootstrapOptions, UsesTheLockAsItIsChosen)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", package + std::string("[dependencies]\nhelp = { path = 'help' }\n"));
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("help/Cargo.toml", "[package]\nname = 'help'\nversion = '0.2.0'\n");
    dir.write("help/src/lib.rs", "");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("step-crates"));
    page.window.click(QStringLiteral("lock-locked"));
    ASSERT_TRUE(until(60, [&] { return page.textOf("mend") == "unlock"; })) << page.problem();
    page.window.click(QStringLiteral("lock-written"));
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    EXPECT_EQ(effect(page, "lock").value(QStringLiteral("count")), 2);
    EXPECT_TRUE(page.model().command().contains(QStringLiteral(" --write-lock")));
    EXPECT_FALSE(fs::exists(dir.path() / "Cargo.lock")); // that is the job's
    openAgain(page);
    EXPECT_EQ(page.model().lockUse(), QStringLiteral("written"));
    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    EXPECT_TRUE(readFile(dir.path() / "Cargo.lock").value_or("").contains("name = \"help\""));
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.problem();
    EXPECT_FALSE(effect(page, "lock-kept").isEmpty());

    // A lock that is written is something to do.
    fs::remove(dir.path() / "Cargo.lock");
    page.model().refresh();
    ASSERT_TRUE(settled(page));
    EXPECT_FALSE(page.model().upToDate());
    // One that cargo would not take is not written.
    page.model().setBlacklist(QStringLiteral("help"));
    ASSERT_TRUE(settled(page));
    EXPECT_FALSE(page.model().canStart());
    EXPECT_TRUE(page.problem().contains("would not be one that cargo takes")) << page.problem();
    EXPECT_EQ(page.textOf("step"), "crates");
}

// The command that is copied says the same to the command line.
TEST(BootstrapOptions, CanBeCopiedAsACommand)
{
    const test::TempDir dir;
    test::unpackPackage("bins", dir.path());
    Page page;
    page.model().open(text(dir.path()));
    page.model().toggleFeature(QStringLiteral("extra"));
    page.model().toggleProgram(QStringLiteral("needs-extra"));
    page.model().setProfile(QStringLiteral("dev"));
    ASSERT_TRUE(settled(page));
    ASSERT_EQ(page.problem(), "");
    page.window.click(QStringLiteral("step-plan"));
    page.window.click(QStringLiteral("planCommand"));
    const auto command = QGuiApplication::clipboard()->text().toStdString();
    EXPECT_EQ(command, page.model().command().toStdString());
    const std::string program = "crossyard ";
    ASSERT_TRUE(command.starts_with(program)) << command;
    const auto run = process::run({.program = "sh",
                                   .arguments = {"-c", process::quoted(toUtf8(test::crossyardProgram())) + " " +
                                                           command.substr(program.size()) + " --dry-run --json"}});
    ASSERT_OK(run);
    ASSERT_EQ(run->exitCode, 0) << run->errors;
    const auto plan = nlohmann::json::parse(run->output);
    EXPECT_EQ(plan["profile"], "dev");
    EXPECT_EQ(plan["units"].size(), static_cast<std::size_t>(page.model().units()->total()));
    EXPECT_EQ(plan["artifacts"].size(), 1U);
}

TEST(BootstrapPlanning, SaysWhatItFetchesAndCanBeCancelled)
{
    // A server that never answers.
    const test::HttpServer silent(
        [](const test::HttpRequest &) { return test::HttpAnswer{.body = "x", .silent = true}; });
    test::CrateWorld world;
    world.add({.name = "late", .version = "1.2.0"});
    const test::TempDir dir;
    dir.write("Cargo.toml", package + std::string("[dependencies]\nlate = '1'\n"));
    dir.write("src/main.rs", "fn main() {}\n");
    Page page;
    page.model().open(text(dir.path()));
    page.model().setCrateIndex(QString::fromStdString("sparse+" + silent.url() + "/"));
    page.model().setFetches(true);
    ASSERT_TRUE(until(60, [&] { return page.window.find(QStringLiteral("bootstrapStop")) != nullptr; }));
    EXPECT_TRUE(page.shown("bootstrapFetching").contains("of the index sparse+" + silent.url()))
        << page.shown("bootstrapFetching");
    EXPECT_TRUE(page.model().planning());
    EXPECT_FALSE(page.window.find(QStringLiteral("bootstrapStart")));
    page.window.click(QStringLiteral("bootstrapStop"));
    EXPECT_FALSE(page.model().planning());
    EXPECT_FALSE(page.model().planned());
    EXPECT_TRUE(page.model().stopped());
    EXPECT_TRUE(page.model().fetching().isEmpty());
    EXPECT_EQ(page.walk("plan"), "queued");
    EXPECT_EQ(page.problem(), "");
    EXPECT_TRUE(page.window.find(QStringLiteral("bootstrapPlanAgain")));

    // Another choice begins anew.
    page.model().setCrateIndex(QString::fromStdString(world.sparse()));
    EXPECT_FALSE(page.model().stopped());
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    EXPECT_TRUE(page.model().fetching().isEmpty());
}

TEST(BootstrapPlanning, BringsNothingHereThatIsCancelled)
{
    const test::TempDir dir;
    dir.write("repo/Cargo.toml", package);
    dir.write("repo/src/main.rs", "fn main() {}\n");
    for (const auto &words :
         std::vector<std::vector<std::string>>{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "x"}})
        test::gitRun(words, dir.path() / "repo");
    dir.write("other/Cargo.toml", "[package]\nname = 'other'\nversion = '1.0.0'\n");
    dir.write("other/src/main.rs", "fn main() {}\n");
    Page page;
    page.model().obtain(QStringLiteral("file://%1").arg(text(dir.path() / "repo")));
    EXPECT_FALSE(page.model().obtaining().isEmpty());
    page.model().stop();
    EXPECT_TRUE(page.model().obtaining().isEmpty());
    page.model().open(text(dir.path() / "other"));
    ASSERT_TRUE(page.planned());
    EXPECT_EQ(page.model().name(), QStringLiteral("other"));
    EXPECT_TRUE(page.model().recent().filter(QStringLiteral("/checkouts/")).isEmpty());
}

} // namespace
} // namespace crossyard
