// SPDX-License-Identifier: MIT OR Apache-2.0
// Carries a sysroot plan out.
#pragma once

#include "sysroot/sysroot_plan.h"
#include "sysroot/sysroot_store.h"

namespace crossyard::sysroot {

struct BuiltSysroot {
    SysrootRecord record;
    std::size_t compiled = 0; // crates
    bool wasThere = false;
};

/// Builds what is missing and publishes the sysroot. One process builds a key; another one that wants it waits, and
/// says so. What was interrupted before is swept away first. `why` is kept with a new sysroot. Errors: ToolFailed, Io,
/// Cancelled; no other sysroot is touched then.
Result<BuiltSysroot> buildSysroot(SysrootPlan &plan, const fs::path &store, std::string why,
                                  activity::Reporter &reporter, const CancelToken &cancel);

} // namespace crossyard::sysroot
