// SPDX-License-Identifier: MIT OR Apache-2.0
// Toolchains changed by the real rustup, from a server that the test makes: installed, added to, updated, removed; and
// what is left where a download is damaged or the user cancels.
#include "rust/toolchain_change_job.h"
#include "support/rust_distribution.h"

#include "base/strings.h"
#include "rust/toolchain_keep.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

namespace crossyard::rust {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Kind = ToolchainChange::Kind;

constexpr const char *oldDate = "2026-01-01";
constexpr const char *newDate = "2026-02-02";
constexpr const char *oldRelease = "1.98.0-nightly";
constexpr const char *newRelease = "1.99.0-nightly";

class LogSink : public activity::Sink {
public:
    void take(const activity::Event &event) override
    {
        events.push_back(event);
        text += event.text + "\n";
    }
    std::vector<activity::Event> events;
    std::string text;
};

class ToolchainChanges : public testing::Test {
protected:
    void SetUp() override
    {
        NEEDS_RUSTUP();
        world = std::make_unique<test::RustupWorld>();
        world->distribution().release("nightly", oldDate, oldRelease);
    }
    Result<ChangePlan> plan(const ToolchainChange &change) const
    {
        DistServer server;
        return makeChangePlan(change, world->path(), false, server, {});
    }
    Result<std::string> run(const ToolchainChange &change, const CancelToken &cancel = {})
    {
        sink = std::make_shared<LogSink>();
        activity::Reporter reporter(sink);
        CY_TRY(const auto made, plan(change));
        return changeToolchain(made, reporter, cancel);
    }
    void install(const std::vector<std::string> &components = {}, const std::vector<std::string> &targets = {})
    {
        const auto done = run({.kind = Kind::Install,
                               .toolchain = "nightly",
                               .profile = "minimal",
                               .components = components,
                               .targets = targets});
        ASSERT_OK(done);
    }
    Toolchain nightly() const
    {
        const auto toolchain = selectToolchain({.asked = "nightly", .project = world->path()});
        EXPECT_OK(toolchain);
        return toolchain.value_or(Toolchain{});
    }
    // Every file of the toolchain, with its size.
    std::set<std::string> files() const
    {
        std::set<std::string> all;
        const fs::path root = world->toolchain("nightly");
        for (const auto &entry : fs::recursive_directory_iterator(root)) {
            if (entry.is_regular_file())
                all.insert(std::format("{} {}", toUtf8(entry.path().lexically_relative(root)), entry.file_size()));
        }
        return all;
    }
    bool nothingKept() const { return !fs::exists(world->home() / "crossyard-kept"); }
    void spoil(const std::string &date, const std::string &name) const
    {
        ASSERT_OK(writeFile(world->distribution().archive(date, name), "this is no archive"));
    }

