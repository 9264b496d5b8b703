// SPDX-License-Identifier: MIT OR Apache-2.0
// Ways to use a sysroot that was built, each as a plan to be looked at first: commands to copy, a change of the
// project's cargo configuration, settings for rust-analyzer, a toolchain that rustup knows by name.
#pragma once

#include "cargo/cfg.h"
#include "rust/toolchain.h"
#include "sysroot/file_edit.h"

#include <map>

namespace crossyard::sysroot {

/// What is to be used, and by whom.
struct SysrootUse {
    rust::Toolchain toolchain;         // the one that the sysroot was built with
    std::string target;                // a triple, or a custom target's name
    std::optional<fs::path> spec = {}; // a custom target's file
    /// For a custom target one that was built by name (SysrootRequest::byName): the compiler holds a target that it
    /// found by name and one that was given as a file for two (E0461).
    fs::path sysroot;
};

/// True where cargo takes this toolchain in the project without being told.
bool isChosenAnyway(const rust::Toolchain &toolchain);

struct UseCommands {
    process::Command crossyard; // builds the sysroot where it has to; always right
    process::Command cargo;     // plain cargo with this sysroot
};
/// What a user would run in his project; to be shown with process::shown().
UseCommands buildCommands(const SysrootUse &use);

// --- .cargo/config.toml

struct ConfigUse {
    SysrootUse use;
    fs::path project;                                    // the directory that holds (or gets) .cargo
    bool defaultTarget = false;                          // build.target as well: cargo needs no --target then
    std::map<std::string, std::string> environment = {}; // that cargo would have; for what is set there and hides flags
    const cargo::CfgSet *cfgs = nullptr;                 // of the target; without them no [target.'cfg(..)'] fits
};

struct ConfigPlan {
    FileEdit edit;
    std::vector<std::string> remarks; // what the user should know of: flags that are repeated, variables that win
};

/// Adds `--sysroot` to target.NAME.rustflags; other flags stay, an older sysroot of ours is replaced. The file is
/// .cargo/config.toml, or .cargo/config where a project still has that. Errors: Io, Parse, BadInput (somebody else's
/// `--sysroot` is there), Unsupported (a stable compiler with a custom target), with the place.
Result<ConfigPlan> planConfig(const ConfigUse &request);
/// Takes out what planConfig() put in, now or at any time later; a file that only held that goes. `defaultTarget` where
/// build.target is to go, too, if it is this target.
Result<ConfigPlan> planConfigRemoval(const fs::path &project, const std::string &target, bool defaultTarget);

// --- rust-analyzer

struct EditorUse {
    SysrootUse use;
    fs::path project;               // the folder that is opened in the editor
    fs::path program = "crossyard"; // as the editor can start it
};

struct EditorPlan {
    std::string snippet;          // the settings as JSON, to copy into any editor's
    std::optional<FileEdit> edit; // of .vscode/settings.json, where that can be done
    std::optional<Error> why;     // why it cannot: the file has comments, it does not parse
};

/// The target, the library's source, and `crossyard cargo check` for what the editor underlines. Not
/// rust-analyzer.cargo.sysroot: rust-analyzer takes that for a whole toolchain, and looks for cargo there. Errors: Io.
Result<EditorPlan> planEditor(const EditorUse &request);

// --- a toolchain for rustup

struct ToolchainFile {
    fs::path path; // relative to the directory
    std::string content;
    bool executable = false;
    bool operator==(const ToolchainFile &) const = default;
};
struct ToolchainLink {
    fs::path path;
    fs::path to;
    bool operator==(const ToolchainLink &) const = default;
};

struct LinkedToolchainPlan {
    std::string name;
    fs::path directory;
    std::vector<ToolchainFile> files;
    std::vector<ToolchainLink> links;
    process::Command link;   // `rustup toolchain link NAME DIRECTORY`; after makeToolchain()
    process::Command unlink; // `rustup toolchain uninstall NAME`; the directory may go then
};

struct ToolchainUse {
    SysrootUse use;
    std::string name;
    fs::path directory; // to be made; its parent may be missing
    fs::path rustup = "rustup";
};

/// A directory with a compiler that is the real one, but for this target, where it uses the sysroot: `cargo +NAME build
/// --target T` works then. A program knows its sysroot by where it really is; so a link would not do, and bin/rustc is
/// a small script. Errors: BadInput (the name), Unsupported (no scripts on Windows; a compiler that is rustup's proxy).
Result<LinkedToolchainPlan> planLinkedToolchain(const ToolchainUse &request);
/// Makes the directory, whole or not at all. One of ours that is there is replaced. Errors: BadInput (something else is
/// there), Io.
Result<void> makeToolchain(const LinkedToolchainPlan &plan);

} // namespace crossyard::sysroot
