// SPDX-License-Identifier: MIT OR Apache-2.0
// A workspace: what one Cargo.toml decides for all packages that are built together (cargo reference, "Workspaces").
#pragma once

#include "cargo/manifest.h"

#include <memory>

namespace crossyard::cargo {

/// [patch.SOURCE] entry: a package that takes the place of another source's one.
struct Patch {
    std::string source; // "crates-io" or a URL
    Dependency dependency;
};

struct Workspace {
    fs::path root;                            // the directory of the root manifest
    std::shared_ptr<const ManifestFile> file; // the root manifest; null where there is none (an old rust source)
    std::vector<fs::path> members;            // manifests
    int resolver = 1;                         // 1, 2 or 3
    std::vector<Patch> patches;
};

/// Reads the workspace whose root manifest this is; a package without [workspace] is one of a single member. Members
/// are found by pattern, and by following path dependencies below the root. Errors: Io, Parse, BadInput.
Result<Workspace> readWorkspace(const fs::path &rootManifest);

/// The manifests of "default-members": what is meant where the root is no package itself. Nothing where the workspace
/// does not say: all members then.
std::optional<std::vector<fs::path>> defaultMembers(const Workspace &workspace);

/// The root manifest of the workspace that a package belongs to: its own, the one it names, or the first above that
/// lists it. Errors: Io, Parse.
Result<fs::path> findWorkspaceRoot(const fs::path &packageManifest);

/// [patch] tables of a manifest. Errors: BadInput.
Result<std::vector<Patch>> readPatches(const toml::table &root, const fs::path &file);

} // namespace crossyard::cargo
