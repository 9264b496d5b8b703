// SPDX-License-Identifier: MIT OR Apache-2.0
// Target specs as a form edits them: fields from the compiler's schema, helps for each of its keys, edits that leave
// every other byte as it was, and mends for what is no JSON.
#include "base/files.h"
#include "base/strings.h"
#include "rust/target_check.h"
#include "rust/target_spec_fields.h"
#include "rust/target_spec_help.h"
#include "rust/target_spec_new.h"
#include "rust/target_spec_syntax.h"
#include "spec_schema.h"

#include <algorithm>
#include <set>

using namespace crossyard;
using namespace crossyard::rust;
using nlohmann::ordered_json;
using test::parsedSpec;
using testing::HasSubstr;
using Kind = SpecField::Kind;

namespace {

std::string textWith(const std::string &text, const SpecPath &path, const ordered_json &value)
{
    const auto changed = withValue(parsedSpec(text), path, value);
    EXPECT_OK(changed);
    return changed ? changed->text() : std::string();
}

std::string textWithout(const std::string &text, const SpecPath &path)
{
    const auto changed = withoutKey(parsedSpec(text), path);
    EXPECT_OK(changed);
    return changed ? changed->text() : std::string();
}

// A text with all mends of its syntax.
std::string mendedText(std::string text)
{
    for (int i = 0; i < 20; ++i) {
        const auto mend = mendSyntax(text);
        if (!mend)
            break;
        text = mend->text;
    }
    return text;
}

class SpecForm : public test::WithSpecSchema {
protected:
    ordered_json builtin(const char *name)
    {
        const auto text = newSpec(compiler, {name, {}, {}}, std::string(name) + "-custom");
        EXPECT_OK(text);
        return text ? ordered_json::parse(*text) : ordered_json::object();
    }

    SpecField field(const ordered_json &spec, const SpecPath &path, const ordered_json *base = nullptr)
    {
        for (auto &one : specFields(schema, spec, base))
            if (one.path == path)
                return one;
        ADD_FAILURE() << "no field " << shownPath(path);
        return {};
    }
};

// Another value of the same kind.
ordered_json otherThan(const ordered_json &value)
{
    if (value.is_boolean())
        return !value.get<bool>();
    if (value.is_number_integer())
        return value.get<int>() + 1;
    if (value.is_string())
        return value.get<std::string>() + "-x";
    if (value.is_array()) {
        auto more = value;
        more.push_back("--more");
        return more;
    }
    auto more = value;
    more["more"] = "x";
    return more;
}

void collectPaths(const ordered_json &value, const SpecPath &path, std::vector<SpecPath> &paths)
{
    if (!path.empty())
        paths.push_back(path);
    if (!value.is_object())
        return;
    for (const auto &[key, inner] : value.items()) {
        SpecPath below = path;
        below.push_back(key);
        collectPaths(inner, below, paths);
    }
}

// What an edit of one value changed: nothing before the value's text, nothing behind it.
void expectOnlyThisChanged(const SpecDocument &before, const SpecDocument &after, const SpecPath &path)
{
    const auto *was = before.find(path);
    const auto *is = after.find(path);
    ASSERT_TRUE(was && is);
    EXPECT_EQ(before.text().substr(0, was->begin), after.text().substr(0, is->begin));
    EXPECT_EQ(before.text().substr(was->end), after.text().substr(is->end));
}

// Sets each key to something else, sets it back, and takes it out.
void editEveryKey(const std::string &text)
{
    const auto before = parsedSpec(text);
    std::vector<SpecPath> paths;
    collectPaths(before.value(), {}, paths);
    for (const auto &path : paths) {
        SCOPED_TRACE(shownPath(path));
        const auto value = *before.at(path);
        const auto other = otherThan(value);
        const auto set = withValue(before, path, other);
        ASSERT_OK(set);
        EXPECT_EQ(*set->at(path), other);
        expectOnlyThisChanged(before, *set, path);
        const auto back = withValue(*set, path, value);
        ASSERT_OK(back);
        EXPECT_EQ(back->value(), before.value());
        if (!value.is_array() && !value.is_object()) {
            EXPECT_EQ(oneLineJson(value) ==
                          text.substr(before.find(path)->begin, before.find(path)->end - before.find(path)->begin),
                      back->text() == text);
        }
        const auto without = withoutKey(before, path);
        ASSERT_OK(without);
        EXPECT_EQ(without->find(path), nullptr);
        // Every other value is where and what it was, in the same order.
        std::vector<SpecPath> left;
        collectPaths(without->value(), {}, left);
        for (const auto &other : left) {
            if (std::ranges::equal(other, SpecPath(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                    other.size(), path.size())))))
                continue; // around what went
            const auto *was = before.find(other);
            const auto *is = without->find(other);
            EXPECT_EQ(text.substr(was->begin, was->end - was->begin),
                      without->text().substr(is->begin, is->end - is->begin));
        }
    }
}

} // namespace

