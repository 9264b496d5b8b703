// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/transfer.h"

#include <QUrl>

#include <algorithm>
#include <format>

namespace crossyard::remote {

namespace {

// What may be answered otherwise the next time.
bool worthRetrying(int status)
{
    return status == 408 || status == 429 || status >= 500;
}

std::string lower(QByteArray text)
{
    return text.toLower().toStdString();
}

} // namespace

Result<QNetworkRequest> Transfer::networkRequest(const Network &network)
{
    CY_TRY(auto request, network.request(m_request.url, m_settings.userAgent));
    request.setTransferTimeout(m_settings.silenceMs);
    // Otherwise the size of the packed transfer is told, and a rest cannot be asked for.
    if (m_request.sizeOnly || !m_request.file.empty())
        request.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    if (m_begun > 0) {
        request.setRawHeader("Range", QByteArray::fromStdString(std::format("bytes={}-", m_begun)));
        if (!m_tag.isEmpty())
            request.setRawHeader("If-Range", m_tag);
    }
    return request;
}

Result<void> Transfer::openFile()
{
    if (m_request.file.empty())
        return {};
    m_file.setFileName(QString::fromStdString(toUtf8(m_request.file)));
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadWrite))
        return fail(ErrorCode::Io, std::format("{} cannot be written: {}", toUtf8(m_request.file),
                                               m_file.errorString().toStdString()));
    m_file.seek(m_file.size());
    m_begun = static_cast<std::uint64_t>(m_file.size());
    return {};
}

void Transfer::begin(Network &network, const std::function<void()> &changed)
{
    m_changed = changed;
    m_network = &network;
    m_untrusted.clear();
    m_response = {};
    m_headers = false;
    m_begun = 0;
    m_received = 0;
    if (auto opened = openFile(); !opened)
        return give(std::move(opened).error());
    auto request = networkRequest(network);
    if (!request)
        return give(std::move(request).error());
    m_reply.reset(m_request.sizeOnly ? network.manager().head(*request) : network.manager().get(*request));
    // Backpressure: a server faster than the disk does not fill the memory.
    m_reply->setReadBufferSize(1 << 20);
    noteUntrusted(*m_reply, m_untrusted);
    QObject::connect(m_reply.get(), &QNetworkReply::readyRead, m_reply.get(), [this] { bytesCame(); });
    QObject::connect(m_reply.get(), &QNetworkReply::finished, m_reply.get(), [this] { ended(); });
}

void Transfer::headersCame()
{
    m_headers = true;
    m_response.url = m_reply->url().toString(QUrl::FullyEncoded).toStdString();
    const auto status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    m_response.status = status.isValid() ? status.toInt() : 200; // a local file
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        m_response.headers[lower(name)] = value.toStdString();
    m_tag = m_reply->rawHeader("ETag");
    if (m_tag.startsWith("W/"))
        m_tag.clear(); // says nothing of bytes
    const auto length = m_reply->header(QNetworkRequest::ContentLengthHeader).toULongLong();
    // A server that does not know ranges sends all of it.
    if (m_begun > 0 && (m_response.status == 200 || !status.isValid())) {
        m_file.resize(0);
        m_file.seek(0);
        m_begun = 0;
    }
    m_expected = length > 0 ? m_begun + length : 0;
    m_received = m_begun;
    m_response.size = m_expected;
}

void Transfer::bytesCame()
{
    if (!m_headers)
        headersCame();
    const QByteArray bytes = m_reply->isOpen() ? m_reply->readAll() : QByteArray();
    if (m_response.status >= 300)
        return; // a page about the failure
    m_received += static_cast<std::uint64_t>(bytes.size());
    if (m_received > m_request.limit)
        return give({ErrorCode::BadInput,
                     std::format("{} is larger than {} bytes, which is the limit", m_request.url, m_request.limit)});
    if (m_request.file.empty())
        m_response.body.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    else if (m_file.write(bytes) != bytes.size())
        return give({ErrorCode::Io, std::format("{} cannot be written: {}", toUtf8(m_request.file),
                                                m_file.errorString().toStdString())});
    m_changed();
}

void Transfer::ended()
{
    const auto error = m_reply->error();
    if (auto refusal = m_network->refusal(m_request.url, *m_reply, m_untrusted))
        return give(std::move(*refusal));
    const std::string why = m_reply->errorString().toStdString();
    const bool local = m_reply->url().isLocalFile();
    if (error == QNetworkReply::NoError || m_reply->bytesAvailable() > 0 ||
        m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        bytesCame();
    if (finished())
        return;
    if (local &&
        (error == QNetworkReply::ContentNotFoundError || error == QNetworkReply::ContentOperationNotPermittedError)) {
        m_response.status = 404;
    } else if (m_response.status == 416 && m_begun > 0) {
        // What is there is no beginning of that file, or all of it; the whole is fetched once more.
        m_file.resize(0);
        return failed("the server does not have the rest of what was fetched before");
    } else if (m_response.status >= 300 && m_response.status != 304 ? worthRetrying(m_response.status) : false) {
        return failed(std::format("the server answered with status {}", m_response.status));
    } else if (m_response.status < 300 && error != QNetworkReply::NoError) {
        return failed(why);
    } else if (m_response.status == 0) {
        return failed(why);
    } else if (m_response.status < 300 && !m_request.sizeOnly && m_expected > m_received && !m_request.file.empty()) {
        return failed("the connection ended before the last byte");
    }
    if (!m_request.sizeOnly && m_response.status < 300)
        m_response.size = m_received;
    stop();
    m_result = std::move(m_response);
    m_changed();
}

bool Transfer::triesAgain()
{
    if (m_tries++ >= m_settings.retries)
        return false;
    m_pauseMs = pauseBefore(m_tries - 1, m_settings);
    m_pause.start();
    m_changed();
    return true;
}

void Transfer::failed(const std::string &why)
{
    stop();
    if (!triesAgain())
        give({ErrorCode::Io,
              std::format("{} cannot be read{}: {}", m_request.url, m_network->through(m_request.url), why),
              {},
              "look at the network and at the proxy variables"});
}

void Transfer::stop()
{
    m_file.close();
    m_reply.reset();
}

void Transfer::give(Error error)
{
    stop();
    m_result = fail(std::move(error));
    if (m_changed)
        m_changed();
}

} // namespace crossyard::remote
