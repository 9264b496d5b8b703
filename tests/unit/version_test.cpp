// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/version.h"
#include "support/support.h"

namespace crossyard::cargo {
namespace {

Version version(std::string_view text)
{
    auto parsed = Version::parse(text);
    EXPECT_OK(parsed);
    return parsed.value_or(Version{});
}

bool matches(std::string_view req, std::string_view text)
{
    const auto parsed = VersionReq::parse(req);
    EXPECT_OK(parsed);
    return parsed && parsed->matches(version(text));
}

TEST(Version, isPrintedAsItWasRead)
{
    for (const char *text : {"0.0.0", "1.2.3", "1.0.0-rc.1", "0.14.4+wasi-0.2.4", "1.0.0-a.b+c.d"})
        EXPECT_EQ(version(text).toString(), text);
}

TEST(Version, refusesWhatIsNone)
{
    for (const char *text : {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "1.2.3-", "1.2.3-a..b", "v1.2.3", "-1.0.0"})
        EXPECT_FALSE(Version::parse(text)) << text;
}

TEST(Version, isOrderedBySemver)
{
    const char *rising[] = {"0.9.9",        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
                            "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",  "1.0.0",            "1.0.1", "1.10.0", "2.0.0"};
    for (std::size_t i = 1; i < std::size(rising); ++i)
        EXPECT_LT(version(rising[i - 1]), version(rising[i])) << rising[i];
}

TEST(VersionReq, matchesAsCargoDoes)
{
    struct Case {
        const char *req;
        const char *version;
        bool matches;
    };
    const Case cases[] = {
        {"1.2.3", "1.2.3", true},   {"1.2.3", "1.9.0", true},   {"1.2.3", "1.2.2", false},  {"1.2.3", "2.0.0", false},
        {"0.2.3", "0.2.9", true},   {"0.2.3", "0.3.0", false},  {"0.0.3", "0.0.3", true},   {"0.0.3", "0.0.4", false},
        {"0", "0.9.9", true},       {"0", "1.0.0", false},      {"0.0", "0.0.9", true},     {"0.0", "0.1.0", false},
        {"1", "1.99.0", true},      {"^1.2", "1.1.9", false},   {"~1.2.3", "1.2.9", true},  {"~1.2.3", "1.3.0", false},
        {"~1.2", "1.2.0", true},    {"~1", "1.9.9", true},      {"~1", "2.0.0", false},     {"*", "0.0.1", true},
        {"1.*", "1.7.2", true},     {"1.*", "2.0.0", false},    {"1.2.*", "1.2.7", true},   {"1.2.*", "1.3.0", false},
        {"=1.2.3", "1.2.3", true},  {"=1.2.3", "1.2.4", false}, {"=1.2", "1.2.9", true},    {"= 0.1.140", "0.1.139", false},
        {">1.2.3", "1.2.4", true},  {">1.2.3", "1.2.3", false}, {">=1.2, <1.5", "1.4.9", true},
        {">=1.2, <1.5", "1.5.0", false}, {"<2", "1.9.9", true}, {"<=1.2", "1.2.9", true},   {">1", "1.9.0", false},
        {"1.0.0-rc.1", "1.0.0-rc.2", true}, {"1.0.0", "1.0.1-rc.1", false}, {"^1.0.0-rc.1", "1.1.0-rc.1", false},
        {"0.11.0", "0.11.1+wasi-snapshot-preview1", true},
    };
    for (const auto &one : cases)
        EXPECT_EQ(matches(one.req, one.version), one.matches) << one.req << " against " << one.version;
}

TEST(VersionReq, refusesWhatIsNone)
{
    for (const char *text : {"", "1.2.3.4", ">>1", "1.*.3", "abc", "1.2,"})
        EXPECT_FALSE(VersionReq::parse(text)) << text;
}

TEST(Version, knowsWhichVersionsTakeOneAnothersPlace)
{
    EXPECT_TRUE(sameCompatRange(version("1.2.0"), version("1.9.0")));
    EXPECT_FALSE(sameCompatRange(version("1.2.0"), version("2.0.0")));
    EXPECT_TRUE(sameCompatRange(version("0.2.0"), version("0.2.9")));
    EXPECT_FALSE(sameCompatRange(version("0.2.0"), version("0.3.0")));
    EXPECT_FALSE(sameCompatRange(version("0.0.1"), version("0.0.2")));
}

} // namespace
} // namespace crossyard::cargo
