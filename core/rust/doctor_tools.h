// SPDX-License-Identifier: MIT OR Apache-2.0
// Which programs a target wants: what links for it, compiles C for it, and runs what was built. Rules only.
#pragma once

#include "rust/target.h"

#include <string>
#include <vector>

namespace crossyard::rust {

struct TargetTools {
    std::string ownLinker;     // what rustc runs when nobody says otherwise: "rust-lld", "cc", "x86_64-w64-mingw32-gcc"
    bool ownLinkerFits = true; // false: "cc" would be this machine's, which cannot link for the target
    std::vector<std::string> linkers;   // programs that can, best first; the own one stands first where it fits
    std::string linkerNote;             // where no package brings one: what is needed
    std::vector<std::string> compilers; // C compilers, best first
    bool runsHere = false;              // what was built runs on this machine as it is
    std::vector<std::string> runners;   // programs that run it, best first
    std::string runnerNote;             // where there is none: why
    bool operator==(const TargetTools &) const = default;
};

/// The tools of a target for a compiler of this host. `name` is the target's name, `host` the compiler's triple.
TargetTools toolsFor(std::string_view name, const TargetInfo &info, std::string_view host);

} // namespace crossyard::rust
