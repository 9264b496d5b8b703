// SPDX-License-Identifier: MIT OR Apache-2.0
// The names of rustup's toolchains: CHANNEL, CHANNEL-DATE, and either with -HOST behind it.
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace crossyard::rust {

struct ToolchainName {
    std::string channel; // "stable", "beta", "nightly", "1.85", "1.85.0", "1.86.0-beta.2"
    std::string date;    // "2026-01-31", or empty
    std::string host;    // a triple, or empty

    bool operator==(const ToolchainName &) const = default;
    std::string text() const;
};

/// What rustup would install under this name. Errors: BadInput, with the name that was probably meant.
Result<ToolchainName> parseToolchainName(std::string_view text);

} // namespace crossyard::rust
