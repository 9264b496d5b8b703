// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/stage_picture.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

namespace crossyard::sysroot {

namespace {

constexpr std::size_t mostReduced = 300; // crates of a picture whose implied edges are looked for

bool isLibrary(const build::Unit &unit)
{
    return unit.side == cargo::Side::Target && !unit.isScriptRun() && !unit.isScriptCompile();
}

StageCrate crateOf(const XargoEntry &entry)
{
    StageCrate crate{.name = entry.name,
                     .package = entry.package.value_or(entry.name),
                     .entry = entry.path,
                     .patch = {},
                     .source = entry.version.value_or(""),
                     .version = {},
                     .replaces = {},
                     .target = entry.target,
                     .features = entry.features,
                     .defaultFeatures = entry.defaultFeatures,
                     .stage = entry.stage.value_or(0)};
    if (entry.cratePath) {
        crate.origin = CrateOrigin::Path;
        crate.source = *entry.cratePath;
    } else if (entry.git) {
        crate.origin = CrateOrigin::Git;
        crate.source = *entry.git;
    }
    return crate;
}

// What of a lock file's versions of a package one of this version can stand for.
std::string replacedBy(const XargoPatchEntry &patch, const std::string &package, const std::string &version,
                       const cargo::Lockfile *lock)
{
    std::string versions;
    const auto own = cargo::Version::parse(version);
    for (const auto &locked : lock ? lock->packages : std::vector<cargo::LockedPackage>{}) {
        if (locked.name != package || locked.source.empty())
            continue;
        const auto like = cargo::VersionReq::parse(locked.version.toString());
        if (!own || !like || like->matches(*own))
            versions += (versions.empty() ? " " : ", ") + locked.version.toString();
    }
    return std::format("{}{} of {}", package, versions, patch.source);
}

class PictureMaker {
public:
    PictureMaker(const SysrootGraph *graph, const cargo::Lockfile *lock) : m_graph(graph), m_lock(lock) {}

    StagePicture make(const std::vector<XargoEntry> &entries, const std::vector<XargoPatchEntry> &patches)
    {
        m_out.byDefault = entries.empty();
        for (const auto &entry : entries)
            m_out.crates.push_back(crateOf(entry));
        if (m_out.byDefault && m_graph) {
            for (const auto &crate : m_graph->defaults)
                m_out.crates.push_back({.name = crate.name, .package = crate.name, .features = crate.features});
        }
        for (const auto &patch : patches)
            addPatch(patch);
        if (m_graph)
            walk();
        inOrder();
        return std::move(m_out);
    }

private:
    const build::UnitGraph &units() const { return m_graph->units; }

    void addPatch(const XargoPatchEntry &patch)
    {
        const auto package = patch.package.value_or(patch.name);
        const auto *unit = m_graph ? unitOf(package) : nullptr;
        const auto version = unit ? units().package(*unit).manifest.version.toString() : std::string();
        const auto replaces = replacedBy(patch, package, version, m_lock);
        // One that the file names by its version is that crate, replaced.
        const auto named = std::ranges::find_if(m_out.crates, [&](const StageCrate &crate) {
            return crate.package == package && crate.origin == CrateOrigin::Library && crate.patch.empty();
        });
        const auto origin = patch.cratePath ? CrateOrigin::Path : patch.git ? CrateOrigin::Git : CrateOrigin::Registry;
        if (named != m_out.crates.end()) {
            named->patch = patch.path;
            named->replaces = replaces;
            return;
        }
        m_out.crates.push_back({.name = patch.name,
                                .package = package,
                                .entry = {},
                                .patch = patch.path,
                                .origin = origin,
                                .source = patch.cratePath ? *patch.cratePath
                                          : patch.git     ? *patch.git
                                                          : patch.version.value_or(""),
                                .version = version,
                                .replaces = replaces});
    }

    const build::Unit *unitOf(std::string_view package) const
    {
        const build::Unit *found = nullptr;
        for (build::UnitIndex i = 0; i < units().units.size(); ++i) {
            const auto &unit = units().units[i];
            if (!isLibrary(unit) || units().package(unit).manifest.name != package)
                continue;
            if (std::ranges::contains(units().roots, i))
                return &unit;
            found = found ? found : &unit;
        }
        return found;
    }

    build::UnitIndex numberOf(const build::Unit &unit) const
    {
        return static_cast<build::UnitIndex>(&unit - units().units.data());
    }

    void walk()
    {
        for (std::size_t i = 0; i < m_out.crates.size(); ++i) {
            auto &crate = m_out.crates[i];
            const auto *unit = unitOf(crate.package);
            if (!unit)
                continue;
            const auto &package = units().package(*unit);
            crate.planned = true;
            crate.version = package.manifest.version.toString();
            if (crate.origin == CrateOrigin::Library && package.fromRegistry && !crate.entry.empty())
                crate.origin = CrateOrigin::Registry;
            m_box.emplace(numberOf(*unit), i);
        }
        std::map<build::UnitIndex, std::set<std::size_t>> bringers;
        for (const auto &[unit, crate] : m_box)
            follow(unit, crate, bringers);
        for (auto &crate : m_out.crates)
            placePatch(crate);
        reduce();
        for (build::UnitIndex i = 0; i < units().units.size(); ++i) {
            if (isLibrary(units().units[i]) && !m_box.contains(i))
                addBrought(i, bringers[i]);
        }
    }

