// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/staged_dir.h"

#include <QRandomGenerator>

#include <chrono>
#include <format>
#include <utility>

namespace crossyard {

namespace {

constexpr std::string_view stagePrefix = ".stage-";

} // namespace

Result<StagedDir> StagedDir::create(const fs::path &parent)
{
    CY_CHECK(createDirectories(parent));
    while (true) {
        const fs::path root =
            parent / (std::string(stagePrefix) + std::format("{:016x}", QRandomGenerator::global()->generate64()));
        std::error_code error;
        fs::create_directory(root, error);
        if (error)
            return fail(ioError("create directory", root, error));
        CY_TRY(FileLock lock, FileLock::tryAcquire(root / "lock", FileLock::Mode::Exclusive));
        if (!lock.held())
            continue; // somebody sweeps, and took it for a dead one before we had the lock
        fs::create_directory(root / "d", error);
        if (error == std::errc::no_such_file_or_directory)
            continue; // as above, and what we hold is the lock of a file that is gone with it
        if (error)
            return fail(ioError("create directory", root / "d", error));
        return StagedDir(root, std::move(lock));
    }
}

StagedDir::StagedDir(StagedDir &&other) noexcept
    : m_root(std::exchange(other.m_root, {})), m_lock(std::move(other.m_lock))
{
}

StagedDir &StagedDir::operator=(StagedDir &&other) noexcept
{
    std::swap(m_root, other.m_root);
    std::swap(m_lock, other.m_lock);
    return *this;
}

StagedDir::~StagedDir()
{
    if (m_root.empty())
        return;
    m_lock.release();
    std::error_code ignored;
    fs::remove_all(m_root, ignored);
}

Result<void> StagedDir::publishAs(const fs::path &finalPath)
{
    std::error_code error;
    for (fs::recursive_directory_iterator it(path(), error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (!it->is_symlink(ignored) && it->is_regular_file(ignored))
            CY_CHECK(syncToDisk(it->path()));
    }
    if (error)
        return fail(ioError("read directory", path(), error));
    if (fs::exists(finalPath, error))
        return {};
    CY_CHECK(createDirectories(finalPath.parent_path()));
    auto published = publish(path(), finalPath);
    // Another process may have been there between the two.
    return !published && fs::exists(path(), error) && fs::exists(finalPath, error) ? Result<void>() : published;
}

void sweepStages(const fs::path &parent)
{
    std::error_code error;
    for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
        if (!it->path().filename().string().starts_with(stagePrefix))
            continue;
        // A stage that was made this moment may not have its lock file yet. Between making that file and locking it,
        // its maker notices that we were faster, and takes another stage.
        std::error_code ignored;
        if (!fs::exists(it->path() / "lock", ignored)) {
            const auto made = fs::last_write_time(it->path(), ignored);
            if (ignored || fs::file_time_type::clock::now() - made < std::chrono::seconds(2))
                continue;
        }
        const auto lock = FileLock::tryAcquire(it->path() / "lock", FileLock::Mode::Exclusive);
        if (!lock || !lock->held())
            continue;
        fs::remove_all(it->path(), ignored);
    }
}

} // namespace crossyard
