// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/index.h"

#include "base/files.h"
#include "base/lock.h"
#include "base/strings.h"
#include "registry/crate_cache.h"
#include "registry/fetch_activity.h"

#include <format>
#include <map>

namespace crossyard::registry {

namespace {

constexpr std::string_view sparsePrefix = "sparse+";

bool isGone(int status)
{
    return status == 404 || status == 410 || status == 451;
}

// A kept answer: its tag (or date) in the first line, then the text. No text at all: there is no such file.
struct Kept {
    std::string tag; // "ETag: ..." or "Last-Modified: ..."; empty: the server gave none
    std::string text;
};

class SparseIndex : public Index {
public:
    SparseIndex(std::string url, const Access &access)
        : m_url(std::move(url)), m_access(access), m_directory(access.cache / directoryNameFor(m_url) / "index")
    {
    }

    Result<std::optional<std::string>> file(const std::string &path) override
    {
        if (const auto it = m_answers.find(path); it != m_answers.end())
            return it->second;
        CY_CHECK(ask({path}));
        return m_answers[path];
    }

    Result<void> prefetch(const std::vector<std::string> &names) override
    {
        std::vector<std::string> paths;
        for (const auto &name : names) {
            if (const auto path = indexPath(name); !m_answers.contains(path))
                paths.push_back(path);
        }
        return paths.empty() ? Result<void>() : ask(paths);
    }

private:
    std::optional<Kept> kept(const std::string &path) const
    {
        const auto text = readFile(m_directory / fromUtf8(path));
        const auto end = text ? text->find('\n') : std::string::npos;
        if (end == std::string::npos)
            return std::nullopt;
        return Kept{text->substr(0, end), text->substr(end + 1)};
    }

    Result<void> keep(const std::string &path, const remote::Response &answer)
    {
        std::string tag;
        if (const auto it = answer.headers.find("etag"); it != answer.headers.end())
            tag = "If-None-Match: " + it->second;
        else if (const auto date = answer.headers.find("last-modified"); date != answer.headers.end())
            tag = "If-Modified-Since: " + date->second;
        const fs::path file = m_directory / fromUtf8(path);
        CY_CHECK(createDirectories(file.parent_path()));
        return writeFile(file, replaceAll(tag, "\n", "") + "\n" + answer.body);
    }

    Result<void> ask(const std::vector<std::string> &paths)
    {
        std::vector<remote::Request> requests;
        std::vector<std::optional<Kept>> before;
        for (const auto &path : paths) {
            before.push_back(kept(path));
            if (m_access.offline) {
                m_answers[path] = before.back() ? std::optional(before.back()->text) : std::nullopt;
                continue;
            }
            remote::Request request{.url = m_url.substr(sparsePrefix.size()) + path};
            const auto colon = before.back() ? before.back()->tag.find(": ") : std::string::npos;
            if (colon != std::string::npos)
                request.headers[before.back()->tag.substr(0, colon)] = before.back()->tag.substr(colon + 2);
            requests.push_back(std::move(request));
        }
        if (m_access.offline)
            return {};
        if (m_access.reporter)
            m_access.reporter->line(
                0, std::format("reading {} of the index {}",
                               paths.size() == 1 ? paths.front() : std::format("{} files", paths.size()), m_url));
        CY_TRY(remote::Remote * network, remote::remote());
        const auto answers =
            network->downloader().fetch(requests, m_access.settings, m_access.progress, m_access.cancel);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            CY_CHECK(answers[i]);
            if (answers[i]->status == 304 && before[i]) {
                m_answers[paths[i]] = before[i]->text;
            } else if (isGone(answers[i]->status)) {
                m_answers[paths[i]] = std::nullopt;
                std::error_code ignored;
                fs::remove(m_directory / fromUtf8(paths[i]), ignored);
            } else if (answers[i]->status == 200) {
                CY_CHECK(keep(paths[i], *answers[i]));
                m_answers[paths[i]] = answers[i]->body;
            } else {
                return fail(ErrorCode::Io,
                            std::format("{} cannot be read: status {}", requests[i].url, answers[i]->status));
            }
        }
        return {};
    }

    std::string m_url; // with "sparse+", ending in '/'
    const Access &m_access;
    fs::path m_directory;
    std::map<std::string, std::optional<std::string>> m_answers;
};

class GitIndex : public Index {
public:
    explicit GitIndex(std::unique_ptr<remote::GitTree> tree) : m_tree(std::move(tree)) {}
    Result<std::optional<std::string>> file(const std::string &path) override { return m_tree->read(path); }
    Result<void> prefetch(const std::vector<std::string> &) override { return {}; }

private:
    std::unique_ptr<remote::GitTree> m_tree;
};

class LocalIndex : public Index {
public:
    explicit LocalIndex(fs::path directory) : m_directory(std::move(directory)) {}
    Result<std::optional<std::string>> file(const std::string &path) override
    {
        const fs::path file = m_directory / fromUtf8(path);
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            return std::nullopt;
        CY_TRY(std::string text, readFile(file));
        return text;
    }
    Result<void> prefetch(const std::vector<std::string> &) override { return {}; }

private:
    fs::path m_directory;
};

} // namespace

Result<std::unique_ptr<Index>> openIndex(const std::string &url, const Access &access)
{
    if (url.starts_with(sparsePrefix))
        return std::make_unique<SparseIndex>(url.ends_with('/') ? url : url + "/", access);
    const fs::path database = access.cache / directoryNameFor(url) / "git";
    CY_TRY(remote::Remote * plugin, remote::remote());
    if (!access.offline) {
        CY_CHECK(createDirectories(database.parent_path()));
        CY_TRY(const auto lock,
               FileLock::acquire(database.parent_path() / "git.lock", FileLock::Mode::Exclusive, access.cancel, [] {}));
        FetchActivity activity(access, std::format("Fetching the index {}", url));
        const auto came = plugin->git().fetch(url, database, {}, access.settings, activity.watcher(), access.cancel);
        activity.end(came);
        CY_CHECK(came);
    }
    auto tree = plugin->git().open(database, {});
    if (!tree)
        return fail(Error{ErrorCode::NotFound, std::format("the index {} was never fetched", url)}.withHint(
            "fetch once with a network"));
    return std::make_unique<GitIndex>(std::move(*tree));
}

std::unique_ptr<Index> localIndex(const fs::path &directory)
{
    return std::make_unique<LocalIndex>(directory);
}

} // namespace crossyard::registry
