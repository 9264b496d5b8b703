// SPDX-License-Identifier: MIT OR Apache-2.0
// `crossyard cross build|run|test`, by the program itself: real podman, images of Debian's packages, real compilers.
// What was built is run by the emulator in the image.
#include "base/strings.h"
#include "integration/cross_world.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <thread>

namespace crossyard::test {
namespace {

TEST_F(CrossBuild, buildsRunsAndTestsForArm64)
{
    const Project project;
    makeHello(project);
    EXPECT_STATUS(cross(project, {"build", "--release", "--target", arm64}), 0);
    EXPECT_EQ(machineOf(project.path() / "target" / arm64 / "release" / "small"), "b7");
    const auto run = cross(project, {"run", "--release", "--target", arm64});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "hello from aarch64 64\n") << run.errors;
    const auto tested = cross(project, {"test", "--target", arm64});
    EXPECT_STATUS(tested, 0);
    EXPECT_TRUE(tested.output.contains("test result: ok. 2 passed")) << tested.output;
}

TEST_F(CrossBuild, givesTheResultsOfTestsAsAList)
{
    const Project project;
    project.write("src/lib.rs", "#[test] fn adds() {}\n"
                                "#[test] fn fails() { assert_eq!(1, 2); }\n"
                                "#[test] #[ignore] fn waits() {}\n");
    const auto tested = cross(project, {"--json", "test", "--lib", "--target", arm64});
    EXPECT_STATUS(tested, 101);
    const auto lines = split(trim(tested.output), '\n');
    const auto result = Json::parse(lines.back(), nullptr, false);
    ASSERT_TRUE(result.contains("tests")) << tested.output;
    std::vector<std::string> states;
    for (const auto &test : result["tests"])
        states.push_back(test["name"].get<std::string>() + " " + test["state"].get<std::string>());
    EXPECT_THAT(states, testing::UnorderedElementsAre("adds passed", "fails failed", "waits ignored"));
    const auto failed = std::ranges::find(result["tests"], "fails", [](const Json &test) { return test["name"]; });
    EXPECT_EQ((*failed)["file"], "src/lib.rs");
    EXPECT_EQ((*failed)["line"], 2);
    EXPECT_TRUE((*failed)["note"].get<std::string>().contains("left: 1")) << *failed;
}

TEST_F(CrossBuild, passesCargosStatusAndWordsOn)
{
    const Project project;
    project.write("src/main.rs", "fn main() { std::process::exit(std::env::args().count() as i32 + 40); }\n");
    EXPECT_STATUS(cross(project, {"run", "-q", "--target", arm64, "--", "one word", "two"}), 43);
    project.write("src/main.rs", "fn main() { nothing() }\n");
    const auto failed = cross(project, {"build", "--target", arm64});
    EXPECT_STATUS(failed, 101);
    EXPECT_TRUE(failed.errors.contains("cannot find function `nothing`")) << failed.errors;
}

TEST_F(CrossBuild, buildsAndRunsForThisMachineWhereNoTargetIsNamed)
{
    const Project project;
    makeHello(project);
    const auto run = cross(project, {"run"});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "hello from x86_64 64\n") << run.errors;
}

TEST_F(CrossBuild, buildsAndRunsForArmhf)
{
    const Project project;
    makeHello(project);
    const auto run = cross(project, {"run", "--target", "armv7-unknown-linux-gnueabihf"});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "hello from arm 32\n") << run.errors;
}

// Debian 12 has no such library: it is built from source.
TEST_F(CrossBuild, buildsAndRunsForRiscv64)
{
    const Project project;
    makeHello(project);
    const auto run = cross(project, {"run", "--target", "riscv64gc-unknown-linux-gnu"});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "hello from riscv64 64\n") << run.errors;
}

TEST_F(CrossBuild, takesTheSpecificationOfATarget)
{
    const Project project;
    makeHello(project);
    const auto spec =
        process::outputOf({.program = realToolchain().rustc,
                           .arguments = {"-Zunstable-options", "--print", "target-spec-json", "--target", arm64},
                           .environment = {{"RUSTC_BOOTSTRAP", "1"}}});
    ASSERT_OK(spec);
    auto json = Json::parse(*spec);
    json.erase("is-builtin");
    json["vendor"] = "acme";
    json["cpu"] = "cortex-a53";
    project.write("aarch64-acme-linux-gnu.json", json.dump(2));
    const auto run = cross(project, {"run", "--target", "aarch64-acme-linux-gnu.json"});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "hello from aarch64 64\n") << run.errors;
}

