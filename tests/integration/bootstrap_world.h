// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests of bootstrapping share: small packages, and cargo as the oracle.
#pragma once

#include "support/rust.h"

#include <nlohmann/json_fwd.hpp>

namespace crossyard::test {

/// Unpacks tests/data/bootstrap/NAME.txt below a directory: each file stands behind a line "--- PATH"; the first line
/// says what it is about.
void unpackPackage(const std::string &name, const fs::path &directory);

/// Runs the real cargo in a directory, without a network; RUSTC_BOOTSTRAP=1 where `unstable`.
process::Finished cargoRun(const std::vector<std::string> &words, const fs::path &directory, bool unstable);

/// `crossyard bootstrap` in a directory, with the same compiler as cargoRun().
process::Finished bootstrapRun(std::vector<std::string> words, const fs::path &store, const fs::path &directory,
                               std::map<std::string, std::optional<std::string>> environment = {});

} // namespace crossyard::test
