// SPDX-License-Identifier: MIT OR Apache-2.0
// Bare repositories with one branch of ours for each reference that was fetched (refs/crossyard/...), so that offline
// it is known what a reference meant the last time.
#include "plugin/git_parts.h"
#include "plugin/network.h"
#include "plugin/plugin.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <thread>

namespace crossyard::remote {

namespace {

using Kind = GitReference::Kind;
using RemoteHandle = Git2<git_remote, git_remote_free>;
using Object = Git2<git_object, git_object_free>;

bool isId(const std::string &text)
{
    return text.size() == GIT_OID_HEXSZ && text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

// What is asked of the server. Without the full id, a revision may be anywhere, so that all branches are fetched.
std::vector<std::string> refspecs(const GitReference &reference)
{
    switch (reference.kind) {
    case Kind::Default:
        return {"+HEAD:refs/crossyard/HEAD"};
    case Kind::Branch:
        return {std::format("+refs/heads/{0}:refs/crossyard/heads/{0}", reference.name)};
    case Kind::Tag:
        return {std::format("+refs/tags/{0}:refs/crossyard/tags/{0}", reference.name)};
    case Kind::Revision:
        if (reference.name.starts_with("refs/"))
            return {std::format("+{0}:refs/crossyard/{0}", reference.name)};
        return {"+refs/heads/*:refs/crossyard/heads/*", "+refs/tags/*:refs/crossyard/tags/*",
                "+HEAD:refs/crossyard/HEAD"};
    }
    return {};
}

std::string specOf(const GitReference &reference)
{
    switch (reference.kind) {
    case Kind::Default:
        return "refs/crossyard/HEAD";
    case Kind::Branch:
        return "refs/crossyard/heads/" + reference.name;
    case Kind::Tag:
        return "refs/crossyard/tags/" + reference.name;
    case Kind::Revision:
        return reference.name.starts_with("refs/") ? "refs/crossyard/" + reference.name : reference.name;
    }
    return {};
}

std::string shown(const GitReference &reference)
{
    static constexpr const char *names[] = {"the default branch", "branch", "tag", "revision"};
    const std::string kind = names[static_cast<int>(reference.kind)];
    return reference.name.empty() ? kind : std::format("{} `{}`", kind, reference.name);
}

Result<Object> commitOf(git_repository *repository, const GitReference &reference)
{
    Object found;
    Object commit;
    if (git_revparse_single(found.out(), repository, specOf(reference).c_str()) != 0 ||
        git_object_peel(commit.out(), found.get(), GIT_OBJECT_COMMIT) != 0)
        return fail(ErrorCode::NotFound,
                    std::format("there is no {} in {}", shown(reference), git_repository_path(repository)));
    return commit;
}

Result<Repository> opened(const fs::path &database)
{
    Repository repository;
    if (git_repository_open_bare(repository.out(), toUtf8(database).c_str()) != 0)
        return fail(ErrorCode::NotFound,
                    std::format("{} is not a git repository: {}", toUtf8(database), lastGitMessage()));
    return repository;
}

Result<void> download(git_repository *repository, const std::string &url, const GitReference &reference,
                      Connection &connection)
{
    RemoteHandle remote;
    if (git_remote_create_anonymous(remote.out(), repository, url.c_str()) != 0)
        return fail(connection.error(url));
    auto specs = refspecs(reference);
    std::vector<char *> pointers;
    for (auto &spec : specs)
        pointers.push_back(spec.data());
    const git_strarray list{pointers.data(), pointers.size()};
    const git_fetch_options options = connection.options();
    if (git_remote_fetch(remote.get(), &list, &options, nullptr) != 0)
        return fail(connection.error(url));
    return {};
}

// What a process left that died in a transfer: libgit2's locks, and parts of packs. The caller holds our own lock.
void sweep(const fs::path &database)
{
    std::error_code error;
    std::vector<fs::path> stale;
    const auto look = [&](const fs::directory_entry &entry) {
        const std::string name = toUtf8(entry.path().filename());
        if (name.ends_with(".lock") || name.contains("_git2_"))
            stale.push_back(entry.path());
    };
    for (const char *below : {".", "objects", "objects/pack"}) {
        for (fs::directory_iterator it(database / below, error), end; !error && it != end; it.increment(error))
            look(*it);
    }
    for (fs::recursive_directory_iterator it(database / "refs", error), end; !error && it != end; it.increment(error))
        look(*it);
    for (const auto &file : stale)
        fs::remove(file, error);
}

Result<void> waitForRetry(const Settings &settings, int attempt, const CancelToken &cancel)
{
    constexpr qint64 stepMs = 20;
    for (auto left = pauseBefore(attempt, settings); left > 0; left -= stepMs) {
        CY_CHECK(cancel.check());
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min(left, stepMs)));
    }
    return {};
}

class Tree : public GitTree {
public:
    Tree(Repository repository, git_oid commit, Git2<git_tree, git_tree_free> tree)
        : m_repository(std::move(repository)), m_commit(commit), m_tree(std::move(tree))
    {
    }
    std::string commit() const override { return idText(m_commit); }
    Result<std::optional<std::string>> read(const std::string &path) const override
    {
        Git2<git_tree_entry, git_tree_entry_free> entry;
        const int status = git_tree_entry_bypath(entry.out(), m_tree.get(), path.c_str());
        if (status == GIT_ENOTFOUND)
            return std::nullopt;
        Git2<git_blob, git_blob_free> blob;
        if (status != 0 || git_blob_lookup(blob.out(), m_repository.get(), git_tree_entry_id(entry.get())) != 0)
            return fail(gitError(path, CancelToken()));
        return std::string(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                           static_cast<std::size_t>(git_blob_rawsize(blob.get())));
    }

private:
    Repository m_repository;
    git_oid m_commit;
    Git2<git_tree, git_tree_free> m_tree;
};

} // namespace

