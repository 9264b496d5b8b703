// SPDX-License-Identifier: MIT OR Apache-2.0
// The ways to servers: proxies and certificates by configuration and variables, held against what cargo does; and what
// is cut off by the user.
#include "base/strings.h"
#include "crate_world.h"
#include "support/git_answer.h"
#include "support/proxy_server.h"
#include "support/test_certificates.h"

#include <QProcess>

#include <csignal>
#include <format>

namespace crossyard {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using test::HttpServer;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::optional<std::string>>;

// One way to say it; PROXY (as a URL), ADDRESS (of the same) and CA stand for the test's own.
struct Case {
    const char *name;
    Environment variables = {};
    std::string config = {}; // of cargo
    std::string gits = {};
};

class Ways : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                    "[dependencies]\nleaf = \"1\"\n");
        project.write("src/main.rs", "fn main() { leaf::leaf(); }\n");
    }

    static void addLeaf(test::CrateWorld &world) { world.add({"leaf", "1.0.0", {}, "pub fn leaf() {}\n"}); }

    // What nobody says but the case.
    Environment environment(const Case &one, const std::map<std::string, std::string> &stands, const std::string &more)
    {
        const auto filled = [&](std::string text) {
            for (const auto &[what, by] : stands)
                text = replaceAll(text, what, by);
            return text;
        };
        Environment all{{"CARGO_HOME", toUtf8(home.path())}, {"XDG_CONFIG_HOME", toUtf8(home.path() / "xdg")}};
        for (const char *name :
             {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
              "NO_PROXY", "CARGO_HTTP_PROXY", "CARGO_HTTP_CAINFO", "SSL_CERT_FILE", "SSL_CERT_DIR"})
            all[name] = std::nullopt;
        for (const auto &[name, value] : one.variables)
            all[name] = value ? std::optional(filled(*value)) : std::nullopt;
        home.write("config.toml", filled(one.config) + more);
        home.write("xdg/git/config", filled(one.gits));
        return all;
    }
    process::Finished ours(const std::string &index, const Environment &variables)
    {
        fs::remove_all(store.path() / "crates");
        return test::bootstrapRun({"--download", "--crate-index", index}, store.path(), project.path(), variables);
    }
    process::Finished cargos(const Environment &variables)
    {
        for (const char *kept : {"registry", "Cargo.lock"})
            fs::remove_all(home.path() / kept);
        fs::remove(project.path() / "Cargo.lock");
        auto all = variables;
        all["RUSTC"] = toUtf8(test::realToolchain().rustc);
        const auto run = process::run({.program = test::realToolchain().cargo,
                                       .arguments = {"fetch"},
                                       .directory = project.path(),
                                       .environment = all});
        fs::remove(project.path() / "Cargo.lock");
        EXPECT_OK(run);
        return run ? *run : process::Finished{};
    }
    static std::map<std::string, std::string> ways(const test::ProxyServer &proxy)
    {
        return {{"PROXY", proxy.url()}, {"ADDRESS", proxy.address()}};
    }
    static std::string sourceOf(const std::string &index)
    {
        return std::format("\n[net]\nretry = 0\n[source.crates-io]\nreplace-with = \"there\"\n[source.there]\n"
                           "registry = \"{}\"\n",
                           index);
    }

    test::TempDir project;
    test::TempDir store;
    test::TempDir home;
};

TEST_F(Ways, leadThroughProxiesWhereThoseOfCargoDo)
{
    test::CrateWorld world;
    addLeaf(world);
    const std::vector<Case> cases{
        {.name = "nothing"},
        {.name = "the configuration", .config = "[http]\nproxy = \"PROXY\"\n"},
        {.name = "its variable", .variables = {{"CARGO_HTTP_PROXY", "PROXY"}}},
        {.name = "git's configuration", .gits = "[http]\n\tproxy = PROXY\n"},
        {.name = "http_proxy", .variables = {{"http_proxy", "PROXY"}}},
        {.name = "HTTP_PROXY, which is not counted", .variables = {{"HTTP_PROXY", "PROXY"}}},
        {.name = "of another scheme", .variables = {{"https_proxy", "PROXY"}}},
        {.name = "ALL_PROXY", .variables = {{"ALL_PROXY", "PROXY"}}},
        {.name = "excepted", .variables = {{"http_proxy", "PROXY"}, {"NO_PROXY", "x.example, 127.0.0.1"}}},
        {.name = "excepted from the configuration's",
         .variables = {{"no_proxy", "127.0.0.1"}},
         .config = "[http]\nproxy = \"PROXY\"\n"},
        {.name = "none", .variables = {{"http_proxy", "PROXY"}}, .config = "[http]\nproxy = \"\"\n"},
        {.name = "cargo's before git's",
         .config = "[http]\nproxy = \"PROXY\"\n",
         .gits = "[http]\n\tproxy = http://127.0.0.1:1\n"},
        {.name = "SOCKS", .config = "[http]\nproxy = \"socks5://ADDRESS\"\n"},
        {.name = "SOCKS, where it looks for names", .variables = {{"http_proxy", "socks5h://ADDRESS"}}},
    };
    int used = 0;
    for (const auto &one : cases) {
        const test::ProxyServer forCargo(world.port());
        const auto cargo = cargos(environment(one, ways(forCargo), sourceOf(world.sparse())));
        ASSERT_EQ(cargo.exitCode, 0) << one.name << '\n' << cargo.errors;
        const test::ProxyServer forUs(world.port());
        const auto run = ours(world.sparse(), environment(one, ways(forUs), ""));
        EXPECT_EQ(run.exitCode, 0) << one.name << '\n' << run.errors;
        EXPECT_EQ(forUs.requests().empty(), forCargo.requests().empty()) << one.name;
        used += !forUs.requests().empty();
    }
    EXPECT_EQ(used, 8);
}

