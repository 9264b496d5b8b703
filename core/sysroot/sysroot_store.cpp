// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/sysroot_store.h"

#include "base/files.h"
#include "base/staged_dir.h"
#include "build/unit_users.h"
#include "text/json.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace crossyard::sysroot {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *recordName = "crossyard.json";
// Enough of the key that no two of a user's sysroots ever share it.
constexpr std::size_t shownKey = 24;

std::string now()
{
    return std::format("{:%FT%TZ}", std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Json toJson(const SysrootRecord &record)
{
    Json files = Json::array();
    for (const auto &file : record.files)
        files.push_back({file.name, file.stamp.size, file.stamp.mtimeNs});
    return {{"key", record.key},         {"target", record.target}, {"toolchain", record.toolchain},
            {"profile", record.profile}, {"check", record.check},   {"crates", record.crates},
            {"units", record.units},     {"files", files},          {"why", record.why},
            {"created", record.created}};
}

} // namespace

fs::path SysrootStore::pathOf(const std::string &target, const std::string &key) const
{
    return m_root / "sysroots" / fromUtf8(target + "-" + key.substr(0, shownKey));
}

std::optional<SysrootRecord> SysrootStore::read(const fs::path &path) const
{
    const auto content = readFile(path / recordName);
    if (!content)
        return std::nullopt;
    const auto json = text::parseJson(*content, path / recordName);
    if (!json)
        return std::nullopt;
    SysrootRecord record;
    record.path = path;
    record.name = toUtf8(path.filename());
    try {
        json->at("key").get_to(record.key);
        json->at("target").get_to(record.target);
        json->at("toolchain").get_to(record.toolchain);
        json->at("profile").get_to(record.profile);
        json->at("check").get_to(record.check);
        json->at("crates").get_to(record.crates);
        json->at("units").get_to(record.units);
        json->at("why").get_to(record.why);
        json->at("created").get_to(record.created);
        for (const auto &file : json->at("files")) {
            record.files.push_back({file.at(0).get<std::string>(),
                                    {file.at(1).get<std::uintmax_t>(), file.at(2).get<std::int64_t>()},
                                    {}});
            record.size += record.files.back().stamp.size;
        }
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
    std::error_code error;
    const auto used = fs::last_write_time(m_root / "used" / path.filename(), error);
    if (!error)
        record.lastUse =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::file_clock::to_sys(used).time_since_epoch())
                .count();
    return record;
}

bool SysrootStore::intact(const fs::path &path) const
{
    const auto record = read(path);
    if (!record)
        return false;
    return std::ranges::all_of(record->files, [&](const build::StoredFile &file) {
        const auto stamp = stampOf(path / fromUtf8(file.name));
        return stamp && *stamp == file.stamp;
    });
}

namespace {

// Links to one file have its name and its content.
class DiskUse {
public:
    std::uintmax_t add(const SysrootRecord &record)
    {
        for (const auto &file : record.files) {
            if (m_seen.emplace(file.name.substr(file.name.rfind('/') + 1), file.digest).second)
                m_total += file.stamp.size;
        }
        return m_total;
    }

private:
    std::set<std::pair<std::string, std::string>> m_seen;
    std::uintmax_t m_total = 0;
};

} // namespace

std::vector<SysrootRecord> beyond(const std::vector<SysrootRecord> &records, std::uintmax_t keep)
{
    DiskUse use;
    std::vector<SysrootRecord> gone;
    for (const auto &record : records) {
        if (use.add(record) > keep)
            gone.push_back(record);
    }
    return gone;
}

std::uintmax_t sizeOnDisk(const std::vector<SysrootRecord> &records)
{
    DiskUse use;
    std::uintmax_t total = 0;
    for (const auto &record : records)
        total = use.add(record);
    return total;
}

std::vector<SysrootRecord> SysrootStore::list() const
{
    // Finer than the record's seconds: two uses in one second have an order as well.
    std::map<std::string, fs::file_time_type> used;
    std::vector<SysrootRecord> records;
    std::error_code error;
    for (fs::directory_iterator it(m_root / "sysroots", error), end; !error && it != end; it.increment(error)) {
        if (auto record = read(it->path())) {
            std::error_code never;
            const auto time = fs::last_write_time(m_root / "used" / it->path().filename(), never);
            used[record->name] = never ? fs::file_time_type::min() : time;
            records.push_back(std::move(*record));
        }
    }
    std::ranges::sort(records, [&](const SysrootRecord &a, const SysrootRecord &b) {
        return used[a.name] != used[b.name] ? used[a.name] > used[b.name] : a.name < b.name;
    });
    return records;
}

void SysrootStore::touch(const fs::path &path) const
{
    const fs::path file = m_root / "used" / path.filename();
    std::error_code error;
    fs::last_write_time(file, fs::file_time_type::clock::now(), error);
    if (error && createDirectories(file.parent_path()))
        (void)writeFile(file, "");
}

Result<SysrootRecord> SysrootStore::publish(SysrootRecord record, const std::vector<const build::StoredUnit *> &units,
                                            const std::vector<std::pair<fs::path, std::string>> &runtime,
                                            const std::string &specBytes) const
{
    CY_TRY(StagedDir stage, StagedDir::create(m_root / "build"));
    const std::string base = "lib/rustlib/" + record.target;
    CY_CHECK(createDirectories(stage.path() / fromUtf8(base + "/lib")));
    const auto add = [&](const fs::path &from, const std::string &name) -> Result<void> {
        const fs::path to = stage.path() / fromUtf8(name);
        CY_CHECK(createDirectories(to.parent_path()));
        CY_CHECK(linkOrCopy(from, to));
        CY_TRY(const FileStamp stamp, stampOf(to));
        record.files.push_back({name, stamp, {}});
        return {};
    };
    for (const auto *unit : units) {
        for (const auto &file : unit->files)
            CY_CHECK(add(unit->directory / fromUtf8(file.name), base + "/lib/" + file.name));
    }
    for (const auto &[from, name] : runtime)
        CY_CHECK(add(from, base + "/lib/" + name));
    if (!specBytes.empty()) {
        const std::string name = base + "/target.json";
        CY_CHECK(writeFile(stage.path() / fromUtf8(name), specBytes));
        CY_TRY(const FileStamp stamp, stampOf(stage.path() / fromUtf8(name)));
        record.files.push_back({name, stamp, {}});
    }
    record.created = now();
    CY_CHECK(writeFile(stage.path() / recordName, toJson(record).dump()));
    record.path = pathOf(record.target, record.key);
    record.name = toUtf8(record.path.filename());
    // What stands there is damaged, or nobody would build it anew.
    CY_CHECK(removeTree(record.path));
    CY_CHECK(stage.publishAs(record.path));
    touch(record.path);
    for (const auto &file : record.files)
        record.size += file.stamp.size;
    return record;
}

Result<FileLock> SysrootStore::lock(const fs::path &path, FileLock::Mode mode, const CancelToken &cancel,
                                    const std::function<void()> &waiting) const
{
    return FileLock::acquire(m_root / "locks" / path.filename(), mode, cancel, waiting);
}

Result<FileLock> SysrootStore::lockUnits(FileLock::Mode mode, const CancelToken &cancel,
                                         const std::function<void()> &waiting) const
{
    return FileLock::acquire(m_root / "locks" / "units", mode, cancel, waiting);
}

Result<void> SysrootStore::remove(const SysrootRecord &record) const
{
    CY_TRY(const FileLock lock,
           FileLock::tryAcquire(m_root / "locks" / record.path.filename(), FileLock::Mode::Exclusive));
    if (!lock.held())
        return fail(Error{ErrorCode::BadInput, std::format("sysroot {} is in use", record.name)}.withHint(
            "wait until the build that uses it has ended"));
    // Renamed first, so that nobody finds half of it.
    CY_TRY(StagedDir grave, StagedDir::create(m_root / "build"));
    std::error_code error;
    fs::rename(record.path, grave.path() / "sysroot", error);
    if (error && fs::exists(record.path))
        return fail(ioError("remove", record.path, error));
    fs::remove(m_root / "used" / record.path.filename(), error);
    return {};
}

Result<std::uintmax_t> SysrootStore::sweepUnits() const
{
    const build::UnitStore units(m_root);
    std::set<std::string> wanted;
    for (const auto &record : list())
        wanted.insert(record.units.begin(), record.units.end());
    const build::UnitUsers others(m_root);
    const auto users = others.sweep();
    for (const auto &user : users)
        wanted.insert(user.units.begin(), user.units.end());
    CY_TRY(std::uintmax_t freed, others.sweepPatched(users));
    for (const auto &key : units.keys()) {
        if (wanted.contains(key))
            continue;
        freed += treeSize(units.directoryOf(key));
        CY_CHECK(units.remove(key));
        std::error_code ignored;
        fs::remove(m_root / "locks" / key, ignored);
    }
    return freed;
}

} // namespace crossyard::sysroot
