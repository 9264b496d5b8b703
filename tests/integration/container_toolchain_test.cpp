// SPDX-License-Identifier: MIT OR Apache-2.0
// Toolchains made to run in containers: bundles of small programs and of the real rustc, and what they build in a
// Debian with an older libc than this machine may have; and standard libraries fetched for other targets.
#include "base/strings.h"
#include "container/toolchain/container_toolchain.h"
#include "rust/toolchain_change_job.h"
#include "support/rust_distribution.h"

#include <algorithm>
#include <format>
#include <thread>

namespace crossyard::container {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string arm64 = "aarch64-unknown-linux-gnu";

class TitleSink : public activity::Sink {
public:
    void take(const activity::Event &event) override
    {
        if (event.kind == activity::Event::Kind::Started)
            titles.push_back(event.text);
    }
    std::vector<std::string> titles;
};

std::string saidBy(const process::Command &command)
{
    const auto said = process::outputOf(command);
    EXPECT_OK(said);
    return said.value_or("");
}

// Names in a directory, sorted.
std::vector<std::string> namesIn(const fs::path &directory)
{
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(directory))
        names.push_back(toUtf8(entry.path().filename()));
    std::ranges::sort(names);
    return names;
}

// Bundles of a toolchain whose rustc is `cat`, and whose cargo is `ls`: a bundle does not care.
class SmallBundle : public testing::Test {
protected:
    void SetUp() override
    {
        if (!findProgram("patchelf"))
            GTEST_SKIP() << "patchelf is not installed";
        if (!fs::exists("/proc/self/maps") || !findProgram("cat") || !findProgram("ls"))
            GTEST_SKIP() << "this is no Linux";
        fs::create_directories(root() / "bin");
        fs::copy_file(fs::canonical(*findProgram("cat")), root() / "bin" / "rustc");
        fs::copy_file(fs::canonical(*findProgram("ls")), root() / "bin" / "cargo");
        dir.write("toolchain/lib/rustlib/x86_64-unknown-linux-gnu/lib/libcore-1.rlib", "!");
        toolchain.name = "small";
        toolchain.origin = rust::Origin::Added;
        toolchain.directory = toolchain.compiler.sysroot = root();
        toolchain.compiler.rustc = root() / "bin" / "rustc";
        toolchain.compiler.host = "x86_64-unknown-linux-gnu";
        toolchain.compiler.release = "1.96.0";
        toolchain.cargo = root() / "bin" / "cargo";
        toolchain.cargoVersion = "1.96.0";
        toolchain.targets = {"x86_64-unknown-linux-gnu"};
    }
    fs::path root() const { return dir.path() / "toolchain"; }
    fs::path bundles() const { return dir.path() / "store" / "containers" / "toolchains"; }
    BundleRequest request() const { return {.toolchain = &toolchain, .store = dir.path() / "store"}; }
    Result<ContainerToolchain> prepare(const BundleRequest &wanted)
    {
        activity::Reporter reporter(sink);
        return prepareToolchain(wanted, reporter);
    }
    test::TempDir dir;
    rust::Toolchain toolchain;
    std::shared_ptr<TitleSink> sink = std::make_shared<TitleSink>();
};

TEST_F(SmallBundle, RunsWithItsOwnLoaderAndLibraries)
{
    const auto made = prepare(request());
    ASSERT_OK(made);
    EXPECT_TRUE(made->bundled);
    const auto maps = saidBy({.program = made->directory / "bin" / "rustc", .arguments = {"/proc/self/maps"}});
    EXPECT_THAT(maps, HasSubstr(toUtf8(made->directory / "libexec" / "host" / "libc.so.6")));
    EXPECT_THAT(maps, HasSubstr(toUtf8(made->directory / "libexec" / "host" / "ld-")));
    for (const auto &line : split(maps, '\n')) {
        if (line.find(".so") != std::string::npos) {
            EXPECT_THAT(line, HasSubstr(toUtf8(made->directory)));
        }
    }
    EXPECT_THAT(saidBy({.program = made->directory / "bin" / "cargo", .arguments = {toUtf8(root())}}),
                HasSubstr("lib\n"));
}

