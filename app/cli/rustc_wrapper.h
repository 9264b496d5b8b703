// SPDX-License-Identifier: MIT OR Apache-2.0
// A stable compiler takes custom targets only as an unstable feature. Setting RUSTC_BOOTSTRAP for the whole of a user's
// build would open all other unstable features with it: build scripts probe for them and change what they build. So
// cargo gets this program as its RUSTC_WRAPPER. It opens the gate for the compilations for those targets alone, and
// closes it again for language features (-Zallow-features=).
#pragma once

#include "process/command.h"

#include <optional>

namespace crossyard::cli {

/// Makes cargo run `self` as the wrapper, in front of a wrapper that the user has, for these targets.
void wrapCompiler(process::Command &cargo, const fs::path &self, const std::vector<std::string> &targets);

/// Where this process was started as the wrapper: runs the compiler and gives its exit status.
std::optional<int> actAsWrapper(int argc, char **argv);

} // namespace crossyard::cli
