// SPDX-License-Identifier: MIT OR Apache-2.0
// What runs programs in a container, and how it is told to wait for a debugger.
#include "base/strings.h"
#include "container/build/cross_plan.h"
#include "container/build/runner.h"
#include "container/engine/debug_relay.h"
#include "support/support.h"

#include <algorithm>

namespace crossyard::container {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Words = std::vector<std::string>;

ImageRecipe recipe(const std::string &target, const std::string &machine = "x86_64")
{
    auto found = recipeFor(target, "", machine);
    EXPECT_TRUE(found) << target;
    return found.value_or(ImageRecipe{});
}

RunnerChoice choice(const RunnerRequest &request)
{
    auto chosen = chooseRunner(request);
    EXPECT_OK(chosen);
    return chosen ? std::move(*chosen) : RunnerChoice{};
}

Error refusal(RunnerRequest request)
{
    request.debugPort = 1234;
    const auto chosen = chooseRunner(request);
    EXPECT_FALSE(chosen);
    return chosen ? Error{} : chosen.error();
}

DebugPort debugOf(const ImageRecipe &image, const std::string &asked = "")
{
    const auto chosen = choice({.asked = asked, .recipe = &image, .debugPort = 4321});
    EXPECT_TRUE(chosen.debug);
    EXPECT_EQ(chosen.runner, "/crossyard/debug-run");
    return chosen.debug.value_or(DebugPort{});
}

TEST(Runner, IsThatOfTheRecipe)
{
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    EXPECT_EQ(choice({.recipe = &arm64}).runner, "qemu-aarch64-static");
    EXPECT_EQ(choice({.asked = "qemu-user", .recipe = &arm64}).runner, "qemu-aarch64-static");
    const auto own = recipe("x86_64-unknown-linux-gnu");
    EXPECT_EQ(choice({.recipe = &own}).runner, std::nullopt);
}

TEST(Runner, IsTheUsersWhereHeNamesACommand)
{
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    EXPECT_EQ(choice({.asked = "my-board --flash", .recipe = &arm64}).runner, "my-board --flash");
    EXPECT_EQ(choice({.asked = "my-board --flash"}).runner, "my-board --flash");
}

TEST(Runner, IsTheProjectsOrTheImagesOwn)
{
    const auto board = recipe("thumbv7m-none-eabi");
    EXPECT_EQ(choice({.recipe = &board, .project = {"my-board", "--flash"}}).runner, std::nullopt);
    EXPECT_EQ(choice({.asked = "native"}).runner, std::nullopt);
}

TEST(Runner, ThatTheImageDoesNotHaveIsTold)
{
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    const auto chosen = choice({.asked = "qemu-system", .recipe = &arm64});
    EXPECT_EQ(chosen.runner, std::nullopt);
    ASSERT_EQ(chosen.findings.size(), 1U);
    EXPECT_EQ(chosen.findings[0].id, "no-runner");
    EXPECT_THAT(chosen.findings[0].hint, HasSubstr("qemu-user"));
}

TEST(DebugPorts, OfProcessesAreTheEmulatorsFirstWord)
{
    const auto debug = debugOf(recipe("aarch64-unknown-linux-gnu"));
    EXPECT_EQ(debug.port, 4321);
    EXPECT_THAT(debug.emulator, ElementsAre("qemu-aarch64-static", "-g", "/crossyard/debug/gdb.sock"));
    EXPECT_TRUE(debug.once);
}

TEST(DebugPorts, OfBoardsStandBeforeTheProgram)
{
    const auto debug = debugOf(recipe("thumbv7m-none-eabi"));
    EXPECT_THAT(debug.emulator, ElementsAre("qemu-system-arm", "-machine", "lm3s6965evb", "-nographic",
                                            "-semihosting-config", "enable=on,target=native", "-gdb",
                                            "unix:/crossyard/debug/gdb.sock,server=on,wait=off", "-S", "-kernel"));
    EXPECT_FALSE(debug.once);
}

// Of each recipe with an emulator: programs of all those targets can be debugged.
TEST(DebugPorts, AreThereForEachEmulator)
{
    int count = 0;
    for (const auto &target : targetsWithRecipes()) {
        const auto image = recipeFor(target, "", "x86_64", firstReleaseFor(target, "", "x86_64").value_or(""));
        ASSERT_TRUE(image) << target;
        for (const auto &[name, words] : image->runners) {
            if (name == "native")
                continue;
            const auto debug = debugPortOf(words, 1);
            ASSERT_TRUE(debug) << target;
            EXPECT_THAT(join(debug->emulator, " "), HasSubstr("/crossyard/debug/gdb.sock")) << target;
            EXPECT_EQ(debug->emulator.back() == "-kernel", words.back() == "-kernel") << target;
            ++count;
        }
    }
    EXPECT_GT(count, 30);
}

TEST(DebugPorts, AreThereWhereTheEmulatorIsAskedFor)
{
    const auto i686 = recipe("i686-unknown-linux-gnu");
    EXPECT_EQ(debugOf(i686, "qemu-user").emulator.front(), "qemu-i386-static");
    const auto error = refusal({.asked = "native", .recipe = &i686});
    EXPECT_EQ(error.code, ErrorCode::Unsupported);
    EXPECT_THAT(error.hint, HasSubstr("--runner qemu-user"));
}

TEST(DebugPorts, OfTheMachinesOwnProgramsAreNotThere)
{
    const auto own = recipe("x86_64-unknown-linux-gnu");
    const auto error = refusal({.recipe = &own});
    EXPECT_EQ(error.code, ErrorCode::Unsupported);
    EXPECT_THAT(error.message, HasSubstr("this machine's own processor"));
    EXPECT_THAT(error.hint, HasSubstr("gdb PROGRAM"));
}

TEST(DebugPorts, AreThereWhereSomebodyElseStartsTheEmulatorOfTheImage)
{
    const auto board = recipe("thumbv7m-none-eabi");
    const auto projects =
        choice({.recipe = &board, .project = {"qemu-system-arm", "-M", "netduino2", "-kernel"}, .debugPort = 1});
    ASSERT_TRUE(projects.debug);
    EXPECT_THAT(projects.debug->emulator,
                ElementsAre("qemu-system-arm", "-M", "netduino2", "-gdb",
                            "unix:/crossyard/debug/gdb.sock,server=on,wait=off", "-S", "-kernel"));
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    const auto users = choice({.asked = "qemu-aarch64-static -cpu max", .recipe = &arm64, .debugPort = 1});
    ASSERT_TRUE(users.debug);
    EXPECT_THAT(users.debug->emulator,
                ElementsAre("qemu-aarch64-static", "-g", "/crossyard/debug/gdb.sock", "-cpu", "max"));
    EXPECT_EQ(users.runner, "/crossyard/debug-run");
}

TEST(DebugPorts, OfRunnersOfOthersAreNotThere)
{
    const auto board = recipe("thumbv7m-none-eabi");
    const auto users = refusal({.asked = "my-board --flash", .recipe = &board});
    EXPECT_THAT(users.message, HasSubstr("`my-board --flash`"));
    EXPECT_THAT(users.hint, HasSubstr("--runner qemu-system"));
    const auto projects = refusal({.recipe = &board, .project = {"probe-rs", "run"}});
    EXPECT_THAT(projects.message, HasSubstr("`probe-rs run` of the project's cargo configuration"));
    EXPECT_THAT(projects.hint, HasSubstr("--runner qemu-system"));
    const auto images = refusal({.asked = "qemu-user"});
    EXPECT_THAT(images.message, HasSubstr("not one of Crossyard's"));
    EXPECT_THAT(images.hint, HasSubstr("without `image`"));
    const auto windows = recipe("x86_64-pc-windows-gnu");
    EXPECT_THAT(refusal({.recipe = &windows}).message, HasSubstr("nothing in the image runs programs"));
    const auto arm64 = recipe("aarch64-unknown-linux-gnu");
    EXPECT_THAT(refusal({.asked = "qemu-system", .recipe = &arm64}).hint, HasSubstr("qemu-user"));
}

TEST(DebugPorts, WantAnEngineOnThisMachine)
{
    const Engine here;
    if (DebugRelay::isPossible())
        EXPECT_OK(checkSockets(here));
    else
        EXPECT_EQ(checkSockets(here).error().code, ErrorCode::Unsupported);
    for (const Engine &engine : {Engine{.remote = true}, Engine{.kind = EngineKind::Docker, .elsewhere = true}}) {
        const auto checked = checkSockets(engine);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, ErrorCode::Unsupported);
        EXPECT_THAT(checked.error().message, HasSubstr(engineName(engine.kind)));
        EXPECT_THAT(checked.error().hint, HasSubstr("--debug"));
    }
}