TEST_F(SmallBundle, ThePlanSaysWhatIsMadeAndMakesNothing)
{
    const auto planned = planToolchain(request());
    ASSERT_OK(planned);
    EXPECT_FALSE(fs::exists(dir.path() / "store" / "containers" / "toolchains"));
    const auto made = prepare(request());
    ASSERT_OK(made);
    EXPECT_EQ(made->directory, planned->directory);
    EXPECT_EQ(made->mounts, planned->mounts);
    EXPECT_EQ(made->notes, planned->notes);
}

TEST_F(SmallBundle, HasAPlaceForEachMount)
{
    auto wanted = request();
    wanted.libraries = {{arm64, dir.path() / "arm"}};
    const auto made = prepare(wanted);
    ASSERT_OK(made);
    const fs::path rustlib = made->directory / "lib" / "rustlib";
    ASSERT_EQ(made->mounts.size(), 3U);
    EXPECT_EQ(made->mounts[0].host, made->directory); // the others are in it: it is the first
    EXPECT_EQ(made->mounts[1].inside, toUtf8(rustlib / "x86_64-unknown-linux-gnu"));
    EXPECT_EQ(made->mounts[2].inside, toUtf8(rustlib / arm64));
    EXPECT_EQ(made->mounts[2].host, dir.path() / "arm" / "lib" / "rustlib" / arm64);
    for (std::size_t i = 1; i < made->mounts.size(); ++i)
        EXPECT_TRUE(fs::is_empty(fromUtf8(made->mounts[i].inside))) << made->mounts[i].inside;
}

TEST_F(SmallBundle, IsMadeOnceByTwoAtOnceAndTheDeadOnesLeavingsGo)
{
    fs::create_directories(bundles() / ".stage-dead" / "d");
    ASSERT_OK(writeFile(bundles() / ".stage-dead" / "lock", ""));
    Result<ContainerToolchain> made[2] = {fail(ErrorCode::Io, ""), fail(ErrorCode::Io, "")};
    const std::shared_ptr<TitleSink> sinks[2] = {std::make_shared<TitleSink>(), std::make_shared<TitleSink>()};
    {
        const auto one = [&](std::size_t i) {
            activity::Reporter reporter(sinks[i]);
            made[i] = prepareToolchain(request(), reporter);
        };
        const std::jthread first(one, 0);
        const std::jthread second(one, 1);
    }
    ASSERT_OK(made[0]);
    ASSERT_OK(made[1]);
    EXPECT_EQ(made[0]->directory, made[1]->directory);
    EXPECT_EQ(sinks[0]->titles.size() + sinks[1]->titles.size(), 1U);
    EXPECT_THAT(namesIn(bundles()), testing::ElementsAre(toUtf8(made[0]->directory.filename()), "locks"));
}

TEST_F(SmallBundle, IsTakenAsItIsUntilSomethingInItChanges)
{
    const auto first = prepare(request());
    ASSERT_OK(first);
    ASSERT_EQ(sink->titles.size(), 1U);
    ASSERT_OK(prepare(request()));
    EXPECT_EQ(sink->titles.size(), 1U);
    fs::remove(root() / "bin" / "cargo");
    fs::copy_file(fs::canonical(*findProgram("cat")), root() / "bin" / "cargo");
    const auto second = prepare(request());
    ASSERT_OK(second);
    EXPECT_NE(first->directory, second->directory);
    // A new target is one more mount, and no reason to copy all anew.
    dir.write("toolchain/lib/rustlib/wasm32-unknown-unknown/lib/libcore-2.rlib", "!");
    const auto third = prepare(request());
    ASSERT_OK(third);
    EXPECT_EQ(third->directory, second->directory);
    EXPECT_TRUE(fs::exists(third->directory / "lib" / "rustlib" / "wasm32-unknown-unknown"));
}

