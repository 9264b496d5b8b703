// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cargo [+TOOLCHAIN] ARGS: the sysroot first, where one is needed, then the user's cargo with it.
#include "base/strings.h"
#include "common.h"
#include "job/recorded_job.h"
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
    // cargo itself has the terminal; the sysroots that it needs first are a job that can be looked up.
    const auto recorded =
        std::make_shared<job::RecordedJob>(request.store,
                                           job::JobRequest{.title = "Sysroot for cargo " + join(request.words, " "),
                                                           .kind = "sysroot",
                                                           .subject = {},
                                                           .project = toUtf8(request.directory),
                                                           .work = {}},
                                           consoleSink(false, false));
    activity::Reporter reporter(recorded);
    auto build = sysroot::prepareCargo(request, reporter, terminalCancel());
    recorded->end(build.transform([](const auto &) { return std::string("it is ready"); }));
    if (!build)
        return report(build.error());
    build->command.directory.clear();
    const auto status = process::runInForeground(build->command);
    return status ? *status : report(status.error());
}

} // namespace crossyard::cli
