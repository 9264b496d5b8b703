// SPDX-License-Identifier: MIT OR Apache-2.0
// Images that are really made, with the engine and the mirror of this machine: what a cross compiler in them builds
// runs by their emulator; packages are fetched once; a cancelled one leaves nothing.
//
// Packages are kept in a store under the build directory, so that a second run fetches nothing; the images stay with
// the engine, as those of any build do.
#include "base/strings.h"
#include "container/image/engine_image.h"
#include "container/image/image_plan.h"
#include "container/image/recipe_image.h"
#include "support/support.h"

namespace crossyard::container {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Strings = std::vector<std::string>;

constexpr const char *helloC = "#include <stdio.h>\nint main(void) { printf(\"hello %d\\n\", (int)sizeof(void *)); "
                               "return 0; }\n";

// The first of these ways in which the engine runs a container of an empty image here; nothing: none.
std::optional<Engine> workingEngine()
{
    const auto podman = findProgram("podman");
    if (!podman)
        return std::nullopt;
    const Strings limits{"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"};
    for (const auto &options : {Strings{}, limits}) {
        Engine engine{.kind = EngineKind::Podman, .program = *podman, .architecture = "x86_64"};
        engine.runOptions = engine.buildOptions = options;
        engine.buildOptions.insert(engine.buildOptions.end(), {"--network=host", "--pull=never"});
        const auto machine = process::outputOf(engineCommand(engine, {"info", "--format", "{{.Host.Arch}}"}));
        if (!machine)
            return std::nullopt;
        engine.architecture = rustArchitecture(std::string_view(*machine).substr(0, machine->find('\n')));
        test::TempDir dir;
        dir.write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\nCMD [\"/none\"]\n");
        const std::string name = "localhost/crossyard-test/empty";
        auto build = buildCommand(engine, {"--tag", name, "."});
        build.directory = dir.path();
        if (!process::outputOf(build))
            return std::nullopt;
        Strings words{"run", "--rm", "--network=none"};
        words.insert(words.end(), options.begin(), options.end());
        words.push_back(name);
        const auto ran = process::run(engineCommand(engine, words));
        (void)process::run(engineCommand(engine, {"rmi", name}));
        // There is no such program in it: an engine that gets as far as that runs containers.
        if (ran && ran->exitCode == 127)
            return engine;
    }
    return std::nullopt;
}

class Images : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        engine = workingEngine();
        if (engine) {
            const auto found = findWay(*engine, environment(), {});
            if (found && found->mmdebstrap)
                way = *found;
        }
    }

    void SetUp() override
    {
        if (!engine)
            GTEST_SKIP() << "podman is not installed, or runs no container here";
        if (!way)
            GTEST_SKIP() << "mmdebstrap is not installed, or no mirror of Debian's is known";
    }

    static EnvironmentLookup environment()
    {
        return [](const std::string &name) { return crossyard::environment(name.c_str()); };
    }

    static CrossSettings settingsFor(const std::string &target)
    {
        CrossSettings settings;
        settings.target.value = target;
        return settings;
    }

    ImageRequest requestFor(const CrossSettings &settings) const
    {
        return {.settings = &settings, .workspaceRoot = m_dir.path(), .store = fs::path(CROSSYARD_IMAGE_STORE)};
    }

    ImagePlan made(const ImageRequest &request)
    {
        auto plan = planImage(request, *engine);
        EXPECT_OK(plan);
        if (!plan)
            return {};
        activity::Reporter reporter;
        auto digest = makeImage(*plan, request, *engine, reporter);
        EXPECT_OK(digest);
        EXPECT_THAT(digest.value_or(""), testing::StartsWith("sha256:"));
        return *plan;
    }

    // In a container that sees the directory of the test.
    process::Finished run(const std::string &image, const Strings &arguments, const Strings &options = {})
    {
        Strings words{"run",       "--rm", "--network=none", "--volume", toUtf8(m_dir.path()) + ":/work",
                      "--workdir", "/work"};
        words.insert(words.end(), engine->runOptions.begin(), engine->runOptions.end());
        words.insert(words.end(), options.begin(), options.end());
        words.push_back(image);
        words.insert(words.end(), arguments.begin(), arguments.end());
        auto finished = process::run(engineCommand(*engine, words));
        EXPECT_OK(finished);
        if (finished)
            return std::move(*finished);
        process::Finished none;
        none.exitCode = -1;
        return none;
    }

    static std::uint64_t sizeOf(const std::string &reference)
    {
        const auto image = inspectImage(*engine, reference, {});
        return image && *image ? (*image)->size : 0;
    }

    void buildsAndRuns(const std::string &target, const char *says)
    {
        const auto settings = settingsFor(target);
        const auto plan = made(requestFor(settings));
        ASSERT_TRUE(plan.recipe);
        m_dir.write("hello.c", helloC);
        const auto gcc = plan.recipe->gnuTriple + "-gcc";
        auto finished = run(plan.reference, {gcc, "-O1", "-o", "hello", "hello.c"});
        EXPECT_EQ(finished.exitCode, 0) << finished.errors;
        auto words = plan.recipe->runners.at(plan.recipe->runner);
        words.push_back("./hello");
        finished = run(plan.reference, words);
        EXPECT_EQ(finished.output, says) << finished.errors;
        EXPECT_LT(sizeOf(plan.reference), 650'000'000U);
        // A second time there is nothing to do.
        auto again = planImage(requestFor(settings), *engine);
        ASSERT_OK(again);
        EXPECT_TRUE(again->steps.empty());
        EXPECT_TRUE(again->digest);
    }

    static inline std::optional<Engine> engine;
    static inline std::optional<RecipeWay> way;
    test::TempDir m_dir;
};

