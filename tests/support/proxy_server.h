// SPDX-License-Identifier: MIT OR Apache-2.0
// A proxy on this machine, in a thread of its own. Over HTTP it answers whole addresses, and opens tunnels (CONNECT);
// who begins with SOCKS 5 (RFC 1928, and RFC 1929 for users) is answered in that. Whatever host is asked for, what
// answers is one server of the test's.
#pragma once

#include "support/support.h"

#include <memory>

namespace crossyard::test {

class ProxyServer {
public:
    /// `port`: of the server on this machine that stands for every host. With `user` ("name:password"), nobody else is
    /// served.
    explicit ProxyServer(int port, std::string user = {});
    ~ProxyServer();
    ProxyServer(const ProxyServer &) = delete;
    ProxyServer &operator=(const ProxyServer &) = delete;
    std::string url(const std::string &user = {}) const;
    /// "127.0.0.1:PORT"
    std::string address() const;
    /// What was served until now: "GET http://host/path", "CONNECT host:443", "SOCKS host:443".
    std::vector<std::string> requests() const;

private:
    struct Server;
    std::unique_ptr<Server> m_server;
};

} // namespace crossyard::test
