// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/http_server.h"

#include "base/strings.h"

#include <QEventLoop>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <format>
#include <mutex>

namespace crossyard::test {

namespace {

// Whether the body is there that the headers announce.
bool complete(const std::string &text, std::size_t end)
{
    const std::string head = toLower(text.substr(0, end));
    const auto at = head.find("\r\ncontent-length:");
    return at == std::string::npos || text.size() - end - 4 >= std::stoul(head.substr(at + 17));
}

} // namespace

struct HttpServer::Server {
    void answer(QTcpSocket *socket)
    {
        std::string &text = came[socket];
        text += socket->readAll().toStdString();
        const auto end = text.find("\r\n\r\n");
        if (end == std::string::npos)
            return;
        HttpRequest request;
        if (!complete(text, end))
            return;
        request.body = text.substr(end + 4);
        for (const auto &line : split(text.substr(0, end), '\n')) {
            const auto colon = line.find(": ");
            if (request.method.empty()) {
                const auto words = splitWhitespace(line);
                request.method = words.at(0);
                request.path = words.at(1);
            } else if (colon != std::string::npos) {
                request.headers[toLower(line.substr(0, colon))] = trim(line.substr(colon + 2));
            }
        }
        came.erase(socket);
        {
            const std::lock_guard lock(mutex);
            requests.push_back(request);
        }
        send(socket, answerOf(request), request.method == "HEAD");
    }

    static void send(QTcpSocket *socket, const HttpAnswer &answer, bool headersOnly)
    {
        std::string head = std::format("HTTP/1.1 {} Status\r\nConnection: close\r\nContent-Length: {}\r\n",
                                       answer.status, answer.body.size());
        for (const auto &[name, value] : answer.headers)
            head += name + ": " + value + "\r\n";
        socket->write(QByteArray::fromStdString(head + "\r\n"));
        const std::size_t sent = answer.cutAfter.value_or(answer.silent ? 0 : answer.body.size());
        if (!headersOnly)
            socket->write(QByteArray::fromStdString(answer.body.substr(0, sent)));
        if (!answer.silent)
            socket->disconnectFromHost();
    }

    std::unique_ptr<QTcpServer> opened() const
    {
        if (!identity)
            return std::make_unique<QTcpServer>();
        QFile key(QString::fromStdString(toUtf8(identity->key)));
        EXPECT_TRUE(key.open(QIODevice::ReadOnly));
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(
            QSslCertificate::fromPath(QString::fromStdString(toUtf8(identity->certificate))));
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Rsa));
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(configuration);
        return server;
    }

    void listen()
    {
        const auto server = opened();
        server->listen(QHostAddress::LocalHost);
        QObject::connect(server.get(), &QTcpServer::pendingConnectionAvailable, [&] {
            while (auto *socket = server->nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                if (socket->bytesAvailable() > 0) // while TLS was agreed on
                    answer(socket);
            }
        });
        port = server->serverPort();
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, [&] {
            if (stop)
                loop.quit();
        });
        look.start(20);
        loop.exec();
    }

    std::function<HttpAnswer(const HttpRequest &)> answerOf;
    std::optional<ServerIdentity> identity;
    std::map<QTcpSocket *, std::string> came;
    std::mutex mutex; // of `requests`
    std::vector<HttpRequest> requests;
    std::atomic<bool> stop = false;
    std::atomic<quint16> port = 0;
    std::unique_ptr<QThread> thread;
};

HttpServer::HttpServer(std::function<HttpAnswer(const HttpRequest &)> answer, std::optional<ServerIdentity> identity)
    : m_server(std::make_unique<Server>())
{
    m_server->answerOf = std::move(answer);
    m_server->identity = std::move(identity);
    m_server->thread.reset(QThread::create([server = m_server.get()] { server->listen(); }));
    m_server->thread->start();
    while (m_server->port == 0 && m_server->thread->isRunning())
        QThread::msleep(1);
}

HttpServer::~HttpServer()
{
    m_server->stop = true;
    m_server->thread->wait();
}

std::string HttpServer::url() const
{
    return std::format("{}://127.0.0.1:{}", m_server->identity ? "https" : "http", port());
}

int HttpServer::port() const
{
    return m_server->port;
}

std::vector<HttpRequest> HttpServer::requests() const
{
    const std::lock_guard lock(m_server->mutex);
    return m_server->requests;
}

HttpAnswer rangedAnswer(const HttpRequest &request, const std::string &content)
{
    HttpAnswer answer{.body = content, .headers = {{"ETag", "\"one\""}}};
    const auto range = request.headers.find("range");
    if (range == request.headers.end())
        return answer;
    const auto from = std::stoul(range->second.substr(range->second.find('=') + 1));
    if (from >= content.size())
        return {.status = 416};
    answer.status = 206;
    answer.headers["Content-Range"] = std::format("bytes {}-{}/{}", from, content.size() - 1, content.size());
    answer.body = content.substr(from);
    return answer;
}

} // namespace crossyard::test
