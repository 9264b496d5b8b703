// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading and publishing files. What is written is complete and on the disk before it gets its name.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard {

/// The whole file. Errors: Io (with the path in the message).
Result<std::string> readFile(const fs::path &file);
/// Its bytes, a part of at most 256 KiB at a time. Errors: Io, as above; some parts may have been given by then.
Result<void> readParts(const fs::path &file, const std::function<void(std::string_view)> &take);
/// Replaces the file: written beside it, synced, renamed. Its directory must exist. Errors: Io; the old file stays.
Result<void> writeFile(const fs::path &file, std::string_view bytes);
/// For everybody who may read it. Errors: Io.
Result<void> makeExecutable(const fs::path &file);
Result<void> createDirectories(const fs::path &directory);
/// Removes a tree, and opens its directories for that where they are closed to us; nothing there is not an error.
/// Errors: Io.
Result<void> removeTree(const fs::path &path);
/// A second name for the file; a copy where the file system has no hard links. The target must not exist.
Result<void> linkOrCopy(const fs::path &from, const fs::path &to);
/// Renames, then syncs the directory. The target must not exist. Errors: Io.
Result<void> publish(const fs::path &from, const fs::path &to);
/// Flushes a file's bytes (or a directory's entries) to the disk. Errors: Io.
Result<void> syncToDisk(const fs::path &path);

/// Bytes in all regular files under the path, links not followed, each inode once.
std::uintmax_t treeSize(const fs::path &path);

/// What identifies a file's content without reading it.
struct FileStamp {
    std::uintmax_t size = 0;
    std::int64_t mtimeNs = 0;
    bool operator==(const FileStamp &) const = default;
};
/// Links are followed. Errors: Io.
Result<FileStamp> stampOf(const fs::path &file);

/// What a directory holds, links followed; what is neither file nor directory is left out, and so are links that lead
/// nowhere. The order is the file system's.
struct DirectoryEntry {
    fs::path::string_type name;
    bool directory = false;
    FileStamp stamp = {}; // of a file
};
/// Faster than asking for each file's stamp by its path. Errors: Io.
Result<std::vector<DirectoryEntry>> readDirectory(const fs::path &directory);

/// An Io error that says what was tried on which path and why the system refused.
Error ioError(std::string_view what, const fs::path &path, const std::error_code &why);

} // namespace crossyard
