// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading back what the cache keeps of a toolchain.
#pragma once

#include "rust/toolchain.h"

namespace crossyard::rust {

/// Fills in what was found out by asking: everything but its names, its place, and whether it is chosen. Throws
/// nlohmann::json::exception where the form is another.
void fillFromJson(Toolchain &toolchain, const nlohmann::json &json);

} // namespace crossyard::rust
