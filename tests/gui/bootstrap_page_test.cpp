// SPDX-License-Identifier: MIT OR Apache-2.0
// The Bootstrap page with the real engine: from a folder to a program, what goes wrong on the way and how it is mended.
#include "bootstrap_page.h"

#include <QTest>

#include <format>

namespace crossyard {
namespace {

using gui::BootstrapModel;
using test::text;
using test::until;
using Page = test::BootstrapPage;

const gui::BootstrapUnitRow *unitOf(BootstrapModel &model, const std::string &title)
{
    const auto &rows = model.units()->rows();
    const auto it = std::ranges::find(rows, title, &gui::BootstrapUnitRow::title);
    return it == rows.end() ? nullptr : &*it;
}

TEST(BootstrapWalk, GoesFromAFolderToAProgramAndSaysThenThatNothingIsToDo)
{
    const test::TempDir dir;
    test::unpackPackage("shared", dir.path());
    Page page;
    EXPECT_TRUE(page.window.find(QStringLiteral("bootstrapEmpty")));
    EXPECT_EQ(page.walk("source"), "queued");
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    ASSERT_EQ(page.problem(), "");
    EXPECT_EQ(page.shown("bootstrapFolder"), toUtf8(dir.path()));
    EXPECT_EQ(page.model().name(), QStringLiteral("shared"));
    EXPECT_EQ(page.walk("plan"), "done");
    EXPECT_EQ(page.walk("result"), "queued");

    // The plan as lists and as a picture, all of it still to be built.
    page.window.click(QStringLiteral("step-plan"));
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("bootstrapUnits")) != nullptr; }));
    const int units = page.model().facts().value(QStringLiteral("units")).toInt();
    EXPECT_GT(units, 3);
    EXPECT_EQ(page.model().units()->count(), units);
    ASSERT_TRUE(unitOf(page.model(), "below 0.1.0"));
    EXPECT_EQ(unitOf(page.model(), "below 0.1.0")->state, "build");
    page.window.click(QStringLiteral("planSearch"));
    page.window.type(QStringLiteral("target-only"));
    EXPECT_EQ(page.model().units()->count(), 1);
    EXPECT_EQ(page.model().units()->total(), units);
    page.window.press(Qt::Key_Down);
    page.window.press(Qt::Key_Return); // shows it in the picture
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("planCanvas")) != nullptr; }));
    auto &picture = *page.model().picture();
    ASSERT_GE(picture.selected(), 0);
    EXPECT_EQ(page.shown("unitTitle"), "target-only 0.1.0");
    EXPECT_EQ(page.shown("unitReason"), "not built before");
    page.window.click(QStringLiteral("planView-packages"));
    EXPECT_EQ(page.model().packages()->count(), 1); // the words count here as well
    EXPECT_EQ(page.model().packages()->rows().front().neededBy, std::vector<std::string>{"shared"});

    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(until(30, [&] { return page.model().job() != 0; }));
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "done") << page.shown("bootstrapFailure");
    ASSERT_TRUE(until(60, [&] { return page.model().upToDate(); })) << page.problem();
    EXPECT_EQ(page.walk("result"), "done");
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("made-shared")) != nullptr; }));
    EXPECT_TRUE(page.window.find(QStringLiteral("next-path")));
    EXPECT_FALSE(page.window.find(QStringLiteral("next-rust"))); // it is no cargo
    EXPECT_TRUE(fs::exists(dir.path() / "target" / "release" / "shared"));

    // There is nothing to be done a second time, and so no button for it; one that comes all the same changes nothing.
    EXPECT_FALSE(page.window.find(QStringLiteral("bootstrapStart")));
    EXPECT_TRUE(page.shown("bootstrapNext").contains("Nothing to do")) << page.shown("bootstrapNext");
    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_TRUE(page.model()
                    .jobFacts()
                    .value(QStringLiteral("progress"))
                    .toString()
                    .contains(QStringLiteral("it was there already")));

    // A source that has changed is to be built anew, with what needs it.
    dir.write("target-only/src/lib.rs", *readFile(dir.path() / "target-only/src/lib.rs") + "// more\n");
    page.model().refresh();
    ASSERT_TRUE(
        until(60, [&] { return page.model().planned() && !page.model().planning() && !page.model().upToDate(); }));
    ASSERT_TRUE(unitOf(page.model(), "target-only 0.1.0"));
    EXPECT_EQ(unitOf(page.model(), "target-only 0.1.0")->state, "build");
}

