// SPDX-License-Identifier: MIT OR Apache-2.0
// A directory of ours in which archives of crates are kept, and unpacked. Several processes can use it at once.
//
//     SOURCE/archives/NAME-VERSION.crate       complete and of the right checksum
//     SOURCE/archives/NAME-VERSION.crate.part  what came until now; its lock is NAME-VERSION.crate.lock
//     SOURCE/packages/NAME-VERSION/            unpacked
//
// SOURCE is the end of the index's address and a digest of all of it.
#pragma once

#include "base/paths.h"
#include "cargo/version.h"
#include "remote/remote.h"

namespace crossyard::registry {

struct WantedCrate {
    std::string name;
    cargo::Version version;
    std::string url;
    std::string checksum; // 64 hexadecimal digits, or what else stands there for "not known"
    std::string title() const { return name + "-" + version.toString(); }
};

class CrateCache {
public:
    /// `source` is the address of the registry's index.
    CrateCache(const fs::path &root, const std::string &source);

    /// The archives, in order; those that are missing are downloaded, several at once. What was begun before (also by a
    /// process that died) is gone on with. Errors, that of the first that fails: NotFound (where the server does not
    /// have it; offline), BadInput (a checksum), Io, Cancelled. What came whole stays.
    Result<std::vector<fs::path>> archives(const std::vector<WantedCrate> &wanted, const remote::Settings &settings,
                                           bool offline, const remote::Progress &progress, const CancelToken &cancel);
    /// The directory of a package, unpacked from an archive where it is not yet.
    Result<fs::path> unpacked(const WantedCrate &crate, const fs::path &archive);
    const fs::path &directory() const { return m_directory; }

private:
    fs::path archiveOf(const WantedCrate &crate) const;
    fs::path m_directory;
};

/// The name of a directory for an address: its readable end, and a digest.
std::string directoryNameFor(const std::string &address);

} // namespace crossyard::registry
