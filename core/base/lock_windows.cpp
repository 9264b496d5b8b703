// SPDX-License-Identifier: MIT OR Apache-2.0
// LockFileEx on the first byte.
#include "base/lock.h"

#include "base/files.h"

#include <windows.h>

namespace crossyard {

void FileLock::release()
{
    if (held())
        ::CloseHandle(reinterpret_cast<HANDLE>(m_handle));
    m_handle = invalid;
}

Result<FileLock> FileLock::tryAcquire(const fs::path &file, Mode mode)
{
    CY_CHECK(createDirectories(file.parent_path()));
    const HANDLE handle = ::CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE,
                                        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                                        FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return fail(ioError("open lock", file, {static_cast<int>(::GetLastError()), std::system_category()}));
    FileLock lock(reinterpret_cast<std::intptr_t>(handle));
    OVERLAPPED position{};
    const DWORD flags = LOCKFILE_FAIL_IMMEDIATELY | (mode == Mode::Exclusive ? LOCKFILE_EXCLUSIVE_LOCK : 0);
    if (!::LockFileEx(handle, flags, 0, 1, 0, &position)) {
        if (::GetLastError() == ERROR_LOCK_VIOLATION)
            return FileLock();
        return fail(ioError("lock", file, {static_cast<int>(::GetLastError()), std::system_category()}));
    }
    return lock;
}

} // namespace crossyard
