// SPDX-License-Identifier: MIT OR Apache-2.0
// The words of `crossyard bootstrap`, and the request that they make.
#pragma once

#include "bootstrap/bootstrap_request.h"
#include "common.h"

namespace crossyard::cli {

void addBootstrapOptions(QCommandLineParser &parser);

/// Errors: Usage, and those of choosing the toolchain.
Result<bootstrap::BootstrapRequest> bootstrapRequest(const QCommandLineParser &parser);

} // namespace crossyard::cli