    std::unique_ptr<test::RustupWorld> world;
    std::shared_ptr<LogSink> sink;
};

TEST_F(ToolchainChanges, ThePlanOfAnInstallationSaysWhatRustupThenDoes)
{
    const ToolchainChange change{
        .kind = Kind::Install, .toolchain = "nightly", .components = {"rust-src"}, .targets = {test::distTarget}};
    const auto made = plan(change);
    ASSERT_OK(made);
    std::vector<std::string> names;
    std::uintmax_t bytes = 0;
    for (const auto &part : made->parts) {
        names.push_back(part.name);
        EXPECT_EQ(part.what, ChangePart::What::Added);
        ASSERT_TRUE(part.bytes) << part.name;
        bytes += *part.bytes;
    }
    EXPECT_EQ(made->download, bytes);
    EXPECT_FALSE(fs::exists(world->home() / "toolchains")); // a plan changes nothing

    const auto done = run(change);
    ASSERT_OK(done);
    EXPECT_EQ(*done, "rustc 1.98.0-nightly (0123456789 2026-01-01) is installed");
    const auto listed =
        process::outputOf({.program = *test::RustupWorld::rustup(),
                           .arguments = {"component", "list", "--installed", "--toolchain", "nightly"}});
    ASSERT_OK(listed);
    EXPECT_EQ(names, splitWhitespace(*listed));
    EXPECT_EQ(nightly().compiler.release, oldRelease);
    EXPECT_TRUE(nightly().source);
    EXPECT_TRUE(nightly().hasTarget(test::distTarget));
    EXPECT_TRUE(nothingKept());

    std::uint64_t downloaded = 0;
    for (const auto &event : sink->events) {
        if (event.kind == activity::Event::Kind::Progress) {
            EXPECT_EQ(event.total, names.size());
        }
        if (event.kind == activity::Event::Kind::Line)
            downloaded += event.text.contains("downloading") ? 1 : 0;
    }
    EXPECT_GE(downloaded, 1U) << sink->text;
}

TEST_F(ToolchainChanges, WhatIsOfferedIsWhatRustupLists)
{
    install();
    const auto offers = offersFor("nightly", world->path(), {});
    ASSERT_OK(offers);
    std::set<std::string> ours;
    for (const auto &offer : *offers) {
        auto name = offer.target ? "rust-std-" + offer.name : offer.name;
        if (!offer.target && offer.name != "rust-src")
            name += std::string("-") + test::distHost;
        ours.insert(name + (offer.installed ? " (installed)" : ""));
    }
    const auto listed = process::outputOf(
        {.program = *test::RustupWorld::rustup(), .arguments = {"component", "list", "--toolchain", "nightly"}});
    ASSERT_OK(listed);
    std::set<std::string> theirs;
    for (const auto &line : split(*listed, '\n')) {
        if (!trim(line).empty())
            theirs.insert(std::string(trim(line)));
    }
    EXPECT_EQ(ours, theirs);
}

TEST_F(ToolchainChanges, ComponentsAndTargetsComeAndGo)
{
    install();
    const auto before = files();
    const auto added = run({.kind = Kind::Modify,
                            .toolchain = "nightly",
                            .components = {"rust-src", "clippy"},
                            .targets = {test::distTarget}});
    ASSERT_OK(added);
    EXPECT_TRUE(nightly().source);
    EXPECT_TRUE(nightly().hasTarget(test::distTarget));
    EXPECT_THAT(nightly().components, Contains(std::string("clippy-preview-") + test::distHost));

    const auto again = plan({.kind = Kind::Modify, .toolchain = "nightly", .components = {"rust-src"}});
    ASSERT_OK(again);
    EXPECT_TRUE(again->nothingToDo());
    EXPECT_THAT(again->notes, Contains("rust-src is installed already"));

    const ToolchainChange going{.kind = Kind::Modify,
                                .toolchain = "nightly",
                                .removedComponents = {"rust-src", "clippy"},
                                .removedTargets = {test::distTarget}};
    const auto made = plan(going);
    ASSERT_OK(made);
    EXPECT_GE(made->freed.value_or(0), 200'000U);
    ASSERT_OK(run(going));
    EXPECT_EQ(files(), before);
    EXPECT_TRUE(nothingKept());
}

TEST_F(ToolchainChanges, AnUpdateTakesAllThatIsInstalledAlong)
{
    install({"rust-src"}, {test::distTarget});
    const auto newest = plan({.kind = Kind::Update, .toolchain = "nightly"});
    ASSERT_OK(newest);
    EXPECT_TRUE(newest->nothingToDo());

    world->distribution().release("nightly", newDate, newRelease);
    const auto made = plan({.kind = Kind::Update, .toolchain = "nightly"});
    ASSERT_OK(made);
    EXPECT_EQ(made->parts.size(), 5U);
    EXPECT_TRUE(made->download);
    ASSERT_OK(run({.kind = Kind::Update, .toolchain = "nightly"}));
    EXPECT_THAT(world->versionOf("nightly"), HasSubstr(newRelease));
    EXPECT_TRUE(nightly().hasTarget(test::distTarget));
    EXPECT_TRUE(nightly().source);
    EXPECT_TRUE(nothingKept());
}

TEST_F(ToolchainChanges, AllOfThemAreUpdatedAtOnce)
{
    world->distribution().release("beta", oldDate, "1.97.0-beta.1");
    install();
    ASSERT_OK(run({.kind = Kind::Install, .toolchain = "beta", .profile = "minimal"}));
    world->distribution().release("beta", newDate, "1.97.0-beta.2");
    world->distribution().release("nightly", newDate, newRelease);
    ASSERT_OK(run({.kind = Kind::Update, .toolchain = {}}));
    EXPECT_THAT(world->versionOf("beta"), HasSubstr("1.97.0-beta.2"));
    EXPECT_THAT(world->versionOf("nightly"), HasSubstr(newRelease));
}

TEST_F(ToolchainChanges, RemovingTakesAllOfItAndUnlinkingOnlyTheLink)
{
    install();
    const fs::path own = world->path() / "own build";
    fs::copy(world->toolchain("nightly"), own, fs::copy_options::recursive);
    ASSERT_OK(process::outputOf(
        {.program = *test::RustupWorld::rustup(), .arguments = {"toolchain", "link", "mine", toUtf8(own)}}));

    EXPECT_EQ(plan({.kind = Kind::Update, .toolchain = "mine"}).error().code, ErrorCode::Unsupported);
    ASSERT_OK(run({.kind = Kind::Remove, .toolchain = "mine"}));
    EXPECT_TRUE(fs::exists(own / "bin" / "rustc"));
    EXPECT_FALSE(fs::exists(fs::symlink_status(world->home() / "toolchains" / "mine")));

    const auto made = plan({.kind = Kind::Remove, .toolchain = "nightly"});
    ASSERT_OK(made);
    EXPECT_THAT(made->warnings, Contains(HasSubstr("default")));
    EXPECT_GT(made->freed.value_or(0), 200'000U);
    ASSERT_OK(run({.kind = Kind::Remove, .toolchain = "nightly"}));
    EXPECT_FALSE(fs::exists(world->toolchain("nightly")));
    EXPECT_TRUE(nothingKept());
}

TEST_F(ToolchainChanges, ADamagedDownloadInstallsNothing)
{
    spoil(oldDate, std::string("cargo-1.98.0-nightly-") + test::distHost);
    const auto done = run({.kind = Kind::Install, .toolchain = "nightly", .profile = "minimal"});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(done.error().message, HasSubstr("download failed for cargo"));
    EXPECT_THAT(done.error().message, HasSubstr("checksum failed"));
    EXPECT_THAT(done.error().hint, HasSubstr("damaged"));
    EXPECT_FALSE(fs::exists(world->toolchain("nightly")));
    EXPECT_TRUE(nothingKept());
}

// rustup 1.29 itself may lose the old release here: it takes it out before the new one is there.
TEST_F(ToolchainChanges, ADamagedDownloadLeavesTheOldReleaseWorking)
{
    install({"rust-src"}, {test::distTarget});
    const auto before = files();
    world->distribution().release("nightly", newDate, newRelease);
    spoil(newDate, std::string("cargo-1.99.0-nightly-") + test::distHost);
    const auto done = run({.kind = Kind::Update, .toolchain = "nightly"});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().hint, HasSubstr("damaged"));
    EXPECT_THAT(world->versionOf("nightly"), HasSubstr(oldRelease));
    EXPECT_EQ(files(), before);
    EXPECT_TRUE(nothingKept());
    EXPECT_THAT(sink->text, HasSubstr("is as before"));

    // The mended server is all that the next try needs.
    world->distribution().release("nightly", newDate, newRelease);
    ASSERT_OK(run({.kind = Kind::Update, .toolchain = "nightly"}));
    EXPECT_THAT(world->versionOf("nightly"), HasSubstr(newRelease));
}

TEST_F(ToolchainChanges, CancellingInTheMiddleLeavesThingsAsTheyWere)
{
    install();
    const auto before = files();
    world->distribution().release("nightly", newDate, newRelease);
    for (const auto &change :
         {ToolchainChange{.kind = Kind::Update, .toolchain = "nightly"},
          ToolchainChange{.kind = Kind::Modify, .toolchain = "nightly", .components = {"rust-src"}},
          ToolchainChange{.kind = Kind::Install, .toolchain = "beta"}}) {
        world->distribution().release("beta", oldDate, "1.97.0-beta.1");
        world->server().stallAt(change.kind == Kind::Modify ? "rust-src-" : "rust-std-");
        const CancelToken cancel;
        std::atomic<bool> ended = false;
        std::jthread user([&] {
            while (!world->server().stalled() && !ended)
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            std::this_thread::sleep_for(std::chrono::milliseconds(200)); // the other components are in by then
            cancel.cancel();
        });
        const auto done = run(change, cancel);
        ended = true;
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, ErrorCode::Cancelled) << describe(done.error());
        EXPECT_TRUE(world->server().stalled());
        EXPECT_EQ(files(), before);
        EXPECT_FALSE(fs::exists(world->toolchain("beta")));
        EXPECT_TRUE(nothingKept());
    }
    world->server().stallAt({});
    ASSERT_OK(run({.kind = Kind::Modify, .toolchain = "nightly", .components = {"rust-src"}}));
    EXPECT_TRUE(nightly().source);
}

TEST_F(ToolchainChanges, WhatAKilledProcessKeptIsPutBackByTheNext)
{
    install();
    const auto before = files();
    {
        const auto kept = KeptToolchains::keep(world->home(), {world->toolchain("nightly").filename()}, false, {}, {});
        ASSERT_OK(kept); // and neither dropped nor restored, as by a process that is killed
    }
    fs::remove_all(world->toolchain("nightly") / "bin");
    world->distribution().release("beta", oldDate, "1.97.0-beta.1");
    ASSERT_OK(run({.kind = Kind::Install, .toolchain = "beta", .profile = "minimal"}));
    EXPECT_EQ(files(), before);
    EXPECT_TRUE(nothingKept());
}

TEST_F(ToolchainChanges, DocumentationThatStaysIsThereAfterwards)
{
    install();
    const fs::path page = world->toolchain("nightly") / "share" / "doc" / "rust" / "html" / "index.html";
    fs::create_directories(page.parent_path());
    ASSERT_OK(writeFile(page, "<html>"));
    const auto before = files();
    auto kept = KeptToolchains::keep(world->home(), {world->toolchain("nightly").filename()}, true, {}, {});
    ASSERT_OK(kept);
    EXPECT_FALSE(fs::exists(world->home() / "crossyard-kept" / world->toolchain("nightly").filename() /
                            "tree/share/doc/rust/html"));
    fs::remove(world->toolchain("nightly") / "bin" / "cargo");
    ASSERT_OK(kept->restore({}));
    EXPECT_EQ(files(), before);
    EXPECT_TRUE(nothingKept());
}

TEST_F(ToolchainChanges, AServerThatIsAwayOrHasNoSuchReleaseIsTold)
{
    const auto unknown = plan({.kind = Kind::Install, .toolchain = "nightly-2020-02-30"});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message, HasSubstr("there is no Rust release `nightly-2020-02-30`"));

