// SPDX-License-Identifier: MIT OR Apache-2.0
// What finding and running is made of: what engines tell, what they say when they fail, who owns a container, and the
// smallest program.
#include "container/engine/engine_facts.h"
#include "container/engine/engine_probe.h"
#include "container/engine/engine_trouble.h"
#include "container/engine/owner.h"
#include "container/engine/probe_program.h"
#include "container/engine/probe_remedies.h"

#include "base/strings.h"
#include "container/engine/containers.h"
#include "support/support.h"

#include <csignal>
#include <format>
#include <spawn.h>
#include <sys/wait.h>

namespace crossyard::container {
namespace {

using testing::HasSubstr;

TEST(KindFromText, KnowsTheThree)
{
    EXPECT_EQ(kindFromText("podman version 4.3.1"), EngineKind::Podman);
    EXPECT_EQ(kindFromText("podman-remote version 4.3.1"), EngineKind::Podman);
    EXPECT_EQ(kindFromText("Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n"
                           "podman version 4.3.1"),
              EngineKind::Podman);
    EXPECT_EQ(kindFromText("Docker version 28.2.2, build e6534b4"), EngineKind::Docker);
    EXPECT_EQ(kindFromText("nerdctl version 2.0.3"), EngineKind::Nerdctl);
    EXPECT_EQ(kindFromText("nerdctl is a command line interface for containerd, compatible with docker"),
              EngineKind::Nerdctl);
    EXPECT_EQ(kindFromText("GNU Make 4.3"), std::nullopt);
}

TEST(EngineFacts, AreReadFromWhatPodmanPrints)
{
    const auto facts = factsFromInfo(EngineKind::Podman, *readFile(test::dataDir() / "container/podman-info.json"));
    ASSERT_OK(facts);
    EXPECT_EQ(facts->version, "4.3.1");
    EXPECT_EQ(facts->architecture, "x86_64");
    EXPECT_EQ(facts->system, "linux");
    EXPECT_FALSE(facts->rootless);
    EXPECT_FALSE(facts->selinux);
    EXPECT_FALSE(facts->elsewhere);
}

TEST(EngineFacts, AreReadFromWhatDockerPrints)
{
    const auto facts = factsFromInfo(
        EngineKind::Docker,
        R"({"ServerVersion": "27.5.1", "OSType": "linux", "Architecture": "aarch64", "OperatingSystem": "Docker Desktop",
            "SecurityOptions": ["name=seccomp,profile=builtin", "name=rootless", "name=selinux"]})");
    ASSERT_OK(facts);
    EXPECT_EQ(facts->version, "27.5.1");
    EXPECT_EQ(facts->architecture, "aarch64");
    EXPECT_TRUE(facts->rootless);
    EXPECT_TRUE(facts->selinux);
    EXPECT_TRUE(facts->elsewhere);
}

TEST(EngineFacts, OfAServerThatIsNotThereAreAnError)
{
    const auto json = *readFile(test::dataDir() / "container/docker-info-no-server.json");
    EXPECT_EQ(factsFromInfo(EngineKind::Docker, json).error().code, ErrorCode::ToolFailed);
    EXPECT_EQ(factsFromInfo(EngineKind::Docker, "[1]").error().code, ErrorCode::ToolFailed);
    EXPECT_EQ(factsFromInfo(EngineKind::Podman, "not json").error().code, ErrorCode::ToolFailed);
    EXPECT_EQ(factsFromInfo(EngineKind::Podman, "{\"host\": 7, \"version\": []}").error().code, ErrorCode::ToolFailed);
}

// What engines said, and a part of what we say.
struct Said {
    const char *text;
    const char *cause;
    ErrorCode code;
};

const Said sayings[] = {
    {"Error: localhost/nosuch: image not known", "does not have the image", ErrorCode::NotFound},
    {"docker: Error response from daemon: No such image: nosuch:latest.", "does not have the image",
     ErrorCode::NotFound},
    {"Error: runc: runc create failed: unable to start container process: exec: \"/nix\": stat /nix: no such file or "
     "directory: OCI runtime attempted to invoke a command that was not found",
     "is not in the image", ErrorCode::NotFound},
    {"Error: crun: executable file `cargo` not found in $PATH: No such file or directory: OCI runtime attempted to "
     "invoke a command that was not found",
     "is not in the image", ErrorCode::NotFound},
    {"ERROR (catatonit:6): failed to exec pid1: No such file or directory", "is not in the image", ErrorCode::NotFound},
    {"Error: runc: runc create failed: unable to start container process: exec: \"/mk\": permission denied: OCI "
     "permission denied",
     "is not executable", ErrorCode::ToolFailed},
    {"exec /bin/sh: exec format error", "another processor", ErrorCode::ToolFailed},
    {"Error: statfs /nonexist: no such file or directory", "does not exist", ErrorCode::NotFound},
    {"docker: Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /x.",
     "does not exist", ErrorCode::NotFound},
    {"Error: workdir \"/nodir\" does not exist on container db47dd6a1e9d", "working directory", ErrorCode::NotFound},
    {"Error: writing blob: storing blob to file: write /var/tmp/x: no space left on device", "no space left",
     ErrorCode::ToolFailed},
    {"Error: unknown flag: --bogus\nSee 'podman run --help'", "does not know an option", ErrorCode::BadInput},
};

TEST(EngineError, TellsTheCauseAndTheMend)
{
    for (const auto &[text, cause, code] : sayings) {
        const auto error = engineError(EngineKind::Podman, text);
        EXPECT_THAT(error.message, HasSubstr(cause)) << text;
        EXPECT_THAT(error.message, HasSubstr(text));
        EXPECT_EQ(error.code, code) << text;
        EXPECT_FALSE(error.hint.empty()) << text;
        EXPECT_FALSE(isMendedByProbe(error)) << text;
    }
    const auto other = engineError(EngineKind::Docker, "something new");
    EXPECT_EQ(other.message, "docker failed\nsomething new");
    EXPECT_EQ(other.hint, "");
}

TEST(IsMendedByProbe, WhereTheLadderKnowsIt)
{
    for (const auto *said :
         {"Error: runc: runc create failed: error setting rlimit type 7: operation not permitted: OCI permission "
          "denied",
          "Error: container-init binary not found on the host: stat /usr/libexec/podman/catatonit: no such file",
          "Error: OCI runtime error: crun: cgroups in hybrid mode not supported, drop all controllers from cgroupv2",
          "Error: runc: systemd not running on this host, cannot use systemd cgroups manager: OCI runtime error"})
        EXPECT_TRUE(isMendedByProbe(engineError(EngineKind::Podman, said))) << said;
    EXPECT_FALSE(isMendedByProbe({ErrorCode::Cancelled, "cancelled"}));
}

TEST(SaidByEngine, TellsTheEnginesFailureFromTheProgramsStatus)
{
    using enum EngineKind;
    EXPECT_EQ(saidByEngine(Podman, 125, "Error: x: image not known\n"), "Error: x: image not known");
    EXPECT_EQ(saidByEngine(Podman, 127, "sh: 1: foo: not found\n"), std::nullopt);
    EXPECT_EQ(saidByEngine(Podman, 126, ""), std::nullopt);
    EXPECT_EQ(saidByEngine(Podman, 101, "Error: \"the program's own\"\n"), std::nullopt);
    EXPECT_EQ(saidByEngine(Docker, 125, "warning\ndocker: Error response from daemon: x.\n\nRun 'docker run --help'\n"),
              "docker: Error response from daemon: x.\n\nRun 'docker run --help'");
    EXPECT_EQ(saidByEngine(Nerdctl, 1, "time=\"2024\" level=fatal msg=\"x\"\n"), "time=\"2024\" level=fatal msg=\"x\"");
    EXPECT_EQ(saidByEngine(Nerdctl, 1, "error: could not compile `x`\n"), std::nullopt);
    EXPECT_EQ(saidByEngine(Podman, 1, "ERROR (catatonit:6): failed to exec pid1: No such file or directory\n"),
              "ERROR (catatonit:6): failed to exec pid1: No such file or directory");
    EXPECT_EQ(saidByEngine(Podman, 1, "exec /other: exec format error\n"), "exec /other: exec format error");
    EXPECT_EQ(saidByEngine(Docker, 255, "exec /other: exec format error\n"), "exec /other: exec format error");
}

TEST(Owner, IsThisProcessWhileItLives)
{
    const auto owner = ownerOfThisProcess();
    EXPECT_EQ(owner, ownerOfThisProcess());
    EXPECT_THAT(owner, testing::StartsWith(std::to_string(processId()) + ":"));
    EXPECT_TRUE(ownerIsAlive(owner));
}

// The parts of ours, with some changed: PID, START, NAMESPACE, BOOT, MACHINE.
std::string changed(std::initializer_list<std::pair<int, std::string>> changes)
{
    auto parts = split(ownerOfThisProcess(), ':');
    for (const auto &[index, text] : changes)
        parts[static_cast<std::size_t>(index)] = text;
    return join(parts, ":");
}

TEST(Owner, IsDeadWhenItsNumberIsAnothersOrNobodys)
{
    EXPECT_FALSE(ownerIsAlive(changed({{1, "1"}})));
    pid_t pid = 0;
    char program[] = "true";
    char *words[] = {program, nullptr};
    ASSERT_EQ(::posix_spawn(&pid, "/bin/true", nullptr, nullptr, words, environ), 0);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
    EXPECT_EQ(startOf(pid), std::nullopt) << "a zombie";
    ::waitpid(pid, nullptr, 0);
    EXPECT_FALSE(ownerIsAlive(changed({{0, std::to_string(pid)}})));
}

TEST(Owner, IsDeadAfterTheMachineWasStartedAnew)
{
    if (processPlace().machine.empty())
        GTEST_SKIP() << "this machine has no /etc/machine-id";
    EXPECT_FALSE(ownerIsAlive(changed({{3, "another boot"}})));
}

TEST(Owner, ThatCannotBeJudgedFromHereCountsAsAlive)
{
    EXPECT_TRUE(ownerIsAlive(changed({{0, "999999999"}, {2, "another namespace"}})));
    EXPECT_TRUE(ownerIsAlive(changed({{0, "999999999"}, {3, "another boot"}, {4, "another machine"}})));
    EXPECT_TRUE(ownerIsAlive("the label of another version"));
    EXPECT_TRUE(ownerIsAlive(""));
}

TEST(ProbeProgram, EndsWithNought)
{
    const test::TempDir dir;
    bool ran = false;
    for (const std::string architecture : {"x86_64", "aarch64"}) {
        const auto file = dir.write(architecture, *probeProgram(architecture));
        ASSERT_OK(makeExecutable(file));
        process::Command command{.program = file};
#if defined(__x86_64__)
        const bool ours = architecture == "x86_64";
#elif defined(__aarch64__)
        const bool ours = architecture == "aarch64";
#else
        const bool ours = false;
#endif
        if (!ours) {
            const auto emulator = findProgram(std::format("qemu-{}-static", architecture));
            if (!emulator)
                continue;
            command = {.program = *emulator, .arguments = {toUtf8(file)}};
        }
        const auto finished = process::run(command);
        ASSERT_OK(finished);
        EXPECT_EQ(finished->exitCode, 0) << architecture << finished->errors;
        EXPECT_FALSE(finished->crashed);
        ran = true;
    }
    EXPECT_EQ(probeProgram("m68k"), std::nullopt);
    if (!ran)
        GTEST_SKIP() << "neither a processor nor an emulator for it";
}

} // namespace
} // namespace crossyard::container
