// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/lockfile.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/git_source.h"
#include "text/toml.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace crossyard::cargo {

namespace {

constexpr int newestVersion = 4;

class LockReader {
public:
    LockReader(const toml::table &root, const fs::path &file) : m_root(root), m_file(file) {}

    Result<Lockfile> read()
    {
        CY_CHECK(readVersion());
        const auto *packages = m_root.get_as<toml::array>("package");
        for (std::size_t i = 0; packages && i < packages->size(); ++i) {
            const auto *table = packages->get_as<toml::table>(i);
            if (!table)
                return fail(text::wrongType("package", "an array of tables", *packages, m_file));
            CY_CHECK(readPackage(*table));
        }
        for (std::size_t i = 0; i < m_lock.packages.size(); ++i)
            CY_CHECK(readDependencies(i, *packages->get_as<toml::table>(i)));
        readOldChecksums();
        return std::move(m_lock);
    }

private:
    Result<void> readVersion()
    {
        if (const auto *node = m_root.get("version")) {
            // As an integer only: to make one of what is written as a float is undefined where it is too large.
            const auto version = node->value_exact<std::int64_t>();
            if (!version)
                return fail(text::wrongType("version", "an integer", *node, m_file));
            if (*version < 1 || *version > newestVersion)
                return fail(Error{ErrorCode::Unsupported, std::format("lock file version {} is not known", *version)}
                                .withPlace(text::placeOf(*node, m_file))
                                .withHint("versions 1 to 4 are read"));
            m_lock.version = static_cast<int>(*version);
            return {};
        }
        // Versions 1 and 2 do not say so: 2 has its checksums with the packages.
        m_lock.version = m_root.contains("metadata") ? 1 : 2;
        return {};
    }

    Result<void> readPackage(const toml::table &table)
    {
        LockedPackage package;
        package.name = table["name"].value_or(std::string());
        auto version = Version::parse(table["version"].value_or(std::string_view()));
        if (package.name.empty() || !version)
            return fail(Error{ErrorCode::Parse, "a [[package]] of the lock has no valid name and version"}.withPlace(
                text::placeOf(table, m_file)));
        package.version = *version;
        const auto source = table["source"].value_or(std::string());
        package.source = sourceFromLock(source, m_lock.version);
        package.checksum = table["checksum"].value_or(std::string());
        // Each package stands under all that a dependency may call it; the first of several wins. A list of hundreds of
        // thousands of one name is found in as fast as any other.
        const std::string shown = package.version.toString();
        const std::size_t index = m_lock.packages.size();
        m_known.emplace(package.name, index);
        m_known.emplace(std::format("{} {}", package.name, shown), index);
        // A dependency says a git repository without the commit.
        if (const auto hash = source.rfind('#'); hash != std::string::npos)
            m_known.emplace(std::format("{} {} ({})", package.name, shown, source.substr(0, hash)), index);
        if (!m_known.emplace(std::format("{} {} ({})", package.name, shown, source), index).second)
            return fail(
                Error{ErrorCode::BadInput, std::format("package `{} {}` stands twice in the lock", package.name, shown)}
                    .withPlace(text::placeOf(table, m_file))
                    .withHint("the lock file is damaged; take it from its origin again"));
        m_lock.packages.push_back(std::move(package));
        return {};
    }

    // "name", "name version", "name version (source)": as much as is needed to tell one package. A package in a
    // directory has no source in the lock, whatever its dependants say.
    Result<std::size_t> find(std::string_view text, const toml::node &node) const
    {
        const auto words = splitWhitespace(text);
        const auto first = [&](std::size_t count) {
            return m_known.find(join({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count)}, " "));
        };
        auto found = words.empty() ? m_known.end() : first(std::min<std::size_t>(words.size(), 3));
        if (found == m_known.end() && words.size() > 2)
            found = m_known.find(std::format("{} {} ()", words[0], words[1]));
        if (found != m_known.end())
            return found->second;
        return fail(Error{ErrorCode::BadInput, std::format("the lock has no package `{}`", text)}
                        .withPlace(text::placeOf(node, m_file))
                        .withHint("the lock file is damaged; take it from its origin again"));
    }

    Result<void> readDependencies(std::size_t index, const toml::table &table)
    {
        const auto *list = table.get_as<toml::array>("dependencies");
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const toml::node &node = *list->get(i);
            CY_TRY(const std::size_t found, find(node.value_or(std::string_view()), node));
            m_lock.packages[index].dependencies.push_back(found);
        }
        return {};
    }

    // Version 1: [metadata] "checksum NAME VERSION (SOURCE)" = "..."
    void readOldChecksums()
    {
        const auto *metadata = m_root.get_as<toml::table>("metadata");
        if (!metadata)
            return;
        for (auto &package : m_lock.packages) {
            const auto key =
                std::format("checksum {} {} ({})", package.name, package.version.toString(), package.source);
            if (const auto value = (*metadata)[key].value<std::string>(); value && package.checksum.empty())
                package.checksum = *value == "<none>" ? "" : *value;
        }
    }

    const toml::table &m_root;
    const fs::path &m_file;
    Lockfile m_lock;
    std::unordered_map<std::string, std::size_t> m_known;
};

} // namespace

const LockedPackage *Lockfile::find(std::string_view name, const Version &version) const
{
    for (const auto &package : packages) {
        if (package.name == name && package.version == version)
            return &package;
    }
    return nullptr;
}

Result<Lockfile> parseLockfile(std::string_view content, const fs::path &file)
{
    CY_TRY(const toml::table root, text::parseToml(content, file));
    return LockReader(root, file).read();
}

Result<Lockfile> readLockfile(const fs::path &file)
{
    CY_TRY(const std::string content, readFile(file));
    return parseLockfile(content, file);
}

} // namespace crossyard::cargo
