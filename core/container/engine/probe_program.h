// SPDX-License-Identifier: MIT OR Apache-2.0
// The smallest program that a container can run: it ends at once, with status 0. Nothing has to be fetched, installed
// or compiled to find out whether an engine works.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crossyard::container {

/// A static ELF executable for Linux on that processor, as Rust calls it; nothing for one that we have none for.
std::optional<std::string> probeProgram(std::string_view architecture);

} // namespace crossyard::container
