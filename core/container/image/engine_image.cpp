// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/engine_image.h"

#include "base/strings.h"
#include "container/image/image_dockerfile.h"
#include "process/runner.h"
#include "text/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <format>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// "2026-11-22T00:42:01.123456789Z", "2026-11-22T01:42:01+01:00"
std::int64_t secondsOf(const std::string &time)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    // NOLINTNEXTLINE(cert-err34-c): the count of what was read is looked at
    if (std::sscanf(time.c_str(), "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second) != 6)
        return 0;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    std::int64_t seconds = std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t(86400);
    seconds += hour * 3600 + minute * 60 + second;
    const auto sign = time.find_last_of("+-");
    int hours = 0, minutes = 0;
    // NOLINTNEXTLINE(cert-err34-c): likewise
    if (sign > 10 && sign != std::string::npos && std::sscanf(time.c_str() + sign + 1, "%d:%d", &hours, &minutes) == 2)
        seconds -= (time[sign] == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
    return seconds;
}

void readLabels(const Json &object, std::map<std::string, std::string> &labels)
{
    const auto it = object.is_object() ? object.find("Labels") : object.end();
    if (!object.is_object() || it == object.end() || !it->is_object())
        return;
    for (const auto &[name, value] : it->items()) {
        if (value.is_string())
            labels[name] = value.get<std::string>();
    }
}

EngineImage imageOf(const Json &object)
{
    EngineImage image;
    image.id = text::stringIn(object, "Id").value_or("");
    if (!image.id.empty() && !image.id.contains(':'))
        image.id = "sha256:" + image.id;
    image.references = text::stringsIn(object, "RepoTags");
    image.architecture = rustArchitecture(text::stringIn(object, "Architecture").value_or(""));
    image.created = secondsOf(text::stringIn(object, "Created").value_or(""));
    if (const auto size = object.find("Size"); size != object.end() && size->is_number())
        image.size = size->get<std::uint64_t>();
    readLabels(object, image.labels);
    if (const auto config = object.find("Config"); config != object.end()) {
        readLabels(*config, image.labels);
        for (const auto &variable : text::stringsIn(*config, "Env")) {
            if (variable.starts_with("PATH="))
                image.path = variable.substr(5);
        }
    }
    return image;
}

// What the engines say of an image that they do not have.
bool saysMissing(std::string_view errors)
{
    const auto text = toLower(errors);
    return text.contains("no such") || text.contains("not known") || text.contains("not found") ||
           text.contains("unable to find");
}

} // namespace

Result<std::vector<EngineImage>> parseImages(std::string_view json)
{
    CY_TRY(const Json document, text::parseJson(json, "image inspect"));
    std::vector<EngineImage> images;
    if (!document.is_array())
        return fail(ErrorCode::Parse, "`image inspect` did not give a list");
    for (const auto &object : document) {
        if (object.is_object())
            images.push_back(imageOf(object));
    }
    return images;
}

std::string debianArchitecture(std::string_view rusts)
{
    if (rusts == "x86_64")
        return "amd64";
    if (rusts == "aarch64")
        return "arm64";
    return std::string(rusts);
}

Result<std::optional<EngineImage>> inspectImage(const Engine &engine, const std::string &reference,
                                                const CancelToken &cancel)
{
    const auto command = engineCommand(engine, {"image", "inspect", reference});
    CY_TRY(const auto finished, process::run(command, {.cancel = cancel}));
    if (!finished.ok()) {
        if (saysMissing(finished.errors))
            return std::nullopt;
        return fail(ErrorCode::ToolFailed, std::format("{} could not be asked for its image {}:\n{}",
                                                       engineName(engine.kind), reference, trim(finished.errors)));
    }
    CY_TRY(auto images, parseImages(finished.output));
    return images.empty() ? std::nullopt : std::optional(std::move(images.front()));
}

Result<std::vector<EngineImage>> imagesWithLabel(const Engine &engine, std::string_view label,
                                                 const CancelToken &cancel)
{
    CY_TRY(const std::string said,
           process::outputOf(
               engineCommand(engine, {"images", "--quiet", "--no-trunc", "--filter", std::format("label={}", label)}),
               {.cancel = cancel}));
    auto ids = splitWhitespace(said);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (ids.empty())
        return std::vector<EngineImage>();
    std::vector<std::string> words{"image", "inspect"};
    words.insert(words.end(), ids.begin(), ids.end());
    CY_TRY(const std::string json, process::outputOf(engineCommand(engine, std::move(words)), {.cancel = cancel}));
    return parseImages(json);
}

std::string changeWord(const Engine &engine, std::string_view instruction, const std::string &name,
                       const std::string &value)
{
    return std::format("{} {}={}", instruction, name, engine.kind == EngineKind::Podman ? value : dockerQuoted(value));
}

} // namespace crossyard::container
