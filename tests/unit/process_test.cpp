// SPDX-License-Identifier: MIT OR Apache-2.0
// Running programs: real ones, of the system. What is promised about their end is tested with whole trees of processes.
#include "process/jobserver.h"
#include "process/runner.h"

#include "base/strings.h"
#include "support/support.h"

#include <QByteArray>

#include <chrono>
#include <csignal>
#include <format>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>

namespace crossyard::process {
namespace {

using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;

Command shell(std::string script)
{
    return {.program = "/bin/sh", .arguments = {"-c", std::move(script)}};
}

bool waitFor(const std::function<bool()> &condition, int seconds = 10)
{
    for (int i = 0; i < seconds * 100; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

// The processes whose ids stand in the file, one a line. A zombie that waits for its parent no longer lives.
bool anyLives(const fs::path &pids)
{
    for (const auto &line : splitWhitespace(*readFile(pids))) {
        std::error_code ignored;
        const fs::path status = fs::path("/proc") / line / "status";
        if (!fs::exists(status, ignored))
            continue;
        const auto text = readFile(status);
        if (text && !text->empty() && text->find("State:\tZ") == std::string::npos)
            return true;
    }
    return false;
}

// A shell that starts a child and a grandchild, notes all three, and stays.
std::string treeScript(const fs::path &pids, const std::string &first = {})
{
    const auto file = process::quoted(toUtf8(pids));
    return std::format("{}echo $$ >> {}; sh -c 'echo $$ >> \"$1\"; sleep 300 & echo $! >> \"$1\"; wait' x {} & wait",
                       first, file, file);
}

bool treeRuns(const fs::path &pids)
{
    std::error_code ignored;
    return fs::exists(pids, ignored) && splitWhitespace(*readFile(pids)).size() == 3;
}

TEST(Run, GivesOutputErrorsAndExitCode)
{
    const auto done = run(shell("echo out; echo err >&2; exit 7"));
    ASSERT_OK(done);
    EXPECT_EQ(done->exitCode, 7);
    EXPECT_FALSE(done->crashed);
    EXPECT_FALSE(done->ok());
    EXPECT_EQ(done->output, "out\n");
    EXPECT_EQ(done->errors, "err\n");
}

TEST(Run, ASignalIs128AndItsNumber)
{
    const auto done = run(shell("kill -9 $$"));
    ASSERT_OK(done);
    EXPECT_TRUE(done->crashed);
    EXPECT_EQ(done->exitCode, 137);
}

TEST(Run, HandsOverEachLineOnceAlsoTheLastWithoutNewline)
{
    std::vector<std::string> out;
    std::vector<std::string> err;
    RunOptions options;
    options.onOutputLine = [&](std::string_view line) { out.emplace_back(line); };
    options.onErrorLine = [&](std::string_view line) { err.emplace_back(line); };
    const auto done = run(shell("printf 'a\\r\\n\\nb'; sleep 0.1; printf 'c\\nend'; printf 'x\\ny\\n' >&2"), options);
    ASSERT_OK(done);
    EXPECT_THAT(out, ElementsAre("a", "", "bc", "end"));
    EXPECT_THAT(err, ElementsAre("x", "y"));
    EXPECT_EQ(done->output, "") << "what was taken by lines is not kept as well";
}

TEST(Run, HandsALineOverAsSoonAsItIsComplete)
{
    const TempDir dir;
    RunOptions options;
    options.onOutputLine = [&](std::string_view) { dir.write("heard", ""); };
    const auto done =
        run(shell(std::format("echo now; for i in `seq 600`; do [ -e {} ] && exit; sleep 0.1; done; exit 9",
                              process::quoted(toUtf8(dir.path() / "heard")))),
            options);
    ASSERT_OK(done);
    EXPECT_EQ(done->exitCode, 0) << "it waited a minute for somebody to hear its line";
}

TEST(Run, LosesNothingOfMuchOutputOnBothChannels)
{
    const auto done = run(shell("head -c 3000000 /dev/zero & head -c 2000000 /dev/zero >&2; wait"));
    ASSERT_OK(done);
    EXPECT_EQ(done->output.size(), 3'000'000U);
    EXPECT_EQ(done->errors.size(), 2'000'000U);
}

TEST(Run, StandardInputIsEmpty)
{
    const auto done = run({.program = "/bin/cat"});
    ASSERT_OK(done);
    EXPECT_TRUE(done->ok());
    EXPECT_EQ(done->output, "");
}

TEST(Run, EnvironmentAndDirectoryAreTheCommands)
{
    const TempDir dir;
    qputenv("CROSSYARD_TEST_GONE", "1");
    auto command = shell("echo \"$A|${CROSSYARD_TEST_GONE-unset}|$(pwd)\"");
    command.directory = dir.path();
    command.environment = {{"A", "ä 'b' \"c\""}, {"CROSSYARD_TEST_GONE", std::nullopt}};
    const auto done = run(command);
    ASSERT_OK(done);
    EXPECT_EQ(done->output, "ä 'b' \"c\"|unset|" + toUtf8(fs::canonical(dir.path())) + "\n");
    // The same line means the same to a shell.
    const auto again = run(shell(shown(command)));
    ASSERT_OK(again);
    EXPECT_EQ(again->output, done->output);
}

TEST(Run, WhatCannotBeStartedIsToldWithItsReason)
{
    const TempDir dir;
    EXPECT_EQ(run({.program = "/no/such/program"}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run({.program = "no-such-program-anywhere"}).error().code, ErrorCode::NotFound);
    const auto text = dir.write("text", "words");
    const auto refused = run({.program = text});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_THAT(refused.error().message, HasSubstr("not executable"));
    const auto nowhere = run({.program = "/bin/true", .directory = dir.path() / "gone"});
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().message, HasSubstr("no such directory"));
}

TEST(Run, OutputOfAFailureHoldsWhatTheProgramSaid)
{
    EXPECT_EQ(*outputOf(shell("echo yes")), "yes\n");
    const auto failed = outputOf(shell("echo the reason >&2; exit 4"));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::ToolFailed);
    EXPECT_THAT(failed.error().message, HasSubstr("status 4"));
    EXPECT_THAT(failed.error().message, HasSubstr("the reason"));
}

TEST(Run, CancellingEndsTheWholeTree)
{
    const TempDir dir;
    const auto pids = dir.path() / "pids";
    const CancelToken cancel;
    std::jthread canceller([&] {
        waitFor([&] { return treeRuns(pids); });
        cancel.cancel();
    });
    const auto start = std::chrono::steady_clock::now();
    const auto done = run(shell(treeScript(pids)), {.cancel = cancel});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1));
    ASSERT_TRUE(treeRuns(pids));
    EXPECT_FALSE(anyLives(pids));
}

TEST(Run, CancellingEndsAlsoWhatIgnoresThePoliteSignal)
{
    const TempDir dir;
    const auto pids = dir.path() / "pids";
    const CancelToken cancel;
    std::jthread canceller([&] {
        waitFor([&] { return treeRuns(pids); });
        cancel.cancel();
    });
    const auto done = run(shell(treeScript(pids, "trap '' TERM; ")), {.cancel = cancel});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(anyLives(pids));
}

TEST(Run, ACancelledTokenStartsNothing)
{
    const TempDir dir;
    const CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(run(shell("touch " + process::quoted(toUtf8(dir.path() / "made"))), {.cancel = cancel}).error().code,
              ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(dir.path() / "made"));
}

TEST(Run, WhatAProgramLeavesBehindIsKilled)
{
    const TempDir dir;
    const auto pids = dir.path() / "pids";
    const auto done = run(shell("sleep 300 >/dev/null 2>&1 & echo $! > " + process::quoted(toUtf8(pids))));
    ASSERT_OK(done);
    EXPECT_TRUE(done->ok());
    EXPECT_TRUE(waitFor([&] { return !anyLives(pids); }));
}

TEST(Run, SeveralThreadsCanRunProgramsAtOnce)
{
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&good, i] {
                const auto done = run(shell(std::format("echo {}", i)));
                if (done && done->output == std::format("{}\n", i))
                    ++good;
            });
        }
    }
    EXPECT_EQ(good, 8);
}

