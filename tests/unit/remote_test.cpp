// SPDX-License-Identifier: MIT OR Apache-2.0
// The plugin: transfers over HTTP, git, and what happens where it is not there.
#include "remote/remote.h"
#include "support/http_server.h"

#include <QCoreApplication>

#include <cstdio>
#include <format>

namespace crossyard::remote {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using test::HttpServer;
using test::rangedAnswer;
using test::TempDir;

const Settings quick{.silenceMs = 1000, .retries = 2, .retryDelayMs = 1};

Downloader &network()
{
    const auto plugin = remote();
    EXPECT_OK(plugin);
    return (*plugin)->downloader();
}

Result<Response> fetchOne(const Request &request, const Settings &settings = quick, const CancelToken &cancel = {})
{
    return network().fetch({request}, settings, {}, cancel).front();
}

std::string longText()
{
    std::string text;
    for (int i = 0; i < 20000; ++i)
        text += std::format("{:08}\n", i);
    return text;
}

TEST(Remote, FetchesSeveralAtOnceInOrder)
{
    HttpServer server([](const HttpRequest &request) {
        return request.path == "/none" ? HttpAnswer{.status = 404} : HttpAnswer{.body = "at " + request.path};
    });
    std::vector<Request> requests;
    for (int i = 0; i < 20; ++i)
        requests.push_back({.url = std::format("{}/{}", server.url(), i)});
    requests.push_back({.url = server.url() + "/none"});
    const auto answers = network().fetch(requests, quick, {}, {});
    ASSERT_EQ(answers.size(), 21U);
    for (int i = 0; i < 20; ++i) {
        ASSERT_OK(answers[static_cast<std::size_t>(i)]);
        EXPECT_EQ(answers[static_cast<std::size_t>(i)]->body, std::format("at /{}", i));
    }
    ASSERT_OK(answers.back());
    EXPECT_EQ(answers.back()->status, 404);
}

TEST(Remote, GoesOnWhereAConnectionBroke)
{
    const std::string content = longText();
    HttpServer server([&](const HttpRequest &request) {
        auto answer = rangedAnswer(request, content);
        if (!request.headers.contains("range"))
            answer.cutAfter = content.size() / 2;
        return answer;
    });
    const TempDir dir;
    const fs::path file = dir.path() / "file";
    const auto answer = fetchOne({.url = server.url() + "/x", .file = file});
    ASSERT_OK(answer);
    EXPECT_EQ(readFile(file).value_or(""), content);
    const auto requests = server.requests();
    EXPECT_EQ(requests.back().headers.at("if-range"), "\"one\"");
    const auto range = requests.back().headers.at("range");
    EXPECT_TRUE(range.starts_with("bytes=") && range != "bytes=0-") << range;
}

TEST(Remote, BeginsAnewWhereAServerKnowsNoRanges)
{
    const std::string content = longText();
    int asked = 0;
    HttpServer server([&](const HttpRequest &) {
        HttpAnswer answer{.body = content};
        if (asked++ == 0)
            answer.cutAfter = 1000;
        return answer;
    });
    const TempDir dir;
    ASSERT_OK(fetchOne({.url = server.url() + "/x", .file = dir.path() / "file"}));
    EXPECT_EQ(readFile(dir.path() / "file").value_or(""), content);
}

TEST(Remote, BeginsAnewWhereTheRestIsOfNoUse)
{
    const TempDir dir;
    dir.write("file", std::string(200000, 'x'));
    HttpServer server([&](const HttpRequest &request) { return rangedAnswer(request, "short"); });
    ASSERT_OK(fetchOne({.url = server.url() + "/x", .file = dir.path() / "file"}));
    EXPECT_EQ(readFile(dir.path() / "file").value_or(""), "short");
}

TEST(Remote, TriesAgainAndGivesUpInTheEnd)
{
    int asked = 0;
    HttpServer server([&](const HttpRequest &request) {
        ++asked;
        return request.path == "/later" && asked > 2 ? HttpAnswer{.body = "now"} : HttpAnswer{.status = 503};
    });
    const auto later = fetchOne({.url = server.url() + "/later"});
    ASSERT_OK(later);
    EXPECT_EQ(later->body, "now");
    const auto never = fetchOne({.url = server.url() + "/never"});
    ASSERT_FALSE(never);
    EXPECT_THAT(never.error().message, testing::HasSubstr("503"));
    EXPECT_EQ(asked, 6);
}

TEST(Remote, ASilentServerIsGivenUp)
{
    HttpServer server([](const HttpRequest &) { return HttpAnswer{.body = "never", .silent = true}; });
    Settings settings = quick;
    settings.retries = 0;
    settings.silenceMs = 300;
    const auto answer = fetchOne({.url = server.url() + "/x"}, settings);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Io);
}