    // To the crates of the picture that it needs, and by way of what is none of them.
    void follow(build::UnitIndex start, std::size_t crate, std::map<build::UnitIndex, std::set<std::size_t>> &bringers)
    {
        std::set<build::UnitIndex> seen{start};
        std::vector<build::UnitIndex> open{start};
        while (!open.empty()) {
            const auto at = open.back();
            open.pop_back();
            for (const auto &dependency : units().units[at].dependencies) {
                if (!seen.insert(dependency.unit).second)
                    continue;
                if (const auto box = m_box.find(dependency.unit); box != m_box.end()) {
                    m_out.edges.push_back({crate, box->second});
                    continue;
                }
                if (isLibrary(units().units[dependency.unit]))
                    bringers[dependency.unit].insert(crate);
                open.push_back(dependency.unit);
            }
        }
    }

    // A patch stands where it is needed first.
    void placePatch(StageCrate &patch)
    {
        if (!patch.entry.empty() || patch.patch.empty())
            return;
        std::optional<int> stage;
        for (const auto &edge : m_out.edges) {
            if (&m_out.crates[edge.to] == &patch && !m_out.crates[edge.from].entry.empty())
                stage = std::min(stage.value_or(m_out.crates[edge.from].stage), m_out.crates[edge.from].stage);
        }
        patch.stage = stage.value_or(0);
    }

    void reduce()
    {
        const std::size_t count = m_out.crates.size();
        if (count <= mostReduced) {
            std::vector<std::vector<bool>> reach(count, std::vector<bool>(count));
            for (const auto &edge : m_out.edges)
                reach[edge.from][edge.to] = true;
            for (std::size_t over = 0; over < count; ++over) {
                for (std::size_t from = 0; from < count; ++from) {
                    for (std::size_t to = 0; reach[from][over] && to < count; ++to)
                        reach[from][to] = reach[from][to] || reach[over][to];
                }
            }
            const auto all = m_out.edges;
            std::erase_if(m_out.edges, [&](const StageEdge &edge) {
                return std::ranges::any_of(all, [&](const StageEdge &other) {
                    return other.from == edge.from && other.to != edge.to && reach[other.to][edge.to];
                });
            });
        }
        for (auto &edge : m_out.edges) {
            const auto &needed = m_out.crates[edge.to];
            edge.late = needed.stage > m_out.crates[edge.from].stage && needed.origin != CrateOrigin::Library;
        }
    }

    void addBrought(build::UnitIndex number, const std::set<std::size_t> &bringers)
    {
        const auto &unit = units().units[number];
        const auto &manifest = units().package(unit).manifest;
        BroughtCrate brought{manifest.name, manifest.version.toString(), unit.features, {}, 0};
        std::optional<int> stage;
        for (const auto crate : bringers) {
            auto &by = m_out.crates[crate];
            by.brings.push_back(brought.name + " " + brought.version);
            brought.by.push_back(by.name);
            stage = std::min(stage.value_or(by.stage), by.stage);
        }
        brought.stage = stage.value_or(0);
        m_out.brought.push_back(std::move(brought));
    }

    void inOrder()
    {
        std::vector<std::size_t> order(m_out.crates.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return m_out.crates[i].stage; });
        std::vector<StageCrate> crates;
        std::vector<std::size_t> places(order.size());
        for (const auto old : order) {
            places[old] = crates.size();
            crates.push_back(std::move(m_out.crates[old]));
            std::ranges::sort(crates.back().brings);
        }
        m_out.crates = std::move(crates);
        for (auto &edge : m_out.edges)
            edge = {places[edge.from], places[edge.to], edge.late};
        std::ranges::sort(m_out.edges, {}, [](const StageEdge &edge) { return std::pair(edge.from, edge.to); });
        std::ranges::sort(m_out.brought, {},
                          [](const BroughtCrate &b) { return std::tuple(b.stage, b.name, b.version); });
    }

    const SysrootGraph *m_graph;
    const cargo::Lockfile *m_lock;
    StagePicture m_out;
    std::map<build::UnitIndex, std::size_t> m_box; // by unit: the crate that it is in the picture
};

} // namespace

Result<StagePicture> stagePicture(const XargoDocument &document, const SysrootGraph *graph, const cargo::Lockfile *lock)
{
    CY_TRY(const auto entries, document.entries());
    CY_TRY(const auto patches, document.patches());
    return PictureMaker(graph, lock).make(entries, patches);
}

Result<XargoDocument> withDefaults(const XargoDocument &document, const std::vector<DefaultCrate> &defaults)
{
    CY_TRY(const auto entries, document.entries());
    if (!entries.empty())
        return document;
    XargoDocument named = document;
    for (const auto &crate : defaults) {
        CY_TRY(named, named.addCrate(crate.name));
        if (crate.features.empty())
            continue;
        CY_TRY(named, named.setFeatures({"dependencies", crate.name}, crate.features));
    }
    return named;
}

Result<XargoDocument> withPatch(const XargoDocument &document, const std::optional<std::string> &wanted,
                                const std::string &name, const std::string &path)
{
    if (wanted && *wanted != name)
        return fail(
            Error{ErrorCode::BadInput, std::format("{} holds package `{}`, not `{}`", path, name, *wanted)}.withHint(
                "only a package of the same name can take its place"));
    return document.addPatch("crates-io", name, path);
}

const cargo::Manifest *manifestIn(const SysrootGraph &graph, std::string_view package)
{
    for (const auto &unit : graph.units.units) {
        if (isLibrary(unit) && graph.units.package(unit).manifest.name == package)
            return &graph.units.package(unit).manifest;
    }
    return nullptr;
}

} // namespace crossyard::sysroot
