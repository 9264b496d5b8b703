// SPDX-License-Identifier: MIT OR Apache-2.0
// Which of the user's variables a container gets: those that cross passes unasked, and those that the configuration
// names. Pure.
#pragma once

#include "container/config/load_config.h"
#include "container/engine/container_plan.h"

namespace crossyard::container {

/// A variable whose name says that its value is nobody else's business: TOKEN, PASSWORD, SECRET, ...
bool isSecretName(std::string_view name);

struct PassedVariables {
    std::vector<ContainerVariable> variables; // by name, each once
    std::vector<std::string> withheld; // names: cross would pass them, and they are secrets that nobody asked for
};
/// A secret goes in where the configuration names it, and is not shown.
PassedVariables passedVariables(const CrossReport &report, const std::map<std::string, std::string> &environment);

/// The name of one of cargo's variables for a target: "CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER".
std::string cargoTargetVariable(std::string_view target, std::string_view key);

} // namespace crossyard::container
