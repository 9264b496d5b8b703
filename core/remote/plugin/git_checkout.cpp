// SPDX-License-Identifier: MIT OR Apache-2.0
// The files of one commit in a directory, with those of submodules, and of theirs.
#include "plugin/git_parts.h"
#include "plugin/plugin.h"

#include <format>

namespace crossyard::remote {

namespace {

constexpr int deepest = 16; // a submodule that holds itself would not end

void onStep(const char *, std::size_t, std::size_t, void *) {}

int onNotify(git_checkout_notify_t, const char *, const git_diff_file *, const git_diff_file *, const git_diff_file *,
             void *payload)
{
    return static_cast<const CancelToken *>(payload)->cancelled() ? GIT_EUSER : 0;
}

git_checkout_options checkoutOptions(const CancelToken &cancel)
{
    git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
    options.checkout_strategy = GIT_CHECKOUT_FORCE;
    options.progress_cb = onStep;
    options.notify_flags = GIT_CHECKOUT_NOTIFY_UPDATED | GIT_CHECKOUT_NOTIFY_DIRTY;
    options.notify_cb = onNotify;
    options.notify_payload = const_cast<CancelToken *>(&cancel);
    return options;
}

int onSubmodule(git_submodule *, const char *name, void *payload)
{
    static_cast<std::vector<std::string> *>(payload)->emplace_back(name);
    return 0;
}

Result<void> updateSubmodules(git_repository *repository, const Settings &settings, const CancelToken &cancel,
                              int depth)
{
    std::vector<std::string> names;
    git_submodule_foreach(repository, onSubmodule, &names);
    if (!names.empty() && depth > deepest)
        return fail(ErrorCode::BadInput, "submodules are nested too deeply");
    for (const auto &name : names) {
        CY_CHECK(cancel.check());
        const std::string what = std::format("submodule {}", name);
        Git2<git_submodule, git_submodule_free> submodule;
        if (git_submodule_lookup(submodule.out(), repository, name.c_str()) != 0)
            return fail(gitError(what, cancel));
        // What has no commit in the tree is left behind by a .gitmodules that lists too much.
        if (!git_submodule_head_id(submodule.get()) ||
            git_submodule_update_strategy(submodule.get()) == GIT_SUBMODULE_UPDATE_NONE)
            continue;
        Connection connection(settings, {}, cancel);
        git_submodule_update_options options = GIT_SUBMODULE_UPDATE_OPTIONS_INIT;
        options.fetch_opts = connection.options();
        options.checkout_opts = checkoutOptions(cancel);
        if (git_submodule_update(submodule.get(), true, &options) != 0) {
            const char *url = git_submodule_url(submodule.get());
            return fail(connection.error(url ? url : what).withContext("fetching " + what));
        }
        Repository inner;
        if (git_submodule_open(inner.out(), submodule.get()) != 0)
            return fail(gitError(what, cancel));
        CY_CHECK(updateSubmodules(inner.get(), settings, cancel, depth + 1));
    }
    return {};
}

} // namespace

Result<void> LibGit::checkout(const fs::path &database, const std::string &url, const std::string &commit,
                              const fs::path &directory, const Settings &settings, const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    const std::string what = std::format("{} at {}", url, commit);
    Repository repository;
    // Its objects stay in the database.
    if (git_repository_init(repository.out(), toUtf8(directory).c_str(), false) != 0)
        return fail(gitError(what, cancel));
    Git2<git_odb, git_odb_free> objects;
    if (git_repository_odb(objects.out(), repository.get()) != 0 ||
        git_odb_add_disk_alternate(objects.get(), toUtf8(database / "objects").c_str()) != 0)
        return fail(gitError(what, cancel));
    git_oid id;
    Git2<git_object, git_object_free> object;
    if (git_oid_fromstr(&id, commit.c_str()) != 0 ||
        git_object_lookup(object.out(), repository.get(), &id, GIT_OBJECT_COMMIT) != 0 ||
        git_repository_set_head_detached(repository.get(), &id) != 0)
        return fail(gitError(what, cancel));
    // Relative addresses of submodules are taken from the remote "origin".
    Git2<git_remote, git_remote_free> origin;
    if (git_remote_create(origin.out(), repository.get(), "origin", url.c_str()) != 0)
        return fail(gitError(what, cancel));
    const git_checkout_options checkout = checkoutOptions(cancel);
    if (git_checkout_tree(repository.get(), object.get(), &checkout) != 0)
        return fail(gitError(what, cancel));
    return updateSubmodules(repository.get(), settings, cancel, 0);
}

} // namespace crossyard::remote
