// SPDX-License-Identifier: MIT OR Apache-2.0
// The verbs under `crossyard cross`.
#pragma once

#include <QStringList>

namespace crossyard::cli {

int runCrossConfig(const QStringList &words);
int runCrossEngines(const QStringList &words);
int runCrossImages(const QStringList &words);
int runCrossWrites(const QStringList &words);
/// A cargo command in a container: our options first, then cross's words.
int runCrossCargo(const QStringList &words);

} // namespace crossyard::cli
