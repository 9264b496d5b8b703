// SPDX-License-Identifier: MIT OR Apache-2.0
// Target spec files: places of keys, changes that keep the rest of the text, checks with places and mends, new specs.
#include "base/strings.h"
#include "rust/target_check.h"
#include "rust/target_spec_new.h"
#include "spec_schema.h"

#include <algorithm>
#include <iostream>

using namespace crossyard;
using namespace crossyard::rust;
using test::parsedSpec;
using testing::HasSubstr;

namespace {

std::string changed(const std::string &text, const SpecChange &change)
{
    const auto next = parsedSpec(text).with(change);
    EXPECT_OK(next);
    return next ? next->text() : std::string();
}

class SpecCheck : public test::WithSpecSchema {
protected:
    SpecReport check(const std::string &text, const char *file = "x86_64-test-none.json")
    {
        auto report = checkSpecText(compiler, text, file);
        EXPECT_OK(report);
        return report ? std::move(*report) : SpecReport{};
    }

    /// A spec that the compiler accepts, with these members added.
    std::string with(const std::string &members)
    {
        const auto spec = newSpec(compiler, {"x86_64-unknown-none", {}, {}}, "x86_64-test-none");
        EXPECT_OK(spec);
        const auto end = spec->rfind('}');
        return spec->substr(0, end - 1) + ",\n" + members + "\n}\n";
    }
};

const SpecProblem *problemWith(const SpecReport &report, std::string_view words)
{
    const auto found = std::ranges::find_if(
        report.problems, [&](const SpecProblem &problem) { return problem.message.contains(words); });
    if (found != report.problems.end())
        return &*found;
    std::string all;
    for (const auto &problem : report.problems)
        all += "\n  " + problem.message;
    ADD_FAILURE() << "no problem says `" << words << "`, but:" << all;
    return nullptr;
}

} // namespace

TEST(SpecDocument, KnowsWhereKeysAndValuesStand)
{
    const auto document = parsedSpec("{\n  \"os\": \"none\",\n  \"pre-link-args\": {\"ld\": [\"-a\", \"-b\"]}\n}\n");
    EXPECT_EQ(document.placeOfKey({"os"}), (Place{"spec.json", 2, 3}));
    EXPECT_EQ(document.placeOfValue({"os"}), (Place{"spec.json", 2, 9}));
    EXPECT_EQ(document.placeOfValue({"pre-link-args", "ld", "1"}), (Place{"spec.json", 3, 34}));
    EXPECT_EQ(document.placeOfKey({"missing"}), (Place{"spec.json", 1, 1}));
    EXPECT_EQ(document.find({"pre-link-args", "gcc"}), nullptr);
}

TEST(SpecDocument, EscapesAndBracesInStringsAreText)
{
    const auto document = parsedSpec(R"({"a\"}": "}{\\\"", "b": [{"c": "]"}]})");
    EXPECT_NE(document.find({"a\"}"}), nullptr);
    EXPECT_NE(document.find({"b", "0", "c"}), nullptr);
}

TEST(SpecDocument, WhatIsNoObjectIsToldWithItsPlace)
{
    EXPECT_FALSE(SpecDocument::parse("[1]", "x.json"));
    const auto broken = SpecDocument::parse("{\n  \"a\": 1,\n}", "x.json");
    ASSERT_FALSE(broken);
    ASSERT_TRUE(broken.error().place);
    EXPECT_EQ(broken.error().place->line, 3);
    EXPECT_FALSE(SpecDocument::parse("{\"a\":" + std::string(1000, '[') + std::string(1000, ']') + "}", "x.json"));
    EXPECT_FALSE(SpecDocument::parse("", "x.json"));
}

TEST(SpecDocument, AValueIsReplacedInItsPlace)
{
    EXPECT_EQ(changed("{ \"a\" :  \"64\" , \"b\": 1}", setKey({"a"}, 64)), "{ \"a\" :  64 , \"b\": 1}");
    EXPECT_EQ(changed("{\"a\": {\"x\": [1, 2]}}", setKey({"a", "x", "1"}, 3)), "{\"a\": {\"x\": [1, 3]}}");
}

TEST(SpecDocument, ANewKeyIsWrittenLikeItsNeighbours)
{
    EXPECT_EQ(changed("{\n    \"a\": 1,\n    \"b\": 2\n}\n", setKey({"c"}, "x")),
              "{\n    \"a\": 1,\n    \"b\": 2,\n    \"c\": \"x\"\n}\n");
    EXPECT_EQ(changed("{\"a\":1,\"b\":2}", setKey({"c"}, 3)), "{\"a\":1,\"b\":2,\"c\":3}");
    EXPECT_EQ(changed("{}", setKey({"c"}, 3)), "{\"c\": 3}");
    EXPECT_EQ(changed("{\r\n  \"a\": 1,\r\n\r\n  \"b\": 2\r\n}", setKey({"c"}, 3)),
              "{\r\n  \"a\": 1,\r\n\r\n  \"b\": 2,\r\n  \"c\": 3\r\n}");
}

