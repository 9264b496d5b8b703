// SPDX-License-Identifier: MIT OR Apache-2.0
// Build scripts that misbehave, and what is said of the result.
#include "base/strings.h"
#include "bootstrap/verify.h"
#include "bootstrap_world.h"

#include <nlohmann/json.hpp>

#include <thread>
#ifndef _WIN32
#include <signal.h>
#include <sys/resource.h>
#endif

namespace crossyard {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string>;

class BootstrapTrouble : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        project.write("Cargo.toml", "[package]\nname = \"thing\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        project.write("src/main.rs", "fn main() { println!(\"{}\", cfg!(told)); }\n");
    }
    process::Finished bootstrap(const Words &words = {})
    {
        return test::bootstrapRun(words, store.path(), project.path());
    }
    fs::path result() const { return project.path() / "target" / "release" / "thing"; }

    test::TempDir project;
    test::TempDir store;
};

// 300 MB on each channel; the lines of one are 2 MB long.
constexpr const char *printsMuch = R"RUST(
use std::io::Write;
fn main() {
    let line = vec![b'x'; 1 << 20];
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    for i in 0..300 {
        out.write_all(&line).unwrap();
        if i % 2 == 0 { out.write_all(b"\n").unwrap(); }
        for part in line.chunks(100) { err.write_all(part).unwrap(); err.write_all(b"\n").unwrap(); }
    }
    println!("\ncargo::rustc-check-cfg=cfg(told)\ncargo::rustc-cfg=told");
}
)RUST";

TEST_F(BootstrapTrouble, aScriptMayPrintMuch)
{
    project.write("build.rs", printsMuch);
    const auto built = bootstrap({"--json"});
    ASSERT_EQ(built.exitCode, 0) << built.errors.substr(0, 1000);
    EXPECT_LT(built.output.size(), 8U * 1024 * 1024);
    EXPECT_THAT(built.output, HasSubstr("the rest is left out"));
    EXPECT_LT(treeSize(store.path()), 64U * 1024 * 1024) << "the log is bounded as well";
    const auto ran = process::run({.program = result()});
    ASSERT_OK(ran);
    EXPECT_EQ(ran->output, "true\n");
#ifdef __linux__
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    EXPECT_LT(usage.ru_maxrss, 280 * 1024) << "kB, of us or of the compiler";
#endif
}

TEST_F(BootstrapTrouble, aScriptThatFailsIsHeard)
{
    project.write("build.rs",
                  "fn main() { println!(\"about to fail\"); eprintln!(\"no luck\"); std::process::exit(7); }\n");
    const auto failed = bootstrap();
    EXPECT_EQ(failed.exitCode, 1);
    EXPECT_THAT(failed.errors, HasSubstr("about to fail"));
    EXPECT_THAT(failed.errors, HasSubstr("no luck"));
    EXPECT_THAT(failed.errors, HasSubstr("status 7"));
    project.write("build.rs", "fn main() {}\n");
    EXPECT_EQ(bootstrap().exitCode, 0);
}

#ifndef _WIN32
TEST_F(BootstrapTrouble, aScriptThatHangsCanBeStopped)
{
    const auto pidFile = toUtf8(store.path() / "pid");
    project.write("build.rs", "fn main() { std::fs::write(" + nlohmann::json(pidFile).dump() +
                                  ", std::process::id().to_string()).unwrap(); loop { std::thread::park(); } }\n");
    const CancelToken cancel;
    std::jthread stopper([&] {
        while (readFile(fromUtf8(pidFile)).value_or("").empty() && !cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        cancel.cancel();
    });
    const auto run = process::run({.program = test::crossyardProgram(),
                                   .arguments = {"bootstrap", "--toolchain", toUtf8(test::realToolchain().rustc)},
                                   .directory = project.path(),
                                   .environment = {{"CROSSYARD_HOME", toUtf8(store.path())}}},
                                  {.cancel = cancel, .onOutputLine = {}, .onErrorLine = {}});
    ASSERT_FALSE(run) << run->errors;
    const auto pid = std::stoi(readFile(fromUtf8(pidFile)).value_or("0"));
    ASSERT_GT(pid, 0);
    EXPECT_TRUE(test::until([&] { return kill(pid, 0) != 0; })) << "the script went with us";
    EXPECT_FALSE(fs::exists(result()));
}
#endif

std::map<std::string, std::string> checksIn(const std::string &output)
{
    std::map<std::string, std::string> checks;
    for (const auto &line : split(output, '\n')) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_object() && json.value("event", "") == "check")
            checks[json["name"]] = json["state"].get<std::string>() + ": " + json["text"].get<std::string>();
    }
    return checks;
}

using Checks = std::map<std::string, std::string>;

TEST_F(BootstrapTrouble, aGoodProgramIsVerified)
{
    const auto run = bootstrap({"--verify", "--json"});
    EXPECT_EQ(run.exitCode, 0) << run.errors;
    EXPECT_EQ(checksIn(run.output), (Checks{{"thing runs", "passed: false"},
                                            {"comes out the same elsewhere", "passed: 1 files, byte for byte"}}));
}

TEST_F(BootstrapTrouble, aProgramThatCrashesIsNot)
{
    project.write("src/main.rs", "fn main() { std::process::abort(); }\n");
    const auto run = bootstrap({"--verify", "--json"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_EQ(checksIn(run.output)["thing runs"], "failed: it was ended by signal 6");
}

TEST_F(BootstrapTrouble, aProgramThatIsAnotherEachTimeIsNot)
{
    project.write("build.rs", "fn main() { println!(\"cargo:rustc-env=WHEN={:?}\", std::time::SystemTime::now()); }\n");
    project.write("src/main.rs", "fn main() { println!(\"{}\", env!(\"WHEN\")); }\n");
    const auto run = bootstrap({"--verify", "--json"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_EQ(checksIn(run.output)["comes out the same elsewhere"], "failed: thing has other bytes");
}

TEST(Verify, knowsEmulatorsOfLinuxTargets)
{
    using bootstrap::emulatorsFor;
    EXPECT_EQ(emulatorsFor("aarch64-unknown-linux-gnu"), (Words{"qemu-aarch64", "qemu-aarch64-static"}));
    EXPECT_EQ(emulatorsFor("armv7-unknown-linux-gnueabihf").front(), "qemu-arm");
    EXPECT_EQ(emulatorsFor("i686-unknown-linux-musl").front(), "qemu-i386");
    EXPECT_EQ(emulatorsFor("powerpc64le-unknown-linux-gnu").front(), "qemu-ppc64le");
    EXPECT_EQ(emulatorsFor("x86_64-pc-windows-gnu"), Words{});
    EXPECT_EQ(emulatorsFor("thumbv7m-none-eabi"), Words{});
}

} // namespace
} // namespace crossyard
