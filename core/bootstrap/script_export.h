// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan as a file that builds the same without Crossyard.
#pragma once

#include "bootstrap/recipe.h"

namespace crossyard::bootstrap {

/// A POSIX sh script. Pure.
std::string toShell(const Recipe &recipe);
/// A file for ninja, which runs units that do not need one another at the same time. Pure.
std::string toNinja(const Recipe &recipe);

/// Writes the one that the file's name asks for: "*.ninja", or else the script, which can then be run. The plan has
/// its keys. Errors: Io.
Result<void> writeRecipe(const BootstrapPlan &plan, const fs::path &file);

} // namespace crossyard::bootstrap
