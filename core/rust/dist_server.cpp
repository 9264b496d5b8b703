// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/dist_server.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/toolchain_rustup.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

// Below it lie the releases; rustup keeps the manifest of each toolchain that it has installed.
constexpr std::string_view releases = "/dist/";
constexpr std::string_view keptManifest = "lib/rustlib/multirust-channel-manifest.toml";
constexpr int pollMs = 50;
// A plan is looked at, so it must come soon; without the server's word it says what it does not know.
constexpr int manifestMs = 20000; // a megabyte
constexpr int sizeMs = 6000;

std::optional<fs::path> localFile(const std::string &url)
{
    const QUrl parsed(QString::fromStdString(url));
    return parsed.isLocalFile() ? std::optional(fromUtf8(parsed.toLocalFile().toStdString())) : std::nullopt;
}

// Waits for all replies. False where it was cancelled; what is not there in time is aborted.
bool waitFor(const std::vector<std::unique_ptr<QNetworkReply>> &replies, int timeoutMs, const CancelToken &cancel)
{
    const auto left = [&] {
        return std::ranges::any_of(replies, [](const auto &reply) { return !reply->isFinished(); });
    };
    QEventLoop loop;
    QTimer poll;
    int waited = 0;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        waited += pollMs;
        if (cancel.cancelled() || waited > timeoutMs)
            loop.quit();
    });
    for (const auto &reply : replies) {
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, [&] {
            if (!left())
                loop.quit();
        });
    }
    poll.start(pollMs);
    if (left())
        loop.exec();
    for (const auto &reply : replies) {
        if (!reply->isFinished())
            reply->abort();
    }
    return !cancel.cancelled();
}

QNetworkRequest requestFor(const std::string &url)
{
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("crossyard"));
    // Otherwise the size of the packed transfer may be told instead of the file's.
    request.setRawHeader("Accept-Encoding", "identity");
    return request;
}

void useProxy(QNetworkAccessManager &network, const std::string &url)
{
    const auto proxies =
        QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(QUrl(QString::fromStdString(url))));
    if (!proxies.isEmpty())
        network.setProxy(proxies.first());
}

Result<std::string> download(const std::string &url, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    if (const auto file = localFile(url)) {
        std::error_code ignored;
        if (!fs::exists(*file, ignored))
            return fail(ErrorCode::NotFound, std::format("there is no {}", toUtf8(*file)));
        return readFile(*file);
    }
    QNetworkAccessManager network;
    useProxy(network, url);
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    replies.emplace_back(network.get(requestFor(url)));
    if (!waitFor(replies, manifestMs, cancel))
        return fail(ErrorCode::Cancelled, "cancelled");
    auto &reply = *replies.front();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 404 || status == 410)
        return fail(ErrorCode::NotFound, std::format("there is no {}", url));
    if (reply.error() == QNetworkReply::OperationCanceledError)
        return fail(Error{ErrorCode::Io, std::format("{} did not answer in {} seconds", url, manifestMs / 1000)});
    if (reply.error() != QNetworkReply::NoError)
        return fail(Error{ErrorCode::Io, std::format("{} cannot be read: {}", url, reply.errorString().toStdString())});
    return reply.readAll().toStdString();
}

} // namespace

std::string DistServer::serverIn(std::string_view manifest)
{
    constexpr std::string_view address = "url = \"";
    const auto begin = manifest.find(address);
    if (begin == std::string_view::npos)
        return {};
    const auto url = manifest.substr(begin + address.size(), 500);
    const auto end = url.find(releases);
    return end < url.find('"') ? std::string(url.substr(0, end)) : std::string();
}