// --- helps ---

TEST(SpecHelp, EveryKeyOfTheCapturedSchemasHasOneAndNoOtherKeyHas)
{
    const auto captured = readFile(test::dataDir() / "target/spec-keys-1.96-1.97.txt");
    ASSERT_OK(captured);
    std::set<std::string> keys;
    for (const auto &key : splitWhitespace(*captured))
        keys.insert(key);
    std::set<std::string> helped;
    for (const auto &help : specHelp()) {
        EXPECT_TRUE(helped.insert(help.key).second) << help.key << " has two";
        EXPECT_TRUE(keys.contains(help.key.substr(0, help.key.find('.')))) << help.key;
        EXPECT_GE(help.text.size(), 20u) << help.key;
        EXPECT_TRUE(help.text.ends_with('.')) << help.key;
        EXPECT_FALSE(help.group.empty());
        EXPECT_TRUE((std::set<std::string>{"string", "integer", "boolean", "array", "object"}.contains(help.type)))
            << help.key;
    }
    for (const auto &key : keys)
        EXPECT_TRUE(helped.contains(key)) << key << " has no help";
}

TEST_F(SpecForm, EveryKeyOfThisCompilerHasAHelpOfItsType)
{
    for (const auto &key : schema.keys) {
        const auto *help = helpFor(key);
        ASSERT_TRUE(help) << key;
        EXPECT_TRUE(std::ranges::contains(ruleOf(schema, {key})->types, help->type)) << key;
    }
    for (const auto &help : specHelp()) {
        const auto path = split(help.key, '.');
        EXPECT_TRUE(path.size() == 1 || ruleOf(schema, path)) << help.key;
    }
}

// --- fields ---

TEST_F(SpecForm, AFieldHasItsKindChoicesAndValues)
{
    const auto base = builtin("thumbv7em-none-eabihf");
    auto spec = base;
    spec["panic-strategy"] = "unwind";
    spec.erase("linker");
    const auto panic = field(spec, {"panic-strategy"}, &base);
    EXPECT_EQ(panic.kind, Kind::Word);
    EXPECT_TRUE(std::ranges::contains(panic.words, "abort"));
    EXPECT_EQ(panic.value, "unwind");
    EXPECT_EQ(panic.base, "abort");
    EXPECT_TRUE(panic.differs());
    const auto linker = field(spec, {"linker"}, &base);
    EXPECT_EQ(linker.kind, Kind::Text);
    EXPECT_FALSE(linker.value);
    EXPECT_EQ(linker.base, "rust-lld");
    EXPECT_TRUE(field(spec, {"arch"}).required);
    EXPECT_EQ(field(spec, {"target-pointer-width"}).kind, Kind::Number);
    EXPECT_EQ(field(spec, {"atomic-cas"}).kind, Kind::Flag);
    EXPECT_EQ(field(spec, {"llvm-args"}).kind, Kind::List);
    EXPECT_EQ(field(spec, {"target-family"}).kind, Kind::List);
    const auto sanitizers = field(spec, {"supported-sanitizers"});
    EXPECT_EQ(sanitizers.kind, Kind::Words);
    EXPECT_TRUE(std::ranges::contains(sanitizers.words, "address"));
    EXPECT_EQ(field(spec, {"stack-probes", "min-llvm-version-for-inline"}).kind, Kind::Json);
}

TEST_F(SpecForm, TheMembersOfAnObjectAreFields)
{
    const ordered_json spec{{"pre-link-args", {{"gnu-lld", {"-a"}}}}};
    EXPECT_EQ(field(spec, {"pre-link-args"}).kind, Kind::Table);
    EXPECT_FALSE(std::ranges::contains(field(spec, {"pre-link-args"}).words, "gnu-lld"));
    EXPECT_TRUE(std::ranges::contains(field(spec, {"pre-link-args"}).words, "gnu-cc"));
    EXPECT_EQ(field(spec, {"pre-link-args", "gnu-lld"}).kind, Kind::List);
    EXPECT_EQ(field(spec, {"metadata", "tier"}).kind, Kind::Number);
    const auto probes = field(spec, {"stack-probes", "kind"});
    EXPECT_EQ(probes.kind, Kind::Word);
    EXPECT_TRUE(std::ranges::contains(probes.words, "inline-or-call"));
    EXPECT_TRUE(std::ranges::contains(field(spec, {"pre-link-objects"}).words, "static-pic-exe"));
    // A member more or less moves no other field.
    std::vector<SpecPath> paths;
    for (const auto &one : specFields(schema, spec, nullptr))
        paths.push_back(one.path);
    EXPECT_EQ(std::set(paths.begin(), paths.end()).size(), paths.size());
}