Result<std::string> LibGit::fetch(const std::string &url, const fs::path &database, const GitReference &reference,
                                  const Settings &settings, const GitWatcher &watcher, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    sweep(database);
    Repository repository;
    if (git_repository_init(repository.out(), toUtf8(database).c_str(), true) != 0)
        return fail(gitError(std::format("a repository in {}", toUtf8(database)), cancel)
                        .withHint("where it is damaged, remove it: it is fetched anew"));
    if (reference.kind == Kind::Revision && isId(reference.name)) {
        if (const auto known = commitOf(repository.get(), reference))
            return idText(*git_object_id(known->get()));
    }
    for (int attempt = 0;; ++attempt) {
        Connection connection(settings, watcher, cancel);
        auto done = download(repository.get(), url, reference, connection);
        if (done)
            break;
        if (attempt >= settings.retries || !connection.worthRetrying())
            return fail(std::move(done).error());
        CY_CHECK(waitForRetry(settings, attempt, cancel));
    }
    CY_TRY(const Object commit, commitOf(repository.get(), reference));
    return idText(*git_object_id(commit.get()));
}

Result<std::string> LibGit::resolve(const fs::path &database, const GitReference &reference)
{
    CY_TRY(const Repository repository, opened(database));
    CY_TRY(const Object commit, commitOf(repository.get(), reference));
    return idText(*git_object_id(commit.get()));
}

Result<std::unique_ptr<GitTree>> LibGit::open(const fs::path &database, const GitReference &reference)
{
    CY_TRY(Repository repository, opened(database));
    CY_TRY(const Object commit, commitOf(repository.get(), reference));
    Git2<git_tree, git_tree_free> tree;
    if (git_commit_tree(tree.out(), reinterpret_cast<git_commit *>(commit.get())) != 0)
        return fail(gitError(toUtf8(database), CancelToken()));
    return std::make_unique<Tree>(std::move(repository), *git_object_id(commit.get()), std::move(tree));
}

} // namespace crossyard::remote
