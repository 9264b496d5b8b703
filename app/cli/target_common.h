// SPDX-License-Identifier: MIT OR Apache-2.0
// What the words of `crossyard target` share.
#pragma once

#include "common.h"

#include "rust/compiler.h"

#include <nlohmann/json_fwd.hpp>

namespace crossyard::cli {

std::string shownJson(const nlohmann::ordered_json &json);
/// --toolchain, --project and --json.
void addTargetOptions(QCommandLineParser &parser);
bool wantsJson(const QCommandLineParser &parser);
std::vector<std::string> wordsOf(const QCommandLineParser &parser);
/// The compiler that these options choose.
Result<rust::Compiler> chosenCompiler(const QCommandLineParser &parser);

int runTargetSet(const QStringList &words);
int runTargetUnset(const QStringList &words);

} // namespace crossyard::cli
