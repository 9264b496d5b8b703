// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/plugin.h"
#include "plugin/transfer.h"

#include <QEventLoop>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <format>

namespace crossyard::remote {

namespace {

constexpr int pollMs = 50;

// The system's proxies, where the settings name none, for each address anew.
class SystemProxies : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

Result<void> useProxy(QNetworkAccessManager &network, const Settings &settings)
{
    if (settings.proxy.empty()) {
        network.setProxyFactory(new SystemProxies); // the manager owns it
        return {};
    }
    const QString text = QString::fromStdString(settings.proxy);
    const QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text);
    const bool socks = url.scheme().startsWith(QLatin1String("socks"));
    if (url.host().isEmpty() || (!socks && !url.scheme().startsWith(QLatin1String("http"))))
        return fail(ErrorCode::BadInput, std::format("`{}` is not the address of a proxy", settings.proxy));
    network.setProxy(QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                                   static_cast<quint16>(url.port(socks ? 1080 : 8080)), url.userName(),
                                   url.password()));
    return {};
}

Result<void> useCertificateFile(const Settings &settings)
{
    if (settings.caFile.empty())
        return {};
    const auto certificates = QSslCertificate::fromPath(QString::fromStdString(toUtf8(settings.caFile)));
    if (certificates.isEmpty())
        return fail(ErrorCode::Io, std::format("there are no certificates in {}", toUtf8(settings.caFile)));
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(certificates);
    QSslConfiguration::setDefaultConfiguration(configuration);
    return {};
}

// All transfers of one call, in the event loop of the thread that asked.
class Transfers {
public:
    Transfers(const std::vector<Request> &requests, const Settings &settings, const Progress &progress)
        : m_settings(settings), m_progress(progress)
    {
        for (const auto &request : requests)
            m_all.emplace_back(request, settings);
    }

    std::vector<Result<Response>> run(const CancelToken &cancel)
    {
        QNetworkAccessManager network;
        network.setAutoDeleteReplies(false);
        if (auto set = useProxy(network, m_settings); !set)
            return allFail(set.error());
        QEventLoop loop;
        QTimer poll;
        QElapsedTimer clock;
        clock.start();
        const auto turn = [&] {
            if (cancel.cancelled())
                endAll({ErrorCode::Cancelled, "cancelled"});
            else if (m_settings.deadlineMs > 0 && clock.elapsed() > m_settings.deadlineMs)
                endAll({ErrorCode::Io, std::format("no answer in {} seconds", m_settings.deadlineMs / 1000)});
            beginDue(network);
            tell();
            if (std::ranges::all_of(m_all, &Transfer::finished))
                loop.quit();
        };
        QObject::connect(&poll, &QTimer::timeout, &loop, turn);
        m_woken = [&poll] { poll.start(0); };
        poll.start(0);
        QObject::connect(&poll, &QTimer::timeout, &poll, [&poll] { poll.setInterval(pollMs); });
        if (!m_all.empty())
            loop.exec();
        std::vector<Result<Response>> answers;
        for (auto &transfer : m_all)
            answers.push_back(transfer.take());
        return answers;
    }

private:
    std::vector<Result<Response>> allFail(const Error &error)
    {
        return std::vector<Result<Response>>(m_all.size(), std::unexpected(error));
    }

    void endAll(const Error &error)
    {
        for (auto &transfer : m_all) {
            if (!transfer.finished())
                transfer.give(error);
        }
    }

    void beginDue(QNetworkAccessManager &network)
    {
        auto running = std::ranges::count_if(m_all, &Transfer::running);
        for (auto &transfer : m_all) {
            if (running >= m_settings.parallel)
                return;
            if (!transfer.due())
                continue;
            transfer.begin(network, [this, &transfer] {
                if (transfer.finished())
                    m_woken();
            });
            running += transfer.running();
        }
    }

    void tell()
    {
        if (!m_progress)
            return;
        std::uint64_t received = 0;
        std::uint64_t expected = 0;
        for (const auto &transfer : m_all) {
            received += transfer.received();
            expected += transfer.expected();
        }
        m_progress(received, expected);
    }

    const Settings &m_settings;
    const Progress &m_progress;
    std::deque<Transfer> m_all; // they stay where they are: replies point at them
    std::function<void()> m_woken;
};

} // namespace

std::vector<Result<Response>> QtDownloader::fetch(const std::vector<Request> &requests, const Settings &settings,
                                                  const Progress &progress, const CancelToken &cancel)
{
    if (auto used = useCertificateFile(settings); !used)
        return std::vector<Result<Response>>(requests.size(), std::unexpected(used.error()));
    return Transfers(requests, settings, progress).run(cancel);
}

} // namespace crossyard::remote
