// SPDX-License-Identifier: MIT OR Apache-2.0
// Finished units by key. A unit is a directory with its files and a record; it is published whole or not at all, and a
// file that is no longer what the record says makes it count as not there.
//
//   units/3f/3f9a.../unit.json, lib*.rlib | out/      one unit
//   units/last/<name>                                 key of the last one built of each kind, for "why"
//   declared/<static key>                             what a build script declared when it ran
//   locks/<key>                                       held while a unit is built
#pragma once

#include "base/lock.h"
#include "base/staged_dir.h"
#include "build/unit_key.h"

namespace crossyard::build {

struct StoredFile {
    std::string name; // relative, with '/'
    FileStamp stamp;
    std::string digest;
};

struct StoredUnit {
    fs::path directory;
    std::string title;
    std::vector<StoredFile> files;
    std::vector<KeyField> fields;
    std::optional<ScriptOutput> script;
    double seconds = 0; // how long it took
};

class UnitStore {
public:
    explicit UnitStore(fs::path store) : m_root(std::move(store)) {}

    const fs::path &root() const { return m_root; }
    fs::path directoryOf(const std::string &key) const;

    /// The unit, if it is there and its files are what they were. One that is damaged counts as not there.
    std::optional<StoredUnit> find(const std::string &key) const;
    /// Publishes what lies in a stage under its key. `unit.files` is filled here. Errors: Io.
    Result<StoredUnit> publish(const std::string &key, StoredUnit unit, StagedDir &&stage);
    /// An empty directory at the unit's final place, for what must not move afterwards: the files that a build script
    /// writes name one another by their paths. Without its record it counts as not there. The caller holds lock(key).
    /// Errors: Io.
    Result<fs::path> openInPlace(const std::string &key) const;
    /// Publishes what lies there. Errors: Io.
    Result<StoredUnit> publishInPlace(const std::string &key, StoredUnit unit) const;

    Result<FileLock> lock(const std::string &key, const CancelToken &cancel,
                          const std::function<void()> &waiting) const;

    /// The fields of the last unit of that kind that was built here; empty where there was none.
    std::vector<KeyField> lastFields(const std::string &kind) const;
    void rememberLast(const std::string &kind, const std::vector<KeyField> &fields) const;

    std::optional<ScriptDeclaration> declared(const std::string &staticKey) const;
    Result<void> declare(const std::string &staticKey, const ScriptDeclaration &declaration) const;

    /// Every key in the store.
    std::vector<std::string> keys() const;
    Result<void> remove(const std::string &key) const;

private:
    fs::path m_root;
};

} // namespace crossyard::build