TEST(DebugPorts, GiveTheContainerADirectory)
{
    CrossPlan plan;
    plan.target.name = "aarch64-unknown-linux-gnu";
    plan.places = {.root = "/p", .directory = "/p", .target = "/p/target"};
    const CrossFacts facts{.image = "sha256:1", .files = "/s/files", .debug = "/tmp/crossyard-debug-1"};
    const auto seen = [&] {
        std::map<std::string, std::pair<Mount::Mode, std::string>> mounts;
        for (const auto &mount : containerPlan(plan, facts).mounts) {
            if (mount.path().starts_with("/crossyard/debug"))
                mounts[toUtf8(mount.host) + " " + mount.path()] = {mount.mode, mount.why};
        }
        return mounts;
    };
    EXPECT_THAT(seen(), IsEmpty());
    plan.debug = debugOf(recipe("aarch64-unknown-linux-gnu"));
    plan.runner = debugRunnerInside;
    const auto mounts = seen();
    ASSERT_EQ(mounts.size(), 1U);
    const auto &[mode, why] = mounts.at("/tmp/crossyard-debug-1 /crossyard/debug");
    EXPECT_EQ(mode, Mount::Mode::ReadWrite);
    EXPECT_EQ(why, "the debugger's socket");
    const auto container = containerPlan(plan, facts);
    EXPECT_FALSE(container.network);
    EXPECT_TRUE(container.held) << "it is not waited for when it is to end";
    EXPECT_THAT(container.ports, IsEmpty());
    EXPECT_TRUE(std::ranges::any_of(container.variables, [](const ContainerVariable &variable) {
        return variable.name == "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER" &&
               variable.value == "/crossyard/debug-run";
    }));
}

