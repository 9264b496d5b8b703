// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cross config: each setting of cross for a target, its value and where that comes from.
#include "common.h"
#include "cross_verbs.h"
#include "table.h"

#include "base/environment.h"
#include "base/strings.h"
#include "container/config/config_view.h"
#include "rust/target.h"
#include "rust/toolchain.h"

#include <format>

namespace crossyard::cli {

namespace {

using container::CrossReport;
using container::Origin;
using container::SettingRow;

// Files of the workspace by their path from its root.
std::string shownOrigin(const Origin &origin, const fs::path &root)
{
    if (origin.kind != Origin::Kind::File || !isBelow(origin.place.file, root))
        return describe(origin);
    Place place = origin.place;
    place.file = place.file.lexically_relative(root);
    return crossyard::describe(place);
}

void printRow(const SettingRow &row, const fs::path &root)
{
    constexpr std::size_t width = 30;
    const std::string indent(width + 2, ' ');
    const std::string head = std::format("  {:<{}}", row.key, width);
    if (columnsOf(head) + columnsOf(row.value) <= terminalColumns || row.parts.size() < 2) {
        print(head + row.value + (row.origins.empty() ? "  (default)" : ""));
    } else {
        for (std::size_t i = 0; i < row.parts.size(); ++i)
            print((i == 0 ? head : indent) + row.parts[i]);
    }
    if (!row.origins.empty()) {
        std::vector<std::string> places;
        for (const auto &origin : row.origins)
            places.push_back(shownOrigin(origin, root));
        print(indent + "from " + join(places, ", "));
    }
    for (const auto &lost : row.overridden)
        print(indent + "over " + lost.value + " (" + shownOrigin(lost.origin, root) + ")");
}

void printReport(const CrossReport &report)
{
    const auto &root = report.loaded.workspaceRoot;
    std::string title = std::format("As {} takes it", container::dialectWords(report.settings.dialect));
    if (const auto &because = report.loaded.guessedBecause)
        title += std::format(", because of {}", shownOrigin(because->origin, root));
    else if (report.loaded.dialectIsGuessed)
        title += "; its main branch is --dialect main";
    print(title + "\n");
    for (const auto &row : container::rows(report.settings))
        printRow(row, root);
    print("\nEngine:");
    for (const auto &row : container::rows(report.engine))
        printRow(row, root);
    if (!report.passed.empty())
        print("\nPassed into the container without being asked:\n" + wrapped("  ", join(report.passed, " ")));
    const auto findings = report.findings();
    if (!findings.empty())
        print("");
    for (const auto &finding : findings)
        print(container::describe(finding));
}

// The targets that the compiler knows, and its host. Without a compiler, those that cross has images for. Errors: those
// of a toolchain that was asked for.
Result<void> askCompiler(const QCommandLineParser &parser, const fs::path &project, container::LoadRequest &load,
                         container::ResolveRequest &resolve)
{
    const auto asked = option(parser, "toolchain");
    const auto toolchain = rust::selectToolchain({asked, project}, terminalCancel());
    if (toolchain) {
        resolve.host = toolchain->compiler.host;
        CY_TRY(load.knownTargets, rust::builtinTargets(toolchain->compiler, terminalCancel()));
        return {};
    }
    if (asked || toolchain.error().code == ErrorCode::Cancelled)
        return fail(toolchain.error());
    for (const auto dialect : {container::Dialect::Release, container::Dialect::Main}) {
        const auto targets = container::targetsWithImages(dialect);
        load.knownTargets.insert(load.knownTargets.end(), targets.begin(), targets.end());
    }
    return {};
}

Result<CrossReport> makeReport(const QCommandLineParser &parser)
{
    const auto lookup = ownEnvironment();
    const fs::path project = absolutePath(fromUtf8(option(parser, "project").value_or(".")));
    container::LoadRequest load{.directory = project, .environment = lookup};
    container::ResolveRequest resolve{.environment = lookup, .target = option(parser, "target")};
    if (resolve.target && resolve.target->empty())
        return fail(ErrorCode::Usage, "--target names no target");
    if (const auto name = option(parser, "dialect")) {
        CY_TRY(load.dialect, container::parseDialect(*name));
    }
    CY_CHECK(askCompiler(parser, project, load, resolve));
    return container::reportCross(load, resolve, wholeEnvironment());
}

} // namespace

int runCrossConfig(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "target", "The target to build for (default: what the configuration names, or the host).",
              "TARGET");
    addOption(parser, "dialect",
              "Which cross is meant: 0.2.5, the release, or main, its repository's main branch (default: main where "
              "the files hold what only that one takes).",
              "0.2.5|main");
    addOption(parser, "project", "The directory where cross would be started.", "DIR");
    addOption(parser, "toolchain", "The compiler whose targets and host count.", "NAME");
    addOption(parser, "json", "Print one JSON object.");
    if (const auto status = parseWords(parser, "cross config [--target TARGET] [--dialect 0.2.5|main] [--json]",
                                       "Each setting of cross for a target: its value, where that comes from and what "
                                       "it wins over; and what is wrong with the configuration.\nExit status 1 where "
                                       "something in it cannot be used.",
                                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!parser.positionalArguments().isEmpty())
        return report(Error{ErrorCode::Usage, std::format("`cross config` does not know the word `{}`",
                                                          toStd(parser.positionalArguments().first()))}
                          .withHint("a target is given with --target"),
                      json);
    const auto made = makeReport(parser);
    if (!made)
        return report(made.error(), json);
    if (json)
        print(container::toJson(*made));
    else
        printReport(*made);
    return container::hasErrors(made->findings()) ? exitFailed : exitDone;
}

} // namespace crossyard::cli
