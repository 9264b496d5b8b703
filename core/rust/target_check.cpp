// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_check.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/target_ask.h"
#include "rust/target_check_rules.h"
#include "rust/target_spec_edit.h"
#include "rust/target_spec_syntax.h"
#include "rust/target_spec_try.h"
#include "text/json.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

// Each round ends one complaint; a spec with more problems than this is not worth mending by machine.
constexpr int maxRounds = 40;

// A problem, placed in the file as it is. Mends move things about in the copies that are tried, so places are found by
// path in the original; a key that only a mend brought in stands where its nearest ancestor does.
SpecProblem placed(const SpecDocument &original, SpecFinding finding)
{
    SpecProblem problem;
    problem.severity = finding.severity;
    problem.message = std::move(finding.message);
    problem.place = finding.atKey ? original.placeOfKey(finding.path) : original.placeOfValue(finding.path);
    problem.hint = finding.hint.empty() ? described(finding.mend) : std::move(finding.hint);
    problem.mend = std::move(finding.mend);
    problem.path = std::move(finding.path);
    problem.certain = finding.certain && !problem.mend.empty();
    return problem;
}

// A text that is no JSON, as a problem.
SpecProblem notJson(const Error &error, std::string_view text, const fs::path &file)
{
    SpecProblem problem;
    problem.message = error.message;
    problem.place = error.place.value_or(Place{file});
    const auto mend = mendSyntax(text);
    problem.hint = mend ? mend->words : "`crossyard target new NAME --from TRIPLE` writes a valid spec";
    return problem;
}

// Which of two problems comes first in the file, errors before others at the same place.
bool inOrder(const SpecProblem &a, const SpecProblem &b)
{
    return std::tie(a.place.line, a.place.column, a.severity) < std::tie(b.place.line, b.place.column, b.severity);
}

} // namespace

std::string_view severityName(SpecProblem::Severity severity)
{
    switch (severity) {
    case SpecProblem::Severity::Error:
        return "error";
    case SpecProblem::Severity::Warning:
        return "warning";
    case SpecProblem::Severity::Note:
        break;
    }
    return "note";
}

bool SpecReport::hasErrors() const
{
    return std::ranges::any_of(problems,
                               [](const SpecProblem &p) { return p.severity == SpecProblem::Severity::Error; });
}

std::size_t SpecReport::certainMends() const
{
    return static_cast<std::size_t>(std::ranges::count_if(problems, [](const SpecProblem &p) { return p.certain; }));
}

const std::vector<TargetFacts> &CheckContext::builtins() const
{
    if (!m_builtins)
        m_builtins = allTargetFacts(m_compiler, m_cancel).value_or(std::vector<TargetFacts>{});
    return *m_builtins;
}

const TargetFacts *CheckContext::sameLlvmTarget(const SpecDocument &document) const
{
    const auto wanted = document.stringAt("llvm-target");
    const TargetFacts *best = nullptr;
    for (const auto &facts : builtins())
        if (!wanted.empty() && (facts[Fact::LlvmTarget] == wanted || facts[Fact::Name] == wanted))
            if (!best || facts[Fact::Os] == document.stringAt("os", "none"))
                best = &facts;
    return best;
}

const TargetFacts *CheckContext::reference(const SpecDocument &document) const
{
    if (const auto *same = sameLlvmTarget(document))
        return same;
    const auto llvm = document.stringAt("llvm-target");
    const auto llvmArch = llvm.substr(0, llvm.find('-'));
    const auto *width = document.at({"target-pointer-width"});
    const std::string widthText = !width ? "" : width->is_string() ? width->get<std::string>() : width->dump();
    const TargetFacts *best = nullptr;
    int bestScore = 0;
    for (const auto &facts : builtins()) {
        int score = 0;
        if (facts[Fact::Arch] == document.stringAt("arch"))
            score += 8;
        else if (llvmArch.empty() || !facts[Fact::LlvmTarget].starts_with(llvmArch + "-"))
            continue;
        if (!llvmArch.empty() && facts[Fact::LlvmTarget].starts_with(llvmArch + "-"))
            score += 4;
        score += facts[Fact::PointerWidth] == widthText ? 2 : 0;
        score += facts[Fact::Os] == document.stringAt("os", "none") ? 2 : 0;
        score += facts[Fact::Endian] == document.stringAt("target-endian", "little") ? 2 : 0;
        score += facts[Fact::Abi] == document.stringAt("abi") ? 1 : 0;
        score += facts[Fact::Env] == document.stringAt("env") ? 1 : 0;
        // Between equals, the well-known ones.
        score += facts[Fact::Os] == "linux" && facts[Fact::Env] == "gnu" ? 2 : facts[Fact::Os] == "none" ? 1 : 0;
        score += facts[Fact::Tier] == "1" ? 1 : 0;
        if (score > bestScore) {
            best = &facts;
            bestScore = score;
        }
    }
    return best;
}

