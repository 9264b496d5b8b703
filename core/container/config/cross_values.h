// SPDX-License-Identifier: MIT OR Apache-2.0
// The values of cross's settings, and how they are written.
#pragma once

#include "container/config/setting.h"

#include <string>
#include <vector>

namespace crossyard::container {

/// Whether the standard library is compiled with the project, and which of its crates.
struct BuildStd {
    bool enabled = false;
    std::vector<std::string> crates = {}; // empty: cargo's choice
    bool operator==(const BuildStd &) const = default;
};

/// What is done to the image before the build.
struct PreBuild {
    enum class Form {
        Commands, // each line a command; all of them are one shell script
        Text,     // a single string: the path of a script, or a command
    };
    Form form = Form::Commands;
    std::vector<std::string> lines = {}; // exactly one of a Text
    bool operator==(const PreBuild &) const = default;
};

/// The platform that an image is for, and the host triple of the toolchain that runs in it.
struct ImagePlatform {
    std::string os;           // as engines call it: "linux"
    std::string architecture; // "amd64", "arm64", "arm", ...
    std::string variant = {}; // "v7", "v6", ...; empty: the usual one
    std::string triple;
    bool operator==(const ImagePlatform &) const = default;
    std::string platform() const; // "linux/arm/v7", for the engine's --platform
    std::string toText() const;   // "linux/arm/v7=armv7-unknown-linux-gnueabihf"
};
/// "TRIPLE", "OS/ARCH=TRIPLE", "OS/ARCH/VARIANT=TRIPLE", or one of the platforms "linux/amd64" and "linux/arm64[/v8]".
/// Errors: BadInput.
Result<ImagePlatform> parseImagePlatform(std::string_view text);
/// The platform of cross's own images.
ImagePlatform defaultPlatform();

struct Image {
    std::string reference;                      // as it was written
    std::vector<ImagePlatform> toolchains = {}; // empty: defaultPlatform()
    bool operator==(const Image &) const = default;
};
/// A tag (":main"), a digest ("@sha256:...") or a suffix ("-centos") in place of an image's name.
bool isShortReference(std::string_view reference);
/// The whole name: a short reference is one to cross's image of that name (a target, or "zig").
std::string fullReference(std::string_view reference, std::string_view name, Dialect dialect);

/// Whether cross has an image for a target.
bool hasImage(std::string_view target, Dialect dialect);
/// The targets that cross has images for, sorted.
std::vector<std::string> targetsWithImages(Dialect dialect);
/// "ghcr.io/cross-rs/TARGET:0.2.5" or "...:main".
std::string ownImage(std::string_view target, Dialect dialect);

/// One word of `passthrough` or `volumes`: "NAME", or "NAME=VALUE".
struct VariableEntry {
    std::string text;
    Origin origin;
    std::string name() const;
    std::optional<std::string> value() const;
    bool operator==(const VariableEntry &) const = default;
};

/// "true", "false" and integers (0 is false); nothing for anything else.
std::optional<bool> strictBoolean(std::string_view text);
/// The same; of other texts all but the empty one are true. So cross takes variables.
bool looseBoolean(std::string_view text);

// For showing: as TOML writes them.
std::string shown(bool value);
std::string shown(const std::string &value);
std::string shown(const std::vector<std::string> &value);
std::string shown(const BuildStd &value);
std::string shown(const PreBuild &value);
std::string shown(const Image &value);
std::string shown(const std::vector<VariableEntry> &value);

} // namespace crossyard::container
