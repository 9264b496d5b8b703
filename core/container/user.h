// SPDX-License-Identifier: MIT OR Apache-2.0
// Whose files a container writes.
#pragma once

#include <optional>
#include <string>

namespace crossyard::container {

struct UserNumbers {
    std::string user, group;
};
/// Those of this process; nothing where a system has none.
std::optional<UserNumbers> ownNumbers();

} // namespace crossyard::container
