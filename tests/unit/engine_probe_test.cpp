// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding engines, with ones made for the test: scripts that answer as the real ones do, and write down what they were
// asked. What engines said in truth, on machines that lacked something, is repeated word for word.
#include "container/engine/engine_probe.h"

#include "base/strings.h"
#include "container/engine/containers.h"
#include "container/engine/engine_try.h"
#include "container/engine/remembered_engines.h"
#include "support/support.h"

#include <cstdlib>
#include <format>
#include <regex>
#include <thread>

namespace crossyard::container {
namespace {

using test::TempDir;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr auto podmanInfo = R"({"host":{"arch":"amd64","os":"linux","serviceIsRemote":false,
  "security":{"rootless":ROOTLESS,"selinuxEnabled":false}},"version":{"Version":"4.9.3"}})";
constexpr auto dockerInfo = R"({"ServerVersion":"27.5.1","OSType":"linux","Architecture":"x86_64",
  "OperatingSystem":"Debian GNU/Linux 12","SecurityOptions":["name=seccomp,profile=builtin"]})";
constexpr auto rootlessDockerInfo = R"({"ServerVersion":"27.5.1","OSType":"linux","Architecture":"x86_64",
  "SecurityOptions":["name=seccomp,profile=builtin","name=rootless","name=cgroupns"]})";

// An engine of the test's. `whenRun` and `whenBuilt` are of the shell, run for `run` and `build`; $* is all the words.
struct Fake {
    std::string version;
    std::string info;
    std::string whenRun = {};
    std::string whenBuilt = {};
};

Fake podman(bool rootless = false)
{
    return {.version = "podman version 4.9.3", .info = replaceAll(podmanInfo, "ROOTLESS", rootless ? "true" : "false")};
}

Fake docker()
{
    return {.version = "Docker version 27.5.1, build 9f9e405", .info = dockerInfo};
}

// "if there is no WORD among the words, say so and fail".
std::string needs(const std::string &word, const std::string &orElse, int status = 126)
{
    return std::format("case \" $* \" in *\" {} \"*) ;; *) echo '{}' >&2; exit {};; esac\n", word, orElse, status);
}

class EngineProbe : public testing::Test {
protected:
    EngineProbe() : m_path(environment("PATH").value_or(""))
    {
        fs::create_directories(bin());
        ::setenv("PATH", toUtf8(bin()).c_str(), 1); // nothing of this machine's
    }
    ~EngineProbe() override { ::setenv("PATH", m_path.c_str(), 1); }

    fs::path bin() const { return dir.path() / "bin"; }

    void install(const std::string &name, const Fake &fake) const
    {
        program(name, std::format("case \" $* \" in\n*' --version '*) echo '{}';;\n*' info '*)\ncat <<'END'\n{}\nEND\n"
                                  ";;\n*' build '*)\n{};;\n*' run '*)\n{};;\nesac\nexit 0\n",
                                  fake.version, fake.info, fake.whenBuilt.empty() ? ":\n" : fake.whenBuilt,
                                  fake.whenRun.empty() ? ":\n" : fake.whenRun));
    }
    void program(const std::string &name, const std::string &script) const
    {
        const auto file =
            dir.write(fs::path("bin") / name, "#!/bin/sh\nprintf '%s\\n' \"${0##*/} $*\" >> \"${0%/*}/../calls\"\n"
                                              "PATH=/usr/bin:/bin\n" +
                                                  script);
        EXPECT_OK(makeExecutable(file));
    }

    ProbeRequest request() const
    {
        return {.store = dir.path() / "store", .environment = [this](const std::string &name) {
                    const auto it = variables.find(name);
                    return it == variables.end() ? std::nullopt : std::optional(it->second);
                }};
    }
    // What was asked since it was called last, one call a line; what is another in each run has a name in its place.
    std::string calls() const
    {
        auto text = readFile(dir.path() / "calls").value_or("");
        fs::remove(dir.path() / "calls");
        text = replaceAll(text, ownerOfThisProcess(), "OWNER");
        text = replaceAll(text, toUtf8(dir.path() / "store"), "STORE");
        text = replaceAll(text, toUtf8(bin()), "BIN");
        return std::regex_replace(text, std::regex("crossyard-probe-[0-9]+-[0-9]+"), "NAME");
    }

