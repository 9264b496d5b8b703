// SPDX-License-Identifier: MIT OR Apache-2.0
// The profiles that the configuration speaks of, in the form in which a manifest has them.
#pragma once

#include "cargo/config.h"
#include "text/toml.h"

#include <string>

namespace crossyard::cargo {

/// A table of the configuration as a manifest would have it; of lists, the words.
toml::table toToml(const ConfigValue::Table &table);

/// [profile.*] of the configuration, with the variables CARGO_PROFILE_* in it, for the profile of that name and all
/// that it can stand on. Errors: BadInput.
Result<toml::table> configProfiles(const Config &config, const std::string &name);

} // namespace crossyard::cargo
