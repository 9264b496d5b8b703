// SPDX-License-Identifier: MIT OR Apache-2.0
// A server over HTTP on this machine whose answers the test decides on, in a thread of its own.
#pragma once

#include "support/support.h"

#include <functional>
#include <map>
#include <memory>

namespace crossyard::test {

struct HttpRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body = {};
};

struct HttpAnswer {
    int status = 200;
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    /// The connection ends after so many bytes of the body, of which all are announced.
    std::optional<std::size_t> cutAfter = {};
    bool silent = false; // nothing of the body comes; or after `cutAfter` nothing more, and the connection stays
};

/// A certificate and its key, in PEM; see TestCertificates.
struct ServerIdentity {
    fs::path certificate;
    fs::path key;
};

class HttpServer {
public:
    /// Called in the server's thread, one request at a time. With an identity, over TLS.
    explicit HttpServer(std::function<HttpAnswer(const HttpRequest &)> answer,
                        std::optional<ServerIdentity> identity = {});
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;
    std::string url() const; // without a slash at its end
    int port() const;
    /// All that was asked for until now.
    std::vector<HttpRequest> requests() const;

private:
    struct Server;
    std::unique_ptr<Server> m_server;
};

/// The answer with a file's bytes, with a tag, and with the rest where a range is asked for.
HttpAnswer rangedAnswer(const HttpRequest &request, const std::string &content);

} // namespace crossyard::test