std::optional<nlohmann::ordered_json> CheckContext::builtinValue(const std::string &target,
                                                                 const std::string &key) const
{
    const auto text = targetSpecJson(m_compiler, {target, std::nullopt, {}}, m_cancel);
    if (!text)
        return std::nullopt;
    const auto spec = text::parseJson(*text, fromUtf8(target));
    if (!spec || !spec->is_object() || !spec->contains(key))
        return std::nullopt;
    return spec->at(key);
}

std::string CheckContext::softFloatAbi() const
{
    for (const auto &word : allowedWords(m_schema, "rustc-abi"))
        if (word.ends_with("softfloat"))
            return word;
    const auto value = builtinValue("x86_64-unknown-none", "rustc-abi");
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

std::string described(const std::vector<SpecChange> &mend)
{
    std::vector<std::string> words;
    for (const auto &change : mend)
        words.push_back(described(change));
    return join(words, ", ");
}

Result<SpecReport> checkSpec(const Compiler &compiler, const fs::path &file, const CancelToken &cancel)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return fail(ErrorCode::NotFound, std::format("there is no file {}", toUtf8(file)));
    CY_TRY(auto text, readFile(file));
    return checkSpecText(compiler, std::move(text), file, cancel);
}

Result<SpecReport> checkSpecText(const Compiler &compiler, std::string text, const fs::path &file,
                                 const CancelToken &cancel)
{
    SpecReport report;
    report.file = file;
    report.name = toUtf8(file.stem());
    report.fixedText = text;
    const auto original = SpecDocument::parse(std::move(text), file);
    if (!original) {
        report.problems.push_back(notJson(original.error(), report.fixedText, file));
        return report;
    }
    CY_TRY(auto schema, specSchema(compiler, cancel));
    CheckContext context(compiler, std::move(schema), cancel);
    const auto take = [&](SpecFinding finding) { report.problems.push_back(placed(*original, std::move(finding))); };

    // `fixed` gets the certain mends, `trial` gets all, so that one doubtful key does not hide what stands behind it.
    SpecDocument fixed = *original;
    SpecDocument trial = *original;
    const auto mend = [&](const SpecFinding &finding) {
        trial = mended(trial, finding.mend);
        if (finding.certain)
            fixed = mended(fixed, finding.mend);
    };
    for (const auto &finding : textFindings(context, *original)) {
        mend(finding);
        take(finding);
    }

    CY_TRY(auto trialled, trySpec(compiler, report.name, original->text(), cancel));
    report.accepted = trialled.accepted;
    std::vector<std::string> warnings = trialled.warnings;
    const bool sameText = trial.text() == original->text();
    for (int round = 0; round < maxRounds; ++round) {
        if (round > 0 || !sameText) {
            CY_TRY(trialled, trySpec(compiler, report.name, trial.text(), cancel));
            warnings.insert(warnings.end(), trialled.warnings.begin(), trialled.warnings.end());
        }
        if (trialled.accepted)
            break;
        const auto finding = answerTo(context, trial, trialled.complaint);
        const auto before = trial.text();
        mend(finding);
        take(finding);
        if (trial.text() == before)
            break;
    }
    if (fixed.text() == trial.text()) {
        report.fixedAccepted = trialled.accepted;
    } else {
        CY_TRY(const auto last, trySpec(compiler, report.name, fixed.text(), cancel));
        report.fixedAccepted = last.accepted;
    }
    std::ranges::sort(warnings);
    const auto repeated = std::ranges::unique(warnings);
    warnings.erase(repeated.begin(), repeated.end());
    for (const auto &warning : warnings)
        for (auto &finding : heed(context, trial, warning)) {
            if (finding.certain)
                fixed = mended(fixed, finding.mend);
            take(std::move(finding));
        }
    for (auto &finding : lints(context, *original, report.name))
        take(std::move(finding));
    report.fixedText = fixed.text();
    std::ranges::stable_sort(report.problems, inOrder);
    return report;
}

Result<std::vector<SpecProblem>> problemsInText(const Compiler &compiler, std::string text, const fs::path &file,
                                                const CancelToken &cancel)
{
    const auto document = SpecDocument::parse(text, file);
    if (!document)
        return std::vector{notJson(document.error(), text, file)};
    CY_TRY(auto schema, specSchema(compiler, cancel));
    const CheckContext context(compiler, std::move(schema), cancel);
    std::vector<SpecProblem> problems;
    auto findings = textFindings(context, *document);
    std::ranges::move(lints(context, *document, toUtf8(file.stem())), std::back_inserter(findings));
    for (const auto &key : context.schema().required)
        if (!document->find({key}))
            findings.push_back(missingKey(context, *document, key));
    for (auto &finding : findings)
        problems.push_back(placed(*document, std::move(finding)));
    std::ranges::stable_sort(problems, inOrder);
    return problems;
}

} // namespace crossyard::rust
