// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/proxy_server.h"

#include "base/strings.h"

#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <format>
#include <mutex>

namespace crossyard::test {

struct ProxyServer::Server {
    // The head of a request is here: it is passed on, and from then on all bytes are.
    void serve(QTcpSocket *client, const QByteArray &text)
    {
        const std::string head = text.left(text.indexOf("\r\n\r\n")).toStdString();
        const auto line = splitWhitespace(head.substr(0, head.find('\r')));
        const QByteArray wanted = "Basic " + QByteArray::fromStdString(user).toBase64();
        if (!user.empty() && !head.contains(wanted.toStdString())) {
            client->write("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n"
                          "Connection: close\r\n\r\n");
            client->disconnectFromHost();
            return;
        }
        {
            const std::lock_guard lock(mutex);
            requests.push_back(line.at(0) + " " + line.at(1));
        }
        auto *server = new QTcpSocket(client);
        QObject::connect(server, &QTcpSocket::connected, client, [client, server, text, line] {
            if (line[0] == "CONNECT") {
                client->write("HTTP/1.1 200 Connected\r\n\r\n");
            } else {
                const auto path = line[1].find('/', line[1].find("://") + 3);
                const std::string first = line[0] + " " + line[1].substr(path);
                server->write(QByteArray::fromStdString(first) +
                              text.mid(static_cast<qsizetype>(line[0].size() + 1 + line[1].size())));
            }
            QObject::connect(client, &QTcpSocket::readyRead, server, [=] { server->write(client->readAll()); });
            server->write(client->readAll()); // what came meanwhile
        });
        QObject::connect(server, &QTcpSocket::readyRead, client, [=] { client->write(server->readAll()); });
        QObject::connect(server, &QTcpSocket::disconnected, client, [=] { client->disconnectFromHost(); });
        QObject::connect(server, &QTcpSocket::errorOccurred, client, [=] { client->disconnectFromHost(); });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(target));
    }

    void came(QTcpSocket *client)
    {
        QByteArray &text = begun[client];
        text += client->readAll();
        if (!text.contains("\r\n\r\n"))
            return;
        QObject::disconnect(client, &QTcpSocket::readyRead, nullptr, nullptr);
        const QByteArray whole = text;
        begun.erase(client);
        serve(client, whole);
    }

    void listen()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, [&] {
            while (auto *client = server.nextPendingConnection()) {
                QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] { came(client); });
                QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            }
        });
        port = server.serverPort();
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, [&] {
            if (stop)
                loop.quit();
        });
        look.start(20);
        loop.exec();
    }

    int target = 0;
    std::string user;
    std::map<QTcpSocket *, QByteArray> begun; // heads that are not whole yet
    mutable std::mutex mutex;                 // of `requests`
    std::vector<std::string> requests;
    std::atomic<bool> stop = false;
    std::atomic<quint16> port = 0;
    std::unique_ptr<QThread> thread;
};

ProxyServer::ProxyServer(int port, std::string user) : m_server(std::make_unique<Server>())
{
    m_server->target = port;
    m_server->user = std::move(user);
    m_server->thread.reset(QThread::create([server = m_server.get()] { server->listen(); }));
    m_server->thread->start();
    while (m_server->port == 0 && m_server->thread->isRunning())
        QThread::msleep(1);
}

ProxyServer::~ProxyServer()
{
    m_server->stop = true;
    m_server->thread->wait();
}

std::string ProxyServer::url(const std::string &user) const
{
    return std::format("http://{}{}127.0.0.1:{}", user, user.empty() ? "" : "@", m_server->port.load());
}

std::vector<std::string> ProxyServer::requests() const
{
    const std::lock_guard lock(m_server->mutex);
    return m_server->requests;
}

} // namespace crossyard::test
