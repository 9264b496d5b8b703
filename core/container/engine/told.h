// SPDX-License-Identifier: MIT OR Apache-2.0
// A tool that runs as part of an activity.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"
#include "process/command.h"

namespace crossyard::container {

/// Runs the command, its lines told; an error has the last of them. Errors: ToolFailed, NotFound, Io, Cancelled.
Result<void> runTold(const process::Command &command, activity::Reporter &reporter, activity::Id id,
                     const CancelToken &cancel);

} // namespace crossyard::container
