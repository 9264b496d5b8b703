// SPDX-License-Identifier: MIT OR Apache-2.0
// Packages in git repositories: as dependencies, patched, as what is built; and how locks name them, as cargo does it.
#include "base/strings.h"
#include "crate_world.h"

#include <format>

namespace crossyard {
namespace {

using test::gitRun;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

class WithGit : public testing::Test {
protected:
    void SetUp() override
    {
        if (!findProgram("git"))
            GTEST_SKIP() << "there is no git on PATH";
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        world.add({"leaf", "1.0.0", {}, "pub fn text() -> &'static str { \"old\" }\n"});
        world.add({"leaf", "1.1.0", {}, "pub fn text() -> &'static str { \"leaf\" }\n"});
        repository.write("sub/text.txt", "from a submodule");
        commitAll(repository.path() / "sub");
        repository.write("top/Cargo.toml", "[workspace]\nmembers = [\"mid\", \"near\"]\n"
                                           "[workspace.package]\nedition = \"2021\"\nversion = \"1.2.0\"\n"
                                           "[workspace.dependencies]\nnear = { path = \"near\" }\nleaf = \"1\"\n");
        repository.write("top/mid/Cargo.toml",
                         "[package]\nname = \"mid\"\nversion.workspace = true\nedition.workspace = true\n"
                         "[dependencies]\nnear = { workspace = true }\nleaf.workspace = true\n");
        repository.write("top/mid/src/lib.rs",
                         "pub fn text() -> String { format!(\"{} {}\", near::text(), leaf::text()) }\n");
        repository.write("top/near/Cargo.toml", "[package]\nname = \"near\"\nversion = \"0.3.0\"\n");
        repository.write("top/near/src/lib.rs",
                         "pub fn text() -> &'static str { include_str!(\"../../sub/text.txt\") }\n");
        gitRun({"init", "-q", "-b", "work"}, top());
        gitRun({"submodule", "--quiet", "add", "file://" + toUtf8(repository.path() / "sub"), "sub"}, top());
        commitAll(top());
    }

    static process::Finished runCargo(const fs::path &program, const Words &words, const fs::path &directory,
                                      const fs::path &cargoHome)
    {
        const auto run = process::run(
            {.program = program,
             .arguments = words,
             .directory = directory,
             .environment = {{"CARGO_HOME", toUtf8(cargoHome)}, {"RUSTC", toUtf8(test::realToolchain().rustc)}}});
        EXPECT_OK(run);
        return run ? *run : process::Finished{};
    }
    // The first one that can: where a distribution's releases are mixed, its cargo does not get on with libgit2. Empty
    // where there is none.
    static fs::path cargoThatClones()
    {
        static const fs::path found = [] {
            const test::TempDir dir;
            dir.write("leaf/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.0.0\"\n");
            dir.write("leaf/src/lib.rs", "");
            commitAll(dir.path() / "leaf");
            dir.write("app/Cargo.toml", std::format("[package]\nname = \"app\"\nversion = \"0.1.0\"\n"
                                                    "[dependencies]\nleaf = {{ git = \"file://{}\" }}\n",
                                                    toUtf8(dir.path() / "leaf")));
            dir.write("app/src/lib.rs", "");
            auto all = findPrograms("cargo");
            all.insert(all.begin(), test::realToolchain().cargo);
            for (const auto &program : all) {
                if (runCargo(program, {"generate-lockfile"}, dir.path() / "app", dir.path() / "home").ok())
                    return program;
            }
            return fs::path();
        }();
        return found;
    }

    static void commitAll(const fs::path &directory)
    {
        for (const char *words : {"init -q", "add -A", "commit -q -m x"})
            gitRun(splitWhitespace(words), directory);
    }
    void app(const std::string &more)
    {
        project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + head +
                                        "[dependencies]\n" + more);
        project.write("src/main.rs", "fn main() { println!(\"{}\", mid::text()); }\n");
    }
    process::Finished fromServer(Words words = {})
    {
        words.insert(words.end(), {"--crate-index", world.sparse()});
        return test::bootstrapRun(std::move(words), store.path(), project.path(),
                                  {{"CARGO_HOME", toUtf8(home.path())}, {"http_proxy", ""}, {"no_proxy", "*"}});
    }
    std::string said()
    {
        const auto run = process::run({.program = project.path() / "target" / "release" / "app"});
        return run && run->ok() ? std::string(trim(run->output)) : "it did not run";
    }
    // The real cargo, with the same crates in a local registry.
    process::Finished cargo(const Words &words)
    {
        home.write("of cargo/config.toml", std::format("[source.crates-io]\nreplace-with = \"there\"\n[source.there]\n"
                                                       "local-registry = \"{}\"\n",
                                                       toUtf8(world.registry())));
        return runCargo(cargoThatClones(), words, project.path(), home.path() / "of cargo");
    }
    std::string lock() { return readFile(project.path() / "Cargo.lock").value_or("there is none"); }
    // Ours and cargo's, for the same manifest.
    void expectSameLock()
    {
        const auto ours = fromServer({"--write-lock", "--download"});
        ASSERT_EQ(ours.exitCode, 0) << ours.errors;
        const std::string written = lock();
        fs::remove(project.path() / "Cargo.lock");
        const auto made = cargo({"generate-lockfile"});
        ASSERT_EQ(made.exitCode, 0) << made.errors;
        EXPECT_EQ(written, lock());
    }