const test::Role runsATree("runs a tree", [](const fs::path &pids) { (void)run(shell(treeScript(pids))); });

TEST(Run, NothingOutlivesUsWhenWeAreKilled)
{
    const TempDir dir;
    const auto pids = dir.path() / "pids";
    std::string self = "process_test";
    std::string option = "--role";
    std::string role = "runs a tree";
    std::string path = toUtf8(pids);
    char *words[] = {self.data(), option.data(), role.data(), path.data(), nullptr};
    pid_t pid = 0;
    ASSERT_EQ(::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, words, environ), 0);
    ASSERT_TRUE(waitFor([&] { return treeRuns(pids); }));
    EXPECT_TRUE(anyLives(pids));
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    EXPECT_TRUE(waitFor([&] { return !anyLives(pids); }));
}

TEST(RunInForeground, GivesTheExitStatus)
{
    EXPECT_EQ(*runInForeground(shell("exit 5")), 5);
    EXPECT_EQ(*runInForeground(shell("kill -15 $$")), 143);
    EXPECT_EQ(runInForeground({.program = "/no/such/program"}).error().code, ErrorCode::NotFound);
}

TEST(RunInForeground, TellsWhatAskedUsToEndAndDoesNotEnd)
{
    using enum EndRequest::Kind;
    for (const auto &[signal, kind] : {std::pair{SIGINT, Interrupt}, {SIGTERM, Terminate}, {SIGHUP, Hangup}}) {
        const TempDir dir;
        const auto end = dir.path() / "end";
        std::vector<EndRequest> requests;
        bool sent = false;
        const auto status =
            runInForeground({.program = "/bin/sh",
                             .arguments = {"-c", "while [ ! -e \"$0\" ]; do sleep 0.01; done; exit 3", toUtf8(end)}},
                            [&, signal = signal](const std::optional<EndRequest> &request) {
                                if (!std::exchange(sent, true))
                                    ::raise(signal);
                                if (request) {
                                    requests.push_back(*request);
                                    (void)dir.write("end", "");
                                }
                            });
        ASSERT_OK(status);
        EXPECT_EQ(*status, 3);
        ASSERT_EQ(requests.size(), 1U);
        EXPECT_EQ(requests[0].kind, kind);
        EXPECT_FALSE(requests[0].fromTerminal);
    }
}

