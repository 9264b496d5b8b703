// SPDX-License-Identifier: MIT OR Apache-2.0
// The kinds of places that packages come from, behind Sources.
#pragma once

#include "registry/sources.h"

namespace crossyard::registry {

class Sources::Place {
public:
    virtual ~Place() = default;
    virtual Result<std::vector<cargo::SummaryPtr>> versions(const std::string &name) = 0;
    virtual Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) = 0;
    virtual Result<std::optional<fs::path>> here(const Wanted &wanted) = 0;
    virtual Result<cargo::SummaryPtr> announced(const Wanted &wanted) = 0;
    virtual std::string address() const = 0;
    virtual bool isRemote() const = 0;
};

using PlacePtr = std::unique_ptr<Sources::Place>;

/// Directories of unpacked crates; the first that has one wins.
PlacePtr directoryPlace(const Sources &sources, std::vector<fs::path> directories, std::string source);

/// An index with archives. The index is opened when it is first needed.
struct RegistryParts {
    std::function<Result<std::unique_ptr<Index>>()> open;
    std::string source;
    std::string address;
    fs::path archives = {}; // beside the index; empty: on a server, and kept in the cache
};
PlacePtr registryPlace(RegistryParts parts, const Access &access);

/// A git repository at one reference.
PlacePtr gitPlace(const Sources &sources, const std::string &source, const Access &access);

/// Two places for one source: what the first has comes from there.
PlacePtr overlayPlace(PlacePtr first, PlacePtr second);

/// The error for a package that a place does not have.
Error missingFrom(const Sources::Wanted &wanted, const std::string &where);

} // namespace crossyard::registry
