// SPDX-License-Identifier: MIT OR Apache-2.0
// libgit2's objects with an owner, its errors, and how it reaches servers.
#pragma once

#include "remote/remote.h"

#include <git2.h>
#include <utility>

namespace crossyard::remote {

template <class T, void (*Free)(T *)> class Git2 {
public:
    Git2() = default;
    Git2(Git2 &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Git2 &operator=(Git2 &&other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Git2()
    {
        if (m_object)
            Free(m_object);
    }
    T *get() const { return m_object; }
    T **out() { return &m_object; }
    explicit operator bool() const { return m_object; }

private:
    T *m_object = nullptr;
};
using Repository = Git2<git_repository, git_repository_free>;

/// What libgit2 says about the last failure in this thread.
std::string lastGitMessage();
/// That, as an error about `what`; Cancelled where the token is.
Error gitError(const std::string &what, const CancelToken &cancel);

/// One transfer: its callbacks (progress, cancelling, keys from the ssh agent) and what came of it. It must outlive the
/// transfer.
struct Connection {
    Connection(const Settings &settings, GitWatcher watcher, const CancelToken &cancel);
    git_fetch_options options();
    /// Why it failed, with the address. Errors: Io, NotFound, Unsupported, Cancelled.
    Error error(const std::string &url) const;
    /// Whether another try may have more luck.
    bool worthRetrying() const;

    const Settings &settings;
    GitWatcher watcher;
    GitProgress progress = {};
    const CancelToken &cancel;
    std::string line = {}; // of the server, that has no end yet
    int asked = 0;         // how often a credential was wanted; a wrong one is asked for again and again
    /// What our own transport saw; libgit2's message is the second best.
    std::optional<Error> failure = {};
    bool final = false; // the failure would come again
};

std::string idText(const git_oid &id);

} // namespace crossyard::remote
