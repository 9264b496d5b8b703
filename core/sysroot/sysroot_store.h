// SPDX-License-Identifier: MIT OR Apache-2.0
// Finished sysroots. Each is a directory of hard links into the unit store, under a path that holds its key: cargo sees
// a changed `--sysroot` and never mixes old crates with new ones.
//
//   sysroots/TARGET-KEY/lib/rustlib/TARGET/lib/*.rlib   what rustc reads
//   sysroots/TARGET-KEY/lib/rustlib/TARGET/target.json  a custom target's spec
//   sysroots/TARGET-KEY/crossyard.json                  the record: files, units, who asked
//   used/TARGET-KEY                                     its mtime is the last use
#pragma once

#include "base/lock.h"
#include "build/unit_store.h"

namespace crossyard::sysroot {

struct SysrootRecord {
    std::string name; // TARGET-KEY, as in the path
    fs::path path;
    std::string key;
    std::string target;
    std::string toolchain;
    std::string profile;
    bool check = false;
    std::vector<std::string> crates;
    std::vector<std::string> units;       // keys in the unit store
    std::vector<build::StoredFile> files; // relative to the path
    std::string why;                      // who asked for it first
    std::string created;                  // ISO 8601, UTC
    std::int64_t lastUse = 0;             // seconds since 1970
    std::uintmax_t size = 0;              // bytes of its files

    bool operator==(const SysrootRecord &other) const { return name == other.name; }
};

/// What goes where so many bytes are kept: those that were not used for longest. `records` as list() gives them; files
/// that several sysroots share count once.
std::vector<SysrootRecord> beyond(const std::vector<SysrootRecord> &records, std::uintmax_t keep);
/// What they take on the disk, the same way.
std::uintmax_t sizeOnDisk(const std::vector<SysrootRecord> &records);

class SysrootStore {
public:
    explicit SysrootStore(fs::path store) : m_root(std::move(store)) {}

    fs::path pathOf(const std::string &target, const std::string &key) const;
    /// True where a sysroot is there and its files are what its record says.
    bool intact(const fs::path &path) const;
    std::optional<SysrootRecord> read(const fs::path &path) const;
    /// All of them, the last used first.
    std::vector<SysrootRecord> list() const;
    void touch(const fs::path &path) const;

    /// Publishes a sysroot of these units' files and the runtime's; `record` is completed. Errors: Io.
    Result<SysrootRecord> publish(SysrootRecord record, const std::vector<const build::StoredUnit *> &units,
                                  const std::vector<std::pair<fs::path, std::string>> &runtime,
                                  const std::string &specBytes) const;

    /// Held exclusively by who builds it, shared by who uses it.
    Result<FileLock> lock(const fs::path &path, FileLock::Mode mode, const CancelToken &cancel,
                          const std::function<void()> &waiting) const;
    /// Held shared by every build, exclusively by who sweeps units away.
    Result<FileLock> lockUnits(FileLock::Mode mode, const CancelToken &cancel,
                               const std::function<void()> &waiting) const;

    /// Removes one. Errors: BadInput where somebody uses it; Io.
    Result<void> remove(const SysrootRecord &record) const;
    /// Removes units, and patched sources, that no sysroot and no bootstrap of the last weeks is made of. Gives the
    /// bytes that were freed.
    Result<std::uintmax_t> sweepUnits() const;

    const fs::path &root() const { return m_root; }

private:
    fs::path m_root;
};

} // namespace crossyard::sysroot