TEST_F(SmallBundle, LeavesTheLibcToANewerImage)
{
    auto wanted = request();
    wanted.imageGlibc = "99.1";
    const auto made = prepare(wanted);
    ASSERT_OK(made);
    EXPECT_FALSE(fs::exists(made->directory / "libexec" / "host" / "libc.so.6"));
    const auto maps = saidBy({.program = made->directory / "bin" / "rustc", .arguments = {"/proc/self/maps"}});
    EXPECT_THAT(maps, AllOf(HasSubstr("/libc.so.6"), Not(HasSubstr(toUtf8(made->directory / "libexec")))));
    EXPECT_THAT(made->notes.back(), HasSubstr("the image's glibc 99.1"));
    wanted.imageGlibc = "2.2"; // older than any that this runs on
    const auto own = prepare(wanted);
    ASSERT_OK(own);
    EXPECT_NE(own->directory, made->directory);
    EXPECT_TRUE(fs::exists(own->directory / "libexec" / "host" / "libc.so.6"));
}

TEST_F(SmallBundle, ThatIsCancelledLeavesNothing)
{
    activity::Reporter reporter;
    const CancelToken cancel;
    cancel.cancel();
    const auto made = prepareToolchain(request(), reporter, cancel);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(dir.path() / "store"));
}

// The distribution's own Rust, where this machine has it.
std::optional<rust::Toolchain> distributions()
{
    const auto list = rust::listToolchains(fs::temp_directory_path());
    EXPECT_OK(list);
    if (list) {
        for (const auto &one : list->toolchains) {
            if (one.origin == rust::Origin::Distribution && one.works() && one.cargo)
                return one;
        }
    }
    return std::nullopt;
}

process::Command podman(std::vector<std::string> words)
{
    return {.program = *findProgram("podman"), .arguments = std::move(words)};
}

// A Debian 12 with C compilers for itself and for arm64, kept by podman from one run of the tests to the next; or why
// there is none.
constexpr const char *image = "localhost/crossyard-test/bookworm-gcc:1";
constexpr const char *imageGlibc = "2.36";
std::optional<std::string> whyNoImage()
{
    if (!findProgram("podman"))
        return "podman is not installed";
    const auto there = process::run(podman({"image", "exists", image}));
    if (!there || !there->ok()) {
        const auto mmdebstrap = findProgram("mmdebstrap");
        if (!mmdebstrap)
            return "mmdebstrap is not installed, and this test's image is not there";
        const test::TempDir dir;
        const fs::path tar = dir.path() / "image.tar";
        const auto made =
            process::run({.program = *mmdebstrap,
                          .arguments = {"--quiet", "--variant=minbase",
                                        "--include=gcc,libc6-dev,gcc-aarch64-linux-gnu,libc6-dev-arm64-cross",
                                        "--dpkgopt=path-exclude=/usr/share/doc/*",
                                        "--dpkgopt=path-exclude=/usr/share/locale/*", "bookworm", toUtf8(tar)}});
        if (!made || !made->ok())
            return "mmdebstrap made no image: " + (made ? made->errors : describe(made.error()));
        const auto imported = process::run(podman({"import", "--quiet", toUtf8(tar), image}));
        if (!imported || !imported->ok())
            return "podman does not take the image: " + (imported ? imported->errors : describe(imported.error()));
    }
    const auto runs = process::run(podman({"run", "--rm", "--network=none", "--ulimit", "nofile=1024:1024", "--ulimit",
                                           "nproc=4096:4096", "--pull=never", image, "true"}));
    if (!runs || !runs->ok())
        return "podman runs no container here: " + (runs ? runs->errors : describe(runs.error()));
    return std::nullopt;
}

