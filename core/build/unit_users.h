// SPDX-License-Identifier: MIT OR Apache-2.0
// Who besides sysroots is made of stored units: a record for each, by which whoever cleans the store knows what to
// leave. A sysroot keeps its units by being there; what a bootstrap leaves lies with its user, so it leaves a record.
//
//   users/DIGEST    the record; its time is the last use
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace crossyard::build {

struct UnitUser {
    std::string name; // who: the same name replaces its former record
    fs::path home;    // the project's file; where it is gone, the record is of no use
    std::set<std::string> units;
    std::set<std::string> patched; // names in the store's directory of patched sources
};

class UnitUsers {
public:
    /// Units of projects that nobody has built for so long go.
    static constexpr int daysKept = 30;

    explicit UnitUsers(fs::path store) : m_store(std::move(store)) {}

    /// Keeps the record, and notes the use. Errors: Io.
    Result<void> record(const UnitUser &user) const;
    /// The records that count, after those that are too old, or whose project is gone, have been removed.
    std::vector<UnitUser> sweep() const;
    /// Forgets all of them. Errors: Io.
    Result<void> forget() const;
    /// Removes patched sources that none of these needs, but what was made within the last hour: somebody may be about
    /// to use it. Gives the bytes that were freed. Errors: Io.
    Result<std::uintmax_t> sweepPatched(const std::vector<UnitUser> &users) const;

private:
    fs::path m_store;
};

} // namespace crossyard::build
