// SPDX-License-Identifier: MIT OR Apache-2.0
// What can go wrong while a sysroot is built: missing sources, a store that takes nothing, a full disk, a killed
// program, two at once. An error says what and where; the next call works; nothing is left behind. Metadata alone is
// compiled where that shows the same.
#include "base/strings.h"
#include "integration/sysroot_world.h"

#include <QProcess>
#include <csignal>
#include <format>
#include <fstream>
#include <future>
#include <unistd.h>

namespace crossyard::test {

namespace {

const Words coreOnly{"--target", thumbv6m, "--crates", "core"};

Words with(Words words, const Words &more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// A directory that looks like the library's source, of links to the real one but for what is named.
void linkLibrary(const fs::path &to, const Words &without)
{
    fs::create_directories(to);
    for (const auto &entry : fs::directory_iterator(realToolchain().library)) {
        const auto name = toUtf8(entry.path().filename());
        if (std::ranges::find(without, name) == without.end())
            fs::create_symlink(entry.path(), to / entry.path().filename());
    }
}

// crossyard that runs beside the test, so that the test can end it.
class Running {
public:
    Running(const Project &project, const std::string &verb, const Words &words, const fs::path &store)
    {
        QStringList list{QStringLiteral("sysroot"), QString::fromStdString(verb), QStringLiteral("--toolchain"),
                         QString::fromStdString(toUtf8(realToolchain().rustc))};
        for (const auto &word : words)
            list << QString::fromStdString(word);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CROSSYARD_HOME"), QString::fromStdString(toUtf8(store)));
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(QString::fromStdString(toUtf8(project.path())));
        m_process.start(QStringLiteral(CROSSYARD_PROGRAM), list);
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
    /// Exit status; 128 + N where a signal ended it.
    int wait()
    {
        m_process.waitForFinished(300'000);
        return m_process.exitStatus() == QProcess::CrashExit ? 128 + m_process.exitCode() : m_process.exitCode();
    }
    std::string errors()
    {
        m_errors += m_process.readAllStandardError().toStdString();
        return m_errors;
    }
    bool said(const std::string &text)
    {
        m_process.waitForReadyRead(10);
        return errors().contains(text);
    }

private:
    QProcess m_process;
    std::string m_errors;
};

// A compiler that waits before it compiles core, so that the test has time; everything else is the real one's.
fs::path slowCompiler(const TempDir &world, int seconds)
{
    const auto file = world.write("slow/bin/rustc",
                                  std::format("#!/bin/sh\ncase \"$*\" in *\"--crate-name core \"*) sleep {};; esac\n"
                                              "exec \"{}\" \"$@\"\n",
                                              seconds, toUtf8(realToolchain().rustc)));
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

class BadLuck : public testing::Test {
protected:
    fs::path store() const { return world.path() / "store" / "of 'mine'"; }
    bool compiling() const { return !processesWith(toUtf8(store() / "build")).empty(); }

    const TempDir world;
    const Project project;
};

TEST_F(BadLuck, withoutAnySourceNamesWhatToInstall)
{
    const auto finished =
        project.sysroot("build", with(coreOnly, {"--rust-src", toUtf8(world.path() / "none")}), store());
    EXPECT_STATUS(finished, 1);
    EXPECT_TRUE(finished.errors.contains(toUtf8(world.path() / "none"))) << finished.errors;

    // A toolchain of the user's without any source.
    const auto rustc =
        world.write("bare/bin/rustc", std::format("#!/bin/sh\ncase \"$*\" in *sysroot*) echo \"{}\";; *) "
                                                  "exec \"{}\" \"$@\";; esac\n",
                                                  toUtf8(world.path() / "bare"), toUtf8(realToolchain().rustc)));
    fs::permissions(rustc, fs::perms::owner_all);
    const auto bare = crossyardRun({"sysroot", "build", "--toolchain", toUtf8(rustc), "--target", thumbv6m}, store(),
                                   project.path(), {{"XARGO_RUST_SRC", std::nullopt}});
    EXPECT_STATUS(bare, 1);
    EXPECT_TRUE(bare.errors.contains("has no source of the standard library")) << bare.errors;
    EXPECT_TRUE(bare.errors.contains("--rust-src")) << bare.errors;
    EXPECT_TRUE(publishedIn(store()).empty());
}

TEST_F(BadLuck, withoutVendoredCratesPlansCoreAndNamesWhatStdMisses)
{
    linkLibrary(world.path() / "src" / "library", {"vendor"});
    const Words source{"--rust-src", toUtf8(world.path() / "src" / "library")};
    const Environment none{{"CARGO_HOME", toUtf8(world.path() / "no cargo home")}};
    EXPECT_STATUS(project.sysroot("check", with(coreOnly, source), sharedStore(), none), 0);
    EXPECT_STATUS(
        project.sysroot("plan", with({"--target", thumbv6m, "--crates", "core,alloc"}, source), store(), none), 0);
    const auto finished = project.sysroot("build", with({"--target", hostTriple}, source), store(), none);
    EXPECT_STATUS(finished, 1);
    EXPECT_TRUE(finished.errors.contains("needed by")) << finished.errors;
    EXPECT_TRUE(finished.errors.contains("--vendor")) << finished.errors;
    // What is named as a directory of crates serves in the place of the one that is missing.
    EXPECT_STATUS(project.sysroot("plan",
                                  with(with({"--target", hostTriple}, source),
                                       {"--vendor", toUtf8(realToolchain().library / "vendor")}),
                                  store(), none),
                  0);
}

TEST_F(BadLuck, withAStoreThatCannotBeWrittenSaysWhere)
{
    world.write("a file", "");
    const auto file = project.sysroot("build", coreOnly, world.path() / "a file");
    EXPECT_STATUS(file, 1);
    EXPECT_TRUE(file.errors.contains(toUtf8(world.path() / "a file"))) << file.errors;

    fs::create_directories(store());
    fs::permissions(world.path(), fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                      fs::perms::others_read | fs::perms::others_exec);
    fs::permissions(project.path(), fs::perms::all);
    fs::permissions(store(),
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    Words words{"sysroot", "build", "--toolchain", toUtf8(realToolchain().rustc)};
    words = with(words, coreOnly);
    process::Command command{.program = CROSSYARD_PROGRAM,
                             .arguments = words,
                             .directory = project.path(),
                             .environment = {{"CROSSYARD_HOME", toUtf8(store())}}};
    if (::geteuid() == 0) {
        // Root writes everywhere; nobody does not.
        command.program = "setpriv";
        command.arguments = with({"--reuid=65534", "--regid=65534", "--clear-groups", CROSSYARD_PROGRAM}, words);
        command.environment["HOME"] = "/nonexistent";
        command.environment["CARGO_HOME"] = "/nonexistent";
        command.environment["RUSTUP_HOME"] = "/nonexistent";
    }
    const auto finished = runProgram(command);
    EXPECT_STATUS(finished, 1);
    EXPECT_TRUE(finished.errors.contains(toUtf8(store()))) << finished.errors;
    EXPECT_TRUE(finished.errors.contains("CROSSYARD_HOME")) << finished.errors;
    fs::permissions(store(), fs::perms::owner_all);
    EXPECT_TRUE(publishedIn(store()).empty());
}

TEST_F(BadLuck, withAFullDiskPublishesNothingAndGoesOnWhenThereIsRoom)
{
    const fs::path disk = world.path() / "small disk";
    fs::create_directories(disk);
    const auto script = world.write("try.sh", R"(set -u
mount -t tmpfs -o size=4m none "$1" || exit 90
export CROSSYARD_HOME="$1/store"
shift
disk=${CROSSYARD_HOME%/store}
"$@"; echo "first: $?" >&2
find "$CROSSYARD_HOME" -name '.stage-*' -o -path '*/sysroots/*' >&2
mount -o remount,size=400m "$disk" || exit 91
"$@"; echo "second: $?" >&2
umount "$disk"
)");
    Words words{toUtf8(script),
                toUtf8(disk),
                CROSSYARD_PROGRAM,
                "sysroot",
                "check",
                "--toolchain",
                toUtf8(realToolchain().rustc)};
    words = with(words, coreOnly);
    // Where the root directory is no mount point (a chroot), unshare cannot make it private.
    const auto alone = world.write("alone.sh", R"(how=$1
shift
unshare "$how" true 2>/dev/null && exec unshare "$how" sh "$@"
exec unshare "$how" --propagation unchanged sh "$@"
)");
    const auto finished = runProgram({.program = "sh",
                                      .arguments = with({toUtf8(alone), ::geteuid() == 0 ? "-m" : "-rm"}, words),
                                      .directory = project.path()});
    ASSERT_NE(finished.exitCode, 90) << "no file system can be mounted here:\n" << finished.errors;
    EXPECT_TRUE(finished.errors.contains("first: 1")) << finished.errors;
    EXPECT_TRUE(finished.errors.contains("second: 0")) << finished.errors;
    const auto first = finished.errors.substr(0, finished.errors.find("first: "));
    EXPECT_TRUE(first.contains("No space left on device") || first.contains("is full")) << first;
    EXPECT_TRUE(first.contains(toUtf8(disk))) << first;
    EXPECT_TRUE(first.contains("  hint: ") && first.contains("CROSSYARD_HOME")) << first;
    const auto left = finished.errors.substr(first.size(), finished.errors.find("second: ") - first.size());
    EXPECT_FALSE(left.contains(".stage-")) << left;
    EXPECT_FALSE(left.contains("/sysroots/")) << left;
}

TEST_F(BadLuck, killedInTheMiddleLeavesNoCompilerAndNoStageAfterTheNextCall)
{
    const Words words{"--target", thumbv6m, "--crates", "core"};
    {
        Running running(project, "check", words, store());
        // compiler_builtins' build script is finished, and kept, when core still compiles.
        ASSERT_TRUE(waitFor([&] { return running.said("run build script"); })) << running.errors();
        ASSERT_TRUE(waitFor([&] {
            return std::ranges::any_of(publishedIn(store()),
                                       [](const auto &file) { return file.ends_with("/unit.json"); });
        }));
        ASSERT_TRUE(waitFor([&] { return compiling(); }));
        running.signal(SIGKILL);
        EXPECT_EQ(running.wait(), 128 + SIGKILL);
    }
    EXPECT_TRUE(waitFor([&] { return !compiling(); }, 2));
    const auto next = project.sysroot("check", words, store());
    EXPECT_STATUS(next, 0);
    EXPECT_FALSE(next.errors.contains("compiler_builtins 0.1.160 (build script)")) << "it was finished\n"
                                                                                   << next.errors;
    EXPECT_EQ(stagesIn(store()), 0);
}

TEST_F(BadLuck, interruptedEndsWithItsOwnStatus)
{
    for (const int number : {SIGINT, SIGTERM}) {
        Running running(project, "check", coreOnly, store());
        ASSERT_TRUE(waitFor([&] { return running.said("] core"); })) << running.errors();
        ASSERT_TRUE(waitFor([&] { return compiling(); }));
        running.signal(number);
        EXPECT_EQ(running.wait(), 130) << running.errors();
        EXPECT_TRUE(running.errors().contains("cancelled")) << running.errors();
        EXPECT_TRUE(waitFor([&] { return !compiling(); }, 2));
        EXPECT_EQ(stagesIn(store()), 0);
    }
    EXPECT_FALSE(fs::exists(store() / "sysroots"));
}

TEST_F(BadLuck, twoAtOnceCompileOneSysrootOnce)
{
    const auto rustc = toUtf8(slowCompiler(world, 3));
    const auto one = [&] {
        return crossyardRun(
            with({"sysroot", "check", "--verbose", "--toolchain", rustc, "--rust-src", toUtf8(realToolchain().library)},
                 coreOnly),
            store(), project.path());
    };
    auto other = std::async(std::launch::async, one);
    const auto mine = one();
    const auto theirs = other.get();
    EXPECT_STATUS(mine, 0);
    EXPECT_STATUS(theirs, 0);
    EXPECT_EQ(builtPath(mine), builtPath(theirs));
    const auto both = mine.errors + theirs.errors;
    EXPECT_EQ(countOf(both, "] core"), 1) << both;
    EXPECT_EQ(countOf(both, "waiting for another process that builds this sysroot"), 1) << both;
    EXPECT_EQ(countOf(both, "Nothing to do"), 1) << both;
}

TEST_F(BadLuck, twoAtOnceOnDifferentSysrootsShareTheirUnits)
{
    const auto rustc = toUtf8(slowCompiler(world, 3));
    const auto build = [&](const std::string &crates) {
        return crossyardRun({"sysroot", "check", "--toolchain", rustc, "--rust-src", toUtf8(realToolchain().library),
                             "--target", thumbv6m, "--crates", crates},
                            store(), project.path());
    };
    auto other = std::async(std::launch::async, build, "core");
    const auto mine = build("core,alloc");
    const auto theirs = other.get();
    EXPECT_STATUS(mine, 0);
    EXPECT_STATUS(theirs, 0);
    const auto both = mine.errors + theirs.errors;
    EXPECT_EQ(countOf(both, "] core"), 1) << both;
    EXPECT_EQ(countOf(both, "] alloc"), 1) << both;
    EXPECT_GE(countOf(both, "waiting for another process that builds core"), 1) << both;
}

} // namespace

} // namespace crossyard::test
