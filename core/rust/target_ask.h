// SPDX-License-Identifier: MIT OR Apache-2.0
// Asking a compiler about a target. Which flags a compiler wants for that (custom specs and spec printing are gated in
// some versions and not in others) is found out by trying, never by version numbers.
#pragma once

#include "process/runner.h"
#include "rust/target.h"

namespace crossyard::rust {

/// Runs `rustc --print WHAT --target T FLAGS`; where the compiler says that this is unstable, again with
/// -Zunstable-options (and RUSTC_BOOTSTRAP=1 on channels that need it). How it ended, whatever the status.
Result<process::Finished> askAboutTarget(const Compiler &compiler, std::string_view what,
                                         std::string_view targetArgument, const std::vector<std::string> &flags,
                                         const CancelToken &cancel);

/// The same for any arguments.
Result<process::Finished> askCompiler(const Compiler &compiler, const std::vector<std::string> &arguments,
                                      const CancelToken &cancel);

/// The compiler's complaint about a target as our error: its first message, without "error: " and its stock advice.
Error targetError(const Compiler &compiler, const TargetRef &target, std::string_view errors);
/// The same as plain words: "target-pointer-width: invalid type: string "64", expected u16 at line 6 column 30".
std::string complaintIn(std::string_view errors);

/// The spec of a target as the compiler understands it, in its JSON. Remembered. Errors: ToolFailed, Unsupported.
Result<std::string> targetSpecJson(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel = {});

} // namespace crossyard::rust
