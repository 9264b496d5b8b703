// SPDX-License-Identifier: MIT OR Apache-2.0
// Dockerfiles: the text of our own, what a user's one reads of its context, and those that stand for `pre-build`, as
// cross makes them.
#pragma once

#include "base/error.h"
#include "container/config/cross_settings.h"

#include <set>

namespace crossyard::container {

/// The value as ENV, ARG and LABEL take it: in quotes, nothing in it is expanded.
std::string dockerQuoted(std::string_view value);

/// Debian's name for the architecture of a target, as cross passes it (CROSS_DEB_ARCH); nothing where cross has none.
std::optional<std::string> debianArchitectureFor(const std::string &target);

/// What a dockerfile's build depends on beside the text: the digest of all that its COPY and ADD read from the context.
/// What cannot be told from the text (a variable, a pattern) stands for the whole context. Errors: Io.
Result<std::string> contextDigest(std::string_view dockerfile, const fs::path &context, const fs::path &without);

/// Whether it says anything of the image that cross would take otherwise.
bool usesBaseImage(std::string_view dockerfile);

/// The dockerfile for `pre-build` upon an image. A script is copied from the context, where its name is
/// preBuildScript, and run with the target's name; commands are lines of one shell script.
std::string preBuildDockerfile(const std::string &image, const PreBuildAction &action);
inline constexpr std::string_view preBuildScript = "pre-build-script";

/// The lines of a list but the last whose failure nobody sees: cross runs the list as one script without `set -e`.
std::vector<std::string> unseenFailures(const PreBuildAction &action);

} // namespace crossyard::container
