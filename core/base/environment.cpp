// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/environment.h"

namespace crossyard {

EnvironmentLookup ownEnvironment()
{
    return [](const std::string &name) { return environment(name.c_str()); };
}

EnvironmentLookup lookupIn(std::map<std::string, std::string> environment)
{
    return [environment = std::move(environment)](const std::string &name) {
        const auto it = environment.find(name);
        return it == environment.end() ? std::nullopt : std::optional(it->second);
    };
}

} // namespace crossyard
