// SPDX-License-Identifier: MIT OR Apache-2.0
// What a user names as the package: a directory, an archive, or the address of a git repository.
#pragma once

#include "base/cancel.h"
#include "base/paths.h"
#include "registry/index.h"

#include <string>

namespace crossyard::bootstrap {

enum class SourceKind { Directory, Archive, Repository };
/// By its form: "https://..." and its like, "git+...", and "user@host:path" are repositories; .crate, .tar.gz, .tgz,
/// .tar.xz and .txz archives.
SourceKind sourceKind(const std::string &source);

/// The directory of the package. An archive is unpacked into `access.cache`, by the rules for a .crate but that
/// headers which say nothing of names and sizes may be in it; a repository ("URL?branch=NAME", "?tag=NAME", "?rev=ID",
/// "#COMMIT") is cloned there. What is there already is taken. `base`: where relative paths begin. Errors: NotFound,
/// BadInput (an archive that is refused: says which entry), Parse, Io, Cancelled.
Result<fs::path> packageDirectory(const std::string &source, const fs::path &base, const registry::Access &access);

/// How a package is brought to the store's cache: as cargo's configuration has it in a directory. Errors: those of
/// reading that.
Result<registry::Access> accessFrom(const fs::path &directory, const std::vector<std::string> &configArguments,
                                    const fs::path &store, const CancelToken &cancel);

/// A package as the window gets it, and where its result goes: our cache is no place for that.
struct ObtainedPackage {
    fs::path directory;
    std::optional<fs::path> targetDir; // beside an archive, in `home` for a repository; nothing for a directory
};
/// As the configuration has it in `home`; `reporter` hears of fetching. Errors: as above.
Result<ObtainedPackage> obtainPackage(const std::string &source, const fs::path &home, const fs::path &store,
                                      const CancelToken &cancel, activity::Reporter *reporter = nullptr);
/// Where the result of what is not a directory goes. Pure.
fs::path resultPlaceFor(const std::string &source, const fs::path &home);

} // namespace crossyard::bootstrap
