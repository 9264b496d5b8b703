// SPDX-License-Identifier: MIT OR Apache-2.0
// What can go wrong while a package is built: a killed program, two at once, a full disk, a script that fails, files
// that are damaged or cannot be written. What was good is kept, nothing half-done is taken for done, and the next call
// works.
#include "base/strings.h"
#include "bootstrap_world.h"
#include "integration/sysroot_world.h"

#include <QProcess>
#include <chrono>
#include <csignal>
#include <format>
#include <future>
#include <unistd.h>

namespace crossyard::test {

namespace {

using testing::HasSubstr;
using testing::Not;

class BootstrapBadLuck : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(realToolchain().rustc.empty());
        project.write("Cargo.toml",
                      "[package]\nname = \"lucky\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n"
                      "one = { path = \"one\" }\ntwo = { path = \"two\" }\n");
        project.write("src/main.rs", "fn main() { println!(\"{} {}\", one::one(), two::two()); }\n");
        project.write("one/Cargo.toml", "[package]\nname = \"one\"\nversion = \"0.1.0\"\n");
        project.write("one/src/lib.rs", "pub fn one() -> i32 { 1 }\n");
        project.write("two/Cargo.toml", "[package]\nname = \"two\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        project.write("two/src/lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n");
        // Waits for as long as a file is there, in the midst of what it writes.
        project.write("two/build.rs", R"(use std::{env, fs, path::Path, thread::sleep, time::Duration};
fn main() {
    let made = Path::new(&env::var("OUT_DIR").unwrap()).join("made.rs");
    fs::write(&made, "pub fn two() -> i32 { ").unwrap();
    for _ in 0..600 {
        if !Path::new(&env::var("HOLD").unwrap_or("none".into())).exists() { break; }
        sleep(Duration::from_millis(100));
    }
    if env::var("FAIL").is_ok() { eprintln!("no luck at all"); std::process::exit(3); }
    fs::write(&made, "pub fn two() -> i32 { 2 }").unwrap();
}
)");
    }

    process::Finished bootstrap(const Words &words = {}, const Environment &environment = {})
    {
        return bootstrapRun(words, store.path(), project.path(), environment);
    }

    fs::path program() const { return project.path() / "target" / "release" / "lucky"; }

    std::string output() const
    {
        const auto run = process::run({.program = program()});
        return run && run->ok() ? std::string(trim(run->output)) : "it did not run";
    }

    bool scriptRuns() const { return !processesWith("two-hold").empty(); }

    /// The file of that beginning among the published units.
    fs::path unitFile(const std::string &beginning) const
    {
        std::error_code error;
        for (fs::recursive_directory_iterator it(store.path() / "units", error), end; !error && it != end;
             it.increment(error)) {
            std::error_code ignored;
            if (toUtf8(it->path().filename()).starts_with(beginning) && it->is_regular_file(ignored))
                return it->path();
        }
        return {};
    }

