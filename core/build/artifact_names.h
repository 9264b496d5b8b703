// SPDX-License-Identifier: MIT OR Apache-2.0
// What rustc calls what it makes, by the system that it is made for.
#pragma once

#include "build/unit_graph.h"

#include <string>
#include <vector>

namespace crossyard::build {

/// How a system names programs and libraries: "lib" NAME ".so" and its like.
struct FileNames {
    std::string programSuffix = "";
    std::string libraryPrefix = "lib"; // of what is linked at run time
    std::string librarySuffix = ".so";
    std::string archivePrefix = "lib";
    std::string archiveSuffix = ".a";

    /// `platform` is the target's name with its cfgs; the name alone will do for what rustc knows.
    static FileNames of(const cargo::PlatformFacts &platform);
};

/// The files of a compiled unit, in the order of its crate types, each type once. `stem` is the crate's name with what
/// tells it from others ("serde-0123456789abcdef"), or a program's own name. A unit that was only checked has its
/// metadata.
std::vector<std::string> outputNames(const Unit &unit, const std::string &stem, const FileNames &names);

/// Those of outputNames() that another crate can be compiled against.
std::vector<std::string> linkableNames(const Unit &unit, const std::string &stem, const FileNames &names);

} // namespace crossyard::build
