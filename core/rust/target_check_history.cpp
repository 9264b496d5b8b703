// SPDX-License-Identifier: MIT OR Apache-2.0
// Keys and values that were called otherwise, or said otherwise, by other versions of the compiler. A row is used in
// whichever direction the selected compiler needs: what decides is which keys and words it knows, not its version.
#include "rust/target_check_rules.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

struct Renamed {
    std::string_view from, to;
};

// The first group are the compiler's own renames; the second is what people write, after cfgs and command-line flags.
constexpr Renamed renamed[] = {
    {"has-elf-tls", "has-thread-local"},
    {"is-like-osx", "is-like-darwin"},
    {"is-like-nvptx", "is-like-gpu"},
    {"needs-plt", "plt-by-default"},
    {"dwarf-version", "default-dwarf-version"},
    {"target-word-size", "target-pointer-width"},
    {"dynamic-linking-available", "dynamic-linking"},

    {"panic", "panic-strategy"},
    {"pointer-width", "target-pointer-width"},
    {"endian", "target-endian"},
    {"endianness", "target-endian"},
    {"target-endianness", "target-endian"},
    {"c-int-width", "target-c-int-width"},
    {"family", "target-family"},
    {"target-arch", "arch"},
    {"target-os", "os"},
    {"target-env", "env"},
    {"target-vendor", "vendor"},
    {"target-abi", "abi"},
    {"target-cpu", "cpu"},
    {"target-feature", "features"},
    {"target-features", "features"},
    {"llvm-abi", "llvm-abiname"},
    {"float-abi", "llvm-floatabi"},
    {"no-redzone", "disable-redzone"},
    {"atomic-width", "max-atomic-width"},
    {"code-models", "code-model"},
};

struct Retired {
    std::string_view key, why;
};

constexpr Retired retired[] = {
    {"abi-blacklist", "the compiler itself knows which calling conventions an architecture has"},
    {"unsupported-abis", "the compiler itself knows which calling conventions an architecture has"},
    {"is-builtin", "only the compiler's own specs may say it"},
    {"no-compiler-rt", "compiler_builtins is always linked"},
    {"morestack", "segmented stacks are gone since Rust 1.4"},
    {"split-stacks", "segmented stacks are gone since Rust 1.4"},
    {"no-integrated-as", "rustc always uses LLVM's assembler"},
    {"exe-allocation-crate", "the allocator is chosen with #[global_allocator]"},
    {"lib-allocation-crate", "the allocator is chosen with #[global_allocator]"},
    {"custom-unwind-resume", "unwinding resumes the same way everywhere"},
    {"i128-lowering", "i128 is lowered by LLVM"},
    {"is-like-fuchsia", "nothing depends on it any more"},
    {"is-like-emscripten", "the os says it"},
    {"is-like-openbsd", "the os says it"},
    {"is-like-haiku", "the os says it"},
    {"forces-embed-bitcode", "bitcode is embedded with -C embed-bitcode"},
    {"bitcode-llvm-cmdline", "bitcode is embedded with -C embed-bitcode"},
    {"default-adjusted-cabi", "the calling convention follows from architecture and os"},
    {"llvm-metadata", "nothing reads it"},
};

// Old and new words for a linker flavor. An old one could stand for several new ones; the first is what it means when
// nothing else in the spec says otherwise.
constexpr Renamed flavors[] = {
    {"gcc", "gnu-cc"},        {"ld", "gnu"},           {"ld.lld", "gnu-lld"}, {"ld64.lld", "darwin-lld"},
    {"lld-link", "msvc-lld"}, {"wasm-ld", "wasm-lld"}, {"em", "em-cc"},       {"ptx-linker", "ptx"},
    {"bpf-linker", "bpf"},    {"gcc", "gnu-lld-cc"},   {"gcc", "unix-cc"},    {"gcc", "darwin-cc"},
    {"ld", "unix"},           {"ld", "darwin"},
};

std::optional<std::string> otherFlavor(const std::string &flavor, const std::vector<std::string> &allowed)
{
    for (const auto &[old, current] : flavors) {
        if (flavor == old && std::ranges::find(allowed, current) != allowed.end())
            return std::string(current);
        if (flavor == current && std::ranges::find(allowed, old) != allowed.end())
            return std::string(old);
    }
    return std::nullopt;
}

bool isComment(const std::string &key)
{
    return toLower(key).contains("comment") || key.starts_with("//") || key.starts_with("_") || key.starts_with("#");
}

