// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_ask.h"

#include "base/digest.h"
#include "base/strings.h"
#include "rust/cache.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

// How compilers since 2016 say that a question needs the unstable options.
bool wantsUnstable(std::string_view errors)
{
    for (const std::string_view sign : {"-Zunstable-options", "-Z unstable-options", "nightly compiler",
                                        "only accepted on the nightly", "unstable option"})
        if (errors.contains(sign))
            return true;
    return false;
}

bool startsWithAnyCase(std::string_view text, std::string_view lowerCaseStart)
{
    return toLower(text.substr(0, lowerCaseStart.size())) == lowerCaseStart;
}

Result<process::Finished> askUnstable(const Compiler &compiler, const std::vector<std::string> &arguments,
                                      const CancelToken &cancel)
{
    std::vector<std::string> unstable{"-Zunstable-options"};
    unstable.insert(unstable.end(), arguments.begin(), arguments.end());
    return process::run(compiler.command(unstable, !compiler.allowsUnstable()), {.cancel = cancel});
}

} // namespace

Result<process::Finished> askCompiler(const Compiler &compiler, const std::vector<std::string> &arguments,
                                      const CancelToken &cancel)
{
    CY_TRY(auto finished, process::run(compiler.command(arguments), {.cancel = cancel}));
    if (finished.ok() || !wantsUnstable(finished.errors))
        return finished;
    return askUnstable(compiler, arguments, cancel);
}

Result<process::Finished> askAboutTarget(const Compiler &compiler, std::string_view what,
                                         std::string_view targetArgument, const std::vector<std::string> &flags,
                                         const CancelToken &cancel)
{
    std::vector<std::string> arguments{"--print", std::string(what)};
    if (!targetArgument.empty())
        arguments.insert(arguments.end(), {"--target", std::string(targetArgument)});
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return askCompiler(compiler, arguments, cancel);
}

std::string complaintIn(std::string_view errors)
{
    std::string_view message;
    for (const auto &line : split(errors, '\n'))
        if (line.starts_with("error")) {
            const auto at = errors.find(line);
            message = errors.substr(at, line.size());
            break;
        }
    if (message.empty())
        message = trim(errors).substr(0, trim(errors).find('\n'));
    for (const std::string_view start : {"error: ", "error loading target specification: "})
        if (startsWithAnyCase(message, start))
            message.remove_prefix(start.size());
    // Older compilers put their advice into the same line.
    if (const auto advice = message.find(". Run `rustc --print target-list`"); advice != std::string_view::npos)
        message = message.substr(0, advice);
    return std::string(trim(message));
}

Error targetError(const Compiler &compiler, const TargetRef &target, std::string_view errors)
{
    Error error{ErrorCode::ToolFailed, std::format("rustc {} refuses the target `{}`: {}", compiler.release,
                                                   target.name, complaintIn(errors))};
    if (target.custom()) {
        error.place = Place{*target.specFile};
        error.hint = std::format("`crossyard target check {}` says what to change", toUtf8(*target.specFile));
    }
    return error;
}

Result<std::string> targetSpecJson(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel)
{
    const auto key = compiler.identity + "\n" + target.name + "\n" + sha256(target.specBytes);
    if (const auto known = recall("target-spec", key); known && known->is_string())
        return known->get<std::string>();
    // Every compiler so far gives specs away as unstable only: the other way is not tried first.
    CY_TRY(const auto finished,
           askUnstable(compiler, {"--print", "target-spec-json", "--target", target.argument()}, cancel));
    if (!finished.ok()) {
        if (finished.errors.contains("unknown print request"))
            return fail(
                Error{ErrorCode::Unsupported, std::format("rustc {} cannot print target specs", compiler.release)}
                    .withHint("choose another compiler with --toolchain"));
        return fail(targetError(compiler, target, finished.errors));
    }
    remember("target-spec", key, {}, finished.output);
    return finished.output;
}

} // namespace crossyard::rust
