// SPDX-License-Identifier: MIT OR Apache-2.0
// The smart protocol over HTTP: a GET of URL/info/refs tells what there is, and each step of the negotiation is a POST
// to URL/git-upload-pack, whose answer is the pack at last (git, "http-protocol"). libgit2 knows the content; here is
// only how it comes and goes.
#include "plugin/git_http.h"

#include "plugin/git_parts.h"
#include "plugin/network.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <format>
#include <git2/sys/errors.h>

namespace crossyard::remote {

namespace {

constexpr int pollMs = 50;
constexpr const char *listPath = "/info/refs";
constexpr const char *listQuery = "?service=git-upload-pack";
constexpr const char *listType = "application/x-git-upload-pack-advertisement";
constexpr const char *packPath = "/git-upload-pack";
constexpr const char *packType = "application/x-git-upload-pack-result";

struct HttpGit : git_smart_subtransport {
    Connection *connection = nullptr;
    std::unique_ptr<Network> network = {}; // opened with the first action
    std::string base = {};                 // of the repository, where redirections led
};

class HttpStream {
public:
    HttpStream(HttpGit &git, bool listing) : m_git(git), m_listing(listing) {}
    ~HttpStream()
    {
        if (m_reply) {
            m_reply->disconnect();
            m_reply->abort();
        }
    }

    void write(const char *bytes, std::size_t count) { m_body.append(bytes, static_cast<qsizetype>(count)); }

    // 0 at the end.
    Result<std::size_t> read(char *bytes, std::size_t count)
    {
        if (!m_reply)
            CY_CHECK(begin());
        while (m_reply->bytesAvailable() == 0 && !m_reply->isFinished())
            CY_CHECK(wait());
        if (!m_looked)
            CY_CHECK(lookAtAnswer());
        if (m_reply->isFinished() && m_reply->error() != QNetworkReply::NoError)
            return fail(broken(m_reply->errorString().toStdString()));
        const qint64 came = m_reply->read(bytes, static_cast<qint64>(count));
        m_received += std::max<qint64>(came, 0);
        if (came <= 0 && m_received < m_expected)
            return fail(broken("the connection ended before the last byte"));
        return static_cast<std::size_t>(std::max<qint64>(came, 0));
    }

private:
    const std::string &url() const { return m_git.base; }

    Result<void> begin()
    {
        const auto &settings = m_git.connection->settings;
        // Some servers show a page to whoever is not called git.
        auto asked = m_git.network->request(url() + (m_listing ? std::string(listPath) + listQuery : packPath),
                                            "git/2.0 (" + settings.userAgent + ")");
        if (!asked)
            return refused(std::move(asked).error());
        QNetworkRequest &request = *asked;
        request.setRawHeader("Accept", m_listing ? "*/*" : packType);
        request.setRawHeader("Accept-Encoding", "identity"); // so that the announced length is that of what is read
        auto &manager = m_git.network->manager();
        if (m_listing) {
            m_reply.reset(manager.get(request));
        } else {
            request.setHeader(QNetworkRequest::ContentTypeHeader,
                              QStringLiteral("application/x-git-upload-pack-request"));
            m_reply.reset(manager.post(request, m_body));
        }
        m_reply->setReadBufferSize(1 << 20);
        noteUntrusted(*m_reply, m_untrusted);
        return {};
    }

    // Until something comes, or it is over. The time that libgit2 takes with what came does not count as silence.
    Result<void> wait()
    {
        QEventLoop loop;
        QTimer poll;
        QElapsedTimer silence;
        silence.start();
        const auto &connection = *m_git.connection;
        const auto over = [&] {
            return connection.cancel.cancelled() || silence.elapsed() > connection.settings.silenceMs;
        };
        QObject::connect(m_reply.get(), &QNetworkReply::readyRead, &loop, &QEventLoop::quit);
        QObject::connect(m_reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
            if (over())
                loop.quit();
        });
        poll.start(pollMs);
        if (!over())
            loop.exec();
        CY_CHECK(connection.cancel.check());
        if (m_reply->bytesAvailable() == 0 && !m_reply->isFinished() && over())
            return fail(
                broken(std::format("the server says nothing for {} seconds", connection.settings.silenceMs / 1000.0)));
        return {};
    }

    Error broken(const std::string &why) const
    {
        return Error{ErrorCode::Io,
                     std::format("{} cannot be fetched{}: {}", url(), m_git.network->through(url()), why)}
            .withHint("look at the network and at the proxy variables, or try again later: what came before is kept");
    }

