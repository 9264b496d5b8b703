// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard doctor: what building for a target needs, what is there, and the command that mends what is not.
#include "common.h"
#include "table.h"
#include "verb.h"

#include "sysroot/readiness.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using rust::Finding;

// One line where it fits; otherwise what was found stands below its title.
void printFindings(const std::vector<Finding> &findings, const std::string &target)
{
    std::size_t width = 0;
    for (const auto &finding : findings)
        width = std::max(width, columnsOf(finding.title));
    const std::string below(11, ' ');
    for (const auto &finding : findings) {
        const bool bad = finding.state == Finding::State::Missing || finding.state == Finding::State::Broken;
        const std::string head = std::format("{} {:<8} {}", finding.required && bad ? "!" : " ",
                                             rust::stateName(finding.state), finding.title);
        const std::string gap(width - columnsOf(finding.title) + 2, ' ');
        if (columnsOf(head) + gap.size() + columnsOf(finding.how) <= terminalColumns)
            print(head + gap + finding.how);
        else
            print(head + "\n" + wrapped(below, finding.how));
        if (!finding.mend.empty())
            print(below + "mend: " + finding.mend);
    }
    print("");
    if (target.empty())
        print("Nothing can be built here yet: mend what is marked with !");
    else if (rust::canBuild(findings))
        print(std::format("{} can be built for here.", target));
    else
        print(std::format("{} cannot be built for here yet: mend what is marked with !", target));
}

nlohmann::ordered_json toJson(const Finding &finding)
{
    return {{"id", finding.id},
            {"title", finding.title},
            {"state", rust::stateName(finding.state)},
            {"required", finding.required},
            {"how", finding.how},
            {"mend", finding.mend.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(finding.mend)}};
}

} // namespace

int runDoctor(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "target", "The target to build for: a triple or a spec file (default: this machine).", "TARGET");
    addOption(parser, "toolchain", "A toolchain's name, version, or the path of a rustc.", "NAME");
    addOption(parser, "project", "The directory whose overrides and cargo configuration count.", "DIR");
    addOption(parser, "json", "Print one JSON object.");
    if (const auto status = parseWords(parser, "doctor [--target TARGET]",
                                       "What building for a target needs: what is there, what is missing, and the "
                                       "command that mends it.\nExit status 0 when it can be built for here.",
                                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    if (!parser.positionalArguments().isEmpty())
        return report(Error{ErrorCode::Usage, std::format("`doctor` does not know the word `{}`",
                                                          toStd(parser.positionalArguments().first()))}
                          .withHint("a target is given with --target"),
                      json);
    const fs::path project = absolutePath(fromUtf8(option(parser, "project").value_or(".")));
    const auto cancel = terminalCancel();
    const auto readiness = sysroot::lookAround(
        {.toolchain = option(parser, "toolchain"), .target = option(parser, "target").value_or(""), .project = project},
        terminalCancel());
    if (!readiness)
        return report(readiness.error(), json);
    const auto &name = readiness->target;
    const auto &findings = readiness->findings;
    const bool good = readiness->canBuild;
    if (json) {
        nlohmann::ordered_json object{{"target", name},
                                      {"toolchain", readiness->toolchain
                                                        ? nlohmann::ordered_json(readiness->toolchain->name)
                                                        : nlohmann::ordered_json()},
                                      {"can_build", good},
                                      {"findings", nlohmann::ordered_json::array()}};
        for (const auto &finding : findings)
            object["findings"].push_back(toJson(finding));
        print(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        printFindings(findings, name);
    }
    return good ? exitDone : exitFailed;
}

} // namespace crossyard::cli
