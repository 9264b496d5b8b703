// SPDX-License-Identifier: MIT OR Apache-2.0
// Transfers through proxies, and over TLS with certificates of the test's own.
#include "remote/remote.h"
#include "support/proxy_server.h"
#include "support/test_certificates.h"

#include <format>

namespace crossyard::remote {
namespace {

using test::HttpAnswer;
using test::HttpRequest;
using test::HttpServer;
using test::ProxyServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Result<Response> fetchOne(const std::string &url, const Settings &settings)
{
    const auto plugin = remote();
    EXPECT_OK(plugin);
    return (*plugin)->downloader().fetch({{.url = url}}, settings, {}, {}).front();
}

HttpAnswer echo(const HttpRequest &request)
{
    return {.body = "for " + request.path};
}

Settings with(Proxies proxies)
{
    return {.proxies = std::move(proxies), .silenceMs = 5000, .retries = 1, .retryDelayMs = 1};
}

TEST(Network, GoesThroughTheProxyThatIsSet)
{
    HttpServer server(echo);
    ProxyServer proxy(server.port());
    const auto answer = fetchOne("http://crates.example/x", with({.http = proxy.url(), .https = "http://127.0.0.1:1"}));
    ASSERT_OK(answer);
    EXPECT_EQ(answer->body, "for /x");
    EXPECT_THAT(proxy.requests(), ElementsAre("GET http://crates.example/x"));
}

TEST(Network, GoesPastItToTheHostsThatAreExcepted)
{
    HttpServer server(echo);
    ProxyServer proxy(server.port());
    const auto url = server.url() + "/x";
    EXPECT_OK(fetchOne(url, with({.all = proxy.url(), .except = "127.0.0.0/8"})));
    EXPECT_THAT(proxy.requests(), IsEmpty());
    EXPECT_OK(fetchOne(url, with({.all = "", .http = proxy.url()})));
    EXPECT_THAT(proxy.requests(), IsEmpty());
    EXPECT_OK(fetchOne(url, with({.all = proxy.url(), .except = "other.example"})));
    EXPECT_EQ(proxy.requests().size(), 1U);
}

TEST(Network, RedirectionsGoThroughItAsWell)
{
    HttpServer server([](const HttpRequest &request) {
        if (request.path == "/old")
            return HttpAnswer{.status = 302, .headers = {{"Location", "http://other.example/new"}}};
        return echo(request);
    });
    ProxyServer proxy(server.port());
    const auto answer = fetchOne("http://crates.example/old", with({.all = proxy.url()}));
    ASSERT_OK(answer);
    EXPECT_EQ(answer->url, "http://other.example/new");
    EXPECT_THAT(proxy.requests(), ElementsAre("GET http://crates.example/old", "GET http://other.example/new"));
}

TEST(Network, AProxyMayWantToKnowWhoAsks)
{
    HttpServer server(echo);
    ProxyServer proxy(server.port(), "me:p@ss");
    const auto none = fetchOne("http://crates.example/x", with({.all = proxy.url()}));
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("the proxy wants to know who asks"));
    EXPECT_THAT(none.error().hint, HasSubstr("USER:PASSWORD@"));
    EXPECT_THAT(server.requests(), IsEmpty());
    const auto known = fetchOne("http://crates.example/x", with({.all = proxy.url("me:p%40ss")}));
    ASSERT_OK(known);
    EXPECT_EQ(known->body, "for /x");
}

TEST(Network, ASocksProxyIsToldNamesAndMayWantToKnowWhoAsks)
{
    HttpServer server(echo);
    const ProxyServer open(server.port());
    const auto answer = fetchOne("http://crates.example/x", with({.all = "socks5://" + open.address()}));
    ASSERT_OK(answer);
    EXPECT_EQ(answer->body, "for /x");
    EXPECT_THAT(open.requests(), ElementsAre("SOCKS crates.example:80"));
    const ProxyServer closed(server.port(), "me:p@ss");
    const auto known = fetchOne("http://crates.example/y", with({.all = "socks5h://me:p%40ss@" + closed.address()}));
    ASSERT_OK(known);
    EXPECT_EQ(known->body, "for /y");
    for (const char *who : {"", "me:wrong@"}) {
        const auto unknown = fetchOne("http://crates.example/z", with({.all = "socks5://" + (who + closed.address())}));
        ASSERT_FALSE(unknown) << who;
        EXPECT_THAT(unknown.error().message, HasSubstr("the proxy wants to know who asks")) << who;
    }
    EXPECT_THAT(closed.requests(), ElementsAre("SOCKS crates.example:80"));
}

TEST(Network, AProxyThatIsNotThereIsNamed)
{
    const auto answer = fetchOne("http://crates.example/x", with({.all = "http://me:secret@127.0.0.1:1"}));
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message,
                HasSubstr("http://crates.example/x cannot be read through the proxy 127.0.0.1:1"));
    EXPECT_THAT(describe(answer.error()), Not(HasSubstr("secret")));
    EXPECT_EQ(fetchOne("http://crates.example/x", with({.all = "gopher://x"})).error().code, ErrorCode::BadInput);
}

