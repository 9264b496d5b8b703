// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_queue.h"
#include "support/support.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace crossyard::job {
namespace {

using namespace std::chrono_literals;
using test::until;

JobRequest quick(std::string title, std::string subject = {})
{
    JobRequest request{.title = title, .kind = "test", .subject = std::move(subject), .work = {}};
    request.work = [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("a unit");
        reporter.plan("the plan");
        reporter.command(id, "rustc --version");
        reporter.line(id, "said something");
        reporter.progress(id, 1, 2);
        reporter.finish(id, activity::Event::Outcome::Done);
        return std::string("all well");
    };
    return request;
}

JobRequest endless()
{
    JobRequest request{.title = "endless", .kind = "test", .subject = {}, .work = {}};
    request.work = [](activity::Reporter &, const CancelToken &cancel) -> Result<std::string> {
        while (!cancel.cancelled())
            std::this_thread::sleep_for(5ms);
        return fail(ErrorCode::Cancelled, "cancelled");
    };
    return request;
}

JobState stateIn(const JobQueue &queue, JobId id)
{
    return queue.info(id)->state;
}

TEST(JobQueue, LetsTheAskerHearWhatTheLogHears)
{
    struct Ear : activity::Sink {
        void take(const activity::Event &event) override { heard.push_back(event.text); }
        std::vector<std::string> heard;
    };
    const auto ear = std::make_shared<Ear>();
    JobQueue queue(nullptr);
    auto request = quick("one");
    request.also = ear;
    const auto id = queue.submit(std::move(request));
    ASSERT_TRUE(until([&] { return !isActive(stateIn(queue, id)); }));
    queue.shutdown();
    EXPECT_EQ(ear->heard,
              (std::vector<std::string>{"a unit", "the plan", "rustc --version", "said something", "", ""}));
}

TEST(JobQueue, RunsAJobAndKeepsWhatItSaid)
{
    JobQueue queue(nullptr);
    const auto id = queue.submit(quick("one"));
    ASSERT_TRUE(until([&] { return !isActive(stateIn(queue, id)); }));
    const auto info = *queue.info(id);
    EXPECT_EQ(info.state, JobState::Done);
    EXPECT_EQ(info.outcome, "all well");
    EXPECT_EQ(info.done, 1U);
    EXPECT_EQ(info.total, 2U);
    EXPECT_EQ(queue.log(id)->count(), 2U);
    EXPECT_EQ(queue.log(id)->line(1), "said something");
    EXPECT_EQ(queue.detail(id, "commands"), "rustc --version\n");
    ASSERT_EQ(queue.activities(id).size(), 1U);
    EXPECT_EQ(queue.activities(id).front().state, "done");
}

TEST(JobQueue, RunsOneAfterTheOther)
{
    JobQueue queue(nullptr);
    const auto first = queue.submit(endless());
    const auto second = queue.submit(quick("two"));
    ASSERT_TRUE(until([&] { return stateIn(queue, first) == JobState::Running; }));
    EXPECT_EQ(stateIn(queue, second), JobState::Queued);
    queue.cancel(first);
    ASSERT_TRUE(until([&] { return stateIn(queue, second) == JobState::Done; }));
    EXPECT_EQ(stateIn(queue, first), JobState::Cancelled);
}

TEST(JobQueue, CancelsAJobThatHasNotBegun)
{
    JobQueue queue(nullptr);
    const auto first = queue.submit(endless());
    const auto second = queue.submit(quick("two"));
    queue.cancel(second);
    queue.cancel(second);
    EXPECT_EQ(stateIn(queue, second), JobState::Cancelled);
    queue.cancel(first);
    ASSERT_TRUE(until([&] { return stateIn(queue, first) == JobState::Cancelled; }));
    EXPECT_EQ(stateIn(queue, second), JobState::Cancelled);
    EXPECT_EQ(queue.log(second)->count(), 0U);
}

TEST(JobQueue, EndsEverythingWhenItGoes)
{
    std::atomic<bool> began = false;
    std::atomic<bool> ended = false;
    {
        JobQueue queue(nullptr);
        auto request = endless();
        request.work = [&, work = request.work](activity::Reporter &reporter, const CancelToken &cancel) {
            began = true;
            auto result = work(reporter, cancel);
            ended = true;
            return result;
        };
        queue.submit(request);
        ASSERT_TRUE(until([&] { return began.load(); }));
    }
    EXPECT_TRUE(ended);
}

TEST(JobQueue, TellsAFailureWithItsHintAndItsCause)
{
    JobQueue queue(nullptr);
    JobRequest request{.title = "fails", .kind = "test", .subject = {}, .work = {}};
    request.work = [](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        reporter.line(reporter.start("x"), "error[E0463]: can't find crate for `core`");
        return fail(Error{ErrorCode::ToolFailed, "it failed"}.withHint("do this"));
    };
    const auto id = queue.submit(request);
    ASSERT_TRUE(until([&] { return stateIn(queue, id) == JobState::Failed; }));
    EXPECT_EQ(queue.info(id)->outcome, "it failed");
    EXPECT_EQ(queue.info(id)->hint, "do this");
    ASSERT_TRUE(queue.cause(id));
    EXPECT_EQ(queue.cause(id)->id, "E0463");
}

TEST(JobQueue, ShowsThatAJobWaitsForALock)
{
    JobQueue queue(nullptr);
    std::atomic<bool> go = false;
    JobRequest request{.title = "waits", .kind = "test", .subject = {}, .work = {}};
    request.work = [&](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("x");
        reporter.note(id, "waiting for another process that builds this sysroot");
        while (!go)
            std::this_thread::sleep_for(5ms);
        reporter.line(id, "goes on");
        return std::string();
    };
    const auto id = queue.submit(request);
    EXPECT_TRUE(until([&] { return stateIn(queue, id) == JobState::Waiting; }));
    go = true;
    EXPECT_TRUE(until([&] { return stateIn(queue, id) == JobState::Done; }));
}

} // namespace
} // namespace crossyard::job