TEST(BootstrapWalk, SaysWhatIsWrongWithAFolder)
{
    const test::TempDir dir;
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    EXPECT_TRUE(page.problem().contains("There is no Cargo.toml in")) << page.problem();
    EXPECT_EQ(page.walk("source"), "failed");
    EXPECT_EQ(page.shown("bootstrapProblem"), page.problem());
    // It is looked at again when it is there.
    dir.write("Cargo.toml", "[package]\nname = 'late'\nversion = '1.0.0'\nedition = '2021'\n");
    dir.write("src/main.rs", "fn main() {}\n");
    page.model().refresh();
    ASSERT_TRUE(until(60, [&] { return page.model().planned(); })) << page.problem();
    EXPECT_EQ(page.model().version(), QStringLiteral("1.0.0"));
    EXPECT_EQ(page.model().lockedPackages(), -1);
}

TEST(BootstrapWalk, LeadsToTheStepThatMendsAMissingCrate)
{
    const test::TempDir dir;
    const test::TempDir crates;
    test::unpackPackage("renamed", dir.path());
    fs::remove_all(dir.path() / "crates" / "thing-1");
    test::unpackPackage("renamed", crates.path());
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    EXPECT_TRUE(page.problem().contains("Package `thing` 1.0.9 is needed by `renamed`")) << page.problem();
    EXPECT_EQ(page.textOf("step"), "crates");
    EXPECT_EQ(page.textOf("mend"), "add-crates"); // the configuration names a directory
    EXPECT_EQ(page.walk("crates"), "failed");
    EXPECT_EQ(page.walk("source"), "done");
    EXPECT_TRUE(page.window.find(QStringLiteral("bootstrapMend")));
    EXPECT_FALSE(page.model().upToDate());
    auto *button = page.window.find(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(button);
    EXPECT_FALSE(button->isEnabled());

    page.model().addVendor(text(crates.path() / "crates"));
    ASSERT_TRUE(until(60, [&] { return page.model().planned() && !page.model().planning(); })) << page.problem();
    page.window.click(QStringLiteral("step-crates"));
    ASSERT_TRUE(page.window.find(QStringLiteral("removeCrates-0")));
    page.window.click(QStringLiteral("removeCrates-0"));
    ASSERT_TRUE(until(60, [&] { return !page.problem().empty() && !page.model().planning(); }));
    EXPECT_EQ(page.model().packages()->total(), 0); // no plan of before
}

TEST(BootstrapWalk, ChoosesFeaturesProgramsAndTargetByPointing)
{
    const test::TempDir dir;
    test::unpackPackage("bins", dir.path());
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("step-options"));
    EXPECT_FALSE(unitOf(page.model(), "two-bins 1.2.3 (bin needs-extra)"));
    const int before = page.model().units()->total();
    page.window.click(QStringLiteral("bootstrapFeature-extra"));
    ASSERT_TRUE(until(60, [&] { return page.model().units()->total() == before + 1; }));
    EXPECT_TRUE(unitOf(page.model(), "two-bins 1.2.3 (bin needs-extra)"));
    // A program alone; then one whose feature is off again, which says so at the options.
    page.window.click(QStringLiteral("program-needs-extra"));
    ASSERT_TRUE(until(60, [&] { return !page.model().planning() && page.model().files().size() == 1; }));
    EXPECT_FALSE(page.model().everything());
    page.window.click(QStringLiteral("bootstrapFeature-extra"));
    ASSERT_TRUE(until(60, [&] { return !page.problem().empty(); }));
    EXPECT_EQ(page.textOf("step"), "options");
    EXPECT_EQ(page.walk("options"), "failed");
    page.window.click(QStringLiteral("bootstrapEverything"));
    ASSERT_TRUE(until(60, [&] { return page.model().planned() && page.problem().empty(); }));
    EXPECT_TRUE(page.model().everything());

    // What is remembered brings the same choices again.
    page.model().setTarget(QStringLiteral("wasm32-unknown-unknown"));
    ASSERT_TRUE(until(60, [&] { return !page.model().planning(); }));
    page.model().setTarget(QStringLiteral("no-such-target"));
    ASSERT_TRUE(until(60, [&] { return page.problem().contains("no-such-target"); })) << page.problem();
    EXPECT_EQ(page.textOf("step"), "options");
    const auto remembered = page.model().remembered();
    page.model().close();
    EXPECT_EQ(page.model().target(), QString());
    page.model().openAgain(remembered);
    EXPECT_EQ(page.model().target(), QStringLiteral("no-such-target"));
    EXPECT_EQ(page.model().package(), text(dir.path()));
}

