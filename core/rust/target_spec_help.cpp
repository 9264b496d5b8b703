// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_help.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

using nlohmann::ordered_json;

// Made by embed.cmake.
extern const unsigned char helpData[];
extern const std::size_t helpDataSize;

const std::vector<SpecHelp> &specHelp()
{
    // The file is part of the program; a test reads all of it.
    static const std::vector<SpecHelp> all = [] {
        const auto json = ordered_json::parse(helpData, helpData + helpDataSize);
        std::vector<SpecHelp> found;
        for (const auto &group : json.at("groups"))
            for (const auto &[key, entry] : group.at("keys").items())
                found.push_back(
                    {key, group.at("title").get<std::string>(), entry.at(0).get<std::string>(),
                     entry.at(1).get<std::string>(),
                     entry.size() > 2 ? entry[2].get<std::vector<std::string>>() : std::vector<std::string>()});
        return found;
    }();
    return all;
}

const SpecHelp *helpFor(std::string_view key)
{
    const auto found = std::ranges::find(specHelp(), key, &SpecHelp::key);
    return found == specHelp().end() ? nullptr : &*found;
}

} // namespace crossyard::rust
