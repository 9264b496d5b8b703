// SPDX-License-Identifier: MIT OR Apache-2.0
// The system that we are on: its name, its family, and which of its packages a compiler came in.
#pragma once

#include "base/paths.h"

#include <string>
#include <vector>

namespace crossyard::rust {

/// os-release(5). All empty on systems without it.
struct OsRelease {
    std::string id;                  // "debian"
    std::vector<std::string> idLike; // what it descends from
    std::string prettyName;          // "Debian GNU/Linux 13 (trixie)"
    std::string versionId;
    bool operator==(const OsRelease &) const = default;
    /// True for the system itself and for those that descend from it.
    bool is(std::string_view name) const;
};
OsRelease parseOsRelease(std::string_view text);
OsRelease readOsRelease();

/// The package that owns a distribution's rustc ("rustc", "rustc-web", "rust"); empty where that is not known.
std::string owningPackage(const OsRelease &system, const fs::path &rustc);

} // namespace crossyard::rust
