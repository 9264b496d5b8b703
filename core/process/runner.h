// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs a command to its end. Every call returns exactly once: with how the program ended, or with why it could not be
// started, or with Cancelled after its whole process tree is gone.
#pragma once

#include "base/cancel.h"
#include "process/command.h"

#include <functional>

namespace crossyard::process {

struct Finished {
    int exitCode = 0;     // the program's; 128 + N where signal N ended it
    bool crashed = false; // ended by a signal
    std::string output;   // standard output, where it was not taken by lines
    std::string errors;   // standard error, likewise
    bool ok() const { return exitCode == 0 && !crashed; }
};

struct RunOptions {
    CancelToken cancel = {};
    /// Called with each line, without its newline, as soon as it is complete; a last line without newline counts.
    std::function<void(std::string_view)> onOutputLine = {};
    std::function<void(std::string_view)> onErrorLine = {};
};

/// Runs the command in a process group of its own, with an empty standard input. When this process dies, however it
/// dies, the group is killed. Errors: NotFound (no such program), Io (it could not be started), Cancelled.
Result<Finished> run(const Command &command, const RunOptions &options = {});

/// The same, and a program that ends with another status than 0 is an error as well (ToolFailed, with what it said on
/// standard error). Gives its standard output.
Result<std::string> outputOf(const Command &command, const RunOptions &options = {});

/// Runs the command on our own terminal: standard streams and process group are shared, Ctrl-C reaches it directly.
/// Gives its exit status (128 + N where signal N ended it). Errors: NotFound, Io.
Result<int> runInForeground(const Command &command);

/// Something that asked this process to end while a program ran in the foreground.
struct EndRequest {
    enum class Kind { Interrupt, Terminate, Hangup }; // Ctrl-C, SIGTERM, SIGHUP
    Kind kind = Kind::Terminate;
    bool fromTerminal = false; // the program got it as well
};
/// The same, for a program that has to be ended in a way of its own: no such request ends this process meanwhile, and
/// `watch` is called with it, or with none, about every 20 ms until the program has ended.
using ForegroundWatch = std::function<void(const std::optional<EndRequest> &request)>;
Result<int> runInForeground(const Command &command, const ForegroundWatch &watch);

} // namespace crossyard::process
