// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/git_sources.h"

#include "base/files.h"
#include "base/lock.h"
#include "base/staged_dir.h"
#include "cargo/manifest.h"
#include "registry/crate_cache.h"
#include "registry/fetch_activity.h"

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

// Shallow ones first, so that a package's own manifest wins over those of its examples.
void collect(const fs::path &directory, int depth, std::vector<std::pair<int, fs::path>> &found)
{
    std::error_code error;
    if (fs::is_regular_file(directory / "Cargo.toml", error))
        found.emplace_back(depth, directory);
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const auto name = toUtf8(it->path().filename());
        if (!it->is_symlink(ignored) && it->is_directory(ignored) && !name.starts_with(".") && name != "target")
            collect(it->path(), depth + 1, found);
    }
}

} // namespace

remote::GitReference parseGitReference(std::string_view text)
{
    using Kind = remote::GitReference::Kind;
    const auto equals = text.find('=');
    const auto kind = text.substr(0, equals);
    if (equals == std::string_view::npos)
        return {};
    return {kind == "branch" ? Kind::Branch
            : kind == "tag"  ? Kind::Tag
                             : Kind::Revision,
            std::string(text.substr(equals + 1))};
}

bool isCheckedOut(const GitSource &source, const Access &access)
{
    const fs::path checkouts = access.cache / "git" / "checkouts" / directoryNameFor(source.url);
    std::error_code ignored;
    return !source.commit.empty() && fs::exists(checkouts / fromUtf8(source.commit), ignored);
}

Result<GitCheckout> gitCheckout(const GitSource &source, const Access &access)
{
    const std::string name = directoryNameFor(source.url);
    const fs::path checkouts = access.cache / "git" / "checkouts" / name;
    const auto placeOf = [&](const std::string &commit) { return checkouts / fromUtf8(commit); };
    std::error_code ignored;
    if (!source.commit.empty() && fs::exists(placeOf(source.commit), ignored))
        return GitCheckout{source.commit, placeOf(source.commit)};
    const fs::path database = access.cache / "git" / "db" / name;
    const auto reference = source.commit.empty()
                               ? parseGitReference(source.reference)
                               : remote::GitReference{remote::GitReference::Kind::Revision, source.commit};
    CY_TRY(remote::Remote * plugin, remote::remote());
    CY_CHECK(createDirectories(database.parent_path()));
    CY_TRY(const auto lock,
           FileLock::acquire(fs::path(database) += ".lock", FileLock::Mode::Exclusive, access.cancel, [] {}));
    std::string commit;
    if (access.offline) {
        auto known = plugin->git().resolve(database, reference);
        if (!known)
            return fail(Error{ErrorCode::NotFound,
                              std::format("{} was not fetched, and nothing is fetched offline", source.url)}
                            .withHint("fetch once with a network"));
        commit = *known;
    } else {
        FetchActivity activity(access, std::format("Fetching {}", source.url));
        const auto came =
            plugin->git().fetch(source.url, database, reference, access.settings, activity.watcher(), access.cancel);
        activity.end(came);
        CY_TRY(commit, came);
    }
    if (fs::exists(placeOf(commit), ignored))
        return GitCheckout{commit, placeOf(commit)};
    CY_TRY(StagedDir stage, StagedDir::create(checkouts));
    CY_CHECK(plugin->git().checkout(database, source.url, commit, stage.path(), access.settings, access.cancel));
    CY_CHECK(stage.publishAs(placeOf(commit)));
    return GitCheckout{commit, placeOf(commit)};
}

fs::path checkoutAround(const fs::path &directory, const fs::path &cache)
{
    const fs::path checkouts = cache / "git" / "checkouts";
    if (!isBelow(directory, checkouts))
        return {};
    const fs::path inner = directory.lexically_relative(checkouts);
    auto part = inner.begin();
    if (std::distance(part, inner.end()) < 2)
        return {};
    const fs::path repository = *part++;
    return checkouts / repository / *part;
}

Result<std::map<std::string, fs::path>> packagesBelow(const fs::path &directory)
{
    std::vector<std::pair<int, fs::path>> found;
    collect(directory, 0, found);
    std::ranges::sort(found);
    std::map<std::string, fs::path> packages;
    for (const auto &[depth, place] : found) {
        const auto file = cargo::readManifestFile(place / "Cargo.toml");
        if (!file || !(*file)->isPackage())
            continue; // tests of tools hold broken manifests on purpose
        const char *table = (*file)->table.contains("package") ? "package" : "project";
        if (const auto name = (*file)->table[table]["name"].value<std::string>())
            packages.try_emplace(*name, place);
    }
    return packages;
}

} // namespace crossyard::registry
