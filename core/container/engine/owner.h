// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of telling processes apart that differs by platform; and what else of this machine engines depend on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace crossyard::container {

/// When a process of this machine began, in the system's own words; nothing where it does not run, or is a zombie.
std::optional<std::string> startOf(std::int64_t pid);
/// Where the numbers of processes mean the same: "NAMESPACE", one of several on a machine in containers; "BOOT", this
/// start of its system; "MACHINE". A part that cannot be found out is empty. No part has a colon.
struct ProcessPlace {
    std::string space;
    std::string boot;
    std::string machine;
    bool operator==(const ProcessPlace &) const = default;
};
ProcessPlace processPlace();

std::int64_t processId();
/// The user's number, and that of his group; empty where users have none.
std::string userNumber();
std::string groupNumber();
bool isRoot();
/// The kernel's release, "6.1.0-13-amd64".
std::string kernelRelease();

/// The limits that a process of ours cannot raise: open files, and processes of the user. Nothing: there is none.
std::optional<std::uint64_t> hardFileLimit();
std::optional<std::uint64_t> hardProcessLimit();

} // namespace crossyard::container
