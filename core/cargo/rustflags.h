// SPDX-License-Identifier: MIT OR Apache-2.0
// Which extra flags a user gives the compiler. "cargo reference, Configuration, 'build.rustflags'": there are four
// places, the first of them that says anything is taken, the others are not looked at.
//
//  1. the variable CARGO_ENCODED_RUSTFLAGS, its flags separated by the character 0x1f
//  2. the variable RUSTFLAGS, separated by spaces
//  3. target.NAME.rustflags joined with target.'cfg(...)'.rustflags of every expression that fits
//  4. build.rustflags
//
// For each key the variable (CARGO_TARGET_NAME_RUSTFLAGS, CARGO_BUILD_RUSTFLAGS) adds to it. Both variables count when
// they are set, even to nothing. With RUSTDOC in the place of RUST the same holds for rustdoc.
//
// What is compiled for the host (build scripts, procedural macros) gets these flags only where no target was asked for,
// neither by `--target` nor by build.target.
#pragma once

#include "cargo/cfg.h"
#include "cargo/config.h"

#include <functional>

namespace crossyard::cargo {

enum class FlagsFor { Rustc, Rustdoc };

struct UserFlags {
    enum class Source { None, Environment, Target, Build };
    std::vector<std::string> flags = {};
    Source source = Source::None;
    /// Where they stand, in words: "RUSTFLAGS", "target.thumbv7m-none-eabi.rustflags".
    std::string origin = {};
    bool operator==(const UserFlags &) const = default;
};

/// The flags for what is compiled for a target that was asked for, and for everything where none was (`targetName` is
/// the host then). `targetName` is the triple or the stem of the spec file. Errors: BadInput.
/// Without cfgs (null) no cfg table fits.
Result<UserFlags> userFlags(const Config &config, const std::string &targetName, const CfgSet *cfgs, FlagsFor tool);

/// The same without the variables that go for all targets: places 3 and 4 alone.
Result<UserFlags> tableFlags(const Config &config, const std::string &targetName, const CfgSet *cfgs, FlagsFor tool);

/// The same as userFlags for rustc, flags only.
Result<std::vector<std::string>> rustflagsFor(const Config &config, const std::string &targetName, const CfgSet &cfgs);
/// The same for rustdoc, flags only.
Result<std::vector<std::string>> rustdocflagsFor(const Config &config, const std::string &targetName,
                                                 const CfgSet &cfgs);

/// Asks the compiler for a target's cfgs with these flags.
using CfgQuery = std::function<Result<CfgSet>(const std::vector<std::string> &rustflags)>;

struct TargetFlags {
    UserFlags rustflags;
    UserFlags rustdocflags;
    CfgSet cfgs; // with the rustflags
    /// False where the flags select tables that change the flags again; cargo warns then, and goes with these.
    bool settled = true;
};
/// Flags and cfgs of a target, each of which depends on the other, found as cargo finds them: in two rounds at most.
/// Errors: BadInput, and those of the query.
Result<TargetFlags> resolveFlags(const Config &config, const std::string &targetName, const CfgQuery &query);

/// The flags for build scripts and procedural macros; `targetGiven` where any target was asked for.
Result<std::vector<std::string>> hostRustflags(const Config &config, const std::string &host, const CfgSet &hostCfgs,
                                               bool targetGiven);

/// The value for CARGO_ENCODED_RUSTFLAGS.
std::string encodedFlags(const std::vector<std::string> &flags);

} // namespace crossyard::cargo
