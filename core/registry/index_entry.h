// SPDX-License-Identifier: MIT OR Apache-2.0
// What a registry's index holds: where, and in which form (cargo reference, "Registry index").
#pragma once

#include "cargo/summary.h"

namespace crossyard::registry {

/// The index's file about a package, with '/': "1/a", "2/ab", "3/a/abc", "ab/cd/abcd".
std::string indexPath(std::string_view name);

/// config.json.
struct IndexConfig {
    std::string download; // `dl`
    bool authRequired = false;
};
/// Errors: Parse, BadInput (no `dl`).
Result<IndexConfig> parseIndexConfig(std::string_view json, const fs::path &named);

/// The address of a .crate, from `dl` with its markers, or with /NAME/VERSION/download after it.
std::string downloadUrl(std::string_view dl, const std::string &name, const cargo::Version &version,
                        const std::string &checksum);

/// One line. Nothing for a line of a form to come (`v` above 2), or with a version that is none, which cargo passes
/// over too. `source` becomes that of the package and of its dependencies from the same registry. Errors: Parse.
Result<std::optional<cargo::PackageSummary>> parseIndexLine(std::string_view line, const std::string &source,
                                                            const fs::path &named);
/// All lines; those that do not parse are passed over and counted.
struct IndexFile {
    std::vector<cargo::SummaryPtr> packages;
    int unreadable = 0;
};
IndexFile parseIndexFile(std::string_view text, const std::string &source, const fs::path &named);

} // namespace crossyard::registry
