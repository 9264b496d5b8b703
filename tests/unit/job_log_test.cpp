// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/cause.h"
#include "job/job_log.h"
#include "support/support.h"

namespace crossyard::job {
namespace {

TEST(JobLog, KeepsAMillionLinesAtLessThanTwoHundredBytesEach)
{
    JobLog log;
    constexpr std::size_t lines = 1'000'000;
    for (std::size_t i = 0; i < lines; ++i)
        log.append("   Compiling something v1.2.3 (/somewhere/else)", i % 1000);
    EXPECT_EQ(log.count(), lines);
    EXPECT_EQ(log.line(999'999), "   Compiling something v1.2.3 (/somewhere/else)");
    EXPECT_EQ(log.activityOf(1999), 999U);
    EXPECT_LT(log.overhead() / lines, 200U);
}

TEST(JobLog, ReplacesBytesThatAreNoUtf8WhenTheyAreRead)
{
    JobLog log;
    log.append("caf\xe9 \xf0\x9f\xa6\x80 \xff\xc0\xaf");
    EXPECT_EQ(log.line(0), "caf\xef\xbf\xbd \xf0\x9f\xa6\x80 \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(JobLog, KeepsALineOfFiftyMegabytesAndShowsItsBeginning)
{
    JobLog log;
    const std::string text(50'000'000, 'x');
    log.append("before");
    log.append(text);
    log.append("after");
    EXPECT_EQ(log.line(1).size(), text.size());
    const auto shown = log.shownLine(1, 100);
    EXPECT_TRUE(shown.starts_with(std::string(100, 'x'))) << shown;
    EXPECT_TRUE(shown.ends_with("(49999900 more bytes)")) << shown;
    EXPECT_EQ(log.line(2), "after");
}

TEST(JobLog, CutsAShownLineBetweenLetters)
{
    JobLog log;
    log.append("\xc3\xa4\xc3\xa4\xc3\xa4");
    EXPECT_EQ(log.shownLine(0, 3), "\xc3\xa4 ... (4 more bytes)");
}

TEST(JobLog, ReadsTheLevelOffALineWithColours)
{
    EXPECT_EQ(levelOf("\x1b[0m\x1b[1m\x1b[38;5;9merror[E0463]\x1b[0m: can't find crate"), LineLevel::Error);
    EXPECT_EQ(levelOf("\x1b[1m\x1b[33mwarning\x1b[0m: unused variable"), LineLevel::Warning);
    EXPECT_EQ(levelOf("src/a.c:3:5: error: no such thing"), LineLevel::Error);
    EXPECT_EQ(levelOf("errors are listed below"), LineLevel::Plain);
    EXPECT_EQ(levelOf(""), LineLevel::Plain);
}

TEST(JobLog, FindsTextInBothDirections)
{
    JobLog log;
    for (const char *line : {"one", "two \x1b[31mTHREE\x1b[0m", "four", "three"})
        log.append(line);
    EXPECT_EQ(log.find("three", 0, true, false), 1U);
    EXPECT_EQ(log.find("three", 2, true, false), 3U);
    EXPECT_EQ(log.find("three", 2, false, false), 1U);
    EXPECT_EQ(log.find("three", 2, false, true), std::nullopt);
    EXPECT_EQ(log.find("five", 0, true, false), std::nullopt);
}

TEST(JobLog, SavesWithAndWithoutColours)
{
    const test::TempDir dir;
    JobLog log;
    log.append("\x1b[1mbold\x1b[0m");
    ASSERT_OK(log.save(dir.path() / "a", false));
    ASSERT_OK(log.save(dir.path() / "b", true));
    EXPECT_EQ(*readFile(dir.path() / "a"), "bold\n");
    EXPECT_EQ(*readFile(dir.path() / "b"), "\x1b[1mbold\x1b[0m\n");
}

TEST(Cause, ExplainsTheWellKnownFailures)
{
    const auto is = [](std::string_view line) {
        const auto cause = causeIn(line);
        return cause ? cause->id + " " + std::to_string(static_cast<int>(cause->mend)) : "-";
    };
    const auto shown = [](std::string id, Mend mend) { return id + " " + std::to_string(static_cast<int>(mend)); };
    EXPECT_EQ(is("error[E0463]: can't find crate for `core`"), shown("E0463", Mend::BuildSysroot));
    EXPECT_EQ(is("error[E0463]: can't find crate for `serde`"), "-");
    EXPECT_EQ(is("error[E0152]: found duplicate lang item `sized`"), shown("E0152", Mend::BuildAnew));
    EXPECT_EQ(is("error[E0460]: found possibly newer version of crate `core`"), shown("E0460", Mend::BuildAnew));
    EXPECT_EQ(is("\x1b[31merror\x1b[0m: linker `arm-none-eabi-gcc` not found"), shown("linker", Mend::InstallLinker));
    EXPECT_EQ(is("rust-lld: error: undefined symbol: memcpy"), shown("mem", Mend::BuildSysroot));
    EXPECT_EQ(is("x.o: undefined reference to `memset'"), shown("mem", Mend::BuildSysroot));
    EXPECT_EQ(is("error: could not write output: No space left on device"), shown("space", Mend::FreeSpace));
    EXPECT_EQ(is("   Compiling core"), "-");
}

} // namespace
} // namespace crossyard::job
