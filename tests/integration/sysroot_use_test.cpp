// SPDX-License-Identifier: MIT OR Apache-2.0
// What "use it" offers does what it says, with a real sysroot, the real cargo, and the real rustup in a home of its
// own.
#include "base/strings.h"
#include "integration/sysroot_world.h"
#include "sysroot/use_sysroot.h"

#include <cstdlib>
#include <format>

namespace crossyard::sysroot {
namespace {

using test::Environment;
using test::Json;
using test::Project;
using test::TempDir;
using test::Words;

constexpr const char *thumb = "thumbv7m-none-eabi";

class SysrootInUse : public testing::Test {
protected:
    SysrootInUse()
    {
        project.write("src/lib.rs", "#![no_std]\n//! Small.\npub fn three() -> usize { [1, 1, 1].iter().sum() }\n");
        // Something for the host, which must not see the sysroot.
        project.write("build.rs", "fn main() { println!(\"cargo::rerun-if-changed=build.rs\"); }\n");
        ::setenv("CROSSYARD_HOME", toUtf8(test::sharedStore()).c_str(), 1);
        const auto built = project.sysroot("build", {"--crates", "core", "--target", thumb});
        EXPECT_STATUS(built, 0);
        auto toolchain =
            rust::selectToolchain({.asked = toUtf8(test::realToolchain().rustc), .project = project.path()});
        EXPECT_OK(toolchain);
        use.toolchain = toolchain.value_or(rust::Toolchain{});
        use.target = thumb;
        use.sysroot = test::builtPath(built);
    }

    // A cargo that knows nothing of us.
    process::Finished run(process::Command command, Environment more = {}) const
    {
        command.directory = project.path();
        command.environment.merge(more);
        for (const char *name : {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTUP_TOOLCHAIN",
                                 "RUSTC_BOOTSTRAP", "RUSTC", "CARGO_TARGET_DIR"})
            command.environment.emplace(name, std::nullopt);
        command.environment.emplace("CARGO_NET_OFFLINE", "true");
        return test::runProgram(command);
    }

    bool hasLibrary() const { return fs::exists(project.path() / "target" / thumb / "debug" / "libsmall.rlib"); }

    const Project project;
    SysrootUse use;
};

TEST_F(SysrootInUse, worksWithTheCommandThatIsCopied)
{
    const Environment rustc{{"RUSTC", toUtf8(use.toolchain.compiler.rustc)}};
    const auto without =
        run({.program = test::realToolchain().cargo, .arguments = {"build", "--target", thumb}}, rustc);
    EXPECT_EQ(without.exitCode, 101);
    EXPECT_TRUE(without.errors.contains("E0463")) << without.errors;
    auto command = buildCommands(use).cargo;
    command.program = test::realToolchain().cargo;
    EXPECT_STATUS(run(command, rustc), 0);
    EXPECT_TRUE(hasLibrary());
}

TEST_F(SysrootInUse, worksWithCargosConfiguration)
{
    const auto plan =
        planConfig({.use = use, .project = project.path(), .defaultTarget = true, .environment = wholeEnvironment()});
    ASSERT_OK(plan);
    EXPECT_EQ(plan->remarks.empty(), use.toolchain.isDefault);
    ASSERT_OK(apply(plan->edit));
    EXPECT_STATUS(run({.program = test::realToolchain().cargo, .arguments = {"build"}},
                      {{"RUSTC", toUtf8(use.toolchain.compiler.rustc)}}),
                  0);
    EXPECT_TRUE(hasLibrary());
    ASSERT_OK(apply(reversed(plan->edit)));
    EXPECT_FALSE(fs::exists(plan->edit.file));
}

TEST_F(SysrootInUse, givesRustAnalyzerJsonAndNothingElse)
{
    const auto plan = planEditor({.use = use, .project = project.path(), .program = CROSSYARD_PROGRAM});
    ASSERT_OK(plan);
    const auto settings = Json::parse(plan->snippet);
    for (const char *name :
         {"rust-analyzer.check.overrideCommand", "rust-analyzer.cargo.buildScripts.overrideCommand"}) {
        auto words = settings[name].get<Words>();
        const fs::path program = fromUtf8(words.front());
        words.erase(words.begin());
        const auto checked = run({.program = program, .arguments = words});
        EXPECT_STATUS(checked, 0);
        bool finished = false;
        for (const auto &line : split(trim(checked.output), '\n')) {
            const auto message = Json::parse(line, nullptr, false);
            ASSERT_TRUE(message.is_object()) << line;
            finished |= message["reason"] == "build-finished" && message["success"] == true;
        }
        EXPECT_TRUE(finished) << checked.output;
    }
    EXPECT_TRUE(fs::exists(fromUtf8(settings["rust-analyzer.cargo.sysrootSrc"].get<std::string>()) / "core" / "src"));
}

TEST_F(SysrootInUse, worksAsAToolchainOfRustups)
{
    auto rustup = findProgram("rustup");
    if (const fs::path usual = homeDirectory() / ".cargo" / "bin" / "rustup"; !rustup && isExecutable(usual))
        rustup = usual;
    if (!rustup)
        GTEST_SKIP() << "no rustup is here";
    const TempDir world;
    const fs::path bin = world.path() / "bin";
    fs::create_directories(bin);
    for (const char *name : {"rustup", "cargo", "rustc", "rustdoc"})
        fs::create_symlink(*rustup, bin / name);
    const Environment home{{"RUSTUP_HOME", toUtf8(world.path() / "rustup")},
                           {"CARGO_HOME", toUtf8(world.path() / "cargo")},
                           {"RUSTUP_DIST_SERVER", "file:///nonexistent"},
                           {"PATH", toUtf8(bin) + ":/usr/bin:/bin"}};

    const auto plan = planLinkedToolchain({.use = use,
                                           .name = "blinky-thumb",
                                           .directory = world.path() / "toolchains" / "blinky thumb",
                                           .rustup = bin / "rustup"});
    ASSERT_OK(plan);
    ASSERT_OK(makeToolchain(*plan));
    EXPECT_STATUS(run(plan->link, home), 0);
    EXPECT_STATUS(run({.program = bin / "cargo", .arguments = {"+blinky-thumb", "build", "--target", thumb}}, home), 0);
    EXPECT_TRUE(hasLibrary());
    EXPECT_STATUS(run({.program = bin / "cargo", .arguments = {"+blinky-thumb", "doc", "--target", thumb}}, home), 0);
    // The host has the library that it always had.
    project.write("src/main.rs", "fn main() { println!(\"{}\", small::three()); }\n");
    const auto hosted = run({.program = bin / "cargo", .arguments = {"+blinky-thumb", "run", "-q"}}, home);
    EXPECT_STATUS(hosted, 0);
    EXPECT_EQ(hosted.output, "3\n");
    EXPECT_STATUS(run(plan->unlink, home), 0);
    EXPECT_TRUE(fs::exists(plan->directory)); // rustup takes the link, not what it leads to
}

} // namespace
} // namespace crossyard::sysroot
