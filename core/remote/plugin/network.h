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
    /// What is said where a reply failed; `untrusted`: why the certificate was refused, if it was.
    Error failure(const std::string &url, const QNetworkReply &reply, const std::string &untrusted) const;

private:
    Network() = default;
    Result<void> takeCertificates(const Settings &settings);

    Proxies m_proxies;
    std::optional<QSslConfiguration> m_certificates;
    QNetworkAccessManager m_manager;
};

/// True where a reply's failure does not go away by itself: a certificate, a proxy that wants to know who asks.
bool isFinal(const QNetworkReply &reply, const std::string &untrusted);

} // namespace crossyard::remote