TEST_F(CrossBuild, linksALibraryThatPreBuildInstalls)
{
    const Project project;
    project.write("Cross.toml",
                  "[target.aarch64-unknown-linux-gnu]\npre-build = [\n  'dpkg --add-architecture arm64',\n"
                  "  'apt-get update && apt-get install --assume-yes --no-install-recommends zlib1g-dev:arm64',\n]\n");
    project.write("build.rs", "fn main() { println!(\"cargo:rustc-link-lib=z\"); }\n");
    project.write("src/main.rs",
                  "use std::ffi::{c_char, CStr};\nextern \"C\" { fn zlibVersion() -> *const c_char; }\n"
                  "fn main() { println!(\"zlib {}\", unsafe { CStr::from_ptr(zlibVersion()) }.to_str().unwrap()); }\n");
    const auto run = cross(project, {"run", "--target", arm64});
    EXPECT_STATUS(run, 0);
    EXPECT_TRUE(run.output.starts_with("zlib 1.")) << run.output << run.errors;
}

TEST_F(CrossBuild, seesPackagesOutsideOfTheProject)
{
    const TempDir dir;
    const Project project;
    dir.write("near/Cargo.toml", "[package]\nname = 'near'\nversion = '1.0.0'\nedition = '2021'\n");
    dir.write("near/src/lib.rs", "pub fn word() -> &'static str { include_str!(\"../word.txt\") }\n");
    dir.write("near/word.txt", "from beside");
    project.write("Cargo.toml", std::format("[package]\nname = \"small\"\nversion = \"0.1.0\"\nedition = "
                                            "\"2021\"\n[dependencies]\nnear = {{ path = \"{}\" }}\n",
                                            toUtf8(dir.path() / "near")));
    project.write("src/main.rs", "fn main() { println!(\"{}\", near::word()); }\n");
    const auto run = cross(project, {"run", "--target", arm64});
    EXPECT_STATUS(run, 0);
    EXPECT_EQ(run.output, "from beside\n") << run.errors;
}

TEST_F(CrossBuild, runsFirmwareOnAnEmulatedBoard)
{
    const Project project;
    makeFirmware(project);
    const auto run = cross(project, {"run", "--release", "--target", "thumbv7m-none-eabi"});
    EXPECT_STATUS(run, 0);
    EXPECT_TRUE(toLower(run.output + run.errors).contains("hello")) << run.output << run.errors;
}

// --- What a build script may do
// ---------------------------------------------------------------------------------------

// Tries all that it should not, and tells how it went.
const char *const hostileScript =
    R"(use std::{fs, io::Write, net::TcpStream, path::Path, process::Command, time::Duration};
fn told(what: &str, done: bool) { println!("cargo:warning={}: {}", what, if done { "done" } else { "stopped" }); }
fn main() {
    println!("cargo:rerun-if-changed=never");
    told("write src", fs::write("src/pwned.rs", "x").is_ok());
    told("open Cargo.toml", fs::OpenOptions::new().append(true).open("Cargo.toml").and_then(|mut f| f.write_all(b" ")).is_ok());
    let home = std::env::var("SECRET_HOME").unwrap();
    let read = [home.clone(), std::env::var("CARGO_HOME").unwrap()].iter().any(|h| fs::read(Path::new(h).join("credentials.toml")).is_ok());
    told("read credentials", read);
    let open = [home, std::env::var("CARGO_HOME").unwrap()].iter().any(|h| fs::OpenOptions::new().append(true).open(Path::new(h).join("config.toml")).is_ok());
    told("open config", open);
    let address = std::env::var("LISTENER").unwrap().parse().unwrap();
    told("reach the network", TcpStream::connect_timeout(&address, Duration::from_secs(2)).is_ok());
    let _ = Command::new("sh").args(["-c", "setsid sleep 4242 >/dev/null 2>&1 &"]).status();
}
)";