    const TempDir dir;
    std::map<std::string, std::string> variables;

private:
    std::string m_path;
};

TEST_F(EngineProbe, AsksEachEngineInItsOwnWords)
{
    install("podman", podman());
    install("docker", docker());
    install("nerdctl", {.version = "nerdctl version 2.0.3", .info = dockerInfo});
    const auto all = listEngines(request());
    ASSERT_OK(all);
    ASSERT_THAT(*all, SizeIs(3));
    for (const auto &one : *all)
        EXPECT_OK(one.engine);
    EXPECT_EQ((*all)[0].engine->version, "4.9.3");
    EXPECT_EQ((*all)[1].engine->version, "27.5.1");
    EXPECT_EQ((*all)[2].kind, EngineKind::Nerdctl);
    EXPECT_EQ((*all)[2].engine->architecture, "x86_64");
    EXPECT_THAT((*all)[0].engine->remedies, IsEmpty());
    test::expectGolden(calls(), "container/probe-calls.txt");
}

TEST_F(EngineProbe, KnowsAnEngineByWhatItSaysNotByItsName)
{
    install("docker", podman()); // as Debian's package podman-docker has it
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_EQ(engine->kind, EngineKind::Podman);
    EXPECT_EQ(engine->program, bin() / "docker");
}

TEST_F(EngineProbe, AsksNothingOfWhatItRemembers)
{
    install("podman", podman());
    install("docker", docker());
    const auto first = chooseEngine(request());
    ASSERT_OK(first);
    EXPECT_THAT(calls(), Not(IsEmpty()));
    const auto second = chooseEngine(request());
    ASSERT_OK(second);
    EXPECT_EQ(*second, *first);
    EXPECT_EQ(calls(), "");
}

TEST_F(EngineProbe, RemembersAllThatAnEngineNeeds)
{
    const Engine engine{.kind = EngineKind::Docker,
                        .program = dir.write("bin/docker", "x"),
                        .version = "1",
                        .architecture = "aarch64",
                        .rootless = true,
                        .remote = true,
                        .elsewhere = true,
                        .selinux = true,
                        .globalOptions = {"--a"},
                        .runOptions = {"--b", "ü"},
                        .buildOptions = {"--c"},
                        .buildkit = false,
                        .init = false,
                        .network = "host",
                        .remedies = {"why"}};
    RememberedEngines remembered;
    remembered.keep(engine, "here");
    ASSERT_OK(remembered.write(dir.path()));
    const auto read = RememberedEngines::read(dir.path());
    EXPECT_EQ(read.find(engine.program, "here"), engine);
    EXPECT_EQ(read.find(engine.program, "elsewhere"), std::nullopt);
    dir.write("bin/docker", "another one");
    EXPECT_EQ(read.find(engine.program, "here"), std::nullopt);
}

TEST_F(EngineProbe, AsksAnewWhereSomethingChanged)
{
    install("podman", podman());
    ASSERT_OK(chooseEngine(request()));
    (void)calls();

    auto fake = podman();
    fake.info = replaceAll(fake.info, "4.9.3", "5.0.0-new");
    install("podman", fake);
    EXPECT_EQ(chooseEngine(request())->version, "5.0.0-new");
    EXPECT_NE(calls(), "") << "another program";

    variables["CONTAINERS_CONF"] = "/x";
    ASSERT_OK(chooseEngine(request()));
    EXPECT_NE(calls(), "") << "another configuration";
    ASSERT_OK(chooseEngine(request()));
    EXPECT_EQ(calls(), "");

    auto anew = request();
    anew.anew = true;
    ASSERT_OK(chooseEngine(anew));
    EXPECT_NE(calls(), "") << "asked for";

    for (const auto *garbage : {"", "{", "[]", "{\"form\": 1, \"engines\": [1, {\"surroundings\": \"x\"}]}",
                                "{\"form\": 1, \"engines\": 7}", "{\"form\": 99}"}) {
        dir.write("store/containers/engines.json", garbage);
        ASSERT_OK(chooseEngine(request()));
        EXPECT_NE(calls(), "") << garbage;
    }
}

