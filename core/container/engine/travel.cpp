// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/travel.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/lockfile.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::container {

namespace {

constexpr const char *directoryMark = "directory";

// https://bford.info/cachedir: what stands in such a directory can be made again.
bool isCache(const fs::path &directory)
{
    static constexpr std::string_view signature = "Signature: 8a477f597d28d172789f06886806bc55";
    std::error_code ignored;
    if (!fs::is_regular_file(directory / "CACHEDIR.TAG", ignored))
        return false;
    return readFile(directory / "CACHEDIR.TAG").value_or("").starts_with(signature);
}

// Where cargo keeps what an index says of a package: "1/a", "2/ab", "3/a/abc", "se/rd/serde".
std::string placeInIndex(const std::string &name)
{
    const auto lower = toLower(name);
    switch (lower.size()) {
    case 1:
    case 2:
        return std::format("{}/{}", lower.size(), lower);
    case 3:
        return std::format("3/{}/{}", lower.substr(0, 1), lower);
    default:
        return std::format("{}/{}/{}", lower.substr(0, 2), lower.substr(2, 2), lower);
    }
}

// The directories of indexes below "registry/PART".
std::vector<std::string> indexesIn(const fs::path &part)
{
    std::vector<std::string> names;
    const auto entries = readDirectory(part);
    for (const auto &entry : entries.value_or(std::vector<DirectoryEntry>())) {
        if (entry.directory)
            names.push_back(toUtf8(fs::path(entry.name)));
    }
    return names;
}

// Of all that was ever fetched into a CARGO_HOME, what the lock names.
Result<std::vector<std::string>> lockedParts(const fs::path &registry, const fs::path &lock)
{
    CY_TRY(const auto locked, cargo::readLockfile(lock));
    std::vector<std::string> parts;
    for (const auto &index : indexesIn(registry / "index")) {
        const std::string below = "index/" + index;
        std::error_code ignored;
        // cargo compares what it remembers of a git index with its commit.
        if (fs::is_directory(registry / fromUtf8(below) / ".git", ignored)) {
            parts.push_back(below);
            continue;
        }
        for (const char *file : {"config.json", ".last-updated"})
            parts.push_back(std::format("{}/{}", below, file));
        for (const auto &package : locked.packages)
            parts.push_back(std::format("{}/.cache/{}", below, placeInIndex(package.name)));
    }
    for (const char *kind : {"cache", "src"}) {
        for (const auto &index : indexesIn(registry / kind)) {
            for (const auto &package : locked.packages)
                parts.push_back(std::format("{}/{}/{}-{}{}", kind, index, package.name, package.version.toString(),
                                            kind == std::string_view("cache") ? ".crate" : ""));
        }
    }
    return parts;
}

class Lister {
public:
    Lister(const fs::path &root, const Mount::Travel &travel, const CancelToken &cancel)
        : m_root(root), m_travel(travel), m_cancel(cancel)
    {
    }

    Result<TravelList> list()
    {
        auto parts = m_travel.parts;
        if (m_travel.lock) {
            CY_TRY(parts, lockedParts(m_root, *m_travel.lock));
        } else if (parts.empty()) {
            CY_CHECK(addBelow(m_root, ""));
        }
        for (const auto &part : parts) {
            std::error_code ignored;
            if (const auto path = m_root / fromUtf8(part); fs::symlink_status(path, ignored).type() != missing)
                CY_CHECK(add(path, part));
        }
        return std::move(m_list);
    }

private:
    static constexpr auto missing = fs::file_type::not_found;

    Result<void> add(const fs::path &path, const std::string &name)
    {
        CY_CHECK(m_cancel.check());
        std::error_code error;
        const auto status = fs::symlink_status(path, error);
        if (fs::is_symlink(status)) {
            m_list[name] = "link to " + toUtf8(fs::read_symlink(path, error));
        } else if (fs::is_directory(status)) {
            const bool left = std::ranges::contains(m_travel.without, path) || (!m_travel.caches && isCache(path));
            m_list[name] = directoryMark;
            if (!left)
                return addBelow(path, name + "/");
        } else if (fs::is_regular_file(status)) {
            CY_TRY(const auto stamp, stampOf(path));
            m_list[name] = std::format("{} {} {:o}", stamp.size, stamp.mtimeNs,
                                       static_cast<unsigned>(status.permissions() & fs::perms::owner_all));
        }
        return {};
    }

    Result<void> addBelow(const fs::path &directory, const std::string &prefix)
    {
        std::error_code error;
        for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
            CY_CHECK(add(it->path(), prefix + toUtf8(it->path().filename())));
        if (error)
            return fail(ioError("read", directory, error));
        return {};
    }

    const fs::path &m_root;
    const Mount::Travel &m_travel;
    const CancelToken &m_cancel;
    TravelList m_list;
};

bool isBelowAny(const std::string &path, const std::set<std::string> &directories)
{
    for (auto slash = path.rfind('/'); slash != std::string::npos && slash > 0; slash = path.rfind('/', slash - 1)) {
        if (directories.contains(path.substr(0, slash)))
            return true;
    }
    return false;
}

} // namespace

Result<TravelList> listTravel(const fs::path &directory, const Mount::Travel &travel, const CancelToken &cancel)
{
    return Lister(directory, travel, cancel).list();
}

TravelChanges travelChanges(const TravelList &before, const TravelList &now)
{
    TravelChanges changes;
    std::set<std::string> removed;
    for (const auto &[path, state] : before) {
        const auto it = now.find(path);
        // A directory goes with all that is below it.
        if ((it == now.end() || it->second != state) && !isBelowAny(path, removed))
            removed.insert(path);
    }
    for (const auto &[path, state] : now) {
        const auto it = before.find(path);
        if (it == before.end() || it->second != state || isBelowAny(path, removed))
            changes.sent.push_back(path);
    }
    changes.removed.assign(removed.begin(), removed.end());
    return changes;
}

} // namespace crossyard::container
