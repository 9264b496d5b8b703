// SPDX-License-Identifier: MIT OR Apache-2.0
// A search in depth with jumps back over what had no part in a failure.
//
// Each step meets one dependency of a package that is in, by a candidate: the highest version that fits and that
// nothing stands against. Which dependency is next is cargo's order, so that of several solutions the same is found:
// the package (of those whose dependencies are open) whose next dependency has the fewest candidates; of equals, who
// came in first.
//
// What stands against a candidate is always the work of earlier steps: the one that took another version of the range,
// another package of the same `links` name, or the one by which the dependency came in at all. Where no candidate is
// left, these steps are the reason; the search goes back to the last of them, whose next candidate is tried, and which
// takes the rest of the reason over where it has none. Steps in between cannot help, and are skipped. A reason that is
// empty means that there is no solution.
//
// All changes of the state are on a trail, from which they are undone.
#include "cargo/resolver.h"

#include "base/strings.h"
#include "cargo/resolver_features.h"

#include <algorithm>
#include <format>
#include <tuple>
#include <unordered_map>

namespace crossyard::cargo {

namespace {

using Id = int;    // of a package of one version
using Level = int; // of a step; 0: the members
constexpr Id none = -1;
// More than any graph that has a solution in sight needs; a knot that is worse is told as such.
constexpr std::size_t mostSteps = 20'000'000;

struct Open {
    const SummaryDependency *dependency;
    std::set<std::string> features;
    const std::vector<Id> *candidates;
};

// The dependencies that came in by one step.
struct Frame {
    Id parent;
    Level cause;
    std::vector<Open> dependencies; // fewest candidates first
};

struct Waiting { // in the order in which they are met
    std::size_t candidates, time, frame, at;
    auto operator<=>(const Waiting &) const = default;
};

struct Step {
    Waiting met;
    std::size_t trail;           // its length before
    std::size_t next = 0;        // candidate
    std::set<Level> reason = {}; // why the candidates before are out
    Id chosen = none;
};

struct Undo {
    enum class Kind { Erased, Inserted, Activated, Features, Links, Edge } kind;
    Waiting waiting = {};
    Id id = none;
    std::shared_ptr<const std::set<std::string>> features = {};
};

struct Candidate {
    SummaryPtr package;
    std::size_t slot;
};

class Resolver {
public:
    Resolver(const ResolveRequest &request, SummaryProvider &provider, const CancelToken &cancel)
        : m_request(request), m_provider(provider), m_cancel(cancel)
    {
        for (const auto &package : request.former ? request.former->packages : std::vector<LockedPackage>())
            m_locked.insert({package.name, package.version.toString(), package.source});
    }

    Result<Resolution> run()
    {
        for (const auto &member : m_request.members) {
            const Id id = idOf(member);
            CY_TRY(const bool fits, activate(id, {.features = {}, .all = true, .defaults = true}, 0));
            if (!fits)
                return fail(ErrorCode::BadInput, std::format("package `{}`: {}", shown(id), m_lastObstacle));
        }
        std::size_t steps = 0;
        while (!m_waiting.empty()) {
            if (++steps % 1024 == 0)
                CY_CHECK(m_cancel.check());
            if (steps > mostSteps)
                return fail(ErrorCode::Unsupported, "the choice of versions takes too long; a Cargo.lock helps");
            m_steps.push_back({.met = *m_waiting.begin(), .trail = m_trail.size()});
            CY_TRY(const bool met, meet());
            if (!met)
                CY_CHECK(goBack());
        }
        return result();
    }

private:
    const Frame &frameOf(const Step &step) const { return m_frames[step.met.frame]; }
    const Open &openOf(const Step &step) const { return frameOf(step).dependencies[step.met.at]; }
    Level topLevel() const { return static_cast<Level>(m_steps.size()); }

    // --- packages ---

    Id idOf(const SummaryPtr &package)
    {
        const auto [it, isNew] = m_ids.try_emplace({package->name, package->version.toString(), package->source},
                                                   static_cast<Id>(m_candidates.size()));
        if (!isNew)
            return it->second;
        const Version &v = package->version;
        const std::string range = v.major > 0   ? std::format("{}", v.major)
                                  : v.minor > 0 ? std::format("0.{}", v.minor)
                                                : std::format("0.0.{}", v.patch);
        const auto slot = m_slots.try_emplace({package->name, package->source, range}, m_slots.size()).first->second;
        m_candidates.push_back({package, slot});
        m_features.emplace_back();
        m_inSlot.resize(m_slots.size(), none);
        m_slotLevel.resize(m_slots.size(), 0);
        return it->second;
    }

