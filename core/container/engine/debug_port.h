// SPDX-License-Identifier: MIT OR Apache-2.0
// Programs in a container that wait for a debugger: which emulators can be told to, how, and what they and we say to
// each other. The emulator's stub listens on a socket in a directory that both see; the container needs no network for
// it. Pure.
#pragma once

#include "container/engine/engine.h"

namespace crossyard::container {

inline constexpr int usualDebugPort = 1234; // what QEMU's own -s takes
inline constexpr const char *debugDirectoryInside = "/crossyard/debug";
inline constexpr const char *debugRunnerInside = "/crossyard/debug-run";
/// In that directory: the stub's socket, and the program that is about to wait at it.
inline constexpr const char *debugSocketName = "gdb.sock";
inline constexpr const char *debugProgramName = "program";

/// Where a debugger connects, and what it finds there.
struct DebugPort {
    int port = usualDebugPort;              // of 127.0.0.1; 0: any free one
    std::vector<std::string> emulator = {}; // the words before the program, with those that make it wait
    bool once = false;                      // it serves one debugger in a program's life
    bool operator==(const DebugPort &) const = default;
};

/// With the words of a runner in an image of ours; nothing where it is no emulator.
std::optional<DebugPort> debugPortOf(const std::vector<std::string> &runner, int port);

/// Whether sockets of the engine's containers are sockets of this machine. Errors: Unsupported.
Result<void> checkSockets(const Engine &engine);

/// The script that is the runner then. Programs take turns, as cargo may start several at once; each tells what it is
/// before it waits.
std::string debugScript(const DebugPort &debug);

/// What is said of a program that waits: this, and debuggerCommand().
inline constexpr std::string_view waitingForDebugger = "waiting for a debugger: ";
/// "gdb-multiarch -ex 'target remote 127.0.0.1:1234' PROGRAM", to be shown.
std::string debuggerCommand(int port, const std::optional<fs::path> &program);

} // namespace crossyard::container
