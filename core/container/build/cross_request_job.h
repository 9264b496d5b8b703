// SPDX-License-Identifier: MIT OR Apache-2.0
// What the window starts in containers, as jobs: cargo for a kit, and the images for it.
#pragma once

#include "container/build/cross_job.h"
#include "sysroot/kit_jobs.h"

namespace crossyard::container {

/// Enough to ask for the same job once more, also after a restart.
struct CrossJob {
    std::string verb; // "build", "run", "test"
    sysroot::Kit kit = {};
    fs::path project = {};
    std::optional<Protection> protection = {}; // else the manifest's, else strict
    std::optional<std::string> release = {};   // Debian's, of our own images
    bool debug = false;                        // programs wait for a debugger, at any free port
    bool operator==(const CrossJob &) const = default;
};
/// The "action" of its JSON is "cross", beside those of sysroot::KitJob.
std::string toJson(const CrossJob &job);
/// Nothing where the text is no such job's.
std::optional<CrossJob> crossJobFrom(std::string_view json);

/// The request of the command line that does the same.
CrossRequest crossRequest(const CrossJob &asked, const sysroot::CargoJobRequest &around);

/// "it ended with status 0, 1 program in target/TRIPLE/release", and what was caught.
std::string outcomeOf(const CrossPlan &plan, const CrossResult &result);

/// Plans anew, prepares, and runs. Colours as on a terminal, no progress bar. A cargo that fails is a failed job.
job::JobRequest crossJob(const CrossJob &asked, const sysroot::CargoJobRequest &around);

/// Our own image for a target, made again though it is there. `asked` is for the engine that it chooses.
job::JobRequest imageJob(const std::string &target, const std::string &release, const CrossJob &asked,
                         const sysroot::CargoJobRequest &around);

} // namespace crossyard::container
