// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/seen_images.h"

#include "base/files.h"
#include "base/strings.h"
#include "text/json.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// Which list it is, and in which state; empty where that is not known.
std::string stateOf(const Engine &engine)
{
    if (engine.imageList.empty())
        return {};
    const auto stamp = stampOf(engine.imageList);
    return stamp ? std::format("{} {} {} {}", toUtf8(engine.imageList), join(engine.globalOptions, " "), stamp->size,
                               stamp->mtimeNs)
                 : std::string();
}

fs::path fileIn(const fs::path &store)
{
    return store / "containers" / "seen-images.json";
}

// Of that state alone.
Json read(const fs::path &store, const std::string &state)
{
    const auto text = readFile(fileIn(store));
    auto json = text ? Json::parse(*text, nullptr, false) : Json();
    if (!json.is_object() || text::stringIn(json, "state") != state || !json.contains("images") ||
        !json["images"].is_object())
        return Json{{"state", state}, {"images", Json::object()}};
    return json;
}

Json toJson(const EngineImage &image)
{
    return {{"id", image.id}, {"architecture", image.architecture}, {"path", image.path}, {"labels", image.labels}};
}

EngineImage imageOf(const Json &json, const std::string &reference)
{
    EngineImage image{.id = text::stringIn(json, "id").value_or(""),
                      .references = {reference},
                      .architecture = text::stringIn(json, "architecture").value_or(""),
                      .path = text::stringIn(json, "path").value_or(""),
                      .labels = {}};
    if (const auto labels = json.find("labels"); labels != json.end() && labels->is_object()) {
        for (const auto &[name, value] : labels->items()) {
            if (value.is_string())
                image.labels[name] = value.get<std::string>();
        }
    }
    return image;
}

} // namespace

Result<std::optional<EngineImage>> seenImage(const Engine &engine, const std::string &reference, const fs::path &store,
                                             const CancelToken &cancel)
{
    const std::string state = stateOf(engine);
    if (state.empty() || store.empty())
        return inspectImage(engine, reference, cancel);
    auto seen = read(store, state);
    if (const auto it = seen["images"].find(reference); it != seen["images"].end()) {
        if (it->is_null())
            return std::nullopt;
        if (auto image = imageOf(*it, reference); !image.id.empty())
            return std::optional(std::move(image));
    }
    CY_TRY(auto image, inspectImage(engine, reference, cancel));
    // Not where it changed meanwhile; what another process adds at the same time is asked for once more.
    if (stateOf(engine) == state && createDirectories(fileIn(store).parent_path())) {
        seen["images"][reference] = image ? toJson(*image) : Json();
        (void)writeFile(fileIn(store), seen.dump(2, ' ', false, Json::error_handler_t::replace));
    }
    return image;
}

} // namespace crossyard::container
