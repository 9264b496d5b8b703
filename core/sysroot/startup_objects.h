// SPDX-License-Identifier: MIT OR Apache-2.0
// Startup objects: some targets' programs are linked between objects (rsbegin.o, rsend.o) that come with the library's
// source, in rtstartup, and are compiled on their own. The target's spec names them. They are kept in the unit store
// like crates.
#pragma once

#include "activity/activity.h"
#include "build/unit_store.h"
#include "sysroot/sysroot_request.h"

namespace crossyard::sysroot {

struct StartupObject {
    std::string name; // "rsbegin.o"; in lib/rustlib/TARGET/lib
    fs::path source;
    build::UnitKey key;
    std::optional<build::StoredUnit> stored; // once it was looked for
};

/// The objects that the target's linker step names and that this source has. Those in `present`, which come with the
/// toolchain, are left out. Errors: Io.
Result<std::vector<StartupObject>> findStartupObjects(const SysrootInput &input, const build::BuildSettings &settings,
                                                      const std::vector<std::string> &present);

/// The compiler's command that makes one.
process::Command startupCommand(const StartupObject &object, const build::BuildSettings &settings,
                                const fs::path &outFile);

/// Compiles it into the store, unless it is there. True where it had to be compiled. Errors: ToolFailed, Io, Cancelled.
Result<bool> buildStartupObject(StartupObject &object, const build::BuildSettings &settings, build::UnitStore &store,
                                activity::Reporter &reporter, activity::Id parent, const CancelToken &cancel);

} // namespace crossyard::sysroot
