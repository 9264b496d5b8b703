// SPDX-License-Identifier: MIT OR Apache-2.0
#include "remote/proxies.h"

#include "base/strings.h"

#include <QUrl>

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::remote {

namespace {

constexpr int usualPort = 1080; // curl's, for every kind

QUrl parsed(const std::string &url)
{
    return QUrl(QString::fromStdString(url));
}

// "192.168.0.1"; nothing where it is something else.
std::optional<std::uint32_t> address4(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() != 4)
        return std::nullopt;
    std::uint32_t address = 0;
    for (const auto &part : parts) {
        unsigned value = 0;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), value);
        if (part.empty() || read.ec != std::errc() || read.ptr != part.data() + part.size() || value > 255)
            return std::nullopt;
        address = address << 8 | value;
    }
    return address;
}

// Whether an address lies in "192.168.0.0/16".
bool isInNetwork(std::uint32_t address, std::string_view network)
{
    const auto slash = network.find('/');
    const auto base = address4(network.substr(0, slash));
    if (!base)
        return false;
    unsigned bits = 32;
    if (slash != std::string_view::npos) {
        const auto text = network.substr(slash + 1);
        const auto read = std::from_chars(text.data(), text.data() + text.size(), bits);
        if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || bits > 32)
            return false;
    }
    const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t(0) << (32 - bits);
    return (address & mask) == (*base & mask);
}

std::string withoutDots(std::string host)
{
    while (host.starts_with('.'))
        host.erase(0, 1);
    while (host.ends_with('.'))
        host.pop_back();
    return host;
}

Result<ProxyAddress> addressIn(const std::string &text)
{
    const QUrl url = parsed(text.contains("://") ? text : "http://" + text);
    const std::string scheme = url.scheme().toStdString();
    const bool socks = scheme == "socks5" || scheme == "socks5h" || scheme == "socks";
    if (scheme == "https" || scheme == "socks4" || scheme == "socks4a")
        return fail(
            Error{ErrorCode::Unsupported, std::format("proxies of the kind {}:// are not supported", scheme)}.withHint(
                "http:// (also for https addresses) and socks5:// are"));
    if (url.host().isEmpty() || (!socks && scheme != "http"))
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is not the address of a proxy", text)}.withHint(
            "a proxy is named as in http://host:8080; look at http.proxy of cargo's configuration and of git's, and at "
            "the proxy variables"));
    return ProxyAddress{.socks = socks,
                        .host = url.host().toStdString(),
                        .port = static_cast<std::uint16_t>(url.port(usualPort)),
                        .user = url.userName(QUrl::FullyDecoded).toStdString(),
                        .password = url.password(QUrl::FullyDecoded).toStdString()};
}

} // namespace

std::string ProxyAddress::shown() const
{
    return std::format("{}:{}", host, port);
}

Proxies proxiesOf(const EnvironmentLookup &variable)
{
    const auto first = [&](std::initializer_list<const char *> names) -> std::string {
        for (const char *name : names) {
            if (auto value = variable(name); value && !value->empty())
                return *value;
        }
        return {};
    };
    return {.http = first({"http_proxy", "all_proxy", "ALL_PROXY"}),
            .https = first({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}),
            .except = first({"no_proxy", "NO_PROXY"})};
}

bool namesHost(const std::string &list, const std::string &host)
{
    if (trim(list) == "*")
        return true;
    const std::string name = withoutDots(toLower(host));
    const auto address = address4(name);
    for (const auto &word : splitWords(list)) {
        std::string one = toLower(word);
        if (one.starts_with('[') && one.ends_with(']'))
            one = one.substr(1, one.size() - 2);
        if (address && isInNetwork(*address, one))
            return true;
        one = withoutDots(one);
        if (!one.empty() && (name == one || (!address && name.ends_with("." + one))))
            return true;
    }
    return false;
}

bool isDirect(const Proxies &proxies, const std::string &url)
{
    return namesHost(proxies.except, parsed(url).host().toStdString()) || (proxies.all && proxies.all->empty());
}

Result<std::optional<ProxyAddress>> proxyFor(const Proxies &proxies, const std::string &url)
{
    const std::string scheme = parsed(url).scheme().toStdString();
    const std::string &named = proxies.all ? *proxies.all : scheme == "https" ? proxies.https : proxies.http;
    if (!scheme.starts_with("http") || named.empty() || isDirect(proxies, url))
        return std::nullopt;
    CY_TRY(auto address, addressIn(named));
    return address;
}

} // namespace crossyard::remote
