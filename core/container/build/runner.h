// SPDX-License-Identifier: MIT OR Apache-2.0
// What runs the target's programs in a container, and whether they can wait for a debugger there. Pure.
#pragma once

#include "container/config/cross_settings.h"
#include "container/engine/debug_port.h"
#include "container/image/image_recipe.h"

namespace crossyard::container {

struct RunnerRequest {
    std::string asked = {};                // "native", "qemu-user", "qemu-system", a command, or nothing
    const ImageRecipe *recipe = nullptr;   // none: the image is not one of ours
    std::vector<std::string> project = {}; // cargo's configuration starts a board itself, with these words
    std::optional<int> debugPort = {};     // of 127.0.0.1
};

struct RunnerChoice {
    std::optional<std::string> runner = {}; // for CARGO_TARGET_T_RUNNER; nothing: the image's own, or nobody
    std::optional<DebugPort> debug = {};
    std::vector<Finding> findings = {};
};

/// Errors: Unsupported (a program that is to wait for a debugger, and nobody makes it wait).
Result<RunnerChoice> chooseRunner(const RunnerRequest &request);

} // namespace crossyard::container