class OverTls : public testing::Test {
protected:
    void SetUp() override
    {
        NEEDS_TLS();
        certificates = std::make_unique<test::TestCertificates>();
        server = std::make_unique<HttpServer>(echo, certificates->server());
    }
    std::unique_ptr<test::TestCertificates> certificates;
    std::unique_ptr<HttpServer> server;
};

TEST_F(OverTls, AServerIsTrustedWithItsCaAlone)
{
    auto settings = with({.all = ""});
    const auto untrusted = fetchOne(server->url() + "/x", settings);
    ASSERT_FALSE(untrusted);
    EXPECT_EQ(untrusted.error().code, ErrorCode::Io);
    EXPECT_THAT(untrusted.error().message, HasSubstr("the server's certificate is not trusted"));
    EXPECT_THAT(untrusted.error().hint, HasSubstr("http.cainfo"));
    EXPECT_THAT(server->requests(), IsEmpty());
    settings.caFile = certificates->ca();
    const auto trusted = fetchOne(server->url() + "/x", settings);
    ASSERT_OK(trusted);
    EXPECT_EQ(trusted->body, "for /x");
    settings.caFile.clear();
    EXPECT_FALSE(fetchOne(server->url() + "/x", settings)) << "each call trusts its own";
    settings.caDirectory = certificates->caDirectory();
    EXPECT_OK(fetchOne(server->url() + "/x", settings));
    settings.caDirectory.clear();
    settings.caFile = certificates->server().key;
    const auto none = fetchOne(server->url() + "/x", settings);
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("there are no certificates in"));
}

TEST_F(OverTls, SocksIsATunnel)
{
    const ProxyServer proxy(server->port());
    auto settings = with({.all = "socks5://" + proxy.address()});
    settings.caFile = certificates->ca();
    const auto answer = fetchOne("https://crates.example/x", settings);
    ASSERT_OK(answer);
    EXPECT_EQ(answer->body, "for /x");
    EXPECT_EQ(proxy.requests().back(), "SOCKS crates.example:443");
}

TEST_F(OverTls, ATunnelGoesThroughTheProxy)
{
    ProxyServer proxy(server->port());
    auto settings = with({.http = "http://127.0.0.1:1", .https = proxy.url()});
    const auto untrusted = fetchOne("https://crates.example/x", settings);
    ASSERT_FALSE(untrusted);
    EXPECT_THAT(untrusted.error().message, HasSubstr("through the proxy 127.0.0.1"));
    EXPECT_THAT(untrusted.error().message, HasSubstr("not trusted"));
    settings.caFile = certificates->ca();
    const auto answer = fetchOne("https://crates.example/x", settings);
    ASSERT_OK(answer);
    EXPECT_EQ(answer->body, "for /x");
    EXPECT_EQ(proxy.requests().back(), "CONNECT crates.example:443");
    const auto other = fetchOne("https://other.example/x", settings);
    ASSERT_FALSE(other) << "the certificate is for another name";
    EXPECT_THAT(other.error().message, HasSubstr("not trusted"));
}

} // namespace
} // namespace crossyard::remote
