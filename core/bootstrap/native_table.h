// SPDX-License-Identifier: MIT OR Apache-2.0
// What the build scripts of well-known crates look for on a system, as their sources say it, and which packages have
// it.
#pragma once

#include <span>
#include <string_view>

namespace crossyard::bootstrap {

struct NativeLibrary {
    /// What the script does where nothing else is said.
    enum class Habit {
        System,       // takes the system's, and fails without
        SystemFirst,  // compiles what it brings along where the system has none
        BundledFirst, // compiles what it brings along; the system's only where it is told to, or has nothing along
    };
    std::string_view crate;
    std::string_view pkgConfig;
    Habit habit = Habit::System;
    std::string_view atLeast = ""; // version; where the script itself names a window, that counts
    std::string_view bundled =
        ""; // a file or directory of the crate that is there where the sources were brought along
    std::string_view vendorOn = "";  // features with which the system is not asked, separated by blanks
    std::string_view systemOn = "";  // features with which it is
    std::string_view vendorEnv = ""; // variable with which the system is not asked
    std::string_view systemEnv = ""; // variable with which what is brought along is not taken
    std::string_view placeEnv = "";  // variable that names the library's place: nothing else is asked
    std::string_view debian = "";
    std::string_view fedora = "";
    std::string_view arch = "";
};

std::span<const NativeLibrary> nativeLibraries();

} // namespace crossyard::bootstrap
