// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/cache.h"

#include "base/digest.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

// Raised when the form of the files changes, so that an older program's answers are not misread.
constexpr int cacheForm = 1;

nlohmann::json toJson(const std::vector<Witness> &witnesses)
{
    auto list = nlohmann::json::array();
    for (const auto &[path, stamp] : witnesses)
        list.push_back(stamp ? nlohmann::json{toUtf8(path), stamp->size, stamp->mtimeNs}
                             : nlohmann::json{toUtf8(path)});
    return list;
}

std::vector<Witness> witnessesFrom(const nlohmann::json &list)
{
    std::vector<Witness> witnesses;
    for (const auto &item : list) {
        Witness witness{fromUtf8(item.at(0).get<std::string>()), std::nullopt};
        if (item.size() == 3)
            witness.stamp = FileStamp{item[1].get<std::uintmax_t>(), item[2].get<std::int64_t>()};
        witnesses.push_back(std::move(witness));
    }
    return witnesses;
}

} // namespace

Witness witnessOf(const fs::path &path)
{
    auto stamp = stampOf(path);
    return {path, stamp ? std::optional(*stamp) : std::nullopt};
}

bool unchanged(const std::vector<Witness> &witnesses)
{
    return std::ranges::all_of(witnesses, [](const Witness &before) { return witnessOf(before.path) == before; });
}

fs::path rememberedFile(std::string_view kind, std::string_view key)
{
    return storeDirectory() / "probe" / std::format("{}-{}.json", kind, sha256(key).substr(0, 32));
}

std::optional<nlohmann::json> recall(std::string_view kind, std::string_view key)
{
    const fs::path file = rememberedFile(kind, key);
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return std::nullopt;
    const auto content = readFile(file);
    if (!content)
        return std::nullopt;
    try {
        auto json = nlohmann::json::parse(*content);
        if (json.at("form") != cacheForm || json.at("key") != key || !unchanged(witnessesFrom(json.at("witnesses"))))
            return std::nullopt;
        return std::move(json.at("answer"));
    } catch (const nlohmann::json::exception &) {
        return std::nullopt; // damaged: asked anew, and then overwritten
    }
}

void remember(std::string_view kind, std::string_view key, const std::vector<Witness> &witnesses,
              const nlohmann::json &answer)
{
    const nlohmann::json json{{"form", cacheForm}, {"key", key}, {"witnesses", toJson(witnesses)}, {"answer", answer}};
    const fs::path file = rememberedFile(kind, key);
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (!error)
        (void)writeFile(file, json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace crossyard::rust