TEST(SpecDocument, ARemovedKeyTakesItsLineAlong)
{
    EXPECT_EQ(changed("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", removeKey({"b"})), "{\n  \"a\": 1,\n  \"c\": 3\n}");
    EXPECT_EQ(changed("{\n  \"a\": 1,\n  \"b\": 2\n}", removeKey({"a"})), "{\n  \"b\": 2\n}");
    EXPECT_EQ(changed("{\n  \"a\": 1,\n  \"b\": 2\n}", removeKey({"b"})), "{\n  \"a\": 1\n}");
    EXPECT_EQ(changed("{\"a\": {\"gcc\": [], \"ld\": [1]}}", removeKey({"a", "gcc"})), "{\"a\": {\"ld\": [1]}}");
}

TEST(SpecDocument, OfDuplicatesTheLastIsKept)
{
    EXPECT_EQ(changed("{\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 3\n}", {SpecChange::Kind::RemoveEarlier, {"a"}, nullptr}),
              "{\n  \"b\": 2,\n  \"a\": 3\n}");
}

TEST(SpecDocument, ARenamedKeyKeepsItsPlace)
{
    EXPECT_EQ(changed("{\"a\": 1, \"b\": 2}", renameKey({"a"}, "c")), "{\"c\": 1, \"b\": 2}");
    EXPECT_FALSE(parsedSpec("{\"a\": 1, \"b\": 2}").with(renameKey({"a"}, "b")));
    EXPECT_FALSE(parsedSpec("{\"a\": 1}").with(removeKey({"x"})));
}

TEST(SpecDifferences, AreToldKeyByKey)
{
    const auto left = nlohmann::ordered_json::parse(R"({"a": 1, "b": {"c": 1, "d": 2}, "e": [1]})");
    const auto right = nlohmann::ordered_json::parse(R"({"e": [1], "b": {"c": 1, "d": 3}, "f": null})");
    const auto found = differences(left, right);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(shownPath(found[0].path), "a");
    EXPECT_FALSE(found[0].right);
    EXPECT_EQ(shownPath(found[1].path), "b.d");
    EXPECT_EQ(shownPath(found[2].path), "f");
    EXPECT_TRUE(differences(left, left).empty());
}

TEST_F(SpecCheck, ANewSpecIsAcceptedFromEveryKindOfTarget)
{
    for (const char *from : {"thumbv7em-none-eabihf", "riscv32imac-unknown-none-elf", "x86_64-unknown-linux-gnu",
                             "aarch64-unknown-none", "wasm32-unknown-unknown", "x86_64-pc-windows-gnu", "avr-none"}) {
        const auto spec = newSpec(compiler, {from, {}, {}}, "mine-none");
        ASSERT_OK(spec);
        EXPECT_EQ(spec->find("is-builtin"), std::string::npos);
        const auto report = check(*spec, "mine-none.json");
        EXPECT_TRUE(report.accepted) << from;
        EXPECT_FALSE(report.hasErrors()) << from;
    }
}

TEST_F(SpecCheck, MisspeltAndUnknownKeysAreToldWithTheirPlace)
{
    const auto report = check(with("  \"disable-redzoone\": true,\n  \"atomic_cas\": true,\n  \"my comment\": \"x\""));
    const auto *redzone = problemWith(report, "disable-redzoone");
    ASSERT_TRUE(redzone);
    EXPECT_THAT(redzone->hint, HasSubstr("disable-redzone"));
    EXPECT_EQ(redzone->place.column, 3);
    EXPECT_GT(redzone->place.line, 5);
    const auto *dashed = problemWith(report, "atomic_cas");
    ASSERT_TRUE(dashed);
    EXPECT_THAT(dashed->hint, HasSubstr("atomic-cas"));
    problemWith(report, "my comment");
    EXPECT_TRUE(report.fixedAccepted);
}

TEST_F(SpecCheck, TypesThatChangedAreMended)
{
    auto text = with("  \"singlethread\": \"true\",\n  \"asm-args\": \"-x\",\n  \"min-global-align\": \"16\"");
    text = replaceAll(text, "\"target-pointer-width\": 64", "\"target-pointer-width\": \"64\"");
    const auto report = check(text);
    const auto *width = problemWith(report, "target-pointer-width");
    ASSERT_TRUE(width);
    EXPECT_TRUE(width->certain);
    EXPECT_FALSE(report.accepted);
    EXPECT_TRUE(report.fixedAccepted);
    EXPECT_THAT(report.fixedText, HasSubstr("\"target-pointer-width\": 64"));
    EXPECT_THAT(report.fixedText, HasSubstr("\"singlethread\": true"));
    EXPECT_THAT(report.fixedText, HasSubstr("\"asm-args\": [\"-x\"]"));
}