// A key that was replaced by one with values of its own.
std::optional<std::vector<SpecChange>> replaced(const CheckContext &context, const SpecDocument &document,
                                                const std::string &key)
{
    const auto &value = *document.at({key});
    const auto known = [&](const char *name) { return !context.schema().tells() || context.schema().allows(name); };
    const auto instead = [&](const char *name, ordered_json replacement) {
        std::vector<SpecChange> mend;
        if (!document.find({name})) {
            mend.push_back(renameKey({key}, name));
            mend.push_back(setKey({name}, std::move(replacement)));
        } else {
            mend.push_back(removeKey({key}));
        }
        return mend;
    };
    if (key == "eliminate-frame-pointer" && value.is_boolean() && known("frame-pointer"))
        return instead("frame-pointer", value.get<bool>() ? "may-omit" : "always");
    if (key == "default-hidden-visibility" && known("default-visibility"))
        return value == true ? instead("default-visibility", "hidden") : std::vector{removeKey({key})};
    if ((key == "has-emulated-tls" || key == "force-emulated-tls") && known("tls-model"))
        return value == true ? instead("tls-model", "emulated") : std::vector{removeKey({key})};
    if (key == "pre-link-args-crt" && value.is_object()) {
        // They came after the other arguments before the objects, in programs; a target without dynamic libraries
        // links nothing but programs.
        ordered_json all = document.at({"pre-link-args"}) ? *document.at({"pre-link-args"}) : ordered_json::object();
        if (!all.is_object())
            return std::nullopt;
        for (const auto &[flavor, arguments] : value.items())
            for (const auto &argument : arguments)
                all[flavor].push_back(argument);
        return std::vector{removeKey({key}), setKey({"pre-link-args"}, all)};
    }
    static constexpr std::pair<std::string_view, std::string_view> objects[] = {
        {"pre-link-objects-exe", "pre-link-objects"},
        {"pre-link-objects-exe-crt", "pre-link-objects"},
        {"post-link-objects-crt", "post-link-objects"},
    };
    for (const auto &[old, name] : objects)
        if (key == old && value.is_array() && !document.find({std::string(name)})) {
            ordered_json kinds = ordered_json::object();
            for (const char *kind : {"dynamic-nopic-exe", "dynamic-pic-exe", "static-nopic-exe", "static-pic-exe"})
                kinds[kind] = value;
            return std::vector{removeKey({key}), setKey({std::string(name)}, kinds)};
        }
    return std::nullopt;
}

bool valueFits(const CheckContext &context, const std::string &key, const ordered_json &value)
{
    return mismatches(context.schema(), ordered_json{{key, value}}).empty();
}

// A number that is written as text, a word that is written as a number, and their like: the same value in another type.
std::optional<ordered_json> coerced(const ordered_json &value, const std::vector<std::string> &types)
{
    const auto wants = [&](const char *type) { return std::ranges::find(types, type) != types.end(); };
    if (value.is_string()) {
        const auto text = std::string(trim(value.get<std::string>()));
        if (wants("integer") && !text.empty() && text.size() < 10 &&
            text.find_first_not_of("0123456789") == std::string::npos)
            return ordered_json(std::stoll(text));
        if (wants("boolean") && (toLower(text) == "true" || toLower(text) == "false"))
            return ordered_json(toLower(text) == "true");
        if (wants("array"))
            return ordered_json::array({value});
    }
    if (value.is_number_integer() && wants("string"))
        return ordered_json(value.dump());
    if (value.is_number_integer() && wants("boolean") && (value == 0 || value == 1))
        return ordered_json(value == 1);
    if (value.is_number_float() && wants("integer") &&
        value.get<double>() == static_cast<long long>(value.get<double>()))
        return ordered_json(static_cast<long long>(value.get<double>()));
    if (value.is_array() && wants("string") && !wants("array") && value.size() == 1 && value[0].is_string())
        return value[0];
    return std::nullopt;
}

} // namespace

SpecFinding unknownKey(const CheckContext &context, const SpecDocument &document, const std::string &key)
{
    SpecFinding finding;
    finding.path = {key};
    finding.message = std::format("rustc {} knows no key `{}`", context.compiler().release, key);
    finding.certain = true;
    const auto renameTo = [&](std::string name, std::string_view why) {
        // With the new key already there, the old one was without effect.
        finding.mend = {document.find({name}) ? removeKey({key}) : renameKey({key}, name)};
        finding.hint = document.find({name}) ? std::format("remove it: `{}` says the same, and is there", name)
                                             : std::format("{} `{}`", why, name);
    };
    if (auto mend = replaced(context, document, key)) {
        finding.mend = std::move(*mend);
        if (finding.mend.size() == 2 && finding.mend.back().kind == SpecChange::Kind::Set)
            finding.hint = std::format("in its place: \"{}\": {}", shownPath(finding.mend.back().path),
                                       oneLineJson(finding.mend.back().value));
        return finding;
    }
    // A compiler that does not list its keys is believed to have the other name: the trial shows whether it has.
    const auto mayHave = [&](std::string_view name) {
        return !context.schema().tells() || context.schema().allows(name);
    };
    for (const auto &[from, to] : renamed) {
        if (key == from && mayHave(to)) {
            renameTo(std::string(to), "it is called");
            return finding;
        }
        if (key == to && mayHave(from)) {
            renameTo(std::string(from), "in this compiler it is called");
            return finding;
        }
    }
    for (const auto &[old, why] : retired)
        if (key == old) {
            finding.mend = {removeKey({key})};
            finding.hint = std::format("remove it: {}", why);
            return finding;
        }
    if (isComment(key)) {
        finding.mend = {removeKey({key})};
        finding.hint = "remove it: a spec has no room for comments";
        return finding;
    }
    const auto dashed = replaceAll(toLower(key), "_", "-");
    const auto near = context.schema().allows(dashed) ? std::optional(dashed) : closest(dashed, context.schema().keys);
    if (near) {
        renameTo(*near, "did you mean");
        if (!document.find({*near})) {
            finding.hint += "?";
            finding.certain = valueFits(context, *near, *document.at({key}));
        } else {
            finding.certain = *document.at({*near}) == *document.at({key});
        }
        return finding;
    }
    finding.mend = {removeKey({key})};
    finding.hint = "remove it: no compiler gives it a meaning";
    return finding;
}

