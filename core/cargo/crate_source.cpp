// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/crate_source.h"

#include "base/files.h"
#include "base/strings.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>
#include <optional>

namespace crossyard::cargo {

namespace {

std::string valueIn(std::string_view manifest, std::string_view section, std::string_view key)
{
    bool inside = false;
    std::size_t start = 0;
    while (start < manifest.size()) {
        const auto end = std::min(manifest.find('\n', start), manifest.size());
        std::string_view line = manifest.substr(start, end - start);
        start = end + 1;
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
            line.remove_prefix(1);
        if (line.starts_with('[')) {
            inside = line.starts_with(section);
        } else if (inside && line.starts_with(key)) {
            line.remove_prefix(key.size());
            const auto equals = line.find_first_not_of(" \t");
            if (equals == std::string_view::npos || line[equals] != '=')
                continue;
            const auto open = line.find_first_of("\"'", equals);
            const auto close = open == std::string_view::npos ? open : line.find(line[open], open + 1);
            if (close != std::string_view::npos)
                return std::string(line.substr(open + 1, close - open - 1));
        }
    }
    return {};
}

// A directory may hold hundreds of packages of which a few are used, so no manifest is parsed before it is wanted.
std::optional<VendoredCrate> identify(const fs::path &directory)
{
    const auto content = readFile(directory / "Cargo.toml");
    if (!content)
        return std::nullopt;
    auto identity = identityIn(*content);
    if (!identity)
        return std::nullopt;
    return VendoredCrate{std::move(identity->first), std::move(identity->second), directory, {}, {}};
}

// Nothing where it is not known: some distributions write a sentence there.
std::string checksumOf(const fs::path &directory)
{
    const auto written = writtenChecksum(directory);
    const bool known = written.size() == 64 && written.find_first_not_of("0123456789abcdef") == std::string::npos;
    return known ? written : std::string();
}

Result<std::vector<VendoredCrate>> cratesIn(const fs::path &directory)
{
    std::error_code error;
    if (!fs::is_directory(directory, error))
        return fail(Error{ErrorCode::NotFound, std::format("{} is not a directory of crates", toUtf8(directory))});
    std::vector<VendoredCrate> crates;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        auto crate = identify(it->path());
        if (!crate)
            continue;
        crate->checksum = checksumOf(crate->directory);
        crates.push_back(std::move(*crate));
    }
    if (error)
        return fail(ioError("read directory", directory, error));
    return crates;
}

} // namespace

std::optional<std::pair<std::string, Version>> identityIn(std::string_view manifest)
{
    auto name = valueIn(manifest, "[package]", "name");
    auto version = Version::parse(valueIn(manifest, "[package]", "version"));
    if (name.empty() || !version)
        return std::nullopt;
    return std::pair(std::move(name), std::move(*version));
}

std::string writtenChecksum(const fs::path &directory)
{
    const auto content = readFile(directory / ".cargo-checksum.json");
    if (!content)
        return {};
    // The list of files, which is most of it, is read over: a directory may hold hundreds of crates.
    const auto withoutFiles = [](int, nlohmann::ordered_json::parse_event_t event, const nlohmann::ordered_json &key) {
        return event != nlohmann::ordered_json::parse_event_t::key || key != "files";
    };
    return text::stringIn(nlohmann::ordered_json::parse(*content, withoutFiles, false), "package").value_or("");
}

Result<std::map<std::string, std::string, std::less<>>> listedFiles(const fs::path &directory)
{
    std::map<std::string, std::string, std::less<>> files;
    const fs::path list = directory / ".cargo-checksum.json";
    const auto content = readFile(list);
    if (!content)
        return files;
    CY_TRY(const auto json, text::parseJson(*content, list));
    const auto entries = json.is_object() ? json.find("files") : json.end();
    if (entries == json.end() || !entries->is_object())
        return files;
    for (const auto &[name, checksum] : entries->items()) {
        if (checksum.is_string())
            files.emplace(name, toLower(checksum.get<std::string>()));
    }
    return files;
}

Result<CrateDirectory> CrateDirectory::open(const std::vector<fs::path> &directories, CrateListings *listings)
{
    CrateListings own;
    CrateListings &known = listings ? *listings : own;
    CrateDirectory all;
    for (const auto &directory : directories) {
        auto it = known.find(directory);
        if (it == known.end()) {
            CY_TRY(auto crates, cratesIn(directory));
            it = known.emplace(directory, std::move(crates)).first;
        }
        for (const auto &crate : it->second) {
            if (!all.find(crate.name, crate.version))
                all.m_crates[crate.name].push_back(crate);
        }
        all.m_directories.push_back(directory);
    }
    for (auto &[name, crates] : all.m_crates)
        std::ranges::sort(crates, [](const auto &a, const auto &b) { return a.version > b.version; });
    return all;
}

const VendoredCrate *CrateDirectory::find(std::string_view name, const Version &version) const
{
    const auto it = m_crates.find(name);
    if (it == m_crates.end())
        return nullptr;
    const auto crate = std::ranges::find(it->second, version, &VendoredCrate::version);
    return crate == it->second.end() ? nullptr : &*crate;
}

std::vector<const VendoredCrate *> CrateDirectory::versions(std::string_view name) const
{
    std::vector<const VendoredCrate *> found;
    if (const auto it = m_crates.find(name); it != m_crates.end()) {
        for (const auto &crate : it->second)
            found.push_back(&crate);
    }
    return found;
}

} // namespace crossyard::cargo