    bool isLocked(const PackageSummary &package) const
    {
        return m_locked.contains({package.name, package.version.toString(), package.source});
    }

    int suffices(const PackageSummary &package) const
    {
        return static_cast<int>(std::ranges::count_if(
            m_request.rustVersions, [&](const auto &rust) { return rustSuffices(package.rustVersion, rust); }));
    }

    // Patches come first, then what was locked, then what the compiler suffices for, then the highest.
    Result<const std::vector<Id> *> candidates(const SummaryDependency &dependency)
    {
        const auto key = std::tuple(dependency.package, dependency.source, dependency.req.text());
        if (const auto it = m_queries.find(key); it != m_queries.end())
            return &it->second;
        std::vector<SummaryPtr> found;
        std::set<const PackageSummary *> patched;
        for (const auto &patch : m_request.patches) {
            if (patch.source == dependency.source && patch.package->name == dependency.package) {
                found.push_back(patch.package);
                patched.insert(patch.package.get());
            }
        }
        const auto [known, isNew] = m_known.try_emplace({dependency.package, dependency.source});
        if (isNew) {
            CY_TRY(known->second, m_provider.versions(dependency.package, dependency.source));
        }
        const auto &versions = known->second;
        for (const auto &version : versions) {
            const bool replaced =
                std::ranges::any_of(patched, [&](const auto *patch) { return patch->version == version->version; });
            if (!replaced && (!version->yanked || isLocked(*version)))
                found.push_back(version);
        }
        m_offered[key] = versions.size();
        std::erase_if(found, [&](const auto &one) { return !dependency.req.matches(one->version); });
        const auto rank = [&](const SummaryPtr &one) {
            return std::tuple(patched.contains(one.get()), isLocked(*one), suffices(*one));
        };
        std::ranges::stable_sort(found, [&](const SummaryPtr &a, const SummaryPtr &b) {
            const auto left = rank(a);
            const auto right = rank(b);
            return left != right ? left > right : a->version > b->version;
        });
        std::vector<Id> ids;
        for (const auto &one : found)
            ids.push_back(idOf(one));
        return &m_queries.emplace(key, std::move(ids)).first->second;
    }

    // --- the state, and its trail ---

    void insert(const Waiting &waiting)
    {
        m_waiting.insert(waiting);
        m_trail.push_back({.kind = Undo::Kind::Inserted, .waiting = waiting});
    }

    void erase(const Waiting &waiting)
    {
        m_waiting.erase(waiting);
        m_trail.push_back({.kind = Undo::Kind::Erased, .waiting = waiting});
    }

    void undoTo(std::size_t length)
    {
        for (; m_trail.size() > length; m_trail.pop_back()) {
            Undo &undo = m_trail.back();
            switch (undo.kind) {
            case Undo::Kind::Erased:
                m_waiting.insert(undo.waiting);
                break;
            case Undo::Kind::Inserted:
                m_waiting.erase(undo.waiting);
                m_frames.resize(std::min(m_frames.size(), undo.waiting.at == 0 ? undo.waiting.frame : m_frames.size()));
                break;
            case Undo::Kind::Activated:
                m_inSlot[m_candidates[static_cast<std::size_t>(undo.id)].slot] = none;
                m_active.pop_back();
                break;
            case Undo::Kind::Features:
                m_features[static_cast<std::size_t>(undo.id)] = std::move(undo.features);
                break;
            case Undo::Kind::Links:
                m_links.erase(*package(undo.id).links);
                break;
            case Undo::Kind::Edge:
                m_edges.pop_back();
                break;
            }
        }
    }

    const PackageSummary &package(Id id) const { return *m_candidates[static_cast<std::size_t>(id)].package; }

    // Takes a package in, or more of its features. False where it lacks one of them.
    Result<bool> activate(Id id, const FeatureWish &wish, Level level)
    {
        const auto index = static_cast<std::size_t>(id);
        const Candidate &candidate = m_candidates[index];
        FeatureNeeds needs = needsOf(*candidate.package, wish);
        if (!needs.missing.empty()) {
            m_lastObstacle = std::format("`{}` has no feature `{}`", shown(id), needs.missing);
            return false;
        }
        const bool isNew = m_inSlot[candidate.slot] == none;
        if (isNew) {
            m_inSlot[candidate.slot] = id;
            m_slotLevel[candidate.slot] = level;
            m_active.push_back(id);
            m_trail.push_back({.kind = Undo::Kind::Activated, .id = id});
            if (candidate.package->links && m_links.emplace(*candidate.package->links, id).second)
                m_trail.push_back({.kind = Undo::Kind::Links, .id = id});
        }
        const auto known = m_features[index];
        const bool more = !known || !std::ranges::includes(*known, needs.features);
        // What names a dependency's feature ("a/b") is no feature of the package, but asks for more all the same.
        const bool deep = std::ranges::any_of(
            wish.features, [](const auto &one) { return one.contains('/') || one.starts_with("dep:"); });
        if (!isNew && !more && !deep)
            return true;
        auto all = known ? std::make_shared<std::set<std::string>>(*known) : std::make_shared<std::set<std::string>>();
        all->insert(needs.features.begin(), needs.features.end());
        m_trail.push_back({.kind = Undo::Kind::Features, .id = id, .features = known});
        m_features[index] = std::move(all);
        CY_CHECK(addFrame(id, level, std::move(needs.dependencies)));
        return true;
    }

