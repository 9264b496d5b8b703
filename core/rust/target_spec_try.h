// SPDX-License-Identifier: MIT OR Apache-2.0
// The final word on a spec is the compiler's: it is handed the text as a file of the same name, first for its cfgs,
// then to compile an empty crate. Only the second brings LLVM in, which knows data layouts, CPUs and features.
#pragma once

#include "rust/target.h"

namespace crossyard::rust {

struct SpecTrial {
    bool accepted = false;
    std::string complaint;             // why not: the compiler's first error, in one line
    std::vector<std::string> warnings; // what it said besides, one line each
    std::vector<std::string> cfg;      // where it got that far
};
/// `name` is the spec's file stem, which is the target's name. Errors: Io, NotFound, Cancelled.
Result<SpecTrial> trySpec(const Compiler &compiler, std::string_view name, std::string_view text,
                          const CancelToken &cancel = {});

} // namespace crossyard::rust
