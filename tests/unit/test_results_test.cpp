// SPDX-License-Identifier: MIT OR Apache-2.0
// What libtest and cargo print, taken apart. tests/data/test_results/libtest.txt is what cargo 1.95 printed.
#include "base/files.h"
#include "base/strings.h"
#include "container/build/test_results.h"
#include "support/support.h"

namespace crossyard::container {
namespace {

using State = TestResult::State;

TestScan scan(std::string_view text)
{
    TestScan made;
    for (const auto &line : split(std::string(text), '\n'))
        made.add(line);
    return made;
}

const TestResult *named(const TestScan &scan, std::string_view program, std::string_view name)
{
    for (const auto &result : scan.found()) {
        if (result.program == program && result.name == name)
            return &result;
    }
    return nullptr;
}

TEST(TestResults, AreThoseOfAllProgramsOfARun)
{
    const auto text = readFile(test::dataDir() / "test_results" / "libtest.txt");
    ASSERT_OK(text);
    const auto made = scan(*text);
    EXPECT_EQ(made.found().size(), 9U);
    EXPECT_EQ(made.announced(), 9U);
    EXPECT_EQ(made.count(State::Passed), 5U);
    EXPECT_EQ(made.count(State::Failed), 2U);
    EXPECT_EQ(made.count(State::Ignored), 2U);

    // The same name in two programs is two tests.
    EXPECT_TRUE(named(made, "unittests src/lib.rs", "tests::adds"));
    EXPECT_TRUE(named(made, "tests/api.rs", "adds"));
    EXPECT_TRUE(named(made, "unittests src/lib.rs", "tests::panics - should panic"));
    EXPECT_TRUE(named(made, "Doc-tests shelf", "src/lib.rs - add (line 3)"));

    const auto *wrong = named(made, "unittests src/lib.rs", "tests::is_wrong");
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->state, State::Failed);
    EXPECT_TRUE(wrong->note.starts_with("looks first\nthread 'tests::is_wrong'")) << wrong->note;
    EXPECT_TRUE(wrong->note.ends_with("\n  left: 3\n right: 4")) << wrong->note;
    EXPECT_EQ(wrong->place, (Place{"src/lib.rs", 14, 54}));
    const auto *error = named(made, "tests/api.rs", "returns_an_error");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->note, "Error: \"no shelf\"");
    EXPECT_EQ(error->place, std::nullopt);
    const auto *off = named(made, "unittests src/lib.rs", "tests::takes_long");
    ASSERT_TRUE(off);
    EXPECT_EQ(off->state, State::Ignored);
    EXPECT_EQ(off->note, "takes ... an hour");
}

TEST(TestResults, AreKnownBeforeTheLastOfThem)
{
    const auto made = scan("running 3 tests\ntest a ... ok");
    EXPECT_EQ(made.announced(), 3U);
    EXPECT_EQ(made.found().size(), 1U);
}

TEST(TestResults, MayHaveTheWordsOfTheTestInFront)
{
    const auto made = scan("running 2 tests\ntest a ... hello\nworld\nok\ntest b ... \nFAILED\nok");
    ASSERT_EQ(made.found().size(), 2U);
    EXPECT_EQ(made.found()[0].name, "a");
    EXPECT_EQ(made.found()[0].state, State::Passed);
    EXPECT_EQ(made.found()[1].name, "b");
    EXPECT_EQ(made.found()[1].state, State::Failed);
}

TEST(TestResults, HaveWhatABenchmarkMeasured)
{
    const auto made = scan("test adds ... bench:       1,234 ns/iter (+/- 5)\ntest quick ... ok <0.002s>");
    ASSERT_EQ(made.found().size(), 2U);
    EXPECT_EQ(made.found()[0].state, State::Passed);
    EXPECT_EQ(made.found()[0].note, "1,234 ns/iter (+/- 5)");
    EXPECT_EQ(made.found()[1].name, "quick");
}

TEST(TestResults, AreNotWhatOnlyLooksLikeThem)
{
    const auto made = scan("test the water ... and wait\nok then\ntesting ... ok\n---- nobody stdout ----\nlost\n"
                           "running away from tests\nfailures:\nok");
    // The first line may be a test that prints; then the last one is its end.
    ASSERT_EQ(made.found().size(), 1U);
    EXPECT_EQ(made.found()[0].name, "the water");
    EXPECT_EQ(made.announced(), 0U);
    EXPECT_TRUE(scan("ok\nFAILED\n---- stdout ----\nthread 'x' panicked at nothing:").found().empty());
}

} // namespace
} // namespace crossyard::container
