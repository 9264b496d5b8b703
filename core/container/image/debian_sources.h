// SPDX-License-Identifier: MIT OR Apache-2.0
// Where Debian's packages come from: the mirrors that this machine's own apt knows, or one that the user names. No
// mirror's name stands here.
#pragma once

#include "base/cancel.h"
#include "base/error.h"
#include "base/paths.h"

namespace crossyard::container {

struct DebianSources {
    std::string archive;       // "http://MIRROR/debian"
    std::string security = {}; // empty: none is known
    fs::path keyring = {};     // that signs them; empty: apt's own trusted ones
    bool operator==(const DebianSources &) const = default;
};

/// From what `apt-get indextargets` says with the format indexFormat. Debian's own are known by the origin that their
/// lists name, or, where none was fetched yet, by the release's name. Of several the first counts; nothing where
/// no archive is among them.
std::optional<DebianSources> debianSourcesIn(std::string_view indexTargets);
/// A line: archive, release, origin, component, with tabs between.
std::string indexFormat();

/// The sources of this machine: CROSSYARD_DEBIAN_MIRROR ("http://MIRROR/debian", with the one for security updates
/// after a space where there is one), else apt's. Nothing where neither is there. Errors: Cancelled.
Result<std::optional<DebianSources>> findDebianSources(const EnvironmentLookup &environment,
                                                       const CancelToken &cancel = {});

/// One line for each suite of a release, in the form of sources.list(5).
std::vector<std::string> sourceLines(const DebianSources &sources, const std::string &release);

} // namespace crossyard::container
