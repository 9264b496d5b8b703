// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_source.h"

#include "cargo/lockfile.h"
#include "graph/readers.h"
#include "rust/target.h"

#include <format>

namespace crossyard::gui {

namespace {

// The manifest or the lock file that is meant by a place.
Result<fs::path> fileOf(const fs::path &place)
{
    std::error_code ignored;
    if (fs::is_regular_file(place, ignored))
        return place;
    for (const char *name : {"Cargo.toml", "Cargo.lock"}) {
        if (fs::is_regular_file(place / name, ignored))
            return place / name;
    }
    return fail(Error{ErrorCode::NotFound, std::format("there is no Cargo.toml in {}", toUtf8(place))}.withHint(
        "open the directory of a package, of a workspace, or of a Cargo.lock"));
}

// Nothing where a platform's facts cannot be had: the graph is of all of them, then.
void choosePlatforms(const ProjectSource &source, const fs::path &directory, graph::ProjectRequest &request,
                     const CancelToken &cancel)
{
    if (!source.compiler || source.target.empty())
        return;
    const auto target = rust::findTarget(*source.compiler, source.target, directory);
    if (!target)
        return;
    const auto lines = rust::targetCfg(*source.compiler, *target, {}, cancel);
    const auto hostLines = rust::hostCfg(*source.compiler, cancel);
    if (!lines || !hostLines)
        return;
    request.host = {source.compiler->host, cargo::CfgSet::fromLines(*hostLines)};
    request.target = cargo::PlatformFacts{target->name, cargo::CfgSet::fromLines(*lines)};
}

WholePtr finish(std::shared_ptr<GraphWhole> whole)
{
    whole->marks = graph::marksOf(whole->graph);
    for (const auto &node : whole->graph.nodes()) {
        whole->unread += node.manifest == 0 && node.source != graph::Source::Missing;
        whole->missing += node.source == graph::Source::Missing;
    }
    return whole;
}

} // namespace

Result<OpenedProject> openSource(const ProjectSource &source, const CancelToken &cancel)
{
    CY_TRY(const fs::path file, fileOf(source.path));
    OpenedProject opened;
    CY_TRY(opened.crateDirs, graph::usualCrateDirs(file.parent_path()));
    CY_TRY(opened.project, graph::openProject(file, opened.crateDirs));
    CY_CHECK(cancel.check());
    CY_TRY(opened.request.members, graph::memberFeatures(opened.project, {}, true, false));
    choosePlatforms(source, file.parent_path(), opened.request, cancel);
    CY_CHECK(cancel.check());
    return opened;
}

Result<WholePtr> readProjectWhole(const ProjectSource &source, const CancelToken &cancel)
{
    CY_TRY(const fs::path file, fileOf(source.path));
    auto whole = std::make_shared<GraphWhole>();
    if (file.extension() == ".lock") {
        CY_TRY(const auto lock, cargo::readLockfile(file));
        whole->graph = graph::readLock(lock);
        whole->lockAlone = whole->allPlatforms = true;
        return finish(std::move(whole));
    }
    CY_TRY(const auto opened, openSource(source, cancel));
    whole->allPlatforms = !opened.request.target;
    CY_TRY(whole->graph, graph::readProject(opened.project, opened.request));
    return finish(std::move(whole));
}

Result<WholePtr> readSysrootWhole(const sysroot::SysrootPlan &plan)
{
    auto whole = std::make_shared<GraphWhole>();
    whole->graph = graph::readUnits(plan.graph->units, &plan.execution);
    whole->units = true;
    return finish(std::move(whole));
}

} // namespace crossyard::gui
