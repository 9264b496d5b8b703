// SPDX-License-Identifier: MIT OR Apache-2.0
// What can be said about a compiler's program without running it: why it cannot run here, and which driver library
// belongs to it.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <optional>
#include <string_view>
#include <vector>

namespace crossyard::rust {

/// What a program file is, told by its first bytes.
struct ProgramKind {
    enum class Format { Elf, Script, Windows, MachO, Unknown };
    Format format = Format::Unknown;
    std::string machine;     // ELF: "x86-64", "AArch64", ... or "machine 0x..." where it is a rare one
    std::string interpreter; // ELF: the dynamic loader that it asks for; a script: the program of its first line
    bool operator==(const ProgramKind &) const = default;
};
ProgramKind programKind(std::string_view firstBytes);

/// Why this file can certainly not be run here: it is missing, a dangling link, a directory, not executable, or made
/// for another system or machine. Nothing where no reason is known. Starts no process.
std::optional<Error> whyNotRunnable(const fs::path &program);
/// The same for a program that failed to start: looks at its kind, loader and machine as well.
std::optional<Error> whyNotStarted(const fs::path &program);

/// The driver library (librustc_driver-*.so and its like) of a compiler, where it has one; `program` is its real file.
std::optional<fs::path> driverLibrary(const fs::path &program, const fs::path &sysroot);

} // namespace crossyard::rust
