// SPDX-License-Identifier: MIT OR Apache-2.0
// Patches for crates: what is built with them, what stays as it is, and what is said where one does not fit.
#include "base/strings.h"
#include "bootstrap_world.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

std::map<std::string, std::string> filesBelow(const fs::path &directory)
{
    std::map<std::string, std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(directory)) {
        const auto name = entry.path().lexically_relative(directory).generic_string();
        if (!entry.is_regular_file() || name.starts_with(".git/"))
            continue;
        const bool runs = (entry.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
        files[name] = (runs ? "x " : "- ") + *readFile(entry.path());
    }
    return files;
}

class BootstrapPatches : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        test::unpackPackage("renamed", project.path());
    }

    process::Finished bootstrap(Words words = {})
    {
        words.insert(words.end(), {"--patchdir", toUtf8(patches.path())});
        return test::bootstrapRun(words, store.path(), project.path());
    }

    void patch(const std::string &file, const std::string &text) { patches.write(fromUtf8(file), text); }

    std::string output()
    {
        const auto run = process::run({.program = project.path() / "target" / "release" / "renamed"});
        return run && run->ok() ? std::string(trim(run->output)) : "it did not run";
    }

    /// The one patched copy of a crate in the store.
    fs::path copyOf(const std::string &name)
    {
        fs::path found;
        for (const auto &entry : fs::directory_iterator(store.path() / "patched")) {
            if (fs::is_directory(entry.path() / fromUtf8(name)))
                found = entry.path() / fromUtf8(name);
        }
        return found;
    }

    test::TempDir project;
    test::TempDir patches;
    test::TempDir store;
};

constexpr const char *versionLine = "pub fn version() -> &'static str { env!(\"CARGO_PKG_VERSION\") }\n";

std::string toSay(const std::string &what, const std::string &line = versionLine)
{
    return std::format("Subject: say it\n\n--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n-{}"
                       "+pub fn version() -> &'static str {{ \"{}\" }}\n",
                       line, what);
}

TEST_F(BootstrapPatches, areBuiltInAndLeaveTheSourcesAsTheyAre)
{
    const auto before = filesBelow(project.path() / "crates");
    patch("thing-2.5.0/say.patch", toSay("patched"));
    const auto built = bootstrap();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(output(), "1.0.9 patched 0.3.1+1.0.9");
    EXPECT_EQ(filesBelow(project.path() / "crates"), before);
    EXPECT_THAT(bootstrap().errors, HasSubstr("Nothing to do"));

    patch("thing-2.5.0/say.patch", toSay("again"));
    EXPECT_EQ(bootstrap().exitCode, 0);
    EXPECT_EQ(output(), "1.0.9 again 0.3.1+1.0.9");
    // Without the version, they are for every one of the name that has none of its own.
    patch("thing/all.patch", toSay("all"));
    EXPECT_EQ(bootstrap().exitCode, 0);
    EXPECT_EQ(output(), "all again 0.3.1+all");
    const auto without = test::bootstrapRun({}, store.path(), project.path());
    EXPECT_EQ(without.exitCode, 0) << without.errors;
    EXPECT_EQ(output(), "1.0.9 2.5.0 0.3.1+1.0.9");
}

TEST_F(BootstrapPatches, comeInTheOrderOfTheirNamesOrOfTheSeries)
{
    const std::string one = "pub fn version() -> &'static str { \"one\" }\n";
    patch("thing-2.5.0/1.patch", toSay("one"));
    patch("thing-2.5.0/2.patch", toSay("two", one));
    patch("thing-2.5.0/empty.patch", "\n");
    EXPECT_EQ(bootstrap().exitCode, 0);
    EXPECT_EQ(output(), "1.0.9 two 0.3.1+1.0.9");

    fs::rename(patches.path() / "thing-2.5.0" / "1.patch", patches.path() / "thing-2.5.0" / "z.diff");
    patch("thing-2.5.0/series", "# the first one\nz.diff -p1\n\n2.patch # and this\n");
    EXPECT_THAT(bootstrap().errors, HasSubstr("Nothing to do"));
    patch("thing-2.5.0/series", "gone.patch\n");
    const auto gone = bootstrap();
    EXPECT_EQ(gone.exitCode, 1);
    EXPECT_THAT(gone.errors, HasSubstr("there is no patch `gone.patch`"));
    EXPECT_THAT(gone.errors, HasSubstr("series:1"));
}