TEST_F(Images, ForAarch64BuildAndRunPrograms)
{
    buildsAndRuns("aarch64-unknown-linux-gnu", "hello 8\n");
}

TEST_F(Images, ForArmv7BuildAndRunPrograms)
{
    buildsAndRuns("armv7-unknown-linux-gnueabihf", "hello 4\n");
}

TEST_F(Images, ForRiscv64BuildAndRunPrograms)
{
    buildsAndRuns("riscv64gc-unknown-linux-gnu", "hello 8\n");
}

// A vector table, the coprocessor switched on, functions of the C library that stays for this target, and two calls of
// the debugger's that QEMU answers.
constexpr const char *helloCortex = R"c(
#include <math.h>
#include <string.h>
static long call(long number, const void *argument)
{
    register long r0 __asm__("r0") = number;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}
__attribute__((noinline)) static void work(void)
{
    volatile float angle = 0.0f;
    const char *volatile text = "hello from a Cortex-M4\n";
    call(4, cosf(angle) == 1.0f && strlen(text) == 23 ? text : "no\n");
    call(0x18, (const void *)0x20026);
}
void start(void)
{
    *(volatile unsigned *)0xE000ED88 |= 0xFu << 20;
    __asm__ volatile("dsb\n isb");
    work();
    for (;;) { }
}
__attribute__((section(".vectors"), used)) const void *const vectors[] = {(void *)0x20004000, (void *)start,
    (void *)start, (void *)start};
)c";

TEST_F(Images, ForACortexMBuildAndRunPrograms)
{
    const auto settings = settingsFor("thumbv7em-none-eabihf");
    const auto plan = made(requestFor(settings));
    ASSERT_TRUE(plan.recipe);
    m_dir.write("main.c", helloCortex);
    m_dir.write("link.ld", "SECTIONS { . = 0; .text : { KEEP(*(.vectors)) *(.text*) *(.rodata*) } "
                           ". = 0x20000000; .data : { *(.data*) *(.bss*) *(COMMON) } end = .; }\n");
    auto finished = run(plan.reference, {"arm-none-eabi-gcc", "-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard",
                                         "-mfpu=fpv4-sp-d16", "-O1", "-fno-builtin", "-nostartfiles",
                                         "-specs=nosys.specs", "-Tlink.ld", "main.c", "-lm", "-o", "main.elf"});
    EXPECT_EQ(finished.exitCode, 0) << finished.errors;
    auto words = plan.recipe->runners.at("qemu-system");
    words.push_back("main.elf");
    finished = run(plan.reference, words);
    EXPECT_THAT(finished.output + finished.errors, HasSubstr("hello from a Cortex-M4")) << finished.errors;
    EXPECT_EQ(finished.exitCode, 0);
    EXPECT_LT(sizeOf(plan.reference), 650'000'000U);
}