// The real rustc of the distribution, bundled once for all of these tests.
class RealBundle : public testing::Test {
protected:
    void SetUp() override
    {
        if (!findProgram("patchelf"))
            GTEST_SKIP() << "patchelf is not installed";
        toolchain = distributions();
        if (!toolchain)
            GTEST_SKIP() << "this system has no rustc with cargo in its packages";
    }
    Result<ContainerToolchain> prepare(std::map<std::string, fs::path> libraries = {})
    {
        activity::Reporter reporter;
        return prepareToolchain({.toolchain = &*toolchain,
                                 .store = fromUtf8(CROSSYARD_TEST_STORE),
                                 .libraries = std::move(libraries),
                                 .imageGlibc = imageGlibc},
                                reporter);
    }
    // Runs a program of the bundle in the image, in the test's own copy of the project; the root cannot be written.
    process::Finished run(const ContainerToolchain &made, const std::vector<std::string> &words)
    {
        if (!fs::exists(project()))
            fs::copy(test::dataDir() / "container" / "hello", project(), fs::copy_options::recursive);
        std::vector<std::string> all{"run",
                                     "--rm",
                                     "--network=none",
                                     "--pull=never",
                                     "--read-only",
                                     "--cap-drop=ALL",
                                     "--ulimit",
                                     "nofile=1024:1024",
                                     "--ulimit",
                                     "nproc=4096:4096",
                                     "--tmpfs",
                                     "/tmp:rw,exec"};
        const auto add = [&](std::initializer_list<std::string> more) { all.insert(all.end(), more); };
        for (const auto &mount : made.mounts)
            add({"-v", std::format("{}:{}:ro", toUtf8(mount.host),
                                   mount.inside.empty() ? toUtf8(mount.host) : mount.inside)});
        add({"-v", std::format("{0}:{0}:rw", toUtf8(project())), "-w", toUtf8(project())});
        add({"-e", std::format("PATH={}:/usr/bin:/bin", toUtf8(made.directory / "bin"))});
        add({"-e", "HOME=/tmp", "-e", "CARGO_HOME=/tmp/cargo", image});
        all.insert(all.end(), words.begin(), words.end());
        const auto finished = process::run(podman(all));
        EXPECT_OK(finished);
        return finished.value_or(process::Finished{-1, false, {}, {}});
    }
    fs::path project() const { return dir.path() / "hello"; }

    test::TempDir dir;
    std::optional<rust::Toolchain> toolchain;
};

TEST_F(RealBundle, RunsOnThisMachineAsWell)
{
    const auto made = prepare();
    ASSERT_OK(made);
    const fs::path rustc = made->directory / "bin" / "rustc";
    EXPECT_EQ(saidBy({.program = rustc, .arguments = {"-vV"}}), toolchain->compiler.verboseVersion);
    EXPECT_EQ(trim(saidBy({.program = rustc, .arguments = {"--print", "sysroot"}})), toUtf8(made->directory));
    EXPECT_THAT(saidBy({.program = made->directory / "bin" / "cargo", .arguments = {"--version"}}),
                StartsWith("cargo " + toolchain->cargoVersion));
    // Directories that cargo puts into LD_LIBRARY_PATH hold nothing that could come between a program and its libc.
    for (const auto &name : namesIn(made->directory / "lib"))
        EXPECT_TRUE(name == "rustlib" || name.starts_with("librustc_driver-")) << name;
}

TEST_F(RealBundle, BuildsInAnImageWithAnotherLibc)
{
    if (const auto why = whyNoImage())
        GTEST_SKIP() << *why;
    const auto made = prepare();
    ASSERT_OK(made);
    const auto sysroot = run(*made, {"rustc", "--print", "sysroot"});
    EXPECT_EQ(sysroot.output, toUtf8(made->directory) + "\n") << sysroot.errors;
    // A build script that runs programs of the image, and a procedural macro that the image's compiler linked.
    const auto built = run(*made, {"cargo", "build", "--offline", "--locked"});
    ASSERT_TRUE(built.ok()) << built.errors;
    const auto ran = run(*made, {"target/debug/hello"});
    EXPECT_EQ(ran.output, "42 on x86_64, built with libc 2.36\n") << ran.errors;
}

