// SPDX-License-Identifier: MIT OR Apache-2.0
// What a user asks for when he wants a sysroot, and what was read to answer it.
#pragma once

#include "build/rustc_command.h"
#include "cargo/config.h"
#include "rust/toolchain.h"
#include "sysroot/library.h"
#include "sysroot/xargo_manifest.h"

namespace crossyard::sysroot {

struct SysrootRequest {
    rust::Toolchain toolchain;
    std::string target;                    // a triple, a custom target's name, or the path of a spec
    fs::path project;                      // the directory that was asked from
    std::optional<fs::path> manifestPath;  // the project's Cargo.toml, where it is not found from the directory
    std::optional<fs::path> rustSource;    // --rust-src; else XARGO_RUST_SRC, else the toolchain's
    std::vector<fs::path> vendorDirs;      // --vendor: directories of crates' sources
    std::optional<fs::path> xargoManifest; // else the first one upward
    std::optional<std::string> xargoText;  // what stands for that file's content: edits that are not saved
    std::optional<std::vector<std::string>> crates;      // --crates: as -Zbuild-std takes them; no Xargo.toml then
    std::optional<std::vector<std::string>> stdFeatures; // --std-features
    std::string profile = "release";
    bool immediateAbort = false; // --panic immediate-abort
    bool check = false;          // metadata alone
    bool byName = false;         // hand a spec file over by its name: cargo asks for no unstable switch then
    int jobs = 0;                // 0: as many as there are processors
    std::vector<std::string> configArguments = {}; // cargo's --config
};

/// Everything that a plan is made from.
struct SysrootInput {
    SysrootRequest request;
    rust::TargetRef target;
    bool targetByName = false; // a custom target that was named, not given as a file
    rust::TargetInfo info;
    cargo::PlatformFacts targetFacts;
    cargo::PlatformFacts hostFacts;
    Library library;
    std::optional<cargo::Lockfile> lock;
    std::vector<fs::path> crateDirs;
    cargo::Config config;
    std::optional<fs::path> packageManifest; // the project's Cargo.toml
    std::optional<cargo::Workspace> workspace;
    std::optional<XargoManifest> xargo;
    cargo::ProfileSet profiles;
    std::vector<std::string> userFlags; // RUSTFLAGS, less what only matters to linking
    std::vector<std::string> remarks;
};

/// Reads all that a request refers to. Errors: NotFound (no source; with what to install), those of each file.
Result<SysrootInput> readInput(SysrootRequest request, const CancelToken &cancel);

/// The flags that change what a library is compiled to: less linker's arguments and `--sysroot`. `-C panic=` goes as
/// well: a sysroot serves both strategies.
std::vector<std::string> withoutLinkFlags(const std::vector<std::string> &flags);

} // namespace crossyard::sysroot
