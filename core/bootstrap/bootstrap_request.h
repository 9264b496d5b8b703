// SPDX-License-Identifier: MIT OR Apache-2.0
// What a user asks for when he wants a package built by rustc alone, and what was read to answer it.
#pragma once

#include "bootstrap/patches.h"
#include "build/rustc_command.h"
#include "build/source_digest.h"
#include "cargo/config.h"
#include "cargo/config_tables.h"
#include "cargo/workspace.h"
#include "rust/toolchain.h"

namespace crossyard::bootstrap {

struct BootstrapRequest {
    rust::Toolchain toolchain;
    fs::path package;                 // a directory with a Cargo.toml, or that file
    std::vector<fs::path> vendorDirs; // directories of crates' sources, the first that has one wins
    std::optional<fs::path> patchDir; // patches for crates, see patches.h
    bool locked = false;              // nothing but what Cargo.lock names
    bool writeLock = false;           // Cargo.lock is chosen as cargo would, and written before the build
    std::optional<std::string> target;
    std::optional<std::string> host; // what build scripts and proc macros are compiled for; the compiler's own
    std::vector<std::string> bins;   // names; empty with `lib` unset: the library and all programs
    bool lib = false;
    std::vector<std::string> features;
    bool defaultFeatures = true;
    bool allFeatures = false;
    std::string profile = "release";
    std::optional<fs::path> targetDir; // else the configuration's, else "target" beside the workspace's Cargo.toml
    int jobs = 0;                      // 0: as many as there are processors
    bool keepGoing = false;
    std::optional<fs::path> replayScripts; // what build scripts said elsewhere, see script_replay.h
    std::optional<fs::path> recordScripts; // where to write down what they say
    std::optional<std::string> wrapper;    // RUSTC_WRAPPER; else the environment's, or the configuration's
    bool nativeCheck = true; // a library that a build script will not find stops the build before it begins
    std::vector<std::string> configArguments; // cargo's --config
    /// What stands for crates.io: a directory, the address of a git repository, or sparse+URL.
    std::optional<std::string> crateIndex;
    std::optional<fs::path> crateCache;       // .crate files are taken from there and put there
    bool offline = false;                     // as well where the configuration says so
    bool useDownloads = true;                 // false: what is here is all there is, as with `offline`
    std::optional<fs::path> urlsFile;         // gets a line for each archive that is fetched: where it came from
    std::vector<std::string> blacklist;       // packages that nobody depends on, whatever the manifests say
    std::vector<std::string> includeOptional; // optional dependencies that are in, wherever they occur
};

class CrateSupply;

/// One side's platform with what the configuration says about it.
struct Side {
    cargo::PlatformFacts facts;
    std::vector<std::string> flags; // RUSTFLAGS
    cargo::TargetConfig config;     // linker, and what stands for build scripts
};

/// Everything that a plan is made from.
struct BootstrapInput {
    BootstrapRequest request;
    fs::path manifest; // of the package or the virtual workspace
    cargo::Config config;
    cargo::Workspace workspace;
    std::optional<cargo::Lockfile> lock; // as it was read; then as it was chosen
    std::vector<fs::path> crateDirs;
    std::shared_ptr<CratePatches> patches;
    std::shared_ptr<build::SourceDigests> digests; // told of each crate as it is read; may be none
    std::shared_ptr<CrateSupply> supply;           // where the crates come from, after planGraph() opened it
    std::optional<rust::TargetRef> target;         // where one was asked for
    Side targetSide;                               // the host's, where none was
    Side hostSide;
    cargo::ProfileSet profiles;
    fs::path targetDir;
    std::vector<std::string> remarks;
};

/// The Cargo.toml of a package or workspace: the file itself, or that of the directory. Errors: NotFound.
Result<fs::path> findManifest(const fs::path &package);

/// Reads all that a request refers to. Errors: NotFound (no package, no lock where it must be there), Unsupported
/// (another host than the compiler's, several targets), those of each file.
Result<BootstrapInput> readInput(BootstrapRequest request, const CancelToken &cancel);

} // namespace crossyard::bootstrap
