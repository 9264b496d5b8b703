// SPDX-License-Identifier: MIT OR Apache-2.0
// From the compiler's complaint to the key that causes it and its mend. The complaints of compilers from 1.63 on are
// told apart by their words; one that no rule knows is still shown, at the key that it names.
#include "rust/target_check_rules.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <regex>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

std::optional<std::smatch> match(const std::string &text, const char *pattern)
{
    std::smatch found;
    if (std::regex_search(text, found, std::regex(pattern)))
        return found;
    return std::nullopt;
}

std::string withFeatures(const SpecDocument &document, auto keep)
{
    std::vector<std::string> kept;
    const auto all = featuresOf(document);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (auto feature = keep(all, i); !feature.empty())
            kept.push_back(std::move(feature));
    return join(kept, ",");
}

std::vector<std::string> wordsIn(std::string_view list)
{
    std::vector<std::string> words;
    for (auto &word :
         splitWhitespace(replaceAll(replaceAll(replaceAll(std::string(list), "'", " "), ",", " "), "`", " ")))
        words.push_back(std::move(word));
    return words;
}

// "invalid type: string "64", expected u16": the JSON types behind serde's words.
std::vector<std::string> typesFor(const std::string &expected)
{
    if (expected.starts_with("u") || expected.starts_with("i") || expected.contains("integer"))
        return {"integer"};
    if (expected.contains("boolean"))
        return {"boolean"};
    if (expected.contains("sequence"))
        return {"array"};
    return expected.contains("map") ? std::vector<std::string>{"object"} : std::vector<std::string>{"string"};
}

SpecPath pathIn(const std::string &complaint, const SpecDocument &document)
{
    // serde names the path first: "metadata.description: invalid type".
    if (const auto start = match(complaint, R"(^([A-Za-z0-9_.\[\]-]+): )")) {
        SpecPath path;
        for (const auto &part : split(replaceAll(replaceAll((*start)[1].str(), "[", "."), "]", ""), '.'))
            path.push_back(part);
        if (document.find(path))
            return path;
        path.resize(1);
        if (document.find(path))
            return path;
    }
    // Otherwise a key that stands in quotes; consistency checks write it as the compiler's own field.
    for (std::size_t at = 0; (at = complaint.find_first_of("`\"'", at)) != std::string::npos;) {
        const auto end = complaint.find(complaint[at], at + 1);
        if (end == std::string::npos)
            break;
        const auto word = complaint.substr(at + 1, end - at - 1);
        for (const auto &key : {word, replaceAll(word, "_", "-")})
            if (!key.empty() && document.find({key}))
                return {key};
        at = end + 1;
    }
    return {};
}

// The layout and what the spec says besides contradict each other: the LLVM target decides who is right.
void answerLayout(const CheckContext &context, const SpecDocument &document, const std::string &key,
                  SpecFinding &finding)
{
    finding.path = {key};
    const auto *same = context.sameLlvmTarget(document);
    if (!same) {
        finding.hint = std::format("change `{}` or `data-layout`, so that they agree", key);
        return;
    }
    const auto layout = context.builtinValue((*same)[Fact::Name], "data-layout");
    if (key == "target-endian")
        finding.mend = {setKey({key}, (*same)[Fact::Endian])};
    else if (const auto width = context.builtinValue((*same)[Fact::Name], key))
        finding.mend = {setKey({key}, *width)};
    if (layout && *document.at({"data-layout"}) != *layout)
        finding.mend.push_back(setKey({"data-layout"}, *layout));
    finding.certain = true;
    finding.hint =
        std::format("the LLVM target {} wants: {}", document.stringAt("llvm-target"), described(finding.mend));
}

