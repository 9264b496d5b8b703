// SPDX-License-Identifier: MIT OR Apache-2.0
// The ground floor: digests, files that are published whole, stages and locks between processes, and small text
// helpers.
#include "base/cancel.h"
#include "base/digest.h"
#include "base/lock.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "support/support.h"

#include <QByteArray>

#include <csignal>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace crossyard {
namespace {

using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;

// One of the roles below, in a process of its own.
class OtherProcess {
public:
    OtherProcess(std::string role, const fs::path &argument)
    {
        std::string self = "base_test";
        std::string option = "--role";
        std::string path = toUtf8(argument);
        char *words[] = {self.data(), option.data(), role.data(), path.data(), nullptr};
        EXPECT_EQ(::posix_spawn(&m_pid, "/proc/self/exe", nullptr, nullptr, words, environ), 0);
    }
    ~OtherProcess() { kill(); }
    OtherProcess(const OtherProcess &) = delete;
    OtherProcess &operator=(const OtherProcess &) = delete;
    void kill()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        m_pid = 0;
    }
    int wait()
    {
        int status = -1;
        ::waitpid(std::exchange(m_pid, 0), &status, 0);
        return status;
    }

private:
    pid_t m_pid = 0;
};

bool waitFor(const std::function<bool()> &condition)
{
    for (int i = 0; i < 1000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST(Digest, IsSha256AndOfFilesBlake2b)
{
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const TempDir dir;
    EXPECT_EQ(*digestOfFile(dir.write("a", "abc")), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    EXPECT_EQ(digestOfFile(dir.path() / "nothing").error().code, ErrorCode::Io);
}

TEST(Digest, FieldsCannotBeTakenForOneAnother)
{
    const auto of = [](auto &&...add) {
        DigestBuilder digest;
        (add(digest), ...);
        return digest.hex();
    };
    const auto text = [](std::string_view label, std::string_view value) {
        return [=](DigestBuilder &digest) { digest.add(label, value); };
    };
    const auto list = [](std::vector<std::string> values) {
        return [=](DigestBuilder &digest) { digest.add("l", values); };
    };
    EXPECT_NE(of(text("ab", "c")), of(text("a", "bc")));
    EXPECT_NE(of(text("a", "b"), text("c", "")), of(text("a", ""), text("c", "b")));
    EXPECT_NE(of(list({"a", "b"})), of(list({"ab"})));
    EXPECT_NE(of(list({"a"}), list({})), of(list({}), list({"a"})));
    EXPECT_EQ(of(list({"a"}), text("x", "y")), of(list({"a"}), text("x", "y")));
}

TEST(Digest, CanGoOnAfterItWasRead)
{
    DigestBuilder digest;
    digest.add("a", "b");
    const auto first = digest.hex();
    EXPECT_EQ(digest.hex(), first);
    digest.add("c", "d");
    EXPECT_NE(digest.hex(), first);
}

TEST(WriteFile, ReplacesTheWholeFileAndLeavesNothingBeside)
{
    const TempDir dir;
    const auto file = dir.path() / "a file";
    ASSERT_OK(writeFile(file, "one, which is longer"));
    ASSERT_OK(writeFile(file, std::string_view("t\0o", 3)));
    EXPECT_EQ(*readFile(file), std::string("t\0o", 3));
    EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);
}

TEST(WriteFile, KeepsTheOldFileWhenWritingFails)
{
    const TempDir dir;
    const auto file = dir.write("file", "old");
    // A limit on the size of files stands for a full disk.
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto written = writeFile(file, std::string(100'000, 'x'));
    const auto buffered = writeFile(file, std::string(10'000, 'x')); // fits Qt's buffer, so it fails at the end
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ::signal(SIGXFSZ, handler);
    ASSERT_FALSE(written);
    EXPECT_FALSE(buffered);
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_THAT(written.error().message, HasSubstr(toUtf8(file)));
    EXPECT_EQ(*readFile(file), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);

    EXPECT_FALSE(writeFile(dir.path() / "no" / "directory", "x"));
}

TEST(Files, ErrorsNameThePathAndTheReason)
{
    const auto missing = readFile("/nowhere/at all");
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().message, HasSubstr("/nowhere/at all"));
    EXPECT_THAT(missing.error().message, HasSubstr("No such file"));
    EXPECT_FALSE(readFile("/")) << "a directory is no file";
    const auto full = ioError("write", "/x", std::make_error_code(std::errc::no_space_on_device));
    EXPECT_THAT(full.hint, HasSubstr("CROSSYARD_HOME"));
}

TEST(Files, ALinkHasTheSameBytesAndNeverReplaces)
{
    const TempDir dir;
    const auto from = dir.write("from", "bytes");
    ASSERT_OK(linkOrCopy(from, dir.path() / "to"));
    EXPECT_EQ(*readFile(dir.path() / "to"), "bytes");
    dir.write("there", "mine");
    EXPECT_FALSE(linkOrCopy(from, dir.path() / "there"));
    EXPECT_EQ(*readFile(dir.path() / "there"), "mine");
}

TEST(Files, TreeSizeCountsEachFileOnceAndFollowsNoLink)
{
    const TempDir dir;
    const auto file = dir.write("sub/a", std::string(1000, 'a'));
    fs::create_hard_link(file, dir.path() / "b");
    fs::create_symlink(file, dir.path() / "c");
    fs::create_directory_symlink(dir.path(), dir.path() / "sub" / "loop");
    EXPECT_EQ(treeSize(dir.path()), 1000U);
    EXPECT_EQ(treeSize(file), 1000U);
    EXPECT_EQ(treeSize(dir.path() / "nothing"), 0U);
}

TEST(Files, AStampChangesWithTheContent)
{
    const TempDir dir;
    const auto file = dir.write("a", "1");
    const auto before = stampOf(file);
    ASSERT_OK(before);
    dir.write("a", "22");
    EXPECT_NE(*before, *stampOf(file));
    EXPECT_FALSE(stampOf(dir.path() / "nothing"));
}

TEST(Files, RemovesWhatIsClosedAndFollowsNoLink)
{
    // For root nothing is closed.
    const auto user = ::geteuid();
    ASSERT_TRUE(user != 0 || ::seteuid(65534) == 0);
    {
        const test::TempDir dir;
        const auto kept = dir.write("kept/file", "");
        dir.write("tree/closed/file", "");
        dir.write("tree/fixed/below/file", "");
        fs::create_directory_symlink(kept.parent_path(), dir.path() / "tree" / "link");
        fs::permissions(kept.parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
        fs::permissions(dir.path() / "tree" / "closed", fs::perms::none);
        fs::permissions(dir.path() / "tree" / "fixed", fs::perms::owner_read | fs::perms::owner_exec);
        EXPECT_OK(removeTree(dir.path() / "tree"));
        EXPECT_FALSE(fs::exists(dir.path() / "tree"));
        EXPECT_TRUE(fs::exists(kept));
        EXPECT_EQ(fs::status(kept.parent_path()).permissions(), fs::perms::owner_read | fs::perms::owner_exec);
        fs::permissions(kept.parent_path(), fs::perms::owner_all);
    }
    EXPECT_EQ(::seteuid(user), 0);
}

TEST(StagedDir, AppearsWholeOrNotAtAll)
{
    const TempDir dir;
    const auto place = dir.path() / "store" / "entry";
    {
        auto stage = StagedDir::create(dir.path() / "store");
        ASSERT_OK(stage);
        ASSERT_OK(writeFile(stage->path() / "file", "x"));
        EXPECT_FALSE(fs::exists(place));
        ASSERT_OK(stage->publishAs(place));
    }
    EXPECT_EQ(*readFile(place / "file"), "x");
    {
        auto dropped = StagedDir::create(dir.path() / "store");
        ASSERT_OK(dropped);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(dir.path() / "store"), {}), 1) << "no stage is left";
}

TEST(StagedDir, WhatStandsThereAlreadyWins)
{
    const TempDir dir;
    dir.write("entry/file", "first");
    auto stage = StagedDir::create(dir.path());
    ASSERT_OK(stage);
    ASSERT_OK(writeFile(stage->path() / "file", "second"));
    EXPECT_OK(stage->publishAs(dir.path() / "entry"));
    EXPECT_EQ(*readFile(dir.path() / "entry" / "file"), "first");
}

const test::Role holdsAStage("holds a stage", [](const fs::path &directory) {
    const auto stage = StagedDir::create(directory);
    if (stage && writeFile(directory / "ready", ""))
        std::this_thread::sleep_for(std::chrono::minutes(1));
});

TEST(StagedDir, TheStageOfADeadProcessIsSweptAndThatOfALiveOneIsNot)
{
    const TempDir dir;
    const auto stages = [&] {
        return std::ranges::count_if(fs::directory_iterator(dir.path()), [](const fs::directory_entry &entry) {
            return entry.path().filename().string().starts_with(".stage-");
        });
    };
    OtherProcess other("holds a stage", dir.path());
    ASSERT_TRUE(waitFor([&] { return fs::exists(dir.path() / "ready"); }));
    sweepStages(dir.path());
    EXPECT_EQ(stages(), 1);
    other.kill();
    sweepStages(dir.path()); // at once: a crash does not have to be old
    EXPECT_EQ(stages(), 0);
    EXPECT_TRUE(fs::exists(dir.path() / "ready")) << "only stages are swept";
    sweepStages(dir.path() / "nothing");
}

TEST(StagedDir, MakingAndSweepingAtOnceLosesNoStage)
{
    const TempDir dir;
    const std::jthread sweeper([&](const std::stop_token &stop) {
        while (!stop.stop_requested())
            sweepStages(dir.path());
    });
    for (int i = 0; i < 200; ++i) {
        auto stage = StagedDir::create(dir.path());
        ASSERT_OK(stage);
        ASSERT_OK(createDirectories(stage->path() / "sub"));
        ASSERT_OK(stage->publishAs(dir.path() / std::to_string(i)));
        ASSERT_TRUE(fs::exists(dir.path() / std::to_string(i) / "sub"));
    }
}

TEST(FileLock, ExcludesWithinOneProcessAndSharesWhereAsked)
{
    const TempDir dir;
    const auto file = dir.path() / "locks" / "one";
    using Mode = FileLock::Mode;
    auto first = FileLock::tryAcquire(file, Mode::Exclusive);
    ASSERT_OK(first);
    EXPECT_TRUE(first->held());
    EXPECT_FALSE(FileLock::tryAcquire(file, Mode::Exclusive)->held());
    EXPECT_FALSE(FileLock::tryAcquire(file, Mode::Shared)->held());
    FileLock moved = std::move(*first);
    moved.release();
    const auto a = FileLock::tryAcquire(file, Mode::Shared);
    const auto b = FileLock::tryAcquire(file, Mode::Shared);
    EXPECT_TRUE(a->held() && b->held());
    EXPECT_FALSE(FileLock::tryAcquire(file, Mode::Exclusive)->held());
}

const test::Role holdsALock("holds a lock", [](const fs::path &directory) {
    const auto lock = FileLock::tryAcquire(directory / "lock", FileLock::Mode::Exclusive);
    if (lock && writeFile(directory / "ready", ""))
        std::this_thread::sleep_for(std::chrono::minutes(1));
});

TEST(FileLock, OfAnotherProcessIsWaitedForAndFreeWhenThatIsKilled)
{
    const TempDir dir;
    OtherProcess other("holds a lock", dir.path());
    ASSERT_TRUE(waitFor([&] { return fs::exists(dir.path() / "ready"); }));
    const auto file = dir.path() / "lock";
    EXPECT_FALSE(FileLock::tryAcquire(file, FileLock::Mode::Exclusive)->held());

    int told = 0;
    const CancelToken cancel;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        cancel.cancel();
    });
    const auto cancelled = FileLock::acquire(file, FileLock::Mode::Exclusive, cancel, [&] { ++told; });
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(told, 1);

    std::jthread killer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        other.kill();
    });
    const auto lock = FileLock::acquire(file, FileLock::Mode::Exclusive, {}, [&] { ++told; });
    ASSERT_OK(lock);
    EXPECT_TRUE(lock->held());
    EXPECT_EQ(told, 2);
}

TEST(Closest, FindsWhatWasMeantAndNothingElse)
{
    const std::vector<std::string> names{"thumbv7m-none-eabi", "thumbv7em-none-eabi", "nightly", "stable"};
    EXPECT_EQ(closest("thumbv7m-none-eab", names), "thumbv7m-none-eabi");
    EXPECT_EQ(closest("nigthly", names), "nightly");
    EXPECT_EQ(closest("stabel", names), "stable");
    EXPECT_EQ(closest("wasm32", names), std::nullopt);
    EXPECT_EQ(closest("", names), std::nullopt);
    EXPECT_EQ(closest("", {"a"}), std::nullopt);
    EXPECT_EQ(closest("x", {}), std::nullopt);
}

TEST(Shown, SizesAreShort)
{
    EXPECT_EQ(shownSize(0), "0 B");
    EXPECT_EQ(shownSize(999), "999 B");
    EXPECT_EQ(shownSize(1000), "1.0 kB");
    EXPECT_EQ(shownSize(56'249'000), "56.2 MB");
    EXPECT_EQ(shownSize(812'000), "812 kB");
    EXPECT_EQ(shownSize(99'960), "100 kB");
    EXPECT_EQ(shownSize(999'999), "1.0 MB");
    EXPECT_EQ(shownSize(7'200'000'000'000'000), "7200 TB");
}

TEST(Shown, DurationsAreShort)
{
    EXPECT_EQ(shownDuration(0.84), "0.8 s");
    EXPECT_EQ(shownDuration(9.97), "10 s");
    EXPECT_EQ(shownDuration(42.4), "42 s");
    EXPECT_EQ(shownDuration(59.7), "1 min 00 s");
    EXPECT_EQ(shownDuration(185), "3 min 05 s");
}

TEST(Strings, AreTakenApart)
{
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim("  "), "");
    EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
    EXPECT_THAT(split("", ','), ElementsAre(""));
    EXPECT_THAT(splitWhitespace("  a\t b\nc "), ElementsAre("a", "b", "c"));
    EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
    EXPECT_EQ(replaceAll("aaa", "a", "aa"), "aaaaaa");
    EXPECT_EQ(toUpper("ä-b"), "ä-B");
}

TEST(Paths, AreMadeAbsoluteWithoutLookingAtTheDisk)
{
    EXPECT_EQ(absolutePath("/a/./b/../c/"), "/a/c");
    EXPECT_EQ(absolutePath("/"), "/");
    EXPECT_EQ(absolutePath("/a/b/.."), "/a");
    EXPECT_EQ(absolutePath("x"), fs::current_path() / "x");
    EXPECT_EQ(resolvePath("/base", "../x"), "/x");
    EXPECT_EQ(resolvePath("/base", "/x"), "/x");
    EXPECT_EQ(toUtf8(fromUtf8("/tö/ü b")), "/tö/ü b");
}

TEST(Strings, WordsAreLookedForAnywhere)
{
    EXPECT_TRUE(hasWords("proc-macro2 1.0.92 (build script)", "BUILD macro"));
    EXPECT_FALSE(hasWords("proc-macro2 1.0.92", "build macro"));
    EXPECT_TRUE(hasWords("anything", " "));
}

TEST(Paths, ProgramsAreFoundInOrderAndOnlyWhereTheyCanRun)
{
    const TempDir dir;
    const auto first = dir.write("one/tool", "#!/bin/sh\n");
    const auto second = dir.write("two/tool", "#!/bin/sh\n");
    fs::permissions(second, fs::perms::owner_all);
    const auto before = environment("PATH").value_or("");
    qputenv("PATH", QByteArray::fromStdString(toUtf8(dir.path() / "one") + "::" + toUtf8(dir.path() / "two")));
    EXPECT_THAT(findPrograms("tool"), ElementsAre(second));
    fs::permissions(first, fs::perms::owner_all);
    EXPECT_THAT(findPrograms("tool"), ElementsAre(first, second));
    EXPECT_EQ(findProgram("tool"), first);
    EXPECT_EQ(findProgram("no-such-tool"), std::nullopt);
    EXPECT_EQ(findProgram(toUtf8(second)), second);
    qputenv("PATH", QByteArray::fromStdString(before));
}

TEST(Errors, AreToldInWordsInOnePlace)
{
    const auto error = Error{ErrorCode::Parse, "it is wrong"}
                           .withPlace({"/p/Xargo.toml", 3, 7})
                           .withContext("reading the manifest")
                           .withHint("mend it");
    EXPECT_EQ(describe(error),
              "error: it is wrong\n --> /p/Xargo.toml:3:7\n  while reading the manifest\n  hint: mend it");
    EXPECT_EQ(describe(Place{"/p", 0, 5}), "/p");
}

} // namespace
} // namespace crossyard
