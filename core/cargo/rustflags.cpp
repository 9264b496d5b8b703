// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/rustflags.h"

#include "base/strings.h"
#include "cargo/config_tables.h"

#include <format>

namespace crossyard::cargo {

namespace {

constexpr char separator = '\x1f';

std::optional<UserFlags> fromVariables(const Config &config, const std::string &name)
{
    const std::string encoded = "CARGO_ENCODED_" + name;
    if (const auto text = config.variable(encoded)) {
        // Nothing is no flag; otherwise empty flags between separators are kept.
        auto flags = text->empty() ? std::vector<std::string>{} : split(*text, separator);
        return UserFlags{std::move(flags), UserFlags::Source::Environment, encoded};
    }
    const auto text = config.variable(name);
    if (!text)
        return std::nullopt;
    UserFlags result{{}, UserFlags::Source::Environment, name};
    for (const auto &part : split(*text, ' ')) {
        if (const auto flag = trim(part); !flag.empty())
            result.flags.emplace_back(flag);
    }
    return result;
}

} // namespace

Result<UserFlags> userFlags(const Config &config, const std::string &targetName, const CfgSet *cfgs, FlagsFor tool)
{
    const std::string name = tool == FlagsFor::Rustc ? "rustflags" : "rustdocflags";
    if (auto flags = fromVariables(config, toUpper(name)))
        return *flags;
    return tableFlags(config, targetName, cfgs, tool);
}

Result<UserFlags> tableFlags(const Config &config, const std::string &targetName, const CfgSet *cfgs, FlagsFor tool)
{
    const std::string name = tool == FlagsFor::Rustc ? "rustflags" : "rustdocflags";
    ConfigKey own = dottedKey("target." + targetName);
    own.push_back(name);
    UserFlags result{{}, UserFlags::Source::Target, {}};
    std::vector<std::string> origins;
    CY_TRY(const auto ownWords, config.words(own));
    if (ownWords && !ownWords->value.empty()) {
        result.flags = ownWords->value;
        origins.push_back(toString(own));
    }
    if (cfgs) {
        CY_TRY(const auto tables, matchingCfgTables(config, *cfgs));
        for (const auto &table : tables) {
            const ConfigKey key{"target", table, name};
            CY_TRY(const auto words, config.words(key));
            if (!words || words->value.empty())
                continue;
            result.flags.insert(result.flags.end(), words->value.begin(), words->value.end());
            origins.push_back(toString(key));
        }
    }
    if (!result.flags.empty()) {
        result.origin = join(origins, ", ");
        return result;
    }

    const ConfigKey build{"build", name};
    CY_TRY(const auto buildWords, config.words(build));
    if (buildWords)
        return UserFlags{buildWords->value, UserFlags::Source::Build, toString(build)};
    return UserFlags{};
}

Result<std::vector<std::string>> rustflagsFor(const Config &config, const std::string &targetName, const CfgSet &cfgs)
{
    CY_TRY(auto found, userFlags(config, targetName, &cfgs, FlagsFor::Rustc));
    return found.flags;
}

Result<std::vector<std::string>> rustdocflagsFor(const Config &config, const std::string &targetName,
                                                 const CfgSet &cfgs)
{
    CY_TRY(auto found, userFlags(config, targetName, &cfgs, FlagsFor::Rustdoc));
    return found.flags;
}

Result<TargetFlags> resolveFlags(const Config &config, const std::string &targetName, const CfgQuery &query)
{
    TargetFlags result;
    CY_TRY(result.rustflags, userFlags(config, targetName, nullptr, FlagsFor::Rustc));
    for (int round = 0; round < 2; ++round) {
        CY_TRY(result.cfgs, query(result.rustflags.flags));
        CY_TRY(UserFlags next, userFlags(config, targetName, &result.cfgs, FlagsFor::Rustc));
        result.settled = next.flags == result.rustflags.flags;
        if (result.settled)
            break;
        if (round == 0)
            result.rustflags = std::move(next);
    }
    CY_TRY(result.rustdocflags, userFlags(config, targetName, &result.cfgs, FlagsFor::Rustdoc));
    return result;
}

Result<std::vector<std::string>> hostRustflags(const Config &config, const std::string &host, const CfgSet &hostCfgs,
                                               bool targetGiven)
{
    if (targetGiven)
        return std::vector<std::string>{};
    return rustflagsFor(config, host, hostCfgs);
}

std::string encodedFlags(const std::vector<std::string> &flags)
{
    return join(flags, std::string_view(&separator, 1));
}

} // namespace crossyard::cargo