TEST_F(Ways, leadToServersWhoseCaIsNamed)
{
    NEEDS_TLS();
    const test::TestCertificates certificates;
    test::CrateWorld world(certificates.server());
    addLeaf(world);
    const std::vector<Case> cases{
        {.name = "nothing"},
        {.name = "the configuration", .config = "[http]\ncainfo = \"CA\"\n"},
        {.name = "its variable", .variables = {{"CARGO_HTTP_CAINFO", "CA"}}},
        {.name = "SSL_CERT_FILE", .variables = {{"SSL_CERT_FILE", "CA"}}},
    };
    for (const auto &one : cases) {
        const auto variables = environment(one, {{"CA", toUtf8(certificates.ca())}}, sourceOf(world.sparse()));
        const auto run = ours(world.sparse(), variables);
        // Some cargos honour OpenSSL's variables, and some do not.
        if (!one.variables.contains("SSL_CERT_FILE")) {
            const auto cargo = cargos(variables);
            EXPECT_EQ(run.exitCode == 0, cargo.exitCode == 0) << one.name << '\n' << run.errors << cargo.errors;
        }
        if (std::string_view(one.name) != "nothing") {
            EXPECT_EQ(run.exitCode, 0) << one.name << '\n' << run.errors;
            continue;
        }
        EXPECT_EQ(run.exitCode, 1);
        EXPECT_THAT(run.errors, HasSubstr("the server's certificate is not trusted"));
        EXPECT_THAT(run.errors, HasSubstr("http.cainfo"));
    }
}

