// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests of cross's configuration share: reading texts, an environment, and findings in short.
#pragma once

#include "base/environment.h"
#include "container/config/cross_settings.h"
#include "support/support.h"

#include <format>

namespace crossyard::container {

inline const std::vector<std::string> someTargets{"aarch64-unknown-linux-gnu", "armv7-unknown-linux-gnueabihf",
                                                  "thumbv7em-none-eabihf",     "thumbv8m.main-none-eabi",
                                                  "x86_64-unknown-linux-gnu",  "x86_64-unknown-linux-musl"};
inline const std::string arm64 = "aarch64-unknown-linux-gnu";

using Variables = std::map<std::string, std::string>;

inline CrossInputs inputsOf(std::string_view crossToml, std::string_view cargoToml = {})
{
    CrossInputs inputs{.crossToml = {}, .workspaceManifest = {}, .memberManifests = {}, .knownTargets = someTargets};
    if (!crossToml.empty())
        inputs.crossToml = ConfigText{"/p/Cross.toml", std::string(crossToml)};
    if (!cargoToml.empty())
        inputs.workspaceManifest = ConfigText{"/p/Cargo.toml", std::string(cargoToml)};
    return inputs;
}

inline CrossConfig read(const CrossInputs &inputs, Dialect dialect = Dialect::Main)
{
    auto config = readCrossConfig(inputs, dialect);
    EXPECT_OK(config);
    return config ? std::move(*config) : CrossConfig{};
}

inline CrossConfig read(std::string_view crossToml, Dialect dialect = Dialect::Main)
{
    return read(inputsOf(crossToml), dialect);
}

/// What counts for a target.
inline CrossSettings settingsOf(const CrossConfig &config, const Variables &variables = {},
                                const std::string &target = arm64, std::function<bool(const std::string &)> isFile = {})
{
    auto settings = resolve(config, {lookupIn(variables), target, "x86_64-unknown-linux-gnu", std::move(isFile)});
    EXPECT_OK(settings);
    return settings ? std::move(*settings) : CrossSettings{};
}

inline CrossSettings settingsOf(std::string_view crossToml, const Variables &variables = {},
                                Dialect dialect = Dialect::Main, const std::string &target = arm64)
{
    return settingsOf(read(crossToml, dialect), variables, target);
}

/// "Cross.toml:3:1", or the variable's name, or "default".
inline std::string shortOrigin(const Origin &origin)
{
    if (origin.kind != Origin::Kind::File)
        return origin.kind == Origin::Kind::Default ? "default" : origin.name;
    return std::format("{}:{}:{}", toUtf8(origin.place.file.filename()), origin.place.line, origin.place.column);
}

template <class T> std::vector<std::string> originsOf(const Setting<T> &setting)
{
    std::vector<std::string> list;
    for (const auto &origin : setting.origins)
        list.push_back(shortOrigin(origin));
    return list;
}

/// "VALUE ORIGIN" each.
template <class T> std::vector<std::string> lostOf(const Setting<T> &setting)
{
    std::vector<std::string> list;
    for (const auto &lost : setting.overridden)
        list.push_back(lost.value + " " + shortOrigin(lost.origin));
    return list;
}

/// "SEVERITY ID ORIGIN" each.
inline std::vector<std::string> shortOf(const std::vector<Finding> &findings)
{
    std::vector<std::string> list;
    for (const auto &finding : findings) {
        EXPECT_FALSE(finding.message.empty());
        EXPECT_FALSE(finding.message.ends_with('.')) << finding.message;
        list.push_back(
            std::format("{} {} {}", severityName(finding.severity), finding.id, shortOrigin(finding.origin)));
    }
    return list;
}

inline std::vector<std::string> hintsOf(const std::vector<Finding> &findings)
{
    std::vector<std::string> list;
    for (const auto &finding : findings)
        list.push_back(finding.hint);
    return list;
}

using Strings = std::vector<std::string>;

inline Strings textsOf(const std::vector<VariableEntry> &entries)
{
    Strings texts;
    for (const auto &entry : entries)
        texts.push_back(entry.text);
    return texts;
}

} // namespace crossyard::container
