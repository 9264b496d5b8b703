// SPDX-License-Identifier: MIT OR Apache-2.0
// A directory of ours in which archives of crates are kept, and unpacked. Several processes can use it at once.
//
//     SOURCE/archives/NAME-VERSION.crate       complete and of the right checksum
//     SOURCE/archives/NAME-VERSION.crate.part  what came until now; its lock is NAME-VERSION.crate.lock
//     SOURCE/packages/NAME-VERSION-SUM/        unpacked; the checksum's beginning, where there is one
//
// SOURCE is the end of the source that locks name and a digest of all of it.
#pragma once

#include "base/paths.h"
#include "cargo/version.h"
#include "remote/remote.h"

#include <functional>
#include <optional>

namespace crossyard::registry {

struct WantedCrate {
    std::string name;
    cargo::Version version;
    std::string url;
    std::string checksum;      // 64 hexadecimal digits, or what else stands there for "not known"
    std::string neededBy = {}; // who asks for it, for messages; may be empty
    std::string title() const { return name + "-" + version.toString(); }
};

class CrateCache {
public:
    /// `source` is the registry as lock files name it. Archives are in `files` where that is given.
    CrateCache(const fs::path &root, const std::string &source, fs::path files = {});

    /// The archives, in order; those that are missing are downloaded, several at once. What was begun before (also by a
    /// process that died) is gone on with. Errors, that of the first that fails: NotFound (where the server does not
    /// have it; offline), BadInput (a checksum), Io, Cancelled. What came whole stays.
    Result<std::vector<fs::path>> archives(const std::vector<WantedCrate> &wanted, const remote::Settings &settings,
                                           bool offline, const remote::Progress &progress, const CancelToken &cancel,
                                           const std::function<void(const std::string &url)> &fetched = {});
    /// The archive, if it is here.
    std::optional<fs::path> kept(const WantedCrate &crate) const;
    /// The directory of a package, unpacked from an archive where it is not yet.
    Result<fs::path> unpacked(const WantedCrate &crate, const fs::path &archive);
    const fs::path &directory() const { return m_directory; }

private:
    fs::path archiveOf(const WantedCrate &crate) const;
    fs::path placeOf(const WantedCrate &crate) const;
    Result<void> download(const std::vector<WantedCrate> &wanted, const remote::Settings &settings,
                          const remote::Progress &progress, const CancelToken &cancel,
                          const std::function<void(const std::string &url)> &fetched);
    fs::path m_directory;
    fs::path m_files;
};

/// The name of a directory for an address: its readable end, and a digest.
std::string directoryNameFor(const std::string &address);

} // namespace crossyard::registry
