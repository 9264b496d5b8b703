// SPDX-License-Identifier: MIT OR Apache-2.0
// What a bundle is made of.
#include "base/digest.h"
#include "base/files.h"
#include "container/toolchain/bundle.h"
#include "container/toolchain/loaded_libraries.h"
#include "container/toolchain/remembered_libraries.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <set>

namespace crossyard::container {

namespace {

// Changes with the way in which bundles are made: those of an older Crossyard are not taken then.
constexpr const char *recipeVersion = "1";

constexpr const char *driverPlace = "lib";
constexpr const char *hostPlace = "libexec/host";

// Programs of a toolchain beside rustc and cargo; those that are there are taken.
constexpr std::array otherPrograms{"rustdoc", "clippy-driver", "cargo-clippy", "rustfmt", "cargo-fmt", "rust-lld"};

// Gathers the files of one bundle; what is the same file is copied once.
class Gatherer {
public:
    Gatherer(const BundleRequest &request, const CancelToken &cancel)
        : m_request(request), m_toolchain(*request.toolchain), m_cancel(cancel)
    {
    }

    Result<BundlePlan> gather()
    {
        CY_CHECK(takePrograms());
        CY_TRY(auto rustlib, planRustlib(m_toolchain.compiler.sysroot / "lib" / "rustlib"));
        for (const auto &file : rustlib.files) {
            if (file.kind == BundleKind::Program)
                CY_CHECK(takeTool(file));
        }
        CY_CHECK(takeLibraries());
        for (auto &file : rustlib.files) {
            if (file.kind != BundleKind::Program)
                add(std::move(file));
        }
        CY_CHECK(nameIt());
        placeMounts(std::move(rustlib.mounts));
        return std::move(m_plan);
    }

private:
    // True where the file is new: neither its place nor its source is taken.
    bool add(BundleFile file)
    {
        if (!m_places.insert(file.place).second)
            return false;
        const auto [first, fresh] = m_sources.try_emplace(file.source, file.place);
        if (!fresh) {
            const fs::path from = fromUtf8(file.place).parent_path();
            file = {file.place, fromUtf8(first->second).lexically_relative(from.empty() ? "." : from),
                    BundleKind::Link};
        }
        m_plan.files.push_back(std::move(file));
        return fresh;
    }

    Result<void> takePrograms()
    {
        const fs::path &rustc = m_toolchain.compiler.rustc;
        CY_TRY(const fs::path realRustc, realPath(rustc));
        CY_CHECK(takeProgram("rustc", realRustc));
        CY_TRY(const fs::path realCargo, realPath(*m_toolchain.cargo));
        CY_CHECK(takeProgram("cargo", realCargo));
        for (const fs::path &bin : {rustc.parent_path(), realRustc.parent_path()}) {
            for (const std::string name : otherPrograms) {
                if (!isExecutable(bin / name))
                    continue;
                CY_TRY(fs::path real, realPath(bin / name));
                CY_CHECK(takeTool({"bin/" + name, std::move(real), BundleKind::Program}));
            }
        }
        return {};
    }

    Result<void> takeProgram(const std::string &name, const fs::path &real)
    {
        CY_TRY(const auto loaded, loadedBy(real));
        if (!loaded.elf)
            return fail(
                Error{ErrorCode::Unsupported,
                      std::format("{} is not a program of this system's, so what it needs is not known", toUtf8(real))}
                    .withHint("choose the toolchain whose program it starts: crossyard toolchains"));
        if (m_loader.empty())
            m_loader = loaded.loader;
        remember(loaded);
        add({"bin/" + name, real, loaded.loader.empty() ? BundleKind::Copy : BundleKind::Program});
        return {};
    }

    // One that the build can do without: where it does not run here, it is not wanted there.
    Result<void> takeTool(const BundleFile &file)
    {
        const auto &loaded = loadedBy(file.source);
        if (!loaded && loaded.error().code != ErrorCode::Cancelled)
            return {};
        CY_CHECK(loaded);
        const bool ours = !loaded->loader.empty() && loaded->loader == m_loader;
        if (ours)
            remember(*loaded);
        add({file.place, file.source, ours ? BundleKind::Program : BundleKind::Copy});
        return {};
    }

    // Asked once of each: one linker stands under many names.
    const Result<LoadedLibraries> &loadedBy(const fs::path &program)
    {
        const auto known = m_loaded.find(program);
        return known != m_loaded.end()
                   ? known->second
                   : m_loaded.emplace(program, rememberedLibrariesOf(program, m_request.store, m_cancel)).first->second;
    }

    void remember(const LoadedLibraries &loaded)
    {
        for (const auto &library : loaded.libraries)
            m_libraries.try_emplace(library.name, library.path);
    }

