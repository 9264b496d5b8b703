// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/config_patches.h"

#include "cargo/config_profiles.h"

#include <algorithm>

namespace crossyard::cargo {

Result<std::vector<Patch>> allPatches(std::vector<Patch> ofManifest, const Config &config)
{
    CY_TRY(const auto sources, config.names({"patch"}));
    std::vector<Patch> all;
    for (const auto &source : sources) {
        CY_TRY(const ConfigValue *value, config.find({"patch", source}));
        if (!value || !value->table())
            continue;
        const toml::table table = toToml(*value->table());
        for (const auto &[key, entry] : *value->table()) {
            const fs::path base = entry.definition.root(config.directory());
            const fs::path file = entry.definition.place.file;
            CY_TRY(Dependency dependency, readDependency(key, *table.get(key), base, file));
            dependency.place = entry.definition.place;
            all.push_back({source, std::move(dependency)});
        }
    }
    const auto ofConfig = all.size();
    for (auto &patch : ofManifest) {
        const bool again = std::ranges::any_of(
            all.begin(), all.begin() + static_cast<std::ptrdiff_t>(ofConfig), [&](const Patch &one) {
                return one.source == patch.source && one.dependency.name == patch.dependency.name;
            });
        if (!again)
            all.push_back(std::move(patch));
    }
    return all;
}

} // namespace crossyard::cargo