TEST_F(BootstrapPatches, mayChangeTheManifestAndTheBuildScript)
{
    project.write("crates/extra/Cargo.toml", "[package]\nname = \"extra\"\nversion = \"4.0.0\"\n");
    project.write("crates/extra/src/lib.rs", "pub const WORD: &str = \"extra\";\n");
    project.write("crates/extra/.cargo-checksum.json", "{\"files\":{},\"package\":null}\n");
    patch("thing-2.5.0/1.patch", "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -1,3 +1,6 @@\n [package]\n name = \"thing\"\n"
                                 " version = \"2.5.0\"\n+build = \"build.rs\"\n+[dependencies]\n+extra = \"4\"\n"
                                 "--- /dev/null\n+++ b/build.rs\n@@ -0,0 +1 @@\n"
                                 "+fn main() { println!(\"cargo:rustc-env=OF_SCRIPT=script\"); }\n"
                                 "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1,2 @@\n"
                                 "-" +
                                     std::string(versionLine) +
                                     "+pub fn version() -> String { format!(\"{} {}\", extra::WORD, "
                                     "env!(\"OF_SCRIPT\")) }\n+// the end\n");
    const auto built = bootstrap();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(output(), "1.0.9 extra script 0.3.1+1.0.9");
    EXPECT_THAT(built.errors, HasSubstr("Cargo.lock has nothing for a dependency on `extra`"));
}

TEST_F(BootstrapPatches, stopEverythingWhereOneDoesNotFit)
{
    patch("thing-2.5.0/1-good.patch", toSay("patched"));
    patch("thing-2.5.0/2-bad.patch", toSay("other"));
    const auto run = bootstrap({"--verbose"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("2-bad.patch cannot be applied to thing 2.5.0: src/lib.rs, hunk 1 of 1 "
                                      "(lines 1 to 1) does not fit: line 1 should be `pub fn"));
    EXPECT_THAT(run.errors, HasSubstr("2-bad.patch:3"));
    EXPECT_THAT(run.errors, Not(HasSubstr("--crate-name")));
    EXPECT_FALSE(fs::exists(store.path() / "units"));
    EXPECT_FALSE(fs::exists(store.path() / "patched")) << "the whole crate or nothing";

    const auto plan = bootstrap({"--dry-run", "--json"});
    EXPECT_EQ(plan.exitCode, 1);
    const auto json = nlohmann::json::parse(split(plan.output, '\n').front(), nullptr, false);
    ASSERT_EQ(json["patches"].size(), 2U);
    EXPECT_EQ(json["patches"][0]["problem"], "");
    EXPECT_EQ(json["patches"][0]["hunks"], 1);
    EXPECT_THAT(json["patches"][1]["problem"].get<std::string>(), HasSubstr("hunk 1 of 1"));
    const auto text = bootstrap({"--dry-run"});
    EXPECT_THAT(text.output, HasSubstr("patch  thing 2.5.0: 1-good.patch (1 hunks in src/lib.rs)"));
    EXPECT_THAT(text.output, HasSubstr("2-bad.patch:3 DOES NOT APPLY"));
}

TEST_F(BootstrapPatches, thatLeadOutOfTheCrateAreRefused)
{
    patch("thing-2.5.0/out.patch", "--- /dev/null\n+++ b/../out.txt\n@@ -0,0 +1 @@\n+x\n");
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("leads out of the directory that is patched"));
    EXPECT_FALSE(fs::exists(project.path() / "crates" / "out.txt"));

    // A link within the crate is no way out either.
    patch("thing-2.5.0/out.patch", "--- a/link/f\n+++ b/link/f\n@@ -1 +1 @@\n-x\n+y\n");
    const test::TempDir outside;
    const auto file = outside.write("f", "x\n");
    fs::create_directory_symlink(outside.path(), project.path() / "crates" / "thing-2" / "link");
    EXPECT_EQ(bootstrap().exitCode, 0);
    EXPECT_EQ(*readFile(file), "x\n");
    EXPECT_EQ(*readFile(copyOf("thing-2.5.0") / "link" / "f"), "y\n");
}

