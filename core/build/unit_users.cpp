// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/unit_users.h"

#include "base/digest.h"
#include "base/files.h"
#include "text/json.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

namespace crossyard::build {

namespace {

using Json = nlohmann::ordered_json;

std::optional<UnitUser> readUser(const fs::path &file)
{
    const auto content = readFile(file);
    const auto json = content ? text::parseJson(*content, file) : fail(content.error());
    if (!json)
        return std::nullopt;
    UnitUser user;
    try {
        json->at("name").get_to(user.name);
        user.home = fromUtf8(json->at("home").get<std::string>());
        json->at("units").get_to(user.units);
        json->at("patched").get_to(user.patched);
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
    return user;
}

bool olderThan(const fs::path &path, std::chrono::hours age)
{
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return !error && fs::file_time_type::clock::now() - time > age;
}

} // namespace

Result<void> UnitUsers::record(const UnitUser &user) const
{
    DigestBuilder name;
    name.add("name", user.name).add("home", toUtf8(user.home));
    const fs::path file = m_store / "users" / name.hex();
    const std::string text =
        Json{{"name", user.name}, {"home", toUtf8(user.home)}, {"units", user.units}, {"patched", user.patched}}.dump(
            -1, ' ', false, Json::error_handler_t::replace);
    if (const auto there = readFile(file); there && *there == text) {
        std::error_code ignored;
        fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
        return {};
    }
    CY_CHECK(createDirectories(file.parent_path()));
    return writeFile(file, text);
}

std::vector<UnitUser> UnitUsers::sweep() const
{
    std::vector<UnitUser> users;
    std::vector<fs::path> gone;
    std::error_code error;
    for (fs::directory_iterator it(m_store / "users", error), end; !error && it != end; it.increment(error)) {
        auto user = readUser(it->path());
        std::error_code ignored;
        if (user && fs::exists(user->home, ignored) && !olderThan(it->path(), std::chrono::days(daysKept)))
            users.push_back(std::move(*user));
        else
            gone.push_back(it->path());
    }
    for (const auto &file : gone) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
    return users;
}

Result<void> UnitUsers::forget() const
{
    return removeTree(m_store / "users");
}

Result<std::uintmax_t> UnitUsers::sweepPatched(const std::vector<UnitUser> &users) const
{
    std::set<std::string> wanted;
    for (const auto &user : users)
        wanted.insert(user.patched.begin(), user.patched.end());
    std::vector<fs::path> gone;
    std::error_code error;
    for (fs::directory_iterator it(m_store / "patched", error), end; !error && it != end; it.increment(error)) {
        const auto name = toUtf8(it->path().filename());
        if (!name.starts_with('.') && !wanted.contains(name) && olderThan(it->path(), std::chrono::hours(1)))
            gone.push_back(it->path());
    }
    std::uintmax_t freed = 0;
    for (const auto &directory : gone) {
        freed += treeSize(directory);
        CY_CHECK(removeTree(directory));
    }
    return freed;
}

} // namespace crossyard::build
