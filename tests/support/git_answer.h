// SPDX-License-Identifier: MIT OR Apache-2.0
// A server of git repositories over HTTP, by git itself.
#pragma once

#include "support/http_server.h"

namespace crossyard::test {

/// What git answers to a request for "/NAME/info/refs" or "/NAME/git-upload-pack", where NAME is a repository in the
/// directory; else status 404.
HttpAnswer gitAnswer(const HttpRequest &request, const fs::path &directory);

/// Whether the request is for the pack, or for a step towards it.
bool asksForPack(const HttpRequest &request);

} // namespace crossyard::test