TEST(Shown, CommandsCanBeCopiedIntoAShell)
{
    EXPECT_EQ(quoted("plain-1.0/x"), "plain-1.0/x");
    EXPECT_EQ(quoted(""), "''");
    EXPECT_EQ(quoted("it's"), "'it'\\''s'");
    EXPECT_EQ(shown({.program = "/bin/cc",
                     .arguments = {"a b", "c"},
                     .directory = "/d",
                     .environment = {{"X", "1"}, {"Y", {}}}}),
              "cd /d && env -u Y X=1 /bin/cc 'a b' c");
}

TEST(ShellWords, AreSplitAsAShellDoes)
{
    const std::pair<const char *, std::vector<std::string>> cases[] = {
        {"", {}},
        {"  a  b\tc\nd ", {"a", "b", "c", "d"}},
        {"-e 'A=b c' \"d e\"f'g'", {"-e", "A=b c", "d efg"}},
        {"'' \"\"", {"", ""}},
        {"a\\ b \\'c", {"a b", "'c"}},
        {R"("a\"b\$c\d\\" 'e\f')", {R"(a"b$c\d\)", R"(e\f)"}},
        {"a\\\nb \"c\\\nd\"", {"ab", "cd"}},
        {"a # b 'c\nd e#f", {"a", "d", "e#f"}},
    };
    for (const auto &[text, words] : cases) {
        const auto found = shellWords(text);
        ASSERT_OK(found);
        EXPECT_EQ(*found, words) << text;
    }
    for (const char *text : {"'a", "a \"b", "\"a\\\"", "a\\"}) {
        const auto refused = shellWords(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, ErrorCode::Parse);
    }
    for (const char *word : {"it's", "", "a b", "\\", "\"", "#x", "é"})
        EXPECT_EQ(shellWords(quoted(word)).value(), std::vector<std::string>{word});
}

