// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_try.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/target_ask.h"

#include <QTemporaryDir>

#include <algorithm>

namespace crossyard::rust {

namespace {

// Nothing is linked and no library is needed: neither core nor a linker has to be there for the question.
constexpr std::string_view emptyCrate = "#![feature(no_core)]\n#![no_core]\n";

void takeWarnings(std::string_view errors, std::vector<std::string> &warnings)
{
    for (const auto &line : split(errors, '\n')) {
        std::string text(trim(line));
        if (text.starts_with("warning: "))
            text.erase(0, 9);
        else if (!text.contains("is not a recognized"))
            continue;
        if (!text.ends_with("warning emitted") && !text.ends_with("warnings emitted") &&
            std::ranges::find(warnings, text) == warnings.end())
            warnings.push_back(std::move(text));
    }
}

// From "Available CPUs for this target:" and a list, one a line.
std::string firstCpu(std::string_view list)
{
    for (const auto &line : split(list, '\n'))
        if (const auto words = splitWhitespace(line);
            !words.empty() && words.front() != "Available" && words.front() != "native")
            return words.front();
    return {};
}

// An unknown LLVM target brings some compilers down, and some die inside LLVM: then the cause is not the first
// "error:".
std::string causeIn(std::string_view errors)
{
    for (const std::string_view sign : {"could not create LLVM TargetMachine", "LLVM ERROR: "})
        if (const auto at = errors.find(sign); at != std::string_view::npos)
            return std::string(errors.substr(at, errors.find('\n', at) - at));
    return complaintIn(errors);
}

} // namespace

Result<SpecTrial> trySpec(const Compiler &compiler, std::string_view name, std::string_view text,
                          const CancelToken &cancel)
{
    const QTemporaryDir scratch;
    if (!scratch.isValid())
        return fail(ErrorCode::Io, "cannot make a temporary directory: " + scratch.errorString().toStdString());
    const fs::path directory = fromUtf8(scratch.path().toStdString());
    const fs::path spec = directory / fromUtf8(std::string(name) + ".json");
    const fs::path source = directory / "empty.rs";
    CY_CHECK(writeFile(spec, text));
    CY_CHECK(writeFile(source, emptyCrate));

    SpecTrial trial;
    CY_TRY(const auto cfg, askAboutTarget(compiler, "cfg", toUtf8(spec), {}, cancel));
    takeWarnings(cfg.errors, trial.warnings);
    if (!cfg.ok()) {
        trial.complaint = causeIn(cfg.errors);
        return trial;
    }
    for (const auto &line : split(cfg.output, '\n'))
        if (!trim(line).empty())
            trial.cfg.emplace_back(trim(line));

    const auto compile = [&](const std::vector<std::string> &flags) {
        std::vector<std::string> arguments{
            "-Zunstable-options", "--target",    toUtf8(spec), "--crate-type", "rlib",
            "--emit=obj",         "--cap-lints", "allow",      "-o",           toUtf8(directory / "empty.o"),
            toUtf8(source)};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        auto command = compiler.command(arguments, !compiler.allowsUnstable());
        command.directory = directory; // where a compiler that crashes leaves its report
        command.environment["RUST_BACKTRACE"] = "0";
        return process::run(command, {.cancel = cancel});
    };
    CY_TRY(auto compiled, compile({}));
    // Such a target is complete only with a CPU on the command line (AVR): any of them will do here.
    if (!compiled.ok() && compiled.errors.contains("specifying a cpu with")) {
        CY_TRY(const auto cpus, askAboutTarget(compiler, "target-cpus", toUtf8(spec), {}, cancel));
        if (const auto cpu = firstCpu(cpus.output); !cpu.empty()) {
            CY_TRY(compiled, compile({"-Ctarget-cpu=" + cpu}));
        }
    }
    takeWarnings(compiled.errors, trial.warnings);
    trial.accepted = compiled.ok();
    if (!compiled.ok())
        trial.complaint = causeIn(compiled.errors);
    return trial;
}

} // namespace crossyard::rust
