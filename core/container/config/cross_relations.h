// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with settings that are right one by one, for cross_settings.cpp.
#pragma once

#include "container/config/cross_settings.h"

namespace crossyard::container {

/// Adds to the settings' findings: a target that the files spell otherwise or that has no image, settings without
/// effect, variables that cross does not read.
void tellRelations(const CrossConfig &config, const ResolveRequest &request, CrossSettings &settings);

} // namespace crossyard::container
