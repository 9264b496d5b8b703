// SPDX-License-Identifier: MIT OR Apache-2.0
// Archives, indexes and downloads of crates, with servers and archives that are not what they should be.
#include "base/digest.h"
#include "base/strings.h"
#include "registry/crate_archive.h"
#include "registry/fetch_activity.h"
#include "registry/git_sources.h"
#include "registry/sources.h"
#include "support/http_server.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <thread>

namespace crossyard::registry {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using test::HttpServer;
using test::rangedAnswer;
using test::TempDir;

// --- archives, byte by byte ---

std::string header(const std::string &name, char type, std::size_t size, const std::string &link = "")
{
    std::string block(512, '\0');
    const auto put = [&](std::size_t at, const std::string &text) { block.replace(at, text.size(), text); };
    put(0, name.substr(0, 100));
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, std::format("{:011o}", size));
    put(136, "00000000000");
    block[156] = type;
    put(157, link);
    put(257, std::string("ustar\0"
                         "00",
                         8));
    put(148, "        ");
    std::size_t sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    put(148, std::format("{:06o}", sum) + std::string("\0 ", 2));
    return block;
}

std::string entry(const std::string &name, const std::string &content, char type = '0', const std::string &link = "")
{
    std::string text = header(name, type, content.size(), link) + content;
    text.resize((text.size() + 511) / 512 * 512);
    return text;
}

const std::string end(1024, '\0');
const std::string good = entry("a-1.0.0/Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.0.0\"\n") +
                         entry("a-1.0.0/src/lib.rs", "pub fn f() {}\n");

std::string refusal(const std::string &tar, const TarLimits &limits = {})
{
    const auto read = inspectTar(tar, "a-1.0.0", limits);
    return read ? "taken" : read.error().message;
}

TEST(TarGuard, TakesFilesBelowOneDirectory)
{
    EXPECT_EQ(refusal(good + end), "taken");
    EXPECT_EQ(refusal(entry("a-1.0.0/", "", '5') + good + end), "taken");
    const std::string deep = "a-1.0.0/" + std::string(150, 'd') + "/x.rs";
    const auto read = inspectTar(good + entry("././@LongLink", deep + '\0', 'L') + entry(deep, "x") + end, "a-1.0.0");
    ASSERT_OK(read);
    EXPECT_EQ(read->back().path, deep);
}

TEST(TarGuard, RefusesWhatLeadsElsewhere)
{
    using testing::HasSubstr;
    for (const char *name : {"/etc/passwd", "a-1.0.0/../../x", "../x", "a-1.0.0/./x", "a-1.0.0//x", "b-1.0.0/x", "x"})
        EXPECT_THAT(refusal(good + entry(name, "x") + end), HasSubstr("refused")) << name;
    for (const char *name : {"a-1.0.0/C:\\x", "a-1.0.0/x:y", "a-1.0.0/x\ny"})
        EXPECT_THAT(refusal(good + entry(name, "x") + end), HasSubstr("has a letter")) << name;
    EXPECT_THAT(refusal(good + entry("a-1.0.0/l", "", '2', "/etc") + end), HasSubstr("is a link"));
    EXPECT_THAT(refusal(good + entry("a-1.0.0/l", "", '1', "a-1.0.0/Cargo.toml") + end), HasSubstr("is a link"));
    EXPECT_THAT(refusal(good + entry("a-1.0.0/d", "", '3') + end), HasSubstr("neither a file"));
    EXPECT_THAT(refusal(entry("x", "30 path=../../evil\n", 'x') + good + end), HasSubstr("PAX"));
    EXPECT_THAT(refusal(entry("x", "30 path=../../evil\n", 'g') + good + end), HasSubstr("PAX"));
    EXPECT_THAT(refusal(good + entry("n", "../../evil", 'L') + entry("a-1.0.0/x", "x") + end), HasSubstr("refused"));
    EXPECT_THAT(refusal(good + entry("a-1.0.0/cargo.toml", "x") + end), HasSubstr("there twice"));
    EXPECT_THAT(refusal(good + end + entry("a-1.0.0/x", "x")), HasSubstr("more behind its end"));
}

