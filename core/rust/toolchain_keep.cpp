// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_keep.h"

#include "base/files.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

// HOME/crossyard-kept/NAME/tree is the toolchain, .../update-hash its entry in rustup's update-hashes. A tree that is
// not whole yet is called "making". Where there is .../docs-stay, the documentation is still in its place.
fs::path keptDirectory(const fs::path &home)
{
    return home / "crossyard-kept";
}

const fs::path docs = fs::path("share") / "doc" / "rust" / "html"; // all of the component rust-docs

fs::path updateHash(const fs::path &home, const std::string &name)
{
    return home / "update-hashes" / fromUtf8(name);
}

std::vector<std::string> namesIn(const fs::path &directory)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        names.push_back(toUtf8(it->path().filename()));
    return names;
}

// A second tree of the same files. rustup writes only its own lists (in lib/rustlib itself) in place; they are copied.
Result<void> linkTree(const fs::path &from, const fs::path &to, bool docsStay, const CancelToken &cancel)
{
    CY_CHECK(createDirectories(to));
    const fs::path lists = from / "lib" / "rustlib";
    std::error_code error;
    for (fs::recursive_directory_iterator it(from, error), end; !error && it != end; it.increment(error)) {
        CY_CHECK(cancel.check());
        if (docsStay && it->path() == from / docs) {
            it.disable_recursion_pending();
            continue;
        }
        const fs::path place = to / it->path().lexically_relative(from);
        std::error_code failed;
        if (it->is_symlink(failed))
            fs::copy_symlink(it->path(), place, failed);
        else if (it->is_directory(failed))
            fs::create_directory(place, failed);
        else if (it->path().parent_path() == lists)
            fs::copy_file(it->path(), place, failed);
        else
            CY_CHECK(linkOrCopy(it->path(), place));
        if (failed)
            return fail(ioError("cannot keep", it->path(), failed));
    }
    return error ? fail(ioError("cannot read", from, error)) : Result<void>();
}

Result<void> keepOne(const fs::path &home, const std::string &name, bool docsStay, const CancelToken &cancel)
{
    const fs::path from = home / "toolchains" / fromUtf8(name);
    std::error_code ignored;
    if (fs::is_symlink(from, ignored) || !fs::is_directory(from, ignored))
        return {};
    const fs::path kept = keptDirectory(home) / fromUtf8(name);
    CY_CHECK(removeTree(kept));
    CY_CHECK(linkTree(from, kept / "making", docsStay, cancel));
    if (docsStay)
        CY_CHECK(writeFile(kept / "docs-stay", ""));
    if (fs::exists(updateHash(home, name), ignored)) {
        CY_TRY(const std::string hash, readFile(updateHash(home, name)));
        CY_CHECK(writeFile(kept / "update-hash", hash));
    }
    return publish(kept / "making", kept / "tree");
}

Result<void> restoreOne(const fs::path &home, const std::string &name)
{
    const fs::path kept = keptDirectory(home) / fromUtf8(name);
    std::error_code ignored;
    if (fs::is_directory(kept / "tree", ignored)) {
        const fs::path place = home / "toolchains" / fromUtf8(name);
        CY_CHECK(createDirectories(place.parent_path()));
        if (fs::exists(kept / "docs-stay", ignored) && fs::exists(place / docs, ignored) &&
            !fs::exists(kept / "tree" / docs, ignored)) {
            CY_CHECK(createDirectories((kept / "tree" / docs).parent_path()));
            CY_CHECK(publish(place / docs, kept / "tree" / docs));
        }
        CY_CHECK(removeTree(place));
        CY_CHECK(publish(kept / "tree", place));
        if (fs::exists(kept / "update-hash", ignored)) {
            CY_TRY(const std::string hash, readFile(kept / "update-hash"));
            CY_CHECK(createDirectories(home / "update-hashes"));
            CY_CHECK(writeFile(updateHash(home, name), hash));
        }
    }
    return removeTree(kept);
}

} // namespace

KeptToolchains::KeptToolchains(fs::path home, FileLock lock)
    : m_home(std::move(home)), m_lock(std::move(lock)), m_before(namesIn(m_home / "toolchains"))
{
}

Result<KeptToolchains> KeptToolchains::keep(const fs::path &home, const std::vector<std::string> &names, bool docsStay,
                                            const CancelToken &cancel, const std::function<void()> &waiting)
{
    CY_TRY(FileLock lock, FileLock::acquire(home / "crossyard.lock", FileLock::Mode::Exclusive, cancel, waiting));
    for (const auto &name : namesIn(keptDirectory(home))) // nobody holds the lock, so whoever kept them is gone
        CY_CHECK(restoreOne(home, name));
    KeptToolchains kept(home, std::move(lock));
    for (const auto &name : names) {
        if (auto done = keepOne(home, name, docsStay, cancel); !done) {
            kept.drop();
            return fail(std::move(done).error());
        }
    }
    return kept;
}

void KeptToolchains::drop()
{
    (void)removeTree(keptDirectory(m_home)); // what cannot be removed is only in the way, and is tried again
}

Result<void> KeptToolchains::restore(const std::string &fresh)
{
    for (const auto &name : namesIn(m_home / "toolchains")) {
        const bool ours = !fresh.empty() && (name == fresh || name.starts_with(fresh + "-"));
        if (ours && !std::ranges::contains(m_before, name)) {
            CY_CHECK(removeTree(m_home / "toolchains" / fromUtf8(name)));
            CY_CHECK(removeTree(updateHash(m_home, name)));
        }
    }
    for (const auto &name : namesIn(keptDirectory(m_home))) {
        if (auto done = restoreOne(m_home, name); !done)
            return fail(std::move(done.error())
                            .withHint(std::format("the toolchain as it was is in {}", toUtf8(keptDirectory(m_home)))));
    }
    drop();
    return {};
}

} // namespace crossyard::rust
