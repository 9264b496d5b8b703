// SPDX-License-Identifier: MIT OR Apache-2.0
// The verbs under `crossyard cross`.
#pragma once

#include "container/engine/engine.h"

#include <QCommandLineParser>
#include <QStringList>

namespace crossyard::cli {

int runCrossConfig(const QStringList &words);
int runCrossEngines(const QStringList &words);
int runCrossImages(const QStringList &words);
int runCrossVolumes(const QStringList &words);
int runCrossWrites(const QStringList &words);
/// A cargo command in a container: our options first, then cross's words.
int runCrossCargo(const QStringList &words);

/// --engine and --url, and the engine that they name; else that of the variables, or the first that works.
void addEngineOptions(QCommandLineParser &parser);
Result<container::Engine> engineOf(const QCommandLineParser &parser);

} // namespace crossyard::cli
