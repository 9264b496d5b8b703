// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/remembered_engines.h"

#include "base/digest.h"
#include "container/engine/owner.h"
#include "text/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// Another form of the file is not read: a number that is not ours.
constexpr int formOfFile = 3;

fs::path fileIn(const fs::path &store)
{
    return store / "containers" / "engines.json";
}

std::optional<EngineKind> kindNamed(std::string_view name)
{
    for (const auto kind : {EngineKind::Podman, EngineKind::Docker, EngineKind::Nerdctl}) {
        if (engineName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

Json toJson(const Engine &engine)
{
    return {{"kind", engineName(engine.kind)},
            {"program", toUtf8(engine.program)},
            {"version", engine.version},
            {"architecture", engine.architecture},
            {"rootless", engine.rootless},
            {"remote", engine.remote},
            {"elsewhere", engine.elsewhere},
            {"selinux", engine.selinux},
            {"globalOptions", engine.globalOptions},
            {"runOptions", engine.runOptions},
            {"buildOptions", engine.buildOptions},
            {"buildkit", engine.buildkit},
            {"init", engine.init},
            {"network", engine.network},
            {"imageList", toUtf8(engine.imageList)},
            {"remedies", engine.remedies}};
}

std::optional<Engine> engineOf(const Json &json)
{
    const auto kind = kindNamed(text::stringIn(json, "kind").value_or(""));
    const auto program = text::stringIn(json, "program");
    const auto architecture = text::stringIn(json, "architecture");
    if (!kind || !program || !architecture)
        return std::nullopt;
    return Engine{.kind = *kind,
                  .program = fromUtf8(*program),
                  .version = text::stringIn(json, "version").value_or(""),
                  .architecture = *architecture,
                  .rootless = text::boolIn(json, "rootless", false),
                  .remote = text::boolIn(json, "remote", false),
                  .elsewhere = text::boolIn(json, "elsewhere", false),
                  .selinux = text::boolIn(json, "selinux", false),
                  .globalOptions = text::stringsIn(json, "globalOptions"),
                  .runOptions = text::stringsIn(json, "runOptions"),
                  .buildOptions = text::stringsIn(json, "buildOptions"),
                  .buildkit = text::boolIn(json, "buildkit", true),
                  .init = text::boolIn(json, "init", true),
                  .network = text::stringIn(json, "network").value_or(""),
                  .imageList = fromUtf8(text::stringIn(json, "imageList").value_or("")),
                  .remedies = text::stringsIn(json, "remedies")};
}

// A number that JSON holds as such; 0 for anything else.
template <class T> T numberIn(const Json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_number_integer() ? it->get<T>() : T{};
}

} // namespace

std::string engineSurroundings(const EnvironmentLookup &environment, const std::optional<std::string> &url)
{
    DigestBuilder digest;
    digest.add("kernel", kernelRelease()).add("user", userNumber()).add("url", url.value_or(""));
    for (const char *name : {"CONTAINER_HOST", "CONTAINER_CONNECTION", "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF",
                             "DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINERD_ADDRESS", "CONTAINERD_NAMESPACE"})
        digest.add(name, environment(name).value_or(""));
    return digest.hex();
}

RememberedEngines RememberedEngines::read(const fs::path &store)
{
    RememberedEngines remembered;
    const auto text = readFile(fileIn(store));
    if (!text)
        return remembered;
    const auto file = text::parseJson(*text, fileIn(store));
    if (!file || !file->is_object() || numberIn<int>(*file, "form") != formOfFile)
        return remembered;
    const auto engines = file->find("engines");
    if (engines == file->end() || !engines->is_array())
        return remembered;
    for (const auto &entry : *engines) {
        const auto surroundings = entry.is_object() ? text::stringIn(entry, "surroundings") : std::nullopt;
        auto engine = surroundings ? engineOf(entry.value("engine", Json::object())) : std::nullopt;
        if (engine)
            remembered.m_entries.push_back(
                {std::move(*engine),
                 {.size = numberIn<std::uintmax_t>(entry, "size"), .mtimeNs = numberIn<std::int64_t>(entry, "mtime")},
                 *surroundings});
    }
    return remembered;
}

std::optional<Engine> RememberedEngines::find(const fs::path &program, const std::string &surroundings) const
{
    const auto entry = std::ranges::find_if(
        m_entries, [&](const Entry &one) { return one.engine.program == program && one.surroundings == surroundings; });
    if (entry == m_entries.end())
        return std::nullopt;
    const auto stamp = stampOf(program);
    return stamp && *stamp == entry->stamp ? std::optional(entry->engine) : std::nullopt;
}

void RememberedEngines::keep(const Engine &engine, const std::string &surroundings)
{
    forget(engine.program, surroundings);
    if (const auto stamp = stampOf(engine.program))
        m_entries.push_back({engine, *stamp, surroundings});
}

void RememberedEngines::forget(const fs::path &program, const std::string &surroundings)
{
    std::erase_if(m_entries,
                  [&](const Entry &one) { return one.engine.program == program && one.surroundings == surroundings; });
}

Result<void> RememberedEngines::write(const fs::path &store) const
{
    auto engines = Json::array();
    for (const auto &entry : m_entries)
        engines.push_back({{"surroundings", entry.surroundings},
                           {"size", entry.stamp.size},
                           {"mtime", entry.stamp.mtimeNs},
                           {"engine", toJson(entry.engine)}});
    const Json file = {{"form", formOfFile}, {"engines", engines}};
    CY_CHECK(createDirectories(fileIn(store).parent_path()));
    return writeFile(fileIn(store), file.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace crossyard::container
