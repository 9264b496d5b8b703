// SPDX-License-Identifier: MIT OR Apache-2.0
// git over HTTP by the network that all other transfers use. libgit2's own waits in its sockets, where nobody can
// cancel it, and knows other proxies and certificates.
#pragma once

#include <git2.h>
#include <git2/sys/transport.h>

namespace crossyard::remote {

/// A git_transport_cb: ours for http: and https:, libgit2's for all else. `connection` is a Connection.
int ownTransport(git_transport **out, git_remote *owner, void *connection);

} // namespace crossyard::remote
