// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/patched_tree.h"

#include "base/files.h"
#include "cargo/manifest.h"

#include <algorithm>
#include <format>
#include <functional>

namespace crossyard::bootstrap {

namespace {

using Kind = text::FilePatch::Kind;

bool executable(const fs::path &file)
{
    std::error_code ignored;
    return (fs::status(file, ignored).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

// Every file below. Links that are not kept become what they lead to.
Result<void> copyTree(const fs::path &from, const fs::path &to, bool keepLinks,
                      const std::function<bool(const fs::path &)> &leftOut)
{
    CY_CHECK(createDirectories(to));
    CY_TRY(const auto entries, readDirectory(from));
    for (const auto &entry : entries) {
        const fs::path file = from / entry.name;
        const fs::path name(entry.name);
        std::error_code error;
        if (leftOut(file))
            continue;
        if (keepLinks && fs::is_symlink(file, error)) {
            fs::copy_symlink(file, to / name, error);
            if (error)
                return fail(ioError("copy", file, error));
            continue;
        }
        if (entry.directory) {
            CY_CHECK(copyTree(file, to / name, keepLinks, leftOut));
            continue;
        }
        CY_TRY(const std::string bytes, readFile(file));
        CY_CHECK(writeFile(to / name, bytes));
        if (executable(file))
            CY_CHECK(makeExecutable(to / name));
    }
    return {};
}

} // namespace

Result<PatchedTree::File *> PatchedTree::fileAt(const std::string &path)
{
    const auto known = m_touched.find(path);
    if (known != m_touched.end())
        return &known->second;
    File file;
    const fs::path real = m_directory / fromUtf8(path);
    std::error_code ignored;
    if (fs::is_regular_file(real, ignored)) {
        CY_TRY(file.content, readFile(real));
        file.executable = executable(real);
    } else if (fs::exists(real, ignored)) {
        return fail(ErrorCode::BadInput, std::format("{} is no file", path));
    }
    return &m_touched.emplace(path, std::move(file)).first->second;
}

Result<void> PatchedTree::applyTo(const text::FilePatch &patch)
{
    const std::string &from = patch.kind == Kind::Create ? patch.newPath : patch.oldPath;
    const std::string &to = patch.kind == Kind::Delete ? patch.oldPath : patch.newPath;
    CY_TRY(File *const old, fileAt(from));
    CY_TRY(File *const made, fileAt(to));
    if (patch.kind == Kind::Create && old->content)
        return fail(ErrorCode::BadInput, std::format("it makes {}, which is there already", from));
    if (patch.kind != Kind::Create && !old->content)
        return fail(ErrorCode::NotFound, std::format("there is no {}", from));
    if (from != to && made->content)
        return fail(ErrorCode::BadInput, std::format("it makes {}, which is there already", to));
    auto content = text::applyHunks(old->content.value_or(""), patch.hunks);
    if (!content) {
        content.error().message = std::format("{}, {}", from, content.error().message);
        return fail(std::move(content).error());
    }
    if (patch.kind == Kind::Delete && !content->empty())
        return fail(ErrorCode::BadInput, std::format("it removes {}, which has more lines than the patch", from));
    made->executable = patch.executable.value_or(old->executable);
    if (patch.kind == Kind::Delete || patch.kind == Kind::Rename)
        old->content.reset();
    if (patch.kind != Kind::Delete)
        made->content = std::move(*content);
    return {};
}

Result<AppliedPatch> PatchedTree::apply(std::string_view text, const fs::path &file, int strip)
{
    CY_TRY(const auto patches, text::parsePatch(text, file, strip));
    AppliedPatch applied;
    for (const auto &patch : patches) {
        auto done = applyTo(patch);
        if (!done)
            return fail(std::move(done.error()).withPlace({file, patch.line}));
        applied.hunks += static_cast<int>(patch.hunks.size());
        const auto &name = patch.kind == Kind::Delete ? patch.oldPath : patch.newPath;
        if (!std::ranges::contains(applied.files, name))
            applied.files.push_back(name);
    }
    return applied;
}

Result<void> PatchedTree::check(const cargo::VendoredCrate &crate) const
{
    const auto it = m_touched.find("Cargo.toml");
    if (it != m_touched.end() && !it->second.content)
        return fail(ErrorCode::BadInput, "it removes Cargo.toml");
    if (it == m_touched.end())
        return {};
    CY_TRY(const auto identity, cargo::identityOf(*it->second.content, m_directory / "Cargo.toml"));
    if (identity.first != crate.name || identity.second != crate.version)
        return fail(ErrorCode::BadInput, "it makes another package of it: the name and the version must stay");
    return {};
}

void PatchedTree::addTo(DigestBuilder &digest) const
{
    for (const auto &[path, file] : m_touched)
        digest.add("file", path)
            .add("kind", !file.content     ? "none"
                         : file.executable ? "program"
                                           : "file")
            .add("content", file.content.value_or(""));
}

Result<fs::path> PatchedTree::writeTo(const fs::path &directory, const fs::path &repository) const
{
    const fs::path &whole = repository.empty() ? m_directory : repository;
    // What cargo's output, checksums and a repository's history are does not belong to the sources.
    const auto leftOut = [&](const fs::path &file) {
        std::error_code ignored;
        return file == m_directory / ".cargo-checksum.json" || file == m_directory / ".git" || file == whole / ".git" ||
               (file == m_directory / "target" && fs::is_directory(file, ignored)) ||
               m_touched.contains(file.lexically_relative(m_directory).generic_string());
    };
    CY_CHECK(copyTree(whole, directory, !repository.empty(), leftOut));
    const fs::path crate = m_directory == whole ? directory : directory / m_directory.lexically_relative(whole);
    for (const auto &[path, file] : m_touched) {
        if (!file.content)
            continue;
        const fs::path to = crate / fromUtf8(path);
        CY_CHECK(createDirectories(to.parent_path()));
        CY_CHECK(writeFile(to, *file.content));
        if (file.executable)
            CY_CHECK(makeExecutable(to));
    }
    return crate;
}

} // namespace crossyard::bootstrap
