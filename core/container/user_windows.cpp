// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/user.h"

namespace crossyard::container {

std::optional<UserNumbers> ownNumbers()
{
    return std::nullopt;
}

} // namespace crossyard::container
