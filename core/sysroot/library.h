// SPDX-License-Identifier: MIT OR Apache-2.0
// The standard library as a workspace: its packages, features and patches, for every layout that its source has had
// since 1.63 (sysroot notes 4.1). Told apart by the files that are there.
#pragma once

#include "cargo/workspace.h"
#include "rust/source.h"

namespace crossyard::sysroot {

struct Library {
    rust::RustSource source;
    std::vector<cargo::Patch> patches; // [patch.crates-io] for the rustc-std-workspace-* crates and others
    std::shared_ptr<const cargo::ManifestFile> root; // library/Cargo.toml; null before 1.82
    std::string featureRoot; // the package that hands features on: "sysroot", "test" before 1.71
    /// The source refuses the feature panic_immediate_abort: it is a panic strategy of the compiler now.
    bool immediateAbortIsStrategy = false;

    /// The directory of one of its packages, if it has it: "core", "compiler_builtins", "std_detect" ...
    std::optional<fs::path> find(std::string_view package) const;
    /// Names of its packages, for hints.
    std::vector<std::string> packages() const;
};

/// Errors: Io, Parse, NotFound.
Result<Library> openLibrary(const rust::RustSource &source);

/// What became of a crate that older sources had: "its contents are in `alloc`", if it is known to be gone.
std::optional<std::string> fateOfCrate(std::string_view package);

} // namespace crossyard::sysroot
