// SPDX-License-Identifier: MIT OR Apache-2.0
// One address on its way: begun, broken off, resumed, done.
#pragma once

#include "plugin/network.h"

#include <QElapsedTimer>
#include <QFile>

#include <optional>

namespace crossyard::remote {

class Transfer {
public:
    Transfer(const Request &request, const Settings &settings) : m_request(request), m_settings(settings) {}

    bool running() const { return m_reply != nullptr; }
    bool finished() const { return m_result.has_value(); }
    /// True where it is to be begun now (also again, after a pause).
    bool due() const { return !running() && !finished() && (!m_pause.isValid() || m_pause.elapsed() >= m_pauseMs); }
    void begin(Network &network, const std::function<void()> &changed);
    /// Ends it, for good.
    void give(Error error);
    std::uint64_t received() const { return m_received; }
    std::uint64_t expected() const { return m_expected; }
    Result<Response> take() { return std::move(*m_result); }

private:
    Result<QNetworkRequest> networkRequest(const Network &network);
    void headersCame();
    void bytesCame();
    void ended();
    void failed(const std::string &why);
    bool triesAgain();
    Result<void> openFile();
    void stop();

    const Request &m_request;
    const Settings &m_settings;
    std::unique_ptr<QNetworkReply, void (*)(QNetworkReply *)> m_reply{nullptr, [](QNetworkReply *reply) {
                                                                          reply->disconnect();
                                                                          reply->abort();
                                                                          reply->deleteLater();
                                                                      }};
    std::optional<Result<Response>> m_result;
    std::function<void()> m_changed;
    const Network *m_network = nullptr;
    std::string m_untrusted; // why the server's certificate was refused
    QFile m_file;
    Response m_response;
    QElapsedTimer m_pause;
    qint64 m_pauseMs = 0;
    int m_tries = 0;
    bool m_headers = false;
    QByteArray m_tag; // of the version of which the file holds the beginning
    std::uint64_t m_begun = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_expected = 0;
};

} // namespace crossyard::remote
