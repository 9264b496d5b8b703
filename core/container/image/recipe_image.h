// SPDX-License-Identifier: MIT OR Apache-2.0
// Making the image of a recipe.
//
// Where this machine has mmdebstrap and knows a mirror of Debian's, its own apt fetches the packages once, into the
// store. The common layer is unpacked by mmdebstrap and imported. The target's packages are installed by dpkg in a
// container upon that, without a network, and what it changed is committed. Measured against one mmdebstrap for each
// image: the first takes nine tenths of the time, each further one a fifth, and the disk holds the common layer once
// (tests/bench/image.sh). A container rather than `build`: it has a name, so that a cancelled one is removed for
// certain, whatever the engine.
//
// Elsewhere the engine builds our dockerfile, upon Debian's own image and with its network.
#pragma once

#include "activity/activity.h"
#include "container/engine/engine.h"
#include "container/image/debian_sources.h"
#include "container/image/image_recipe.h"

namespace crossyard::container {

struct RecipeWay {
    std::optional<fs::path> mmdebstrap = {}; // nothing: by the dockerfile
    std::string mode = {};                   // of mmdebstrap: "root", "unshare"
    DebianSources sources = {};
    std::string why = {}; // of the dockerfile, one sentence
};
/// Errors: Cancelled.
Result<RecipeWay> findWay(const Engine &engine, const EnvironmentLookup &environment, const CancelToken &cancel);

struct RecipeImage {
    const ImageRecipe *recipe = nullptr;
    const Engine *engine = nullptr;
    RecipeWay way = {};
    fs::path store = {};

    std::string reference() const;
};

/// What is done, for showing. `commonIsThere`: the common layer is.
std::vector<process::Command> recipeCommands(const RecipeImage &image, bool commonIsThere);

/// Makes it, and its common layer where that is not there. The caller holds the lock of the reference. Errors: as
/// makeImage().
Result<void> makeRecipeImage(const RecipeImage &image, activity::Reporter &reporter, activity::Id id,
                             const CancelToken &cancel);

/// Where the lock of an image is.
fs::path lockOf(const fs::path &store, const std::string &reference);

} // namespace crossyard::container