TEST(BootstrapWalk, ShowsWhatAPatchDoesAndLetsItBeMended)
{
    const test::TempDir dir;
    const test::TempDir patches;
    test::unpackPackage("renamed", dir.path());
    const std::string good = "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n"
                             "-pub fn version() -> &'static str { env!(\"CARGO_PKG_VERSION\") }\n"
                             "+pub fn version() -> &'static str { \"patched\" }\n";
    std::string bad = good;
    bad.replace(bad.find("version()"), 9, "edition()");
    const auto file = patches.write("thing-2.5.0/say.patch", bad);
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.model().choosePatchDir(text(patches.path()));
    ASSERT_TRUE(until(60, [&] { return !page.model().planning() && !page.problem().empty(); }));
    EXPECT_TRUE(page.problem().contains("cannot be applied to thing 2.5.0")) << page.problem();
    EXPECT_EQ(page.textOf("mend"), "edit-patch");
    EXPECT_EQ(page.walk("crates"), "failed");
    EXPECT_FALSE(page.model().canStart());

    page.window.click(QStringLiteral("bootstrapMend"));
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("patchText")) != nullptr; }));
    auto &edited = *page.model().patches();
    EXPECT_EQ(edited.text().toStdString(), bad);
    edited.setText(QString::fromStdString(good));
    EXPECT_TRUE(edited.dirty());
    EXPECT_EQ(*readFile(file), bad);
    edited.save();
    EXPECT_EQ(*readFile(file), good);
    ASSERT_TRUE(until(60, [&] { return page.model().canStart(); })) << page.problem();
    ASSERT_EQ(edited.all().size(), 1);
    EXPECT_EQ(edited.all()[0].toMap().value(QStringLiteral("problem")), QString());
    EXPECT_EQ(edited.all()[0].toMap().value(QStringLiteral("files")), QStringLiteral("src/lib.rs"));
    EXPECT_TRUE(page.window.find(QStringLiteral("patch-say.patch")));
}

TEST(BootstrapWalk, ShowsAFailureAndGoesOnFromThere)
{
    const test::TempDir dir;
    test::unpackPackage("shared", dir.path());
    const auto good = readFile(dir.path() / "target-only/src/lib.rs");
    ASSERT_OK(good);
    dir.write("target-only/src/lib.rs", "pub fn name() -> u32 { \"text\" }\n");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.model().start();
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "failed");
    EXPECT_EQ(page.walk("result"), "failed");
    ASSERT_TRUE(until(30, [&] { return page.window.find(QStringLiteral("bootstrapFailure")) != nullptr; }));
    EXPECT_TRUE(page.window.find(QStringLiteral("buildCanvas")));
    EXPECT_TRUE(page.window.find(QStringLiteral("bootstrapStart")));
    dir.write("target-only/src/lib.rs", *good);
    // Run again, from the list of jobs: the same choices, and the page.
    page.window.press(Qt::Key_9, Qt::ControlModifier);
    page.window.app().runAgain(page.model().job());
    EXPECT_EQ(page.window.page(), QStringLiteral("bootstrap"));
    ASSERT_TRUE(until(60, [&] { return page.model().planned() && !page.model().planning(); }));
    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(until(300, [&] { return page.model().upToDate(); })) << page.jobState();
}

TEST(BootstrapWalk, CanBeCancelledAndBegunAgain)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'slow'\nversion = '1.0.0'\nedition = '2021'\n");
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("build.rs", "fn main() { if std::path::Path::new(\"wait\").exists() { "
                          "std::thread::sleep(std::time::Duration::from_secs(600)); } }\n");
    dir.write("wait", "");
    Page page;
    page.model().open(text(dir.path()));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("bootstrapStart"));
    ASSERT_TRUE(until(60, [&] { return page.model().jobFacts().value(QStringLiteral("done")).toInt() >= 1; }))
        << page.jobState();
    EXPECT_EQ(page.walk("result"), "running");
    EXPECT_TRUE(page.window.find(QStringLiteral("buildCanvas"))); // the live one
    page.window.click(QStringLiteral("bootstrapCancel"));
    ASSERT_TRUE(page.built());
    EXPECT_EQ(page.jobState(), "cancelled");
    EXPECT_EQ(page.walk("result"), "cancelled");
    fs::remove(dir.path() / "wait");
    page.model().start();
    ASSERT_TRUE(until(300, [&] { return page.model().upToDate(); })) << page.jobState();
}

} // namespace
} // namespace crossyard
