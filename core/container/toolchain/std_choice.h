// SPDX-License-Identifier: MIT OR Apache-2.0
// Where a target's standard library comes from, decided from facts. Pure.
#pragma once

#include "container/toolchain/container_toolchain.h"

namespace crossyard::container {

/// A library that may be had, or why not.
struct StdOffer {
    StdChoice choice;
    std::optional<Error> problem = {}; // with the mend as its hint
};

struct StdFacts {
    std::string target;
    bool buildStd = false;         // the configuration wants it
    std::string projectNeeds = {}; // why the project needs a library of its own: "/p/Xargo.toml says what is in it"
    std::optional<StdChoice::Kind> asked = {};
    /// One of each kind, in the order in which they are taken.
    std::vector<StdOffer> offers = {};
};

/// Errors: BadInput (the asked one cannot be had), NotFound (none can, with each, and why not).
Result<StdChoice> chooseFrom(const StdFacts &facts);

/// Errors: Usage, with the names that there are.
Result<StdChoice::Kind> parseStdName(std::string_view name);

} // namespace crossyard::container
