// SPDX-License-Identifier: MIT OR Apache-2.0
// Answers of compilers, remembered between runs as small JSON files in the store's "probe" directory. An answer names
// the files that it rests on; it counts as long as all of them look as they did. The cache is only ever a shortcut:
// what cannot be read or written is treated as not being there.
#pragma once

#include "base/files.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::rust {

/// A file or directory that an answer rests on, and how it looked; without a stamp: it was not there.
struct Witness {
    fs::path path;
    std::optional<FileStamp> stamp;
    bool operator==(const Witness &) const = default;
};

/// How the file looks now. Links are followed.
Witness witnessOf(const fs::path &path);
/// True while every one of them still looks like that.
bool unchanged(const std::vector<Witness> &witnesses);

/// Where an answer is kept: `kind` says what was asked ("compiler"), the key says of whom.
fs::path rememberedFile(std::string_view kind, std::string_view key);
/// The answer, if there is one and its witnesses look as they did.
std::optional<nlohmann::json> recall(std::string_view kind, std::string_view key);
/// Keeps an answer. Safe with several processes at once: the last one wins, and a reader sees one of them whole.
void remember(std::string_view kind, std::string_view key, const std::vector<Witness> &witnesses,
              const nlohmann::json &answer);

} // namespace crossyard::rust
