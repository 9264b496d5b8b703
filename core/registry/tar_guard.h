// SPDX-License-Identifier: MIT OR Apache-2.0
// Looks through the bytes of a tar archive before a library reads it: only files and directories, only below one
// directory, nothing that two readers may understand in two ways.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::registry {

struct TarEntry {
    std::string path; // with '/'; without one at its end
    bool directory = false;
    std::uint64_t size = 0;
    bool operator==(const TarEntry &) const = default;
};

struct TarLimits {
    std::size_t entries = 100'000;
    std::uint64_t bytes = std::uint64_t(512) << 20;
    std::size_t pathLength = 1000;
    bool plainNotes = false; // PAX headers that say nothing of names, links and sizes are passed over
};

/// The entries, of which all lie in the directory `top` (empty: in that of the first). Errors: BadInput, with the
/// entry's name and what is wrong with it; Parse (cut off, a checksum that does not fit).
Result<std::vector<TarEntry>> inspectTar(std::string_view tar, const std::string &top, const TarLimits &limits = {});

} // namespace crossyard::registry
