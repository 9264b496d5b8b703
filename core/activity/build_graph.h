// SPDX-License-Identifier: MIT OR Apache-2.0
// The units that a job will compile or take from the store, as it tells them once, before the first of them begins: all
// that a picture of the build needs and that the single activities do not say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossyard::activity {

struct BuildGraph {
    struct Unit {
        std::string title;       // "core 0.0.0"
        std::string kind;        // "lib", "proc-macro", "bin", "build-script", "run-build-script"
        bool host = false;       // its code runs on the machine that builds
        bool early = false;      // a plain library: others of that sort can start when its metadata is there
        bool needed = true;      // it is to be compiled or run; otherwise it is taken from the store
        std::string reason = {}; // why it is needed
        double seconds = -1;     // that the stored one took when it was made; negative: not known
        bool operator==(const Unit &) const = default;
    };
    std::vector<Unit> units;
    /// The first needs the second.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    bool operator==(const BuildGraph &) const = default;
};

/// One line: {"units":[{"title":"core 0.0.0","kind":"lib","needed":true,"reason":"not built before"},...],
/// "edges":[[1,0],...]}. What is false, empty or not known is left out, but for `needed`.
std::string toJson(const BuildGraph &graph);
/// Nothing where it is none, or an edge leads to a unit that is not there.
std::optional<BuildGraph> buildGraphFrom(std::string_view json);

} // namespace crossyard::activity
