// SPDX-License-Identifier: MIT OR Apache-2.0
// The index of a registry, read a package at a time: sparse over HTTP, in a git repository, or in a directory.
#pragma once

#include "activity/activity.h"
#include "registry/index_entry.h"
#include "remote/remote.h"

namespace crossyard::registry {

/// How the outside is reached, for all sources of one run.
struct Access {
    fs::path cache; // ours; made when needed
    remote::Settings settings = {};
    bool offline = false;
    CancelToken cancel = {};
    remote::Progress progress = {};
    /// Hears what of repositories and indexes is fetched; nobody: null.
    activity::Reporter *reporter = nullptr;
    /// What stands for crates.io: a directory, the address of a git repository, or sparse+URL. Empty: its own index.
    std::string cratesIo = {};
    /// A directory of the user's with NAME-VERSION.crate files, which are taken and added; empty: ours.
    fs::path crateFiles = {};
    /// Told the address that each archive came from at last, one call at a time.
    std::function<void(const std::string &url)> fetched = {};
};

class Index {
public:
    virtual ~Index() = default;
    /// The text of the index's file at a path ("ab/cd/abcd", "config.json"); nothing where it has none.
    virtual Result<std::optional<std::string>> file(const std::string &path) = 0;
    /// Fetches the files of these names ahead, where that is faster than one by one.
    virtual Result<void> prefetch(const std::vector<std::string> &names) = 0;
};

/// "sparse+https://..." or the address of a git repository. Answers of a sparse index are kept with their tags and
/// asked for again only once a run; offline, what is kept is the answer. A git index is fetched once a run; its files
/// are read from the object database. Errors: NotFound, Io.
Result<std::unique_ptr<Index>> openIndex(const std::string &url, const Access &access);
/// A directory with the index's files.
std::unique_ptr<Index> localIndex(const fs::path &directory);

} // namespace crossyard::registry