TEST_F(EngineProbe, ForgetsOneThatWorksNoMore)
{
    install("podman", podman());
    ASSERT_OK(chooseEngine(request()));
    auto broken = podman();
    broken.whenRun = "echo 'Error: something new' >&2; exit 126\n";
    install("podman", broken);
    auto anew = request();
    anew.anew = true;
    EXPECT_FALSE(chooseEngine(anew).has_value());
    (void)calls();
    EXPECT_FALSE(chooseEngine(request()).has_value());
    EXPECT_NE(calls(), "");
}

TEST_F(EngineProbe, PrefersOneWithoutRootsRights)
{
    install("podman", podman());
    auto rootless = docker();
    rootless.info = rootlessDockerInfo;
    install("docker", rootless);
    ASSERT_OK(listEngines(request()));
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_EQ(engine->kind, EngineKind::Docker);
    EXPECT_TRUE(engine->rootless);
}

TEST_F(EngineProbe, TakesTheNextWhereOneDoesNotWork)
{
    auto broken = podman();
    broken.whenRun = "echo 'Error: something new' >&2; exit 126\n";
    install("podman", broken);
    install("docker", docker());
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_EQ(engine->kind, EngineKind::Docker);
}

TEST_F(EngineProbe, TakesTheOneThatIsAskedFor)
{
    install("podman", podman());
    install("docker", docker());
    auto asked = request();
    asked.engine = "docker";
    EXPECT_EQ(chooseEngine(asked)->kind, EngineKind::Docker);
    asked.engine = toUtf8(bin() / "podman");
    EXPECT_EQ(chooseEngine(asked)->kind, EngineKind::Podman);
    asked.engine = "lxc";
    const auto none = chooseEngine(asked);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    EXPECT_THAT(none.error().message, HasSubstr("lxc"));
}

TEST_F(EngineProbe, ClimbsTheLadderByWhatIsSaid)
{
    program("runc", "");
    auto fake = podman();
    fake.whenRun = needs("--ulimit", "Error: crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted: OCI permission "
                                     "denied") +
                   needs("--runtime", "Error: OCI runtime error: crun: cgroups in hybrid mode not supported, drop all "
                                      "controllers from cgroupv2") +
                   "case \" $* \" in *' --init '*) echo 'Error: container-init binary not found on the host: stat "
                   "/usr/libexec/podman/catatonit: no such file or directory' >&2; exit 125;; esac\n";
    install("podman", fake);
    const auto all = listEngines(request());
    ASSERT_OK(all);
    ASSERT_OK(all->front().engine);
    const auto &engine = *all->front().engine;
    EXPECT_THAT(engine.globalOptions, ElementsAre("--runtime", "runc"));
    EXPECT_THAT(engine.runOptions, ElementsAre("--ulimit", HasSubstr("nofile="), "--ulimit", HasSubstr("nproc=")));
    EXPECT_EQ(engine.buildOptions, engine.runOptions);
    EXPECT_THAT(engine.remedies, SizeIs(3));
    EXPECT_THAT(all->front().steps, Contains(HasSubstr("cgroups in hybrid mode")));
    // Once found out, none of it is tried again.
    (void)calls();
    EXPECT_EQ(*chooseEngine(request()), engine);
    EXPECT_EQ(calls(), "");
}

TEST_F(EngineProbe, NamesAnInitProgramThatIsThere)
{
    program("catatonit", "");
    auto fake = podman();
    fake.whenRun = needs("--init-path", "Error: container-init binary not found on the host", 125);
    install("podman", fake);
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_TRUE(engine->init);
    EXPECT_THAT(engine->runOptions, ElementsAre("--init-path", toUtf8(bin() / "catatonit")));
}