// The program, stopped by Ctrl-C as soon as something has happened.
class Stopped : public Ways {
protected:
    // What it said.
    std::string stop(const Words &words, const std::function<bool()> &happened)
    {
        // Whoever waits for the server's word waits for an hour.
        project.write("config.toml", "[http]\ntimeout = 3600\n");
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CROSSYARD_HOME"), QString::fromStdString(toUtf8(store.path())));
        environment.insert(QStringLiteral("CARGO_HOME"), QString::fromStdString(toUtf8(home.path())));
        environment.insert(QStringLiteral("no_proxy"), QStringLiteral("*"));
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(QString::fromStdString(toUtf8(project.path())));
        QStringList all{QStringLiteral("bootstrap"), QStringLiteral("--config"), QStringLiteral("config.toml"),
                        QStringLiteral("--toolchain"), QString::fromStdString(toUtf8(test::realToolchain().rustc))};
        for (const auto &word : words)
            all.push_back(QString::fromStdString(word));
        program.start(QString::fromStdString(toUtf8(test::crossyardProgram())), all);
        EXPECT_TRUE(program.waitForStarted());
        while (program.state() == QProcess::Running && !happened()) // the test's own time limit ends it
            program.waitForFinished(20);
        if (program.state() != QProcess::Running) {
            ADD_FAILURE() << "it ended by itself: " << program.readAllStandardError().toStdString();
            return {};
        }
        ::kill(static_cast<pid_t>(program.processId()), SIGINT);
        EXPECT_TRUE(program.waitForFinished(30'000)) << "it goes on waiting";
        EXPECT_EQ(program.exitCode(), 130);
        return program.readAllStandardError().toStdString();
    }
    bool isKept(std::string_view ending) const
    {
        std::error_code error; // files may vanish meanwhile
        for (fs::recursive_directory_iterator it(store.path(), error), end; !error && it != end; it.increment(error)) {
            if (toUtf8(it->path()).ends_with(ending))
                return true;
        }
        return false;
    }
};

TEST_F(Stopped, inADownloadNothingHalfIsTakenForDone)
{
    test::CrateWorld world;
    world.add({"leaf", "1.0.0", {}, "pub fn leaf() {}\n" + std::string(100'000, '\n')});
    world.answers = [&](const std::string &title, const HttpRequest &request) {
        auto answer = test::rangedAnswer(request, readFile(world.archive(title)).value());
        answer.silent = true;
        answer.cutAfter = answer.body.size() / 2;
        return std::optional(answer);
    };
    const Words words{"--crate-index", world.sparse()};
    stop(words, [&] { return !world.fetched().empty() && isKept(".crate.part"); });
    EXPECT_FALSE(isKept("leaf-1.0.0.crate"));
    EXPECT_FALSE(isKept("lib.rs"));
    world.answers = {};
    const auto next = test::bootstrapRun(words, store.path(), project.path(), {{"no_proxy", "*"}});
    EXPECT_EQ(next.exitCode, 0) << next.errors;
}

TEST_F(Stopped, whereAnIndexSaysNothing)
{
    std::atomic<bool> asked = false;
    HttpServer silent([&](const HttpRequest &) {
        asked = true;
        return HttpAnswer{.body = "x", .silent = true};
    });
    const Words words{"--crate-index", "sparse+" + silent.url() + "/"};
    stop(words, [&] { return asked.load(); });
    project.write("Cargo.lock", "version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = "
                                "[\"leaf\"]\n[[package]]\nname = \"leaf\"\nversion = \"1.0.0\"\nsource = "
                                "\"registry+https://github.com/rust-lang/crates.io-index\"\n");
    asked = false;
    stop(words, [&] { return asked.load(); });
}

TEST_F(Stopped, inACloneNothingHalfIsTakenForDone)
{
    if (!findProgram("git"))
        GTEST_SKIP() << "there is no git on PATH";
    const test::TempDir served;
    served.write("one/Cargo.toml", "[package]\nname = \"one\"\nversion = \"0.1.0\"\n");
    served.write("one/src/main.rs", "fn main() {}\n");
    for (const char *words : {"init -q", "add -A", "commit -q -m x"})
        test::gitRun(splitWhitespace(words), served.path() / "one");
    std::atomic<bool> asked = false;
    std::atomic<bool> hangs = true;
    HttpServer server([&](const HttpRequest &request) {
        auto answer = test::gitAnswer(request, served.path());
        if (hangs && test::asksForPack(request)) {
            answer.silent = true;
            answer.cutAfter = answer.body.size() / 2;
            asked = true;
        }
        return answer;
    });
    const Words words{server.url() + "/one", "--dry-run"};
    stop(words, [&] { return asked.load(); });
    EXPECT_FALSE(isKept("Cargo.toml"));
    hangs = false;
    const auto next = test::bootstrapRun(words, store.path(), project.path(), {{"no_proxy", "*"}});
    EXPECT_EQ(next.exitCode, 0) << next.errors;
}

// As a dependency, and with what to do.
TEST_F(Stopped, notByTheUserButByAServerOfGitThatHangsUp)
{
    if (!findProgram("git"))
        GTEST_SKIP() << "there is no git on PATH";
    const test::TempDir served;
    served.write("leaf/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.0.0\"\n");
    served.write("leaf/src/lib.rs", "pub fn leaf() {}\n");
    for (const char *words : {"init -q", "add -A", "commit -q -m x"})
        test::gitRun(splitWhitespace(words), served.path() / "leaf");
    std::atomic<bool> cuts = true;
    HttpServer server([&](const HttpRequest &request) {
        auto answer = test::gitAnswer(request, served.path());
        if (cuts && test::asksForPack(request))
            answer.cutAfter = answer.body.size() / 2;
        return answer;
    });
    const std::string url = server.url() + "/leaf";
    project.write("Cargo.toml", std::format("[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                            "[dependencies]\nleaf = {{ git = \"{}\" }}\n",
                                            url));
    const auto run = [&] {
        return test::bootstrapRun({"--config", "net.retry=1"}, store.path(), project.path(), {{"no_proxy", "*"}});
    };
    const auto cut = run();
    EXPECT_EQ(cut.exitCode, 1);
    EXPECT_THAT(cut.errors, HasSubstr(url + " cannot be fetched"));
    EXPECT_THAT(cut.errors, HasSubstr("try again later"));
    EXPECT_FALSE(isKept("lib.rs"));
    cuts = false;
    const auto next = run();
    EXPECT_EQ(next.exitCode, 0) << next.errors;
}

} // namespace
} // namespace crossyard
