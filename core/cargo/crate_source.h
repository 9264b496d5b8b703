// SPDX-License-Identifier: MIT OR Apache-2.0
// Directories of crates' sources, as `cargo vendor` and distributions make them: one directory a package, whatever its
// name (cargo reference, "Directory sources").
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "cargo/version.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::cargo {

struct VendoredCrate {
    std::string name;
    Version version;
    fs::path directory;
    std::string checksum; // of the .crate, from .cargo-checksum.json; empty where it is not known
    /// The files that it came with, of which some may count beside its directory: the checkout of its git repository.
    /// Empty: its directory is all.
    fs::path repository = {};
};

/// The name and version that a manifest's [package] says, without parsing all of it. Nothing where it says none.
std::optional<std::pair<std::string, Version>> identityIn(std::string_view manifest);

/// What a directory's .cargo-checksum.json says of the package, whatever it says: locks repeat it. Empty where there is
/// none.
std::string writtenChecksum(const fs::path &directory);

/// The SHA-256 of each file that a directory's .cargo-checksum.json lists, by its name with '/'. Empty where there is
/// no such list, or an empty one, as distributions write it. Errors: Parse.
Result<std::map<std::string, std::string, std::less<>>> listedFiles(const fs::path &directory);

/// What directories hold that were listed before, so that each is listed once by all who ask.
using CrateListings = std::map<fs::path, std::vector<VendoredCrate>>;

class CrateDirectory {
public:
    CrateDirectory() = default;
    /// Lists the crates of the directories, in order: where two have the same version, the earlier one wins. With
    /// `listings` only those that are not in there, to which they are added. Errors: NotFound (no such directory), Io.
    static Result<CrateDirectory> open(const std::vector<fs::path> &directories, CrateListings *listings = nullptr);

    const VendoredCrate *find(std::string_view name, const Version &version) const;
    /// Every version of the name, highest first.
    std::vector<const VendoredCrate *> versions(std::string_view name) const;
    const std::vector<fs::path> &directories() const { return m_directories; }

private:
    std::vector<fs::path> m_directories;
    std::map<std::string, std::vector<VendoredCrate>, std::less<>> m_crates;
};

} // namespace crossyard::cargo
