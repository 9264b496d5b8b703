// SPDX-License-Identifier: MIT OR Apache-2.0
// What a container may do, in the words of each engine.
#include "container/engine/container_plan.h"

#include "base/strings.h"
#include "container/engine/containers.h"
#include "support/support.h"

#include <format>

namespace crossyard::container {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

Engine engineOf(EngineKind kind)
{
    return {.kind = kind,
            .program = std::format("/usr/bin/{}", engineName(kind)),
            .version = "1",
            .architecture = "x86_64"};
}

ContainerPlan small(EngineKind kind = EngineKind::Podman)
{
    return {.engine = engineOf(kind),
            .image = "localhost/i:1",
            .name = "crossyard-1",
            .purpose = "build",
            .arguments = {"true"}};
}

Mount::Mode readOnly = Mount::Mode::ReadOnly;
Mount::Mode readWrite = Mount::Mode::ReadWrite;
Mount::Mode caught = Mount::Mode::Caught;

// All that a plan can say, but what only podman can do.
ContainerPlan full(EngineKind kind)
{
    auto plan = small(kind);
    plan.engine.globalOptions = {"--global", "option"};
    plan.engine.runOptions = {"--ulimit", "nofile=1024:1024"};
    plan.mounts = {{.host = "/home/é v/p/target", .inside = {}, .mode = readWrite, .why = "what is built"},
                   {.host = "/home/é v/p", .inside = {}, .mode = readOnly, .why = "the project"},
                   {.host = "/home/v/tool, chain", .inside = "/opt/rust", .mode = readOnly, .why = "the toolchain"}};
    plan.variables = {{.name = "HOME", .value = "/tmp"},
                      {.name = "EMPTY", .value = ""},
                      {.name = "TOKEN", .value = "s3cret", .secret = true, .why = "the configuration passes it"}};
    plan.arguments = {"cargo", "build", "--target", "a b"};
    plan.directory = "/home/é v/p";
    plan.user = "1000:100";
    plan.userNamespace = "host";
    plan.limits = {.memory = 2147483648, .processes = 200, .processors = 1.5};
    plan.network = true;
    plan.input = true;
    plan.ports = {"127.0.0.1:1234:1234"};
    plan.extraOptions = {"--hostname", "box"};
    return plan;
}

// One word a line; what is another one in each run is not.
std::string text(const Result<Words> &words)
{
    EXPECT_OK(words);
    return words ? replaceAll(join(*words, "\n"), ownerOfThisProcess(), "OWNER") + "\n" : "";
}

Error errorOf(const ContainerPlan &plan)
{
    const auto words = runWords(plan);
    EXPECT_FALSE(words.has_value());
    return words ? Error{} : words.error();
}

TEST(RunWords, SayAllOfThePlanToEachEngine)
{
    for (const auto kind : {EngineKind::Podman, EngineKind::Docker, EngineKind::Nerdctl}) {
        test::expectGolden(text(runWords(full(kind))), std::format("container/run-{}.txt", engineName(kind)));
        test::expectGolden(text(runWords(small(kind))), std::format("container/run-{}-small.txt", engineName(kind)));
    }
}

TEST(RunWords, CatchingWritesIsPodmansAlone)
{
    auto plan = small();
    plan.mounts = {{.host = "/p", .inside = {}, .mode = caught, .upper = "/s/up", .work = "/s/work"}};
    EXPECT_THAT(*runWords(plan), Contains("/p:/p:O,upperdir=/s/up,workdir=/s/work"));
    for (const auto kind : {EngineKind::Docker, EngineKind::Nerdctl}) {
        plan.engine = engineOf(kind);
        const auto error = errorOf(plan);
        EXPECT_EQ(error.code, ErrorCode::Unsupported);
        EXPECT_THAT(error.hint, HasSubstr("podman"));
    }
}

TEST(RunWords, RefuseToCatchWhereTheOverlayWouldSplitAPath)
{
    for (const auto *path : {"/a:b", "/a,b", "/a\\b"}) {
        auto plan = small();
        plan.mounts = {{.host = path, .inside = "/p", .mode = caught, .upper = "/s/up", .work = "/s/work"}};
        EXPECT_EQ(errorOf(plan).code, ErrorCode::BadInput) << path;
        plan.mounts = {{.host = "/p", .inside = {}, .mode = caught, .upper = path, .work = "/s/work"}};
        EXPECT_EQ(errorOf(plan).code, ErrorCode::BadInput) << path;
    }
}

TEST(RunWords, KeepSecretsOutOfTheArguments)
{
    const auto command = runCommand(full(EngineKind::Podman));
    ASSERT_OK(command);
    EXPECT_THAT(command->arguments, Contains("TOKEN"));
    EXPECT_THAT(join(command->arguments, "\n"), Not(HasSubstr("s3cret")));
    EXPECT_EQ(command->environment.at("TOKEN"), "s3cret");
    EXPECT_EQ(command->environment.size(), 1U);
    EXPECT_THAT(Words(command->arguments.begin(), command->arguments.begin() + 3),
                ElementsAre("--global", "option", "run"));
}

TEST(RunWords, LeaveOutAnInitThatTheEngineDoesNotHave)
{
    auto plan = small();
    EXPECT_THAT(*runWords(plan), Contains("--init"));
    plan.engine.init = false;
    EXPECT_THAT(*runWords(plan), Not(Contains("--init")));
}

TEST(RunWords, GiveTheMachinesNetworkWhereTheEngineHasNoOther)
{
    auto plan = small();
    plan.engine.network = "host";
    EXPECT_THAT(*runWords(plan), Contains("--network=none"));
    plan.network = true;
    plan.ports = {"1:1"};
    EXPECT_THAT(*runWords(plan), Contains("--network=host"));
    EXPECT_THAT(*runWords(plan), Not(Contains("-p"))); // its ports are the machine's
}

TEST(RunWords, LeaveTheNetworkToTheUsersOwnOption)
{
    auto plan = small();
    for (const Words &options : {Words{"--network", "host"}, Words{"--network=host"}, Words{"--net=host"}}) {
        plan.extraOptions = options;
        EXPECT_THAT(*runWords(plan), Not(Contains("--network=none")));
    }
}

TEST(RunWords, RefuseOptionsThatTakeTheContainerFromUs)
{
    for (const Words &options : {Words{"--name", "x"}, Words{"--name=x"}, Words{"-d"}, Words{"--rm=false"}}) {
        auto plan = small();
        plan.extraOptions = options;
        EXPECT_EQ(errorOf(plan).code, ErrorCode::BadInput) << options[0];
    }
}

TEST(RunWords, RefuseWhatTheEngineWouldTakeForSomethingElse)
{
    const std::pair<const char *, std::function<void(ContainerPlan &)>> cases[] = {
        {"a name with a colon", [](auto &p) { p.name = "a:b"; }},
        {"no name", [](auto &p) { p.name = ""; }},
        {"no image", [](auto &p) { p.image = ""; }},
        {"an option as the image", [](auto &p) { p.image = "--privileged"; }},
        {"a relative directory", [](auto &p) { p.directory = "src"; }},
        {"a relative mount", [](auto &p) { p.mounts = {{.host = "src"}}; }},
        {"all of the container's files", [](auto &p) { p.mounts = {{.host = "/x", .inside = "/"}}; }},
        {"a line break", [](auto &p) { p.mounts = {{.host = "/a\nb"}}; }},
        {"one place twice",
         [](auto &p) {
             p.mounts = {{.host = "/a"}, {.host = "/b", .inside = "/a"}};
         }},
        {"a port without a network", [](auto &p) { p.ports = {"1:1"}; }},
        {"all variables that begin so", [](auto &p) { p.variables = {{.name = "A*", .value = ""}}; }},
        {"a variable without a name", [](auto &p) { p.variables = {{.name = "", .value = "x"}}; }},
        {"a variable with a sign", [](auto &p) { p.variables = {{.name = "A=B", .value = "x"}}; }},
    };
    for (const auto &[what, change] : cases) {
        auto plan = small();
        change(plan);
        EXPECT_EQ(errorOf(plan).code, ErrorCode::BadInput) << what;
    }
}

TEST(RunWords, RefuseMountsOfAnEngineThatDoesNotSeeThem)
{
    auto plan = small();
    plan.engine.remote = true;
    EXPECT_OK(runWords(plan));
    plan.mounts = {{.host = "/p"}};
    EXPECT_EQ(errorOf(plan).code, ErrorCode::Unsupported);
}

TEST(RunWords, UserNamespacesOfOneselfArePodmans)
{
    auto plan = small();
    plan.userNamespace = "keep-id";
    EXPECT_THAT(*runWords(plan), Contains("--userns=keep-id"));
    plan.engine = engineOf(EngineKind::Docker);
    EXPECT_EQ(errorOf(plan).code, ErrorCode::Unsupported);
}

TEST(MountWords, QuoteTheFieldsOfALineOfCsv)
{
    const auto engine = engineOf(EngineKind::Docker);
    EXPECT_THAT(*mountWords({.host = "/a b"}, engine), ElementsAre("--mount", "type=bind,src=/a b,dst=/a b,readonly"));
    EXPECT_THAT(*mountWords({.host = "/a:b", .inside = {}, .mode = readWrite}, engine),
                ElementsAre("--mount", "type=bind,src=/a:b,dst=/a:b"));
    EXPECT_THAT(*mountWords({.host = "/a,b", .inside = "/c"}, engine),
                ElementsAre("--mount", "type=bind,\"src=/a,b\",dst=/c,readonly"));
    EXPECT_THAT(*mountWords({.host = "/a\"b", .inside = "/c"}, engine),
                ElementsAre("--mount", "type=bind,\"src=/a\"\"b\",dst=/c,readonly"));
}

TEST(MountWords, NerdctlSplitsAtColonsWhateverTheForm)
{
    EXPECT_EQ(mountWords({.host = "/a:b"}, engineOf(EngineKind::Nerdctl)).error().code, ErrorCode::BadInput);
}

TEST(MountWords, RelabelTheUsersFilesWhereThereIsSelinux)
{
    auto podman = engineOf(EngineKind::Podman);
    auto docker = engineOf(EngineKind::Docker);
    podman.selinux = docker.selinux = true;
    EXPECT_THAT(*mountWords({.host = "/home/v"}, podman),
                ElementsAre("--mount", "type=bind,src=/home/v,dst=/home/v,readonly,relabel=shared"));
    EXPECT_THAT(*mountWords({.host = "/home/v"}, docker), ElementsAre("-v", "/home/v:/home/v:ro,z"));
    EXPECT_THAT(*mountWords({.host = "/home/v", .inside = {}, .mode = readWrite}, docker),
                ElementsAre("-v", "/home/v:/home/v:z"));
    EXPECT_EQ(mountWords({.host = "/home/a:b"}, docker).error().code, ErrorCode::BadInput);
    // The system's own are not ours to relabel.
    EXPECT_THAT(*mountWords({.host = "/usr/lib/rustlib"}, podman),
                ElementsAre("--mount", "type=bind,src=/usr/lib/rustlib,dst=/usr/lib/rustlib,readonly"));
}

TEST(ToText, SaysWhatABuildMayTouch)
{
    test::expectGolden(toText(full(EngineKind::Podman)), "container/card.txt");
    auto plan = small();
    plan.engine.rootless = true;
    plan.writableRoot = true;
    plan.mounts = {
        {.host = "/p", .inside = {}, .mode = caught, .why = "the project", .upper = "/s/up", .work = "/s/work"}};
    test::expectGolden(toText(plan), "container/card-small.txt");
}

} // namespace
} // namespace crossyard::container