TEST_F(EngineProbe, BuildsWithTheOldBuilderWhereBuildxIsMissing)
{
    auto fake = docker();
    fake.whenBuilt =
        "if [ \"$DOCKER_BUILDKIT\" = 1 ]; then echo 'ERROR: BuildKit is enabled but the buildx component is "
        "missing or broken.' >&2; exit 1; fi\n";
    install("docker", fake);
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_FALSE(engine->buildkit);
    EXPECT_THAT(engine->remedies, ElementsAre(HasSubstr("docker-buildx")));
    EXPECT_EQ(buildCommand(*engine, {"."}).environment.at("DOCKER_BUILDKIT"), "0");
}

TEST_F(EngineProbe, LowersLimitsOnceMoreWhereTheProcessesOwnAreTooHigh)
{
    auto fake = podman();
    fake.whenRun = needs("nproc=4096:4096", "Error: runc: runc create failed: unable to start container process: error "
                                            "during container init: error setting rlimits for ready process: error "
                                            "setting rlimit type 6: operation not permitted: OCI permission denied");
    install("podman", fake);
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_THAT(engine->runOptions, ElementsAre("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"));
    EXPECT_THAT(engine->remedies, SizeIs(1));
}

TEST_F(EngineProbe, MakesControlGroupsItselfWhereThereIsNoSystemd)
{
    auto fake = podman();
    fake.whenRun = needs("--cgroup-manager", "Error: runc: systemd not running on this host, cannot use systemd "
                                             "cgroups manager: OCI runtime error");
    install("podman", fake);
    EXPECT_THAT(chooseEngine(request())->globalOptions, ElementsAre("--cgroup-manager", "cgroupfs"));
}

