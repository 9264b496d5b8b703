// SPDX-License-Identifier: MIT OR Apache-2.0
// The exact command of a unit: rustc's arguments and environment, and a build script's environment, in cargo's order
// (bootstrap notes 3.7, 3.9, 3.10). Pure: it looks at no file.
#pragma once

#include "build/artifact_names.h"
#include "build/build_script.h"
#include "build/unit_graph.h"
#include "process/command.h"
#include "rust/compiler.h"
#include "rust/target.h"

#include <functional>
#include <map>
#include <optional>

namespace crossyard::build {

/// What holds for all units of one build.
struct BuildSettings {
    rust::Compiler compiler;
    rust::TargetRef target;
    /// A custom target can be handed over by name: rustc then reads NAME.json in this directory. Crates of the two
    /// forms do not fit together (E0461).
    std::optional<fs::path> specDirectory;
    cargo::PlatformFacts targetFacts;
    cargo::PlatformFacts hostFacts;
    std::vector<std::string> targetFlags;    // RUSTFLAGS for what runs on the target
    std::vector<std::string> hostFlags = {}; // and for the host's side; empty where a target was asked for
    /// More flags for single crates of the target, by crate name, after all others.
    std::map<std::string, std::vector<std::string>> crateFlags;
    std::optional<std::string> targetLinker;
    std::optional<std::string> hostLinker;
    /// What cargo calls RUSTC_WRAPPER: it is run with the compiler and its arguments, for every unit; and the one that
    /// stands between it and the compiler for members of the workspace.
    std::optional<fs::path> wrapper = {};
    std::optional<fs::path> workspaceWrapper = {};
    std::optional<fs::path> cargoProgram;                         // what CARGO says to scripts; they rarely run it
    std::vector<std::pair<std::string, std::string>> environment; // config's [env]
    /// Compile std's units with RUSTC_BOOTSTRAP=1: the compiler is a stable one.
    bool bootstrap = false;
    /// Sysroot crates: -Zforce-unstable-if-unmarked, lints capped.
    bool sysrootCrates = true;
    /// Packages of directories below it are compiled from there, with relative paths.
    fs::path workspaceRoot = {};
    /// Directories that belong to no package, though they may lie in one's: crates' sources, the output.
    std::vector<fs::path> foreignDirs = {};
    int jobs = 1;
};

/// Where a unit's parts are while a build runs.
struct UnitPaths {
    std::string key;          // 64 hexadecimal digits; the first 16 tell files apart
    std::string metadata;     // what tells the crate's symbols apart
    fs::path outDir;          // of a compiled unit
    fs::path scriptOut;       // OUT_DIR of a script run, once it is in the store
    bool scriptWrote = true;  // something lies there, or may lie there
    bool hasMetadata = false; // lies beside as a file of its own: it was compiled in this build
};

struct UnitContext {
    const UnitGraph &graph;
    const BuildSettings &settings;
    std::function<UnitPaths(UnitIndex)> paths;
    std::function<const ScriptOutput *(UnitIndex)> scriptOutput; // of a finished script run
    fs::path targetDir;                                          // where compiled units of the target lie
    fs::path hostDir;                                            // and those of the host
    std::map<int, fs::path> stageSysroots;                       // for units of later stages
    std::string makeflags;                                       // the jobserver
};

/// The files that rustc makes of a unit with this key: "lib<crate>-<hash>.rlib" and its like; a build script is
/// "<crate>-<hash>", with .exe where the host wants it.
std::vector<std::string> artifactNames(const BuildSettings &settings, const Unit &unit, const std::string &key);

/// Names of directories in what is compiled: of crates (/crates/NAME-VERSION), of the workspace, and of what build
/// scripts write (/out/NAME-VERSION). Nothing of where they really lie is in what comes out.
inline constexpr const char *cratesName = "/crates";
inline constexpr const char *workspaceName = "/workspace";
inline constexpr const char *outName = "/out";

/// The flags that decide what comes out, in order: what a unit's key holds of the command. No paths.
std::vector<std::string> codegenFlags(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit);

/// The build scripts whose -L a unit gets: its own, and those of everything that it links, once each.
std::vector<UnitIndex> scriptRunsOf(const UnitGraph &graph, UnitIndex unit);
/// Which of what scripts say for the linker counts for a unit: scopes of link arguments, and "libs".
std::vector<std::string> linkScopes(const UnitGraph &graph, const Unit &unit);
/// The variable that names the directories of shared libraries at run time, and what stands between them.
std::pair<const char *, char> libraryPathVariable(std::string_view host);

/// rustc for a unit to be compiled. All that it depends on has its metadata (or, where it links, its code).
process::Command rustcCommand(const UnitContext &context, UnitIndex unit);

/// The build script of a unit. `outDir` is its OUT_DIR; it exists.
process::Command scriptCommand(const UnitContext &context, UnitIndex unit, const fs::path &outDir);

/// The part of a script's environment that decides what it says and that is known before it runs (no paths of ours).
std::map<std::string, std::string> scriptEnvironment(const UnitGraph &graph, const BuildSettings &settings,
                                                     const Unit &unit);

} // namespace crossyard::build