    Result<void> takeLibraries()
    {
        CY_TRY(const bool own, decideGlibc());
        for (const auto &[name, path] : m_libraries) {
            if (isOfGlibc(name))
                continue;
            CY_TRY(fs::path real, realPath(path));
            const bool driver = name.starts_with("librustc_driver-");
            add({std::format("{}/{}", driver ? driverPlace : hostPlace, name), std::move(real), BundleKind::Library});
        }
        return own ? takeGlibc() : Result<void>();
    }

    // True where the bundle has a libc of its own.
    Result<bool> decideGlibc()
    {
        const auto libc = m_libraries.find("libc.so.6");
        if (m_loader.empty() || libc == m_libraries.end())
            return false;
        CY_TRY(m_plan.glibc, glibcVersion(m_loader, libc->second, m_cancel));
        return m_request.imageGlibc.empty() || !isOlderGlibc(m_plan.glibc, m_request.imageGlibc);
    }

    // The whole of it, also what none of the programs loads: a procedural macro that was linked with an older glibc
    // asks for libpthread.so.0, and the image's would not fit this libc.so.6.
    Result<void> takeGlibc()
    {
        CY_TRY(fs::path loader, realPath(m_loader));
        m_plan.loader = std::format("{}/{}", hostPlace, toUtf8(m_loader.filename()));
        add({m_plan.loader, loader, BundleKind::Copy});
        const fs::path directory = m_libraries.find("libc.so.6")->second.parent_path();
        std::vector<std::string> names;
        std::error_code error;
        for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
            if (auto name = toUtf8(it->path().filename()); isOfGlibc(name))
                names.push_back(std::move(name));
        }
        if (error)
            return fail(ioError("read directory", directory, error));
        std::ranges::sort(names);
        for (const auto &name : names) {
            CY_TRY(fs::path real, realPath(directory / name));
            if (real != loader)
                add({std::format("{}/{}", hostPlace, name), std::move(real), BundleKind::Copy});
        }
        return {};
    }

    Result<void> nameIt()
    {
        DigestBuilder digest;
        digest.add("recipe", recipeVersion)
            .add("compiler", m_toolchain.compiler.identity)
            .add("cargo", m_toolchain.cargoVersion)
            .add("loader", m_plan.loader);
        for (const auto &file : m_plan.files) {
            digest.add("place", file.place).add("source", toUtf8(file.source));
            digest.add("kind", std::to_string(static_cast<int>(file.kind)));
            if (file.kind == BundleKind::Link)
                continue;
            CY_TRY(const FileStamp stamp, stampOf(file.source));
            digest.add("stamp", std::format("{} {}", stamp.size, stamp.mtimeNs));
            m_plan.size += stamp.size;
        }
        m_plan.key = std::format("{}-{}", m_toolchain.compiler.release, digest.hex().substr(0, 16));
        m_plan.directory = m_request.store / "containers" / "toolchains" / fromUtf8(m_plan.key);
        return {};
    }

    void placeMounts(std::vector<Mount> mounts)
    {
        for (auto &mount : mounts)
            mount.inside = toUtf8(m_plan.directory / fromUtf8(mount.inside)); // an absolute one stays as it is
        m_plan.mounts = std::move(mounts);
    }

    const BundleRequest &m_request;
    const rust::Toolchain &m_toolchain;
    CancelToken m_cancel;
    BundlePlan m_plan;
    std::map<fs::path, Result<LoadedLibraries>> m_loaded;
    fs::path m_loader;
    std::map<std::string, fs::path> m_libraries;
    std::set<std::string> m_places;
    std::map<fs::path, std::string> m_sources; // where each one's copy is
};

} // namespace

Result<BundlePlan> planBundle(const BundleRequest &request, const CancelToken &cancel)
{
    return Gatherer(request, cancel).gather();
}

std::vector<std::string> patchWords(const BundleFile &file, const BundlePlan &plan)
{
    if (file.kind == BundleKind::Library)
        return {"--remove-rpath"};
    if (file.kind != BundleKind::Program)
        return {};
    std::vector<std::string> words;
    if (!plan.loader.empty())
        words = {"--set-interpreter", toUtf8(plan.directory / fromUtf8(plan.loader))};
    const fs::path from = fromUtf8(file.place).parent_path();
    const auto searched = [&](const char *place) {
        return "$ORIGIN/" + toUtf8(fs::path(place).lexically_relative(from));
    };
    // DT_RPATH, not DT_RUNPATH: that one does not count for the libraries that libraries need.
    words.insert(words.end(),
                 {"--force-rpath", "--set-rpath", std::format("{}:{}", searched(driverPlace), searched(hostPlace))});
    return words;
}

} // namespace crossyard::container
