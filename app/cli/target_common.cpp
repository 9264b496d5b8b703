// SPDX-License-Identifier: MIT OR Apache-2.0
#include "target_common.h"

#include "rust/toolchain.h"

#include <nlohmann/json.hpp>

namespace crossyard::cli {

std::string shownJson(const nlohmann::ordered_json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void addTargetOptions(QCommandLineParser &parser)
{
    addOption(parser, "toolchain", "The compiler to ask: a toolchain's name, or the path of a rustc.", "NAME");
    addOption(parser, "project", "The directory whose toolchain counts.", "DIR");
    addOption(parser, "json", "Print JSON, one object a line.");
}

bool wantsJson(const QCommandLineParser &parser)
{
    return parser.isSet(QStringLiteral("json"));
}

std::vector<std::string> wordsOf(const QCommandLineParser &parser)
{
    std::vector<std::string> words;
    for (const auto &word : parser.positionalArguments())
        words.push_back(toStd(word));
    return words;
}

Result<rust::Compiler> chosenCompiler(const QCommandLineParser &parser)
{
    const auto project = option(parser, "project");
    CY_TRY(auto toolchain,
           rust::selectToolchain({option(parser, "toolchain"), project ? fromUtf8(*project) : fs::path()},
                                 terminalCancel()));
    return std::move(toolchain.compiler);
}

} // namespace crossyard::cli