    Result<void> addFrame(Id parent, Level cause, std::vector<NeededDependency> needed)
    {
        Frame frame{parent, cause, {}};
        for (auto &one : needed) {
            auto asked = candidates(*one.dependency);
            if (!asked)
                return fail(std::move(asked).error().withContext(
                    std::format("looking for `{}` {}, which {} needs", one.dependency->package,
                                one.dependency->req.text(), chain(parent))));
            const auto *found = *asked;
            frame.dependencies.push_back({one.dependency, std::move(one.features), found});
        }
        std::ranges::stable_sort(frame.dependencies, {}, [](const Open &open) { return open.candidates->size(); });
        if (frame.dependencies.empty())
            return {};
        const Waiting waiting{frame.dependencies.front().candidates->size(), m_time++, m_frames.size(), 0};
        m_frames.push_back(std::move(frame));
        insert(waiting);
        return {};
    }

    // --- steps ---

    // The last step takes its next candidate. False where none is left; its reason is complete then.
    Result<bool> meet()
    {
        const std::size_t at = m_steps.size() - 1;
        const Waiting met = m_steps[at].met;
        for (; m_steps[at].next < m_frames[met.frame].dependencies[met.at].candidates->size();) {
            const Open open = m_frames[met.frame].dependencies[met.at];
            const Id id = (*open.candidates)[m_steps[at].next++];
            if (const auto against = obstacle(id)) {
                m_steps[at].reason.insert(*against);
                continue;
            }
            erase(met);
            const Id parent = m_frames[met.frame].parent;
            if (const auto &siblings = m_frames[met.frame].dependencies; met.at + 1 < siblings.size())
                insert({siblings[met.at + 1].candidates->size(), met.time, met.frame, met.at + 1});
            m_edges.emplace_back(parent, id);
            m_trail.push_back({.kind = Undo::Kind::Edge});
            m_steps[at].chosen = id;
            CY_TRY(const bool fits, activate(id, {open.features, false, open.dependency->defaultFeatures}, topLevel()));
            if (fits)
                return true;
            undoTo(m_steps[at].trail);
        }
        m_steps[at].reason.insert(frameOf(m_steps[at]).cause);
        return false;
    }

    // The step by which a candidate cannot be taken.
    std::optional<Level> obstacle(Id id)
    {
        const Candidate &candidate = m_candidates[static_cast<std::size_t>(id)];
        const Id other = m_inSlot[candidate.slot];
        if (other != none)
            return other == id ? std::nullopt : std::optional(m_slotLevel[candidate.slot]);
        if (!candidate.package->links)
            return std::nullopt;
        const auto it = m_links.find(*candidate.package->links);
        return it == m_links.end()
                   ? std::nullopt
                   : std::optional(m_slotLevel[m_candidates[static_cast<std::size_t>(it->second)].slot]);
    }

    // From a step that has no candidate left to the last one that could change that.
    Result<void> goBack()
    {
        Error error = explain(m_steps.back());
        while (true) {
            std::set<Level> reason = std::move(m_steps.back().reason);
            reason.erase(topLevel());
            reason.erase(0);
            if (reason.empty())
                return fail(std::move(error));
            const Level back = *reason.rbegin();
            reason.erase(back);
            m_steps.resize(static_cast<std::size_t>(back));
            undoTo(m_steps.back().trail);
            m_steps.back().reason.insert(reason.begin(), reason.end());
            CY_TRY(const bool met, meet());
            if (met)
                return {};
        }
    }

    // --- words ---

    std::string shown(Id id) const { return std::format("{} {}", package(id).name, package(id).version.toString()); }

    // "b 1.2.0 <- a 1.0.0 <- app 0.1.0": who asked for it, and so on.
    std::string chain(Id id) const
    {
        std::string text = shown(id);
        for (std::size_t turn = 0; turn < m_edges.size(); ++turn) {
            const auto edge = std::ranges::find(m_edges, id, &std::pair<Id, Id>::second);
            if (edge == m_edges.end() || edge->first == id)
                break;
            id = edge->first;
            text += " <- " + shown(id);
        }
        return text;
    }

