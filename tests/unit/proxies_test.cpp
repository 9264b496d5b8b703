// SPDX-License-Identifier: MIT OR Apache-2.0
// Which proxy an address is reached through.
#include "remote/proxies.h"
#include "support/support.h"

namespace crossyard::remote {
namespace {

using Variables = std::map<std::string, std::string>;

Proxies of(const Variables &variables)
{
    return proxiesOf([&](const std::string &name) {
        const auto it = variables.find(name);
        return it == variables.end() ? std::nullopt : std::optional(it->second);
    });
}

// "HOST:PORT", "none", or the code of the error.
std::string shown(const Proxies &proxies, const std::string &url)
{
    const auto proxy = proxyFor(proxies, url);
    if (!proxy)
        return std::string(codeName(proxy.error().code));
    return *proxy ? (*proxy)->shown() : "none";
}

TEST(Proxies, areReadFromTheVariables)
{
    const auto both = of({{"http_proxy", "a:1"}, {"https_proxy", "b:2"}, {"ALL_PROXY", "c:3"}});
    EXPECT_EQ(shown(both, "http://host/x"), "a:1");
    EXPECT_EQ(shown(both, "https://host/x"), "b:2");
    const auto all = of({{"all_proxy", "c:3"}, {"https_proxy", ""}});
    EXPECT_EQ(shown(all, "http://host/x"), "c:3");
    EXPECT_EQ(shown(all, "https://host/x"), "c:3") << "an empty variable says nothing";
    EXPECT_EQ(shown(of({{"HTTPS_PROXY", "b:2"}}), "https://host/x"), "b:2");
    EXPECT_EQ(shown(of({{"HTTP_PROXY", "a:1"}}), "http://host/x"), "none") << "a server's client may set that one";
    EXPECT_EQ(shown(of({{"HTTP_PROXY", "a:1"}, {"http_proxy", "b:2"}}), "http://host/x"), "b:2");
    EXPECT_EQ(of({{"no_proxy", "a"}, {"NO_PROXY", "b"}}).except, "a");
    EXPECT_EQ(of({{"NO_PROXY", "b"}}).except, "b");
}

TEST(Proxies, ofTheConfigurationBeatTheVariablesButNotTheirExceptions)
{
    auto proxies = of({{"http_proxy", "a:1"}, {"NO_PROXY", "near.example"}});
    proxies.all = "all:9";
    EXPECT_EQ(shown(proxies, "http://far.example/"), "all:9");
    EXPECT_EQ(shown(proxies, "https://far.example/"), "all:9");
    EXPECT_EQ(shown(proxies, "http://near.example/"), "none");
    EXPECT_TRUE(isDirect(proxies, "http://near.example/"));
    proxies.all = "";
    EXPECT_EQ(shown(proxies, "http://far.example/"), "none");
    EXPECT_TRUE(isDirect(proxies, "http://far.example/"));
    EXPECT_FALSE(isDirect({}, "http://far.example/")) << "nobody says anything";
}

TEST(Proxies, addressesAreTakenApart)
{
    const auto whole = proxyFor({.http = "http://me:p%40ss@proxy.example:3128/"}, "http://x/");
    ASSERT_OK(whole);
    EXPECT_EQ(**whole, (ProxyAddress{false, "proxy.example", 3128, "me", "p@ss"}));
    EXPECT_EQ((*whole)->shown(), "proxy.example:3128");
    EXPECT_EQ(shown({.http = "proxy.example"}, "http://x/"), "proxy.example:1080");
    const auto socks = proxyFor({.https = "socks5h://proxy.example"}, "https://x/");
    ASSERT_OK(socks);
    EXPECT_TRUE((*socks)->socks);
    EXPECT_EQ(shown({.http = "https://proxy.example"}, "http://x/"), "unsupported");
    EXPECT_EQ(shown({.http = "socks4://proxy.example"}, "http://x/"), "unsupported");
    EXPECT_EQ(shown({.http = "gopher://proxy.example"}, "http://x/"), "bad-input");
    EXPECT_EQ(shown({.http = "://"}, "http://x/"), "bad-input");
    EXPECT_EQ(shown({.http = "gopher://proxy.example"}, "file:///x"), "none") << "files need none";
}

TEST(Proxies, areNotUsedForTheHostsOfTheList)
{
    for (const char *list : {"crates.example", "a, crates.example ,b", "a crates.example", ".crates.example", "*",
                             "EXAMPLE", "crates.example."})
        EXPECT_TRUE(namesHost(list, "Crates.Example")) << list;
    for (const char *list : {"", "*.example", "rates.example", "crates", "index.crates.example", "crates.example:80"})
        EXPECT_FALSE(namesHost(list, "crates.example")) << list;
    EXPECT_TRUE(namesHost("10.0.0.0/8", "10.1.2.3"));
    EXPECT_TRUE(namesHost("10.1.2.3", "10.1.2.3"));
    EXPECT_TRUE(namesHost("0.0.0.0/0", "10.1.2.3"));
    EXPECT_FALSE(namesHost("10.0.0.0/16", "10.1.2.3"));
    EXPECT_FALSE(namesHost("10.0.0.0/33", "10.1.2.3"));
    EXPECT_FALSE(namesHost("2.3", "10.1.2.3")) << "an address has no end that is a name";
    EXPECT_TRUE(namesHost("[::1]", "::1"));
}

} // namespace
} // namespace crossyard::remote
