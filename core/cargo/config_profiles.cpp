// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/config_profiles.h"

#include "cargo/config_tables.h"

namespace crossyard::cargo {

namespace {

// Hands a value over as the type that it has.
template <class F> void withToml(const ConfigValue &value, F &&take);

} // namespace

toml::table toToml(const ConfigValue::Table &table)
{
    toml::table out;
    for (const auto &[key, value] : table)
        withToml(value, [&](const auto &item) { out.insert_or_assign(key, item); });
    return out;
}

namespace {

template <class F> void withToml(const ConfigValue &value, F &&take)
{
    if (const auto *text = value.string()) {
        take(*text);
    } else if (const auto *number = value.integer()) {
        take(*number);
    } else if (const auto *on = value.boolean()) {
        take(*on);
    } else if (const auto *table = value.table()) {
        take(toToml(*table));
    } else if (const auto *list = value.list()) {
        // Lists that are asked for (rustflags, features) hold words.
        toml::array words;
        for (const auto &item : *list) {
            if (const auto *word = item.string())
                words.push_back(*word);
        }
        take(words);
    }
}

} // namespace

Result<toml::table> configProfiles(const Config &config, const std::string &name)
{
    toml::table all;
    CY_TRY(std::vector<std::string> names, config.names({"profile"}));
    for (const char *always : {"dev", "release"})
        names.push_back(always);
    names.push_back(name);
    for (const auto &profile : names) {
        CY_TRY(const auto table, profileTable(config, profile));
        if (table && table->table() && !table->table()->empty())
            all.insert_or_assign(profile, toToml(*table->table()));
    }
    return all;
}

} // namespace crossyard::cargo
