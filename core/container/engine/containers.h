// SPDX-License-Identifier: MIT OR Apache-2.0
// Running the containers of plans, and seeing to it that none is left behind.
//
// Each of ours carries a label that says which process owns it. A cancelled one is asked to end, then killed, then
// removed; what a killed Crossyard left is removed by the next one that runs a container.
#pragma once

#include "base/cancel.h"
#include "container/engine/container_plan.h"
#include "process/runner.h"

namespace crossyard::container {

/// The label by which ours are known: its value is ownerOfThisProcess().
inline constexpr std::string_view ownerLabel = "org.crossyard.owner";
/// "PID:START:NAMESPACE:BOOT:MACHINE": this process, told from any other one that has its number later, after a reboot,
/// in a container that shares the engine, or on another machine.
std::string ownerOfThisProcess();
/// Whether that process still runs. One that cannot be judged from here (another machine's, another namespace's) does.
bool ownerIsAlive(std::string_view owner);

struct RunContainerOptions {
    CancelToken cancel = {};
    /// Each line as it comes, as process::RunOptions has it.
    std::function<void(std::string_view)> onOutputLine = {};
    std::function<void(std::string_view)> onErrorLine = {};
    /// How long a container that was asked to end may take.
    int graceMs = 5000;
};

/// Runs the container to its end. When the token is cancelled, or this function fails, no container is left. Errors:
/// Cancelled; ToolFailed, the engine could not start it (with what it said, and the mend where that is known);
/// NotFound, the engine's program.
Result<process::Finished> runContainer(const ContainerPlan &plan, const RunContainerOptions &options = {});

/// The same on our own terminal: its standard streams are ours. Gives the program's exit status.
Result<int> runContainerInForeground(const ContainerPlan &plan, const CancelToken &cancel = {});

/// Removes the containers of owners that do not live any more. Gives their names. Errors: ToolFailed, Cancelled.
Result<std::vector<std::string>> sweepContainers(const Engine &engine, const CancelToken &cancel = {});

/// Asks a running container to end, kills it after `graceMs`, and removes it. Not there is no error.
Result<void> removeContainer(const Engine &engine, const std::string &name, int graceMs = 5000);

} // namespace crossyard::container