TEST(TarGuard, RefusesWhatIsDamagedOrTooMuch)
{
    std::string damaged = good + end;
    damaged[3] = 'X';
    EXPECT_EQ(refusal(damaged), "a header of the archive is damaged");
    EXPECT_EQ(refusal(good), "the archive is cut off");
    EXPECT_EQ(refusal(good.substr(0, 700)), "the archive is cut off");
    EXPECT_EQ(refusal(""), "the archive is cut off");
    EXPECT_EQ(refusal(good + header("a-1.0.0/x", '0', 1 << 30) + end, {.bytes = 1 << 20}),
              "the archive holds more than 1.0 MB");
    EXPECT_EQ(refusal(good + end, {.entries = 1}), "the archive has more than 1 entries");
    std::string negative = header("a-1.0.0/x", '0', 0);
    negative.replace(124, 2, "-1");
    EXPECT_EQ(refusal(good + negative + end), "a header of the archive is damaged");
}

// Every byte of the headers changed to a few others: taken or refused, but never read beyond the end.
TEST(TarGuard, SurvivesEveryChangedByte)
{
    const std::string tar = good + end;
    int taken = 0;
    for (std::size_t at = 0; at < tar.size() - end.size(); ++at) {
        for (const char c : {'\0', '7', '/', '\xff'}) {
            std::string changed = tar;
            changed[at] = c;
            taken += inspectTar(changed, "a-1.0.0").has_value();
        }
    }
    EXPECT_GT(taken, 0);
    for (std::size_t length = 0; length < tar.size(); length += 7)
        static_cast<void>(inspectTar(tar.substr(0, length), "a-1.0.0"));
}

class Crates : public testing::Test {
protected:
    // Packed by gzip itself.
    fs::path pack(const std::string &tar, const std::string &name = "a-1.0.0.crate")
    {
        const auto plain = dir.write(name, tar);
        EXPECT_OK(process::outputOf({.program = "gzip", .arguments = {"-nf", toUtf8(plain)}}));
        fs::rename(fs::path(plain) += ".gz", plain);
        return plain;
    }
    static std::string sumOf(const fs::path &file) { return sha256(readFile(file).value_or("")); }
    std::vector<std::string> left() const
    {
        std::vector<std::string> names;
        for (const auto &one : fs::directory_iterator(dir.path() / "out"))
            names.push_back(toUtf8(one.path().filename()));
        return names;
    }
    const TempDir dir;
};

TEST_F(Crates, AreUnpackedWholeOrNotAtAll)
{
    const auto archive = pack(good + end);
    const auto place = dir.path() / "out" / "a";
    ASSERT_OK(unpackCrate(archive, sumOf(archive), "a-1.0.0", place));
    EXPECT_EQ(readFile(place / "src" / "lib.rs").value_or(""), "pub fn f() {}\n");
    EXPECT_EQ(left(), std::vector<std::string>{"a"});

    const auto bytes = readFile(archive).value();
    const auto cut = dir.write("cut.crate", bytes.substr(0, bytes.size() - 30));
    EXPECT_FALSE(unpackCrate(cut, "", "a-1.0.0", dir.path() / "out" / "cut"));
    const auto none = dir.write("none.crate", "no archive");
    EXPECT_FALSE(unpackCrate(none, "", "a-1.0.0", dir.path() / "out" / "none"));
    const auto evil = pack(good + entry("a-1.0.0/../../evil", "x") + end, "evil.crate");
    EXPECT_FALSE(unpackCrate(evil, "", "a-1.0.0", dir.path() / "out" / "evil"));
    const auto bare = pack(entry("a-1.0.0/src/lib.rs", "") + end, "bare.crate");
    EXPECT_FALSE(unpackCrate(bare, "", "a-1.0.0", dir.path() / "out" / "bare"));
    EXPECT_EQ(left(), std::vector<std::string>{"a"});
    EXPECT_FALSE(fs::exists(dir.path() / "evil"));
}