// Played with a program of the test's in the emulator's place.
TEST(DebugScript, TellsTheProgramAndRunsItWithItsWords)
{
    if (!findProgram("flock"))
        GTEST_SKIP() << "flock is not installed";
    const test::TempDir dir;
    const DebugPort debug{.emulator = {"printf", "<%s>", "-g", "a b"}};
    dir.write("debug/gdb.sock", "left by the program before");
    const auto script = dir.write("run", replaceAll(debugScript(debug), debugDirectoryInside, "debug"));
    const auto ran = process::outputOf(
        {.program = "sh", .arguments = {toUtf8(script), "target/my program", "it's"}, .directory = dir.path()});
    ASSERT_OK(ran);
    EXPECT_EQ(*ran, "<-g><a b><target/my program><it's>");
    EXPECT_EQ(readFile(dir.path() / "debug" / debugProgramName), toUtf8(dir.path() / "target" / "my program") + "\n");
    EXPECT_FALSE(fs::exists(dir.path() / "debug" / debugSocketName));
}

TEST(DebuggerCommand, CanBePastedIntoAShell)
{
    EXPECT_EQ(debuggerCommand(1234, fs::path("/p/my program")),
              "gdb-multiarch -ex 'target remote 127.0.0.1:1234' '/p/my program'");
    EXPECT_EQ(debuggerCommand(1, std::nullopt), "gdb-multiarch -ex 'target remote 127.0.0.1:1'");
}

} // namespace
} // namespace crossyard::container
