// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace crossyard {

namespace {

std::error_code lastError()
{
    return {errno, std::generic_category()};
}

FileStamp stampFrom(const struct stat &info)
{
#ifdef __APPLE__
    const auto &time = info.st_mtimespec;
#else
    const auto &time = info.st_mtim;
#endif
    return {static_cast<std::uintmax_t>(info.st_size), time.tv_sec * 1'000'000'000LL + time.tv_nsec};
}

} // namespace

Result<void> syncToDisk(const fs::path &path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(ioError("open", path, lastError()));
    const int rc = ::fsync(fd);
    const auto error = lastError();
    ::close(fd);
    // Some file systems cannot sync a directory and say EINVAL; the rename itself is atomic all the same.
    if (rc != 0 && error.value() != EINVAL)
        return fail(ioError("sync", path, error));
    return {};
}

std::uintmax_t treeSize(const fs::path &path)
{
    std::uintmax_t total = 0;
    std::set<std::pair<dev_t, ino_t>> seen;
    auto count = [&](const fs::path &file) {
        struct stat info {};
        if (::lstat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && seen.emplace(info.st_dev, info.st_ino).second)
            total += static_cast<std::uintmax_t>(info.st_size);
    };
    count(path);
    std::error_code error;
    for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error))
        count(it->path());
    return total;
}

Result<FileStamp> stampOf(const fs::path &file)
{
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0)
        return fail(ioError("look at", file, lastError()));
    return stampFrom(info);
}

Result<std::vector<DirectoryEntry>> readDirectory(const fs::path &directory)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::opendir(directory.c_str()), ::closedir);
    if (!stream)
        return fail(ioError("read directory", directory, lastError()));
    std::vector<DirectoryEntry> entries;
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(stream.get());
        if (!entry && errno != 0)
            return fail(ioError("read directory", directory, lastError()));
        if (!entry)
            return entries;
        const std::string_view name = entry->d_name;
        struct stat info {};
        if (name == "." || name == "..")
            continue;
        if (entry->d_type == DT_DIR)
            entries.push_back({std::string(name), true});
        else if (::fstatat(::dirfd(stream.get()), entry->d_name, &info, 0) != 0)
            continue;
        else if (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode))
            entries.push_back({std::string(name), S_ISDIR(info.st_mode), stampFrom(info)});
    }
}

} // namespace crossyard