class Hostile : public CrossBuild {
protected:
    Hostile()
    {
        makeHello(project);
        project.write("build.rs", hostileScript);
        project.write("cargo-home/credentials.toml", "[registry]\ntoken = \"hush\"\n");
        project.write("cargo-home/config.toml", "");
        // Outside of the project, where no container should see it.
        project.write("Cross.toml", "[build.env]\npassthrough = ['SECRET_HOME', 'LISTENER']\n");
    }
    Environment variables() const
    {
        return {{"SECRET_HOME", toUtf8(home.path())},
                {"LISTENER", listener.address()},
                {"CARGO_HOME", toUtf8(home.path())}};
    }
    void SetUp() override
    {
        CrossBuild::SetUp();
        home.write("credentials.toml", "[registry]\ntoken = \"hush\"\n");
        home.write("config.toml", "");
    }

    const Project project;
    const TempDir home;
    const Listener listener;
};

TEST_F(Hostile, isStoppedOnEveryCount)
{
    const auto built = cross(project, {"build", "--target", arm64}, variables());
    EXPECT_STATUS(built, 0);
    for (const char *what : {"write src", "open Cargo.toml", "read credentials", "open config", "reach the network"})
        EXPECT_TRUE(built.errors.contains(std::format("{}: stopped", what))) << what << "\n" << built.errors;
    EXPECT_FALSE(fs::exists(project.path() / "src/pwned.rs"));
    EXPECT_TRUE(processesWith("sleep\x1f"
                              "4242")
                    .empty() &&
                processesWith("4242").empty());
}

TEST_F(Hostile, isCaughtWhereTheProjectIsGuarded)
{
    const auto built = cross(project, {"--protection", "guarded", "build", "--target", arm64}, variables());
    EXPECT_STATUS(built, 0);
    EXPECT_TRUE(built.errors.contains("write src: done")) << built.errors;
    EXPECT_FALSE(fs::exists(project.path() / "src/pwned.rs"));
    EXPECT_TRUE(built.errors.contains("crossyard cross writes")) << built.errors;
    const auto writes = crossyardRun({"cross", "writes", "--json"}, sharedStore(), project.path());
    EXPECT_STATUS(writes, 0);
    const auto list = Json::parse(writes.output, nullptr, false);
    ASSERT_TRUE(list.is_array()) << writes.output;
    std::map<std::string, std::string> kinds;
    for (const auto &one : list)
        kinds[one["path"]] = one["kind"];
    EXPECT_EQ(kinds, (std::map<std::string, std::string>{{"Cargo.toml", "changed"}, {"src/pwned.rs", "added"}}));
    EXPECT_STATUS(crossyardRun({"cross", "writes", "apply"}, sharedStore(), project.path()), 0);
    EXPECT_TRUE(fs::exists(project.path() / "src/pwned.rs"));
}

TEST_F(Hostile, isFreeWhereTheUserSaysSo)
{
    const auto built = cross(project, {"--protection", "legacy", "build", "--target", arm64}, variables());
    EXPECT_STATUS(built, 0);
    EXPECT_TRUE(built.errors.contains("write src: done")) << built.errors;
    EXPECT_TRUE(built.errors.contains("read credentials: stopped")) << built.errors;
    EXPECT_TRUE(fs::exists(project.path() / "src/pwned.rs"));
}

// The flags of cross itself, given by hand: what the protection is for.
TEST_F(Hostile, isFreeUnderCrossesOwnFlags)
{
    const auto rustup = findProgram("rustup");
    const auto sysroot =
        rustup ? process::outputOf({.program = *rustup, .arguments = {"run", "stable", "rustc", "--print", "sysroot"}})
               : Result<std::string>(fail(ErrorCode::NotFound, ""));
    if (!sysroot)
        GTEST_SKIP() << "cross wants a toolchain of rustup's";
    const std::string rust = std::string(trim(*sysroot));
    EXPECT_STATUS(crossyardRun({"cross", "images", "build", arm64}, sharedStore()), 0);
    const auto images = Json::parse(crossyardRun({"cross", "images", "list", "--json"}, sharedStore()).output);
    const auto engine = Json::parse(crossyardRun({"cross", "engines", "--json"}, sharedStore()).output).front();
    const std::string root = toUtf8(project.path()), cargoHome = toUtf8(home.path());
    std::string image;
    for (const auto &one : images) {
        if (one["target"] == arm64)
            image = one["reference"];
    }
    Words words = engine["options"].get<Words>();
    const auto add = [&](const Words &more) { words.insert(words.end(), more.begin(), more.end()); };
    add({"run", "--rm"});
    add(engine["runOptions"].get<Words>());
    // The network that cross leaves to the engine; that of the machine is the one that is always there.
    add({"--network", "host",
         "--userns",  "host",
         "-e",        "CARGO_HOME=" + cargoHome,
         "-e",        "CARGO_TARGET_DIR=/target",
         "-e",        "SECRET_HOME=" + cargoHome,
         "-e",        "LISTENER=" + listener.address(),
         "-v",        cargoHome + ":" + cargoHome + ":z",
         "-v",        root + ":" + root + ":z",
         "-v",        rust + ":" + rust + ":z,ro",
         "-v",        root + "/target:/target:z",
         "-w",        root,
         image,       "sh",
         "-c",        "PATH=\"$PATH\":\"" + rust + "/bin\" cargo build --offline"});
    fs::create_directories(project.path() / "target");
    const auto built = runProgram({.program = fromUtf8(engine["program"].get<std::string>()), .arguments = words});
    EXPECT_STATUS(built, 0);
    for (const char *what : {"write src", "open Cargo.toml", "read credentials", "open config", "reach the network"})
        EXPECT_TRUE(built.errors.contains(std::format("{}: done", what))) << what << "\n" << built.errors;
}

