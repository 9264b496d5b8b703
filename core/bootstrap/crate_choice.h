// SPDX-License-Identifier: MIT OR Apache-2.0
// Which crates a bootstrap takes, and which of them are here. With a Cargo.lock its versions are taken; where there is
// none, or it lacks something that is needed, the versions are chosen by cargo's rules over all sources. Of what the
// lock names, only what the target needs must be there.
#pragma once

#include "activity/activity.h"
#include "bootstrap/bootstrap_request.h"
#include "cargo/package_graph.h"

namespace crossyard::bootstrap {

/// A package of the lock, and how it is to be had.
struct PlannedCrate {
    std::string name;
    std::string version;
    std::string source; // as in the lock
    /// "directory", "cached" (an archive or a checkout of ours), "download", "clone", "not needed" (by this target and
    /// these features; not told before all that is needed is known), "blacklisted".
    std::string state;
    std::string where;    // its directory, or the address that it would come from
    std::string neededBy; // the first who asks for it

    bool isHere() const { return state == "directory" || state == "cached"; }
    bool isToFetch() const { return state == "download" || state == "clone"; }
};

struct ReadPackages;

/// What a walk from the roots found: see crateNeeds() in bootstrap_graph.h.
struct CrateNeeds {
    struct Crate {
        std::size_t locked = 0; // its place in BootstrapInput::lock
        fs::path directory;     // empty: it is not here
        bool known = false;     // what it needs itself is known
        std::string neededBy;
        Place place = {};
    };
    std::vector<Crate> crates; // each once, in the order of the walk
    /// A dependency that is needed, and for which the lock has nothing.
    struct Unlocked {
        std::string package;
        std::string requirement;
        std::string neededBy;
        Place place = {};
    };
    std::vector<Unlocked> unlocked;
    std::shared_ptr<const ReadPackages> read = {}; // on the way

    std::vector<Crate> missing() const;
};

struct CrateChoice {
    CrateNeeds needs;
    std::vector<PlannedCrate> crates; // those with a source, by name and version
    /// The Cargo.lock as it would be written now, where that is another than the one that was read.
    std::optional<std::string> lockText;
    /// Set where `lockText` holds no more than the target needs: cargo would not take it. It says why.
    std::string lockLacks;
    std::vector<std::string> remarks;
};

/// Opens the sources, completes the input's lock, and says what is needed. Reads indexes, and fetches the repositories
/// of git dependencies that no lock fixes, and tells `reporter` of it; archives are not fetched. Where the request
/// writes the lock, it is chosen anew where cargo would choose it anew, whether the target needs what it lacks or not.
/// Errors: NotFound (a crate that is not here and cannot be fetched: who needs it, and where it was looked for),
/// BadInput (no choice fits: the chain of who asked), those of the sources.
Result<CrateChoice> chooseCrates(BootstrapInput &input, const CancelToken &cancel,
                                 activity::Reporter *reporter = nullptr);

/// Looks again, after something was fetched. Errors: as above.
Result<void> lookAgain(const BootstrapInput &input, CrateChoice &choice);

} // namespace crossyard::bootstrap
