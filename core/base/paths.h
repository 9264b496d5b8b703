// SPDX-License-Identifier: MIT OR Apache-2.0
// Paths as UTF-8 text, the environment, and where Crossyard keeps its things.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard {

namespace fs = std::filesystem;

/// The path as UTF-8, with the platform's separators. Names that are not valid Unicode keep their bytes on Unix.
std::string toUtf8(const fs::path &path);
fs::path fromUtf8(std::string_view text);

/// The value of an environment variable, if it is set (it may be empty).
std::optional<std::string> environment(const char *name);
/// The same of an environment that somebody else knows.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string &name)>;
/// The same, but an empty value counts as unset.
std::optional<std::string> environmentNotEmpty(const char *name);
std::map<std::string, std::string> wholeEnvironment();

/// Absolute and without "." or "..", links left alone; the path need not exist.
fs::path absolutePath(const fs::path &path);
/// Relative paths are taken from the base.
fs::path resolvePath(const fs::path &base, const fs::path &path);
/// Whether the path is the directory or lies in it. Both are absolute and without "." or "..".
bool isBelow(const fs::path &path, const fs::path &directory);

/// The file of that name in the directory, or in the nearest one above it.
std::optional<fs::path> findUpward(const fs::path &directory, const fs::path &name);

/// The first executable of that name on PATH, and every one of them in order. An absolute name is tested itself.
std::optional<fs::path> findProgram(std::string_view name);
std::vector<fs::path> findPrograms(std::string_view name);
bool isExecutable(const fs::path &file);

fs::path homeDirectory();
/// The store: CROSSYARD_HOME, or "crossyard" in the platform's cache directory.
fs::path storeDirectory();
/// What the user set and wants kept (added toolchains): CROSSYARD_HOME/config, or "crossyard" in the configuration
/// directory.
fs::path configDirectory();

} // namespace crossyard