// --- Bad input and bad luck
// -------------------------------------------------------------------------------------------

TEST_F(CrossBuild, saysWhereThereIsNoEngine)
{
    const Project project;
    makeHello(project);
    const auto built = cross(project, {"--engine", "no-such-engine", "build", "--target", arm64});
    EXPECT_STATUS(built, 1);
    EXPECT_TRUE(built.errors.contains("no-such-engine")) << built.errors;
    EXPECT_TRUE(built.errors.contains("hint: ")) << built.errors;
}

TEST_F(CrossBuild, neverBuildsOnThisMachineInstead)
{
    const Project project;
    makeHello(project);
    const auto built = cross(project, {"build", "--target", "wasm32-unknown-unknown"});
    EXPECT_STATUS(built, 1);
    EXPECT_TRUE(built.errors.contains("wasm32-unknown-unknown")) << built.errors;
    EXPECT_FALSE(fs::exists(project.path() / "target" / "debug"));
    const auto unknown = cross(project, {"nextest", "run", "--target", arm64});
    EXPECT_STATUS(unknown, 1);
    EXPECT_TRUE(unknown.errors.contains("no program for it")) << unknown.errors;
}

TEST_F(CrossBuild, saysWhereTheToolchainDoesNotStartInTheImage)
{
    const auto rustup = findProgram("rustup");
    if (!rustup || runProgram({.program = *rustup, .arguments = {"run", "stable", "cargo", "-V"}}).exitCode != 0)
        GTEST_SKIP() << "rustup has no stable toolchain here";
    const Project project;
    makeHello(project);
    project.write("Cross.toml", std::format("[target.{}]\ndockerfile = 'Dockerfile'\n", hostTriple));
    project.write("Dockerfile", "FROM scratch\nCOPY Cross.toml /\n");
    for (const Words &how : {Words{"cross"}, Words{"cross", "--json"}}) {
        Words words = how;
        words.insert(words.end(), {"+stable", "check", "--target", hostTriple});
        const auto checked = crossyardRun(words, sharedStore(), project.path());
        EXPECT_STATUS(checked, 1);
        EXPECT_TRUE(checked.errors.contains("does not start in the image")) << checked.errors;
        EXPECT_TRUE(checked.errors.contains("needs the GNU C library")) << checked.errors;
    }
    // A distribution's brings its own along.
    EXPECT_STATUS(cross(project, {"check", "--target", hostTriple}), 0);
}

TEST_F(CrossBuild, saysWhereAnImageCannotBeHad)
{
    const Project project;
    makeHello(project);
    // Port 1 of this machine: nobody is there.
    project.write("Cross.toml", std::format("[target.{}]\nimage = 'localhost:1/none:2'\n", arm64));
    const auto built = cross(project, {"build", "--target", arm64});
    EXPECT_STATUS(built, 1);
    EXPECT_TRUE(built.errors.contains("localhost:1/none:2")) << built.errors;
    EXPECT_TRUE(built.errors.contains("our recipe for the target is used")) << built.errors;
}