TEST(JobserverPool, HoldsOneTokenLessThanJobs)
{
    auto pool = Jobserver::create(3);
    ASSERT_OK(pool);
    EXPECT_TRUE(pool->tryTake());
    EXPECT_TRUE(pool->tryTake());
    EXPECT_FALSE(pool->tryTake());
    pool->give();
    EXPECT_TRUE(pool->tryTake());
    auto single = Jobserver::create(0);
    ASSERT_OK(single);
    EXPECT_FALSE(single->tryTake());
}

TEST(JobserverPool, IsSharedWithMake)
{
    if (!findProgram("make"))
        GTEST_SKIP() << "no make here";
    const TempDir dir;
    // Each of the four recipes waits for the three others: with four tokens in the pool, make runs them at once.
    dir.write("Makefile",
              "all: a b c d\n"
              "a b c d:\n"
              "\t@touch $@; for i in `seq 600`; do [ -e a -a -e b -a -e c -a -e d ] && exit; sleep 0.1; done; "
              "echo $@ is alone >&2; exit 1\n");
    auto pool = Jobserver::create(4);
    ASSERT_OK(pool);
    const auto done =
        run({.program = "make", .directory = dir.path(), .environment = {{"MAKEFLAGS", pool->makeflags()}}});
    ASSERT_OK(done);
    EXPECT_TRUE(done->ok()) << done->errors;
    EXPECT_THAT(done->errors, testing::Not(HasSubstr("jobserver unavailable")));
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(pool->tryTake()) << "make gave back what it took";
    EXPECT_FALSE(pool->tryTake());
}

TEST(JobserverPool, TakingNeverWaitsAlthoughOthersTakeAsWell)
{
    auto pool = Jobserver::create(2);
    ASSERT_OK(pool);
    std::atomic<bool> stop = false;
    std::vector<std::jthread> threads;
    std::atomic<long> taken = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            while (!stop) {
                if (pool->tryTake()) {
                    ++taken;
                    pool->give();
                }
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    ASSERT_TRUE(waitFor([&] { return pool->tryTake(); })); // held from now on: nobody gives it back
    stop = true;
    threads.clear(); // would never end if one of them waited for the token
    EXPECT_GT(taken, 0);
}

TEST(WaiterForTokens, CallsOnceForEachTokenThatIsWanted)
{
    auto pool = Jobserver::create(2);
    ASSERT_OK(pool);
    ASSERT_TRUE(pool->tryTake());
    std::atomic<int> tokens = 0;
    {
        TokenWaiter waiter(*pool, [&] { ++tokens; });
        waiter.want();
        waiter.want();
        pool->give();
        ASSERT_TRUE(waitFor([&] { return tokens == 1; }));
        pool->give();
        ASSERT_TRUE(pool->tryTake()) << "nobody asked for this one";
    }
    EXPECT_EQ(tokens, 1);
    EXPECT_FALSE(pool->tryTake());
}

TEST(WaiterForTokens, EndsWithoutOne)
{
    auto pool = Jobserver::create(1);
    ASSERT_OK(pool);
    std::atomic<int> tokens = 0;
    {
        TokenWaiter waiter(*pool, [&] { ++tokens; });
        waiter.want();
    }
    {
        const TokenWaiter neverAsked(*pool, [&] { ++tokens; });
    }
    EXPECT_EQ(tokens, 0);
}

TEST(WaiterForTokens, HasItsTurnAmongThoseThatWantAllThereAre)
{
    auto pool = Jobserver::create(2);
    ASSERT_OK(pool);
    std::atomic<bool> stop = false;
    std::vector<std::jthread> compilers;
    for (int i = 0; i < 4; ++i) {
        compilers.emplace_back([&] {
            while (!stop) {
                pool->take();
                pool->give();
            }
        });
    }
    std::atomic<int> tokens = 0;
    TokenWaiter waiter(*pool, [&] {
        ++tokens;
        pool->give();
    });
    for (int i = 1; i <= 10; ++i) {
        waiter.want();
        EXPECT_TRUE(waitFor([&] { return tokens == i; }));
    }
    stop = true;
}

} // namespace
} // namespace crossyard::process