void answerFeature(const CheckContext &context, const SpecDocument &document, const std::string &feature,
                   const std::string &complaint, SpecFinding &finding)
{
    finding.path = {"features"};
    finding.atKey = false;
    const auto drop = [&](const std::string &signedFeature) {
        return setKey({"features"}, withFeatures(document, [&](const auto &all, std::size_t i) {
                          return all[i] == signedFeature ? std::string() : all[i];
                      }));
    };
    if (complaint.contains("both enabled and disabled")) {
        finding.mend = {setKey({"features"}, withFeatures(document, [&](const auto &all, std::size_t i) {
                                   const bool later = std::ranges::any_of(
                                       all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end(),
                                       [&](const std::string &other) { return other.substr(1) == feature; });
                                   return later && all[i].substr(1) == feature ? std::string() : all[i];
                               }))};
        finding.hint = "keep the last of the two, which is the one that LLVM obeys";
        finding.certain = true;
    } else if (complaint.contains("must start with")) {
        finding.mend = {setKey({"features"}, withFeatures(document, [&](const auto &all, std::size_t i) {
                                   const bool bare = !all[i].starts_with("+") && !all[i].starts_with("-");
                                   return bare && !all[i].empty() ? "+" + all[i] : all[i];
                               }))};
        finding.certain = true;
    } else if (auto abi = abiMend(context, document); !abi.empty()) {
        finding.mend = std::move(abi);
        finding.certain = true;
        finding.hint = "say which ABI these features go with: " + described(finding.mend);
    } else {
        const bool enabled = complaint.contains("gets enabled");
        finding.mend = {drop((enabled ? "+" : "-") + feature)};
        finding.hint =
            std::format("drop `{}{}` from the features, or choose another ABI", enabled ? "+" : "-", feature);
    }
}

// "`is_like_windows` must be set if and only if `os` is ...": what is there now breaks the rule, so the opposite keeps
// it.
void answerFlag(const SpecDocument &document, const std::string &key, SpecFinding &finding)
{
    const auto *value = document.at({key});
    finding.path = {key};
    if (value && *value == true) {
        finding.mend = {removeKey({key})};
        return; // or the os is what is wrong: not certain
    }
    finding.mend = {setKey({key}, true)};
    finding.certain = true;
}

bool answerLinkArgs(const SpecDocument &document, const std::string &complaint, SpecFinding &finding)
{
    if (!complaint.contains("linker flavor args must not be empty"))
        return false;
    for (const auto &[key, flavors] : document.value().items()) {
        if (!key.contains("-link-args") || !flavors.is_object())
            continue;
        for (const auto &[flavor, arguments] : flavors.items())
            if (arguments.is_array() && arguments.empty()) {
                finding.path = {key, flavor};
                finding.mend.push_back(removeKey({key, flavor}));
            }
    }
    finding.certain = true;
    return !finding.mend.empty();
}

// What serde (newer compilers) or the reader before it (1.63) says about a value of the wrong kind.
bool answerWrongKind(const CheckContext &context, const SpecDocument &document, const std::string &complaint,
                     SpecFinding &finding)
{
    SchemaMismatch mismatch;
    if (const auto type = match(complaint, R"(invalid type: .*, expected (.*?)( at line \d+.*)?$)")) {
        mismatch.path = pathIn(complaint, document);
        mismatch.types = typesFor((*type)[1]);
        mismatch.wanted = (*type)[1];
    } else if (const auto words = match(complaint, R"('(.*)' is not a valid value for ([a-z-]+)\. Use one of: (.*))")) {
        mismatch.path = {(*words)[2]};
        mismatch.allowed = wordsIn((*words)[3].str());
        mismatch.wanted = "one of " + join(mismatch.allowed, ", ");
    } else if (const auto variant =
                   match(complaint, R"(unknown variant `(.*?)`, expected (?:one of )?(.*?)( at line.*)?$)")) {
        mismatch.path = pathIn(complaint, document);
        mismatch.allowed = wordsIn((*variant)[2].str());
        mismatch.wanted = "one of " + join(mismatch.allowed, ", ");
    } else if (const auto allowed = match(complaint, R"(allowed values: (?:one of: )?(.*?)( at line.*)?$)")) {
        mismatch.path = pathIn(complaint, document);
        mismatch.allowed = wordsIn((*allowed)[1].str());
        mismatch.wanted = "one of " + join(mismatch.allowed, ", ");
    } else if (const auto inside = match(complaint, R"(^([a-z-]+): '(.*)' is not a valid value for linker-flavor)")) {
        mismatch.path = {(*inside)[1], (*inside)[2]};
        mismatch.unknownKey = true;
        mismatch.allowed = {"em", "gcc", "ld", "msvc", "wasm-ld", "ld64.lld", "ld.lld", "lld-link"};
        mismatch.wanted = "one of " + join(mismatch.allowed, ", ");
    } else if (complaint.contains("is not a valid value for `stack-probes`")) {
        mismatch.path = {"stack-probes"};
        mismatch.wanted = "an object";
    } else if (const auto object = match(complaint, R"(^([a-z-]+): expected a JSON object)")) {
        mismatch.path = {(*object)[1]};
        mismatch.wanted = "an object with fields per linker flavor";
    } else {
        return false;
    }
    if (mismatch.path.empty() || !document.find(mismatch.path))
        return false;
    finding = wrongValue(context, document, mismatch);
    return true;
}

} // namespace

