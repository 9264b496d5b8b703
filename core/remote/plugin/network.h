// SPDX-License-Identifier: MIT OR Apache-2.0
// How the transfers of one call reach servers, over HTTP alone and for git: proxies and certificates.
#pragma once

#include "remote/remote.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>

namespace crossyard::remote {

class Network {
public:
    /// For the thread that calls. Errors: Io (certificates that cannot be read).
    static Result<std::unique_ptr<Network>> open(const Settings &settings);

    QNetworkAccessManager &manager() { return m_manager; }
    /// Errors: those of the address's proxy.
    Result<QNetworkRequest> request(const std::string &url, const std::string &userAgent) const;
    /// " through the proxy HOST:PORT", or nothing.
    std::string through(const std::string &url) const;
    /// Why a reply failed, where that does not go away by itself: a certificate that is not trusted (`untrusted` says
    /// why), a proxy that wants to know who asks.
    std::optional<Error> refusal(const std::string &url, const QNetworkReply &reply,
                                 const std::string &untrusted) const;

private:
    Network() = default;
    Result<void> takeCertificates(const Settings &settings);

    Proxies m_proxies;
    std::optional<QSslConfiguration> m_certificates;
    QNetworkAccessManager m_manager;
};

/// `why` gets what is wrong with the server's certificate, if it is refused. Both go together.
void noteUntrusted(QNetworkReply &reply, std::string &why);
/// Milliseconds before a retry; longer each time; retries count from 0.
qint64 pauseBefore(int retry, const Settings &settings);

} // namespace crossyard::remote