TEST_F(RealBundle, BuildsForAnotherProcessorWithTheLibraryOfDebiansPackage)
{
    if (const auto why = whyNoImage())
        GTEST_SKIP() << *why;
    activity::Reporter reporter;
    // Kept between runs: its lists and the package are some 50 MB.
    const StdRequest request{.toolchain = &*toolchain,
                             .target = {arm64, {}, {}},
                             .store = fromUtf8(CROSSYARD_TEST_PACKAGES),
                             .asked = StdChoice::Kind::Package};
    const auto choice = chooseStd(request);
    if (!choice)
        GTEST_SKIP() << describe(choice.error());
    EXPECT_THAT(choice->package, testing::MatchesRegex("libstd-rust-.*dev:arm64"));
    const auto fetched = fetchStd(*choice, request, reporter);
    if (!fetched && fetched.error().code != ErrorCode::Io)
        GTEST_SKIP() << describe(fetched.error());
    ASSERT_OK(fetched);
    auto offline = request;
    offline.offline = true;
    const auto again = chooseStd(offline);
    ASSERT_OK(again);
    EXPECT_TRUE(again->ready);
    EXPECT_THAT(namesIn(*again->directory / "lib" / "rustlib" / arm64 / "lib"), Contains(StartsWith("libstd-")));

    const auto made = prepare({{arm64, *again->directory}});
    ASSERT_OK(made);
    const auto built = run(*made, {"env", "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc",
                                   "cargo", "build", "--offline", "--locked", "--target", arm64});
    ASSERT_TRUE(built.ok()) << built.errors;
    const auto bytes = readFile(project() / "target" / arm64 / "debug" / "hello");
    ASSERT_OK(bytes);
    EXPECT_EQ(bytes->substr(0, 4), "\x7f"
                                   "ELF");
    EXPECT_EQ(static_cast<unsigned char>((*bytes)[18]), 183); // EM_AARCH64
}

TEST(StdOfRustup, IsAddedByIt)
{
    NEEDS_RUSTUP();
    test::RustupWorld world;
    world.distribution().release("nightly", "2026-01-01", "1.98.0-nightly");
    rust::DistServer server;
    activity::Reporter reporter;
    const auto plan = rust::makeChangePlan(
        {.kind = rust::ToolchainChange::Kind::Install, .toolchain = "nightly", .profile = "minimal"}, world.path(),
        false, server, {});
    ASSERT_OK(plan);
    ASSERT_OK(rust::changeToolchain(*plan, reporter, {}));
    const auto select = [&] { return rust::selectToolchain({.asked = "nightly", .project = world.path()}); };
    const auto before = select();
    ASSERT_OK(before);

    StdRequest request{.toolchain = &*before,
                       .target = {test::distTarget, {}, {}},
                       .store = world.path() / "store",
                       .offline = true,
                       .project = world.path()};
    const auto offline = chooseStd(request);
    ASSERT_FALSE(offline);
    EXPECT_THAT(offline.error().message, HasSubstr("the network is off"));
    request.offline = false;
    const auto choice = chooseStd(request);
    ASSERT_OK(choice);
    EXPECT_EQ(choice->kind, StdChoice::Kind::Rustup);
    EXPECT_FALSE(choice->ready);
    ASSERT_OK(fetchStd(*choice, request, reporter));

    const auto after = select();
    ASSERT_OK(after);
    request.toolchain = &*after;
    request.offline = true;
    const auto now = chooseStd(request);
    ASSERT_OK(now);
    EXPECT_EQ(now->kind, StdChoice::Kind::Toolchain);
}

TEST(StdOfRustup, IsNotOfferedForWhatItsReleaseDoesNotHave)
{
    NEEDS_RUSTUP();
    test::RustupWorld world;
    world.distribution().release("nightly", "2026-01-01", "1.98.0-nightly");
    rust::DistServer server;
    activity::Reporter reporter;
    const auto plan = rust::makeChangePlan(
        {.kind = rust::ToolchainChange::Kind::Install, .toolchain = "nightly", .profile = "minimal"}, world.path(),
        false, server, {});
    ASSERT_OK(plan);
    ASSERT_OK(rust::changeToolchain(*plan, reporter, {}));
    const auto toolchain = rust::selectToolchain({.asked = "nightly", .project = world.path()});
    ASSERT_OK(toolchain);
    const auto choice =
        chooseStd({.toolchain = &*toolchain, .target = {arm64, {}, {}}, .store = world.path() / "store"});
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code, ErrorCode::NotFound);
    EXPECT_THAT(choice.error().message, HasSubstr("the release of nightly-x86_64-unknown-linux-gnu has none for it"));
}

} // namespace
} // namespace crossyard::container
