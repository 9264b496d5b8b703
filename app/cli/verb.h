// SPDX-License-Identifier: MIT OR Apache-2.0
// A verb of the command line: `crossyard NAME ARGS...`. Each stands in a file of its own.
#pragma once

#include <QStringList>

namespace crossyard::cli {

// Each takes the words after the verb and gives the exit status: 0 done, 1 the work failed, 2 the words were wrong,
// 130 cancelled.
int runToolchains(const QStringList &words);
int runToolchain(const QStringList &words);
int runTargets(const QStringList &words);
int runTarget(const QStringList &words);
int runDoctor(const QStringList &words);
int runSysroot(const QStringList &words);
int runBootstrap(const QStringList &words);
int runCargo(const QStringList &words);
int runCross(const QStringList &words);
int runGraph(const QStringList &words);
int runWhy(const QStringList &words);
int runDuplicates(const QStringList &words);
int runJobs(const QStringList &words);
int runGui(const QStringList &words);

} // namespace crossyard::cli
