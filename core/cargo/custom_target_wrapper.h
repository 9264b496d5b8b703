// SPDX-License-Identifier: MIT OR Apache-2.0
// A stable compiler takes custom targets only as an unstable feature. Setting RUSTC_BOOTSTRAP for the whole of a user's
// build would open all other unstable features with it: build scripts probe for them and change what they build. So
// cargo gets the crossyard program as its RUSTC_WRAPPER. It opens the gate for the compilations for those targets
// alone, and closes it again for language features (-Zallow-features=).
#pragma once

#include "process/command.h"

namespace crossyard::cargo {

/// The variables by which the wrapper is told: the targets, with the character 31 between; the user's own wrapper.
inline constexpr const char *customTargetsVariable = "CROSSYARD_CUSTOM_TARGETS";
inline constexpr const char *nextWrapperVariable = "CROSSYARD_NEXT_WRAPPER";

/// Makes cargo run `wrapper` (the crossyard program), in front of a wrapper that the user has, for these targets.
void wrapCompiler(process::Command &cargo, const fs::path &wrapper, const std::vector<std::string> &targets);

/// What the wrapper runs, where a process was started as one: `words` are its words as cargo made them, the compiler
/// first. Nothing where it was not.
std::optional<process::Command> wrappedCompiler(const std::vector<std::string> &words);

} // namespace crossyard::cargo
