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

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

fs::path with(const fs::path &path, const char *ending)
{
    return fs::path(path) += ending;
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
        return fail(ErrorCode::NotFound, std::format("the server does not have {} {} ({}, status {})", crate.name,
                                                     crate.version.toString(), crate.url, answer->status));
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

CrateCache::CrateCache(const fs::path &root, const std::string &source) : m_directory(root / directoryNameFor(source))
{
}

fs::path CrateCache::archiveOf(const WantedCrate &crate) const
{
    return m_directory / "archives" / fromUtf8(crate.title() + ".crate");
}

Result<std::vector<fs::path>> CrateCache::archives(const std::vector<WantedCrate> &wanted,
                                                   const remote::Settings &settings, bool offline,
                                                   const remote::Progress &progress, const CancelToken &cancel)
{
    std::vector<fs::path> places;
    std::vector<std::size_t> missing;
    for (const auto &crate : wanted) {
        places.push_back(archiveOf(crate));
        if (!isThere(places.back()))
            missing.push_back(places.size() - 1);
    }
    if (missing.empty())
        return places;
    if (offline) {
        const auto &first = wanted[missing.front()];
        return fail(Error{ErrorCode::NotFound,
                          std::format("{} {} is not here, and nothing is fetched offline ({} of {} are missing)",
                                      first.name, first.version.toString(), missing.size(), wanted.size())}
                        .withHint("fetch once with a network"));
    }
    CY_CHECK(createDirectories(m_directory / "archives"));
    // Locks are taken in one order by everybody, so that nobody waits for one who waits for him.
    std::ranges::sort(missing, {}, [&](std::size_t i) { return places[i]; });
    missing.erase(std::ranges::unique(missing, {}, [&](std::size_t i) { return places[i]; }).begin(), missing.end());
    std::vector<Download> downloads;
    std::vector<remote::Request> requests;
    for (const auto index : missing) {
        CY_TRY(auto lock, FileLock::acquire(with(places[index], ".lock"), FileLock::Mode::Exclusive, cancel, [] {}));
        if (isThere(places[index]))
            continue; // somebody else fetched it meanwhile
        downloads.push_back({&wanted[index], places[index], std::move(lock)});
        requests.push_back({.url = wanted[index].url, .file = downloads.back().part(), .limit = largestCrate});
    }
    CY_TRY(remote::Remote * network, remote::remote());
    const auto answers = network->downloader().fetch(requests, settings, progress, cancel);
    Result<void> all;
    for (std::size_t i = 0; i < downloads.size(); ++i) {
        auto accepted = accept(downloads[i], answers[i]);
        std::error_code ignored;
        if (accepted)
            fs::remove(with(downloads[i].archive, ".lock"), ignored);
        else if (all)
            all = std::move(accepted);
    }
    CY_CHECK(all);
    return places;
}

Result<fs::path> CrateCache::unpacked(const WantedCrate &crate, const fs::path &archive)
{
    const fs::path place = m_directory / "packages" / fromUtf8(crate.title());
    if (!isThere(place))
        CY_CHECK(unpackCrate(archive, crate.checksum, crate.title(), place));
    return place;
}

} // namespace crossyard::registry
