// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml_document.h"

#include "support/support.h"

namespace crossyard::text {
namespace {

TomlDocument document(std::string_view content)
{
    auto parsed = TomlDocument::parse(std::string(content), "/p/file.toml");
    EXPECT_OK(parsed);
    return parsed.value_or(TomlDocument());
}

std::string bytesOf(const Result<TomlDocument> &result)
{
    return result ? result->bytes() : describe(result.error());
}

std::string afterSet(std::string_view content, const TomlPath &path, const TomlValue &value)
{
    return bytesOf(document(content).set(path, value));
}

std::string afterRemove(std::string_view content, const TomlPath &path)
{
    return bytesOf(document(content).remove(path));
}

std::string afterAppend(std::string_view content, const TomlPath &path, const TomlValue &value)
{
    return bytesOf(document(content).appendToArray(path, value));
}

std::string afterTakingOut(std::string_view content, const TomlPath &path, const TomlValue &value)
{
    return bytesOf(document(content).removeFromArray(path, value));
}

TEST(TomlText, writesStringsWithEscapes)
{
    EXPECT_EQ(tomlString("a\"b\\c\n\t\x01\x7F é"), "\"a\\\"b\\\\c\\n\\t\\u0001\\u007F é\"");
    EXPECT_EQ(tomlText(TomlMembers{{"path", "../x"}, {"features", TomlStrings{"a", "b"}}, {"stage", 1}, {"c d", true}}),
              "{ path = \"../x\", features = [\"a\", \"b\"], stage = 1, \"c d\" = true }");
    EXPECT_EQ(tomlText(TomlMembers{}), "{}");
}

TEST(TomlText, quotesKeysOnlyWhereTheyMustBe)
{
    EXPECT_EQ(tomlKey(std::string_view("core-2_x")), "core-2_x");
    EXPECT_EQ(tomlKey(std::string_view("")), "\"\"");
    EXPECT_EQ(tomlKey(std::string_view("a.b")), "\"a.b\"");
    EXPECT_EQ(tomlKey(TomlPath{"target", "cfg(target_os = \"none\")", "dependencies"}),
              "target.'cfg(target_os = \"none\")'.dependencies");
    EXPECT_EQ(tomlKey(std::string_view("it's \"x\"")), "\"it's \\\"x\\\"\"");
}

TEST(TomlDocumentSet, replacesTheValueAndNothingElse)
{
    EXPECT_EQ(afterSet("a = 1 # one\n\nb   =  'x'\t# two\n", {"b"}, "y"), "a = 1 # one\n\nb   =  \"y\"\t# two\n");
    EXPECT_EQ(afterSet("[t]\n\"k.1\".x = \"\"\"a\nb\"\"\"\"\n", {"t", "k.1", "x"}, 7), "[t]\n\"k.1\".x = 7\n");
    EXPECT_EQ(afterSet("t = { a = [1, { b = '''q''' }], c = 1 }", {"t", "a", 1, "b"}, true),
              "t = { a = [1, { b = true }], c = 1 }");

    EXPECT_EQ(afterSet("\xEF\xBB\xBF# ünï\r\n\"ä\"\t= 1 # é\r\n", {"ä"}, 2), "\xEF\xBB\xBF# ünï\r\n\"ä\"\t= 2 # é\r\n");
    EXPECT_EQ(afterSet("d = 1979-05-27 07:32:00 # when\ne = nan\n", {"d"}, "x"), "d = \"x\" # when\ne = nan\n");
}

TEST(TomlDocumentSet, addsALineBehindTheLastKeyOfItsTable)
{
    EXPECT_EQ(afterSet("[a]\nx = 1 # c\n# more\n\n[b]\n", {"a", "y"}, 2), "[a]\nx = 1 # c\ny = 2\n# more\n\n[b]\n");
    EXPECT_EQ(afterSet("[a]\n  x = [\n  1,\n  ]\n[b]", {"a", "y"}, 2), "[a]\n  x = [\n  1,\n  ]\n  y = 2\n[b]");
    EXPECT_EQ(afterSet("[a]\n\n[b]\n", {"a", "y"}, 2), "[a]\ny = 2\n\n[b]\n");
    EXPECT_EQ(afterSet("[a]\r\nx = 1", {"a", "y"}, 2), "[a]\r\nx = 1\r\ny = 2");
    EXPECT_EQ(afterSet("# top\n\n[b]\n", {"y"}, 2), "# top\n\ny = 2\n\n[b]\n");
    EXPECT_EQ(afterSet("x = 1\n[b]\n", {"y"}, 2), "x = 1\ny = 2\n[b]\n");
    EXPECT_EQ(afterSet("", {"y"}, 2), "y = 2\n");
    EXPECT_EQ(afterSet("# only words", {"y"}, 2), "# only words\ny = 2");
    EXPECT_EQ(afterSet("[[a]]\nx = 1\n[[a]]\nx = 2\n", {"a", 0, "y"}, "é"), "[[a]]\nx = 1\ny = \"é\"\n[[a]]\nx = 2\n");
}

TEST(TomlDocumentSet, goesOnWithDottedKeysAndInlineTables)
{
    EXPECT_EQ(afterSet("a.b.c = 1\nz = 1\n", {"a", "b", "d"}, 2), "a.b.c = 1\na.b.d = 2\nz = 1\n");
    EXPECT_EQ(afterSet("[t]\n a.b = 1\n", {"t", "a", "x", "y"}, 2), "[t]\n a.b = 1\n a.x.y = 2\n");
    EXPECT_EQ(afterSet("a = { b = 1 } # c\n", {"a", "c"}, 2), "a = { b = 1, c = 2 } # c\n");
    EXPECT_EQ(afterSet("a = {}\n", {"a", "c"}, 2), "a = { c = 2 }\n");
    EXPECT_EQ(afterSet("a = {b.c = 1, d = 2}\n", {"a", "b", "e"}, 2), "a = {b.c = 1, d = 2, b.e = 2}\n");
    EXPECT_EQ(afterSet("a = [{ x = 1 }]\n", {"a", 0, "y"}, 2), "a = [{ x = 1, y = 2 }]\n");
}

TEST(TomlDocumentSet, makesATableBesideItsSiblings)
{
    EXPECT_EQ(afterSet("[a]\nx = 1\n", {"b", "c", "y"}, 2), "[a]\nx = 1\n\n[b.c]\ny = 2\n");
    EXPECT_EQ(afterSet("[t.a]\nx = 1\n# of a\n\n# of z\n[z]\n", {"t", "b", "y"}, 2),
              "[t.a]\nx = 1\n# of a\n\n[t.b]\ny = 2\n\n# of z\n[z]\n");
    EXPECT_EQ(afterSet("[t.a]\n[z]\n", {"t", "b", "y"}, 2), "[t.a]\n\n[t.b]\ny = 2\n\n[z]\n");
    EXPECT_EQ(afterSet("[z]\n\n# of a\n[t.a]\nx = 1", {"t", "y"}, 2), "[z]\n\n[t]\ny = 2\n\n# of a\n[t.a]\nx = 1");
    EXPECT_EQ(afterSet("", {"target", "cfg(unix)", "x"}, 2), "[target.'cfg(unix)']\nx = 2\n");
    EXPECT_EQ(afterSet("a = 1", {"b", "c"}, 2), "a = 1\n\n[b]\nc = 2");
    EXPECT_EQ(afterSet("[[a]]\n[[a]]\n", {"a", 0, "s", "k"}, 2), "[[a]]\n\n[a.s]\nk = 2\n\n[[a]]\n");
    EXPECT_EQ(bytesOf(document("[d.core]\n").addTable({"d", "alloc"})), "[d.core]\n\n[d.alloc]\n");
}

TEST(TomlDocumentRemove, takesTheLineWithItsComment)
{
    EXPECT_EQ(afterRemove("# top\na = 1 # one\n# b\nb = 2\n", {"a"}), "# top\n# b\nb = 2\n");
    EXPECT_EQ(afterRemove("a = [\n 1, # one\n]\nb = 2", {"a"}), "b = 2");
    EXPECT_EQ(afterRemove("a.b = 1\nc = 1\na.d = 2\n", {"a"}), "c = 1\n");
    EXPECT_EQ(afterRemove("[x]\na.b = 1\nc = 1\r\n", {"x", "a", "b"}), "[x]\nc = 1\r\n");
}

TEST(TomlDocumentRemove, takesAMemberWithItsComma)
{
    EXPECT_EQ(afterRemove("t = { a = 1, b = 2, c = 3 } # x\n", {"t", "a"}), "t = { b = 2, c = 3 } # x\n");
    EXPECT_EQ(afterRemove("t = { a = 1, b = 2, c = 3 } # x\n", {"t", "b"}), "t = { a = 1, c = 3 } # x\n");
    EXPECT_EQ(afterRemove("t = { a = 1, b = 2, c = 3 } # x\n", {"t", "c"}), "t = { a = 1, b = 2 } # x\n");
    EXPECT_EQ(afterRemove("t = { a = 1 }\n", {"t", "a"}), "t = {}\n");
    EXPECT_EQ(afterRemove("t = { a.x = 1, b = 2, a.y = 3 }\n", {"t", "a"}), "t = { b = 2 }\n");
    EXPECT_EQ(afterRemove("t = [{ a = 1 }, { b = 2 }]\n", {"t", 0}), "t = [{ b = 2 }]\n");
}

TEST(TomlDocumentRemove, takesAWholeTable)
{
    const std::string text = "x = 1\n\n[a]\nb = 1 # c\n# d\n\n[a.c]\ny = 1\n\n# e\n[e]\n";
    EXPECT_EQ(afterRemove(text, {"a"}), "x = 1\n\n# e\n[e]\n");
    EXPECT_EQ(afterRemove(text, {"a", "c"}), "x = 1\n\n[a]\nb = 1 # c\n# d\n\n# e\n[e]\n");
    EXPECT_EQ(afterRemove(text, {"e"}), "x = 1\n\n[a]\nb = 1 # c\n# d\n\n[a.c]\ny = 1\n\n# e\n");
    EXPECT_EQ(afterRemove("[a]\nx = 1\n\n[b]\ny = 1\n", {"b"}), "[a]\nx = 1\n");
    EXPECT_EQ(afterRemove("[[a]]\nx = 1\n[[a.b]]\ny = 1\n[z]\n[[a]]\nx = 2\n[[a.b]]\n", {"a", 0}),
              "[z]\n[[a]]\nx = 2\n[[a.b]]\n");
    EXPECT_EQ(afterRemove("[[a]]\nx = 1\n[z]\n[[a]]\nx = 2\n", {"a"}), "[z]\n");
    EXPECT_EQ(afterRemove("[a.b]\n", {"a", "b"}), "");
    EXPECT_EQ(afterRemove("x = 1\n\n[[a]]\ny = 2\n", {"a", 0}), "x = 1\n");
}

TEST(TomlDocumentArrays, keepTheirLayout)
{
    EXPECT_EQ(afterAppend("a = [\"x\"]\n", {"a"}, "y"), "a = [\"x\", \"y\"]\n");
    EXPECT_EQ(afterAppend("a = [\"x\", ] # c\n", {"a"}, "y"), "a = [\"x\", \"y\", ] # c\n");
    EXPECT_EQ(afterAppend("a = [ ]\n", {"a"}, "y"), "a = [\"y\"]\n");
    EXPECT_EQ(afterAppend("b = 1\n", {"a"}, "y"), "b = 1\na = [\"y\"]\n");
    EXPECT_EQ(afterAppend("a = [\n  # none yet\n]\n", {"a"}, "y"), "a = [\n  # none yet\n    \"y\",\n]\n");
    EXPECT_EQ(afterAppend("a = [\n  'x', # ex\n  # end\n]\n", {"a"}, "y"),
              "a = [\n  'x', # ex\n  \"y\",\n  # end\n]\n");
    EXPECT_EQ(afterAppend("a = [\r\n\t'x' # ex, [\r\n]\r\n", {"a"}, "y"),
              "a = [\r\n\t'x', # ex, [\r\n\t\"y\"\r\n]\r\n");
    EXPECT_EQ(afterAppend("a = ['x', # ex\n     'y']\n", {"a"}, "z"), "a = ['x', # ex\n     'y',\n     \"z\"]\n");
    EXPECT_EQ(afterAppend("a = ['x', # ex\n     'y', 'z']\n", {"a"}, "!"), "a = ['x', # ex\n     'y', 'z', \"!\"]\n");
}

TEST(TomlDocumentArrays, loseAnElementWithItsCommaAndLine)
{
    EXPECT_EQ(afterTakingOut("a = ['x', 'y', 'z']\n", {"a"}, "x"), "a = ['y', 'z']\n");
    EXPECT_EQ(afterTakingOut("a = ['x', 'y', 'z']\n", {"a"}, "y"), "a = ['x', 'z']\n");
    EXPECT_EQ(afterTakingOut("a = ['x', 'y', 'z']\n", {"a"}, "z"), "a = ['x', 'y']\n");
    EXPECT_EQ(afterTakingOut("a = [ 'x' ]\n", {"a"}, "x"), "a = []\n");
    EXPECT_EQ(afterTakingOut("a = ['x', 'y',]\n", {"a"}, "y"), "a = ['x',]\n");
    EXPECT_EQ(afterTakingOut("a = [\n  'x', # ex\n  # of y\n  'y', # why\n  'z'\n]\n", {"a"}, "y"),
              "a = [\n  'x', # ex\n  # of y\n  'z'\n]\n");
    EXPECT_EQ(afterTakingOut("a = [\n  'x', # ex\n  'z' # zet\n]\n", {"a"}, "z"), "a = [\n  'x' # ex\n]\n");
    EXPECT_EQ(afterTakingOut("a = [\n  'x',\n  'z',\n]\n", {"a"}, "z"), "a = [\n  'x',\n]\n");
    EXPECT_EQ(afterTakingOut("a = [ 'x', 'y',\n  'z' ]\n", {"a"}, "y"), "a = [ 'x',\n  'z' ]\n");
    EXPECT_EQ(afterTakingOut("a = [ 'x', 'y',\n  'z' ]\n", {"a"}, "z"), "a = [ 'x', 'y' ]\n");
    EXPECT_EQ(afterTakingOut("a = [ 'x', # c\n  'z' ]\n", {"a"}, "z"), "a = [ 'x' # c\n  ]\n");
    EXPECT_EQ(afterTakingOut("a = [ 'x' # c\n  , 'y' ]\n", {"a"}, "x"), "a = [ 'y' ]\n");
}

TEST(TomlDocumentArrays, areAsBeforeWhenWhatWasAddedIsTakenOut)
{
    for (const char *text : {"a = []\n", "a = ['x']", "a = ['x', ]\n", "a = [\n  'x', # c\n]\n",
                             "a = [\n  'x' # c\n]\n", "a = [\n  # c\n]\n", "a = ['x', # ex\n     'y']\n"}) {
        const auto added = document(text).appendToArray({"a"}, "new");
        ASSERT_OK(added);
        EXPECT_EQ(bytesOf(added->removeFromArray({"a"}, "new")), text);
    }
}

TEST(TomlDocumentRename, changesTheKeyWhereverItIsWritten)
{
    EXPECT_EQ(bytesOf(document("a.b = 1\na.\"c\" = 2 # a.b\n").renameKey({"a"}, "x y")),
              "\"x y\".b = 1\n\"x y\".\"c\" = 2 # a.b\n");
    EXPECT_EQ(bytesOf(document("[t.a]\n[ t . 'a' . c ]\n[[t.d]]\n").renameKey({"t", "a"}, "b")),
              "[t.b]\n[ t . b . c ]\n[[t.d]]\n");
    EXPECT_EQ(bytesOf(document("[[t.d]]\nx = 1\n[[t.d]]\nx = 1\n").renameKey({"t", "d", 1, "x"}, "y")),
              "[[t.d]]\nx = 1\n[[t.d]]\ny = 1\n");
    EXPECT_EQ(bytesOf(document("t = { a = [{ b = 1 }] }\n").renameKey({"t", "a", 0, "b"}, "c")),
              "t = { a = [{ c = 1 }] }\n");
}

TEST(TomlDocument, refusesWithThePlace)
{
    const auto given = document("a = 1\n[t]\n[[l]]\nx = [1]\n");
    const std::pair<Result<TomlDocument>, int> cases[] = {
        {given.set({"a", "b"}, 1), 1},       {given.set({"t"}, 1), 2},
        {given.set({"l", 0, "x", 5}, 1), 4}, {given.remove({"t", "none"}), 2},
        {given.appendToArray({"a"}, 1), 1},  {given.removeFromArray({"l", 0, "x"}, 2), 4},
        {given.renameKey({"a"}, "t"), 2},    {given.addTable({"t"}), 2},
        {given.removeFromArray({"a"}, 1), 1}};
    int number = 0;
    for (const auto &[result, line] : cases) {
        SCOPED_TRACE(number++);
        ASSERT_FALSE(result);
        ASSERT_TRUE(result.error().place);
        EXPECT_EQ(result.error().place->line, line) << describe(result.error());
        EXPECT_EQ(result.error().place->file, std::filesystem::path("/p/file.toml"));
    }
    EXPECT_FALSE(given.set({}, 1));
    EXPECT_FALSE(given.remove({}));
    EXPECT_FALSE(given.set({"new"}, "\xFF not UTF-8"));
    const auto broken = TomlDocument::parse("a = 1\nb = [\n", "/p/file.toml");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::Parse);
    EXPECT_GE(broken.error().place->line, 2);
}

TEST(TomlDocument, isAValue)
{
    const auto first = document("a = 1\n");
    const auto second = first.set({"a"}, 2);
    ASSERT_OK(second);
    EXPECT_EQ(first.bytes(), "a = 1\n");
    EXPECT_EQ(second->bytes(), "a = 2\n");
    EXPECT_EQ(TomlDocument().bytes(), "");
    EXPECT_EQ(second->find({"a"})->value_or(0), 2);
}

} // namespace
} // namespace crossyard::text
