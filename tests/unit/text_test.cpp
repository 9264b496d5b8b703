// SPDX-License-Identifier: MIT OR Apache-2.0
// TOML and JSON: what is read, and the places that errors point at.
#include "text/json.h"
#include "text/toml.h"

#include "support/support.h"

#include <nlohmann/json.hpp>

namespace crossyard::text {
namespace {

using test::TempDir;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Toml, ErrorsPointAtTheirLineAndColumn)
{
    const auto table = parseToml("[a]\nb = 1\nc = = 2\n", "/p/Cargo.toml");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::Parse);
    EXPECT_THAT(table.error().message, HasSubstr("Cargo.toml is not valid TOML"));
    EXPECT_EQ(table.error().place, (Place{"/p/Cargo.toml", 3, 5}));
}

TEST(Toml, KeysGivenTwiceAreAnError)
{
    const auto table = parseToml("a = 1\na = 2\n", "x.toml");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().place->line, 2);
}

TEST(Toml, ReadsAFileAndSaysWhichOneItCannotRead)
{
    const TempDir dir;
    const auto table = readToml(dir.write("ä b.toml", "name = \"größe\"\n"));
    ASSERT_OK(table);
    EXPECT_EQ((*table)["name"].value<std::string>(), "größe");
    const auto missing = readToml(dir.path() / "nothing.toml");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::Io);
    EXPECT_THAT(missing.error().message, HasSubstr("nothing.toml"));
    EXPECT_FALSE(readToml(dir.write("latin1.toml", "a = \"\xE4\"\n"))) << "not UTF-8";
}

TEST(Toml, KnowsWhereKeysAndValuesStand)
{
    const fs::path file = "/p/x.toml";
    const auto table = parseToml("top = 1\n[dependencies.alloc]\nfeatures = [\"a\",\n  \"b\"]\n", file);
    ASSERT_OK(table);
    const auto *alloc = (*table)["dependencies"]["alloc"].as_table();
    ASSERT_TRUE(alloc);
    for (const auto &[key, value] : *alloc) {
        EXPECT_EQ(placeOf(key, file), (Place{file, 3, 1}));
        EXPECT_EQ(placeOf(value, file), (Place{file, 3, 12}));
        EXPECT_EQ(placeOf(value.as_array()->at(1), file), (Place{file, 4, 3}));
    }
}

TEST(Toml, ListsOfStringsAreCheckedWhereTheyStand)
{
    const fs::path file = "/p/x.toml";
    const auto table = parseToml("good = [\"a\", \"b\"]\nmixed = [\"a\",\n 3]\nword = \"a\"\n", file);
    ASSERT_OK(table);
    EXPECT_THAT(*stringList(*table, "good", file), ElementsAre("a", "b"));
    EXPECT_THAT(*stringList(*table, "nothing", file), testing::IsEmpty());
    const auto mixed = stringList(*table, "mixed", file);
    ASSERT_FALSE(mixed);
    EXPECT_EQ(mixed.error().code, ErrorCode::BadInput);
    EXPECT_EQ(mixed.error().place, (Place{file, 3, 2}));
    EXPECT_EQ(mixed.error().message, "`mixed` must be an array of strings, but is an integer");
    const auto word = stringList(*table, "word", file);
    ASSERT_FALSE(word);
    EXPECT_THAT(word.error().message, HasSubstr("but is a string"));
}

TEST(Json, ErrorsPointAtTheirLineAndColumn)
{
    const auto json = parseJson("{\n  \"a\": 1,\n  \"b\" 2\n}", "/p/t.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().code, ErrorCode::Parse);
    EXPECT_EQ(json.error().place, (Place{"/p/t.json", 3, 7}));
    EXPECT_THAT(json.error().message, HasSubstr("t.json is not valid JSON"));
    EXPECT_THAT(json.error().message, testing::Not(HasSubstr("json.exception")));
}

TEST(Json, NothingThrowsWhateverTheTextIs)
{
    for (const char *text : {"", "{", "1e999", "\"\xff\"", "[1,]", "nul", "{\"a\":1}x"}) {
        const auto json = parseJson(text, "t.json");
        ASSERT_FALSE(json) << text;
        EXPECT_EQ(json.error().code, ErrorCode::Parse);
    }
    EXPECT_FALSE(parseJson(std::string(100'000, '['), "deep.json"));
}

TEST(Json, KeepsTheOrderOfKeys)
{
    const auto json = parseJson(R"({"z": 1, "a": {"y": 2, "b": 3}})", "t.json");
    ASSERT_OK(json);
    EXPECT_EQ(json->dump(), R"({"z":1,"a":{"y":2,"b":3}})");
}

TEST(Json, OffsetsBecomePlaces)
{
    const std::string_view text = "ab\ncd\n";
    EXPECT_EQ(placeOfOffset(text, 0, "f"), (Place{"f", 1, 1}));
    EXPECT_EQ(placeOfOffset(text, 2, "f"), (Place{"f", 1, 3}));
    EXPECT_EQ(placeOfOffset(text, 4, "f"), (Place{"f", 2, 2}));
    EXPECT_EQ(placeOfOffset(text, 100, "f"), (Place{"f", 3, 1}));
}

} // namespace
} // namespace crossyard::text
