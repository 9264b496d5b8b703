// SPDX-License-Identifier: MIT OR Apache-2.0
// A proxy over HTTP on this machine, in a thread of its own: it answers whole addresses, and opens tunnels (CONNECT).
// Whatever host is asked for, what answers is one server of the test's.
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
    /// What was served until now: "GET http://host/path", "CONNECT host:443".
    std::vector<std::string> requests() const;

private:
    struct Server;
    std::unique_ptr<Server> m_server;
};

} // namespace crossyard::test
