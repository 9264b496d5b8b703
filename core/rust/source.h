// SPDX-License-Identifier: MIT OR Apache-2.0
// The standard library's source: where it is and what came with it. Versions are told apart by the files that are
// there, never by their numbers.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <optional>

namespace crossyard::rust {

struct RustSource {
    fs::path library;                 // the directory that holds core/, alloc/, std/
    std::optional<fs::path> lockFile; // library/Cargo.lock, or the one beside library/
    std::optional<fs::path> vendor;   // library/vendor (or vendor beside library/): std's crates from the registry
    /// The manifest with the workspace's [patch] and [profile]: library/Cargo.toml; before 1.82 the compiler's own,
    /// beside library/.
    std::optional<fs::path> workspaceManifest = {};
    bool operator==(const RustSource &) const = default;
};

/// Opens a source by a path that a user would give: the library directory itself, a directory that holds `library`, or
/// a toolchain's sysroot. Errors: NotFound (says what was looked for), Unsupported (the layout before 1.47,
/// src/libstd).
Result<RustSource> openSource(const fs::path &path);

} // namespace crossyard::rust