TEST_F(SpecCheck, WordsOutOfAFewAreToldAndOnlyCertainOnesMended)
{
    const auto upper = check(with("  \"merge-functions\": \"Aliases\""));
    EXPECT_TRUE(upper.fixedAccepted);
    const auto misspelt = check(with("  \"merge-functions\": \"aliazes\""));
    const auto *problem = problemWith(misspelt, "merge-functions");
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->hint, HasSubstr("aliases"));
    EXPECT_FALSE(problem->certain);
    EXPECT_FALSE(misspelt.fixedAccepted);
}

TEST_F(SpecCheck, TheDataLayoutIsTheOneThatLlvmHas)
{
    auto text = with("  \"singlethread\": true");
    text = replaceAll(text, "-i128:128", "");
    const auto report = check(text);
    const auto *problem = problemWith(report, "data layout");
    ASSERT_TRUE(problem);
    EXPECT_TRUE(problem->certain);
    EXPECT_TRUE(report.fixedAccepted);
}

TEST_F(SpecCheck, AnUnknownLlvmTargetIsToldWithoutACrash)
{
    auto text = with("  \"singlethread\": true");
    text = replaceAll(text, "\"x86_64-unknown-none-elf\"", "\"x87_64-unknown-none-elf\"");
    const auto report = check(text);
    const auto *problem = problemWith(report, "LLVM knows no target");
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->hint, HasSubstr("x86_64"));
}

TEST_F(SpecCheck, NamesThatMisleadOthersAreWarnedOf)
{
    const auto spec = newSpec(compiler, {"thumbv7em-none-eabihf", {}, {}}, "x");
    ASSERT_OK(spec);
    const auto good = check(*spec, "thumbv7em-mine-none-eabihf.json");
    EXPECT_TRUE(std::ranges::none_of(
        good.problems, [](const SpecProblem &problem) { return problem.severity == SpecProblem::Severity::Warning; }));
    const auto bad = check(*spec, "myboard.json");
    EXPECT_FALSE(bad.hasErrors());
    problemWith(bad, "does not begin with its architecture");
    problemWith(bad, "no `-none` in it");
    problemWith(bad, "std has no support");
}

TEST_F(SpecCheck, WhatIsNoJsonIsOneErrorWithItsPlace)
{
    const auto report = check("{\n  \"arch\" \"arm\"\n}\n");
    ASSERT_EQ(report.problems.size(), 1U);
    EXPECT_EQ(report.problems.front().place.line, 2);
    EXPECT_TRUE(report.hasErrors());
    EXPECT_FALSE(report.accepted);
    EXPECT_THAT(check("{\n  \"arch\": \"arm\",\n}").problems.front().hint, HasSubstr("comma"));
    EXPECT_THAT(check("{\n  // text\n}").problems.front().hint, HasSubstr("comment"));
    for (const char *text : {"", "null", "[]", "\"x\"", "{", "{\"a\": 1} x", "\xff\xfe{}"})
        EXPECT_TRUE(check(text).hasErrors()) << text;
}

TEST_F(SpecCheck, AFileThatWasWrittenForOldCompilersIsMended)
{
    const auto file = test::dataDir() / "target" / "old-kernel.json";
    const auto report = checkSpec(compiler, file);
    ASSERT_OK(report);
    EXPECT_FALSE(report->accepted);
    EXPECT_TRUE(report->fixedAccepted);
    std::string told;
    for (const auto &problem : report->problems)
        if (problem.severity == SpecProblem::Severity::Error)
            told += std::format("{}:{}: {} ({}){}\n", problem.place.line, problem.place.column,
                                replaceAll(problem.message, compiler.release, "VERSION"), problem.hint,
                                problem.certain ? "" : " ?");
    test::expectGolden(told, "target/old-kernel.problems.txt");
    test::expectGolden(report->fixedText, "target/old-kernel.fixed.json");
}

TEST_F(SpecCheck, EveryFileOfTheCorpusGetsAnAnswer)
{
    const auto files = test::corpusFiles("spec");
    if (files.empty())
        GTEST_SKIP() << "no corpus is here";
    std::size_t read = 0, asTheyAre = 0, mended = 0;
    for (const auto &file : files) {
        const auto report = checkSpec(compiler, file);
        ASSERT_OK(report);
        ++read;
        asTheyAre += report->accepted;
        mended += !report->accepted && report->fixedAccepted;
        // Accepted, or told why not, with the place of it.
        EXPECT_EQ(report->accepted, !report->hasErrors()) << file;
        for (const auto &problem : report->problems) {
            EXPECT_GT(problem.place.line, 0) << file << problem.message;
            EXPECT_TRUE(problem.severity != SpecProblem::Severity::Error || !problem.hint.empty())
                << file << ": " << problem.message;
        }
    }
    std::cout << read << " specs read, " << asTheyAre << " accepted as they are, " << mended << " more after mending\n";
    EXPECT_GT(read, 0U);
}
