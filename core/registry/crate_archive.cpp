// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/crate_archive.h"

#include "base/digest.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "remote/remote.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <map>

namespace crossyard::registry {

namespace {

constexpr std::uint64_t small = 1 << 20;

// What the library reads must be what the guard saw: file for file, of the same size.
Result<void> sameAs(const std::vector<TarEntry> &seen, const std::vector<remote::TarFile> &read)
{
    std::map<std::string, std::uint64_t> expected;
    for (const auto &entry : seen) {
        if (!entry.directory)
            expected[entry.path] = entry.size;
    }
    for (const auto &file : read) {
        if (file.directory && !file.link)
            continue;
        const auto it = expected.find(file.path);
        if (file.link || it == expected.end() || it->second != file.content.size())
            return fail(ErrorCode::BadInput,
                        std::format("the archive's entry `{}` can be read in two ways, and is refused", file.path));
        expected.erase(it);
    }
    if (!expected.empty())
        return fail(ErrorCode::BadInput, std::format("the archive's entry `{}` can be read in two ways, and is refused",
                                                     expected.begin()->first));
    return {};
}

Result<void> writeFiles(const std::vector<remote::TarFile> &files, const fs::path &directory)
{
    for (const auto &file : files) {
        const fs::path place = directory / fromUtf8(file.path);
        if (file.directory) {
            CY_CHECK(createDirectories(place));
            continue;
        }
        CY_CHECK(createDirectories(place.parent_path()));
        // Synced with all the others, when the whole is published.
        std::ofstream out(place, std::ios::binary);
        out.write(file.content.data(), static_cast<std::streamsize>(file.content.size()));
        out.close();
        if (!out)
            return fail(ErrorCode::Io, std::format("{} cannot be written", toUtf8(place)));
        if (file.executable)
            (void)makeExecutable(place); // a file system may have no such thing
    }
    return {};
}

// `top`: the directory that all entries lie in; empty: that of the first one.
Result<void> unpack(const fs::path &archive, std::string top, const fs::path &destination, const CrateLimits &limits)
{
    const auto named = [&](Error error) {
        return fail(std::move(error).withContext(std::format("unpacking {}", toUtf8(archive))));
    };
    std::error_code error;
    const auto packed = fs::file_size(archive, error);
    if (error)
        return fail(ioError("read", archive, error));
    CY_TRY(remote::Remote * tools, remote::remote());
    // Headers and fillings take room too.
    const std::uint64_t most =
        std::min(limits.tar.bytes + limits.tar.entries * 1024, std::max(small, packed * limits.ratio));
    const auto tar = tools->archives().unzipped(archive, most);
    if (!tar)
        return named(tar.error());
    const auto entries = inspectTar(*tar, top, limits.tar);
    if (!entries)
        return named(entries.error());
    if (top.empty() && !entries->empty())
        top = entries->front().path.substr(0, entries->front().path.find('/'));
    const auto files = tools->archives().tarEntries(*tar);
    if (!files)
        return named(files.error());
    if (auto same = sameAs(*entries, *files); !same)
        return named(same.error());
    if (std::ranges::none_of(*entries, [&](const auto &one) { return one.path == top + "/Cargo.toml"; }))
        return named({ErrorCode::BadInput, "the archive has no Cargo.toml"});
    CY_TRY(StagedDir stage, StagedDir::create(destination.parent_path()));
    CY_CHECK(writeFiles(*files, stage.path()));
    CY_TRY(StagedDir inner, StagedDir::create(destination.parent_path()));
    // Only what is in the one directory gets the name.
    fs::remove(inner.path(), error);
    fs::rename(stage.path() / fromUtf8(top), inner.path(), error);
    if (error)
        return fail(ioError("rename", stage.path(), error));
    return inner.publishAs(destination);
}

} // namespace

Result<void> checkChecksum(const fs::path &archive, const std::string &checksum)
{
    if (checksum.size() != 64) // a distribution that does not know it writes a sentence there
        return {};
    CY_TRY(const std::string bytes, readFile(archive));
    const std::string found = sha256(bytes);
    if (found == toLower(checksum))
        return {};
    return fail(
        Error{ErrorCode::BadInput, std::format("{} is not what it should be: its checksum is {}, expected was {}",
                                               toUtf8(archive), found, checksum)}
            .withHint("remove the file, so that it is fetched again; if that does not help, the server or the "
                      "lock file is wrong"));
}

Result<void> unpackCrate(const fs::path &archive, const std::string &checksum, const std::string &top,
                         const fs::path &destination, const CrateLimits &limits)
{
    CY_CHECK(checkChecksum(archive, checksum));
    return unpack(archive, top, destination, limits);
}

Result<void> unpackSource(const fs::path &archive, const fs::path &destination, CrateLimits limits)
{
    limits.tar.plainNotes = true;
    return unpack(archive, {}, destination, limits);
}

} // namespace crossyard::registry
