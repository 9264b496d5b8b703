// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/plugin.h"

#include <git2.h>

namespace crossyard::remote {

RemotePlugin::RemotePlugin()
{
    git_libgit2_init(); // for as long as the program runs
}

} // namespace crossyard::remote
