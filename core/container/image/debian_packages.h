// SPDX-License-Identifier: MIT OR Apache-2.0
// Debian packages by a private apt: its lists, its cache and its idea of what is installed are in the store, and the
// machine's own are not touched. What was fetched stays, so that a second image, and one without a network, is made
// from what is there.
#pragma once

#include "activity/activity.h"
#include "container/image/debian_sources.h"
#include "process/command.h"

namespace crossyard::container {

struct PackageWorld {
    fs::path directory;       // STORE/containers/packages/RELEASE-ARCHITECTURE
    std::string release;      // "bookworm"
    std::string architecture; // Debian's: "amd64"
    DebianSources sources;

    fs::path lists() const { return directory / "lists"; }
    fs::path archives() const { return directory / "archives"; }
};
PackageWorld packageWorld(const fs::path &store, const std::string &release, const std::string &architecture,
                          const DebianSources &sources);

/// A package that is to be unpacked.
struct PackageFile {
    std::string name; // of the file in the cache
    std::uintmax_t size = 0;
};
/// From what `apt-get --print-uris` says.
std::vector<PackageFile> packageFilesIn(std::string_view printedUris);

/// Whether so many bytes are free where the directory is: where a disk gets full, apt waits for ever. Errors: Io.
Result<void> checkSpace(const fs::path &directory, std::uintmax_t bytes);

/// The files of the packages and of what they need, all in the cache. `status` is dpkg's, of what is installed; empty:
/// nothing is. The lists are fetched where they are more than a day old; where the mirror cannot be reached, old ones
/// do. Errors: ToolFailed (with what apt said), Io, Cancelled.
Result<std::vector<fs::path>> fetchPackages(const PackageWorld &world, const std::vector<std::string> &names,
                                            std::string_view status, activity::Reporter &reporter, activity::Id id,
                                            const CancelToken &cancel);

} // namespace crossyard::container
