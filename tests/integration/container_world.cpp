// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container_world.h"

#include "base/lock.h"
#include "base/strings.h"

#include <atomic>
#include <csignal>
#include <format>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#if __has_include(<pty.h>)
#include <pty.h>
#else
#include <util.h>
#endif

namespace crossyard::test {

using container::Engine;

namespace {

constexpr const char *imageName = "localhost/crossyard-test/busybox:1";

// A program of a package of the system's own repositories, unpacked, not installed.
Result<fs::path> programOfPackage(const std::string &package, const std::string &program)
{
    const auto directory = containerStore() / package;
    CY_TRY(const auto lock,
           FileLock::acquire(containerStore() / (package + ".lock"), FileLock::Mode::Exclusive, {}, [] {}));
    for (const auto *place : {"usr/bin", "bin"}) {
        if (isExecutable(directory / place / program))
            return directory / place / program;
    }
    if (!findProgram("apt-get") || !findProgram("dpkg-deb"))
        return fail(ErrorCode::NotFound, std::format("there is no {}, and no apt-get to fetch it with", program));
    CY_CHECK(removeTree(directory));
    CY_CHECK(createDirectories(directory));
    CY_CHECK(
        process::outputOf({.program = "apt-get", .arguments = {"-q", "download", package}, .directory = directory}));
    for (const auto &entry : fs::directory_iterator(directory)) {
        if (entry.path().extension() == ".deb")
            CY_CHECK(process::outputOf(
                {.program = "dpkg-deb", .arguments = {"-x", toUtf8(entry.path()), toUtf8(directory)}}));
    }
    for (const auto *place : {"usr/bin", "bin"}) {
        if (isExecutable(directory / place / program))
            return directory / place / program;
    }
    return fail(ErrorCode::NotFound, std::format("{} has no {}", package, program));
}

Result<void> importImage(const Engine &engine, const fs::path &busybox)
{
    const TempDir dir;
    const auto bin = dir.path() / "root" / "bin";
    CY_CHECK(createDirectories(bin));
    fs::copy_file(busybox, bin / "busybox");
    CY_TRY(const auto applets, process::outputOf({.program = busybox, .arguments = {"--list"}}));
    for (const auto &applet : splitWhitespace(applets)) {
        std::error_code there;
        fs::create_symlink("busybox", bin / applet, there);
    }
    const auto tar = dir.path() / "image.tar";
    CY_CHECK(process::outputOf(
        {.program = "tar",
         .arguments = {"--owner=0", "--group=0", "-C", toUtf8(dir.path() / "root"), "-cf", toUtf8(tar), "."}}));
    CY_CHECK(process::outputOf(engineCommand(engine, {"import", toUtf8(tar), imageName})));
    return {};
}

} // namespace

fs::path containerStore()
{
    return CROSSYARD_CONTAINER_STORE;
}

Result<Engine> realEngine()
{
    return container::chooseEngine(
        {.store = containerStore(), .engine = environment("CROSSYARD_TEST_ENGINE").value_or("podman")});
}

Result<Engine> engineWithInit()
{
    CY_TRY(auto engine, realEngine());
    if (engine.init)
        return engine;
    if (engine.kind != container::EngineKind::Podman)
        return fail(ErrorCode::NotFound, "its daemon has no init");
    CY_TRY(const auto init, programOfPackage("catatonit", "catatonit"));
    engine.init = true;
    engine.runOptions.insert(engine.runOptions.end(), {"--init-path", toUtf8(init)});
    return engine;
}

Result<Engine> engineWithoutInit()
{
    CY_TRY(auto engine, realEngine());
    engine.init = false;
    return engine;
}

Result<std::string> busyboxImage(const Engine &engine)
{
    CY_TRY(const auto busybox, programOfPackage("busybox-static", "busybox"));
    CY_TRY(const auto lock, FileLock::acquire(containerStore() / "image.lock", FileLock::Mode::Exclusive, {}, [] {}));
    CY_TRY(const auto there, process::run(engineCommand(engine, {"image", "inspect", imageName})));
    if (!there.ok())
        CY_CHECK(importImage(engine, busybox));
    return imageName;
}

container::ContainerPlan scriptPlan(const Engine &engine, const std::string &image, std::string script)
{
    static std::atomic<int> count = 0;
    return {.engine = engine,
            .image = image,
            .name = std::format("crossyard-test-{}-{}", ::getpid(), ++count),
            .purpose = "test",
            .arguments = {"/bin/sh", "-c", std::move(script)}};
}

bool containerExists(const Engine &engine, const std::string &name)
{
    const auto finished = process::run(engineCommand(engine, {"inspect", "--type", "container", name}));
    return finished && finished->ok();
}

bool containerRuns(const Engine &engine, const std::string &name)
{
    return until([&] {
        const auto finished = process::run(
            engineCommand(engine, {"inspect", "--type", "container", "--format", "{{.State.Running}}", name}));
        return finished && finished->ok() && trim(finished->output) == "true";
    });
}

OtherProcess::OtherProcess(std::string role, std::string argument)
{
    std::string self = "containers_test";
    std::string option = "--role";
    char *words[] = {self.data(), option.data(), role.data(), argument.data(), nullptr};
    EXPECT_EQ(::posix_spawn(&m_pid, "/proc/self/exe", nullptr, nullptr, words, environ), 0);
}

OtherProcess OtherProcess::atTerminal(const std::string &role, const std::string &argument)
{
    OtherProcess process;
    process.m_pid = ::forkpty(&process.m_terminal, nullptr, nullptr, nullptr);
    if (process.m_pid == 0) {
        ::execl("/proc/self/exe", "containers_test", "--role", role.c_str(), argument.c_str(), nullptr);
        ::_exit(127);
    }
    EXPECT_GT(process.m_pid, 0);
    return process;
}

OtherProcess::OtherProcess(OtherProcess &&other) noexcept
    : m_pid(std::exchange(other.m_pid, 0)), m_terminal(std::exchange(other.m_terminal, -1))
{
}

OtherProcess::~OtherProcess()
{
    if (m_pid > 0) {
        signal(SIGKILL);
        (void)wait();
    }
    if (m_terminal >= 0)
        ::close(m_terminal);
}

void OtherProcess::type(std::string_view keys) const
{
    EXPECT_EQ(::write(m_terminal, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
}

void OtherProcess::signal(int number) const
{
    if (m_pid > 0)
        ::kill(m_pid, number);
}

int OtherProcess::wait()
{
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = 0;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace crossyard::test