    TempDir project;
    TempDir store;
};

// crossyard that runs beside the test, so that the test can end it.
class Running {
public:
    Running(const fs::path &project, const fs::path &store, const fs::path &hold)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CROSSYARD_HOME"), QString::fromStdString(toUtf8(store)));
        environment.insert(QStringLiteral("HOLD"), QString::fromStdString(toUtf8(hold)));
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(QString::fromStdString(toUtf8(project)));
        m_process.start(QString::fromStdString(toUtf8(crossyardProgram())),
                        {QStringLiteral("bootstrap"), QStringLiteral("--toolchain"),
                         QString::fromStdString(toUtf8(realToolchain().rustc))});
        EXPECT_TRUE(m_process.waitForStarted());
    }
    ~Running()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    void wait() { m_process.waitForFinished(60'000); }
    std::string errors() { return m_process.readAllStandardError().toStdString(); }

private:
    QProcess m_process;
};

TEST_F(BootstrapBadLuck, killedInTheMiddleLeavesNoProcessAndGoesOn)
{
    const auto hold = store.write("two-hold", "");
    for (const int number : {SIGKILL, SIGTERM}) {
        Running running(project.path(), store.path(), hold);
        ASSERT_TRUE(waitFor([&] { return scriptRuns() && !unitFile("libone-").empty(); })) << running.errors();
        running.signal(number);
        running.wait();
        EXPECT_TRUE(waitFor([&] { return !scriptRuns(); }, 7));
        EXPECT_FALSE(fs::exists(program()));
        EXPECT_TRUE(unitFile("made.rs").empty()) << "half of it was published";
    }
    fs::remove(hold);
    const auto next = bootstrap({"--verbose"});
    EXPECT_STATUS(next, 0);
    EXPECT_THAT(next.errors, Not(HasSubstr("--crate-name one "))) << "it was good, and is kept";
    EXPECT_EQ(output(), "1 2");
    EXPECT_EQ(stagesIn(store.path()), 0);
}

TEST_F(BootstrapBadLuck, twoAtOnceBuildEachUnitOnce)
{
    const auto hold = store.write("two-hold", "");
    const auto one = [&] { return bootstrap({"--verbose"}, {{"HOLD", toUtf8(hold)}}); };
    auto other = std::async(std::launch::async, one);
    auto another = std::async(std::launch::async, one);
    EXPECT_TRUE(waitFor([&] { return scriptRuns(); }));
    fs::remove(hold);
    const auto mine = other.get();
    const auto theirs = another.get();
    EXPECT_STATUS(mine, 0);
    EXPECT_STATUS(theirs, 0);
    const auto both = mine.errors + theirs.errors;
    for (const char *name : {"one", "two", "lucky", "build_script_build"})
        EXPECT_EQ(countOf(both, std::format("--crate-name {} ", name)), 1) << name << "\n" << both;
    EXPECT_EQ(output(), "1 2");
    EXPECT_EQ(stagesIn(store.path()), 0);
}

TEST_F(BootstrapBadLuck, aScriptThatFailsIsToldAndTriedAgain)
{
    const auto failed = bootstrap({"--keep-going"}, {{"FAIL", "1"}});
    EXPECT_STATUS(failed, 1);
    EXPECT_THAT(failed.errors, HasSubstr("two 0.1.0"));
    EXPECT_THAT(failed.errors, HasSubstr("no luck at all"));
    EXPECT_FALSE(unitFile("libone-").empty()) << "it does not need what failed";
    EXPECT_TRUE(unitFile("made.rs").empty());
    EXPECT_FALSE(fs::exists(program()));
    const auto next = bootstrap({"--verbose"});
    EXPECT_STATUS(next, 0);
    EXPECT_THAT(next.errors, Not(HasSubstr("--crate-name build_script_build"))) << "the script itself was compiled";
    EXPECT_EQ(output(), "1 2");
}

TEST_F(BootstrapBadLuck, damagedUnitsAreBuiltAnew)
{
    ASSERT_EQ(bootstrap().exitCode, 0);
    // Cut off; of another content; gone; without its record.
    const auto rlib = unitFile("libone-");
    ASSERT_FALSE(rlib.empty());
    const auto good = *readFile(rlib);
    ASSERT_OK(writeFile(rlib, good.substr(0, good.size() / 2)));
    ASSERT_OK(
        writeFile(project.path() / "src" / "main.rs", "fn main() { println!(\"{}\", one::one() + two::two()); }\n"));
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_EQ(output(), "3");
    EXPECT_EQ(fs::file_size(unitFile("libone-")), good.size());

    auto other = good;
    other[other.size() / 2] = static_cast<char>(~other[other.size() / 2]);
    ASSERT_OK(writeFile(unitFile("libone-"), other));
    fs::remove_all(unitFile("made.rs").parent_path());
    project.write("src/main.rs", "fn main() { println!(\"{}\", one::one() - two::two()); }\n");
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_EQ(output(), "-1");

    fs::remove(unitFile("libtwo-").parent_path() / "unit.json");
    project.write("src/main.rs", "fn main() { println!(\"{}\", one::one() * two::two()); }\n");
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_EQ(output(), "2");
}

TEST_F(BootstrapBadLuck, aDamagedResultIsMadeAnew)
{
    ASSERT_EQ(bootstrap().exitCode, 0);
    const auto good = *readFile(program());
    fs::resize_file(program(), 100);
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_EQ(*readFile(program()), good);
    EXPECT_EQ(output(), "1 2");
}

TEST_F(BootstrapBadLuck, aTargetDirectoryThatCannotBeWrittenIsNamed)
{
    project.write("a file", "");
    const auto run = bootstrap({"--target-dir", "a file"});
    EXPECT_STATUS(run, 1);
    EXPECT_THAT(run.errors, HasSubstr(toUtf8(project.path() / "a file")));
    EXPECT_THAT(run.errors, HasSubstr("choose another --target-dir"));
    // What was compiled is not lost.
    const auto next = bootstrap();
    EXPECT_STATUS(next, 0);
    EXPECT_THAT(next.errors, Not(HasSubstr("] one")));
    EXPECT_EQ(output(), "1 2");
}

// A disk of 64 kB for the result, then one of 256 kB for the store.
TEST_F(BootstrapBadLuck, aFullDiskLeavesNothingHalfDone)
{
    const auto script = store.write("try.sh", R"(set -u
disk=$1
small=$2
shift 2
mkdir -p "$disk"
mount -t tmpfs -o size=$small none "$disk" || exit 90
"$@"; echo "first: $?" >&2
find "$disk" '(' -name '.stage-*' -o -name lucky -o -name 'lucky-*' ')' >&2
mount -o remount,size=400m "$disk" || exit 91
"$@"; echo "second: $?" >&2
find "$disk" -name '.stage-*' >&2
umount "$disk"
)");
    const auto alone = store.write("alone.sh", R"(how=$1
shift
unshare "$how" true 2>/dev/null && exec unshare "$how" sh "$@"
exec unshare "$how" --propagation unchanged sh "$@"
)");
    const TempDir place;
    const fs::path disk = place.path() / "small disk";
    const auto tried = [&](const char *size, const Words &more, const fs::path &home) {
        Words words{toUtf8(alone),
                    ::geteuid() == 0 ? "-m" : "-rm",
                    toUtf8(script),
                    toUtf8(disk),
                    size,
                    toUtf8(crossyardProgram()),
                    "bootstrap",
                    "--toolchain",
                    toUtf8(realToolchain().rustc)};
        words.insert(words.end(), more.begin(), more.end());
        return runProgram({.program = "sh",
                           .arguments = words,
                           .directory = project.path(),
                           .environment = {{"CROSSYARD_HOME", toUtf8(home)}}});
    };
    const auto target = tried("64k", {"--target-dir", toUtf8(disk / "target")}, store.path());
    if (target.exitCode == 90)
        GTEST_SKIP() << "no file system can be mounted here:\n" << target.errors;
    const auto home = tried("256k", {}, disk / "home");
    for (const auto *run : {&target, &home}) {
        EXPECT_THAT(run->errors, HasSubstr("first: 1"));
        EXPECT_THAT(run->errors, HasSubstr("second: 0"));
        const auto first = run->errors.substr(0, run->errors.find("first: "));
        EXPECT_TRUE(first.contains("No space left on device") || first.contains("is full")) << first;
        EXPECT_THAT(first, HasSubstr(toUtf8(disk)));
        const auto left = run->errors.substr(first.size(), run->errors.find("second: ") - first.size());
        EXPECT_THAT(left, Not(HasSubstr(".stage-")));
        EXPECT_THAT(left, Not(HasSubstr("/lucky")));
    }
}

TEST_F(BootstrapBadLuck, cleaningTheStoreLeavesWhatIsInUse)
{
    ASSERT_EQ(bootstrap().exitCode, 0);
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0"}, store.path()), 0);
    EXPECT_THAT(bootstrap().errors, HasSubstr("Nothing to do"));
    // Also after a failure, what was finished.
    project.write("one/src/lib.rs", "pub fn one() -> i32 { 11 }\n");
    project.write("src/main.rs", "fn main() { wrong }\n");
    EXPECT_STATUS(bootstrap(), 1);
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0"}, store.path()), 0);
    project.write("src/main.rs", "fn main() { println!(\"{} {}\", one::one(), two::two()); }\n");
    const auto next = bootstrap({"--verbose"});
    EXPECT_STATUS(next, 0);
    EXPECT_EQ(countOf(next.errors, "--crate-name "), 1) << next.errors;
    EXPECT_EQ(output(), "11 2");

    // What was used a month ago goes, and what the user tells to go.
    for (const auto &entry : fs::directory_iterator(store.path() / "users"))
        fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::days(31));
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0"}, store.path()), 0);
    EXPECT_TRUE(unitFile("libone-").empty());
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0", "--bootstraps", "--dry-run"}, store.path()), 0);
    EXPECT_FALSE(unitFile("libone-").empty());
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0", "--bootstraps"}, store.path()), 0);
    EXPECT_TRUE(unitFile("libone-").empty());
    // And that of projects which are no longer there.
    EXPECT_STATUS(bootstrap(), 0);
    EXPECT_FALSE(unitFile("libone-").empty());
    fs::remove(project.path() / "Cargo.toml");
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "0"}, store.path()), 0);
    EXPECT_TRUE(unitFile("libone-").empty());
}

} // namespace

} // namespace crossyard::test