TEST_F(Images, HaveOneEmulatorAndNoManuals)
{
    const auto settings = settingsFor("aarch64-unknown-linux-gnu");
    const auto plan = made(requestFor(settings));
    EXPECT_EQ(run(plan.reference, {"sh", "-c", "ls /usr/bin/qemu-*"}).output, "/usr/bin/qemu-aarch64-static\n");
    EXPECT_EQ(
        run(plan.reference, {"find", "/usr/share/man", "/usr/share/doc", "/usr/share/locale", "-type", "f"}).output,
        "");
    EXPECT_NE(run(plan.reference, {"test", "-e", "/crossyard"}).exitCode, 0);
    EXPECT_EQ(run(plan.reference, {"cat", "/usr/local/share/crossyard/toolchain.cmake"}).exitCode, 0);
}

TEST_F(Images, SayWhatABuildIsToBeTold)
{
    const auto settings = settingsFor("aarch64-unknown-linux-gnu");
    const auto plan = made(requestFor(settings));
    const auto environment = run(plan.reference, {"env"}).output;
    for (const auto &[name, value] : plan.recipe->variables)
        EXPECT_THAT(environment, HasSubstr(name + "=" + value + "\n"));
    const auto image = inspectImage(*engine, plan.reference, {});
    ASSERT_OK(image);
    ASSERT_TRUE(*image);
    EXPECT_EQ((*image)->labels.at("org.crossyard.target"), "aarch64-unknown-linux-gnu");
    EXPECT_EQ((*image)->labels.at("org.crossyard.release"), "bookworm");
}

TEST_F(Images, CompileForTheMachineItselfToo)
{
    const auto settings = settingsFor("aarch64-unknown-linux-gnu");
    const auto plan = made(requestFor(settings));
    m_dir.write("hello.c", helloC);
    EXPECT_EQ(run(plan.reference, {"cc", "-o", "hello", "hello.c"}).exitCode, 0);
    EXPECT_EQ(run(plan.reference, {"./hello"}).output, "hello 8\n");
}

TEST_F(Images, TakeALibraryOfTheTargetByPreBuild)
{
    auto settings = settingsFor("aarch64-unknown-linux-gnu");
    settings.preBuild.value =
        PreBuildAction{PreBuildAction::Kind::Commands,
                       {"set -e", "dpkg --add-architecture $CROSS_DEB_ARCH", "apt-get update",
                        "apt-get install --assume-yes --no-install-recommends zlib1g-dev:$CROSS_DEB_ARCH"}};
    const auto plan = made(requestFor(settings));
    m_dir.write("z.c", "#include <stdio.h>\n#include <zlib.h>\nint main(void) { puts(zlibVersion()); return 0; }\n");
    auto finished = run(plan.reference, {"aarch64-linux-gnu-gcc", "-o", "z", "z.c", "-lz"});
    EXPECT_EQ(finished.exitCode, 0) << finished.errors;
    finished = run(plan.reference, {"qemu-aarch64-static", "./z"});
    EXPECT_THAT(finished.output, HasSubstr("1.")) << finished.errors;
    const auto pkgConfig = run(plan.reference, {"sh", "-c",
                                                "PKG_CONFIG_LIBDIR=$PKG_CONFIG_LIBDIR_aarch64_unknown_linux_gnu "
                                                "pkg-config --libs zlib"});
    EXPECT_THAT(pkgConfig.output, HasSubstr("-lz")) << pkgConfig.errors;
    const auto again = planImage(requestFor(settings), *engine);
    ASSERT_OK(again);
    EXPECT_TRUE(again->steps.empty());
}