TEST_F(CrossBuild, wantsALockThatIsThereWhereItIsLocked)
{
    const Project project;
    makeHello(project);
    const auto built = cross(project, {"build", "--locked", "--target", arm64});
    EXPECT_STATUS(built, 1);
    EXPECT_TRUE(built.errors.contains("generate-lockfile")) << built.errors;
    EXPECT_STATUS(cross(project, {"build", "--target", arm64}), 0);
    EXPECT_TRUE(fs::exists(project.path() / "Cargo.lock")) << "made on this machine";
}

TEST_F(CrossBuild, refusesAConfigurationWithErrors)
{
    const Project project;
    makeHello(project);
    project.write("Cross.toml", "[build]\nbuild-std = 'yes'\n");
    const auto built = cross(project, {"build", "--target", arm64});
    EXPECT_STATUS(built, 1);
    EXPECT_TRUE(built.errors.contains("Cross.toml:2:1")) << built.errors;
    project.write("Cross.toml", "[build\n");
    EXPECT_STATUS(cross(project, {"build", "--target", arm64}), 1);
}

TEST_F(CrossBuild, showsWhatItWouldDo)
{
    const Project project;
    makeHello(project);
    const auto shown = cross(project, {"--dry-run", "build", "--target", arm64},
                             {{"MY_TOKEN", "hush"}, {"CROSS_BUILD_ENV_PASSTHROUGH", "MY_TOKEN"}});
    EXPECT_STATUS(shown, 0);
    for (const char *line : {"strict: the build writes to the target directory and nowhere else", "--network=none",
                             "--read-only", "--cap-drop=ALL"})
        EXPECT_TRUE(shown.output.contains(line)) << line << "\n" << shown.output;
    EXPECT_FALSE(shown.output.contains("hush")) << shown.output;
    EXPECT_FALSE(fs::exists(project.path() / "target"));
}

TEST_F(CrossBuild, showsACommandThatCanBeRunByHand)
{
    const Project project;
    makeHello(project);
    EXPECT_STATUS(cross(project, {"build", "--target", arm64}), 0);
    const auto shown = cross(project, {"--dry-run", "build", "--target", arm64});
    EXPECT_STATUS(shown, 0);
    std::string command;
    for (const auto &line : split(shown.output, '\n')) {
        if (line.contains("podman run "))
            command = line;
    }
    const auto ran = runProgram({.program = "sh", .arguments = {"-c", command}});
    EXPECT_STATUS(ran, 0);
    EXPECT_TRUE(ran.errors.contains("Finished")) << ran.errors;
}

TEST_F(CrossBuild, leavesNothingWhenItIsCancelled)
{
    const Project project;
    project.write("build.rs", "fn main() { std::thread::sleep(std::time::Duration::from_secs(600)); }\n");
    project.write("src/main.rs", "fn main() {}\n");
    // Warm: the image and the library are there.
    EXPECT_STATUS(crossyardRun({"cross", "images", "build", arm64}, sharedStore()), 0);
    const CancelToken cancel;
    std::optional<std::chrono::steady_clock::time_point> asked;
    std::jthread asker([&](const std::stop_token &stop) {
        waitFor([&] { return stop.stop_requested() || !processesWith("build-script-build").empty(); }, 300);
        asked = std::chrono::steady_clock::now();
        cancel.cancel();
    });
    const auto ended = process::run(
        {.program = crossyardProgram(),
         .arguments = {"cross", "+" + toUtf8(realToolchain().rustc), "build", "--target", arm64},
         .directory = project.path(),
         .environment = {{"CROSSYARD_HOME", toUtf8(sharedStore())}, {"CARGO_HOME", toUtf8(project.path() / "home")}}},
        {.cancel = cancel});
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(waitFor([] { return processesWith("build-script-build").empty(); }, 6));
    // What a killed one left is swept by the next.
    const auto engine = Json::parse(crossyardRun({"cross", "engines", "--json"}, sharedStore()).output).front();
    makeHello(project);
    project.write("build.rs", "fn main() {}\n");
    EXPECT_STATUS(cross(project, {"build", "--target", arm64}), 0);
    Words words = engine["options"].get<Words>();
    words.insert(words.end(), {"ps", "-a", "--format", "{{.Names}}"});
    const auto left = runProgram({.program = fromUtf8(engine["program"].get<std::string>()), .arguments = words});
    EXPECT_FALSE(left.output.contains("crossyard-build")) << left.output;
}

} // namespace
} // namespace crossyard::test
