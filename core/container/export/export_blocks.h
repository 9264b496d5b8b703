// SPDX-License-Identifier: MIT OR Apache-2.0
// Pieces of shell that several forms of an export have in common. They read the variables that export_parts.h names;
// `engine` is the word that runs the engine. Pure.
#pragma once

#include "container/export/export_parts.h"

namespace crossyard::container {

/// Has rustup install $TOOLCHAIN where it is not there, and the target's library.
std::string toolchainLines(const ExportToolchain &toolchain);
/// Makes or fetches the images that are not there. Reads FILES.
std::string imageLines(const ExportParts &parts, const std::string &engine);
/// Writes $FILES/cargo/config.toml, and fetches crates.
std::string crateLines(const CrossPlan &plan, const ExportParts &parts);
/// Runs the container. Reads IMAGE, PROJECT, TARGET_DIR, SYSROOT, CARGO_HOME, FILES; sets OUT.
Result<std::string> buildLines(const ExportParts &parts, const std::string &engine);
/// Copies finished programs from OUT into TARGET_DIR, where cargo puts them.
std::string programLines(const std::string &target);

/// What the container may touch, and which variables it gets: a comment.
std::string touchedText(const ExportParts &parts);

} // namespace crossyard::container
