// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/environment.h"
#include "job/job_queue.h"
#include "job/recorded_job.h"
#include "support/support.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace crossyard::job {
namespace {

JobId runToItsEnd(JobQueue &queue, const std::string &title, const std::string &subject = {})
{
    JobRequest request{.title = title, .kind = "test", .subject = subject, .again = "{}", .work = {}};
    request.work = [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("a unit");
        reporter.plan("the plan");
        reporter.command(id, "rustc --version");
        reporter.line(id, "said something");
        reporter.finish(id, activity::Event::Outcome::Done);
        return std::string("all well");
    };
    const auto id = queue.submit(std::move(request));
    EXPECT_TRUE(test::until([&] { return !isActive(queue.info(id)->state); }));
    return id;
}

TEST(JobHistory, SurvivesTheProcessWithLogCommandsAndDuration)
{
    const test::TempDir dir;
    JobId id = 0;
    {
        const auto history = JobHistory::open(dir.path());
        ASSERT_EQ(history->problem(), "");
        JobQueue queue(history.get());
        id = runToItsEnd(queue, "kept", "the same");
    }
    const auto history = JobHistory::open(dir.path());
    const JobQueue queue(history.get());
    ASSERT_EQ(queue.list().size(), 1U);
    EXPECT_EQ(queue.list().front().title, "kept");
    EXPECT_EQ(queue.list().front().state, JobState::Done);
    EXPECT_EQ(queue.log(id)->line(1), "said something");
    EXPECT_EQ(queue.detail(id, "commands"), "rustc --version\n");
    EXPECT_EQ(queue.detail(id, "plan"), "the plan\n");
    EXPECT_EQ(queue.detail(id, "again"), "{}");
    EXPECT_THAT(queue.detail(id, "environment"), testing::HasSubstr("PATH="));
    EXPECT_TRUE(history->estimate("the same"));
    EXPECT_FALSE(history->estimate("another"));
}

TEST(JobHistory, FindsWhatAKilledProcessLeft)
{
    const test::TempDir dir;
    {
        const auto history = JobHistory::open(dir.path());
        JobInfo info;
        info.id = history->reserveId();
        info.title = "left";
        info.started = 5;
        history->begin(info, {});
        // While the process that runs it lives, another one leaves it alone and shows how far it is.
        const auto other = JobHistory::open(dir.path());
        ASSERT_EQ(other->list().size(), 1U);
        EXPECT_EQ(other->list().front().state, JobState::Running);
        EXPECT_TRUE(other->list().front().elsewhere);
        EXPECT_FALSE(history->list().front().elsewhere);
        info.done = 3;
        info.total = 7;
        history->progress(info);
        EXPECT_TRUE(other->changed());
        EXPECT_EQ(other->list().front().done, 3U);
    }
    const auto jobs = JobHistory::open(dir.path())->list();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs.front().state, JobState::Interrupted);
}

TEST(JobHistory, MovesADamagedDatabaseAside)
{
    const test::TempDir dir;
    dir.write("jobs/history.sqlite", std::string(5000, 'x'));
    const auto history = JobHistory::open(dir.path());
    EXPECT_THAT(history->problem(), testing::HasSubstr("damaged"));
    EXPECT_TRUE(fs::exists(dir.path() / "jobs/history.damaged.sqlite"));
    JobQueue queue(history.get());
    runToItsEnd(queue, "new");
    EXPECT_EQ(JobHistory::open(dir.path())->list().size(), 1U);
}

TEST(JobHistory, KeepsNothingAndFailsNothingWhereItCannotWrite)
{
    const test::TempDir dir;
    dir.write("jobs", "a file where the directory would be");
    const auto history = JobHistory::open(dir.path());
    EXPECT_NE(history->problem(), "");
    JobQueue queue(history.get());
    EXPECT_EQ(queue.info(runToItsEnd(queue, "unkept"))->state, JobState::Done);
}