    Error explain(const Step &step) const
    {
        const Open &open = openOf(step);
        const auto &dependency = *open.dependency;
        std::vector<std::string> lines;
        for (const Id id : *open.candidates) {
            const Candidate &candidate = m_candidates[static_cast<std::size_t>(id)];
            const Id other = m_inSlot[candidate.slot];
            if (other != none && other != id) {
                lines.push_back(
                    std::format("{} is out because {} is taken ({})", shown(id), shown(other), chain(other)));
            } else if (candidate.package->links && m_links.contains(*candidate.package->links)) {
                const Id owner = m_links.at(*candidate.package->links);
                lines.push_back(std::format("{} is out because {} links `{}` too ({})", shown(id), shown(owner),
                                            *candidate.package->links, chain(owner)));
            } else {
                lines.push_back(m_lastObstacle.contains(shown(id))
                                    ? m_lastObstacle
                                    : std::format("what {} needs cannot be had", shown(id)));
            }
        }
        if (lines.empty()) {
            const auto offered = m_offered.at({dependency.package, dependency.source, dependency.req.text()});
            lines.push_back(offered == 0 ? "there is no package of that name"
                                         : std::format("none of its {} versions fits, or it was yanked", offered));
        }
        if (lines.size() > 5) {
            const auto rest = lines.size() - 5;
            lines.resize(5);
            lines.push_back(std::format("and so on for {} more", rest));
        }
        return {ErrorCode::BadInput,
                std::format("no version of `{}` fits `{}`, which is asked for by {}: {}", dependency.package,
                            dependency.req.text(), chain(frameOf(step).parent), join(lines, "; "))};
    }

    Resolution result() const
    {
        std::vector<Id> order = m_active;
        const auto key = [&](Id id) {
            return std::tuple<const std::string &, const Version &, std::pair<int, std::string_view>>(
                package(id).name, package(id).version, sourceOrder(package(id).source));
        };
        std::ranges::sort(order, [&](Id a, Id b) { return key(a) < key(b); });
        std::unordered_map<Id, std::size_t> place;
        Resolution resolution;
        for (const Id id : order) {
            place[id] = resolution.nodes.size();
            resolution.nodes.push_back({m_candidates[static_cast<std::size_t>(id)].package, {}});
        }
        for (const auto &[from, to] : m_edges)
            resolution.nodes[place[from]].dependencies.push_back(place[to]);
        for (auto &node : resolution.nodes) {
            std::ranges::sort(node.dependencies);
            node.dependencies.erase(std::ranges::unique(node.dependencies).begin(), node.dependencies.end());
        }
        for (const auto &patch : m_request.patches) {
            if (std::ranges::none_of(order, [&](Id id) { return &package(id) == patch.package.get(); }))
                resolution.unusedPatches.push_back(patch.package);
        }
        return resolution;
    }

    const ResolveRequest &m_request;
    SummaryProvider &m_provider;
    const CancelToken &m_cancel;
    std::set<std::tuple<std::string, std::string, std::string>> m_locked;

    std::vector<Candidate> m_candidates;
    std::map<std::tuple<std::string, std::string, std::string>, Id> m_ids;
    std::map<std::pair<std::string, std::string>, std::vector<SummaryPtr>> m_known; // by name and source
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> m_slots;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<Id>> m_queries;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> m_offered;

    std::vector<Id> m_inSlot;
    std::vector<Level> m_slotLevel;
    std::vector<std::shared_ptr<const std::set<std::string>>> m_features;
    std::map<std::string, Id> m_links;
    std::vector<Id> m_active;
    std::vector<std::pair<Id, Id>> m_edges;
    std::vector<Frame> m_frames;
    std::set<Waiting> m_waiting;
    std::size_t m_time = 0;
    std::vector<Undo> m_trail;
    std::vector<Step> m_steps;
    std::string m_lastObstacle;
};

} // namespace

Result<Resolution> resolveVersions(const ResolveRequest &request, SummaryProvider &provider, const CancelToken &cancel)
{
    return Resolver(request, provider, cancel).run();
}

bool rustSuffices(const std::string &wanted, const std::string &rust)
{
    if (wanted.empty())
        return true;
    const auto req = VersionReq::parse("^" + wanted);
    const auto parts = static_cast<std::size_t>(std::ranges::count(rust, '.')) + 1;
    const auto have = Version::parse(rust + (parts == 1 ? ".0.0" : parts == 2 ? ".0" : ""));
    return !req || !have || req->matches({have->major, have->minor, have->patch, {}, {}});
}

} // namespace crossyard::cargo
