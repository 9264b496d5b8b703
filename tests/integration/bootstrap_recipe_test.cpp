// SPDX-License-Identifier: MIT OR Apache-2.0
// The recipe as a file: carried out where there is neither cargo nor crossyard, it gives the same bytes. And build
// scripts that do not run, since what they said was recorded.
#include "base/strings.h"
#include "bootstrap_world.h"

namespace crossyard {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::optional<std::string>>;

// The system's tools, and none of Rust.
const fs::path &plainPrograms()
{
    static const test::TempDir dir;
    static const bool made = [] {
        std::error_code error;
        for (fs::directory_iterator it("/usr/bin", error), end; !error && it != end; it.increment(error)) {
            const auto name = toUtf8(it->path().filename());
            std::error_code ignored;
            if (!name.starts_with("cargo") && !name.starts_with("rust") && !name.starts_with("crossyard"))
                fs::create_symlink(it->path(), dir.path() / it->path().filename(), ignored);
        }
        return true;
    }();
    (void)made;
    return dir.path();
}

class BootstrapRecipe : public testing::Test {
protected:
    void SetUp() override { ASSERT_FALSE(test::realToolchain().rustc.empty()); }

    process::Finished bootstrap(const Words &words, const Environment &environment = {})
    {
        return test::bootstrapRun(words, store.path(), project.path(), environment);
    }

    // Runs a program with nothing but the system's tools on PATH.
    static process::Finished runPlain(const std::string &program, const Words &words, const fs::path &directory,
                                      Environment environment = {})
    {
        environment["PATH"] = toUtf8(plainPrograms());
        environment["RUSTFLAGS"] = std::nullopt;
        const auto run = process::run({.program = fs::path("/usr/bin") / program,
                                       .arguments = words,
                                       .directory = directory,
                                       .environment = environment});
        if (!run) {
            ADD_FAILURE() << describe(run.error());
            return process::Finished{1, false, {}, {}};
        }
        return *run;
    }

    static std::string bytesOf(const fs::path &file)
    {
        return readFile(file).value_or(toUtf8(file) + " cannot be read");
    }

    std::string ours(const std::string &program) { return bytesOf(project.path() / "target" / "release" / program); }