TEST_F(Crates, AWrongChecksumNamesTheFileAndBothSums)
{
    const auto archive = pack(good + end);
    const std::string wanted(64, 'a');
    const auto done = unpackCrate(archive, wanted, "a-1.0.0", dir.path() / "out" / "a");
    ASSERT_FALSE(done);
    for (const auto &part : {toUtf8(archive), wanted, sumOf(archive)})
        EXPECT_THAT(done.error().message, testing::HasSubstr(part));
    EXPECT_FALSE(fs::exists(dir.path() / "out"));
}

TEST_F(Crates, ThatUnpackToFarMoreAreRefused)
{
    const auto bomb = pack(good + entry("a-1.0.0/zeros", std::string(20 << 20, '\0')) + end);
    const auto done = unpackCrate(bomb, "", "a-1.0.0", dir.path() / "out" / "a");
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message, testing::HasSubstr("unpacks to more than"));
}

TEST(Index, KnowsPathsTemplatesAndLines)
{
    EXPECT_EQ(indexPath("A"), "1/a");
    EXPECT_EQ(indexPath("ab"), "2/ab");
    EXPECT_EQ(indexPath("abC"), "3/a/abc");
    EXPECT_EQ(indexPath("Cargo"), "ca/rg/cargo");
    const auto version = cargo::Version::parse("1.0.0+x").value();
    EXPECT_EQ(downloadUrl("https://h/d", "Ab", version, "s"), "https://h/d/Ab/1.0.0+x/download");
    EXPECT_EQ(downloadUrl("{prefix}|{lowerprefix}|{crate}|{version}|{sha256-checksum}", "CargoX", version, "s"),
              "Ca/rg|ca/rg|CargoX|1.0.0+x|s");
    EXPECT_FALSE(parseIndexConfig("{}", "config.json"));
    EXPECT_TRUE(parseIndexConfig(R"({"dl":"x","auth-required":true})", "config.json")->authRequired);

    const auto file = parseIndexFile(
        R"({"name":"a","vers":"1.0.0","deps":[{"name":"alias","package":"real","req":"^1","kind":"build","optional":true,"default_features":false,"features":["f",""]}],"cksum":"c","features":{"x":["alias"]},"yanked":true,"links":"l"}
{"name":"a","vers":"1.1.0","deps":[],"features":{},"features2":{"y":["dep:z"]},"v":2,"rust_version":"1.60"}
{"name":"a","vers":"1.2.0","v":3}
not json
{"name":"a","vers":"latest"}
)",
        cargo::cratesIoSource, "1/a");
    ASSERT_EQ(file.packages.size(), 2U);
    EXPECT_EQ(file.unreadable, 2);
    const auto &first = *file.packages[0];
    EXPECT_TRUE(first.yanked);
    EXPECT_EQ(first.links, "l");
    EXPECT_EQ(first.dependencies[0].package, "real");
    EXPECT_EQ(first.dependencies[0].kind, cargo::DependencyKind::Build);
    EXPECT_EQ(first.dependencies[0].features, std::vector<std::string>{"f"});
    EXPECT_TRUE(first.features.contains("alias"));
    EXPECT_EQ(file.packages[1]->features.at("y"), std::vector<std::string>{"dep:z"});
    EXPECT_EQ(file.packages[1]->rustVersion, "1.60");
}

// A registry over HTTP with one crate, whose server behaves as the test wants.
class SparseRegistry : public Crates {
protected:
    void SetUp() override
    {
        content = readFile(pack(good + end)).value();
        checksum = sha256(content);
        server = std::make_unique<HttpServer>([this](const HttpRequest &request) { return answer(request); });
        access.cache = dir.path() / "cache";
        access.settings.retryDelayMs = 1;
        access.settings.retries = 2;
    }
    HttpAnswer answer(const HttpRequest &request)
    {
        if (request.path == "/index/config.json")
            return {.body = std::format(R"({{"dl":"{}/crates/{{crate}}-{{version}}"}})", server->url())};
        if (request.path == "/index/1/a") {
            const auto line = std::format(
                R"({{"name":"a","vers":"1.0.0","deps":[],"cksum":"{}","features":{{}},"yanked":false}})", checksum);
            const auto tag = request.headers.find("if-none-match");
            return tag != request.headers.end() && tag->second == "\"t\""
                       ? HttpAnswer{.status = 304}
                       : HttpAnswer{.body = line + "\n", .headers = {{"ETag", "\"t\""}}};
        }
        if (request.path == "/crates/a-1.0.0")
            return crate(request);
        return {.status = request.path == "/index/4/gone" ? 410 : 404};
    }
    Result<std::vector<fs::path>> get(const std::string &sum = "")
    {
        const auto config = cargo::Config::load(
            {.directory = dir.path(), .environment = {{"CARGO_HOME", toUtf8(dir.path() / "home")}}});
        EXPECT_OK(config);
        Sources sources(*config, access);
        const std::string source = "sparse+" + server->url() + "/index/";
        CY_TRY(const auto versions, sources.versions("a", source));
        if (versions.size() != 1)
            return fail(ErrorCode::NotFound, std::format("{} versions", versions.size()));
        CY_TRY(const auto none, sources.versions("none", source));
        EXPECT_TRUE(none.empty());
        return sources.directories({{"a", cargo::Version::parse("1.0.0").value(), source, sum}});
    }

