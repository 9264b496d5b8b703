// SPDX-License-Identifier: MIT OR Apache-2.0
// A directory that is filled beside its final place and then gets its name in one step. A reader never sees half of
// one; a crash leaves a stage, which sweepStages() removes at the next start.
#pragma once

#include "base/files.h"
#include "base/lock.h"

namespace crossyard {

class StagedDir {
public:
    /// Makes an empty stage in `parent` (made when missing). The stage holds a lock on itself while it lives, so that
    /// sweepStages() leaves it alone. Errors: Io.
    static Result<StagedDir> create(const fs::path &parent);
    StagedDir(StagedDir &&other) noexcept;
    StagedDir &operator=(StagedDir &&other) noexcept;
    ~StagedDir(); // removes what was not published

    /// Where to write.
    fs::path path() const { return m_root / "d"; }
    /// Syncs every file and renames the directory to its final name, in the same file system. What stands there
    /// already wins: the stage is dropped. Errors: Io; then nothing appears under the name.
    Result<void> publishAs(const fs::path &finalPath);

private:
    StagedDir(fs::path root, FileLock lock) : m_root(std::move(root)), m_lock(std::move(lock)) {}
    fs::path m_root; // PARENT/.stage-XXXX, holding "lock" and "d"
    FileLock m_lock;
};

/// Removes the stages in `parent` that no live process holds.
void sweepStages(const fs::path &parent);

} // namespace crossyard
