// SPDX-License-Identifier: MIT OR Apache-2.0
// Targets: which one a user means, and what the compiler knows about it.
#pragma once

#include "rust/compiler.h"

#include <optional>
#include <string>
#include <vector>

namespace crossyard::rust {

/// A target as it is handed to rustc: a name that it knows, or a spec file.
struct TargetRef {
    std::string name;                 // the triple, or the spec file's stem
    std::optional<fs::path> specFile; // absolute
    std::string specBytes;            // the file's content, verbatim (rustc compares it byte by byte)
    bool operator==(const TargetRef &) const = default;
    bool custom() const { return specFile.has_value(); }
    /// The word for `--target`.
    std::string argument() const { return specFile ? toUtf8(*specFile) : name; }
};

/// Finds the target that a word names: "*.json" is a file, relative to `directory`; a name is a built-in target of this
/// compiler or NAME.json in `directory`, then in the directories of RUST_TARGET_PATH, then rustlib/NAME/target.json in
/// the compiler's sysroot. Errors: NotFound (with the closest names as a hint), Io.
Result<TargetRef> findTarget(const Compiler &compiler, std::string_view word, const fs::path &directory);

/// What the engine must know about a target; all from the spec as the compiler understands it.
struct TargetInfo {
    std::string llvmTarget;
    std::string arch;           // target_arch
    std::string os;             // target_os; "none" for bare metal
    std::string env;            // target_env
    std::string vendor;         // target_vendor
    std::string panicStrategy;  // "abort", "unwind" or "immediate-abort": the target's default
    std::optional<bool> hasStd; // the spec's metadata.std, where it says
    std::string linker;         // the spec's linker; empty: the C compiler's
    std::string linkerFlavor;
    /// Objects that rustc links around a program of this target (rsbegin.o, crt1.o), each name once.
    std::vector<std::string> linkObjects = {};
    bool operator==(const TargetInfo &) const = default;
};
Result<TargetInfo> targetInfo(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel = {});

/// The lines of `rustc --print cfg` for a target with these extra flags: `target_os="none"`, `panic="abort"`.
/// Remembered by compiler identity, spec bytes and flags. Errors: ToolFailed with what the compiler said.
Result<std::vector<std::string>> targetCfg(const Compiler &compiler, const TargetRef &target,
                                           const std::vector<std::string> &rustflags = {},
                                           const CancelToken &cancel = {});
/// The same for the host.
Result<std::vector<std::string>> hostCfg(const Compiler &compiler, const CancelToken &cancel = {});

/// Names of the built-in targets (`rustc --print target-list`), remembered.
Result<std::vector<std::string>> builtinTargets(const Compiler &compiler, const CancelToken &cancel = {});

} // namespace crossyard::rust
