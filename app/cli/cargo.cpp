// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cargo [+TOOLCHAIN] ARGS: the sysroot first, where one is needed, then the user's cargo with it.
#include "common.h"
#include "process/runner.h"
#include "sysroot/cargo_build.h"
#include "verb.h"

#include <QCoreApplication>

namespace crossyard::cli {

int runCargo(const QStringList &words)
{
    sysroot::CargoBuildRequest request;
    for (const auto &word : words)
        request.words.push_back(toStd(word));
    request.directory = fs::current_path();
    request.environment = wholeEnvironment();
    request.store = storeDirectory();
    request.wrapper = fromUtf8(toStd(QCoreApplication::applicationFilePath()));
    activity::Reporter reporter(consoleSink(false, false));
    auto build = sysroot::prepareCargo(request, reporter, terminalCancel());
    if (!build)
        return report(build.error());
    build->command.directory.clear();
    const auto status = process::runInForeground(build->command);
    return status ? *status : report(status.error());
}

} // namespace crossyard::cli
