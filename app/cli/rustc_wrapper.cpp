// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rustc_wrapper.h"

#include "cargo/custom_target_wrapper.h"
#include "common.h"
#include "process/runner.h"

namespace crossyard::cli {

std::optional<int> actAsWrapper(int argc, char **argv)
{
    const auto command = cargo::wrappedCompiler({argv + std::min(argc, 1), argv + argc});
    if (!command)
        return std::nullopt;
    const auto status = process::runInForeground(*command);
    return status ? *status : report(status.error());
}

} // namespace crossyard::cli
