// SPDX-License-Identifier: MIT OR Apache-2.0
// Brings the crates here that a bootstrap needs and that are not here yet.
#pragma once

#include "activity/activity.h"
#include "bootstrap/crate_choice.h"

namespace crossyard::bootstrap {

/// Fetches, looks what that needs, and so on until nothing is missing. Each source is an activity below `parent`. What
/// came whole is kept, whatever happens. Errors: NotFound (a server does not have one: says who needs it), BadInput (a
/// checksum, an archive that is refused), Io, Cancelled.
Result<void> fetchCrates(const BootstrapInput &input, CrateChoice &choice, activity::Reporter &reporter,
                         activity::Id parent, const CancelToken &cancel);

} // namespace crossyard::bootstrap