TEST(Remote, StopsWhenCancelled)
{
    const CancelToken cancel;
    HttpServer server([&](const HttpRequest &) {
        cancel.cancel();
        return HttpAnswer{.body = "never", .silent = true};
    });
    const auto answer = fetchOne({.url = server.url() + "/x"}, quick, cancel);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Cancelled);
}

TEST(Remote, RefusesWhatIsTooLargeAndTellsSizes)
{
    HttpServer server([](const HttpRequest &) { return HttpAnswer{.body = std::string(5000, 'x')}; });
    const auto large = fetchOne({.url = server.url() + "/x", .limit = 4999});
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::BadInput);
    const auto size = fetchOne({.url = server.url() + "/x", .sizeOnly = true});
    ASSERT_OK(size);
    EXPECT_EQ(size->size, 5000U);
}

TEST(Remote, ReadsLocalFiles)
{
    const TempDir dir;
    const auto file = dir.write("a file", "content");
    const auto read = fetchOne({.url = "file://" + toUtf8(file)});
    ASSERT_OK(read);
    EXPECT_EQ(read->body, "content");
    const auto none = fetchOne({.url = "file://" + toUtf8(file) + ".not"});
    ASSERT_OK(none);
    EXPECT_EQ(none->status, 404);
}

// A repository made with git itself.
class GitWorld : public testing::Test {
protected:
    void SetUp() override
    {
        if (!findProgram("git"))
            GTEST_SKIP() << "there is no git on PATH";
    }
    std::string git(const std::string &name, std::vector<std::string> words)
    {
        words.insert(words.begin(), {"-c", "user.name=T", "-c", "user.email=t@example.org", "-c",
                                     "protocol.file.allow=always", "-c", "init.defaultBranch=main"});
        const auto said = process::outputOf({.program = "git", .arguments = words, .directory = dir.path() / name});
        EXPECT_OK(said);
        return std::string(trim(said.value_or("")));
    }
    static std::string_view trim(std::string_view text) { return text.substr(0, text.find_last_not_of('\n') + 1); }
    void make(const std::string &name)
    {
        fs::create_directories(dir.path() / name);
        git(name, {"init", "-q"});
        commit(name, "first");
    }
    std::string commit(const std::string &name, const std::string &content)
    {
        dir.write(fs::path(name) / "src" / "lib.rs", content);
        git(name, {"add", "-A"});
        git(name, {"commit", "-q", "-m", content});
        return git(name, {"rev-parse", "HEAD"});
    }
    std::string url(const std::string &name) { return toUtf8(dir.path() / name); }

    const TempDir dir;
    Git &lib = remote().value()->git();
};

