// SPDX-License-Identifier: MIT OR Apache-2.0
// git over HTTP: proxies and certificates as for everything else, and servers that break off, hang, or are none.
#include "remote/remote.h"
#include "support/git_answer.h"
#include "support/proxy_server.h"
#include "support/test_certificates.h"

#include <format>
#include <random>

namespace crossyard::remote {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using test::HttpServer;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = GitReference::Kind;

class GitHttp : public testing::Test {
protected:
    void SetUp() override
    {
        if (!findProgram("git"))
            GTEST_SKIP() << "there is no git on PATH";
        fs::create_directories(dir.path() / "served" / "one");
        git({"init", "-q"});
        commit("first");
        start();
    }

    std::string git(std::vector<std::string> words)
    {
        words.insert(words.begin(), {"-c", "user.name=T", "-c", "user.email=t@example.org"});
        const auto said =
            process::outputOf({.program = "git", .arguments = words, .directory = dir.path() / "served" / "one"});
        EXPECT_OK(said);
        return said ? said->substr(0, said->find('\n')) : "";
    }
    // Large enough that its pack does not come at once.
    std::string commit(const std::string &name)
    {
        std::mt19937 random(static_cast<unsigned>(name.size()));
        std::string noise;
        for (int i = 0; i < 300'000; ++i)
            noise += static_cast<char>(random() % 251);
        dir.write("served/one/noise", noise);
        dir.write("served/one/name", name);
        git({"add", "-A"});
        git({"commit", "-q", "-m", name});
        return git({"rev-parse", "HEAD"});
    }

    void start(std::optional<test::ServerIdentity> identity = {})
    {
        server = std::make_unique<HttpServer>(
            [this](const HttpRequest &request) {
                auto answer = test::gitAnswer(request, dir.path() / "served");
                return misfortune ? misfortune(request, std::move(answer)) : answer;
            },
            std::move(identity));
    }

    Result<std::string> fetch(const std::string &url, const GitReference &reference = {},
                              const CancelToken &cancel = {})
    {
        return remote().value()->git().fetch(url, database(), reference, settings, {}, cancel);
    }
    Result<std::string> fetch() { return fetch(url()); }
    std::string url() const { return server->url() + "/one"; }
    fs::path database() const { return dir.path() / "data base"; }
    // Locks and parts of packs.
    std::vector<std::string> halves() const
    {
        std::vector<std::string> found;
        std::error_code none; // nothing was fetched yet
        for (fs::recursive_directory_iterator it(database(), none), end; !none && it != end; it.increment(none)) {
            const auto name = toUtf8(it->path().filename());
            if (name.ends_with(".lock") || name.contains("_git2_"))
                found.push_back(name);
        }
        return found;
    }
    // After the misfortune all is well, and nothing was left of it.
    void goesOn()
    {
        EXPECT_THAT(halves(), IsEmpty());
        misfortune = {};
        const auto fetched = fetch();
        ASSERT_OK(fetched);
        EXPECT_EQ(*fetched, git({"rev-parse", "HEAD"}));
        const auto tree = remote().value()->git().open(database(), {});
        ASSERT_OK(tree);
        EXPECT_EQ((*tree)->read("noise").value().value_or("").size(), 300'000U);
    }

    const test::TempDir dir;
    std::function<HttpAnswer(const HttpRequest &, HttpAnswer)> misfortune;
    Settings settings{.proxies = {.all = ""}, .silenceMs = 5000, .retries = 1, .retryDelayMs = 1};
    std::unique_ptr<HttpServer> server; // asks for the others: it ends first
};

TEST_F(GitHttp, BringsWhatIsNewAndNoMore)
{
    goesOn();
    commit("the second one");
    goesOn();
    git({"branch", "feature/x"});
    EXPECT_OK(fetch(url() + "/", {Kind::Branch, "feature/x"}));
    const auto none = fetch(url(), {Kind::Branch, "none"});
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("none"));
}

TEST_F(GitHttp, GoesThroughProxiesAndTrustsWhatIsSet)
{
    {
        test::ProxyServer proxy(server->port());
        settings.proxies = {.http = proxy.url()};
        EXPECT_OK(fetch("http://git.example/one"));
        EXPECT_THAT(proxy.requests(), Each(HasSubstr(" http://git.example/one/")));
        EXPECT_EQ(proxy.requests().size(), 2U);
    }
    NEEDS_TLS();
    const test::TestCertificates certificates;
    start(certificates.server());
    test::ProxyServer proxy(server->port());
    settings.proxies = {.https = proxy.url()};
    commit("the second one");
    const auto untrusted = fetch("https://crates.example/one");
    ASSERT_FALSE(untrusted);
    EXPECT_THAT(untrusted.error().message, HasSubstr("the server's certificate is not trusted"));
    EXPECT_EQ(proxy.requests().size(), 1U) << "another try would see the same certificate";
    settings.caFile = certificates.ca();
    EXPECT_OK(fetch("https://crates.example/one"));
    EXPECT_THAT(proxy.requests(), Each("CONNECT crates.example:443"));
}

TEST_F(GitHttp, AServerThatHangsUpInTheMiddleIsTold)
{
    for (const bool pack : {true, false}) {
        misfortune = [&](const HttpRequest &request, HttpAnswer answer) {
            if (test::asksForPack(request) == pack)
                answer.cutAfter = answer.body.size() / 2;
            return answer;
        };
        const auto cut = fetch();
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error().code, ErrorCode::Io);
        EXPECT_THAT(cut.error().message, HasSubstr(url() + " cannot be fetched"));
        EXPECT_THAT(cut.error().hint, HasSubstr("try again"));
    }
    EXPECT_FALSE(remote().value()->git().resolve(database(), {})) << "what is not there whole is not there";
    goesOn();
}

TEST_F(GitHttp, AServerThatHangsIsGivenUpAndOneThatIsBackIsTakenAgain)
{
    settings.silenceMs = 300;
    settings.retries = 0;
    misfortune = [&](const HttpRequest &request, HttpAnswer answer) {
        answer.silent = test::asksForPack(request);
        answer.cutAfter = answer.silent ? std::optional(answer.body.size() / 2) : std::nullopt;
        return answer;
    };
    const auto hung = fetch();
    ASSERT_FALSE(hung);
    EXPECT_THAT(hung.error().message, HasSubstr(url() + " cannot be fetched: the server says nothing for 0.3 seconds"));
    settings.silenceMs = 5000;
    settings.retries = 2;
    int asked = 0;
    misfortune = [&](const HttpRequest &, HttpAnswer answer) {
        return ++asked < 3 ? HttpAnswer{.status = 503} : answer;
    };
    EXPECT_OK(fetch());
    goesOn();
}

TEST_F(GitHttp, StopsAtOnceWhenCancelled)
{
    settings.silenceMs = 3'600'000; // whoever waits for that fails by the time that a test may take
    for (const bool pack : {false, true}) {
        const CancelToken cancel;
        misfortune = [&](const HttpRequest &request, HttpAnswer answer) {
            if (test::asksForPack(request) == pack) {
                cancel.cancel();
                answer.silent = true;
                answer.cutAfter = answer.body.size() / 2;
            }
            return answer;
        };
        const auto stopped = fetch(url(), {}, cancel);
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    }
    settings.silenceMs = 5000;
    goesOn();
}

TEST_F(GitHttp, WhatIsNoRepositoryIsSaidOnce)
{
    std::map<std::string, ErrorCode> codes;
    misfortune = [](const HttpRequest &request, const HttpAnswer &answer) {
        if (request.path.starts_with("/page"))
            return HttpAnswer{.body = "<html>", .headers = {{"Content-Type", "text/html"}}};
        return request.path.starts_with("/closed") ? HttpAnswer{.status = 401} : answer;
    };
    for (const char *name : {"none", "page", "closed"}) {
        const auto asked = server->requests().size();
        const auto fetched = fetch(server->url() + "/" + name);
        ASSERT_FALSE(fetched);
        codes[name] = fetched.error().code;
        EXPECT_THAT(fetched.error().message, HasSubstr(server->url() + "/" + name));
        EXPECT_EQ(server->requests().size(), asked + 1);
    }
    EXPECT_EQ(codes,
              (std::map<std::string, ErrorCode>{
                  {"none", ErrorCode::NotFound}, {"page", ErrorCode::NotFound}, {"closed", ErrorCode::Unsupported}}));
}

TEST_F(GitHttp, FollowsWhereTheRepositoryMoved)
{
    misfortune = [&](const HttpRequest &request, HttpAnswer answer) {
        if (!request.path.starts_with("/old/"))
            return answer;
        return HttpAnswer{.status = 301, .headers = {{"Location", url() + request.path.substr(4)}}};
    };
    EXPECT_OK(fetch(server->url() + "/old"));
    EXPECT_EQ(server->requests().back().path, "/one/git-upload-pack");
}

TEST_F(GitHttp, WhatAProcessLeftThatDiedIsNoObstacle)
{
    goesOn();
    for (const char *file : {"HEAD.lock", "config.lock", "refs/crossyard/HEAD.lock", "objects/pack/pack_git2_1a2b3c"})
        dir.write(fs::path("data base") / file, "half");
    commit("the second one");
    EXPECT_OK(fetch());
    goesOn();
}

// libgit2 itself waits there.
TEST_F(GitHttp, AServerOfItsOwnProtocolThatHangsIsGivenUp)
{
    settings.silenceMs = 300;
    settings.retries = 0;
    const auto hung = fetch(std::format("git://127.0.0.1:{}/one", server->port()));
    ASSERT_FALSE(hung);
    EXPECT_EQ(hung.error().code, ErrorCode::Io);
    EXPECT_THAT(hung.error().message, HasSubstr("git://127.0.0.1"));
}

TEST_F(GitHttp, ASubmoduleThatCannotBeFetchedIsNamed)
{
    const auto inner = server->url() + "/missing";
    dir.write("served/one/.gitmodules", std::format("[submodule \"inner\"]\n\tpath = inner\n\turl = {}\n", inner));
    git({"update-index", "--add", "--cacheinfo", "160000," + git({"rev-parse", "HEAD"}) + ",inner"});
    git({"add", ".gitmodules"});
    git({"commit", "-q", "-m", "with it"});
    const auto head = fetch();
    ASSERT_OK(head);
    const auto done = remote().value()->git().checkout(database(), url(), *head, dir.path() / "out", settings, {});
    ASSERT_FALSE(done);
    EXPECT_THAT(describe(done.error()), HasSubstr(inner));
    EXPECT_THAT(describe(done.error()), HasSubstr("submodule inner"));
}

} // namespace
} // namespace crossyard::remote
