// SPDX-License-Identifier: MIT OR Apache-2.0
// The two ways in which toolchains change; toolchain_change.cpp chooses between them.
#pragma once

#include "rust/toolchain_change.h"

namespace crossyard::rust {

/// Pure; `toolchain` is null for an installation and for an update of all.
Result<ChangePlan> planWithRustup(const ToolchainChange &change, const Toolchain *toolchain, const ChangeFacts &facts);
Result<ChangePlan> planWithPackages(const ToolchainChange &change, const Toolchain *toolchain,
                                    const ChangeFacts &facts);

/// What rustup installs for where a name says nothing: its setting, what its toolchains are for, or this machine.
std::string hostOfRustup(const ChangeFacts &facts);

/// The toolchain that a word means: a name, an alias, or a name of rustup's without its host. Null where there is none.
const Toolchain *findToolchain(const ChangeFacts &facts, std::string_view word);
/// The error for that.
Error unknownToolchain(const std::string &word, const ChangeFacts &facts);

/// What of a distribution's Rust has a package.
std::vector<ChangeOffer> offersOfPackages(const Toolchain &toolchain, const ChangeFacts &facts);

/// What apt would do with the plan's packages, and how much it would download. Errors: ToolFailed, Cancelled.
Result<void> measurePackages(ChangePlan &plan, const CancelToken &cancel);

/// Takes the packages out of what `apt-get --simulate` writes.
void parseAptSimulation(ChangePlan &plan, std::string_view text);
/// The bytes to download, from what `apt-get --print-uris` writes.
std::uintmax_t parseAptUris(std::string_view text);

/// "clippy, cargo" or "nothing": for titles.
std::string shownNames(const std::vector<std::string> &names);

} // namespace crossyard::rust
