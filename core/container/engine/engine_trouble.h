// SPDX-License-Identifier: MIT OR Apache-2.0
// What engines say when they fail, and what it means: a catalogue of causes and mends.
#pragma once

#include "base/cancel.h"
#include "container/engine/engine.h"
#include "process/runner.h"

namespace crossyard::container {

struct EngineTrouble {
    ErrorCode code = ErrorCode::ToolFailed;
    std::string_view cause; // one sentence
    std::string_view mend;  // one sentence
    bool ofMachine = false; // what was found out of the engine and this machine does not hold any more
};
/// The cause where a program is missing, or what loads it.
inline constexpr std::string_view noProgramInImage = "the program is not in the image";
/// Nothing where it is not in the catalogue.
std::optional<EngineTrouble> knownTrouble(std::string_view said);

/// "podman: CAUSE", with what it said below, and the mend; "podman failed" where the cause is not known.
Error engineError(EngineKind kind, std::string_view said);

/// What a command that failed said: on standard error, or where that is silent, on standard output.
std::string saidBy(const process::Finished &finished);

/// What the engine answers to these words, on standard output. Errors: as engineError(), Cancelled, and those of
/// process::run().
Result<std::string> askEngine(const Engine &engine, std::vector<std::string> words, const CancelToken &cancel);

/// What the engine itself said on standard error when `run` ended with that status; nothing where the status is the
/// program's own. 125, 126 and 127 may be either's.
std::optional<std::string> saidByEngine(EngineKind kind, int status, std::string_view errors);

} // namespace crossyard::container
