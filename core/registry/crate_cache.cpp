// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/crate_cache.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/lock.h"
#include "base/strings.h"
#include "registry/crate_archive.h"

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

constexpr std::uint64_t largestCrate = std::uint64_t(256) << 20;
// Each download holds a lock, and so a file open.
constexpr std::ptrdiff_t atOnce = 200;

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

fs::path with(const fs::path &path, const char *ending)
{
    return fs::path(path) += ending;
}

std::string neededBy(const WantedCrate &crate)
{
    return crate.neededBy.empty() ? "" : std::format(", which `{}` needs", crate.neededBy);
}

// One archive on its way. While it is, nobody else writes its part.
struct Download {
    const WantedCrate *crate;
    fs::path archive;
    FileLock lock;
    fs::path part() const { return with(archive, ".part"); }
};

Result<void> accept(const Download &download, const Result<remote::Response> &answer)
{
    CY_CHECK(answer);
    const WantedCrate &crate = *download.crate;
    if (answer->status == 404 || answer->status == 410 || answer->status == 451 || answer->status == 403)
        return fail(ErrorCode::NotFound,
                    std::format("the server does not have {} {}{} ({}, status {})", crate.name,
                                crate.version.toString(), neededBy(crate), crate.url, answer->status));
    if (answer->status >= 300)
        return fail(ErrorCode::Io, std::format("{} cannot be read: status {}", crate.url, answer->status));
    if (auto right = checkChecksum(download.part(), crate.checksum); !right) {
        std::error_code ignored;
        fs::remove(download.part(), ignored); // so that the next try does not go on with it
        return fail(std::move(right).error().withContext(std::format("downloading {}", crate.url)));
    }
    CY_CHECK(syncToDisk(download.part()));
    std::error_code error;
    fs::rename(download.part(), download.archive, error);
    if (error)
        return fail(ioError("rename", download.part(), error));
    return {};
}

} // namespace

std::string directoryNameFor(const std::string &address)
{
    std::string end = address;
    while (end.ends_with('/'))
        end.pop_back();
    end = end.substr(end.find_last_of("/:") + 1);
    std::erase_if(end, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_'; });
    return std::format("{}-{}", end.substr(0, 40), sha256(address).substr(0, 16));
}

CrateCache::CrateCache(const fs::path &root, const std::string &source, fs::path files)
    : m_directory(root / directoryNameFor(source)), m_files(files.empty() ? m_directory / "archives" : std::move(files))
{
}

fs::path CrateCache::archiveOf(const WantedCrate &crate) const
{
    return m_files / fromUtf8(crate.title() + ".crate");
}

std::optional<fs::path> CrateCache::kept(const WantedCrate &crate) const
{
    return isThere(archiveOf(crate)) ? std::optional(archiveOf(crate)) : std::nullopt;
}

Result<std::vector<fs::path>> CrateCache::archives(const std::vector<WantedCrate> &wanted,
                                                   const remote::Settings &settings, bool offline,
                                                   const remote::Progress &progress, const CancelToken &cancel,
                                                   const std::function<void(const std::string &url)> &fetched)
{
    std::vector<fs::path> places;
    std::vector<WantedCrate> missing;
    for (const auto &crate : wanted) {
        places.push_back(archiveOf(crate));
        if (!isThere(places.back()))
            missing.push_back(crate);
    }
    if (missing.empty())
        return places;
    if (offline) {
        const auto &first = missing.front();
        return fail(Error{ErrorCode::NotFound,
                          std::format("{} {}{} is not in {}, and nothing is fetched offline ({} of {} are missing)",
                                      first.name, first.version.toString(), neededBy(first), toUtf8(m_files),
                                      missing.size(), wanted.size())}
                        .withHint("fetch once with a network"));
    }
    CY_CHECK(createDirectories(m_files));
    // Locks are taken in one order by everybody, so that nobody waits for one who waits for him.
    std::ranges::sort(missing, {}, [&](const auto &crate) { return archiveOf(crate); });
    const auto same = std::ranges::unique(missing, {}, [&](const auto &crate) { return archiveOf(crate); });
    missing.erase(same.begin(), same.end());
    std::uint64_t before = 0;
    for (auto begin = missing.begin(); begin != missing.end();) {
        const auto count = std::min<std::ptrdiff_t>(atOnce, missing.end() - begin);
        const std::vector<WantedCrate> some(begin, begin + count);
        std::uint64_t now = 0;
        const remote::Progress sum = [&](std::uint64_t received, std::uint64_t expected) {
            now = received;
            if (progress)
                progress(before + received, before + expected);
        };
        CY_CHECK(download(some, settings, sum, cancel, fetched));
        before += now;
        begin += count;
    }
    return places;
}

Result<void> CrateCache::download(const std::vector<WantedCrate> &wanted, const remote::Settings &settings,
                                  const remote::Progress &progress, const CancelToken &cancel,
                                  const std::function<void(const std::string &url)> &fetched)
{
    std::vector<Download> downloads;
    std::vector<remote::Request> requests;
    for (const auto &crate : wanted) {
        const fs::path archive = archiveOf(crate);
        CY_TRY(auto lock, FileLock::acquire(with(archive, ".lock"), FileLock::Mode::Exclusive, cancel, [] {}));
        if (isThere(archive)) {
            std::error_code ignored; // somebody else fetched it meanwhile
            fs::remove(with(archive, ".lock"), ignored);
            continue;
        }
        downloads.push_back({&crate, archive, std::move(lock)});
        requests.push_back({.url = crate.url, .file = downloads.back().part(), .limit = largestCrate});
    }
    CY_TRY(remote::Remote * network, remote::remote());
    const auto answers = network->downloader().fetch(requests, settings, progress, cancel);
    Result<void> all;
    for (std::size_t i = 0; i < downloads.size(); ++i) {
        auto accepted = accept(downloads[i], answers[i]);
        std::error_code ignored;
        if (accepted) {
            fs::remove(with(downloads[i].archive, ".lock"), ignored);
            if (fetched)
                fetched(answers[i]->url);
        } else if (all) {
            all = std::move(accepted);
        }
    }
    return all;
}

fs::path CrateCache::placeOf(const WantedCrate &crate) const
{
    const bool known = crate.checksum.size() == 64;
    const std::string sum = known ? "-" + toLower(crate.checksum).substr(0, 12) : "";
    return m_directory / "packages" / fromUtf8(crate.title() + sum);
}

Result<fs::path> CrateCache::unpacked(const WantedCrate &crate, const fs::path &archive)
{
    const fs::path place = placeOf(crate);
    if (!isThere(place))
        CY_CHECK(unpackCrate(archive, crate.checksum, crate.title(), place));
    return place;
}

} // namespace crossyard::registry