    // What would be the same the next time.
    std::unexpected<Error> refused(Error error) const
    {
        m_git.connection->final = true;
        return fail(std::move(error));
    }

    Result<void> lookAtAnswer()
    {
        m_looked = true;
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (auto refusal = m_git.network->refusal(url(), *m_reply, m_untrusted))
            return refused(std::move(*refusal));
        if (status == 401 || status == 403)
            return refused(
                Error{ErrorCode::Unsupported, std::format("the server of {} wants to know who asks", url())}.withHint(
                    "look at the address; a repository that is not public is reached over ssh, with a key of the "
                    "agent"));
        if (status == 404 || status == 410)
            return refused(
                Error{ErrorCode::NotFound, std::format("{} is not a git repository (status {})", url(), status)}
                    .withHint("look at the address"));
        if (status != 200)
            return fail(broken(status == 0 ? m_reply->errorString().toStdString()
                                           : std::format("the server answered with status {}", status)));
        const std::string type = m_reply->header(QNetworkRequest::ContentTypeHeader).toString().toStdString();
        if (!type.starts_with(m_listing ? listType : packType))
            return refused(Error{ErrorCode::NotFound,
                                 std::format("{} is not a git repository: what answers there is `{}`", url(), type)}
                               .withHint("look at the address"));
        m_expected = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        followRedirection();
        return {};
    }

    // The next steps go where the first one was led.
    void followRedirection()
    {
        const QUrl led = m_reply->url();
        const std::string text = led.toString(QUrl::RemoveQuery | QUrl::FullyEncoded).toStdString();
        if (m_listing && led != m_reply->request().url() && text.ends_with(listPath))
            m_git.base = text.substr(0, text.size() - std::string_view(listPath).size());
    }

    HttpGit &m_git;
    bool m_listing;
    QByteArray m_body;
    std::unique_ptr<QNetworkReply> m_reply;
    std::string m_untrusted;
    bool m_looked = false;
    qint64 m_expected = 0;
    qint64 m_received = 0;
};

struct OpenStream : git_smart_subtransport_stream {
    HttpStream stream;
};

int failed(Connection &connection, Error error)
{
    git_error_set_str(GIT_ERROR_HTTP, error.message.c_str());
    connection.failure = std::move(error);
    return -1;
}

int onRead(git_smart_subtransport_stream *stream, char *bytes, std::size_t count, std::size_t *came)
{
    auto read = static_cast<OpenStream *>(stream)->stream.read(bytes, count);
    if (!read)
        return failed(*static_cast<HttpGit *>(stream->subtransport)->connection, std::move(read).error());
    *came = *read;
    return 0;
}

int onWrite(git_smart_subtransport_stream *stream, const char *bytes, std::size_t count)
{
    static_cast<OpenStream *>(stream)->stream.write(bytes, count);
    return 0;
}

void onStreamFree(git_smart_subtransport_stream *stream)
{
    delete static_cast<OpenStream *>(stream);
}

int onAction(git_smart_subtransport_stream **out, git_smart_subtransport *transport, const char *url,
             git_smart_service_t action)
{
    auto *git = static_cast<HttpGit *>(transport);
    if (!git->network) {
        auto opened = Network::open(git->connection->settings);
        if (!opened) {
            git->connection->final = true;
            return failed(*git->connection, std::move(opened).error());
        }
        git->network = std::move(*opened);
        git->base = url;
        while (git->base.ends_with('/'))
            git->base.pop_back();
    }
    *out = new OpenStream{{transport, onRead, onWrite, onStreamFree},
                          HttpStream(*git, action == GIT_SERVICE_UPLOADPACK_LS)};
    return 0;
}

int onClose(git_smart_subtransport *)
{
    return 0;
}

void onFree(git_smart_subtransport *transport)
{
    delete static_cast<HttpGit *>(transport);
}

int onTransport(git_smart_subtransport **out, git_transport *, void *connection)
{
    *out = new HttpGit{{onAction, onClose, onFree}, static_cast<Connection *>(connection)};
    return 0;
}

} // namespace

int ownTransport(git_transport **out, git_remote *owner, void *connection)
{
    const std::string_view url = git_remote_url(owner);
    if (!url.starts_with("http://") && !url.starts_with("https://"))
        return 0;
    git_smart_subtransport_definition definition{onTransport, 1, connection};
    return git_transport_smart(out, owner, &definition);
}

} // namespace crossyard::remote
