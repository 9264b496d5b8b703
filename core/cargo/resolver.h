// SPDX-License-Identifier: MIT OR Apache-2.0
// Which version of each package is taken where no lock says it, by cargo's rules (cargo reference, "Dependency
// resolution"): of a name, source and compatible range at most one version; the highest that fits; one package a
// `links` name; nothing yanked that is not locked; all platforms and all features of the members count.
#pragma once

#include "base/cancel.h"
#include "cargo/lockfile.h"
#include "cargo/summary.h"

namespace crossyard::cargo {

/// [patch.SOURCE]: a package that may stand for another source's one.
struct SummaryPatch {
    std::string source; // the source whose packages it stands for
    SummaryPtr package;
};

struct ResolveRequest {
    std::vector<SummaryPtr> members;
    std::vector<SummaryPatch> patches = {};
    /// Its versions are preferred, also where they are yanked by now.
    std::optional<Lockfile> former = {};
    /// The Rust versions that packages should be able to do with (resolver 3): those of the members, or the compiler's.
    /// Empty: not asked.
    std::vector<std::string> rustVersions = {};
};

struct Resolution {
    struct Node {
        SummaryPtr package;
        std::vector<std::size_t> dependencies; // nodes, rising, each once
    };
    std::vector<Node> nodes; // by name, version, source
    std::vector<SummaryPtr> unusedPatches;
};

/// Errors: BadInput, where there is no choice that fits: the message says which dependency cannot be met, who asked for
/// it, and what stands against each version; Cancelled; the provider's.
Result<Resolution> resolveVersions(const ResolveRequest &request, SummaryProvider &provider, const CancelToken &cancel);

/// The Cargo.lock of that, as cargo writes it. `version` is 1 to 4.
std::string lockText(const Resolution &resolution, int version);
/// The version of lock files that cargo writes for members that want so old a Rust ("1.70"; empty: no wish).
int lockVersionFor(const std::vector<std::string> &rustVersions);

/// True where the package can do with that Rust ("1.70", "1.70.1").
bool rustSuffices(const std::string &wanted, const std::string &rust);

} // namespace crossyard::cargo
