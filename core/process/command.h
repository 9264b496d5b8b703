// SPDX-License-Identifier: MIT OR Apache-2.0
// A command as a value. Quoting exists only for showing and copying; no shell ever stands between us and a tool.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::process {

struct Command {
    fs::path program;
    std::vector<std::string> arguments = {};
    fs::path directory = {}; // empty: the caller's
    /// Changes to the inherited environment; nullopt removes a variable.
    std::map<std::string, std::optional<std::string>> environment = {};

    bool operator==(const Command &) const = default;
};

/// The argument as a POSIX shell would have to see it.
std::string quoted(std::string_view argument);
/// The words of a text as a POSIX shell splits them: quotes, backslashes and comments count, nothing is expanded.
/// Errors: Parse (a quote that is not closed, a backslash at the end).
Result<std::vector<std::string>> shellWords(std::string_view text);
/// One line that a POSIX shell would run the same way: "cd DIR && env -u A B=c program args".
std::string shown(const Command &command);

} // namespace crossyard::process
