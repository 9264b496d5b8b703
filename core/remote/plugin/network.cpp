// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/network.h"

#include "plugin/git_parts.h"

#include <QDirIterator>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QSslCertificate>

#include <algorithm>
#include <format>

namespace crossyard::remote {

namespace {

// For each address anew, so that it counts for redirections as well.
class ProxiesAsSet : public QNetworkProxyFactory {
public:
    explicit ProxiesAsSet(const Proxies &proxies) : m_proxies(proxies) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const std::string url = query.url().toString(QUrl::FullyEncoded).toStdString();
        if (isDirect(m_proxies, url))
            return {QNetworkProxy::NoProxy};
        const auto found = proxyFor(m_proxies, url);
        if (!found) // where a redirection leads; past a proxy that is meant nothing is sent
            return {QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("proxy.invalid"), 1)};
        if (!*found && query.url().scheme() == QLatin1String("http") && environmentNotEmpty("HTTP_PROXY"))
            return {QNetworkProxy::NoProxy}; // Qt would take that one, see proxiesOf()
        if (!*found)
            return systemProxyForQuery(query);
        const ProxyAddress &proxy = **found;
        return {QNetworkProxy(proxy.socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                              QString::fromStdString(proxy.host), proxy.port, QString::fromStdString(proxy.user),
                              QString::fromStdString(proxy.password))};
    }

private:
    Proxies m_proxies;
};

// What git would use for all addresses.
std::optional<std::string> proxyOfGit()
{
    Git2<git_config, git_config_free> config;
    if (git_config_open_default(config.out()) != 0)
        return std::nullopt;
    git_buf text = GIT_BUF_INIT;
    std::optional<std::string> found;
    if (git_config_get_string_buf(&text, config.get(), "http.proxy") == 0)
        found = std::string(text.ptr, text.size);
    git_buf_dispose(&text);
    return found;
}

} // namespace

Result<std::unique_ptr<Network>> Network::open(const Settings &settings)
{
    std::unique_ptr<Network> network(new Network);
    network->m_proxies = settings.proxies;
    if (settings.proxies.gits && !settings.proxies.all)
        network->m_proxies.all = proxyOfGit();
    CY_CHECK(network->takeCertificates(settings));
    network->m_manager.setProxyFactory(new ProxiesAsSet(network->m_proxies)); // the manager owns it
    network->m_manager.setAutoDeleteReplies(false);
    return network;
}

Result<void> Network::takeCertificates(const Settings &settings)
{
    QList<QSslCertificate> certificates;
    std::string places;
    if (!settings.caFile.empty()) {
        places = toUtf8(settings.caFile);
        certificates += QSslCertificate::fromPath(QString::fromStdString(places));
    }
    if (!settings.caDirectory.empty()) {
        const std::string directory = toUtf8(settings.caDirectory);
        places += (places.empty() ? "" : " and ") + directory;
        for (QDirIterator file(QString::fromStdString(directory), QDir::Files); file.hasNext();)
            certificates += QSslCertificate::fromPath(file.next());
    }
    if (places.empty())
        return {};
    if (certificates.isEmpty())
        return fail(Error{ErrorCode::Io, std::format("there are no certificates in {}", places)}.withHint(
            "look at http.cainfo of cargo's configuration, and at the variables SSL_CERT_FILE and SSL_CERT_DIR; the "
            "form is PEM"));
    m_certificates = QSslConfiguration::defaultConfiguration();
    m_certificates->setCaCertificates(certificates);
    return {};
}

Result<QNetworkRequest> Network::request(const std::string &url, const std::string &userAgent) const
{
    CY_CHECK(proxyFor(m_proxies, url));
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setHeader(QNetworkRequest::UserAgentHeader, QString::fromStdString(userAgent));
    if (m_certificates)
        request.setSslConfiguration(*m_certificates);
    return request;
}

std::string Network::through(const std::string &url) const
{
    const auto proxy = proxyFor(m_proxies, url);
    return proxy && *proxy ? " through the proxy " + (*proxy)->shown() : "";
}

std::optional<Error> Network::refusal(const std::string &url, const QNetworkReply &reply,
                                      const std::string &untrusted) const
{
    const std::string what = std::format("{} cannot be read{}", url, through(url));
    if (!untrusted.empty())
        return Error{ErrorCode::Io, std::format("{}: the server's certificate is not trusted ({})", what, untrusted)}
            .withHint("where a server or a proxy of your own is meant, name the certificate of who signed for it in "
                      "http.cainfo of cargo's configuration, or in SSL_CERT_FILE");
    if (reply.error() == QNetworkReply::ProxyAuthenticationRequiredError)
        return Error{ErrorCode::Io, std::format("{}: the proxy wants to know who asks", what)}.withHint(
            "name user and password in the proxy's address: http://USER:PASSWORD@HOST:PORT");
    return std::nullopt;
}

void noteUntrusted(QNetworkReply &reply, std::string &why)
{
    QObject::connect(&reply, &QNetworkReply::sslErrors, &reply,
                     [&why](const QList<QSslError> &errors) { why = errors.front().errorString().toStdString(); });
}

qint64 pauseBefore(int retry, const Settings &settings)
{
    return static_cast<qint64>(settings.retryDelayMs) << std::min(retry, 6);
}

} // namespace crossyard::remote
