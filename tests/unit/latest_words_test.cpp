// SPDX-License-Identifier: MIT OR Apache-2.0
#include "activity/latest_words.h"
#include "support/support.h"

namespace crossyard::activity {
namespace {

TEST(LatestWords, AreThoseOfTheActivityThatGoesOn)
{
    const auto sink = std::make_shared<LatestWordsSink>();
    Reporter reporter(sink);
    EXPECT_EQ(sink->words(), LatestWords());
    reporter.line(0, "nobody's line");
    EXPECT_EQ(sink->words(), (LatestWords{.title = "", .line = "nobody's line"}));
    const auto id = reporter.start("Fetching a");
    EXPECT_EQ(sink->words(), (LatestWords{.title = "Fetching a", .line = ""}));
    reporter.line(id, "one");
    reporter.progress(id, 1, 10);
    reporter.line(id, "two");
    reporter.line(id + 1, "of another");
    EXPECT_EQ(sink->words(), (LatestWords{.title = "Fetching a", .line = "two", .done = 1, .total = 10}));
    reporter.finish(id, Event::Outcome::Done);
    EXPECT_EQ(sink->words(), LatestWords());
}

} // namespace
} // namespace crossyard::activity
