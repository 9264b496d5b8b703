// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/user.h"

#include <unistd.h>

namespace crossyard::container {

std::optional<UserNumbers> ownNumbers()
{
    return UserNumbers{std::to_string(::getuid()), std::to_string(::getgid())};
}

} // namespace crossyard::container