std::vector<std::string> featuresOf(const SpecDocument &document)
{
    const auto text = document.stringAt("features");
    if (text.empty())
        return {};
    auto list = split(text, ',');
    for (auto &feature : list)
        feature = trim(feature);
    return list;
}

bool hasFeature(const SpecDocument &document, std::string_view signedFeature)
{
    const auto all = featuresOf(document);
    return std::ranges::find(all, signedFeature) != all.end();
}

SpecFinding missingKey(const CheckContext &context, const SpecDocument &document, const std::string &key)
{
    SpecFinding finding;
    finding.path = {key};
    finding.message = std::format("`{}` is missing", key);
    const auto *same = context.sameLlvmTarget(document);
    const auto *like = same ? same : context.reference(document);
    if (!like)
        return finding;
    const auto value = context.builtinValue((*like)[Fact::Name], key);
    if (!value)
        return finding;
    finding.mend = {setKey({key}, *value)};
    finding.certain = same != nullptr;
    finding.hint = std::format("add \"{}\": {}, as {} has it", key, oneLineJson(*value), (*like)[Fact::Name]);
    return finding;
}

SpecFinding answerTo(CheckContext &context, const SpecDocument &document, const std::string &complaint)
{
    SpecFinding finding;
    finding.message = std::format("rustc {}: {}", context.compiler().release, complaint);

    if (const auto unknown = match(complaint, "unknown field `([^`]*)`"); unknown && document.find({(*unknown)[1]}))
        return unknownKey(context, document, (*unknown)[1]);
    if (answerWrongKind(context, document, complaint, finding))
        return finding;

    if (const auto field =
            match(complaint, "(?:missing field `|Field )([a-z-]+)(?:`| in target specification is required)")) {
        const std::string key = (*field)[1];
        // Compilers before 1.90 say the same of a number where they want text.
        if (const auto *value = document.at({key}); value && value->is_number()) {
            finding.path = {key};
            finding.atKey = false;
            finding.message =
                std::format("`{}` must be a string, not an integer, for rustc {}", key, context.compiler().release);
            finding.mend = {setKey({key}, value->dump())};
            finding.certain = true;
        } else {
            return missingKey(context, document, key);
        }
        return finding;
    }
    if (complaint.contains("may not set is_builtin"))
        return unknownKey(context, document, "is-builtin");
    if (const auto layout = match(complaint, "default layout, `([^`]*)`")) {
        finding.path = {"data-layout"};
        finding.atKey = false;
        finding.message = std::format("the data layout is not the one that this compiler's LLVM has for {}",
                                      document.stringAt("llvm-target"));
        finding.mend = {setKey({"data-layout"}, (*layout)[1].str())};
        finding.hint = std::format("it is \"{}\"", (*layout)[1].str());
        finding.certain = true;
        return finding;
    }
    if (complaint.contains("\"data-layout\" claims") && complaint.contains("target-endian")) {
        answerLayout(context, document, "target-endian", finding);
        return finding;
    }
    if (complaint.contains("\"data-layout\" claims") && complaint.contains("target-pointer-width")) {
        answerLayout(context, document, "target-pointer-width", finding);
        return finding;
    }
    if (const auto feature = match(complaint, "target feature `([^`]*)` is")) {
        answerFeature(context, document, (*feature)[1], complaint, finding);
        return finding;
    }
    if (const auto flag = match(complaint, "`(is_like_[a-z]+)` must be set if and only if")) {
        answerFlag(document, replaceAll((*flag)[1].str(), "_", "-"), finding);
        return finding;
    }
    if (const auto unused = match(complaint, "`([a-z_]+)` is unused on")) {
        const auto key = replaceAll((*unused)[1].str(), "_", "-");
        finding.path = {key};
        finding.mend = {removeKey({key})};
        finding.certain = true;
        return finding;
    }
    if (complaint.contains("ABI is only valid for") && document.find({"rustc-abi"})) {
        // Where the architecture says it by `abi` alone, that is enough.
        finding.path = {"rustc-abi"};
        finding.mend = {removeKey({"rustc-abi"})};
        finding.certain = document.stringAt("abi") == document.stringAt("rustc-abi");
        return finding;
    }
    if (complaint.contains("must set `llvm-") || complaint.contains("must set `rustc-abi")) {
        finding.mend = abiMend(context, document);
        finding.certain = true;
        finding.path = {finding.mend.empty() ? "arch" : finding.mend.front().path.front()};
        return finding;
    }
    if (toLower(complaint).contains("invalid") &&
        (complaint.contains("target_abi") || complaint.contains("ABI name") || complaint.contains("float ABI"))) {
        finding.mend = abiMend(context, document);
        finding.certain = true;
        finding.path = {finding.mend.empty() ? "arch" : finding.mend.front().path.front()};
        finding.message = std::format("rustc {}: {}", context.compiler().release,
                                      complaint.ends_with(":") ? complaint.substr(0, complaint.size() - 1) : complaint);
        if (!finding.mend.empty())
            finding.hint = "say which ABI is meant: " + described(finding.mend);
        return finding;
    }
    if (answerLinkArgs(document, complaint, finding))
        return finding;
    if (const auto empty = match(complaint, "`(vendor|os|env|arch)` cannot be empty")) {
        finding.path = {(*empty)[1]};
        finding.mend = {removeKey({(*empty)[1]})};
        finding.hint = "remove it: a spec without it has the default";
        finding.certain = true;
        return finding;
    }
    if (complaint.contains("`unknown` os can only be used")) {
        finding.path = {"os"};
        finding.atKey = false;
        finding.mend = {setKey({"os"}, "none")};
        finding.certain = true;
        return finding;
    }
    if (complaint.contains("`crt_static_respected` is not set")) {
        finding.path = {"crt-static-default"};
        finding.mend = {setKey({"crt-static-respected"}, true)};
        finding.certain = true;
        return finding;
    }
    if (complaint.contains("TargetMachine") || complaint.contains("No available targets are compatible")) {
        finding.path = {"llvm-target"};
        finding.atKey = false;
        finding.message = std::format("LLVM knows no target `{}`", document.stringAt("llvm-target"));
        std::vector<std::string> known;
        for (const auto &facts : context.builtins())
            known.push_back(facts[Fact::LlvmTarget]);
        if (const auto near = closest(document.stringAt("llvm-target"), known)) {
            finding.mend = {setKey({"llvm-target"}, *near)};
            finding.hint = std::format("did you mean \"{}\"?", *near);
        }
        return finding;
    }
    if (const auto cpu = match(complaint, "CPU '([^']*)' is not supported. Use ([A-Za-z0-9_-]+)")) {
        finding.path = {"cpu"};
        finding.mend = {setKey({"cpu"}, (*cpu)[2].str())};
        finding.certain = true;
        return finding;
    }
    finding.path = pathIn(complaint, document);
    return finding;
}

