// SPDX-License-Identifier: MIT OR Apache-2.0
// [patch] of the configuration (cargo reference, "Configuration", `[patch]`).
#pragma once

#include "cargo/config.h"
#include "cargo/workspace.h"

namespace crossyard::cargo {

/// The manifest's patches with those of the configuration, which win where both name the same one. Errors: BadInput.
Result<std::vector<Patch>> allPatches(std::vector<Patch> ofManifest, const Config &config);

} // namespace crossyard::cargo
