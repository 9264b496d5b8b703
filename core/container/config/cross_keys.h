// SPDX-License-Identifier: MIT OR Apache-2.0
// The keys of cross's configuration, and what to say of others.
#pragma once

#include "container/config/setting.h"
#include "text/toml_value.h"

namespace crossyard::container {

/// A table of the configuration, by what may stand in it.
enum class CrossTable { Top, Build, Target, Env, Dockerfile, Zig, Image };

/// Whether a dialect takes a key in such a table.
bool knowsKey(CrossTable table, std::string_view key, Dialect dialect);

/// A key that the dialect does not take in its table. `path` ends with it. Ids: "other-dialect", where the other one
/// takes it, and "unknown-key".
Finding untakenKey(CrossTable table, const text::TomlPath &path, const toml::node &value, Place place, Dialect dialect);

/// A target's name, as its table's header has to write it: in quotes where there are dots.
std::string targetHeader(std::string_view target);

} // namespace crossyard::container