TEST_F(SpecForm, KeysAndValuesThatAreWrongAreShownAsTheyAre)
{
    const ordered_json spec{{"cpu", {"a"}}, {"endianness", "big"}};
    EXPECT_EQ(field(spec, {"cpu"}).kind, Kind::Json);
    const auto first = specFields(schema, spec, nullptr).front();
    EXPECT_EQ(first.path, SpecPath{"endianness"});
    EXPECT_FALSE(first.known);
}

TEST(SpecFields, ACompilerWithoutASchemaHasThoseOfOurHelp)
{
    const ordered_json spec{{"arch", "arm"}, {"odd", 1}};
    const auto fields = specFields(SpecSchema{}, spec, nullptr);
    EXPECT_GT(fields.size(), 100u);
    const auto kind = [&](const char *key) {
        const auto found = std::ranges::find(fields, SpecPath{key}, &SpecField::path);
        return found == fields.end() ? Kind::Table : found->kind;
    };
    EXPECT_EQ(kind("arch"), Kind::Text);
    EXPECT_EQ(kind("disable-redzone"), Kind::Flag);
    EXPECT_EQ(kind("max-atomic-width"), Kind::Number);
    EXPECT_EQ(kind("odd"), Kind::Json);
}

// --- edits ---

TEST(SpecEdit, AListKeepsTheLinesOfItsItems)
{
    const std::string text = "{\n  \"a\": [\n    \"x\",\n    \"y\"\n  ],\n  \"b\": 1\n}\n";
    EXPECT_EQ(textWith(text, {"a"}, {"x", "y", "z"}),
              "{\n  \"a\": [\n    \"x\",\n    \"y\",\n    \"z\"\n  ],\n  \"b\": 1\n}\n");
    EXPECT_EQ(textWith(text, {"a"}, {"w", "y"}), "{\n  \"a\": [\n    \"w\",\n    \"y\"\n  ],\n  \"b\": 1\n}\n");
    EXPECT_EQ(textWith(text, {"a"}, ordered_json::array({"y"})), "{\n  \"a\": [\n    \"y\"\n  ],\n  \"b\": 1\n}\n");
    EXPECT_EQ(textWith("{\"a\": [\"x\"]}", {"a"}, {"x", "y"}), "{\"a\": [\"x\", \"y\"]}");
    EXPECT_EQ(textWith("{\"a\":[]}", {"a"}, {"x", "y"}), "{\"a\":[\"x\", \"y\"]}");
    EXPECT_EQ(textWith("{\"a\":[1,2]}", {"a", "2"}, 3), "{\"a\":[1,2,3]}");
}

TEST(SpecEdit, ObjectsOnTheWayAreMadeAndGoWithTheirLastMember)
{
    const std::string text = "{\n  \"os\": \"none\"\n}\n";
    const auto with = textWith(text, {"pre-link-args", "gnu-lld"}, {"-a"});
    EXPECT_EQ(with, "{\n  \"os\": \"none\",\n  \"pre-link-args\": {\"gnu-lld\": [\"-a\"]}\n}\n");
    EXPECT_EQ(textWith(with, {"pre-link-args", "gnu-cc"}, {"-b"}),
              "{\n  \"os\": \"none\",\n  \"pre-link-args\": {\"gnu-lld\": [\"-a\"], \"gnu-cc\": [\"-b\"]}\n}\n");
    EXPECT_EQ(textWithout(with, {"pre-link-args", "gnu-lld"}), text);
    EXPECT_EQ(textWithout("{\"a\": {\"b\": 1, \"c\": 2}}", {"a", "b"}), "{\"a\": {\"c\": 2}}");
    const auto nothing = withoutKey(parsedSpec(text), {"oss"});
    ASSERT_FALSE(nothing);
    EXPECT_THAT(nothing.error().hint, HasSubstr("`os`"));
}

TEST_F(SpecForm, EveryKeyOfSeveralTargetsIsEditedAndNothingElse)
{
    for (const char *name :
         {"thumbv7em-none-eabihf", "x86_64-unknown-none", "x86_64-unknown-linux-musl", "wasm32-unknown-unknown"}) {
        SCOPED_TRACE(name);
        const auto spec = builtin(name);
        editEveryKey(spec.dump(2) + "\n");
        editEveryKey(spec.dump());
        editEveryKey(replaceAll(spec.dump(4), "\n", "\r\n"));
    }
}

