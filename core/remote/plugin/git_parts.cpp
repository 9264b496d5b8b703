// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/git_parts.h"

#include "plugin/git_http.h"

#include <algorithm>
#include <format>

namespace crossyard::remote {

namespace {

constexpr std::size_t longestLine = 1000; // of a server's talk; the rest is left out

// Libgit2 stops where this is not 0.
int tell(const Connection &connection)
{
    if (connection.watcher)
        connection.watcher(connection.progress);
    return connection.cancel.cancelled() ? GIT_EUSER : 0;
}

int onProgress(const git_indexer_progress *stats, void *payload)
{
    auto *connection = static_cast<Connection *>(payload);
    auto &progress = connection->progress;
    progress.objects = stats->received_objects;
    progress.expected = stats->total_objects;
    progress.bytes = stats->received_bytes;
    progress.deltas = stats->indexed_deltas;
    progress.deltasInAll = stats->total_deltas;
    return tell(*connection);
}

// A piece of what the server prints; a line that it writes anew ends with a carriage return.
int onText(const char *text, int length, void *payload)
{
    auto *connection = static_cast<Connection *>(payload);
    for (const char c : std::string_view(text, static_cast<std::size_t>(std::max(length, 0)))) {
        if (c != '\r' && c != '\n') {
            if (connection->line.size() < longestLine)
                connection->line += c;
        } else if (!connection->line.empty()) {
            connection->progress.said = std::exchange(connection->line, {});
        }
    }
    return tell(*connection);
}

int onCredential(git_credential **out, const char *, const char *user, unsigned int allowed, void *payload)
{
    auto *connection = static_cast<Connection *>(payload);
    if (++connection->asked > 3)
        return GIT_EAUTH;
    if (allowed & GIT_CREDENTIAL_USERNAME)
        return git_credential_username_new(out, user ? user : "git");
    if (allowed & GIT_CREDENTIAL_SSH_KEY)
        return git_credential_ssh_key_from_agent(out, user ? user : "git");
    return GIT_PASSTHROUGH;
}

// A server that does not know the reference, or the address itself, does not learn it by being asked again.
bool isAboutServer()
{
    const git_error *last = git_error_last();
    return last && (last->klass == GIT_ERROR_NET || last->klass == GIT_ERROR_HTTP || last->klass == GIT_ERROR_SSH ||
                    last->klass == GIT_ERROR_INDEXER);
}

} // namespace

std::string lastGitMessage()
{
    const git_error *error = git_error_last();
    return error && error->message ? error->message : "no reason given";
}

Error gitError(const std::string &what, const CancelToken &cancel)
{
    if (cancel.cancelled())
        return {ErrorCode::Cancelled, "cancelled"};
    return {ErrorCode::Io, std::format("{}: {}", what, lastGitMessage())};
}

Connection::Connection(const Settings &used, GitWatcher told, const CancelToken &token)
    : settings(used), watcher(std::move(told)), cancel(token)
{
}

git_fetch_options Connection::options()
{
    // For ssh and git:, where libgit2 itself waits for the server; in milliseconds, for the whole process.
    git_libgit2_opts(GIT_OPT_SET_SERVER_CONNECT_TIMEOUT, settings.silenceMs);
    git_libgit2_opts(GIT_OPT_SET_SERVER_TIMEOUT, settings.silenceMs);
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    options.callbacks.transfer_progress = onProgress;
    options.callbacks.sideband_progress = onText;
    options.callbacks.credentials = onCredential;
    options.callbacks.transport = ownTransport;
    options.callbacks.payload = this;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    return options;
}

Error Connection::error(const std::string &url) const
{
    if (cancel.cancelled())
        return {ErrorCode::Cancelled, "cancelled"};
    if (failure)
        return *failure;
    Error error{ErrorCode::Io, std::format("{} cannot be fetched: {}", url, lastGitMessage())};
    if (isAboutServer())
        error.hint = "look at the network, or try again later: what came before is kept";
    return error;
}

bool Connection::worthRetrying() const
{
    return !cancel.cancelled() && !final && (failure || isAboutServer());
}

std::string idText(const git_oid &id)
{
    char text[GIT_OID_HEXSZ + 1] = {};
    git_oid_tostr(text, sizeof text, &id);
    return text;
}

} // namespace crossyard::remote
