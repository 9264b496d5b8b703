// SPDX-License-Identifier: MIT OR Apache-2.0
// Where variables are looked up: this process's environment, or one that somebody else gave.
#pragma once

#include "base/paths.h"

namespace crossyard {

/// This process's own.
EnvironmentLookup ownEnvironment();
/// That of a map, which is copied.
EnvironmentLookup lookupIn(std::map<std::string, std::string> environment);

} // namespace crossyard
