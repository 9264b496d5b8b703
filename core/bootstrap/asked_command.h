// SPDX-License-Identifier: MIT OR Apache-2.0
// What the window asks for, as the command line asks for it.
#pragma once

#include "bootstrap/asked_bootstrap.h"
#include "process/command.h"

namespace crossyard::bootstrap {

/// `crossyard bootstrap` with all options that are not what they are without being given. Pure.
process::Command commandFor(const AskedBootstrap &asked);

} // namespace crossyard::bootstrap
