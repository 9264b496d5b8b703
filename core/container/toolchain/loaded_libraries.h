// SPDX-License-Identifier: MIT OR Apache-2.0
// Which shared libraries a program of this machine loads, as its own loader finds them: the loader is asked, so that
// search paths, caches and variants for the processor count as they do when the program runs.
#pragma once

#include "base/cancel.h"
#include "base/paths.h"

#include <string>
#include <string_view>
#include <vector>

namespace crossyard::container {

struct LoadedLibrary {
    std::string name; // as programs ask for it: "libc.so.6"
    fs::path path;    // where the loader finds it
    bool operator==(const LoadedLibrary &) const = default;
};

struct LoadedLibraries {
    bool elf = false;     // false: a script, or for another system
    fs::path loader = {}; // as the program names it; empty: it is linked statically
    std::vector<LoadedLibrary> libraries = {};
    bool operator==(const LoadedLibraries &) const = default;
};

/// Errors: NotFound (a library is missing), ToolFailed (the loader refuses the program), Io, Cancelled.
Result<LoadedLibraries> librariesOf(const fs::path &program, const CancelToken &cancel = {});

/// What `LOADER --list PROGRAM` says; the loader itself and what the kernel provides are left out. Errors: NotFound.
Result<std::vector<LoadedLibrary>> parseLoaderList(std::string_view text, const fs::path &program);

/// True for the libraries that glibc is made of, its loader too. They fit only one another.
bool isOfGlibc(std::string_view name);

/// The version of a glibc ("2.41"), asked of the library itself through its loader. Errors: ToolFailed, Cancelled.
Result<std::string> glibcVersion(const fs::path &loader, const fs::path &libc, const CancelToken &cancel = {});
/// From what it says of itself. Errors: Parse.
Result<std::string> parseGlibcVersion(std::string_view text);
/// By its numbers: "2.9" is older than "2.36".
bool isOlderGlibc(std::string_view version, std::string_view than);

} // namespace crossyard::container
