// SPDX-License-Identifier: MIT OR Apache-2.0
// Which proxy a server is reached through: the rules of curl, which cargo follows. Pure.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <cstdint>

namespace crossyard::remote {

/// Proxies as configurations and variables name them: "http://user:password@host:8080", "host:8080", "socks5://host".
struct Proxies {
    std::optional<std::string> all = {}; // for every address; empty text: none, whatever the others say
    std::string http = {};               // for http:
    std::string https = {};              // for https:
    std::string except = {};             // hosts that are reached without one, as NO_PROXY lists them; "*": every host
    bool gits = false;                   // where `all` says nothing, `http.proxy` of git's configuration stands for it
};

struct ProxyAddress {
    bool socks = false; // SOCKS 5; else HTTP
    std::string host = {};
    std::uint16_t port = 0;
    std::string user = {};
    std::string password = {};
    bool operator==(const ProxyAddress &) const = default;
    /// For people: without user and password.
    std::string shown() const;
};

/// What the variables say: http_proxy (in small letters alone: a server may set the other one by a header),
/// https_proxy, all_proxy, no_proxy, and the last three in capitals where those in small letters are not set. Empty
/// ones say nothing.
Proxies proxiesOf(const EnvironmentLookup &variable);

/// The proxy for an address; nothing: it is reached directly, or nobody says anything, see isDirect(). Errors: BadInput
/// (no address of a proxy), Unsupported (a kind of proxy).
Result<std::optional<ProxyAddress>> proxyFor(const Proxies &proxies, const std::string &url);
/// True where somebody says that there is no proxy for the address.
bool isDirect(const Proxies &proxies, const std::string &url);

/// Whether a list as in NO_PROXY names the host: its name, the end of its name behind a dot, or for an address its
/// network ("10.0.0.0/8").
bool namesHost(const std::string &list, const std::string &host);

} // namespace crossyard::remote
