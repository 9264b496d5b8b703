// SPDX-License-Identifier: MIT OR Apache-2.0
// Resolved settings as rows for a reader, and as JSON.
#pragma once

#include "container/config/load_config.h"

namespace crossyard::container {

struct SettingRow {
    std::string key;                // "build-std", "zig.version"
    std::string value;              // as TOML writes it; "none" where there is nothing
    std::vector<std::string> parts; // of a list, each as TOML writes it
    std::vector<Origin> origins;
    std::vector<Overridden> overridden;
    bool operator==(const SettingRow &) const = default;
};
/// Those that the dialect has, in the order of cross's documentation.
std::vector<SettingRow> rows(const CrossSettings &settings);
std::vector<SettingRow> rows(const EngineSettings &settings);

/// One object: {"target", "dialect", "workspace", "files", "settings": {KEY: {"value", "origins", "overridden"}},
/// "engine": the same, "passed", "findings"}. Where nothing was said, "origins" is empty.
std::string toJson(const CrossReport &report);

} // namespace crossyard::container
