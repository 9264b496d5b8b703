// SPDX-License-Identifier: MIT OR Apache-2.0
// What an image that was built upon another one remembers of it.
#pragma once

#include "container/image/engine_image.h"

namespace crossyard::container {

/// The ID of the image below, or "none" where a dockerfile names its own.
inline constexpr std::string_view fromLabel = "org.crossyard.from";

/// Whether it was built upon that one, and not upon an earlier one of the same name.
bool isMadeFrom(const EngineImage &image, const std::optional<EngineImage> &base);

} // namespace crossyard::container
