// SPDX-License-Identifier: MIT OR Apache-2.0
// An engine on another machine does not see our files: what would be mounted lies there in volumes.
//
//   what is read   is sent before the container starts: all of it at first, then what changed
//   what is made   stays in a volume, for the next build to go on from; the programs are fetched
//
// What was sent is noted on this machine, with a word that the volume's label repeats: one that somebody removed or
// made anew is filled anew. Files are dated when they arrive, by the clock that the compiler there goes by.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"
#include "container/engine/container_plan.h"

namespace crossyard::container {

/// Has each directory mounted from a volume of its own, whose name is made of this machine, the store, the directory,
/// and the project where what goes depends on it. Of a single file the directory is mounted, with nothing else in it.
void mountVolumes(ContainerPlan &plan, const fs::path &store, const fs::path &project);

/// Makes the volumes of the plan that are not there, and sends what is read and has changed. Errors: Io, ToolFailed,
/// Cancelled; then what was not sent is sent the next time.
Result<void> sendFiles(const ContainerPlan &plan, const fs::path &store, activity::Reporter &reporter,
                       const CancelToken &cancel = {});

/// Fetches files that were made in a directory of the plan's container: those at DIRECTORY/PROFILE and
/// DIRECTORY/PROFILE/examples. What is there already with the same bytes is left alone. Errors: Io, ToolFailed,
/// Cancelled; no file is half there.
Result<void> fetchPrograms(const ContainerPlan &plan, const fs::path &directory, const fs::path &store,
                           activity::Reporter &reporter, const CancelToken &cancel = {});

struct StoredVolume {
    std::string name;
    std::string path; // of the directory on the machine that sent it
};
/// Those of any machine of ours. Errors: ToolFailed, Cancelled.
Result<std::vector<StoredVolume>> listVolumes(const Engine &engine, const CancelToken &cancel = {});
/// Errors: ToolFailed (a container uses it), Cancelled.
Result<void> removeVolume(const Engine &engine, const std::string &name, const CancelToken &cancel = {});

} // namespace crossyard::container