SpecFinding wrongValue(const CheckContext &context, const SpecDocument &document, const SchemaMismatch &mismatch)
{
    const auto &path = mismatch.path;
    const auto *value = document.at(path);
    const std::string key = path.empty() ? std::string() : path.front();
    SpecFinding finding;
    finding.path = path;
    finding.atKey = mismatch.unknownKey;
    if (!value || path.empty()) {
        finding.message = std::format("`{}` is not {}", shownPath(path), mismatch.wanted);
        return finding;
    }
    const auto set = [&](ordered_json replacement, bool certain = true) {
        finding.mend = {setKey(path, std::move(replacement))};
        finding.certain = certain;
    };
    const auto word = mismatch.unknownKey  ? path.back()
                      : value->is_string() ? value->get<std::string>()
                                           : std::string();
    if (mismatch.unknownKey)
        finding.message = std::format("`{}` has no key `{}`", key, word);
    else if (value->is_string() && !mismatch.allowed.empty())
        finding.message = std::format("`{}` cannot be {}: it is {}", shownPath(path), value->dump(), mismatch.wanted);
    else
        finding.message =
            std::format("`{}` must be {}, not {}", shownPath(path), mismatch.wanted, jsonTypeName(*value));

    // The shapes that changed: each says what the old one meant.
    if (path.size() == 1 && key == "stack-probes" && value->is_boolean()) {
        set(ordered_json{{"kind", value->get<bool>() ? "inline" : "none"}});
        return finding;
    }
    if (path.size() == 1 && key.contains("-link-args") && value->is_array()) {
        set(ordered_json{{document.stringAt("linker-flavor", "gcc"), *value}});
        finding.hint = "arguments stand under the linker flavor that they are for: " + described(finding.mend);
        return finding;
    }
    if ((key == "relocation-model" || key == "code-model" || key == "tls-model") && word == "default") {
        finding.mend = {removeKey(path)};
        finding.certain = true;
        finding.hint = "remove it: the default is what a spec without it has";
        return finding;
    }
    if (key == "rustc-abi" && word.ends_with("softfloat")) {
        if (const auto soft = context.softFloatAbi(); !soft.empty() && soft != word) {
            set(soft);
            return finding;
        }
    }
    const bool flavor = key == "linker-flavor" || (key.contains("-link-args") && mismatch.unknownKey);
    if (const auto other = flavor ? otherFlavor(word, mismatch.allowed) : std::nullopt) {
        finding.mend = {mismatch.unknownKey ? renameKey(path, *other) : setKey(path, *other)};
        finding.certain = true;
        return finding;
    }
    if (auto same = coerced(*value, mismatch.types); same && !mismatch.unknownKey) {
        set(std::move(*same));
        return finding;
    }
    if (!word.empty() && !mismatch.allowed.empty()) {
        const auto lower = toLower(word);
        const auto exact = std::ranges::find(mismatch.allowed, lower);
        const auto near = exact != mismatch.allowed.end() ? std::optional(*exact) : closest(lower, mismatch.allowed);
        if (near) {
            finding.mend = {mismatch.unknownKey ? renameKey(path, *near) : setKey(path, *near)};
            finding.certain = exact != mismatch.allowed.end();
            finding.hint = std::format("did you mean `{}`?", *near);
        } else {
            finding.hint = "allowed: " + join(mismatch.allowed, ", ");
        }
    }
    return finding;
}

std::vector<SpecFinding> textFindings(const CheckContext &context, const SpecDocument &document)
{
    std::vector<SpecFinding> findings;
    std::vector<std::string> seen;
    for (const auto &member : document.root().children) {
        if (std::ranges::find(seen, member.key) != seen.end())
            continue;
        seen.push_back(member.key);
        const auto count = std::ranges::count(document.root().children, member.key, &SpecNode::key);
        if (count > 1) {
            SpecFinding finding;
            finding.path = {member.key};
            finding.message = std::format("`{}` stands here {}", member.key,
                                          count == 2 ? "for the second time" : std::format("{} times", count));
            finding.mend = {{SpecChange::Kind::RemoveEarlier, {member.key}, nullptr}};
            finding.hint = "keep only the last one, which is the one that counted";
            finding.certain = true;
            findings.push_back(std::move(finding));
        }
        if (context.schema().tells() && !context.schema().allows(member.key))
            findings.push_back(unknownKey(context, document, member.key));
    }
    for (const auto &mismatch : mismatches(context.schema(), document.value()))
        findings.push_back(wrongValue(context, document, mismatch));
    return findings;
}

} // namespace crossyard::rust
