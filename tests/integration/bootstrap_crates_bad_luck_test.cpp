// SPDX-License-Identifier: MIT OR Apache-2.0
// Crates that are wrong, cut off, hostile or not there, and servers that die: a clear error, and what was good is kept.
#include "base/strings.h"
#include "crate_world.h"

#include <format>
#include <thread>

namespace crossyard {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using testing::HasSubstr;
using Words = std::vector<std::string>;

class BadLuck : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        world.add({"good", "1.0.0", {}, "pub fn text() -> &'static str { \"good\" }\n"});
        world.add({"bad", "1.0.0", {"good 1"}, "pub use good::text;\n" + std::string(200'000, '\n')});
        project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                    "[dependencies]\nbad = \"1\"\ngood = \"1\"\n");
        project.write("src/main.rs", "fn main() { println!(\"{}\", bad::text()); }\n");
        project.write("config.toml", "[net]\nretry = 1\n[http]\ntimeout = 2\n");
    }

    process::Finished bootstrap(Words words = {})
    {
        words.insert(words.end(), {"--crate-index", world.sparse(), "--config", "config.toml"});
        return test::bootstrapRun(words, store.path(), project.path(), {{"CARGO_HOME", toUtf8(home.path())}});
    }
    // The bad crate is answered so.
    void badIs(std::function<HttpAnswer(const HttpRequest &)> answer)
    {
        world.answers = [answer = std::move(answer)](const std::string &title, const HttpRequest &request) {
            return title == "bad-1.0.0" ? std::optional(answer(request)) : std::nullopt;
        };
    }
    std::string bytes() const { return readFile(world.archive("bad-1.0.0")).value(); }
    long fetchedGood() const { return std::ranges::count(world.fetched(), "good-1.0.0"); }

    // After the misfortune all is well, and what was good was not fetched again.
    void goesOn()
    {
        world.answers = {};
        const auto built = bootstrap();
        EXPECT_EQ(built.exitCode, 0) << built.errors;
        EXPECT_EQ(fetchedGood(), 1);
    }

    test::CrateWorld world;
    test::TempDir project;
    test::TempDir store;
    test::TempDir home;
};

TEST_F(BadLuck, aWrongChecksumNamesBothAndIsNotKept)
{
    badIs([](const HttpRequest &) { return HttpAnswer{.body = "something else"}; });
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("expected was " + world.checksum("bad-1.0.0")));
    goesOn();
}

TEST_F(BadLuck, aServerThatDiesInTheMiddleIsToldAndTheRestFetchedLater)
{
    bool dies = true;
    badIs([&](const HttpRequest &request) {
        auto answer = test::rangedAnswer(request, bytes());
        if (dies)
            answer.cutAfter = 100;
        return answer;
    });
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("bad-1.0.0 cannot be read"));
    dies = false;
    bool resumed = false;
    badIs([&](const HttpRequest &request) {
        resumed = resumed || request.headers.contains("range");
        return test::rangedAnswer(request, bytes());
    });
    EXPECT_EQ(bootstrap({"--download"}).exitCode, 0);
    EXPECT_TRUE(resumed) << "what came is not fetched again";
    goesOn();
}

TEST_F(BadLuck, aServerThatFallsSilentIsGivenUp)
{
    badIs([](const HttpRequest &) { return HttpAnswer{.body = "x", .silent = true}; });
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("bad-1.0.0"));
    goesOn();
}

TEST_F(BadLuck, aCrateThatIsGoneIsNamedWithWhoNeedsIt)
{
    badIs([](const HttpRequest &) { return HttpAnswer{.status = 404}; });
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("the server does not have bad 1.0.0, which `app` needs"));
    const auto offline = bootstrap({"--offline"});
    EXPECT_EQ(offline.exitCode, 1);
    EXPECT_THAT(offline.errors, HasSubstr("package `bad` 1.0.0 is needed by `app`, but it is not in "));
    EXPECT_THAT(offline.errors, HasSubstr("offline"));
    goesOn();
}