TEST(SpecEdit, EveryKeyOfTheCorpusIsEditedAndNothingElse)
{
    const auto files = test::corpusFiles("spec");
    if (files.empty())
        GTEST_SKIP() << "no corpus is here";
    int edited = 0;
    for (const auto &file : files) {
        SCOPED_TRACE(toUtf8(file.filename()));
        const auto text = readFile(file);
        ASSERT_OK(text);
        const auto document = SpecDocument::parse(*text, file);
        if (!document) { // then it is told where
            EXPECT_TRUE(document.error().place) << document.error().message;
            continue;
        }
        editEveryKey(*text);
        ++edited;
    }
    EXPECT_GT(edited, 10);
}

TEST_F(SpecForm, AWordBecomesAValueOfTheKeysType)
{
    EXPECT_EQ(valueOf(schema, {"os"}, "none"), ordered_json("none"));
    EXPECT_EQ(valueOf(schema, {"cpu"}, "486"), ordered_json("486"));
    EXPECT_EQ(valueOf(schema, {"cpu"}, "\"486\""), ordered_json("486"));
    EXPECT_EQ(valueOf(schema, {"max-atomic-width"}, "32"), ordered_json(32));
    EXPECT_EQ(valueOf(schema, {"atomic-cas"}, "false"), ordered_json(false));
    EXPECT_EQ(valueOf(schema, {"target-family"}, "unix"), ordered_json("unix"));
    EXPECT_EQ(valueOf(schema, {"llvm-args"}, R"(["-a", "b"])"), (ordered_json{"-a", "b"}));
    EXPECT_FALSE(valueOf(schema, {"llvm-args"}, "-a"));
    EXPECT_FALSE(valueOf(schema, {"atomic-cas"}, "yes"));
    EXPECT_FALSE(valueOf(schema, {"max-atomic-width"}, "wide"));
    EXPECT_FALSE(valueOf(schema, {"pre-link-args"}, "-a"));
}

TEST_F(SpecForm, AWordNamesAPathEvenWhereKeysHaveDots)
{
    const auto document = parsedSpec(R"({"pre-link-args": {"gnu-lld": ["a"]}, "x.y": 1})");
    EXPECT_EQ(pathOf(schema, document, "os"), SpecPath{"os"});
    EXPECT_EQ(pathOf(schema, document, "metadata.std"), (SpecPath{"metadata", "std"}));
    EXPECT_EQ(pathOf(schema, document, "pre-link-args.ld.lld.0"), (SpecPath{"pre-link-args", "ld.lld", "0"}));
    EXPECT_EQ(pathOf(schema, document, "x.y"), SpecPath{"x.y"});
}

TEST_F(SpecForm, WhatTheCompilerDoesNotKnowIsRefusedWithTheNearestThatItKnows)
{
    const auto document = parsedSpec("{\"arch\": \"arm\"}");
    EXPECT_OK(withKnownValue(schema, document, {"panic-strategy"}, "abort"));
    const auto word = withKnownValue(schema, document, {"panic-strategy"}, "aborts");
    ASSERT_FALSE(word);
    EXPECT_THAT(word.error().hint, HasSubstr("`abort`"));
    const auto key = withKnownValue(schema, document, {"panic-strategie"}, "abort");
    ASSERT_FALSE(key);
    EXPECT_THAT(key.error().hint, HasSubstr("`panic-strategy`"));
    const auto flavor = withKnownValue(schema, document, {"pre-link-args", "gnu-ldd"}, ordered_json::array());
    ASSERT_FALSE(flavor);
    EXPECT_THAT(flavor.error().hint, HasSubstr("gnu-lld"));
    EXPECT_FALSE(withKnownValue(schema, document, {"max-atomic-width"}, -1));
    // What was wrong before does not keep another key from being set.
    EXPECT_OK(withKnownValue(schema, parsedSpec("{\"arch\": 1}"), {"os"}, "none"));
}

// --- problems without asking ---