TEST_F(BootstrapPatches, thatNothingTakesAreTold)
{
    patch("nothing-1.0.0/a.patch", toSay("x"));
    patch("thing-3/a.patch", toSay("x"));
    const auto run = bootstrap({"--dry-run"});
    EXPECT_EQ(run.exitCode, 0) << run.errors;
    EXPECT_THAT(run.output, HasSubstr("no crate of this build takes the patches in"));
    EXPECT_THAT(run.output, HasSubstr("thing-3"));
    EXPECT_THAT(run.output, HasSubstr("nothing-1.0.0"));
    patch("renamed/a.patch", toSay("x"));
    const auto own = bootstrap();
    EXPECT_EQ(own.exitCode, 1);
    EXPECT_THAT(own.errors, HasSubstr("what is no crate from elsewhere is not patched"));
    const auto none = test::bootstrapRun({"--patchdir", "gone"}, store.path(), project.path());
    EXPECT_EQ(none.exitCode, 1);
    EXPECT_THAT(none.errors, HasSubstr("is not a directory of patches"));
}

TEST_F(BootstrapPatches, areAppliedAnewWhereTheCopyIsDamaged)
{
    patch("thing-2.5.0/say.patch", toSay("patched"));
    ASSERT_EQ(bootstrap().exitCode, 0);
    const auto copy = copyOf("thing-2.5.0");
    const auto files = filesBelow(copy);
    ASSERT_OK(writeFile(copy / "src" / "lib.rs", "pub fn version() -> &'static str { \"damaged\" }\n"));
    EXPECT_EQ(bootstrap().exitCode, 0);
    EXPECT_EQ(filesBelow(copy), files);
    EXPECT_EQ(output(), "1.0.9 patched 0.3.1+1.0.9");
}

// All that a patch can do to files, against what git makes of it.
TEST_F(BootstrapPatches, makeTheTreeThatGitMakes)
{
    const auto git = findProgram("git");
    if (!git)
        GTEST_SKIP() << "there is no git";
    const auto crate = project.path() / "crates" / "thing-2";
    project.write("crates/thing-2/windows.txt", "one\r\ntwo\r\nthree\r\n");
    project.write("crates/thing-2/open", "a\nb\nno end");
    project.write("crates/thing-2/old name", "1\n2\n3\n4\n5\n6\n7\n8\n");
    project.write("crates/thing-2/gone.rs", "gone\n");
    project.write("crates/thing-2/run.sh", "#!/bin/sh\n");
    const test::TempDir other;
    fs::copy(crate, other.path(), fs::copy_options::recursive);
    const auto run = [&](Words words) {
        words.insert(words.begin(),
                     {"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"});
        const auto done = process::run({.program = *git,
                                        .arguments = words,
                                        .directory = other.path(),
                                        .environment = {{"GIT_CONFIG_GLOBAL", "/dev/null"}}});
        EXPECT_TRUE(done && done->ok()) << (done ? done->errors : "");
        return done ? done->output : std::string();
    };
    run({"init", "-q"});
    run({"add", "-A"});
    run({"commit", "-q", "-m", "as it was"});
    other.write("windows.txt", "one\r\n2\r\nthree\r\nfour\r\n");
    other.write("open", "a\nb\nstill no end");
    fs::rename(other.path() / "old name", other.path() / "na\xc3\xafve name");
    other.write("na\xc3\xafve name", "1\n2\n3\nfour\n5\n6\n7\n8\n");
    fs::remove(other.path() / "gone.rs");
    fs::permissions(other.path() / "run.sh", fs::perms::owner_exec, fs::perm_options::add);
    other.write("deep/er/new.rs", "new");
    other.write("empty", "");
    other.write("src/lib.rs", std::string(versionLine) + "// more\n");
    run({"add", "-A"});
    patch("thing-2.5.0/all.patch", run({"diff", "--cached", "-M"}));
    const auto built = bootstrap();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    auto expected = filesBelow(other.path());
    expected.erase(".cargo-checksum.json");
    EXPECT_EQ(filesBelow(copyOf("thing-2.5.0")), expected);
}

} // namespace
} // namespace crossyard
