// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard gui [DIR]: opens the window.
#include "common.h"
#include "process/runner.h"
#include "verb.h"

#include <QCoreApplication>

namespace crossyard::cli {

Result<process::Command> windowCommand()
{
    const fs::path self = fromUtf8(toStd(QCoreApplication::applicationFilePath()));
    const fs::path program = self.parent_path() / (fs::path("crossyard-gui") += self.extension());
    if (!isExecutable(program))
        return fail(Error{ErrorCode::NotFound, "the window is not installed: there is no " + toUtf8(program)}.withHint(
            "it is built where Qt 6.5 or newer has Quick and Svg"));
    return process::Command{.program = program};
}

int runGui(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "target", "The target to build for.", "T");
    addOption(parser, "toolchain", "The toolchain to build with.", "NAME");
    if (const auto status = parseWords(parser, "gui [DIR]", "Open the window, on a project.", words))
        return *status;
    auto found = windowCommand();
    if (!found)
        return report(found.error());
    process::Command &command = *found;
    for (const auto &word : parser.positionalArguments())
        command.arguments.push_back(toUtf8(absolutePath(fromUtf8(toStd(word)))));
    for (const char *name : {"target", "toolchain"}) {
        if (const auto value = option(parser, name))
            command.arguments.insert(command.arguments.end(), {std::string("--") + name, *value});
    }
    const auto status = process::runInForeground(command);
    return status ? *status : report(status.error());
}

} // namespace crossyard::cli
