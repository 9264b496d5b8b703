// SPDX-License-Identifier: MIT OR Apache-2.0
// New specs from known targets, and what tells two specs apart.
#pragma once

#include "rust/target_check.h"

namespace crossyard::rust {

/// A spec named `name` that starts out as the given target and that the compiler accepts: without what only built-in
/// specs may say. Errors: Unsupported (the compiler does not accept it, with its complaint), ToolFailed, Io.
Result<std::string> newSpec(const Compiler &compiler, const TargetRef &from, std::string_view name,
                            const CancelToken &cancel = {});

/// The file of a new target, by the name that somebody typed (with or without ".json"). Errors: BadInput (no name for a
/// target).
Result<fs::path> newSpecFile(const fs::path &directory, std::string name);

/// The built-in target that a spec most resembles: where it most likely came from. Nothing where none comes near.
Result<std::optional<std::string>> likestTarget(const Compiler &compiler, const SpecDocument &document,
                                                const CancelToken &cancel = {});

/// A built-in target's spec, without what is true of the compiler's own targets only: what others are held against.
Result<nlohmann::ordered_json> comparableSpec(const Compiler &compiler, const std::string &target,
                                              const CancelToken &cancel = {});

/// The spec files of a project: those in its folder, in .cargo, and in the folders right below, without cargo's target
/// directory. What is no JSON object with a spec's keys is none. Sorted.
std::vector<fs::path> findSpecs(const fs::path &project);

/// One key that differs. A side without the key has no value.
struct SpecDifference {
    SpecPath path;
    std::optional<nlohmann::ordered_json> left;
    std::optional<nlohmann::ordered_json> right;
    bool operator==(const SpecDifference &) const = default;
};
/// Key by key, objects gone into; sorted by path.
std::vector<SpecDifference> differences(const nlohmann::ordered_json &left, const nlohmann::ordered_json &right);
/// In the manner of a unified diff: "@@ KEY", then the one value and the other.
std::string shownDifferences(const std::vector<SpecDifference> &differences);

} // namespace crossyard::rust