    test::TempDir project;
    test::TempDir store;
    test::TempDir place; // where the recipe is carried out
};

struct Package {
    const char *name;
    const char *program;
};

void PrintTo(const Package &package, std::ostream *out)
{
    *out << package.name;
}

class BootstrapRecipes : public BootstrapRecipe, public testing::WithParamInterface<Package> {};

TEST_P(BootstrapRecipes, giveTheSameBytes)
{
    const auto &[name, program] = GetParam();
    test::unpackPackage(name, project.path());
    const auto sh = toUtf8(place.path() / "recipe.sh");
    const auto planned = bootstrap({"--emit-script", sh});
    ASSERT_EQ(planned.exitCode, 0) << planned.errors;
    ASSERT_EQ(bootstrap({"--emit-script", toUtf8(place.path() / "build.ninja")}).exitCode, 0);
    EXPECT_FALSE(fs::exists(project.path() / "target")) << "nothing is compiled for a recipe";
    const auto built = bootstrap({});
    ASSERT_EQ(built.exitCode, 0) << built.errors;

    const auto ran = runPlain("sh", {sh}, place.path(), {{"OUT", "made by sh"}});
    ASSERT_EQ(ran.exitCode, 0) << ran.output << ran.errors;
    EXPECT_TRUE(bytesOf(place.path() / "made by sh" / program) == ours(program));

    if (!findProgram("ninja"))
        GTEST_SKIP() << "there is no ninja";
    const fs::path here = place.path() / "made by ninja";
    fs::create_directory(here);
    const auto made = runPlain("ninja", {"-f", "../build.ninja", "-j", "2"}, here);
    ASSERT_EQ(made.exitCode, 0) << made.output << made.errors;
    EXPECT_TRUE(bytesOf(here / program) == ours(program));
    EXPECT_THAT(runPlain("ninja", {"-f", "../build.ninja"}, here).output, HasSubstr("no work to do"));
}

constexpr Package packages[] = {{"places", "places"}, {"links", "links"},   {"macros", "macros"},
                                {"members", "tool"},  {"shared", "shared"}, {"links_override", "links"}};
INSTANTIATE_TEST_SUITE_P(Packages, BootstrapRecipes, testing::ValuesIn(packages));

TEST_F(BootstrapRecipe, takesSourcesFromElsewhere)
{
    test::unpackPackage("places", project.path());
    ASSERT_EQ(bootstrap({"--emit-script", "recipe.sh", "--dry-run"}).exitCode, 0);
    const auto text = bytesOf(project.path() / "recipe.sh");
    ASSERT_EQ(bootstrap({}).exitCode, 0);
    place.write("recipe.sh", text);
    fs::create_directory(place.path() / "sources");
    for (const char *part : {"Cargo.toml", "src", "parts", "build.rs", "data.txt"})
        fs::rename(project.path() / part, place.path() / "sources" / part);
    const auto ran = runPlain("sh", {"recipe.sh"}, place.path(), {{"SRC", "sources"}, {"OUT", "out"}});
    ASSERT_EQ(ran.exitCode, 0) << ran.errors;
    EXPECT_TRUE(bytesOf(place.path() / "out" / "places") == ours("places"));
    // The one place that names this machine's directories is where the variables are set.
    const auto steps = text.substr(text.find("\n# 1 of "));
    EXPECT_THAT(steps, Not(HasSubstr(toUtf8(project.path()))));
    EXPECT_THAT(steps, Not(HasSubstr(toUtf8(store.path()))));
}

TEST_F(BootstrapRecipe, honoursAWrapper)
{
    test::unpackPackage("bins", project.path());
    const auto wrapper = place.write("wrapper", "#!/bin/sh\nprintf '%s\\n' \"$3\" >>\"$LOG\"\nexec \"$@\"\n");
    fs::permissions(wrapper, fs::perms::owner_all);
    ASSERT_EQ(bootstrap({"--emit-script", toUtf8(place.path() / "recipe.sh")}).exitCode, 0);
    const auto ran = runPlain("sh", {"recipe.sh"}, place.path(),
                              {{"RUSTC_WRAPPER", toUtf8(wrapper)}, {"LOG", toUtf8(place.path() / "log")}});
    ASSERT_EQ(ran.exitCode, 0) << ran.errors;
    EXPECT_THAT(bytesOf(place.path() / "log"), HasSubstr("two_bins\n"));
}

TEST_F(BootstrapRecipe, isCleanShell)
{
    test::unpackPackage("links", project.path());
    ASSERT_EQ(bootstrap({"--emit-script", "recipe.sh"}).exitCode, 0);
    EXPECT_EQ(runPlain("sh", {"-n", "recipe.sh"}, project.path()).exitCode, 0);
    if (!findProgram("shellcheck"))
        GTEST_SKIP() << "there is no shellcheck";
    const auto checked = runPlain("shellcheck", {"-s", "sh", "recipe.sh"}, project.path());
    EXPECT_EQ(checked.output, "");
}

TEST_F(BootstrapRecipe, stopsWhereAScriptFails)
{
    test::unpackPackage("links", project.path());
    project.write("plain/build.rs", "fn main() { println!(\"it went wrong\"); std::process::exit(3); }\n");
    ASSERT_EQ(bootstrap({"--emit-script", "recipe.sh"}).exitCode, 0);
    const auto ran = runPlain("sh", {"recipe.sh"}, project.path());
    EXPECT_NE(ran.exitCode, 0);
    EXPECT_THAT(ran.errors, HasSubstr("it went wrong"));
    EXPECT_FALSE(fs::exists(project.path() / "crossyard-out" / "links"));
}

class BootstrapReplay : public BootstrapRecipe {
protected:
    void record(const char *package)
    {
        test::unpackPackage(package, project.path());
        const auto recorded = bootstrap({"--record-scripts", recordings()});
        ASSERT_EQ(recorded.exitCode, 0) << recorded.errors;
    }
    std::string recordings() const { return toUtf8(place.path() / "recorded"); }
};

TEST_F(BootstrapReplay, needsNoScript)
{
    record("places");
    EXPECT_EQ(bytesOf(place.path() / "recorded" / "places-0.1.0" / "out" / "inner.txt"), "from a file\n");
    fs::remove_all(project.path() / "target");
    project.write("build.rs", "compile_error!(\"it cannot even be compiled\");\n");
    EXPECT_EQ(bootstrap({}).exitCode, 1);
    const auto plan = bootstrap({"--replay-scripts", recordings(), "--dry-run"});
    EXPECT_THAT(plan.output, HasSubstr("replayed places 0.1.0 (run build script)"));
    EXPECT_THAT(plan.output, Not(HasSubstr("places 0.1.0 (build script)")));
}

TEST_F(BootstrapReplay, buildsTheSameProgram)
{
    record("links");
    const auto said = bytesOf(place.path() / "recorded" / "low-sys-0.1.0" / "output");
    EXPECT_THAT(said, HasSubstr("cargo::rustc-link-search=native=${OUT_DIR}\n"));
    EXPECT_THAT(said, HasSubstr("cargo::metadata=word=low\n"));
    const auto program = ours("links");
    fs::remove_all(project.path() / "target");
    for (const char *script : {"build.rs", "low-sys/build.rs", "high-sys/build.rs", "plain/build.rs"})
        project.write(script, "fn main() { std::process::exit(1); }\n");
    EXPECT_EQ(bootstrap({}).exitCode, 1);
    const auto replayed = bootstrap({"--replay-scripts", recordings()});
    ASSERT_EQ(replayed.exitCode, 0) << replayed.errors;
    EXPECT_TRUE(ours("links") == program) << "it is another program";
    // Other words, another program.
    fs::remove_all(project.path() / "target");
    place.write("recorded/high-sys-0.1.0/output", "cargo::rustc-env=WORD=lower\n");
    ASSERT_EQ(bootstrap({"--replay-scripts", recordings()}).exitCode, 0);
    EXPECT_EQ(runPlain("env", {toUtf8(project.path() / "target" / "release" / "links")}, project.path()).output,
              "low lower lower\n");
}

TEST_F(BootstrapReplay, saysWhatIsWrong)
{
    test::unpackPackage("links", project.path());
    const auto none = bootstrap({"--replay-scripts", "nowhere"});
    EXPECT_EQ(none.exitCode, 1);
    EXPECT_THAT(none.errors, HasSubstr("nowhere"));
    place.write("recorded/plain-0.1.0/output", "cargo::no-such-key=1\n");
    const auto bad = bootstrap({"--replay-scripts", recordings()});
    EXPECT_EQ(bad.exitCode, 1);
    EXPECT_THAT(bad.errors, HasSubstr("plain-0.1.0/output"));
    place.write("recorded/plain-0.1.0/other", "");
    fs::remove(place.path() / "recorded" / "plain-0.1.0" / "output");
    EXPECT_THAT(bootstrap({"--replay-scripts", recordings(), "--dry-run"}).output,
                HasSubstr("has no recording of a build script"));
}

} // namespace
} // namespace crossyard