    fs::path top() const { return repository.path() / "top"; }
    std::string url() const { return "file://" + toUtf8(top()); }

    test::CrateWorld world;
    test::TempDir repository;
    test::TempDir project;
    test::TempDir store;
    test::TempDir home;
    std::string head; // more of [package]
};

TEST_F(WithGit, dependenciesAreClonedWithTheirSubmodules)
{
    app(std::format("mid = {{ git = \"{}\", branch = \"work\" }}\n", url()));
    const auto built = fromServer({"--write-lock"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "from a submodule leaf");
    const auto lock = readFile(project.path() / "Cargo.lock").value();
    EXPECT_THAT(lock, HasSubstr("?branch=work#"));
    // With the lock nothing is cloned to plan, and all of it to build.
    fs::remove_all(store.path() / "crates");
    const auto plan = fromServer({"--dry-run", "--locked"});
    ASSERT_EQ(plan.exitCode, 0) << plan.errors;
    EXPECT_THAT(plan.output, HasSubstr("fetch  mid 1.2.0 from file:"));
    EXPECT_FALSE(fs::exists(store.path() / "crates" / "git"));
    ASSERT_EQ(fromServer({"--locked", "--download"}).exitCode, 0);
    fs::rename(top(), repository.path() / "gone");
    const auto again = fromServer({"--locked", "--offline"});
    EXPECT_EQ(again.exitCode, 0) << again.errors;
}

TEST_F(WithGit, aPackageIsTakenFromARepositoryOrAnArchive)
{
    world.add({"mid", "1.0.0", {"leaf 1"}, "pub use leaf::text;\n"});
    app("mid = \"1\"\n");
    commitAll(project.path());
    const test::TempDir elsewhere;
    const auto from = [&](const std::string &source, Words more = {}) {
        more.insert(more.end(), {source, "--crate-index", world.sparse()});
        return test::bootstrapRun(more, store.path(), elsewhere.path(), {{"CARGO_HOME", toUtf8(home.path())}});
    };
    const auto clone = from("file://" + toUtf8(project.path()));
    ASSERT_EQ(clone.exitCode, 0) << clone.errors;
    EXPECT_TRUE(fs::exists(elsewhere.path() / "target" / "release" / "app"));
    EXPECT_EQ(from("file://" + toUtf8(project.path()), {"--no-clone"}).exitCode, 2);
    for (const char *format : {"tar.gz", "tar.xz"}) {
        // git's archives hold a remark in a PAX header.
        const fs::path archive = elsewhere.path() / (std::string("app.") + format);
        const std::string command =
            std::format("git archive --prefix=app-1/ HEAD | {} > '{}'",
                        std::string_view(format) == "tar.gz" ? "gzip" : "xz", archive.filename().string());
        ASSERT_OK(process::outputOf({.program = "sh", .arguments = {"-c", command}, .directory = project.path()}));
        fs::rename(project.path() / archive.filename(), archive);
        fs::remove_all(elsewhere.path() / "target");
        const auto unpacked = from(toUtf8(archive), {"--no-clean", "--graph"});
        EXPECT_EQ(unpacked.exitCode, 0) << unpacked.errors;
        EXPECT_THAT(unpacked.errors, HasSubstr("--no-clean changes nothing"));
        EXPECT_TRUE(fs::exists(elsewhere.path() / "target" / "release" / "app"));
        EXPECT_THAT(readFile(elsewhere.path() / "target" / "deps.dot").value_or(""), HasSubstr("digraph"));
    }
}

// Held against a real cargo.
class AsCargo : public WithGit {
protected:
    void SetUp() override
    {
        WithGit::SetUp();
        if (!IsSkipped() && !HasFatalFailure() && cargoThatClones().empty())
            GTEST_SKIP() << "there is no cargo here that can clone";
    }
};

TEST_F(AsCargo, referencesStandInTheLockAsCargoWritesThem)
{
    const std::string branch = "feature/\u00e9+1#x";
    gitRun({"checkout", "-q", "-b", branch}, top());
    app(std::format("mid = {{ git = \"{}\", branch = \"{}\" }}\n", url(), branch));
    expectSameLock();
    EXPECT_THAT(lock(), HasSubstr("version = 4\n"));
    EXPECT_THAT(lock(), HasSubstr("?branch=feature%2F%C3%A9%2B1%23x#"));
    const auto built = fromServer({"--locked"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "from a submodule leaf");
    const auto taken = cargo({"metadata", "--locked", "--offline", "--format-version", "1"});
    EXPECT_EQ(taken.exitCode, 0) << taken.errors;

    // Version 3 has it as it is.
    fs::remove(project.path() / "Cargo.lock");
    head = "rust-version = \"1.70\"\n";
    app(std::format("mid = {{ git = \"{}\", branch = \"{}\" }}\n", url(), branch));
    expectSameLock();
    EXPECT_THAT(lock(), HasSubstr("version = 3\n"));
    EXPECT_THAT(lock(), HasSubstr("?branch=" + branch + "#"));
    const auto again = fromServer({"--locked"});
    ASSERT_EQ(again.exitCode, 0) << again.errors;
}

TEST_F(AsCargo, whatCargoLockedIsBuiltFromTheCommitThatItNames)
{
    gitRun({"checkout", "-q", "-b", "feature/x"}, top());
    gitRun({"tag", "v1/a"}, top());
    for (const char *reference : {"branch = \"feature/x\"", "tag = \"v1/a\"", "rev = \"refs/heads/work\""}) {
        fs::remove(project.path() / "Cargo.lock");
        fs::remove_all(store.path() / "crates");
        app(std::format("mid = {{ git = \"{}\", {} }}\n", url(), reference));
        const auto made = cargo({"generate-lockfile"});
        ASSERT_EQ(made.exitCode, 0) << made.errors;
        const auto fetched = fromServer({"--locked", "--download"});
        EXPECT_EQ(fetched.exitCode, 0) << reference << '\n' << fetched.errors;
    }
    EXPECT_EQ(fromServer({"--locked"}).exitCode, 0);
    EXPECT_EQ(said(), "from a submodule leaf");
}

TEST_F(AsCargo, aPackageOfTwoSourcesIsToldApartAsCargoDoesIt)
{
    repository.write("leaf/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.1.0\"\n");
    repository.write("leaf/src/lib.rs", "pub fn text() -> &'static str { \"of git\" }\n");
    commitAll(repository.path() / "leaf");
    app(std::format("leaf = \"1\"\nmid = {{ package = \"leaf\", git = \"file://{}\" }}\n",
                    toUtf8(repository.path() / "leaf")));
    expectSameLock();
    project.write("src/main.rs", "fn main() { println!(\"{} {}\", leaf::text(), mid::text()); }\n");
    const auto built = fromServer({"--locked"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "leaf of git");
}

TEST_F(WithGit, aCrateThatInheritsFromItsWorkspaceIsPatched)
{
    app(std::format("mid = {{ git = \"{}\" }}\n", url()));
    const test::TempDir patches;
    patches.write("mid-1.2.0/say.patch", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1,2 @@\n"
                                         "-pub fn text() -> String { format!(\"{} {}\", near::text(), leaf::text()) }\n"
                                         "+pub const BESIDE: &str = include_str!(\"../../near/Cargo.toml\");\n"
                                         "+pub fn text() -> String { format!(\"patched {} {} {}\", near::text(), "
                                         "leaf::text(), BESIDE.contains(\"0.3.0\")) }\n"
                                         "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -3,3 +3,5 @@\n"
                                         " version.workspace = true\n edition.workspace = true\n"
                                         "+[features]\n+more = []\n [dependencies]\n");
    const auto patched = fromServer({"--patchdir", toUtf8(patches.path())});
    ASSERT_EQ(patched.exitCode, 0) << patched.errors;
    EXPECT_EQ(said(), "patched from a submodule leaf true");
    const auto again = fromServer({"--patchdir", toUtf8(patches.path())});
    EXPECT_THAT(again.errors, HasSubstr("Nothing to do"));
    // With a lock, and a patch of the package that is beside it.
    ASSERT_EQ(fromServer({"--write-lock", "--download"}).exitCode, 0);
    patches.write("near/all.patch", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n"
                                    "-pub fn text() -> &'static str { include_str!(\"../../sub/text.txt\") }\n"
                                    "+pub fn text() -> &'static str { concat!(\"near \", "
                                    "include_str!(\"../../sub/text.txt\")) }\n");
    const auto both = fromServer({"--locked", "--patchdir", toUtf8(patches.path())});
    ASSERT_EQ(both.exitCode, 0) << both.errors;
    EXPECT_EQ(said(), "patched near from a submodule leaf true");
    patches.write("mid-1.2.0/say.patch",
                  "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -1,6 +1,6 @@\n [package]\n name = \"mid\"\n"
                  "-version.workspace = true\n+version = \"1.3.0\"\n edition.workspace = true\n"
                  " [dependencies]\n near = { workspace = true }\n");
    const auto other = fromServer({"--locked", "--patchdir", toUtf8(patches.path())});
    EXPECT_EQ(other.exitCode, 1);
    EXPECT_THAT(other.errors, HasSubstr("it makes another package of it"));
}

} // namespace
} // namespace crossyard
