// SPDX-License-Identifier: MIT OR Apache-2.0
// The words that say which sysroot is meant; `sysroot` has them all, `cargo` makes the same request in its own way.
#pragma once

#include "common.h"
#include "sysroot/sysroot_request.h"

namespace crossyard::cli {

void addSysrootOptions(QCommandLineParser &parser);

/// The requests that the options make, one for each target: those of --target, else those of the configuration.
/// Errors: Usage, and those of choosing the toolchain.
Result<std::vector<sysroot::SysrootRequest>> sysrootRequests(const QCommandLineParser &parser);

} // namespace crossyard::cli
