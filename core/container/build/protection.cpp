// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/protection.h"

#include "base/digest.h"
#include "base/files.h"
#include "cargo/manifest.h"
#include "text/toml.h"

#include <algorithm>
#include <format>
#include <map>

namespace crossyard::container {

namespace {

Error badProtection(const toml::node &node, const fs::path &manifest, Error why)
{
    why.code = ErrorCode::BadInput;
    return std::move(why).withPlace(text::placeOf(node, manifest));
}

// A removed file stands in the upper layer as a character device 0/0.
bool isWhiteout(const fs::directory_entry &entry)
{
    std::error_code ignored;
    return entry.is_character_file(ignored);
}

Result<void> copyOver(const fs::path &from, const fs::path &to)
{
    CY_CHECK(createDirectories(to.parent_path()));
    std::error_code error;
    if (fs::is_symlink(from)) {
        fs::remove(to, error);
        fs::copy_symlink(from, to, error);
        return error ? Result<void>(fail(ioError("make the link", to, error))) : Result<void>();
    }
    CY_TRY(const auto bytes, readFile(from));
    CY_CHECK(writeFile(to, bytes));
    fs::permissions(to, fs::status(from, error).permissions(), error);
    return {};
}

} // namespace

Result<std::optional<Protection>> writtenProtection(const fs::path &manifest)
{
    CY_TRY(const auto file, cargo::readManifestFile(manifest));
    for (const char *table : {"workspace", "package"}) {
        const auto node = file->table[table]["metadata"]["crossyard"]["container"]["protection"];
        if (!node)
            continue;
        const auto name = node.value<std::string>();
        if (!name)
            return fail(
                badProtection(*node.node(), manifest, {ErrorCode::BadInput, "`container.protection` is no string"}));
        const auto parsed = parseProtection(*name);
        if (!parsed)
            return fail(badProtection(*node.node(), manifest, parsed.error()));
        return std::optional(*parsed);
    }
    return std::optional<Protection>();
}

fs::path writesOf(const fs::path &store, const fs::path &project)
{
    const std::string key = DigestBuilder().add("project", toUtf8(project)).hex().substr(0, 12);
    return store / "containers" / "writes" / fromUtf8(toUtf8(project.filename()) + "-" + key);
}

std::string_view kindName(CaughtWrite::Kind kind)
{
    switch (kind) {
    case CaughtWrite::Kind::Added:
        return "added";
    case CaughtWrite::Kind::Changed:
        return "changed";
    case CaughtWrite::Kind::Removed:
        return "removed";
    }
    return "";
}

Result<std::vector<CaughtWrite>> caughtWrites(const fs::path &writes, const fs::path &project)
{
    std::vector<CaughtWrite> found;
    const fs::path upper = writes / "upper";
    std::error_code error;
    if (!fs::exists(upper, error))
        return found;
    for (fs::recursive_directory_iterator it(upper, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_directory(ignored) && !it->is_symlink(ignored))
            continue;
        CaughtWrite write{.path = it->path().lexically_relative(upper)};
        if (isWhiteout(*it))
            write.kind = CaughtWrite::Kind::Removed;
        else if (fs::exists(fs::symlink_status(project / write.path, ignored)))
            write.kind = CaughtWrite::Kind::Changed;
        if (it->is_regular_file(ignored))
            write.size = it->file_size(ignored);
        found.push_back(std::move(write));
    }
    if (error)
        return fail(ioError("read", upper, error));
    std::ranges::sort(found, {}, &CaughtWrite::path);
    return found;
}

Result<void> applyWrites(const fs::path &writes, const fs::path &project)
{
    CY_TRY(const auto found, caughtWrites(writes, project));
    for (const auto &write : found) {
        if (write.kind == CaughtWrite::Kind::Removed) {
            CY_CHECK(removeTree(project / write.path));
        } else {
            CY_CHECK(copyOver(writes / "upper" / write.path, project / write.path));
        }
    }
    return discardWrites(writes);
}

Result<void> discardWrites(const fs::path &writes)
{
    return removeTree(writes);
}

} // namespace crossyard::container
