// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/artifact_names.h"

#include <algorithm>

namespace crossyard::build {

namespace {

std::string nameOf(const std::string &type, const std::string &stem, const FileNames &names)
{
    if (type == "bin")
        return stem + names.programSuffix;
    if (type == "staticlib")
        return names.archivePrefix + stem + names.archiveSuffix;
    if (type == "dylib" || type == "cdylib" || type == "proc-macro")
        return names.libraryPrefix + stem + names.librarySuffix;
    return "lib" + stem + ".rlib";
}

std::vector<std::string> namesOf(const Unit &unit, const std::string &stem, const FileNames &names, bool linkableOnly)
{
    if (unit.mode == UnitMode::Check)
        return {"lib" + stem + ".rmeta"};
    std::vector<std::string> found;
    for (const auto &type : unit.target.crateTypes) {
        if (linkableOnly && (type == "bin" || type == "staticlib" || type == "cdylib"))
            continue;
        auto name = nameOf(type, stem, names);
        if (!std::ranges::contains(found, name))
            found.push_back(std::move(name));
    }
    return found;
}

} // namespace

FileNames FileNames::of(const cargo::PlatformFacts &platform)
{
    const auto &cfgs = platform.cfgs;
    const std::string_view name = platform.name;
    if (cfgs.has("target_os", "windows") || name.contains("-windows"))
        return name.contains("-gnu") ? FileNames{".exe", "", ".dll", "lib", ".a"}
                                     : FileNames{".exe", "", ".dll", "", ".lib"};
    if (cfgs.has("target_vendor", "apple") || name.contains("-apple-"))
        return {"", "lib", ".dylib", "lib", ".a"};
    if (cfgs.has("target_os", "emscripten") || name.contains("-emscripten"))
        return {".js", "", ".wasm", "lib", ".a"};
    if (cfgs.has("target_family", "wasm") || name.starts_with("wasm"))
        return {".wasm", "", ".wasm", "lib", ".a"};
    if (cfgs.has("target_os", "uefi") || name.contains("-uefi"))
        return {".efi", "", ".dll", "lib", ".a"};
    return {};
}

std::vector<std::string> outputNames(const Unit &unit, const std::string &stem, const FileNames &names)
{
    return namesOf(unit, stem, names, false);
}

std::vector<std::string> linkableNames(const Unit &unit, const std::string &stem, const FileNames &names)
{
    return namesOf(unit, stem, names, true);
}

} // namespace crossyard::build
