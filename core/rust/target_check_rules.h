// SPDX-License-Identifier: MIT OR Apache-2.0
// The parts of a check: rules over the text, answers to the compiler's complaints, and lints. Only target_check.cpp and
// these parts include this.
#pragma once

#include "rust/target_check.h"
#include "rust/target_spec_schema.h"

namespace crossyard::rust {

/// What the rules may ask about the compiler that checks.
class CheckContext {
public:
    CheckContext(const Compiler &compiler, SpecSchema schema, CancelToken cancel)
        : m_compiler(compiler), m_schema(std::move(schema)), m_cancel(std::move(cancel))
    {
    }
    const Compiler &compiler() const { return m_compiler; }
    const SpecSchema &schema() const { return m_schema; }
    /// Learned from a complaint, where the compiler has no schema to print.
    void learnKeys(std::vector<std::string> keys) { m_schema.keys = std::move(keys); }
    /// Facts of the built-in targets; asked for when first needed.
    const std::vector<TargetFacts> &builtins() const;
    /// The built-in target that a spec most resembles: the same LLVM target, else the same architecture and width.
    const TargetFacts *reference(const SpecDocument &document) const;
    /// The one whose LLVM target is the spec's, if there is one.
    const TargetFacts *sameLlvmTarget(const SpecDocument &document) const;
    /// A key of a built-in target's spec.
    std::optional<nlohmann::ordered_json> builtinValue(const std::string &target, const std::string &key) const;
    /// The word for Rust's soft-float ABI in this compiler ("softfloat", once "x86-softfloat"); empty: it has none.
    std::string softFloatAbi() const;

private:
    const Compiler &m_compiler;
    SpecSchema m_schema;
    CancelToken m_cancel;
    mutable std::optional<std::vector<TargetFacts>> m_builtins;
};

/// A problem before it has a place: the rules name paths, the check finds where these stand in the file.
struct SpecFinding {
    SpecProblem::Severity severity = SpecProblem::Severity::Error;
    std::string message;
    SpecPath path;
    bool atKey = true; // the key is the trouble, not its value
    std::string hint;
    std::vector<SpecChange> mend;
    bool certain = false;
};

/// A key that this compiler does not know: what it is called now, why it is gone, what was probably meant.
SpecFinding unknownKey(const CheckContext &context, const SpecDocument &document, const std::string &key);
/// A value that the schema does not allow, or (by the compiler's message) that has the wrong type.
SpecFinding wrongValue(const CheckContext &context, const SpecDocument &document, const SchemaMismatch &mismatch);
/// All that the text alone shows: duplicates, unknown keys, wrong values, missing keys.
std::vector<SpecFinding> textFindings(const CheckContext &context, const SpecDocument &document);
/// A key that every spec must have and this one lacks, with the value of the built-in target that it resembles.
SpecFinding missingKey(const CheckContext &context, const SpecDocument &document, const std::string &key);
/// What the compiler's complaint means for this spec. Always a finding; its message is the compiler's where no rule
/// knows better.
SpecFinding answerTo(CheckContext &context, const SpecDocument &document, const std::string &complaint);
/// What a warning of the compiler's means for this spec.
std::vector<SpecFinding> heed(const CheckContext &context, const SpecDocument &document, const std::string &warning);
/// The target's name and its place in the world: what other programs will conclude from them.
std::vector<SpecFinding> lints(const CheckContext &context, const SpecDocument &document, std::string_view name);
/// The ABI keys that make a spec consistent on this architecture, from its features and its neighbours.
std::vector<SpecChange> abiMend(const CheckContext &context, const SpecDocument &document);

/// "-mmx", "+soft-float": the items of the features key.
std::vector<std::string> featuresOf(const SpecDocument &document);
bool hasFeature(const SpecDocument &document, std::string_view signedFeature);

} // namespace crossyard::rust
