// SPDX-License-Identifier: MIT OR Apache-2.0
// Sysroots are built from the real source, and a user's cargo builds programs with them that run.
#include "base/strings.h"
#include "integration/sysroot_world.h"

#include <csignal>
#include <format>

namespace crossyard::test {

namespace {

class BareTarget : public testing::TestWithParam<const char *> {};

TEST_P(BareTarget, takesALibraryAndAStaticArchiveFromTheUsersCargo)
{
    const Project project;
    project.makeBare();
    EXPECT_STATUS(project.cargo({"build", "--release", "--target", GetParam()}), 0);
    EXPECT_TRUE(fs::exists(project.path() / "target" / GetParam() / "release" / "libbare.a"));
    const auto again = project.cargo({"build", "--release", "--target", GetParam()});
    EXPECT_STATUS(again, 0);
    EXPECT_FALSE(again.errors.contains("Compiling")) << again.errors;
}

INSTANTIATE_TEST_SUITE_P(Targets, BareTarget,
                         testing::Values("thumbv6m-none-eabi", "thumbv7em-none-eabihf", "riscv32imac-unknown-none-elf",
                                         "aarch64-unknown-none"),
                         [](const auto &info) { return replaceAll(info.param, "-", "_"); });

TEST(CustomTarget, worksAsAFileAndByName)
{
    const Project project;
    project.makeBare();
    EXPECT_STATUS(crossyardRun({"target", "new", "my-none-board", "--from", "thumbv7em-none-eabihf", "--toolchain",
                                toUtf8(realToolchain().rustc)},
                               sharedStore(), project.path()),
                  0);
    ASSERT_TRUE(fs::exists(project.path() / "my-none-board.json"));
    EXPECT_STATUS(project.cargo({"build", "--target", "my-none-board.json"}), 0);
    const fs::path archive = project.path() / "target" / "my-none-board" / "debug" / "libbare.a";
    EXPECT_TRUE(fs::exists(archive));
    fs::remove_all(project.path() / "target");
    const auto named = project.cargo({"build", "--target", "my-none-board"});
    EXPECT_STATUS(named, 0);
    EXPECT_TRUE(fs::exists(archive));
    // It is the same target: nothing of the library is built for its other name.
    EXPECT_FALSE(named.errors.contains("core 0.0.0")) << named.errors;
    const auto plan = project.sysroot("path", {"--target", "my-none-board"});
    EXPECT_STATUS(plan, 0);
    EXPECT_TRUE(fs::exists(builtPath(plan) / "lib/rustlib/my-none-board/target.json"));
}

TEST(Sample, greetsFromQemu)
{
    const Project project;
    for (const char *name : {"Cargo.toml", "Cargo.lock", "layout.ld", "src", ".cargo"})
        fs::copy(fs::path(CROSSYARD_SOURCE_DIR) / "resources" / "sample" / name, project.path() / name,
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    EXPECT_STATUS(project.cargo({"build", "--release", "--target", "thumbv7m-none-eabi"}), 0);
    const auto finished = runProgram(
        {.program = "qemu-system-arm",
         .arguments = {"-cpu", "cortex-m3", "-machine", "lm3s6965evb", "-nographic", "-semihosting-config",
                       "enable=on,target=native", "-kernel",
                       toUtf8(project.path() / "target" / "thumbv7m-none-eabi" / "release" / "hello-lm3s")}});
    EXPECT_STATUS(finished, 0);
    EXPECT_TRUE((finished.output + finished.errors).contains("Hello")) << finished.output << finished.errors;
}

// A project for the machine itself, with an Xargo.toml, so that its std is ours.
class HostProject : public testing::Test {
protected:
    HostProject() : project("loud")
    {
        project.write("Xargo.toml", "");
        project.write("Cargo.toml", "[package]\nname = \"loud\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                    "[profile.dying]\ninherits = \"dev\"\npanic = \"abort\"\n"
                                    "[profile.fat]\ninherits = \"release\"\nlto = \"fat\"\n"
                                    "[profile.thin]\ninherits = \"release\"\nlto = \"thin\"\n");
        project.write("src/lib.rs", R"(/// Adds.
///
/// ```
/// assert_eq!(loud::add(1, 2), 3);
/// ```
pub fn add(a: u32, b: u32) -> u32 { a + b }

#[test]
fn adds() { assert_eq!(add(20, 22), 42); }
)");
        project.write("src/main.rs", R"(#[inline(never)]
fn deep_below() { panic!("the reason, {}", loud::add(1, 1)); }

fn main() {
    let worker = std::thread::spawn(|| 7u32);
    println!("a thread says {}", worker.join().unwrap());
    match std::panic::catch_unwind(deep_below) {
        Ok(()) => println!("nothing"),
        Err(what) => println!("caught: {}", what.downcast_ref::<String>().unwrap()),
    }
}
)");
    }

    process::Finished run(const std::string &profile, const std::string &directory)
    {
        EXPECT_STATUS(project.cargo({"build", "--target", hostTriple, "--profile", profile}), 0);
        return runProgram({.program = project.path() / "target" / hostTriple / directory / "loud",
                           .environment = {{"RUST_BACKTRACE", "1"}}});
    }

    Project project;
};

TEST_F(HostProject, panicsRightUnderBothStrategiesWithOneSysroot)
{
    const auto unwound = run("dev", "debug");
    EXPECT_STATUS(unwound, 0);
    EXPECT_EQ(unwound.output, "a thread says 7\ncaught: the reason, 2\n");
    EXPECT_TRUE(unwound.errors.contains("the reason, 2")) << unwound.errors;
    EXPECT_TRUE(unwound.errors.contains("stack backtrace:")) << unwound.errors;
    EXPECT_TRUE(unwound.errors.contains("loud::deep_below")) << unwound.errors;
    EXPECT_TRUE(unwound.errors.contains("main.rs:2")) << unwound.errors;

    const auto aborted = run("dying", "dying");
    EXPECT_TRUE(aborted.crashed);
    EXPECT_STATUS(aborted, 128 + SIGABRT);
    EXPECT_EQ(aborted.output, "a thread says 7\n");
    EXPECT_TRUE(aborted.errors.contains("the reason, 2")) << aborted.errors;
}

TEST_F(HostProject, linksAndRunsUnderFatAndThinLto)
{
    for (const char *profile : {"fat", "thin"}) {
        const auto finished = run(profile, profile);
        EXPECT_STATUS(finished, 0);
        EXPECT_EQ(finished.output, "a thread says 7\ncaught: the reason, 2\n") << profile;
    }
}

TEST_F(HostProject, runsItsTestsAndDoctests)
{
    const auto finished = project.cargo({"test", "--target", hostTriple});
    EXPECT_STATUS(finished, 0);
    EXPECT_TRUE(finished.output.contains("test adds ... ok")) << finished.output;
    EXPECT_TRUE(finished.output.contains("src/lib.rs - add (line 3) ... ok")) << finished.output;
}

TEST_F(HostProject, endsOnThePanicWithASysrootForImmediateAbort)
{
    // Unoptimised, as only the panic counts.
    const Words words{"--target", hostTriple, "--panic", "immediate-abort", "--config", "profile.release.opt-level=0"};
    const auto built = project.sysroot("build", words);
    EXPECT_STATUS(built, 0);
    EXPECT_NE(built.output, project.sysroot("path", {"--target", hostTriple}).output);
    project.write("alone.rs",
                  "fn main() { println!(\"before\"); let _ = std::panic::catch_unwind(|| panic!(\"words\")); "
                  "println!(\"after\"); }\n");
    const auto compiled = runProgram({.program = realToolchain().rustc,
                                      .arguments = {"--sysroot", toUtf8(builtPath(built)), "--target", hostTriple,
                                                    "-Zunstable-options", "-Cpanic=immediate-abort", "alone.rs"},
                                      .directory = project.path(),
                                      .environment = {{"RUSTC_BOOTSTRAP", "1"}}});
    EXPECT_STATUS(compiled, 0);
    const auto finished = runProgram({.program = project.path() / "alone"});
    EXPECT_TRUE(finished.crashed);
    EXPECT_EQ(finished.output, "before\n");
    EXPECT_FALSE(finished.errors.contains("words")) << finished.errors;
}

} // namespace

} // namespace crossyard::test
