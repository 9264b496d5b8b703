// SPDX-License-Identifier: MIT OR Apache-2.0
// A change of one of the user's files as a value: it is shown as a difference first, applied only to the very text
// that it was made for, and undone by applying its reverse.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <optional>
#include <string>

namespace crossyard::sysroot {

struct FileEdit {
    fs::path file;
    std::optional<std::string> before; // nothing: there is no file
    std::optional<std::string> after;  // nothing: the file goes
    bool operator==(const FileEdit &) const = default;

    bool changes() const { return before != after; }
};

/// The edit of a file as it is now. Errors: Io.
Result<FileEdit> editOf(const fs::path &file);
/// What undoes it.
FileEdit reversed(FileEdit edit);
/// As a unified diff. Errors: those of text::unifiedDiff().
Result<std::string> diffOf(const FileEdit &edit);
/// Writes the file, whole or not at all; a link stays a link. Makes its directory. Errors: BadInput where the file is
/// not what it was when the edit was made; Io.
Result<void> apply(const FileEdit &edit);

} // namespace crossyard::sysroot
