// SPDX-License-Identifier: MIT OR Apache-2.0
// What loaders said of programs, remembered for as long as neither the program nor the loader's cache changes: asking
// them all takes longer than all the rest of planning a build.
#pragma once

#include "container/toolchain/loaded_libraries.h"

namespace crossyard::container {

/// As librariesOf(); what went wrong is not remembered.
Result<LoadedLibraries> rememberedLibrariesOf(const fs::path &program, const fs::path &store,
                                              const CancelToken &cancel = {});

} // namespace crossyard::container
