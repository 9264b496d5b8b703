// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/container_variables.h"

#include "base/environment.h"
#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>

namespace crossyard::container {

bool isSecretName(std::string_view name)
{
    static constexpr std::array words{"TOKEN", "PASSWORD", "PASSWD", "SECRET", "CREDENTIAL", "PRIVATE_KEY", "API_KEY"};
    const std::string upper = toUpper(name);
    return std::ranges::any_of(words, [&](const char *word) { return upper.contains(word); });
}

PassedVariables passedVariables(const CrossReport &report, const std::map<std::string, std::string> &environment)
{
    const auto variable = lookupIn(environment);
    PassedVariables passed;
    std::map<std::string, ContainerVariable> byName;
    for (const auto &name : report.passed) {
        const auto value = variable(name);
        if (!value)
            continue;
        if (isSecretName(name))
            passed.withheld.push_back(name);
        else
            byName[name] = {.name = name, .value = *value, .why = "passed unasked, as by cross"};
    }
    for (const auto &entry : report.settings.passthrough.value) {
        const std::string name = entry.name();
        const auto value = entry.value() ? entry.value() : variable(name);
        if (!value)
            continue;
        byName[name] = {.name = name, .value = *value, .secret = isSecretName(name), .why = describe(entry.origin)};
        std::erase(passed.withheld, name);
    }
    for (auto &[name, variable] : byName)
        passed.variables.push_back(std::move(variable));
    return passed;
}

std::string cargoTargetVariable(std::string_view target, std::string_view key)
{
    return std::format("CARGO_TARGET_{}_{}", replaceAll(toUpper(target), "-", "_"), key);
}

} // namespace crossyard::container