TEST_F(SpecForm, ProblemsInATextHaveTheirPlacePathAndMend)
{
    const auto problems = problemsInText(
        compiler,
        "{\n  \"arch\": \"arm\",\n  \"llvm-target\": \"thumbv7em-none-eabihf\",\n  \"pointer-width\": \"32\"\n}",
        "thumbv7em-none-eabihf-x.json");
    ASSERT_OK(problems);
    const auto renamed = std::ranges::find(*problems, SpecPath{"pointer-width"}, &SpecProblem::path);
    ASSERT_NE(renamed, problems->end());
    EXPECT_EQ(renamed->place.line, 4);
    EXPECT_FALSE(renamed->mend.empty());
    const auto missing = std::ranges::find(*problems, SpecPath{"data-layout"}, &SpecProblem::path);
    ASSERT_NE(missing, problems->end());
    EXPECT_TRUE(missing->certain);
    const auto broken = problemsInText(compiler, "{\n  \"a\": 1,\n}", "x.json");
    ASSERT_OK(broken);
    ASSERT_EQ(broken->size(), 1u);
    EXPECT_EQ(broken->front().place.line, 3);
    EXPECT_THAT(broken->front().hint, HasSubstr("remove the comma"));
}

// --- the command line ---

TEST_F(SpecForm, TheCommandLineSetsAndTakesOutOneKey)
{
    const test::TempDir dir;
    const std::string text = "{\n  \"arch\": \"arm\",\n\n  \"pre-link-args\": {\"gnu-lld\": [\"-a\"]}\n}\n";
    const auto file = dir.write("t.json", text);
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "target");
        words.insert(words.end() - 1, {"--toolchain", toUtf8(compiler.rustc)});
        return test::crossyardRun(words, store().path(), dir.path());
    };
    const auto dry = run({"set", "--dry-run", "t.json", "panic-strategy", "abort"});
    EXPECT_EQ(dry.exitCode, 0) << dry.errors;
    EXPECT_THAT(dry.output, HasSubstr("+  \"panic-strategy\": \"abort\"\n"));
    EXPECT_EQ(*readFile(file), text);
    EXPECT_EQ(run({"set", "t.json", "panic-strategy", "abort"}).exitCode, 0);
    EXPECT_EQ(*readFile(file), replaceAll(text, "]}\n}", "]},\n  \"panic-strategy\": \"abort\"\n}"));
    EXPECT_EQ(run({"unset", "t.json", "panic-strategy"}).exitCode, 0);
    EXPECT_EQ(*readFile(file), text);
    EXPECT_EQ(run({"unset", "t.json", "pre-link-args.gnu-lld"}).exitCode, 0);
    EXPECT_EQ(*readFile(file), "{\n  \"arch\": \"arm\"\n}\n");
    const auto wrong = run({"set", "t.json", "panic-strategy", "abbort"});
    EXPECT_EQ(wrong.exitCode, 1);
    EXPECT_THAT(wrong.errors, HasSubstr("did you mean `abort`?"));
    EXPECT_EQ(run({"set", "t.json", "os"}).exitCode, 2);
    EXPECT_EQ(run({"unset", "none.json", "os"}).exitCode, 1);
}

// --- syntax ---

TEST(SpecSyntax, WhatIsNoJsonIsMended)
{
    EXPECT_EQ(mendedText("{\n  \"a\": 1,\n}\n"), "{\n  \"a\": 1\n}\n");
    EXPECT_EQ(mendedText("{\"a\": [1, 2,], \"b\": 2,}"), "{\"a\": [1, 2], \"b\": 2}");
    EXPECT_EQ(mendedText("{\n  \"a\": \"x\"\n  \"b\": 2\n}"), "{\n  \"a\": \"x\",\n  \"b\": 2\n}");
    EXPECT_EQ(mendedText("{\"a\": true \"b\\\"\": {} \"c\": 3}"), "{\"a\": true, \"b\\\"\": {}, \"c\": 3}");
    EXPECT_EQ(mendedText("{\"a\": 1,, \"b\": 2}"), "{\"a\": 1, \"b\": 2}");
    EXPECT_EQ(mendedText("// why\n{\n  \"a\": 1, // one\n  \"b\": 2 /* two */\n}"),
              "\n{\n  \"a\": 1, \n  \"b\": 2 \n}");
    EXPECT_EQ(mendedText("{\n  \"a\": 1 # one\n}"), "{\n  \"a\": 1 \n}");
    EXPECT_EQ(mendedText("{\"a\": [1, 2"), "{\"a\": [1, 2\n]}\n");
    EXPECT_EQ(mendedText("{\"a\": 1,"), "{\"a\": 1\n}\n");
}

TEST(SpecSyntax, WhatNobodyCanGuessIsLeftAlone)
{
    for (const char *text : {"", "}", "{\"a\": \"open", "{a: 1}", "{\"a\": nul}", "{\"a\" 1}", "[", "x", "/", "\"",
                             "{\"a\": 1}", "{\"a\": 1e999}"}) {
        const auto mended = mendedText(text);
        if (mended != text)
            EXPECT_FALSE(mendSyntax(mended)) << text << " became " << mended;
        else
            EXPECT_FALSE(mendSyntax(text)) << text;
    }
}