    std::string content, checksum;
    std::function<HttpAnswer(const HttpRequest &)> crate = [this](const HttpRequest &request) {
        return rangedAnswer(request, content);
    };
    std::unique_ptr<HttpServer> server;
    Access access;
};

TEST_F(SparseRegistry, IsReadOnceAndThenKept)
{
    const auto first = get();
    ASSERT_OK(first);
    EXPECT_TRUE(fs::exists(first->front() / "Cargo.toml"));
    const auto again = get();
    ASSERT_OK(again);
    int crates = 0;
    int unchanged = 0;
    for (const auto &request : server->requests()) {
        crates += request.path.starts_with("/crates");
        unchanged += request.headers.contains("if-none-match");
    }
    EXPECT_EQ(crates, 1);
    EXPECT_GE(unchanged, 1);
    const auto asked = server->requests().size();
    access.offline = true;
    EXPECT_OK(get());
    EXPECT_EQ(server->requests().size(), asked);
    access.cache = dir.path() / "other";
    EXPECT_FALSE(get());
}

TEST_F(SparseRegistry, GoesOnWhereTheServerStoppedInTheMiddle)
{
    bool stopped = false;
    crate = [&](const HttpRequest &request) {
        auto answer = rangedAnswer(request, content);
        if (!request.headers.contains("range"))
            answer.cutAfter = content.size() / 2;
        stopped = stopped || answer.cutAfter;
        return answer;
    };
    EXPECT_OK(get());
    EXPECT_TRUE(stopped);
}

TEST_F(SparseRegistry, AWrongArchiveIsRefusedAndNotKept)
{
    crate = [](const HttpRequest &) { return HttpAnswer{.body = "something else"}; };
    const auto wrong = get();
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, testing::HasSubstr(checksum));
    EXPECT_THAT(wrong.error().message, testing::HasSubstr(sha256("something else")));
    crate = [this](const HttpRequest &request) { return rangedAnswer(request, content); };
    EXPECT_OK(get());
    crate = [](const HttpRequest &) { return HttpAnswer{.status = 403}; };
    access.cache = dir.path() / "third";
    EXPECT_EQ(get().error().code, ErrorCode::NotFound);
}

TEST_F(SparseRegistry, TwoCanUseTheCacheAtOnce)
{
    std::vector<std::thread> both;
    std::atomic<int> done = 0;
    for (int i = 0; i < 4; ++i)
        both.emplace_back([&] { done += get().has_value(); });
    for (auto &one : both)
        one.join();
    EXPECT_EQ(done, 4);
    int crates = 0;
    for (const auto &request : server->requests())
        crates += request.path.starts_with("/crates");
    EXPECT_EQ(crates, 1);
}

// What was told, one event after another: "Started TEXT", "Line TEXT", ...
class Ear : public activity::Sink {
public:
    void take(const activity::Event &event) override
    {
        using Kind = activity::Event::Kind;
        using Outcome = activity::Event::Outcome;
        const std::string kind = event.kind == Kind::Started    ? "Started "
                                 : event.kind == Kind::Line     ? "Line "
                                 : event.kind == Kind::Finished ? "Finished "
                                                                : "";
        const std::string end = event.outcome == Outcome::Done        ? "done"
                                : event.outcome == Outcome::Cancelled ? "cancelled"
                                                                      : "failed";
        if (!kind.empty())
            heard.push_back(kind + (event.kind == Kind::Finished ? end : event.text));
    }
    std::vector<std::string> heard;
};

