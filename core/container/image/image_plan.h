// SPDX-License-Identifier: MIT OR Apache-2.0
// Which image a build runs in, and what has to be done for it: the user's own as it is, one made from his dockerfile
// and pre-build, or one of our recipes; what is there is taken as it is, by its digest.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"
#include "base/environment.h"
#include "container/config/cross_settings.h"
#include "container/engine/engine.h"
#include "container/image/image_recipe.h"

namespace crossyard::container {

struct ImageRequest {
    const CrossSettings *settings = nullptr; // image, dockerfile, pre-build, build arguments
    std::string llvmTarget = {};             // of a custom target
    fs::path workspaceRoot = {};
    fs::path targetDirectory = {}; // the project's: what is built is no part of a dockerfile's context
    fs::path store = {};
    std::string release = "bookworm";
    bool anew = false;     // made again though it is there
    bool complete = false; // for a machine that has none of it: all steps, recipes by their dockerfiles
    std::vector<std::string> buildOptions = {};       // the user's, CROSS_BUILD_OPTS
    EnvironmentLookup environment = ownEnvironment(); // CROSSYARD_DEBIAN_MIRROR
};

/// One thing to be done, in order.
struct ImageStep {
    enum class Kind { Pull, Recipe, Build /* a dockerfile, or pre-build upon what is there */ };
    Kind kind = Kind::Recipe;
    std::string title = {};                      // "Making the image for aarch64-unknown-linux-gnu"
    std::string result = {};                     // the reference that it makes
    std::vector<process::Command> commands = {}; // for showing; what they need of files is written before
    std::string from = {};                       // of a Build: the image below, where it is one that we know
    /// Of a Build: the files of a context of its own, in which the command runs. None: the context is the user's.
    std::map<std::string, std::string> files = {};
};

struct ImagePlan {
    std::string reference;                  // what the container runs
    std::string path = {};                  // of its programs, where it is there
    std::optional<std::string> digest = {}; // "sha256:..." where it is there already
    std::optional<ImageRecipe> recipe = {}; // of ours, below whatever pre-build adds
    std::vector<ImageStep> steps = {};      // empty: it is there
    std::vector<Finding> findings = {};     // "an image of cross's that cannot be had is replaced by ..."
};

/// Asks the engine what is there. An image of cross's (a name that it would make up) that is not there is replaced by
/// our recipe, said in the findings; one that the user names is pulled. Errors: NotFound, nothing supports the target
/// (with the nearest targets that have a recipe), or a dockerfile or script that is not there; BadInput, an image for
/// another processor than the engine's, or a release that we do not know; ToolFailed; Io; Cancelled.
Result<ImagePlan> planImage(const ImageRequest &request, const Engine &engine, const CancelToken &cancel = {});

/// Does what the plan says; gives the digest. Two processes that want the same image make it once. Errors: ToolFailed,
/// with what the tool said last; BadInput (what was pulled is for another processor); Io, Cancelled. Nothing half-made
/// has the reference, and nothing of it is left.
Result<std::string> makeImage(const ImagePlan &plan, const ImageRequest &request, const Engine &engine,
                              activity::Reporter &reporter, const CancelToken &cancel = {});

/// An image of ours that the engine has.
struct StoredImage {
    std::string id; // "sha256:..."
    std::string reference;
    std::string target = {};  // empty: the common layer of a release, which the images for its targets share
    std::string release = {}; // empty: made from a user's dockerfile
    std::int64_t created = 0; // seconds since 1970
    std::uint64_t size = 0;   // bytes, what it shares with others counted in
    bool operator==(const StoredImage &) const = default;
};
/// The newest first. Errors: ToolFailed, Cancelled.
Result<std::vector<StoredImage>> listImages(const Engine &engine, const CancelToken &cancel = {});
/// Not there is no error. Errors: BadInput (not one of ours), ToolFailed (a container uses it).
Result<void> removeImage(const StoredImage &image, const Engine &engine, const CancelToken &cancel = {});

} // namespace crossyard::container
