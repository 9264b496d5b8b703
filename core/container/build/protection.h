// SPDX-License-Identifier: MIT OR Apache-2.0
// What a build in a container wrote to the project: where it was caught, and what becomes of it. And what a project
// says about its own protection.
#pragma once

#include "container/build/cross_plan.h"

namespace crossyard::container {

/// `container.protection` of [workspace.metadata.crossyard] or [package.metadata.crossyard]. Errors: Parse, BadInput
/// with the place.
Result<std::optional<Protection>> writtenProtection(const fs::path &manifest);

/// STORE/containers/writes/PROJECT, with `upper` and `work` in it.
fs::path writesOf(const fs::path &store, const fs::path &project);

struct CaughtWrite {
    enum class Kind { Added, Changed, Removed };
    Kind kind = Kind::Added;
    fs::path path; // relative to the project
    std::uintmax_t size = 0;
    bool operator==(const CaughtWrite &) const = default;
};
std::string_view kindName(CaughtWrite::Kind kind); // "added", "changed", "removed"
/// Files alone, by path. Errors: Io.
Result<std::vector<CaughtWrite>> caughtWrites(const fs::path &writes, const fs::path &project);
/// Takes them over into the project, and forgets them. Errors: Io; what is done by then stays.
Result<void> applyWrites(const fs::path &writes, const fs::path &project);
/// Errors: Io.
Result<void> discardWrites(const fs::path &writes);

} // namespace crossyard::container
