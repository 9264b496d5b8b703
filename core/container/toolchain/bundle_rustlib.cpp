// SPDX-License-Identifier: MIT OR Apache-2.0
// How a toolchain's lib/rustlib comes into a container. Distributions lead links out of it: Debian keeps the source in
// /usr/src, Fedora the shared libraries in /usr/lib64, and both take tools of LLVM's from /usr/bin.
#include "base/files.h"
#include "container/toolchain/bundle.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

bool isDirectory(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool isLink(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_symlink(path, ignored);
}

// What the directory holds, sorted; links that lead nowhere are left out.
Result<std::vector<fs::path>> childrenOf(const fs::path &directory)
{
    std::vector<fs::path> children;
    std::error_code error, ignored;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (fs::exists(it->path(), ignored))
            children.push_back(it->path());
    }
    if (error)
        return fail(ioError("read directory", directory, error));
    std::ranges::sort(children);
    return children;
}

std::string whyOf(const std::string &entry)
{
    return entry == "src"   ? "the standard library's source"
           : entry == "etc" ? "the toolchain's scripts"
                            : std::format("the standard library for {}", entry);
}

class Planner {
public:
    explicit Planner(fs::path rustlib) : m_rustlib(std::move(rustlib)) {}

    Result<RustlibPlan> plan()
    {
        CY_TRY(const auto entries, childrenOf(m_rustlib));
        for (const auto &entry : entries) {
            const auto name = toUtf8(entry.filename());
            if (isDirectory(entry))
                CY_CHECK(takeEntry(entry, fs::path("lib") / "rustlib" / entry.filename(), whyOf(name)));
            else
                CY_CHECK(takeFile(entry, fs::path("lib") / "rustlib" / entry.filename(), BundleKind::Copy));
        }
        return std::move(m_plan);
    }

private:
    // A target's directory, src, or etc. It is mounted as it is, unless something in it has to be another thing there.
    Result<void> takeEntry(const fs::path &entry, const fs::path &place, const std::string &why)
    {
        CY_TRY(const auto children, childrenOf(entry));
        const auto needsCare = [](const fs::path &child) {
            return isDirectory(child) && (isLink(child) || child.filename() == "bin");
        };
        if (std::ranges::none_of(children, needsCare))
            return mount(entry, place, why);
        for (const auto &child : children) {
            const fs::path there = place / child.filename();
            if (!isDirectory(child))
                CY_CHECK(takeFile(child, there, BundleKind::Copy));
            else if (child.filename() == "bin")
                CY_CHECK(takePrograms(child, there));
            else
                CY_CHECK(mount(child, there, why));
        }
        return {};
    }

    Result<void> takePrograms(const fs::path &bin, const fs::path &place)
    {
        CY_TRY(const auto children, childrenOf(bin));
        for (const auto &child : children) {
            const fs::path there = place / child.filename();
            if (isDirectory(child))
                CY_CHECK(takePrograms(child, there));
            else
                CY_CHECK(takeFile(child, there, BundleKind::Program));
        }
        return {};
    }

    Result<void> takeFile(const fs::path &file, const fs::path &place, BundleKind kind)
    {
        CY_TRY(fs::path real, realPath(file));
        m_plan.files.push_back({toUtf8(place), std::move(real), kind});
        return {};
    }

    Result<void> mount(const fs::path &directory, const fs::path &place, const std::string &why)
    {
        CY_TRY(const fs::path real, realPath(directory));
        m_plan.mounts.push_back({.host = real, .inside = toUtf8(place), .why = why});
        if (!toUtf8(place).starts_with("lib/rustlib/src/"))
            return takeLinked(real, real, place);
        // A source has thousands of files, the compiler's among them, and no link out of it that a build would follow.
        m_plan.mounts.back().travel.parts = {"library"};
        return {};
    }

    // What links in a mounted directory lead to, where that lies outside of it.
    Result<void> takeLinked(const fs::path &root, const fs::path &directory, const fs::path &place)
    {
        CY_TRY(const auto children, childrenOf(directory));
        for (const auto &child : children) {
            if (!isLink(child)) {
                if (isDirectory(child))
                    CY_CHECK(takeLinked(root, child, place / child.filename()));
                continue;
            }
            CY_TRY(const fs::path real, realPath(child));
            if (isBelow(real, root))
                continue;
            std::error_code error;
            const fs::path written = fs::read_symlink(child, error);
            if (error)
                return fail(ioError("read link", child, error));
            const fs::path there = (place / written).lexically_normal(); // `written` itself where it is absolute
            if (there.is_relative() && *there.begin() == "..")
                continue; // out of the toolchain: no place there is ours
            if (there.is_relative() && !isDirectory(real))
                m_plan.files.push_back({toUtf8(there), real, BundleKind::Library});
            else
                m_plan.mounts.push_back({.host = real,
                                         .inside = toUtf8(there),
                                         .why = std::format("what {} is a link to", toUtf8(child.filename()))});
        }
        return {};
    }

    fs::path m_rustlib;
    RustlibPlan m_plan;
};

} // namespace

Result<fs::path> realPath(const fs::path &path)
{
    std::error_code error;
    auto real = fs::canonical(path, error);
    if (error)
        return fail(ioError("find", path, error));
    return real;
}

Result<RustlibPlan> planRustlib(const fs::path &rustlib)
{
    return Planner(rustlib).plan();
}

} // namespace crossyard::container