TEST_F(BadLuck, aHostileArchiveOfTheRightChecksumIsRefused)
{
    const fs::path work = project.path() / "work";
    project.write("work/evil-1.0.0/Cargo.toml", "[package]\nname = \"evil\"\nversion = \"1.0.0\"\n");
    fs::create_directories(work / "evil-1.0.0" / "src");
    fs::create_symlink("/etc/passwd", work / "evil-1.0.0" / "src" / "lib.rs");
    world.add({"evil", "1.0.0"});
    ASSERT_OK(process::outputOf({.program = "tar",
                                 .arguments = {"--format=ustar", "-czf", toUtf8(world.archive("evil-1.0.0")), "-C",
                                               toUtf8(work), "evil-1.0.0"}}));
    project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nevil = \"1\"\n");
    project.write("Cargo.lock",
                  std::format("version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = "
                              "[\"evil\"]\n[[package]]\nname = \"evil\"\nversion = \"1.0.0\"\nsource = "
                              "\"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{}\"\n",
                              world.checksum("evil-1.0.0")));
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("`evil-1.0.0/src/lib.rs` is refused: it is a link"));
    EXPECT_THAT(run.errors, HasSubstr("unpacking"));
    for (const auto &file : fs::recursive_directory_iterator(store.path() / "crates"))
        EXPECT_NE(file.path().filename(), "lib.rs");
}

TEST_F(BadLuck, anArchiveOfTheCacheIsHeldAgainstTheLock)
{
    ASSERT_EQ(bootstrap({"--write-lock", "--download"}).exitCode, 0);
    const fs::path cache = project.path() / "cache";
    fs::create_directories(cache);
    fs::copy(world.archive("good-1.0.0"), cache / "good-1.0.0.crate");
    project.write("cache/bad-1.0.0.crate", bytes().substr(0, 500));
    fs::remove_all(store.path() / "crates");
    const auto run = bootstrap({"--crate-cache", "cache", "--offline"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("bad-1.0.0.crate is not what it should be"));
    fs::remove(cache / "bad-1.0.0.crate");
    const auto fetched = bootstrap({"--crate-cache", "cache", "--download"});
    EXPECT_EQ(fetched.exitCode, 0) << fetched.errors;
    EXPECT_EQ(readFile(cache / "bad-1.0.0.crate").value(), bytes());
}

TEST_F(BadLuck, aLockOfAVersionToComeIsRefused)
{
    project.write("Cargo.lock", "version = 5\n");
    const auto run = bootstrap();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("lock file version 5 is not known"));
}

TEST_F(BadLuck, twoAtOnceFetchEachCrateOnce)
{
    process::Finished runs[2];
    std::vector<std::thread> both;
    for (auto &run : runs)
        both.emplace_back([&] { run = bootstrap({"--download"}); });
    for (auto &one : both)
        one.join();
    for (const auto &run : runs)
        EXPECT_EQ(run.exitCode, 0) << run.errors;
    EXPECT_EQ(fetchedGood(), 1);
}

TEST_F(BadLuck, aFullDiskIsToldAndNothingHalfIsKept)
{
    const fs::path small = project.path() / "small";
    fs::create_directories(small);
    const auto mounted =
        process::run({.program = "mount", .arguments = {"-t", "tmpfs", "-o", "size=64k", "tmpfs", toUtf8(small)}});
    if (!mounted || !mounted->ok())
        GTEST_SKIP() << "a small disk cannot be mounted here";
    world.add({"large", "1.0.0", {}, "pub const TEXT: &str = \"" + [] {
                   std::string text;
                   for (unsigned i = 1, x = 1; i < 300'000; ++i, x = x * 1664525 + 1013904223)
                       text += static_cast<char>('a' + (x >> 24) % 26);
                   return text;
               }() + "\";\n"});
    project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nlarge = \"1\"\n");
    const auto run = bootstrap({"--crate-cache", toUtf8(small), "--download"});
    const bool kept = fs::exists(small / "large-1.0.0.crate");
    EXPECT_OK(process::run({.program = "umount", .arguments = {toUtf8(small)}}));
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("large-1.0.0.crate"));
    EXPECT_FALSE(kept);
}

} // namespace
} // namespace crossyard
