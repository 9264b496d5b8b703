// SPDX-License-Identifier: MIT OR Apache-2.0
// Carries the plan of a toolchain's change out.
#pragma once

#include "activity/activity.h"
#include "rust/toolchain_change.h"

namespace crossyard::rust {

/// Whether the plan's commands may be run by us. Errors: Unsupported, with what to run instead.
Result<void> checkRights(const ChangePlan &plan);

/// Runs the plan's commands, and gives a sentence on what came out. Where one fails or is cancelled, rustup's
/// toolchains are as they were before. Errors: ToolFailed (with rustup's reason), Unsupported (root is needed), Io,
/// Cancelled.
Result<std::string> changeToolchain(const ChangePlan &plan, activity::Reporter &reporter, const CancelToken &cancel);

/// Why rustup or a package manager failed, from the lines that it wrote; `program` is named where they say nothing.
Error reasonOf(const std::vector<std::string> &lines, std::string_view program, int status);

} // namespace crossyard::rust
