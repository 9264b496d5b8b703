// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml: which crates a sysroot is made of. Read as xargo does, with errors at their place; what xargo passes over
// in silence is told.
#pragma once

#include "cargo/features.h"
#include "cargo/workspace.h"

#include <functional>
#include <map>

namespace crossyard::sysroot {

struct XargoCrate {
    cargo::Dependency dependency; // `path` is absolute; its place is the key's
    int stage = 0;
    bool hasVersion = false;
    std::map<std::string, Place, std::less<>> places = {}; // of "version", "path", "git", and "features/NAME"

    /// Where one of these stands; the crate's own place where it does not.
    Place placeOf(std::string_view what) const;
};

/// Something that was read, but has no effect.
struct Remark {
    std::string text;
    Place place;
};

struct XargoManifest {
    fs::path file;
    std::vector<XargoCrate> crates; // for the target, in the order of their stages
    std::vector<cargo::Patch> patches;
    std::vector<Remark> remarks;
};

/// The first Xargo.toml from a directory upward; xargo searches the same way.
std::optional<fs::path> findXargoManifest(const fs::path &directory);

/// Reads the file for one target: [dependencies], [target.NAME.dependencies] and [target.'cfg(...)'.dependencies].
/// Errors: Io, Parse, BadInput (a key that looks misspelt, a crate named twice, a wrong type).
Result<XargoManifest> readXargoManifest(const fs::path &file, const cargo::PlatformFacts &target);
Result<XargoManifest> parseXargoManifest(std::string_view content, const fs::path &file,
                                         const cargo::PlatformFacts &target);

} // namespace crossyard::sysroot
