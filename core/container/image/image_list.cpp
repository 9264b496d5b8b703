// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/engine_image.h"
#include "container/image/image_plan.h"
#include "process/runner.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

std::string labelIn(const EngineImage &image, std::string_view name)
{
    const auto it = image.labels.find(std::string(name));
    return it == image.labels.end() ? std::string() : it->second;
}

// An image without a name is one that another took it from.
std::string referenceOf(const EngineImage &image)
{
    const auto isOurs = [](const std::string &name) { return name.starts_with("localhost/crossyard/"); };
    const auto ours = std::ranges::find_if(image.references, isOurs);
    if (ours != image.references.end())
        return *ours;
    return image.references.empty() ? std::string() : image.references.front();
}

} // namespace

Result<std::vector<StoredImage>> listImages(const Engine &engine, const CancelToken &cancel)
{
    CY_TRY(const auto images, imagesWithLabel(engine, recipeLabel, cancel));
    std::vector<StoredImage> stored;
    for (const auto &image : images)
        stored.push_back({.id = image.id,
                          .reference = referenceOf(image),
                          .target = labelIn(image, targetLabel),
                          .release = labelIn(image, releaseLabel),
                          .created = image.created,
                          .size = image.size});
    std::ranges::stable_sort(stored, std::ranges::greater(), &StoredImage::created);
    return stored;
}

Result<void> removeImage(const StoredImage &image, const Engine &engine, const CancelToken &cancel)
{
    const auto &name = image.reference.empty() ? image.id : image.reference;
    CY_TRY(const auto there, inspectImage(engine, name, cancel));
    if (!there)
        return {};
    if (!there->labels.contains(std::string(recipeLabel)))
        return fail(Error{ErrorCode::BadInput, std::format("the image {} is not one of ours", name)}.withHint(
            std::format("remove it with {} itself", engineName(engine.kind))));
    const auto finished = process::run(engineCommand(engine, {"rmi", name}), {.cancel = cancel});
    if (!finished)
        return fail(finished.error());
    if (finished->ok())
        return {};
    return fail(
        Error{ErrorCode::ToolFailed, std::format("the image {} cannot be removed:\n{}", name, trim(finished->errors))}
            .withHint("end the containers that use it first"));
}

} // namespace crossyard::container
