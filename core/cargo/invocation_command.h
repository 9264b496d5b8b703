// SPDX-License-Identifier: MIT OR Apache-2.0
// The command that runs a user's cargo with our sysroots.
//
// The flags of the environment replace those of the configuration, all of them. So what a user has in either is worked
// out first (rustflags.h) and carried over, with `--sysroot=PATH` behind it.
//
//  * One target, or several with the same flags: CARGO_ENCODED_RUSTFLAGS and CARGO_ENCODED_RUSTDOCFLAGS. They know no
//    quoting and need none: paths may hold anything.
//  * Several targets with different flags: `--config target.NAME.rustflags=[...]` for each, and no flags in the
//    environment. Cargo joins that list to the one in the user's files, so only what is missing there is given. Where
//    the files have a string in place of a list, which cargo refuses to join, and for external commands, which see no
//    --config, it is the variable CARGO_TARGET_NAME_RUSTFLAGS; that one is split at spaces.
//
// `--target` is always there, also where the target is the host: without it the flags would reach build scripts and
// procedural macros, which belong to the compiler's own sysroot.
#pragma once

#include "cargo/cfg.h"
#include "cargo/invocation.h"
#include "cargo/rustflags.h"

namespace crossyard::cargo {

/// What a target gets beside the user's own flags.
struct TargetSysroot {
    WantedTarget target;
    CfgSet cfgs = {};                           // for the target.'cfg(...)' tables
    std::optional<fs::path> sysroot = {};       // absolute; nothing: the compiler's own
    std::vector<std::string> rustflags = {};    // behind the user's
    std::vector<std::string> rustdocflags = {}; // likewise
};

struct CommandRequest {
    std::vector<TargetSysroot> targets;
    /// Unstable switches that cargo itself needs ("json-target-spec", "unstable-options"): -Z for cargo's own commands,
    /// CARGO_UNSTABLE_* for the others.
    std::vector<std::string> unstable = {};
};

struct CargoCommand {
    std::vector<std::string> arguments;
    /// Changes to the environment; nullopt removes a variable.
    std::map<std::string, std::optional<std::string>> environment;
    bool operator==(const CargoCommand &) const = default;
};

/// Errors: BadInput (the user's flags name a sysroot already), Unsupported (several targets whose flags cannot be told
/// apart for cargo, with a hint).
Result<CargoCommand> cargoCommand(const CargoCall &call, const CommandRequest &request);

} // namespace crossyard::cargo