std::vector<SpecFinding> heed(const CheckContext &context, const SpecDocument &document, const std::string &warning)
{
    std::vector<SpecFinding> findings;
    if (const auto unused = match(warning, "unused fields: (.*)$")) {
        for (const auto &key : split((*unused)[1].str(), ',')) {
            const std::string name(trim(key));
            if (!document.find({name}))
                continue;
            auto finding = unknownKey(context, document, name);
            finding.severity = SpecProblem::Severity::Warning;
            finding.message += ", and ignores it";
            findings.push_back(std::move(finding));
        }
        return findings;
    }
    SpecFinding finding;
    finding.severity = SpecProblem::Severity::Warning;
    finding.atKey = false;
    if (const auto feature = match(warning, R"('([+-][^']*)' is not a recognized feature)")) {
        finding.path = {"features"};
        finding.message = std::format("LLVM knows no feature `{}` of {} and ignores it", (*feature)[1].str().substr(1),
                                      document.stringAt("arch"));
        finding.hint = "`rustc --print target-features --target TRIPLE` lists them";
    } else if (const auto cpu = match(warning, R"('([^']*)' is not a recognized processor)")) {
        finding.path = {"cpu"};
        finding.message = std::format("LLVM knows no CPU `{}` and takes the generic one", (*cpu)[1].str());
        finding.hint = "`rustc --print target-cpus --target TRIPLE` lists them";
    } else if (warning.contains("target feature")) {
        finding.path = {"features"};
        finding.message = warning;
    } else {
        finding.message = std::format("rustc {}: {}", context.compiler().release, warning);
        finding.path = pathIn(warning, document);
    }
    findings.push_back(std::move(finding));
    return findings;
}

} // namespace crossyard::rust
