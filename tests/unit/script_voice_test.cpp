// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/script_voice.h"
#include "support/support.h"

#include <atomic>

namespace crossyard::build {
namespace {

TEST(ScriptVoice, keepsDirectivesAndTheEndOfTheRest)
{
    std::vector<std::string> told;
    ScriptVoice voice([&](std::string line) { told.push_back(std::move(line)); });
    voice.output("  cargo:rustc-cfg=a");
    voice.output("chatter");
    voice.output("cargo::metadata=k=v");
    voice.error("a warning");
    EXPECT_EQ(voice.directives(), "  cargo:rustc-cfg=a\ncargo::metadata=k=v\n");
    EXPECT_EQ(voice.lastOutput(), "  cargo:rustc-cfg=a\nchatter\ncargo::metadata=k=v\n");
    EXPECT_EQ(voice.lastErrors(), "a warning\n");
    EXPECT_EQ(told, std::vector<std::string>{"a warning"});
    EXPECT_FALSE(voice.tooMuch());
}

TEST(ScriptVoice, isBounded)
{
    std::size_t told = 0;
    std::string last;
    ScriptVoice voice([&](std::string line) {
        told += line.size();
        last = std::move(line);
    });
    const std::string longLine(1024 * 1024, 'x');
    for (int i = 0; i < 20; ++i) {
        voice.output(longLine);
        voice.error(longLine);
    }
    for (int i = 0; i < 100'000; ++i) {
        voice.output("some text");
        voice.error("some text");
    }
    EXPECT_LE(voice.lastOutput().size(), 2 * ScriptVoice::mostKept + ScriptVoice::longestTold);
    EXPECT_TRUE(voice.lastOutput().ends_with("some text\n"));
    EXPECT_LE(told, ScriptVoice::mostTold + 2000);
    EXPECT_THAT(last, testing::HasSubstr("the rest is left out"));
    EXPECT_EQ(voice.directives(), "");
    for (int i = 0; i < 20; ++i)
        voice.output("cargo:rustc-cfg=" + longLine);
    EXPECT_TRUE(voice.tooMuch());
    EXPECT_LE(voice.directives().size(), ScriptVoice::mostDirectives);
}

TEST(Patience, endsOnlyWhereItIsWaitedFor)
{
    std::atomic<int> ended = 0;
    {
        const Patience short_(std::chrono::milliseconds(1), [&] { ++ended; });
        EXPECT_TRUE(test::until([&] { return ended == 1; }));
    }
    {
        const Patience long_(std::chrono::hours(1), [&] { ++ended; });
    }
    EXPECT_EQ(ended, 1);
}

} // namespace
} // namespace crossyard::build
