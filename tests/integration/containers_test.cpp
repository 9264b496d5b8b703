// SPDX-License-Identifier: MIT OR Apache-2.0
// Containers that are really run: what they may and may not do, how they end, and that none is left behind.
#include "container_world.h"

#include "base/strings.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <format>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <tuple>

namespace crossyard::container {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::containerExists;
using test::containerRuns;
using test::OtherProcess;
using test::scriptPlan;
using test::TempDir;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// What is promised holds on a machine that has time; a busy one gets some more.
constexpr auto busy = 5s;

int ms(Clock::duration time)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

// The processes that were told to run a container of that name.
std::vector<int> clientsOf(const std::string &name)
{
    std::vector<int> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator("/proc", error)) {
        const auto words = readFile(entry.path() / "cmdline").value_or("");
        if (words.contains(std::string("--name\0", 7) + name + std::string("\0", 1)))
            found.push_back(std::atoi(entry.path().filename().c_str()));
    }
    return found;
}

class Containers : public testing::Test {
protected:
    void SetUp() override
    {
        const auto found = test::realEngine();
        if (!found)
            GTEST_SKIP() << "no container can be run: " << describe(found.error());
        engine = *found;
        const auto busybox = test::busyboxImage(engine);
        if (!busybox)
            GTEST_SKIP() << "no busybox to make an image of: " << describe(busybox.error());
        image = *busybox;
    }

    ContainerPlan plan(std::string script) const { return scriptPlan(engine, image, std::move(script)); }

    // As soon as the container runs.
    std::jthread killClientOf(const ContainerPlan &of) const
    {
        return std::jthread([this, name = of.name] {
            EXPECT_TRUE(containerRuns(engine, name));
            for (const int pid : clientsOf(name))
                ::kill(pid, SIGKILL);
        });
    }

    // Runs a script to its end.
    process::Finished finished(const ContainerPlan &of) const
    {
        const auto result = runContainer(of);
        EXPECT_OK(result);
        return result.value_or(process::Finished{.exitCode = -1, .crashed = true, .output = {}, .errors = {}});
    }
    std::string outputOf(const ContainerPlan &of) const
    {
        const auto result = finished(of);
        EXPECT_EQ(result.exitCode, 0) << result.errors;
        return std::string(trim(result.output));
    }

    Engine engine;
    std::string image;
};

TEST_F(Containers, AreChosenOnceAndThenRemembered)
{
    const auto ended = [] {
        rusage usage{};
        EXPECT_EQ(::getrusage(RUSAGE_CHILDREN, &usage), 0);
        return std::tuple(usage.ru_minflt, usage.ru_utime.tv_sec, usage.ru_utime.tv_usec);
    };
    const auto before = ended();
    EXPECT_EQ(test::realEngine(), engine);
    EXPECT_EQ(ended(), before) << "no process was run";
}