TEST(JobHistory, TakesOverOneThatHasNoEnvironments)
{
    const test::TempDir dir;
    {
        const auto history = JobHistory::open(dir.path());
        JobQueue queue(history.get());
        runToItsEnd(queue, "old");
    }
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
        database.setDatabaseName(QString::fromStdString(toUtf8(dir.path() / "jobs/history.sqlite")));
        ASSERT_TRUE(database.open());
        ASSERT_TRUE(QSqlQuery(database).exec(QStringLiteral("ALTER TABLE jobs DROP COLUMN environment")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("older"));
    const auto history = JobHistory::open(dir.path());
    JobQueue queue(history.get());
    EXPECT_THAT(queue.detail(runToItsEnd(queue, "new"), "environment"), testing::HasSubstr("PATH="));
    EXPECT_EQ(queue.list().size(), 2U);
}

TEST(JobHistory, ListsTheNewestFirstWhoeverRanThem)
{
    const test::TempDir dir;
    const auto ours = JobHistory::open(dir.path());
    JobQueue queue(ours.get());
    runToItsEnd(queue, "first");
    const auto theirs = JobHistory::open(dir.path());
    JobQueue other(theirs.get());
    const auto id = runToItsEnd(other, "second");
    runToItsEnd(queue, "third");
    std::vector<std::string> titles;
    for (const auto &info : queue.list())
        titles.push_back(info.title);
    EXPECT_EQ(titles, (std::vector<std::string>{"third", "second", "first"}));
    EXPECT_EQ(queue.log(id)->line(1), "said something");
}

struct NoSink : activity::Sink {
    void take(const activity::Event &) override {}
};

TEST(RecordedJob, StandsInTheHistoryOnceItHasBegun)
{
    const test::TempDir dir;
    const auto job = std::make_shared<RecordedJob>(
        dir.path(), JobRequest{.title = "from the command line", .kind = "sysroot", .subject = "s", .work = {}},
        std::make_shared<NoSink>());
    activity::Reporter reporter(job);
    reporter.note(0, "nothing is done yet");
    const auto history = JobHistory::open(dir.path());
    EXPECT_TRUE(history->list().empty());
    const auto id = reporter.start("core");
    ASSERT_EQ(history->list().size(), 1U);
    EXPECT_TRUE(history->list().front().elsewhere);
    const JobQueue queue(history.get());
    const auto number = history->list().front().id;
    EXPECT_EQ(queue.log(number)->count(), 0U);
    reporter.command(id, "rustc core");
    reporter.finish(id, activity::Event::Outcome::Failed);
    job->end(fail(ErrorCode::ToolFailed, "rustc failed"));
    ASSERT_EQ(history->list().size(), 1U);
    EXPECT_EQ(history->list().front().state, JobState::Failed);
    EXPECT_EQ(history->list().front().outcome, "rustc failed");
    EXPECT_EQ(queue.detail(number, "commands"), "rustc core\n");
    EXPECT_GE(queue.log(number)->count(), 2U);
}

TEST(RecordedJob, IsNoneWhereNothingWasToDo)
{
    const test::TempDir dir;
    RecordedJob job(dir.path(), JobRequest{.title = "idle", .kind = {}, .subject = {}, .work = {}},
                    std::make_shared<NoSink>());
    job.end(std::string("it was there already"));
    EXPECT_FALSE(fs::exists(dir.path() / "jobs"));
}

TEST(TellingEnvironment, HidesSecretsAndLeavesOutTheRest)
{
    EXPECT_EQ(
        tellingEnvironment({{"CARGO_REGISTRY_TOKEN", "abc"},
                            {"EDITOR", "vi"},
                            {"RUSTFLAGS", "-g"},
                            {"https_proxy", "http://me:secret@proxy:3128/"},
                            {"http_proxy", "http://proxy/@"}}),
        "CARGO_REGISTRY_TOKEN=...\nRUSTFLAGS=-g\nhttp_proxy=http://proxy/@\nhttps_proxy=http://...@proxy:3128/\n");
}

} // namespace
} // namespace crossyard::job
