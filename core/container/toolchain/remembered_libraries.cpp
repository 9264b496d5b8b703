// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/remembered_libraries.h"

#include "base/digest.h"
#include "base/files.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// A file of its name changes whenever libraries are installed, moved or removed.
constexpr const char *loaderCache = "/etc/ld.so.cache";

// What the answer depends on; nothing where that is not known.
std::optional<std::string> stateOf(const fs::path &program)
{
    const auto own = stampOf(program);
    const auto cache = stampOf(loaderCache);
    if (!own || !cache)
        return std::nullopt;
    return std::format("{} {} {} {} {}", own->size, own->mtimeNs, cache->size, cache->mtimeNs,
                       environmentNotEmpty("LD_LIBRARY_PATH").value_or(""));
}

std::optional<LoadedLibraries> parse(std::string_view text, const std::string &state)
{
    const auto json = Json::parse(text, nullptr, false);
    if (text::stringIn(json, "state") != state)
        return std::nullopt;
    LoadedLibraries loaded{.elf = text::boolIn(json, "elf", false),
                           .loader = fromUtf8(text::stringIn(json, "loader").value_or(""))};
    const auto names = text::stringsIn(json, "names");
    const auto paths = text::stringsIn(json, "paths");
    if (names.size() != paths.size())
        return std::nullopt;
    for (std::size_t i = 0; i < names.size(); ++i)
        loaded.libraries.push_back({names[i], fromUtf8(paths[i])});
    std::error_code ignored;
    const bool there =
        std::ranges::all_of(loaded.libraries, [&](const LoadedLibrary &one) { return fs::exists(one.path, ignored); });
    return there ? std::optional(loaded) : std::nullopt;
}

std::string toText(const LoadedLibraries &loaded, const std::string &state)
{
    Json json{{"state", state},
              {"elf", loaded.elf},
              {"loader", toUtf8(loaded.loader)},
              {"names", Json::array()},
              {"paths", Json::array()}};
    for (const auto &library : loaded.libraries) {
        json["names"].push_back(library.name);
        json["paths"].push_back(toUtf8(library.path));
    }
    return json.dump();
}

} // namespace

Result<LoadedLibraries> rememberedLibrariesOf(const fs::path &program, const fs::path &store, const CancelToken &cancel)
{
    const auto state = stateOf(program);
    if (!state)
        return librariesOf(program, cancel);
    const fs::path note = store / "containers" / "loaders" /
                          fromUtf8(DigestBuilder().add("program", toUtf8(program)).hex().substr(0, 32) + ".json");
    if (const auto text = readFile(note)) {
        if (auto loaded = parse(*text, *state))
            return std::move(*loaded);
    }
    CY_TRY(auto loaded, librariesOf(program, cancel));
    // No loader was asked of a script. Without the note it is asked again.
    if (!loaded.loader.empty() && createDirectories(note.parent_path()))
        (void)writeFile(note, toText(loaded, *state));
    return loaded;
}

} // namespace crossyard::container
