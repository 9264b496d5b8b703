// SPDX-License-Identifier: MIT OR Apache-2.0
// Our own images: Debian with a cross compiler for one target, a libc of it, and the emulator that runs its programs.
// Pure.
//
// An image has two layers. The common one holds what all recipes of a release share: Debian itself, and the machine's
// own compiler for build scripts and proc macros. The target's holds its packages, of which only what this target needs
// is unpacked: one emulator of forty, one set of libraries of thirty.
#pragma once

#include "process/command.h"

namespace crossyard::container {

/// The Debian releases that recipes know, with their glibc: what is built runs on that one and on later ones.
struct DebianRelease {
    std::string_view name;  // "bookworm"
    std::string_view glibc; // "2.36"
};
const std::vector<DebianRelease> &debianReleases(); // the oldest first
/// What releases are called that an image can be made of: "bullseye (glibc 2.31), bookworm (glibc 2.36), ...".
std::string namesOfReleases();

struct ImageRecipe {
    std::string target;                // a triple
    std::string release;               // "bookworm"
    std::string debianArchitecture;    // of the target: "arm64"; empty for bare metal
    std::string gnuTriple;             // "aarch64-linux-gnu"; of bare metal "arm-none-eabi"
    std::vector<std::string> common;   // packages of the layer that all recipes of the release share
    std::vector<std::string> packages; // the target's own; none: the common layer has all
    /// What of the target's packages is not unpacked, and what of that is after all: patterns of dpkg's path-exclude
    /// and path-include.
    std::vector<std::string> excluded;
    std::vector<std::string> included;
    std::map<std::string, std::string> files; // written into the image: their paths there and contents
    std::string emulator; // of qemu-user, "qemu-aarch64-static"; empty: the host runs it, or bare metal
    /// What a build in it is told: CARGO_TARGET_T_LINKER, CC_T, AR_T, PKG_CONFIG_PATH_T, QEMU_LD_PREFIX.
    std::map<std::string, std::string> variables;
    /// By the names of cross's `runner` ("native", "qemu-user", "qemu-system"): the words before the program.
    std::map<std::string, std::vector<std::string>> runners;
    std::string runner; // the one that is used where nobody says; empty: nothing here runs its programs
    bool operator==(const ImageRecipe &) const = default;
};

/// The recipe of a target for images of that processor ("x86_64", "aarch64"); nothing where there is none. A custom
/// target takes that of the built-in one that it is like: `llvmTarget` decides then.
std::optional<ImageRecipe> recipeFor(const std::string &target, const std::string &llvmTarget,
                                     const std::string &imageArchitecture, const std::string &release = "bookworm");
/// The targets that have one, in some release, sorted.
std::vector<std::string> targetsWithRecipes();
/// The first release that has one for the target; nothing where none has.
std::optional<std::string> firstReleaseFor(const std::string &target, const std::string &llvmTarget,
                                           const std::string &imageArchitecture);

/// "localhost/crossyard/TARGET:RELEASE-KEY"; KEY is of all that the image is made from.
std::string imageReference(const ImageRecipe &recipe, const std::string &imageArchitecture);
/// The common layer's: "localhost/crossyard/common:RELEASE-KEY".
std::string commonReference(const ImageRecipe &recipe, const std::string &imageArchitecture);
/// A name as an image may have one: what cannot be in it is left out.
std::string imageName(std::string_view name);

/// What is never unpacked in any layer: patterns of path-exclude.
const std::vector<std::string> &neverUnpacked();

/// The labels by which our images are known.
inline constexpr std::string_view targetLabel = "org.crossyard.target"; // empty: a common layer
inline constexpr std::string_view releaseLabel = "org.crossyard.release";
inline constexpr std::string_view recipeLabel = "org.crossyard.recipe"; // KEY
/// The labels of a recipe's image; of its common layer.
std::map<std::string, std::string> labelsOf(const ImageRecipe &recipe, const std::string &imageArchitecture);
std::map<std::string, std::string> commonLabelsOf(const ImageRecipe &recipe, const std::string &imageArchitecture);

/// The same as a Dockerfile, for engines without mmdebstrap beside them and for reading.
std::string dockerfile(const ImageRecipe &recipe);

} // namespace crossyard::container
