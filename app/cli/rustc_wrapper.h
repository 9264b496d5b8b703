// SPDX-License-Identifier: MIT OR Apache-2.0
// Where cargo started this program as its RUSTC_WRAPPER (see cargo/custom_target_wrapper.h).
#pragma once

#include <optional>

namespace crossyard::cli {

/// Where this process was started as the wrapper: runs the compiler and gives its exit status.
std::optional<int> actAsWrapper(int argc, char **argv);

} // namespace crossyard::cli
