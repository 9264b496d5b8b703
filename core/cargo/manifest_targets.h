// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of reading a manifest that looks at the package's files.
#pragma once

#include "cargo/manifest.h"

namespace crossyard::cargo {

/// Fills lib, bins and build; name, edition and file are set. Errors: BadInput, with the place.
Result<void> findTargets(Manifest &manifest, const toml::table &root, const toml::table &package);

} // namespace crossyard::cargo