TEST_F(GitWorld, FetchesBranchesTagsAndRevisions)
{
    using Kind = GitReference::Kind;
    make("one");
    const auto first = git("one", {"rev-parse", "HEAD"});
    git("one", {"tag", "-a", "v1", "-m", "annotated"});
    git("one", {"checkout", "-q", "-b", "other"});
    const auto second = commit("one", "second");
    git("one", {"checkout", "-q", "main"});
    const auto database = dir.path() / "data base";
    const auto fetched = [&](Kind kind, const std::string &name) {
        const auto id = lib.fetch(url("one"), database, {kind, name}, quick, {}, {});
        return id ? *id : id.error().message;
    };
    EXPECT_EQ(fetched(Kind::Default, ""), first);
    EXPECT_EQ(fetched(Kind::Branch, "other"), second);
    EXPECT_EQ(fetched(Kind::Tag, "v1"), first);
    EXPECT_EQ(fetched(Kind::Revision, second.substr(0, 9)), second);
    EXPECT_EQ(fetched(Kind::Revision, second), second);
    EXPECT_EQ(lib.resolve(database, {Kind::Branch, "other"}).value_or(""), second);
    const auto none = lib.fetch(url("one"), database, {Kind::Branch, "missing"}, quick, {}, {});
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, testing::HasSubstr("missing"));
    const auto tree = lib.open(database, {Kind::Branch, "other"});
    ASSERT_OK(tree);
    EXPECT_EQ((*tree)->read("src/lib.rs").value(), "second");
    EXPECT_EQ((*tree)->read("src/none.rs").value(), std::nullopt);
}

TEST_F(GitWorld, ChecksOutWithSubmodules)
{
    make("inner");
    make("outer");
    git("outer", {"submodule", "-q", "add", "../inner", "deps/inner"});
    const auto head = commit("outer", "with it");
    const auto database = dir.path() / "db";
    ASSERT_OK(lib.fetch(url("outer"), database, {}, quick, {}, {}));
    const auto place = dir.path() / "out";
    ASSERT_OK(lib.checkout(database, url("outer"), head, place, quick, {}));
    EXPECT_EQ(readFile(place / "src" / "lib.rs").value_or(""), "with it");
    EXPECT_EQ(readFile(place / "deps" / "inner" / "src" / "lib.rs").value_or(""), "first");
}

TEST_F(GitWorld, TellsHowFarAFetchIs)
{
    make("one");
    GitProgress last;
    std::uint64_t told = 0;
    const auto watch = [&](const GitProgress &progress) {
        EXPECT_GE(progress.objects, last.objects);
        last = progress;
        ++told;
    };
    ASSERT_OK(lib.fetch(url("one"), dir.path() / "db", {}, quick, watch, {}));
    EXPECT_GT(told, 0U);
    EXPECT_GE(last.expected, 3U); // a commit, trees, a file
    EXPECT_EQ(last.objects, last.expected);
}

TEST_F(GitWorld, StopsInTheMiddleWhenCancelled)
{
    make("one");
    const CancelToken cancel;
    const auto came = lib.fetch(
        url("one"), dir.path() / "db", {}, quick, [&](const auto &) { cancel.cancel(); }, cancel);
    ASSERT_FALSE(came);
    EXPECT_EQ(came.error().code, ErrorCode::Cancelled);
    EXPECT_OK(lib.fetch(url("one"), dir.path() / "db", {}, quick, {}, {})); // what is left over is in nobody's way
}

TEST_F(GitWorld, AMissingServerAndCancellingAreErrors)
{
    const auto gone = lib.fetch(toUtf8(dir.path() / "gone"), dir.path() / "db", {}, quick, {}, {});
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::Io);
    make("one");
    const CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(lib.fetch(url("one"), dir.path() / "db", {}, quick, {}, cancel).error().code, ErrorCode::Cancelled);
}

const test::Role load("load", [](const fs::path &) {
    const auto plugin = remote();
    std::puts(plugin ? "loaded" : describe(plugin.error()).c_str());
});

TEST(Remote, WhereItIsMissingTheErrorNamesTheFile)
{
    const TempDir dir;
    const auto said = [&](const fs::path &file) {
        const auto output =
            process::outputOf({.program = fromUtf8(QCoreApplication::applicationFilePath().toStdString()),
                               .arguments = {"--role", "load", "x"},
                               .environment = {{"CROSSYARD_REMOTE", toUtf8(file)}}});
        return output ? *output : output.error().message;
    };
    const auto none = dir.path() / "none.so";
    EXPECT_THAT(said(none), testing::HasSubstr("the part for the network is missing: " + toUtf8(none)));
    const auto other = dir.write("other.so", "no library");
    EXPECT_THAT(said(other), testing::HasSubstr("the part for the network cannot be loaded: " + toUtf8(other)));
}

} // namespace
} // namespace crossyard::remote
