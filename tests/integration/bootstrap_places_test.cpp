// SPDX-License-Identifier: MIT OR Apache-2.0
// What comes out does not depend on where anything lies, and what does depend on it is not mistaken for another's.
#include "base/strings.h"
#include "bootstrap_world.h"

namespace crossyard {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string>;

class BootstrapPlaces : public testing::Test {
protected:
    void SetUp() override { ASSERT_FALSE(test::realToolchain().rustc.empty()); }

    static void build(const fs::path &project, const fs::path &store,
                      const std::map<std::string, std::optional<std::string>> &environment = {})
    {
        const auto built = test::bootstrapRun({}, store, project, environment);
        ASSERT_EQ(built.exitCode, 0) << built.errors;
    }

    static std::string outputOf(const fs::path &project, const std::string &program)
    {
        const auto run = process::run({.program = project / "target" / "release" / program});
        return run && run->ok() ? run->output : "it did not run";
    }

    test::TempDir first;
    test::TempDir second;
    test::TempDir store;
    test::TempDir otherStore;
};

class BootstrapAnywhere : public BootstrapPlaces, public testing::WithParamInterface<const char *> {};

TEST_P(BootstrapAnywhere, givesTheSameBytes)
{
    // Directories of different lengths, each with a store of its own.
    const fs::path here = first.path();
    const fs::path there = second.path() / "a much" / "longer" / "way to the same package";
    test::unpackPackage(GetParam(), here);
    test::unpackPackage(GetParam(), there);
    build(here, store.path());
    build(there, otherStore.path() / "another store");
    int files = 0;
    for (const auto &entry : fs::directory_iterator(here / "target" / "release")) {
        if (!entry.is_regular_file())
            continue;
        const auto mine = readFile(entry.path());
        ASSERT_OK(mine);
        const auto other = readFile(there / "target" / "release" / entry.path().filename());
        ASSERT_OK(other);
        EXPECT_TRUE(*mine == *other) << entry.path().filename();
        if (entry.path().extension().empty()) {
            EXPECT_FALSE(mine->contains(toUtf8(here)));
            EXPECT_FALSE(mine->contains(toUtf8(store.path())));
        }
        ++files;
    }
    EXPECT_GE(files, 1);
}

INSTANTIATE_TEST_SUITE_P(Packages, BootstrapAnywhere,
                         testing::Values("places", "bins", "macros", "links", "members", "shared", "profiles"),
                         [](const auto &asked) { return std::string(asked.param); });

TEST_F(BootstrapPlaces, areNamesInWhatComesOut)
{
    test::unpackPackage("places", first.path());
    build(first.path(), store.path());
    EXPECT_EQ(outputOf(first.path(), "places"), "src/main.rs parts/outer/src/lib.rs parts/marked/src/lib.rs\n"
                                                "/out/places-0.1.0/generated.rs from a file\n"
                                                "parts/outer/src/lib.rs:3:36\n");
}

TEST_F(BootstrapPlaces, doNotMatterToWhatIsStored)
{
    test::unpackPackage("places", first.path());
    test::unpackPackage("places", second.path());
    build(first.path(), store.path());
    const auto again = test::bootstrapRun({}, store.path(), second.path());
    EXPECT_EQ(again.exitCode, 0);
    EXPECT_THAT(again.errors, HasSubstr("Built 0 units"));
    EXPECT_EQ(outputOf(second.path(), "places"), outputOf(first.path(), "places"));
}

TEST_F(BootstrapPlaces, matterWhereAPackageAsksForItsOwn)
{
    for (const auto *dir : {&first, &second}) {
        test::unpackPackage("placed", dir->path());
        const auto built = test::bootstrapRun({"--verbose"}, store.path(), dir->path());
        ASSERT_EQ(built.exitCode, 0) << built.errors;
        EXPECT_EQ(built.errors.contains("--crate-name free"), dir == &first) << "it asks for nothing";
        const auto place = toUtf8(dir->path());
        EXPECT_EQ(outputOf(dir->path(), "placed"), place + "\n" + place + "/said\n" + place + "\nfree\nno word\n");
        const auto again = test::bootstrapRun({}, store.path(), dir->path());
        EXPECT_THAT(again.errors, HasSubstr("Nothing to do"));
    }
}

TEST_F(BootstrapPlaces, areNotAllThatTheCompilerIsAskedFor)
{
    test::unpackPackage("placed", first.path());
    build(first.path(), store.path(), {{"PLACED_WORD", "one"}});
    EXPECT_THAT(outputOf(first.path(), "placed"), HasSubstr("free\none\n"));
    build(first.path(), store.path(), {{"PLACED_WORD", "two"}});
    EXPECT_THAT(outputOf(first.path(), "placed"), HasSubstr("free\ntwo\n"));
    build(first.path(), store.path(), {{"PLACED_WORD", std::nullopt}});
    EXPECT_THAT(outputOf(first.path(), "placed"), HasSubstr("free\nno word\n"));
}

// A wrapper that notes down what it was called with.
class BootstrapWrapper : public BootstrapPlaces {
protected:
    void SetUp() override
    {
        BootstrapPlaces::SetUp();
        test::unpackPackage("macros", first.path());
        for (const char *name : {"every", "members"}) {
            const auto file = second.write(name, std::string("#!/bin/sh\nprintf '%s\\n' \"") + name + " $*\" >>\"" +
                                                     toUtf8(second.path()) + "/log\"\nexec \"$@\"\n");
            fs::permissions(file, fs::perms::owner_all);
        }
    }
    std::string wrapper(const char *name) const { return toUtf8(second.path() / name); }
    std::string log() const { return readFile(second.path() / "log").value_or(""); }
};

TEST_F(BootstrapWrapper, runsEveryUnit)
{
    const std::map<std::string, std::optional<std::string>> environment{{"RUSTC_WRAPPER", wrapper("every")}};
    const auto plan = test::bootstrapRun({"--dry-run"}, store.path(), first.path(), environment);
    EXPECT_THAT(plan.output, HasSubstr("the compiler is run by " + wrapper("every")));
    build(first.path(), store.path(), environment);
    for (const char *crate : {"macros", "derive", "helper", "build_script_build"})
        EXPECT_THAT(log(), HasSubstr(std::string("--crate-name ") + crate));
    EXPECT_THAT(log(), HasSubstr("every " + toUtf8(test::realToolchain().rustc)));
    // It may not change what comes out, so it does not count.
    const auto without = test::bootstrapRun({}, store.path(), first.path());
    EXPECT_THAT(without.errors, HasSubstr("Nothing to do"));
}

TEST_F(BootstrapWrapper, canBeForTheWorkspaceAlone)
{
    first.write("Cargo.toml", *readFile(first.path() / "Cargo.toml") + "[workspace]\nmembers = [\"derive\"]\n");
    const auto built = test::bootstrapRun({"--config", "build.rustc-workspace-wrapper=\"" + wrapper("members") + "\"",
                                           "--config", "build.rustc-wrapper=\"" + wrapper("every") + "\""},
                                          store.path(), first.path());
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_THAT(log(), HasSubstr("every " + wrapper("members") + " " + toUtf8(test::realToolchain().rustc) +
                                 " --crate-name macros "));
}

TEST_F(BootstrapWrapper, isForSysrootsAsWell)
{
    const auto plan = [&](const std::string &program) {
        return test::crossyardRun({"sysroot", "plan", "--toolchain", toUtf8(test::realToolchain().rustc), "--rust-src",
                                   toUtf8(test::realToolchain().library), "--crates", "core", "--target",
                                   "thumbv7m-none-eabi"},
                                  store.path(), first.path(), {{"RUSTC_WRAPPER", program}});
    };
    const auto shown = plan(wrapper("every"));
    EXPECT_EQ(shown.exitCode, 0) << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("wrapper    " + wrapper("every")));
    EXPECT_THAT(plan("no-such-wrapper").errors, HasSubstr("the compiler's wrapper no-such-wrapper cannot be run"));
}

TEST_F(BootstrapWrapper, thatIsMissingIsTold)
{
    const auto run = test::bootstrapRun({}, store.path(), first.path(), {{"RUSTC_WRAPPER", "no-such-wrapper"}});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("the compiler's wrapper no-such-wrapper cannot be run"));
    build(first.path(), store.path(), {{"RUSTC_WRAPPER", ""}});
}

} // namespace
} // namespace crossyard
