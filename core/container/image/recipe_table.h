// SPDX-License-Identifier: MIT OR Apache-2.0
// What Debian has for which target: the facts that recipes are made from. Looked up in the package lists of the three
// releases for amd64; the compilers are there for arm64 as well.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace crossyard::container {

struct LinuxRow {
    std::string_view target;
    std::string_view architecture; // Debian's
    std::string_view gnu;          // the prefix of its tools
    std::string_view emulator;     // what comes behind "qemu-"
    std::string_view processor;    // as CMake calls it
    std::string_view since = {};   // the first release that has it; empty: all have
    std::string_view llvm = {};    // LLVM's triple, where it is another one
};
std::span<const LinuxRow> linuxRows();

struct BareRow {
    std::string_view target;
    std::string_view gnu;      // the prefix of the tools: "arm-none-eabi"
    std::string_view multilib; // the directory of GCC's libraries for it, all others are left out; empty: the top one
    std::string_view machine;  // of qemu-system, with its processor where the machine leaves a choice
    std::string_view llvm = {};
};
std::span<const BareRow> bareRows();

/// MinGW: programs for Windows, which nothing here runs.
struct WindowsRow {
    std::string_view target;
    std::string_view gnu;
};
std::span<const WindowsRow> windowsRows();

} // namespace crossyard::container
