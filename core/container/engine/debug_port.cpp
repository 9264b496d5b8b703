// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/debug_port.h"

#include "base/strings.h"
#include "container/engine/debug_relay.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

std::string inside(const char *name)
{
    return std::format("{}/{}", debugDirectoryInside, name);
}

} // namespace

std::optional<DebugPort> debugPortOf(const std::vector<std::string> &runner, int port)
{
    if (runner.empty() || !runner.front().starts_with("qemu-"))
        return std::nullopt;
    DebugPort debug{.port = port, .emulator = runner};
    auto &words = debug.emulator;
    const std::string socket = inside(debugSocketName);
    if (!runner.front().starts_with("qemu-system-")) {
        words.insert(words.begin() + 1, {"-g", socket});
        debug.once = true;
        return debug;
    }
    // The program comes behind the last word.
    const auto kernel = std::ranges::find(words, "-kernel");
    words.insert(kernel, {"-gdb", std::format("unix:{},server=on,wait=off", socket), "-S"});
    return debug;
}

Result<void> checkSockets(const Engine &engine)
{
    if (!engine.remote && !engine.elsewhere && DebugRelay::isPossible())
        return {};
    return fail(
        Error{ErrorCode::Unsupported,
              std::format("{} runs containers on another machine, or in a virtual one: no debugger reaches a program "
                          "there",
                          engineName(engine.kind))}
            .withHint("leave --debug out, or use an engine that runs containers on this machine's own Linux"));
}

std::string debugScript(const DebugPort &debug)
{
    std::vector<std::string> words;
    for (const auto &word : debug.emulator)
        words.push_back(process::quoted(word));
    return std::format(R"(#!/bin/sh
# Runs a program that waits for a debugger. The lock is the emulator's from then on.
exec 9>{0}/turn
flock 9
rm -f {1}
case $1 in
/*) program=$1 ;;
*) program=$PWD/$1 ;;
esac
printf '%s\n' "$program" >{2}.new
mv -f {2}.new {2}
exec {3} "$@"
)",
                       debugDirectoryInside, inside(debugSocketName), inside(debugProgramName), join(words, " "));
}

std::string debuggerCommand(int port, const std::optional<fs::path> &program)
{
    process::Command command{.program = "gdb-multiarch",
                             .arguments = {"-ex", std::format("target remote 127.0.0.1:{}", port)}};
    if (program)
        command.arguments.push_back(toUtf8(*program));
    return process::shown(command);
}

} // namespace crossyard::container
