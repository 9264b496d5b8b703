// SPDX-License-Identifier: MIT OR Apache-2.0
// Packages that are really built, where there is no cargo; what they print, what is kept, and what goes wrong.
#include "base/digest.h"
#include "base/strings.h"
#include "bootstrap_world.h"

#include <utility>

namespace crossyard {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

// Every program of the system but cargo: what the linker and scripts need is there, and nothing that could be asked.
const fs::path &programsWithoutCargo()
{
    static const test::TempDir dir;
    static const bool made = [] {
        std::error_code error;
        for (fs::directory_iterator it("/usr/bin", error), end; !error && it != end; it.increment(error)) {
            const auto name = toUtf8(it->path().filename());
            std::error_code ignored;
            if (!name.starts_with("cargo") && !name.starts_with("rustup"))
                fs::create_symlink(it->path(), dir.path() / it->path().filename(), ignored);
        }
        return true;
    }();
    (void)made;
    return dir.path();
}

class BootstrapBuild : public testing::Test {
protected:
    void SetUp() override { ASSERT_FALSE(test::realToolchain().rustc.empty()); }

    process::Finished bootstrap(const Words &words = {})
    {
        return test::bootstrapRun(words, store.path(), project.path(), {{"PATH", toUtf8(programsWithoutCargo())}});
    }

    std::string outputOf(const fs::path &program)
    {
        const auto run = process::run({.program = project.path() / "target" / "release" / program});
        return run && run->ok() ? std::string(trim(run->output)) : "it did not run";
    }

