// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "rust/cache.h"
#include "rust/chip.h"
#include "rust/target_ask.h"
#include "text/json.h"

#include <QDir>

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    for (auto &line : split(text, '\n'))
        if (const auto bare = trim(line); !bare.empty())
            lines.emplace_back(bare);
    return lines;
}

Result<TargetRef> openSpec(const fs::path &file, std::string name)
{
    std::error_code ignored;
    if (fs::is_directory(file, ignored))
        return fail(ErrorCode::NotFound, std::format("{} is a directory, not a target spec", toUtf8(file)));
    CY_TRY(auto bytes, readFile(file));
    return TargetRef{std::move(name), file, std::move(bytes)};
}

Error noSuchTarget(std::string_view word, const std::vector<std::string> &builtin, const Compiler &compiler)
{
    Error error{ErrorCode::NotFound, std::format("rustc {} knows no target `{}`, and there is no file {}.json",
                                                 compiler.release, word, word)};
    // The name of a chip or board is as good a word for its target, only not here.
    if (const auto chips = searchChips(knownChips(), word).matches; chips.size() == 1 && word.size() > 2) {
        error.hint = std::format("{} is a {}: its target is {}", chips.front().name, kindName(chips.front().kind),
                                 chips.front().target);
        return error;
    }
    if (const auto near = closest(word, builtin)) {
        error.hint = std::format("did you mean `{}`?", *near);
        return error;
    }
    // Half a triple ("thumbv7em", "riscv32imac") is more often meant than a misspelt whole one.
    std::vector<std::string> like;
    std::ranges::copy_if(builtin, std::back_inserter(like),
                         [&](const std::string &name) { return !word.empty() && name.contains(word); });
    if (!like.empty()) {
        like.resize(std::min<std::size_t>(like.size(), 5));
        error.hint = "targets of that kind: " + join(like, ", ");
    } else {
        error.hint =
            "`crossyard targets` lists them, `crossyard targets --chip NAME` finds the one for a chip or board";
    }
    return error;
}

Result<std::vector<std::string>> cfgOf(const Compiler &compiler, const TargetRef *target,
                                       const std::vector<std::string> &rustflags, const CancelToken &cancel)
{
    // The digest of a spec is enough in the key, and keeps it short.
    std::string key = compiler.identity + "\n";
    if (target)
        key += target->name + "\n" + sha256(target->specBytes);
    for (const auto &flag : rustflags)
        key += "\n" + flag;
    if (const auto known = recall("target-cfg", key); known && known->is_string())
        return linesOf(known->get_ref<const std::string &>());
    CY_TRY(const auto finished,
           askAboutTarget(compiler, "cfg", target ? target->argument() : std::string(), rustflags, cancel));
    if (!finished.ok()) {
        if (target)
            return fail(targetError(compiler, *target, finished.errors));
        return fail(ErrorCode::ToolFailed,
                    std::format("rustc {} does not say its cfgs: {}", compiler.release, complaintIn(finished.errors)));
    }
    remember("target-cfg", key, {}, finished.output);
    return linesOf(finished.output);
}

std::string stringAt(const nlohmann::ordered_json &object, const char *key, std::string fallback)
{
    return text::stringIn(object, key).value_or(std::move(fallback));
}

// The names in { "dynamic-dylib": ["rsbegin.o"], "static-pic-exe": [...] }.
void addLinkObjects(const nlohmann::ordered_json &spec, const char *key, std::vector<std::string> &names)
{
    const auto kinds = spec.find(key);
    if (kinds == spec.end() || !kinds->is_object())
        return;
    for (const auto &[kind, list] : kinds->items()) {
        for (const auto &name : list) {
            if (name.is_string() && !std::ranges::contains(names, name.get<std::string>()))
                names.push_back(name.get<std::string>());
        }
    }
}

} // namespace

Result<std::vector<std::string>> builtinTargets(const Compiler &compiler, const CancelToken &cancel)
{
    if (const auto known = recall("target-list", compiler.identity); known && known->is_string())
        return linesOf(known->get_ref<const std::string &>());
    CY_TRY(const auto list, process::outputOf(compiler.command({"--print", "target-list"}), {.cancel = cancel}));
    remember("target-list", compiler.identity, {}, list);
    return linesOf(list);
}

Result<TargetRef> findTarget(const Compiler &compiler, std::string_view word, const fs::path &directory)
{
    if (word.ends_with(".json")) {
        const auto file = absolutePath(resolvePath(directory, fromUtf8(word)));
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            return fail(Error{ErrorCode::NotFound, std::format("there is no target spec {}", toUtf8(file))}.withHint(
                "`crossyard target new NAME --from TRIPLE` writes one"));
        return openSpec(file, toUtf8(file.stem()));
    }
    CY_TRY(const auto builtin, builtinTargets(compiler));
    const std::string name(word);
    if (std::ranges::find(builtin, name) != builtin.end())
        return TargetRef{name, std::nullopt, {}};
    std::error_code ignored;
    if (!name.empty() && !name.contains('/') && !name.contains('\\')) {
        std::vector<fs::path> directories{directory};
        for (const auto &part :
             split(environmentNotEmpty("RUST_TARGET_PATH").value_or(""), QDir::listSeparator().toLatin1()))
            if (!part.empty())
                directories.push_back(fromUtf8(part));
        for (const auto &place : directories)
            if (const auto file = absolutePath(place) / fromUtf8(name + ".json"); fs::is_regular_file(file, ignored))
                return openSpec(file, name);
        // The compiler finds this one by its name: it has no other (the file's stem is "target").
        const auto installed = compiler.sysroot / "lib" / "rustlib" / fromUtf8(name) / "target.json";
        if (fs::is_regular_file(installed, ignored)) {
            CY_TRY(auto target, openSpec(installed, name));
            target.specFile.reset();
            return target;
        }
    }
    return fail(noSuchTarget(word, builtin, compiler));
}

Result<TargetInfo> targetInfo(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel)
{
    CY_TRY(const auto text, targetSpecJson(compiler, target, cancel));
    CY_TRY(const auto spec, text::parseJson(text, fromUtf8(target.name + ".json")));
    TargetInfo info;
    // Keys that a spec leaves out have these defaults in the compiler (rustc_target, TargetOptions::default).
    info.llvmTarget = stringAt(spec, "llvm-target", "");
    info.arch = stringAt(spec, "arch", "");
    info.os = stringAt(spec, "os", "none");
    info.env = stringAt(spec, "env", "");
    info.vendor = stringAt(spec, "vendor", "unknown");
    info.panicStrategy = stringAt(spec, "panic-strategy", "unwind");
    info.linker = stringAt(spec, "linker", "");
    info.linkerFlavor = stringAt(spec, "linker-flavor", "");
    if (const auto metadata = spec.find("metadata"); metadata != spec.end() && metadata->is_object())
        if (const auto std = metadata->find("std"); std != metadata->end() && std->is_boolean())
            info.hasStd = std->get<bool>();
    for (const char *key :
         {"pre-link-objects", "post-link-objects", "pre-link-objects-fallback", "post-link-objects-fallback"})
        addLinkObjects(spec, key, info.linkObjects);
    return info;
}

Result<std::vector<std::string>> targetCfg(const Compiler &compiler, const TargetRef &target,
                                           const std::vector<std::string> &rustflags, const CancelToken &cancel)
{
    return cfgOf(compiler, &target, rustflags, cancel);
}

Result<std::vector<std::string>> hostCfg(const Compiler &compiler, const CancelToken &cancel)
{
    return cfgOf(compiler, nullptr, {}, cancel);
}

} // namespace crossyard::rust
