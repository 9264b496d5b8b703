// SPDX-License-Identifier: MIT OR Apache-2.0
// Checks of single values, wherever they come from: a file or a variable. What they find is added to the findings.
#pragma once

#include "container/config/cross_values.h"

namespace crossyard::container {

/// A word of `passthrough` or `volumes` (`key`): names that cannot be, that cross refuses, and that it sets itself.
void checkVariable(const VariableEntry &entry, std::string_view key, Dialect dialect, std::vector<Finding> &findings);
void checkRunner(const std::string &runner, const Origin &origin, std::vector<Finding> &findings);
/// Commands of which all but the last may fail without anybody hearing of it.
void checkPreBuild(const PreBuild &preBuild, const Origin &origin, std::vector<Finding> &findings);
/// A tag alone, or another form that the release takes for an image's name.
void checkReference(const std::string &reference, const Origin &origin, Dialect dialect,
                    std::vector<Finding> &findings);

/// A variable that is set to nothing, which cross takes for a value and fails at.
Finding emptyVariable(const std::string &name, std::string hint = "unset it, or give it a value");
/// A variable that is set, and that only the other dialect reads.
Finding variableOfOther(const std::string &name, Dialect dialect);

/// The known target that a name was meant to be, where it is none itself: the same letters with other dashes,
/// underscores and capitals, or two slips away.
std::optional<std::string> meantTarget(const std::string &name, const std::vector<std::string> &known);
/// The same letters with other dashes, underscores and capitals.
bool sameButForDashes(std::string_view a, std::string_view b);

} // namespace crossyard::container
