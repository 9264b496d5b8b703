// SPDX-License-Identifier: MIT OR Apache-2.0
// The real toolchain that tests build with.
#pragma once

#include "support/support.h"

namespace crossyard::test {

struct RealToolchain {
    fs::path rustc;
    fs::path cargo;
    fs::path library; // the standard library's source, with its crates vendored in library/vendor
    std::string host;
};

/// The first working toolchain that has cargo and a vendored source, as `crossyard toolchains` lists them; the test
/// fails where there is none.
const RealToolchain &realToolchain();

/// A CARGO_HOME whose crates-io is replaced by the vendored crates; made once a process.
fs::path vendoredCargoHome();

} // namespace crossyard::test