TEST(FetchActivity, SaysInWordsHowFarItIs)
{
    EXPECT_EQ(shownProgress({}), "");
    EXPECT_EQ(shownProgress({.said = "Counting objects: 40% (4/10)"}), "Counting objects: 40% (4/10)");
    EXPECT_EQ(shownProgress({.said = "Total 10", .objects = 4, .expected = 10, .bytes = 1'500'000}),
              "4 of 10 objects, 1.5 MB");
    EXPECT_EQ(shownProgress({.objects = 10, .expected = 10, .bytes = 2000, .deltas = 3, .deltasInAll = 7}),
              "10 objects, 2.0 kB; 3 of 7 deltas are resolved");
}

TEST(FetchActivity, SpeaksNowAndThenAndAlwaysOfItsEnd)
{
    const auto ear = std::make_shared<Ear>();
    activity::Reporter reporter(ear);
    const Access access{.cache = {}, .reporter = &reporter};
    {
        FetchActivity activity(access, "Fetching it");
        const auto watcher = activity.watcher();
        watcher({.said = "Counting"});
        watcher({.said = "Counting"}); // nothing new
        for (std::uint64_t i = 1; i <= 100'000; ++i)
            watcher({.said = "Counting", .objects = i, .expected = 100'000, .bytes = i * 1000});
        activity.end(Result<int>(1));
    }
    EXPECT_EQ(ear->heard.front(), "Started Fetching it");
    EXPECT_EQ(ear->heard[1], "Line Counting");
    EXPECT_EQ(ear->heard[2], "Line 1 of 100000 objects, 1.0 kB");
    EXPECT_LT(ear->heard.size(), 120U);
    EXPECT_EQ(ear->heard.back(), "Finished done");
    {
        const FetchActivity left(access, "Fetching more");
    }
    EXPECT_EQ(ear->heard.back(), "Finished cancelled");
    // Where nobody listens, nothing happens.
    const Access quiet;
    FetchActivity nobody(quiet, "x");
    nobody.watcher()({.objects = 1, .expected = 2, .bytes = 1});
    nobody.end(Result<void>(fail(ErrorCode::Io, "it failed")));
}

TEST(GitSource, ReferencesHaveTheirKind)
{
    EXPECT_EQ(parseGitReference("tag=v1").kind, remote::GitReference::Kind::Tag);
    EXPECT_EQ(parseGitReference("branch=b/c").name, "b/c");
    EXPECT_EQ(parseGitReference("").kind, remote::GitReference::Kind::Default);
}

TEST(GitSource, ACheckoutIsKnownByItsPlace)
{
    const fs::path cache = "/store/crates";
    const fs::path checkout = cache / "git" / "checkouts" / "name-0123" / "4567";
    EXPECT_EQ(checkoutAround(checkout / "deep" / "er", cache), checkout);
    EXPECT_EQ(checkoutAround(checkout, cache), checkout);
    EXPECT_EQ(checkoutAround(checkout.parent_path(), cache), fs::path());
    EXPECT_EQ(checkoutAround("/elsewhere/git/checkouts/name-0123/4567", cache), fs::path());
}

TEST(GitDependency, IsFetchedIntoTheCacheAndReadOffline)
{
    if (!findProgram("git"))
        GTEST_SKIP() << "there is no git on PATH";
    const TempDir dir;
    const auto repository = dir.path() / "repository";
    dir.write("repository/Cargo.toml",
              "[package]\nname = \"outer\"\nversion = \"0.1.0\"\n[dependencies]\ninner = { path = \"inner\" }\n");
    dir.write("repository/inner/Cargo.toml", "[package]\nname = \"inner\"\nversion = \"0.2.0\"\n");
    for (const std::vector<std::string> &words :
         {std::vector<std::string>{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "x"}}) {
        std::vector<std::string> all{"-c", "user.name=T", "-c", "user.email=t@example.org"};
        all.insert(all.end(), words.begin(), words.end());
        ASSERT_OK(process::outputOf({.program = "git", .arguments = all, .directory = repository}));
    }
    const auto config =
        cargo::Config::load({.directory = dir.path(), .environment = {{"CARGO_HOME", toUtf8(dir.path() / "home")}}});
    ASSERT_OK(config);
    const std::string source = cargo::gitSource(toUtf8(repository), "");
    std::string fixed;
    const auto ear = std::make_shared<Ear>();
    activity::Reporter reporter(ear);
    for (const bool offline : {false, true}) {
        Sources sources(*config, {.cache = dir.path() / "cache", .offline = offline});
        sources.watch({}, {}, &reporter);
        const auto outer = sources.versions("outer", source);
        ASSERT_OK(outer);
        ASSERT_EQ(outer->size(), 1U);
        EXPECT_EQ(outer->front()->dependencies[0].source, source);
        EXPECT_TRUE(outer->front()->source.starts_with(source + "#"));
        fixed = outer->front()->source;
        const auto places = sources.directories({{"inner", cargo::Version::parse("0.2.0").value(), fixed, ""}});
        ASSERT_OK(places);
        EXPECT_TRUE(fs::exists(places->front() / "Cargo.toml"));
        EXPECT_EQ(ear->heard.front(), "Started Fetching " + toUtf8(repository));
        EXPECT_EQ(std::ranges::count(ear->heard, "Finished done"), 1); // once, and not offline
    }
}

// Spread over the directories of an index like real names.
std::string crateName(int i)
{
    std::string name;
    for (int rest = i, letter = 0; letter < 4; ++letter, rest /= 26)
        name += static_cast<char>('a' + rest % 26);
    return std::format("{}{}", name, i);
}

// The stream that `git fast-import` reads: an index of that many crates, each with one line.
std::string indexStream(int crates)
{
    const auto file = [](const std::string &path, const std::string &content) {
        return std::format("M 644 inline {}\ndata {}\n{}\n", path, content.size(), content);
    };
    std::string stream = "commit refs/heads/main\ncommitter T <t@example.org> 0 +0000\ndata 1\nx\n" +
                         file("config.json", R"({"dl":"https://crates.example"})");
    for (int i = 0; i < crates; ++i) {
        const std::string name = crateName(i);
        stream +=
            file(indexPath(name),
                 std::format(R"({{"name":"{}","vers":"1.{}.0","deps":[],"cksum":"","features":{{}},"yanked":false}})",
                             name, i));
    }
    return stream;
}

// CROSSYARD_INDEX_CRATES makes it as large as crates.io's.
TEST(GitIndex, IsReadByNeedFromTheObjectDatabase)
{
    if (!findProgram("git"))
        GTEST_SKIP() << "there is no git on PATH";
    const TempDir dir;
    const auto repository = dir.path() / "index";
    fs::create_directories(repository);
    const int crates = std::stoi(environmentNotEmpty("CROSSYARD_INDEX_CRATES").value_or("2000"));
    dir.write("stream", indexStream(crates));
    for (const char *words : {"init -q --bare -b main .", "fast-import --quiet < ../stream"})
        ASSERT_OK(process::outputOf(
            {.program = "sh", .arguments = {"-c", std::string("git ") + words}, .directory = repository}));
    const auto config =
        cargo::Config::load({.directory = dir.path(), .environment = {{"CARGO_HOME", toUtf8(dir.path() / "home")}}});
    ASSERT_OK(config);
    const std::string source = "registry+" + toUtf8(repository);
    for (const bool offline : {false, true}) {
        Sources sources(*config, {.cache = dir.path() / "cache", .offline = offline});
        for (const int one : {0, crates / 2, crates - 1}) {
            const auto found = sources.versions(crateName(one), source);
            ASSERT_OK(found);
            ASSERT_EQ(found->size(), 1U);
            EXPECT_EQ(found->front()->version.minor, static_cast<unsigned>(one));
        }
        EXPECT_TRUE(sources.versions("none", source)->empty());
    }
    Sources other(*config, {.cache = dir.path() / "empty", .offline = true});
    EXPECT_EQ(other.versions(crateName(0), source).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace crossyard::registry
