// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/engine_facts.h"

#include "base/strings.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// A member that is an object; an empty one where there is none.
Json objectIn(const Json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_object() ? *it : Json::object();
}

EngineFacts podmanFacts(const Json &info)
{
    const auto host = objectIn(info, "host");
    const auto security = objectIn(host, "security");
    const auto store = objectIn(info, "store");
    const auto root = text::stringIn(store, "graphRoot");
    const auto driver = text::stringIn(store, "graphDriverName");
    const bool elsewhere = text::boolIn(host, "serviceIsRemote", false);
    fs::path images;
    if (root && driver && !elsewhere)
        images = fromUtf8(*root) / fromUtf8(*driver + "-images") / "images.json";
    return {.version = text::stringIn(objectIn(info, "version"), "Version").value_or(""),
            .architecture = rustArchitecture(text::stringIn(host, "arch").value_or("")),
            .system = text::stringIn(host, "os").value_or("linux"),
            .rootless = text::boolIn(security, "rootless", false),
            .selinux = text::boolIn(security, "selinuxEnabled", false),
            .imageList = std::move(images),
            .elsewhere = elsewhere};
}

bool hasOption(const std::vector<std::string> &options, std::string_view name)
{
    return std::ranges::any_of(options, [&](const std::string &option) {
        const std::string_view text = option;
        return text == std::format("name={}", name) || text.starts_with(std::format("name={},", name));
    });
}

EngineFacts dockerFacts(const Json &info)
{
    const auto options = text::stringsIn(info, "SecurityOptions");
    return {.version = text::stringIn(info, "ServerVersion").value_or(""),
            .architecture = rustArchitecture(text::stringIn(info, "Architecture").value_or("")),
            .system = text::stringIn(info, "OSType").value_or("linux"),
            .rootless = hasOption(options, "rootless"),
            .selinux = hasOption(options, "selinux"),
            .imageList = {},
            .elsewhere = text::stringIn(info, "OperatingSystem").value_or("").contains("Docker Desktop")};
}

} // namespace

std::optional<EngineKind> kindFromText(std::string_view text)
{
    const auto small = toLower(text);
    // nerdctl calls itself compatible with Docker, and podman's `docker` says that it emulates it.
    for (const auto kind : {EngineKind::Nerdctl, EngineKind::Podman, EngineKind::Docker}) {
        if (small.contains(engineName(kind)))
            return kind;
    }
    if (small.contains("self-sufficient runtime for containers"))
        return EngineKind::Docker;
    if (small.contains("manage pods, containers and images"))
        return EngineKind::Podman;
    return std::nullopt;
}

std::vector<std::string> infoWords(EngineKind kind)
{
    if (kind == EngineKind::Podman)
        return {"info", "--format", "json"};
    return {"info", "--format", "{{json .}}"};
}

Result<EngineFacts> factsFromInfo(EngineKind kind, std::string_view json)
{
    const auto info = text::parseJson(json, "");
    if (!info || !info->is_object())
        return fail(ErrorCode::ToolFailed, std::format("{} info printed something else than JSON", engineName(kind)));
    if (const auto errors = text::stringsIn(*info, "ServerErrors"); !errors.empty())
        return fail(ErrorCode::ToolFailed, join(errors, "\n"));
    auto facts = kind == EngineKind::Podman ? podmanFacts(*info) : dockerFacts(*info);
    if (facts.architecture.empty())
        return fail(ErrorCode::ToolFailed,
                    std::format("{} info does not say which processor its machine has", engineName(kind)));
    return facts;
}

} // namespace crossyard::container