    test::TempDir project;
    test::TempDir store;
};

struct Program {
    const char *package;
    const char *name;
    const char *output;
};

void PrintTo(const Program &program, std::ostream *out)
{
    *out << program.package;
}

class BootstrapPrograms : public BootstrapBuild, public testing::WithParamInterface<Program> {};

TEST_P(BootstrapPrograms, areBuiltWithoutCargoAndRun)
{
    test::unpackPackage(GetParam().package, project.path());
    const auto built = bootstrap();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_THAT(built.output, HasSubstr(GetParam().name));
    EXPECT_EQ(outputOf(GetParam().name), GetParam().output);
    const auto again = bootstrap();
    EXPECT_EQ(again.exitCode, 0);
    EXPECT_THAT(again.errors, HasSubstr("Nothing to do"));
}

constexpr Program programs[] = {
    {"bins", "two-bins", "42"},
    {"bins", "other-one", "other-one 42"},
    {"shared", "shared", "below-below below target"},
    {"macros", "macros", "h10 -01"},
    {"macros_resolver_1", "macros", "h11 h11"},
    {"links", "links", "low low low"},
    {"script_links", "script_links", "low"},
    {"links_override", "links", "from the configuration from the configuration from the configuration"},
    {"renamed", "renamed", "1.0.9 2.5.0 0.3.1+1.0.9"},
    {"profiles", "profiles", "release 1"},
    {"types", "types", "3"},
    {"members", "tool", "A. Nobody:B. Nobody 1"},
    {"members_resolver_1", "tool", "A. Nobody:B. Nobody 3"},
};
INSTANTIATE_TEST_SUITE_P(Packages, BootstrapPrograms, testing::ValuesIn(programs));

TEST_F(BootstrapBuild, putsBackWhatWasChanged)
{
    test::unpackPackage("bins", project.path());
    ASSERT_EQ(bootstrap().exitCode, 0);
    const fs::path program = project.path() / "target" / "release" / "two-bins";
    const auto stamp = stampOf(program);
    ASSERT_OK(stamp);
    // Of the same size, but not of the same time.
    ASSERT_OK(writeFile(program, std::string(stamp->size, 'x')));
    const auto again = bootstrap();
    EXPECT_EQ(again.exitCode, 0);
    EXPECT_THAT(again.errors, Not(HasSubstr("Nothing to do")));
    EXPECT_EQ(outputOf("two-bins"), "42");
    EXPECT_EQ(stampOf(program)->mtimeNs, stamp->mtimeNs);
    EXPECT_THAT(bootstrap().errors, HasSubstr("Nothing to do"));
}

TEST_F(BootstrapBuild, startsNoCargo)
{
    const auto strace = findProgram("strace");
    if (!strace)
        GTEST_SKIP() << "there is no strace";
    test::unpackPackage("links", project.path());
    const fs::path trace = store.path() / "trace";
    const auto crossyard = test::crossyardRun({"--version"}, store.path());
    ASSERT_EQ(crossyard.exitCode, 0);
    const auto run = process::run(
        {.program = *strace,
         .arguments = {"-f", "-qq", "-e", "trace=execve", "-o", toUtf8(trace), toUtf8(test::crossyardProgram()),
                       "bootstrap", "--toolchain", toUtf8(test::realToolchain().rustc)},
         .directory = project.path(),
         .environment = {{"CROSSYARD_HOME", toUtf8(store.path())}}});
    ASSERT_OK(run);
    if (run->errors.contains("ptrace"))
        GTEST_SKIP() << "strace may not look at processes here";
    ASSERT_EQ(run->exitCode, 0) << run->errors;
    const auto text = readFile(trace);
    ASSERT_OK(text);
    EXPECT_THAT(*text, HasSubstr("rustc\""));
    for (const auto &line : split(*text, '\n')) {
        const auto program = line.substr(0, line.find("\", "));
        EXPECT_FALSE(program.ends_with("/cargo") || program.ends_with("\"cargo")) << line;
    }
}

TEST_F(BootstrapBuild, goesOnWhereItFailed)
{
    test::unpackPackage("shared", project.path());
    const auto good = readFile(project.path() / "target-only" / "src" / "lib.rs");
    ASSERT_OK(good);
    project.write("target-only/src/lib.rs", "pub fn name() -> u32 { \"text\" }\n");
    const auto failed = bootstrap({"--keep-going"});
    EXPECT_EQ(failed.exitCode, 1);
    EXPECT_THAT(failed.errors, HasSubstr("compiling target-only 0.1.0 failed"));
    EXPECT_THAT(failed.errors, HasSubstr("mismatched types"));
    EXPECT_THAT(failed.errors, HasSubstr("--crate-name target_only"));
    std::error_code ignored;
    EXPECT_FALSE(fs::exists(project.path() / "target" / "release" / "shared", ignored));
    project.write("target-only/src/lib.rs", *good);
    const auto built = bootstrap({"--verbose"});
    EXPECT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_THAT(built.errors, HasSubstr("target-only 0.1.0"));
    EXPECT_THAT(built.errors, Not(HasSubstr("--crate-name below"))) << "it was good, and is kept";
    EXPECT_EQ(outputOf("shared"), "below-below below target");
}

TEST_F(BootstrapBuild, namesACrateThatIsMissingAndWhoWantsIt)
{
    test::unpackPackage("renamed", project.path());
    fs::remove_all(project.path() / "crates" / "thing-1");
    const auto run = bootstrap({"--locked"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("package `thing` 1.0.9 is needed by `renamed`"));
    EXPECT_THAT(run.errors, HasSubstr("other versions are: 2.5.0"));
}

TEST_F(BootstrapBuild, doesNotNeedTheCratesOfOtherPlatforms)
{
    test::unpackPackage("platforms", project.path());
    fs::remove_all(project.path() / "unixy");
    project.write("Cargo.toml", replaceAll(*readFile(project.path() / "Cargo.toml"),
                                           "always-windows = { path = \"always-windows\" }", "absent = \"3\""));
    const auto run = bootstrap({"--no-default-features", "--dry-run"});
    EXPECT_EQ(run.exitCode, 0) << run.errors;
    const auto windows =
        bootstrap({"--no-default-features", "--dry-run", "--offline", "--target", "x86_64-pc-windows-gnu"});
    EXPECT_EQ(windows.exitCode, 1);
    EXPECT_THAT(windows.errors, HasSubstr("looking for `absent` 3, which platforms"));
}

TEST_F(BootstrapBuild, saysWhatALockLacksWhereNothingElseMayBeTaken)
{
    test::unpackPackage("renamed", project.path());
    project.write("Cargo.toml",
                  replaceAll(*readFile(project.path() / "Cargo.toml"), "thing = \"2\"", "thing = \"2.6\""));
    const auto run = bootstrap({"--locked"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("Cargo.lock has none that fits"));
    fs::remove(project.path() / "Cargo.lock");
    const auto none = bootstrap({"--locked"});
    EXPECT_EQ(none.exitCode, 1);
    EXPECT_THAT(none.errors, HasSubstr("--locked asks for it"));
}

TEST_F(BootstrapBuild, refusesWhatItCannotDo)
{
    test::unpackPackage("shared", project.path());
    project.write("Cargo.toml", replaceAll(*readFile(project.path() / "Cargo.toml"), "target-only = { path",
                                           "target-only = { artifact = \"bin\", path"));
    const auto artifact = bootstrap();
    EXPECT_EQ(artifact.exitCode, 1);
    EXPECT_THAT(artifact.errors, HasSubstr("artifact dependency"));
    const auto host = bootstrap({"--host", "aarch64-unknown-linux-gnu"});
    EXPECT_EQ(host.exitCode, 1);
    EXPECT_THAT(host.errors, HasSubstr("they cannot be for aarch64-unknown-linux-gnu"));
    const auto bin = bootstrap({"--bin", "sharde"});
    EXPECT_EQ(bin.exitCode, 1);
    EXPECT_THAT(bin.errors, HasSubstr("did you mean `shared`?"));
}

// Nothing of where the workspace and the store lie is in what comes out.
TEST_F(BootstrapBuild, givesTheSameProgramInAnotherDirectory)
{
    const test::TempDir other;
    const test::TempDir otherStore;
    std::string digests[2];
    int i = 0;
    for (const test::TempDir *dirs : {&std::as_const(project), &other}) {
        test::unpackPackage("bins", dirs->path());
        const auto built = test::bootstrapRun({}, dirs == &project ? store.path() : otherStore.path(), dirs->path());
        ASSERT_EQ(built.exitCode, 0) << built.errors;
        const auto digest = digestOfFile(dirs->path() / "target" / "release" / "two-bins");
        ASSERT_OK(digest);
        digests[i++] = *digest;
    }
    EXPECT_EQ(digests[0], digests[1]);
}

} // namespace
} // namespace crossyard