TEST_F(Images, FailWithWhatPreBuildSaid)
{
    auto settings = settingsFor("aarch64-unknown-linux-gnu");
    settings.preBuild.value = PreBuildAction{PreBuildAction::Kind::Commands, {"echo this is why >&2; false"}};
    const auto request = requestFor(settings);
    auto plan = planImage(request, *engine);
    ASSERT_OK(plan);
    activity::Reporter reporter;
    const auto digest = makeImage(*plan, request, *engine, reporter);
    ASSERT_FALSE(digest);
    EXPECT_EQ(digest.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(digest.error().message, HasSubstr("this is why"));
    EXPECT_FALSE(inspectImage(*engine, plan->reference, {}).value());
}

// Cancels when a line comes that begins like this.
class CancelAt : public activity::Sink {
public:
    CancelAt(CancelToken token, std::string line) : m_token(std::move(token)), m_line(std::move(line)) {}
    void take(const activity::Event &event) override
    {
        if (event.kind == activity::Event::Kind::Line && event.text.starts_with(m_line))
            m_token.cancel();
    }

private:
    CancelToken m_token;
    std::string m_line;
};

// Of images' making; others of this machine come and go.
Strings containersOfOurs(const Engine &engine)
{
    const auto said =
        process::outputOf(engineCommand(engine, {"ps", "--all", "--external", "--format", "{{.ID}} {{.Names}}"}));
    EXPECT_OK(said);
    Strings list;
    const auto text = said.value_or("");
    for (const auto line : linesWithEnds(text)) {
        if (line.contains("crossyard-image-armv7-") || line.contains("building-"))
            list.emplace_back(line);
    }
    return list;
}

TEST_F(Images, ThatAreCancelledLeaveNothing)
{
    for (const std::string at : {"Unpacking", "here"}) {
        auto settings = settingsFor("armv7-unknown-linux-gnueabihf");
        const bool preBuild = at == "here";
        if (preBuild)
            settings.preBuild.value =
                PreBuildAction{PreBuildAction::Kind::Commands, {"echo here; sleep 97531", "true"}};
        auto request = requestFor(settings);
        (void)made(requestFor(settingsFor("armv7-unknown-linux-gnueabihf")));
        request.anew = !preBuild;
        const auto before = containersOfOurs(*engine);
        auto plan = planImage(request, *engine);
        ASSERT_OK(plan);
        CancelToken cancel;
        activity::Reporter reporter(std::make_shared<CancelAt>(cancel, at));
        const auto digest = makeImage(*plan, request, *engine, reporter, cancel);
        ASSERT_FALSE(digest);
        EXPECT_EQ(digest.error().code, ErrorCode::Cancelled);
        EXPECT_EQ(containersOfOurs(*engine), before) << at;
        if (preBuild) {
            EXPECT_FALSE(inspectImage(*engine, plan->reference, {}).value());
        }
        EXPECT_THAT(readFile("/proc/mounts").value_or(""), Not(HasSubstr("crossyard-image"))) << at;
    }
    const auto processes = process::outputOf({.program = "ps", .arguments = {"-eo", "args"}}).value_or("");
    EXPECT_FALSE(processes.contains("\nsleep 97531\n"));
}

TEST_F(Images, AreListedAndRemoved)
{
    const auto settings = settingsFor("armv7-unknown-linux-gnueabihf");
    const auto plan = made(requestFor(settings));
    auto listed = listImages(*engine);
    ASSERT_OK(listed);
    const auto ours = std::ranges::find(*listed, plan.reference, &StoredImage::reference);
    ASSERT_NE(ours, listed->end());
    EXPECT_EQ(ours->target, "armv7-unknown-linux-gnueabihf");
    EXPECT_GT(ours->created, 1'700'000'000);
    EXPECT_OK(removeImage(*ours, *engine));
    EXPECT_FALSE(inspectImage(*engine, plan.reference, {}).value());
}

} // namespace
} // namespace crossyard::container
