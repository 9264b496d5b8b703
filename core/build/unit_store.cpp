// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/unit_store.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/staged_dir.h"
#include "text/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::build {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *recordName = "unit.json";

Json fieldsToJson(const std::vector<KeyField> &fields)
{
    Json json = Json::array();
    for (const auto &field : fields)
        json.push_back({field.name, field.value});
    return json;
}

std::vector<KeyField> fieldsFromJson(const Json &json)
{
    std::vector<KeyField> fields;
    for (const auto &pair : json)
        fields.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
    return fields;
}

std::string dump(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Json> readJson(const fs::path &file)
{
    const auto content = readFile(file);
    if (!content)
        return std::nullopt;
    auto json = text::parseJson(*content, file);
    return json ? std::optional(std::move(*json)) : std::nullopt;
}

// Size and mtime decide; where only the mtime is another (a copied store, a restored cache), the bytes do.
bool intact(const fs::path &file, const StoredFile &stored)
{
    const auto stamp = stampOf(file);
    if (!stamp || stamp->size != stored.stamp.size)
        return false;
    if (stamp->mtimeNs == stored.stamp.mtimeNs)
        return true;
    const auto digest = digestOfFile(file);
    return digest && *digest == stored.digest;
}

// Fills in what lies in a directory, and writes it down there.
Result<void> describeFiles(const fs::path &source, StoredUnit &unit)
{
    std::error_code error;
    Json files = Json::array();
    for (fs::recursive_directory_iterator it(source, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_regular_file() || it->is_symlink())
            continue;
        StoredFile file;
        file.name = toUtf8(it->path().lexically_relative(source));
        CY_TRY(file.stamp, stampOf(it->path()));
        CY_TRY(file.digest, digestOfFile(it->path()));
        files.push_back(
            {{"name", file.name}, {"size", file.stamp.size}, {"mtime", file.stamp.mtimeNs}, {"digest", file.digest}});
        unit.files.push_back(std::move(file));
    }
    if (error)
        return fail(ioError("read directory", source, error));
    Json record{
        {"title", unit.title}, {"seconds", unit.seconds}, {"fields", fieldsToJson(unit.fields)}, {"files", files}};
    if (unit.script)
        record["script"] = toJson(*unit.script);
    return writeFile(source / recordName, dump(record));
}

} // namespace

fs::path UnitStore::directoryOf(const std::string &key) const
{
    return m_root / "units" / key.substr(0, 2) / key;
}

std::optional<StoredUnit> UnitStore::find(const std::string &key) const
{
    StoredUnit unit;
    unit.directory = directoryOf(key);
    const auto json = readJson(unit.directory / recordName);
    if (!json)
        return std::nullopt;
    try {
        json->at("title").get_to(unit.title);
        json->at("seconds").get_to(unit.seconds);
        unit.fields = fieldsFromJson(json->at("fields"));
        for (const auto &file : json->at("files"))
            unit.files.push_back({file.at("name").get<std::string>(),
                                  {file.at("size").get<std::uintmax_t>(), file.at("mtime").get<std::int64_t>()},
                                  file.at("digest").get<std::string>()});
        if (json->contains("script")) {
            auto script = scriptOutputFromJson(json->at("script").get<std::string>());
            if (!script)
                return std::nullopt;
            unit.script = std::move(*script);
        }
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
    for (const auto &file : unit.files) {
        if (!intact(unit.directory / fromUtf8(file.name), file))
            return std::nullopt;
    }
    return unit;
}

Result<StoredUnit> UnitStore::publish(const std::string &key, StoredUnit unit, StagedDir &&stage)
{
    std::error_code error;
    CY_CHECK(describeFiles(stage.path(), unit));
    unit.directory = directoryOf(key);
    // What stands there is damaged, or we would not have built; programs that have its files open keep them.
    if (fs::exists(unit.directory, error))
        CY_CHECK(removeTree(unit.directory));
    CY_CHECK(stage.publishAs(unit.directory));
    return unit;
}

Result<fs::path> UnitStore::openInPlace(const std::string &key) const
{
    const fs::path directory = directoryOf(key);
    CY_CHECK(removeTree(directory));
    CY_CHECK(createDirectories(directory));
    return directory;
}

Result<StoredUnit> UnitStore::publishInPlace(const std::string &key, StoredUnit unit) const
{
    unit.directory = directoryOf(key);
    std::error_code error;
    for (fs::recursive_directory_iterator it(unit.directory, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory() || (it->is_regular_file() && !it->is_symlink()))
            CY_CHECK(syncToDisk(it->path()));
    }
    if (error)
        return fail(ioError("read directory", unit.directory, error));
    CY_CHECK(describeFiles(unit.directory, unit));
    return unit;
}

Result<FileLock> UnitStore::lock(const std::string &key, const CancelToken &cancel,
                                 const std::function<void()> &waiting) const
{
    return FileLock::acquire(m_root / "locks" / key, FileLock::Mode::Exclusive, cancel, waiting);
}

std::vector<KeyField> UnitStore::lastFields(const std::string &kind) const
{
    try {
        const auto json = readJson(m_root / "units" / "last" / sha256(kind));
        return json ? fieldsFromJson(*json) : std::vector<KeyField>{};
    } catch (const nlohmann::json::exception &) {
        return {};
    }
}

void UnitStore::rememberLast(const std::string &kind, const std::vector<KeyField> &fields) const
{
    if (createDirectories(m_root / "units" / "last"))
        (void)writeFile(m_root / "units" / "last" / sha256(kind), dump(fieldsToJson(fields)));
}

std::optional<ScriptDeclaration> UnitStore::declared(const std::string &staticKey) const
{
    const auto json = readJson(m_root / "declared" / staticKey);
    if (!json)
        return std::nullopt;
    try {
        ScriptDeclaration declaration;
        json->at("variables").get_to(declaration.variables);
        for (const auto &file : json->at("files"))
            declaration.files.push_back(fromUtf8(file.get<std::string>()));
        declaration.placed = json->value("placed", false);
        return declaration;
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
}

Result<void> UnitStore::declare(const std::string &staticKey, const ScriptDeclaration &declaration) const
{
    Json files = Json::array();
    for (const auto &file : declaration.files)
        files.push_back(toUtf8(file));
    CY_CHECK(createDirectories(m_root / "declared"));
    return writeFile(m_root / "declared" / staticKey,
                     dump({{"variables", declaration.variables}, {"files", files}, {"placed", declaration.placed}}));
}

std::vector<std::string> UnitStore::keys() const
{
    std::vector<std::string> keys;
    std::error_code error;
    for (fs::directory_iterator it(m_root / "units", error), end; !error && it != end; it.increment(error)) {
        if (it->path().filename().native().size() != 2)
            continue;
        std::error_code inner;
        for (fs::directory_iterator unit(it->path(), inner), last; !inner && unit != last; unit.increment(inner)) {
            if (unit->path().filename().native().size() == 64)
                keys.push_back(toUtf8(unit->path().filename()));
        }
    }
    return keys;
}

Result<void> UnitStore::remove(const std::string &key) const
{
    return removeTree(directoryOf(key));
}

} // namespace crossyard::build