TEST_F(EngineProbe, StopsClimbingWhenNothingHelps)
{
    program("runc", "");
    auto fake = podman();
    fake.whenRun = "echo 'Error: crun: setrlimit RLIMIT_NOFILE: Operation not permitted' >&2; exit 126\n";
    install("podman", fake);
    const auto engine = chooseEngine(request());
    ASSERT_FALSE(engine.has_value());
    EXPECT_EQ(engine.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(engine.error().message, HasSubstr("RLIMIT_NOFILE"));
    EXPECT_LT(split(calls(), '\n').size(), 10U);
}

TEST_F(EngineProbe, UsesTheMachinesNetworkWhereTheEngineHasNone)
{
    auto fake = podman(true);
    fake.whenRun = "case \" $* \" in *' --network='*) ;; *) echo 'Error: could not find slirp4netns, the network "
                   "namespace can not be configured: exec: \"slirp4netns\": executable file not found in $PATH' >&2; "
                   "exit 126;; esac\n";
    install("podman", fake);
    const auto engine = chooseEngine(request());
    ASSERT_OK(engine);
    EXPECT_EQ(engine->network, "host");
    EXPECT_THAT(engine->buildOptions, ElementsAre("--network=host"));
}

TEST_F(EngineProbe, FindsOutWhetherARemoteEngineSeesOurFiles)
{
    install("docker", docker());
    variables["DOCKER_HOST"] = "ssh://elsewhere";
    EXPECT_FALSE(chooseEngine(request())->remote);
    auto blind = docker();
    blind.whenRun =
        "case \" $* \" in *' --mount '*) echo 'docker: Error response from daemon: invalid mount config for "
        "type \"bind\": bind source path does not exist: /x.' >&2; exit 125;; esac\n";
    install("docker", blind);
    EXPECT_TRUE(chooseEngine(request())->remote);
}

TEST_F(EngineProbe, HandsOverTheAddressOfARemoteEngine)
{
    install("podman", podman());
    install("docker", docker());
    auto remote = request();
    remote.url = "ssh://v@elsewhere/run/podman/podman.sock";
    const auto engine = chooseEngine(remote);
    ASSERT_OK(engine);
    EXPECT_THAT(engine->globalOptions, ElementsAre("--url", *remote.url));
    EXPECT_THAT(calls(), HasSubstr("podman --url ssh://v@elsewhere/run/podman/podman.sock info"));
    remote.engine = "docker";
    EXPECT_THAT(chooseEngine(remote)->globalOptions, ElementsAre("--host", *remote.url));
}

TEST_F(EngineProbe, SaysThatNoneIsInstalled)
{
    const auto engine = chooseEngine(request());
    ASSERT_FALSE(engine.has_value());
    EXPECT_EQ(engine.error().code, ErrorCode::NotFound);
    EXPECT_THAT(engine.error().hint, HasSubstr("install podman"));
    EXPECT_THAT(*listEngines(request()), IsEmpty());
}

TEST_F(EngineProbe, SaysHowADaemonIsStarted)
{
    const auto json = *readFile(test::dataDir() / "container/docker-info-no-server.json");
    program("docker", std::format("case \" $* \" in\n*' --version '*) echo 'Docker version 28.2.2, build e6534b4';;\n"
                                  "*' info '*)\ncat <<'END'\n{}\nEND\necho 'Cannot connect to the Docker daemon at "
                                  "unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1;;\nesac\n",
                                  trim(json)));
    const auto engine = chooseEngine(request());
    ASSERT_FALSE(engine.has_value());
    EXPECT_EQ(engine.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(engine.error().message, HasSubstr("its daemon does not answer"));
    EXPECT_THAT(engine.error().hint, HasSubstr("systemctl start docker"));
}

TEST_F(EngineProbe, SaysWhoMayUseTheSocket)
{
    program("docker",
            "case \" $* \" in *' --version '*) echo 'Docker version 27.5.1, build 9f9e405';; *) echo 'permission "
            "denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "
            "\"http://%2Fvar%2Frun%2Fdocker.sock/v1.47/info\": dial unix /var/run/docker.sock: connect: "
            "permission denied' >&2; exit 1;; esac\n");
    const auto engine = chooseEngine(request());
    ASSERT_FALSE(engine.has_value());
    EXPECT_THAT(engine.error().message, HasSubstr("you may not use its socket"));
    EXPECT_THAT(engine.error().hint, HasSubstr("usermod -aG docker"));
}

TEST_F(EngineProbe, SaysOfEachWhyItDoesNotWork)
{
    auto broken = podman();
    broken.whenRun = "echo 'Error: something new' >&2; exit 126\n";
    install("podman", broken);
    auto down = docker();
    down.info =
        "{\"ServerErrors\": [\"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker "
        "daemon running?\"]}";
    install("docker", down);
    const auto engine = chooseEngine(request());
    ASSERT_FALSE(engine.has_value());
    EXPECT_THAT(engine.error().message, HasSubstr("something new"));
    EXPECT_THAT(engine.error().message, HasSubstr("its daemon does not answer"));
    EXPECT_THAT(engine.error().hint, HasSubstr("systemctl start docker"));
}

TEST_F(EngineProbe, RefusesContainersOfAnotherSystem)
{
    auto windows = docker();
    windows.info = replaceAll(windows.info, "\"linux\"", "\"windows\"");
    install("docker", windows);
    EXPECT_EQ(chooseEngine(request()).error().code, ErrorCode::Unsupported);
}

TEST_F(EngineProbe, RefusesAProgramThatIsNoEngine)
{
    program("make", "echo 'GNU Make 4.3'\n");
    auto asked = request();
    asked.engine = "make";
    EXPECT_EQ(chooseEngine(asked).error().code, ErrorCode::Unsupported);
}

TEST_F(EngineProbe, EndsWhenItIsCancelled)
{
    auto slow = podman();
    slow.whenRun = "exec sleep 100\n";
    install("podman", slow);
    const CancelToken cancel;
    std::thread later([&] {
        EXPECT_TRUE(test::until([&] { return readFile(dir.path() / "calls").value_or("").contains(" run "); }));
        cancel.cancel();
    });
    EXPECT_EQ(chooseEngine(request(), cancel).error().code, ErrorCode::Cancelled);
    later.join();
    (void)calls();
    EXPECT_EQ(chooseEngine(request(), cancel).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(calls(), "");
}

} // namespace
} // namespace crossyard::container
