// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/files.h"

#include <windows.h>

namespace crossyard {

Result<void> syncToDisk(const fs::path &path)
{
    if (fs::is_directory(path))
        return {}; // NTFS journals its directories; there is nothing to flush
    const HANDLE file = ::CreateFileW(path.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                      OPEN_EXISTING, 0, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return fail(ioError("open", path, {static_cast<int>(::GetLastError()), std::system_category()}));
    const BOOL done = ::FlushFileBuffers(file);
    const auto code = static_cast<int>(::GetLastError());
    ::CloseHandle(file);
    if (!done)
        return fail(ioError("sync", path, {code, std::system_category()}));
    return {};
}

std::uintmax_t treeSize(const fs::path &path)
{
    std::uintmax_t total = 0;
    std::error_code error;
    if (fs::is_regular_file(fs::symlink_status(path, error)))
        return fs::file_size(path, error);
    for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && !it->is_symlink(ignored))
            total += it->file_size(ignored);
    }
    return total;
}

Result<FileStamp> stampOf(const fs::path &file)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error)
        return fail(ioError("look at", file, error));
    const auto time = fs::last_write_time(file, error);
    if (error)
        return fail(ioError("look at", file, error));
    return FileStamp{size, std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count()};
}

Result<std::vector<DirectoryEntry>> readDirectory(const fs::path &directory)
{
    std::vector<DirectoryEntry> entries;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_directory(ignored)) {
            entries.push_back({it->path().filename().native(), true});
        } else if (it->is_regular_file(ignored)) {
            if (const auto stamp = stampOf(it->path()))
                entries.push_back({it->path().filename().native(), false, *stamp});
        }
    }
    if (error)
        return fail(ioError("read directory", directory, error));
    return entries;
}

} // namespace crossyard
