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
#include <functional>
#include <map>
#include <mutex>

namespace crossyard::test {

struct ProxyServer::Server {
    enum class Stage { Hello, User, Address }; // the latter two of SOCKS alone
    struct Begun {
        QByteArray text;
        Stage stage = Stage::Hello;
    };

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
        tunnel(client, [client, text, line](QTcpSocket *server) {
            if (line[0] == "CONNECT") {
                client->write("HTTP/1.1 200 Connected\r\n\r\n");
                return;
            }
            const auto path = line[1].find('/', line[1].find("://") + 3);
            server->write(QByteArray::fromStdString(line[0] + " " + line[1].substr(path)) +
                          text.mid(static_cast<qsizetype>(line[0].size() + 1 + line[1].size())));
        });
    }

    // From now on all bytes of both are passed on; `connected` says the first ones.
    void tunnel(QTcpSocket *client, const std::function<void(QTcpSocket *)> &connected) const
    {
        auto *server = new QTcpSocket(client);
        QObject::connect(server, &QTcpSocket::connected, client, [client, server, connected] {
            connected(server);
            QObject::connect(client, &QTcpSocket::readyRead, server, [=] { server->write(client->readAll()); });
            server->write(client->readAll()); // what came meanwhile
        });
        QObject::connect(server, &QTcpSocket::readyRead, client, [=] { client->write(server->readAll()); });
        QObject::connect(server, &QTcpSocket::disconnected, client, [=] { client->disconnectFromHost(); });
        QObject::connect(server, &QTcpSocket::errorOccurred, client, [=] { client->disconnectFromHost(); });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(target));
    }

    // How many bytes of `text` are one message of SOCKS 5, by the byte that says its length; 0: not all of it is here.
    static qsizetype whole(const QByteArray &text, qsizetype at, qsizetype around)
    {
        const auto length = text.size() > at ? static_cast<unsigned char>(text[at]) + around : text.size() + 1;
        return length <= text.size() ? length : 0;
    }

    // One step of SOCKS 5; true while there may be another in what is here.
    bool step(QTcpSocket *client, Begun &now)
    {
        QByteArray &text = now.text;
        if (now.stage == Stage::Hello) {
            const auto length = whole(text, 1, 2);
            if (length == 0)
                return false;
            const bool served = user.empty() || text.mid(2, length - 2).contains('\x02');
            text.remove(0, length);
            if (!served) {
                client->write("\x05\xff");
                client->disconnectFromHost();
                return false;
            }
            client->write(QByteArray(user.empty() ? "\x05\x00" : "\x05\x02", 2));
            now.stage = user.empty() ? Stage::Address : Stage::User;
            return true;
        }
        if (now.stage == Stage::User) {
            const auto name = whole(text, 1, 2);
            const auto length = name == 0 ? 0 : whole(text, name, name + 1);
            if (length == 0)
                return false;
            const auto said = text.mid(2, name - 2) + ":" + text.mid(name + 1, length - name - 1);
            text.remove(0, length);
            const bool right = said.toStdString() == user;
            client->write(QByteArray(right ? "\x01\x00" : "\x01\x01", 2));
            now.stage = Stage::Address;
            if (!right)
                client->disconnectFromHost();
            return right;
        }
        const bool named = text.size() > 3 && text[3] == '\x03';
        const auto length = named ? whole(text, 4, 7) : (text.size() >= 10 ? 10 : 0);
        if (length == 0)
            return false;
        const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(text[i]); };
        const auto host = named ? text.mid(5, length - 7).toStdString()
                                : std::format("{}.{}.{}.{}", byte(4), byte(5), byte(6), byte(7));
        {
            const std::lock_guard lock(mutex);
            requests.push_back(std::format("SOCKS {}:{}", host, byte(length - 2) * 256 + byte(length - 1)));
        }
        QObject::disconnect(client, &QTcpSocket::readyRead, nullptr, nullptr);
        tunnel(client,
               [client](QTcpSocket *) { client->write(QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10)); });
        begun.erase(client);
        return false;
    }

    void came(QTcpSocket *client)
    {
        Begun &now = begun[client];
        now.text += client->readAll();
        if (now.stage != Stage::Hello || now.text.startsWith('\x05')) {
            while (step(client, now)) {
            }
            return;
        }
        if (!now.text.contains("\r\n\r\n"))
            return;
        QObject::disconnect(client, &QTcpSocket::readyRead, nullptr, nullptr);
        const QByteArray text = now.text;
        begun.erase(client);
        serve(client, text);
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
    std::map<QTcpSocket *, Begun> begun; // what is not whole yet
    mutable std::mutex mutex;            // of `requests`
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
    return std::format("http://{}{}{}", user, user.empty() ? "" : "@", address());
}

std::string ProxyServer::address() const
{
    return std::format("127.0.0.1:{}", m_server->port.load());
}

std::vector<std::string> ProxyServer::requests() const
{
    const std::lock_guard lock(m_server->mutex);
    return m_server->requests;
}

} // namespace crossyard::test
