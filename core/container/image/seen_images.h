// SPDX-License-Identifier: MIT OR Apache-2.0
// What an engine said of its images, remembered for as long as its own list of them does not change: asking it takes
// longer than all the rest of planning a build.
#pragma once

#include "container/image/engine_image.h"

namespace crossyard::container {

/// As inspectImage(). An engine whose list is not known is asked each time. Errors: ToolFailed, Cancelled.
Result<std::optional<EngineImage>> seenImage(const Engine &engine, const std::string &reference, const fs::path &store,
                                             const CancelToken &cancel);

} // namespace crossyard::container