    qputenv("RUSTUP_DIST_SERVER", "http://127.0.0.1:9");
    const auto made = plan({.kind = Kind::Install, .toolchain = "nightly"});
    ASSERT_OK(made); // the plan can be made, but says what it does not know
    EXPECT_FALSE(made->partsKnown);
    EXPECT_FALSE(made->download);
    EXPECT_THAT(made->notes, Contains(HasSubstr("not known")));
}

TEST_F(ToolchainChanges, TheCommandLineShowsThePlanRunsItAndRemembersIt)
{
    const fs::path store = world->path() / "store";
    const auto crossyard = [&](const std::vector<std::string> &words) {
        return test::crossyardRun(words, store, world->path());
    };
    const auto dry = crossyard({"toolchain", "install", "nightly", "--profile", "minimal", "--dry-run"});
    EXPECT_EQ(dry.exitCode, 0) << dry.errors;
    EXPECT_THAT(dry.output, HasSubstr("toolchain install nightly --no-self-update --profile minimal"));
    EXPECT_FALSE(fs::exists(world->toolchain("nightly")));

    const auto installed = crossyard({"toolchain", "install", "nightly", "--profile", "minimal", "--json"});
    EXPECT_EQ(installed.exitCode, 0) << installed.errors;
    EXPECT_THAT(installed.output, HasSubstr("\"event\":\"plan\""));
    EXPECT_THAT(installed.output, HasSubstr("\"event\":\"command\""));
    EXPECT_THAT(installed.output, HasSubstr("\"event\":\"result\""));
    EXPECT_THAT(world->versionOf("nightly"), HasSubstr(oldRelease));

    EXPECT_EQ(crossyard({"toolchain", "component", "add", "nightly", "rust-src"}).exitCode, 0);
    EXPECT_EQ(crossyard({"toolchain", "target", "add", "nightly", test::distTarget}).exitCode, 0);
    const auto missing = crossyard({"toolchain", "target", "add", "nightly", "thumbv7m-none-eab"});
    EXPECT_EQ(missing.exitCode, 1);
    EXPECT_THAT(missing.errors, HasSubstr("did you mean `thumbv7m-none-eabi`?"));
    EXPECT_EQ(crossyard({"toolchain", "component", "add", "nightly"}).exitCode, 2);
    EXPECT_EQ(crossyard({"toolchain", "frob"}).exitCode, 2);
    // The doctor and the list see it.
    EXPECT_THAT(crossyard({"toolchains", "--json"}).output, HasSubstr(test::distTarget));

    spoil(oldDate, std::string("clippy-preview-1.98.0-nightly-") + test::distHost);
    const auto failed = crossyard({"toolchain", "component", "add", "nightly", "clippy"});
    EXPECT_EQ(failed.exitCode, 1);
    EXPECT_THAT(failed.errors, HasSubstr("checksum failed"));
    EXPECT_EQ(crossyard({"toolchain", "remove", "nightly"}).exitCode, 0);
    const auto jobs = crossyard({"jobs", "list"}).output;
    EXPECT_THAT(jobs, HasSubstr("Install toolchain nightly"));
    EXPECT_THAT(jobs, HasSubstr("failed"));
    EXPECT_THAT(jobs, HasSubstr("Remove toolchain nightly"));
}

} // namespace
} // namespace crossyard::rust
