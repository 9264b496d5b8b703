// SPDX-License-Identifier: MIT OR Apache-2.0
// The environment that a job ran in, as far as it bears on what a build does.
#pragma once

#include <map>
#include <string>

namespace crossyard::job {

/// Lines of NAME=VALUE, sorted: what cargo, rustc, C compilers, xargo and Crossyard read, PATH and the proxies. What
/// may be a secret (tokens, passwords, a proxy's user) is shown as "...".
std::string tellingEnvironment(const std::map<std::string, std::string> &environment);

} // namespace crossyard::job
