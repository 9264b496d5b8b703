// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/text_diff.h"

#include "support/support.h"

namespace crossyard::text {
namespace {

using Kind = DiffLine::Kind;
using Side = Merge::Side;

std::string unified(std::string_view before, std::string_view after, std::string_view oldName = "a")
{
    const auto diff = unifiedDiff(before, after, oldName, "b");
    EXPECT_OK(diff);
    return diff.value_or("");
}

Merge merged(std::string_view base, std::string_view ours, std::string_view theirs)
{
    const auto merge = mergeTexts(base, ours, theirs);
    EXPECT_OK(merge);
    return merge.value_or(Merge{});
}

TEST(TextDiff, givesTheChangedLinesWithTheirNumbers)
{
    const auto hunks = diffOf("1\n2\n3\n4\n5\n", "1\n2\nthree\n4\n5\n", 1);
    ASSERT_OK(hunks);
    ASSERT_EQ(hunks->size(), 1U);
    EXPECT_EQ((*hunks)[0], (DiffHunk{2,
                                     3,
                                     2,
                                     3,
                                     {{Kind::Same, "2", 2, 2, false},
                                      {Kind::Removed, "3", 3, 0, false},
                                      {Kind::Added, "three", 0, 3, false},
                                      {Kind::Same, "4", 4, 4, false}}}));
}

TEST(TextDiff, hasNothingForTheSameText)
{
    EXPECT_EQ(unified("x\n", "x\n"), "");
    EXPECT_EQ(unified("", ""), "");
    const auto hunks = diffOf("x", "x");
    ASSERT_OK(hunks);
    EXPECT_TRUE(hunks->empty());
}

TEST(TextDiff, isAUnifiedDiff)
{
    EXPECT_EQ(unified("a\r\nb", "a\r\nc\n"),
              "--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n");
    EXPECT_EQ(unified("", "new\n", ""), "--- /dev/null\n+++ b\n@@ -0,0 +1,1 @@\n+new\n");
    EXPECT_EQ(unified(std::string_view("\0x\n", 3), "y\n").substr(0, 8), "--- a\n++");
}

TEST(TextDiff, isTakenByGit)
{
    const test::TempDir dir;
    const std::string before = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten";
    const std::string after = "zero\none\ntwo\nfour\nfive\nsix\nseven\neight\nNINE\nten\n";
    dir.write("f", before);
    const auto diff = unifiedDiff(before, after, "a/f", "b/f");
    ASSERT_OK(diff);
    const auto file = dir.write("d.patch", *diff);
    const auto git = findProgram("git");
    ASSERT_TRUE(git);
    const auto applied = process::run(
        {.program = *git, .arguments = {"apply", toUtf8(file)}, .directory = dir.path(), .environment = {}});
    ASSERT_OK(applied);
    EXPECT_EQ(applied->exitCode, 0) << applied->errors;
    EXPECT_EQ(readFile(dir.path() / "f"), after);
}

TEST(TextMerge, takesBothSidesChanges)
{
    const auto merge = merged("1\n2\n3\n4\n5\n6\n7\n", "one\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\nseven");
    EXPECT_TRUE(merge.clean());
    EXPECT_EQ(merge.text(), "one\n2\n3\n4\n5\n6\nseven");
    EXPECT_EQ(merged("", "", "").text(), "");
    EXPECT_EQ(merged("a\r\nb\r\n", "a\r\nb\r\n", "a\r\n").text(), "a\r\n");
    EXPECT_EQ(merged("x\n", "same\n", "same\n").text(), "same\n");
}

TEST(TextMerge, tellsWhereBothChangedTheSame)
{
    const auto merge = merged("a\nb\nc\nd\ne\nf\ng\n", "a\nB1\nB2\nc\nd\ne\nf\nG\n", "a\nbb\nc\nd\ne\nf\n");
    EXPECT_EQ(merge.conflicts(), 2);
    ASSERT_EQ(merge.parts.size(), 4U);
    EXPECT_EQ(merge.parts[1], (MergePart{true, "", "b\n", "B1\nB2\n", "bb\n", 2}));
    EXPECT_EQ(merge.parts[3], (MergePart{true, "", "g\n", "G\n", "", 8}));
    EXPECT_EQ(merge.text(Side::Ours), "a\nB1\nB2\nc\nd\ne\nf\nG\n");
    EXPECT_EQ(merge.text(Side::Theirs), "a\nbb\nc\nd\ne\nf\n");
    EXPECT_EQ(merge.text({Side::Ours, Side::Theirs}), "a\nB1\nB2\nc\nd\ne\nf\n");
}

TEST(TextMerge, isNotFooledByMarkersInTheTexts)
{
    const std::string wall(40, '<');
    const auto merge = merged("x\n" + wall + "\n=======\n", "y\n" + wall + "\n=======\n", "z\n" + wall + "\n=======\n");
    ASSERT_EQ(merge.parts.size(), 2U);
    EXPECT_EQ(merge.parts[0].theirs, "z\n");
    EXPECT_EQ(merge.parts[1].text, wall + "\n=======\n");
}

TEST(TextMerge, keepsAMissingLineEndInAConflict)
{
    const auto merge = merged("a", "b", "c\n");
    EXPECT_EQ(merge.text(Side::Ours), "b");
    EXPECT_EQ(merge.text(Side::Theirs), "c\n");
    const auto windows = merged("x\r\na", "x\r\nb", "x\r\nc");
    EXPECT_EQ(windows.text(Side::Ours), "x\r\nb");
    EXPECT_EQ(windows.text(Side::Theirs), "x\r\nc");
}

} // namespace
} // namespace crossyard::text