// The middle one of several.
template <class F> Clock::duration timeOf(const F &what)
{
    std::vector<Clock::duration> times;
    for (int i = 0; i < 7; ++i) {
        const auto begin = Clock::now();
        what();
        times.push_back(Clock::now() - begin);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

TEST_F(Containers, CostHardlyMoreThanTheEngineDoes)
{
    auto of = plan("");
    of.arguments = {"/bin/true"};
    const auto command = runCommand(of);
    ASSERT_OK(command);
    const auto engines = timeOf([&] { EXPECT_OK(process::run(*command)); });
    const auto ours = timeOf([&] {
        auto with = of;
        with.engine = *test::realEngine();
        EXPECT_OK(runContainer(with));
    });
    std::printf("run true: %d ms by the engine, %d ms by us\n", ms(engines), ms(ours));
    EXPECT_LT(ours, engines + 60ms + engines / 2);
}

TEST_F(Containers, PassOnStatusAndOutput)
{
    const auto result = finished(plan("echo out; echo err >&2; exit 7"));
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_FALSE(result.crashed);
    EXPECT_EQ(result.output, "out\n");
    EXPECT_EQ(result.errors, "err\n");
    // These the engine uses as well; here they are the program's.
    for (const int status : {1, 125, 126, 127, 255})
        EXPECT_EQ(finished(plan(std::format("echo no engine >&2; exit {}", status))).exitCode, status);
    EXPECT_EQ(finished(plan("sh -c 'kill -KILL $$'; exit $?")).exitCode, 137);
}

TEST_F(Containers, LoseNoOutput)
{
    std::size_t lines = 0;
    const auto result = runContainer(plan("seq 200000"), {.onOutputLine = [&](std::string_view) { ++lines; }});
    ASSERT_OK(result);
    EXPECT_EQ(lines, 200000U);
}

TEST_F(Containers, SpeakLineByLine)
{
    const TempDir dir;
    auto of =
        plan("echo a; echo b >&2; i=0; until [ -e /d/heard ]; do i=$((i+1)); [ $i -lt 600 ] || exit 9; sleep 0.1; "
             "done; echo c");
    of.mounts = {{.host = dir.path(), .inside = "/d", .mode = Mount::Mode::ReadWrite}};
    std::vector<std::string> lines;
    std::vector<std::string> errors;
    const auto result = runContainer(of, {.onOutputLine =
                                              [&](std::string_view line) {
                                                  lines.emplace_back(line);
                                                  dir.write("heard", "");
                                              },
                                          .onErrorLine = [&](std::string_view line) { errors.emplace_back(line); }});
    ASSERT_OK(result);
    EXPECT_EQ(result->exitCode, 0) << "it waited a minute for somebody to hear its first line";
    EXPECT_THAT(lines, ElementsAre("a", "c"));
    EXPECT_THAT(errors, ElementsAre("b"));
}

TEST_F(Containers, ThatTheEngineCannotStartAreAnErrorWithItsMend)
{
    auto of = plan("true");
    of.image = "localhost/crossyard-test/no-such-image:1";
    auto error = runContainer(of).error();
    EXPECT_EQ(error.code, ErrorCode::NotFound);
    EXPECT_THAT(error.message, HasSubstr("does not have the image"));
    EXPECT_NE(error.hint, "");

    of = plan("");
    of.arguments = {"/no/such/program"};
    error = runContainer(of).error();
    EXPECT_EQ(error.code, ErrorCode::NotFound) << describe(error);
    EXPECT_THAT(error.message, HasSubstr("not in the image"));

    of = plan("true");
    of.mounts = {{.host = "/no/such/directory"}};
    error = runContainer(of, {.onErrorLine = [](std::string_view) {}}).error();
    EXPECT_EQ(error.code, ErrorCode::NotFound) << describe(error);
    EXPECT_THAT(error.message, HasSubstr("to be mounted"));
    EXPECT_FALSE(containerExists(engine, of.name));
}

TEST_F(Containers, WithAProgramForAnotherProcessorSaySo)
{
    const TempDir dir;
    // The header of a program for the other of the two; the kernel looks no further.
    std::string elf(128, '\0');
    elf.replace(0, 7,
                std::string("\x7f"
                            "ELF\2\1\1",
                            7));
    elf[16] = 2;
    elf[18] = engine.architecture == "x86_64" ? '\xb7' : 62;
    const auto file = dir.write("other", elf);
    ASSERT_OK(makeExecutable(file));
    // An init would hand it to a shell.
    auto of = scriptPlan(*test::engineWithoutInit(), image, "");
    of.mounts = {{.host = file, .inside = "/other"}};
    of.arguments = {"/other"};
    const auto result = runContainer(of);
    ASSERT_FALSE(result.has_value());
    EXPECT_THAT(result.error().message, HasSubstr("another processor"));
}

TEST_F(Containers, HaveNoRightsThatABuildDoesNotNeed)
{
    EXPECT_THAT(outputOf(plan("grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status")),
                HasSubstr("CapEff:\t0000000000000000"));
    EXPECT_THAT(outputOf(plan("grep CapBnd /proc/self/status")), HasSubstr("0000000000000000"));
    EXPECT_THAT(outputOf(plan("grep NoNewPrivs /proc/self/status")), HasSubstr("1"));
    EXPECT_EQ(outputOf(plan("ls /sys/class/net")), "lo");
    EXPECT_NE(finished(plan("echo x > /bin/new")).exitCode, 0);
    EXPECT_NE(finished(plan("rm /bin/busybox")).exitCode, 0);
    // Programs are made and run there.
    EXPECT_EQ(outputOf(plan("cp /bin/busybox /tmp/echo && /tmp/echo ran")), "ran");
    auto of = plan("id -u; id -g; cp /bin/busybox /tmp/x && echo wrote");
    if (!engine.rootless) { // where it may have no other numbers than the user's own
        of.user = "1234:567";
        EXPECT_EQ(outputOf(of), "1234\n567\nwrote");
    }
    of = plan("echo x > /bin/new && echo wrote");
    of.writableRoot = true;
    EXPECT_EQ(outputOf(of), "wrote");
}

TEST_F(Containers, HaveNoneOfOurVariables)
{
    ::setenv("HTTP_PROXY", "http://user:pass@proxy:1", 1);
    ::setenv("CROSSYARD_TEST_SECRET", "x", 1);
    auto of = plan("env");
    of.variables = {{.name = "GIVEN", .value = "a b=c\nd"}};
    const auto said = outputOf(of);
    ::unsetenv("HTTP_PROXY");
    ::unsetenv("CROSSYARD_TEST_SECRET");
    EXPECT_THAT(said, HasSubstr("GIVEN=a b=c\nd"));
    EXPECT_THAT(toLower(said), Not(HasSubstr("proxy")));
    EXPECT_THAT(said, Not(HasSubstr("CROSSYARD_TEST_SECRET")));
}

TEST_F(Containers, MountWithModes)
{
    const TempDir dir;
    // Letters that the words of an engine are split at.
    for (const std::string name : {"plain", "a b ü", "a:b", "a,b", "a\"b", "a:b,c\"d"}) {
        const auto host = dir.path() / fromUtf8(name);
        fs::create_directories(host);
        dir.write(fromUtf8(name) / fs::path("file"), "hello");
        auto of = plan("cat \"$0/file\"; echo changed > \"$0/file\"");
        of.arguments.push_back(toUtf8(host));
        of.mounts = {{.host = host, .inside = {}, .mode = Mount::Mode::ReadOnly}};
        const auto result = finished(of);
        EXPECT_EQ(result.output, "hello") << name;
        EXPECT_NE(result.exitCode, 0) << name;
        EXPECT_EQ(*readFile(host / "file"), "hello");

        of.mounts[0].mode = Mount::Mode::ReadWrite;
        of.name += "w";
        EXPECT_EQ(finished(of).exitCode, 0) << name;
        EXPECT_EQ(*readFile(host / "file"), "changed\n") << name;
    }
}

TEST_F(Containers, MountOneWithinTheOther)
{
    const TempDir dir;
    dir.write("project/src/lib.rs", "x");
    fs::create_directories(dir.path() / "project/target");
    const auto project = dir.path() / "project";
    auto of = plan("cd \"$0\" && echo built > target/out && ! echo x > src/new");
    of.arguments.push_back(toUtf8(project));
    of.mounts = {{.host = project / "target", .inside = {}, .mode = Mount::Mode::ReadWrite},
                 {.host = project, .inside = {}, .mode = Mount::Mode::ReadOnly}};
    EXPECT_EQ(finished(of).exitCode, 0);
    EXPECT_TRUE(fs::exists(project / "target/out"));
    EXPECT_FALSE(fs::exists(project / "src/new"));
}

TEST_F(Containers, CatchWhatIsWritten)
{
    const TempDir dir;
    dir.write("project/src/lib.rs", "mine");
    dir.write("project/Cargo.toml", "mine");
    fs::create_directories(dir.path() / "up");
    fs::create_directories(dir.path() / "work");
    auto of = plan("cd /p && echo theirs > src/lib.rs && echo new > src/new.rs && rm Cargo.toml && cat src/lib.rs");
    of.mounts = {{.host = dir.path() / "project",
                  .inside = "/p",
                  .mode = Mount::Mode::Caught,
                  .upper = dir.path() / "up",
                  .work = dir.path() / "work"}};
    if (engine.kind != EngineKind::Podman) {
        const auto refused = runContainer(of);
        ASSERT_FALSE(refused.has_value());
        EXPECT_THAT(refused.error().message, HasSubstr("cannot catch what is written"));
        return;
    }
    EXPECT_EQ(outputOf(of), "theirs");
    EXPECT_EQ(*readFile(dir.path() / "project/src/lib.rs"), "mine");
    EXPECT_FALSE(fs::exists(dir.path() / "project/src/new.rs"));
    EXPECT_TRUE(fs::exists(dir.path() / "project/Cargo.toml"));
    EXPECT_EQ(*readFile(dir.path() / "up/src/lib.rs"), "theirs\n");
    EXPECT_EQ(*readFile(dir.path() / "up/src/new.rs"), "new\n");
}

// The words of each process of this machine.
std::string allCommandLines()
{
    std::string all;
    std::error_code gone;
    for (const auto &entry : fs::directory_iterator("/proc", gone)) {
        std::ifstream file(entry.path() / "cmdline", std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
        all += '\n';
    }
    return all;
}

TEST_F(Containers, HideSecretsFromTheListOfProcesses)
{
    const CancelToken cancel;
    auto of = plan("echo $TOKEN; sleep 100");
    of.variables = {{.name = "TOKEN", .value = "v3ry-s3cret", .secret = true}};
    std::string said;
    std::thread runner([&] {
        (void)runContainer(of, {.cancel = cancel, .onOutputLine = [&](std::string_view line) { said = line; }});
    });
    EXPECT_TRUE(containerRuns(engine, of.name));
    const auto seen = allCommandLines();
    EXPECT_THAT(seen, HasSubstr(of.name));
    EXPECT_THAT(seen, Not(HasSubstr("v3ry-s3cret")));
    cancel.cancel();
    runner.join();
    EXPECT_EQ(said, "v3ry-s3cret");
}

TEST_F(Containers, ObeyLimits)
{
    if (engine.rootless)
        GTEST_SKIP() << "limits need control groups that a user may have for himself";
    auto of = plan("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do sleep 1 & done; wait");
    of.limits = {.memory = 256 * 1024 * 1024, .processes = 8, .processors = 1.5};
    EXPECT_THAT(finished(of).errors, HasSubstr("fork"));
}

TEST_F(Containers, RunSideBySide)
{
    const TempDir dir;
    // Each waits for the two others.
    const auto script = [](std::size_t i) {
        return std::format("touch /d/{0}; i=0; until [ -e /d/0 -a -e /d/1 -a -e /d/2 ]; do i=$((i+1)); "
                           "[ $i -lt 600 ] || exit 9; sleep 0.1; done; echo {0}",
                           i);
    };
    std::vector<std::string> said(3);
    std::vector<std::thread> runners;
    for (std::size_t i = 0; i < said.size(); ++i) {
        auto of = plan(script(i));
        of.mounts = {{.host = dir.path(), .inside = "/d", .mode = Mount::Mode::ReadWrite}};
        runners.emplace_back([this, &said, i, of] { said[i] = outputOf(of); });
    }
    for (auto &runner : runners)
        runner.join();
    EXPECT_THAT(said, ElementsAre("0", "1", "2"));
}

// How long it takes from the wish to the end, once the container runs.
class Cancelling : public Containers {
protected:
    Clock::duration cancelled(const ContainerPlan &of, int graceMs = 5000)
    {
        const CancelToken cancel;
        std::atomic<bool> ready = false;
        Result<process::Finished> result = fail(ErrorCode::Io, "");
        std::thread runner([&] {
            result = runContainer(
                of, {.cancel = cancel, .onOutputLine = [&](std::string_view) { ready = true; }, .graceMs = graceMs});
        });
        EXPECT_TRUE(test::until([&] { return ready.load(); }));
        const auto begin = Clock::now();
        cancel.cancel();
        runner.join();
        const auto took = Clock::now() - begin;
        EXPECT_FALSE(result.has_value());
        EXPECT_EQ(result.error_or(Error{}).code, ErrorCode::Cancelled);
        EXPECT_FALSE(containerExists(of.engine, of.name));
        std::printf("cancelled within %d ms\n", ms(took));
        return took;
    }
};

TEST_F(Cancelling, TakesASecondWhereTheProgramObeys)
{
    const auto with = test::engineWithInit();
    if (!with)
        GTEST_SKIP() << describe(with.error());
    EXPECT_LT(cancelled(scriptPlan(*with, image, "echo; exec sleep 1000")), 1s + busy);
    EXPECT_LT(cancelled(scriptPlan(*with, image, "echo; sleep 1000; true")), 1s + busy);
}

TEST_F(Cancelling, LetsTheProgramClearUpFirst)
{
    const auto with = test::engineWithInit();
    if (!with)
        GTEST_SKIP() << describe(with.error());
    const TempDir dir;
    auto of = scriptPlan(*with, image, "trap 'echo done > /d/cleared; exit 0' TERM; echo; while :; do sleep 0.1; done");
    of.mounts = {{.host = dir.path(), .inside = "/d", .mode = Mount::Mode::ReadWrite}};
    (void)cancelled(of);
    EXPECT_EQ(readFile(dir.path() / "cleared"), "done\n");
}

TEST_F(Cancelling, KillsOneThatDoesNotObeyAfterItsGrace)
{
    const auto with = test::engineWithInit();
    if (!with)
        GTEST_SKIP() << describe(with.error());
    const auto took =
        cancelled(scriptPlan(*with, image, "trap '' TERM INT HUP; echo; while :; do sleep 1; done"), 1500);
    EXPECT_GE(took, 1500ms);
    EXPECT_LT(took, 1500ms + 1s + busy);
}

TEST_F(Cancelling, WaitsForNobodyWhoCannotHear)
{
    const auto without = test::engineWithoutInit();
    ASSERT_OK(without);
    EXPECT_LT(cancelled(scriptPlan(*without, image, "echo; sleep 1000; true")), 1s + busy);
}

TEST_F(Cancelling, LeavesNothingWhereItHasHardlyBegun)
{
    for (const auto wait : {0ms, 20ms, 60ms, 120ms, 200ms, 300ms}) {
        const CancelToken cancel;
        const auto of = plan("sleep 1000");
        std::thread later([&] {
            std::this_thread::sleep_for(wait);
            cancel.cancel();
        });
        const auto begin = Clock::now();
        const auto result = runContainer(of, {.cancel = cancel});
        EXPECT_LT(Clock::now() - begin, 1500ms + busy) << wait.count();
        later.join();
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
        EXPECT_FALSE(containerExists(engine, of.name));
    }
}

TEST_F(Containers, AreRemovedByName)
{
    const auto of = plan("sleep 1000");
    EXPECT_OK(removeContainer(engine, of.name));
    std::thread runner([&] { (void)runContainer(of); });
    EXPECT_TRUE(containerRuns(engine, of.name));
    EXPECT_OK(removeContainer(engine, of.name, 1000));
    EXPECT_FALSE(containerExists(engine, of.name));
    runner.join();
}

// As a process of its own: the argument is the name of a container.
ContainerPlan planNamed(const fs::path &name, const char *script)
{
    auto engine = test::engineWithInit();
    if (!engine)
        engine = test::realEngine();
    auto of = scriptPlan(*engine, *test::busyboxImage(*engine), script);
    of.name = toUtf8(name);
    return of;
}

const test::Role removesTheImage("removes the image", [](const fs::path &image) {
    if (const auto engine = test::realEngine())
        (void)process::run(engineCommand(*engine, {"rmi", "-f", toUtf8(image)}));
});
const test::Role runsOne("runs a container",
                         [](const fs::path &name) { (void)runContainer(planNamed(name, "sleep 1000")); });
const test::Role runsAnObedient("runs an obedient one in the foreground", [](const fs::path &name) {
    const auto status = runContainerInForeground(planNamed(name, "exec sleep 1000"));
    std::exit(status ? *status : status.error().code == ErrorCode::Cancelled ? 99 : 98);
});
const test::Role runsAStubborn("runs a stubborn one in the foreground", [](const fs::path &name) {
    const auto status = runContainerInForeground(planNamed(name, "trap '' TERM INT HUP; while :; do sleep 1; done"));
    std::exit(status ? *status : status.error().code == ErrorCode::Cancelled ? 99 : 98);
});

const test::Role runsACounter("runs one that counts", [](const fs::path &name) {
    const auto status = runContainerInForeground(planNamed(
        name, "n=40; trap 'n=$((n+1))' INT; while [ $n = 40 ]; do sleep 0.1; done; sleep 0.5; sleep 0.5; exit $n"));
    std::exit(status.value_or(98));
});

TEST_F(Containers, OfAKilledOwnerAreSweptAwayAndNoOthers)
{
    const auto name = scriptPlan(engine, image, "").name;
    OtherProcess dead("runs a container", name + "-dead");
    OtherProcess alive("runs a container", name + "-alive");
    ASSERT_TRUE(containerRuns(engine, name + "-dead"));
    ASSERT_TRUE(containerRuns(engine, name + "-alive"));
    auto swept = sweepContainers(engine);
    ASSERT_OK(swept);
    EXPECT_THAT(*swept, Not(Contains(HasSubstr(name))));

    dead.signal(SIGKILL);
    EXPECT_EQ(dead.wait(), 128 + SIGKILL);
    EXPECT_TRUE(containerExists(engine, name + "-dead")) << "nothing to sweep";
    swept = sweepContainers(engine);
    ASSERT_OK(swept);
    EXPECT_THAT(*swept, Contains(name + "-dead"));
    EXPECT_THAT(*swept, Not(Contains(name + "-alive")));
    EXPECT_FALSE(containerExists(engine, name + "-dead"));
    EXPECT_TRUE(containerExists(engine, name + "-alive"));

    alive.signal(SIGKILL);
    (void)alive.wait();
    EXPECT_THAT(*sweepContainers(engine), Contains(name + "-alive"));
}

class Foreground : public Containers {};

// The client's end and its container's are not the same.
TEST_F(Containers, GoWhenTheClientIsKilled)
{
    const auto one = plan("sleep 1000");
    const auto killer = killClientOf(one);
    const auto finished = runContainer(one);
    ASSERT_FALSE(finished.has_value());
    EXPECT_EQ(finished.error().code, ErrorCode::ToolFailed);
    EXPECT_FALSE(containerExists(engine, one.name));
}

TEST_F(Foreground, GoesWhenTheClientIsKilled)
{
    const auto one = plan("sleep 1000");
    const auto killer = killClientOf(one);
    const auto status = runContainerInForeground(one);
    ASSERT_FALSE(status.has_value());
    EXPECT_THAT(describe(status.error()), HasSubstr("was removed"));
    EXPECT_FALSE(containerExists(engine, one.name));
}

TEST_F(Foreground, GivesTheStatus)
{
    EXPECT_EQ(runContainerInForeground(plan("exit 5")), 5);
}

TEST_F(Foreground, EndsWithUsWhereTheProgramObeys)
{
    if (!test::engineWithInit())
        GTEST_SKIP() << "no init program";
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const auto name = scriptPlan(engine, image, "").name;
        OtherProcess process("runs an obedient one in the foreground", name);
        ASSERT_TRUE(containerRuns(engine, name));
        const auto begin = Clock::now();
        process.signal(signal);
        // Ctrl-C is the program's own to answer; what it ends with is passed on.
        EXPECT_EQ(process.wait(), signal == SIGINT ? 128 + SIGINT : 99);
        const auto took = Clock::now() - begin;
        std::printf("signal %d: gone within %d ms\n", signal, ms(took));
        EXPECT_LT(took, 1s + busy);
        EXPECT_FALSE(containerExists(engine, name));
    }
}

TEST_F(Foreground, LeavesCtrlCToTheProgram)
{
    if (!test::engineWithInit())
        GTEST_SKIP() << "no init program";
    const auto name = scriptPlan(engine, image, "").name;
    auto process = OtherProcess::atTerminal("runs one that counts", name);
    ASSERT_TRUE(containerRuns(engine, name));
    const auto begin = Clock::now();
    process.type("\x03");
    // It came once, though the terminal told us and the client, and the client the container.
    EXPECT_EQ(process.wait(), 41);
    const auto took = Clock::now() - begin;
    std::printf("Ctrl-C: gone within %d ms\n", ms(took));
    EXPECT_LT(took, 2s + busy);
    EXPECT_FALSE(containerExists(engine, name));
}

TEST_F(Foreground, EndsWithUsWhereItDoesNotObey)
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const auto name = scriptPlan(engine, image, "").name;
        OtherProcess process("runs a stubborn one in the foreground", name);
        ASSERT_TRUE(containerRuns(engine, name));
        const auto begin = Clock::now();
        process.signal(signal);
        EXPECT_EQ(process.wait(), 99);
        const auto took = Clock::now() - begin;
        std::printf("signal %d: gone within %d ms\n", signal, ms(took));
        EXPECT_LT(took, 6s + busy);
        EXPECT_FALSE(containerExists(engine, name));
    }
}

} // namespace
} // namespace crossyard::container
