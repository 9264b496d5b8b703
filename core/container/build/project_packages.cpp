// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/project_packages.h"

#include "cargo/config_patches.h"
#include "cargo/workspace.h"

#include <algorithm>
#include <array>
#include <deque>
#include <format>
#include <set>

namespace crossyard::container {

namespace {

class Walk {
public:
    explicit Walk(const std::optional<fs::path> &home) : m_home(home) {}

    void add(const fs::path &manifest)
    {
        if (m_seen.insert(manifest).second)
            m_queue.push_back(manifest);
    }

    Result<void> run(const fs::path &root)
    {
        for (; !m_queue.empty(); m_queue.pop_front()) {
            const fs::path file = m_queue.front();
            std::error_code ignored;
            // What is missing is for cargo to tell: it may never be needed.
            if (!fs::is_regular_file(file, ignored))
                continue;
            if (!isBelow(file, root)) {
                CY_CHECK(takeOutside(file));
            }
            CY_CHECK(follow(file));
        }
        return {};
    }

    const std::set<fs::path> &seen() const { return m_seen; }

    // None below another.
    std::vector<fs::path> outside() const
    {
        std::vector<fs::path> kept;
        for (const auto &directory : m_outside) {
            if (std::ranges::none_of(kept, [&](const auto &other) { return isBelow(directory, other); }))
                kept.push_back(directory);
        }
        return kept;
    }

private:
    Result<void> takeOutside(const fs::path &manifest)
    {
        CY_TRY(const fs::path root, cargo::findWorkspaceRoot(manifest));
        if (checkMountable(root.parent_path(), m_home)) {
            m_outside.insert(root.parent_path());
            return {};
        }
        CY_CHECK(checkMountable(manifest.parent_path(), m_home));
        m_outside.insert(manifest.parent_path());
        return {};
    }

    Result<void> follow(const fs::path &file)
    {
        CY_TRY(const auto parsed, cargo::readManifestFile(file));
        if (!parsed->isPackage())
            return {};
        CY_TRY(const auto manifest, cargo::readManifest(file));
        for (const auto &dependency : manifest.dependencies) {
            if (dependency.path)
                add((*dependency.path / "Cargo.toml").lexically_normal());
        }
        return {};
    }

    const std::optional<fs::path> &m_home;
    std::deque<fs::path> m_queue;
    std::set<fs::path> m_seen;
    std::set<fs::path> m_outside;
};

} // namespace

Result<void> checkMountable(const fs::path &directory, const std::optional<fs::path> &home)
{
    const auto refuse = [&](std::string_view what) {
        return fail(Error{ErrorCode::Unsupported,
                          std::format("{} is {}: a container is not given that", toUtf8(directory), what)}
                        .withHint("move the project into a directory of its own"));
    };
    if (directory == directory.root_path())
        return refuse("the root of the file system");
    if (!home)
        return {};
    if (isBelow(*home, directory))
        return refuse(*home == directory ? "the home directory" : "above the home directory");
    static constexpr std::array secret{".ssh", ".gnupg", ".aws", ".kube"};
    for (const char *name : secret) {
        if (isBelow(directory, *home / name))
            return refuse("where keys are kept");
    }
    return {};
}

Result<ProjectPackages> findPackages(const fs::path &workspaceRoot, const cargo::Config &config,
                                     const std::optional<fs::path> &home)
{
    CY_CHECK(checkMountable(workspaceRoot, home));
    CY_TRY(const auto workspace, cargo::readWorkspace(workspaceRoot / "Cargo.toml"));
    Walk walk(home);
    for (const auto &member : workspace.members)
        walk.add(member);
    CY_TRY(const auto patches, cargo::allPatches(workspace.patches, config));
    for (const auto &patch : patches) {
        if (patch.dependency.path)
            walk.add((*patch.dependency.path / "Cargo.toml").lexically_normal());
    }
    CY_CHECK(walk.run(workspaceRoot));
    ProjectPackages found{.root = workspaceRoot,
                          .outside = walk.outside(),
                          .manifests = walk.seen(),
                          .lock = workspaceRoot / "Cargo.lock"};
    found.manifests.insert(workspaceRoot / "Cargo.toml");
    for (const auto &directory : found.outside)
        found.manifests.insert(directory / "Cargo.toml");
    std::error_code ignored;
    found.hasLock = fs::exists(found.lock, ignored);
    return found;
}

} // namespace crossyard::container
