// SPDX-License-Identifier: MIT OR Apache-2.0
// Opening a file at a line in the user's editor.
#pragma once

#include "base/error.h"
#include "process/command.h"

namespace crossyard::process {

struct FilePlace {
    fs::path file;
    int line = 1;
    int column = 1;
};

/// The command of a pattern such as "code --goto {file}:{line}:{column}": words are split at spaces, quotes keep them
/// together, and a file that is not named comes last. Errors: Usage (empty, a quote that is not closed), NotFound (the
/// program).
Result<Command> editorCommand(std::string_view pattern, const FilePlace &place);

/// The patterns of the known editors with windows that are installed here; VISUAL and EDITOR first where they name one of
/// them.
std::vector<std::string> knownEditors();

} // namespace crossyard::process