DistServer::DistServer()
{
    if (const auto server = environmentNotEmpty("RUSTUP_DIST_SERVER")) {
        m_root = *server;
    } else if (const auto root = environmentNotEmpty("RUSTUP_DIST_ROOT")) { // the older name, with the folder
        m_root = *root;
        if (m_root.ends_with("/dist"))
            m_root.resize(m_root.size() - 5);
    } else {
        std::error_code error;
        for (fs::directory_iterator it(rustupHome() / "toolchains", error), end; !error && it != end && m_root.empty();
             it.increment(error)) {
            if (const auto text = readFile(it->path() / keptManifest))
                m_root = serverIn(*text);
        }
    }
    while (m_root.ends_with('/'))
        m_root.pop_back();
}

std::string DistServer::placed(const std::string &url) const
{
    const auto at = url.find(releases);
    return at == std::string::npos ? url : m_root + url.substr(at);
}

std::string DistServer::manifestUrl(const ToolchainName &name) const
{
    return std::format("{}/dist/{}channel-rust-{}.toml", m_root, name.date.empty() ? "" : name.date + "/",
                       name.channel);
}

Result<std::shared_ptr<const DistManifest>> DistServer::manifest(const ToolchainName &name, const std::string &host,
                                                                 const CancelToken &cancel)
{
    if (m_root.empty())
        return fail(Error{ErrorCode::Io, "no toolchain of rustup's says which server it came from"}.withHint(
            "RUSTUP_DIST_SERVER names one"));
    const std::string url = manifestUrl(name);
    const std::string key = url + " " + host;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_manifests.find(key); it != m_manifests.end())
            return it->second;
    }
    auto text = download(url, cancel);
    if (!text) {
        Error error = std::move(text).error();
        if (error.code == ErrorCode::NotFound)
            return fail(Error{ErrorCode::NotFound,
                              std::format("there is no Rust release `{}` ({})",
                                          ToolchainName{name.channel, name.date, {}}.text(), error.message)}
                            .withHint(name.date.empty() ? "the server is " + m_root
                                                        : "of some days there is none; the server is " + m_root));
        if (error.code == ErrorCode::Io && error.hint.empty())
            error.hint = "look at the network, and at RUSTUP_DIST_SERVER and the proxy variables";
        return fail(std::move(error));
    }
    CY_TRY(DistManifest parsed, parseDistManifest(*text, fromUtf8(url), host));
    auto shared = std::make_shared<const DistManifest>(std::move(parsed));
    const std::lock_guard lock(m_mutex);
    m_manifests[key] = shared;
    return shared;
}

std::map<std::string, std::uintmax_t> DistServer::sizes(const std::vector<std::string> &urls, const CancelToken &cancel)
{
    std::vector<std::string> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &url : urls) {
            if (!m_sizes.contains(url))
                unknown.push_back(url);
        }
    }
    std::map<std::string, std::optional<std::uintmax_t>> found;
    QNetworkAccessManager network;
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    std::vector<std::string> asked;
    for (const auto &url : unknown) {
        const std::string place = placed(url);
        if (const auto file = localFile(place)) {
            std::error_code error;
            const auto size = fs::file_size(*file, error);
            found[url] = error ? std::nullopt : std::optional(size);
            continue;
        }
        if (replies.empty())
            useProxy(network, place);
        replies.emplace_back(network.head(requestFor(place)));
        asked.push_back(url);
    }
    if (!replies.empty())
        waitFor(replies, sizeMs, cancel);
    for (std::size_t i = 0; i < replies.size(); ++i) {
        bool number = false;
        const auto size = replies[i]->header(QNetworkRequest::ContentLengthHeader).toULongLong(&number);
        if (replies[i]->error() == QNetworkReply::NoError && number && size > 0)
            found[asked[i]] = size;
    }
    const std::lock_guard lock(m_mutex);
    m_sizes.insert(found.begin(), found.end());
    std::map<std::string, std::uintmax_t> known;
    for (const auto &url : urls) {
        if (const auto it = m_sizes.find(url); it != m_sizes.end() && it->second)
            known[url] = *it->second;
    }
    return known;
}

} // namespace crossyard::rust
