// SPDX-License-Identifier: MIT OR Apache-2.0
// Patches as people write them: what is read, what a file becomes, and what is said where one does not fit. `git apply`
// is the oracle over many made ones.
#include "text/unified_patch.h"

#include "support/support.h"

#include <format>
#include <random>

namespace crossyard::text {
namespace {

using Kind = FilePatch::Kind;
using testing::HasSubstr;

std::vector<FilePatch> parsed(std::string_view text)
{
    const auto patches = parsePatch(text, "a.patch");
    EXPECT_OK(patches);
    return patches.value_or(std::vector<FilePatch>{});
}

std::string errorOf(std::string_view text)
{
    const auto patches = parsePatch(text, "a.patch");
    return patches ? "it was taken" : describe(patches.error());
}

std::string applied(std::string_view text, std::string_view patch)
{
    const auto patches = parsed(patch);
    if (patches.size() != 1)
        return "not one file";
    const auto now = applyHunks(text, patches[0].hunks);
    return now ? *now : "error: " + now.error().message;
}

constexpr const char *quilt = "Description: a newer one\n"
                              "Forwarded: no\n\n"
                              "Index: spin/Cargo.toml\n"
                              "===================================================================\n"
                              "--- spin.orig/Cargo.toml\t2024-01-01 10:00:00.000000000 +0000\n"
                              "+++ spin/Cargo.toml\n"
                              "@@ -2,3 +2,3 @@ optional = true\n"
                              " two\n"
                              "-three\n"
                              "+3\n"
                              " four\n"
                              "-- \n2.39\n";

TEST(UnifiedPatch, isFoundAmongOtherText)
{
    const auto patches = parsed(quilt);
    ASSERT_EQ(patches.size(), 1U);
    EXPECT_EQ(patches[0].kind, Kind::Change);
    EXPECT_EQ(patches[0].newPath, "Cargo.toml");
    EXPECT_EQ(patches[0].line, 6);
    ASSERT_EQ(patches[0].hunks.size(), 1U);
    EXPECT_EQ(patches[0].hunks[0].line, 8);
    EXPECT_EQ(applied("one\ntwo\nthree\nfour\n", quilt), "one\ntwo\n3\nfour\n");
}

TEST(UnifiedPatch, isFoundElsewhereThanItSays)
{
    EXPECT_EQ(applied("a\nb\nc\none\ntwo\nthree\nfour\nx\n", quilt), "a\nb\nc\none\ntwo\n3\nfour\nx\n");
}

TEST(UnifiedPatch, makesRemovesAndRenamesFiles)
{
    const auto patches =
        parsed("diff --git a/src/new.rs b/src/new.rs\nnew file mode 100755\nindex 000..111\n"
               "--- /dev/null\n+++ b/src/new.rs\n@@ -0,0 +1 @@\n+fn a() {}\n\\ No newline at end of file\n"
               "diff --git a/old.rs b/old.rs\ndeleted file mode 100644\n--- a/old.rs\n+++ /dev/null\n"
               "@@ -1 +0,0 @@\n-x\n"
               "diff --git a/from b/to\nsimilarity index 100%\nrename from from\nrename to to\n"
               "diff --git a/run me.sh b/run me.sh\nold mode 100644\nnew mode 100755\n"
               "diff --git \"a/na\\303\\257ve\" \"b/na\\303\\257ve\"\nnew file mode 100644\n"
               "Index: gone\n--- a/gone\t2020-02-02\n+++ b/gone\t1970-01-01 00:00:00\n@@ -1 +0,0 @@\n-x\n");
    ASSERT_EQ(patches.size(), 6U);
    EXPECT_EQ(patches[0].kind, Kind::Create);
    EXPECT_EQ(patches[0].newPath, "src/new.rs");
    EXPECT_EQ(patches[0].executable, true);
    EXPECT_EQ(applyHunks("", patches[0].hunks), "fn a() {}");
    EXPECT_EQ(patches[1].kind, Kind::Delete);
    EXPECT_EQ(patches[1].oldPath, "old.rs");
    EXPECT_EQ(applyHunks("x\n", patches[1].hunks), "");
    EXPECT_EQ(patches[2].kind, Kind::Rename);
    EXPECT_EQ(patches[2].oldPath, "from");
    EXPECT_EQ(patches[2].newPath, "to");
    EXPECT_EQ(patches[3].newPath, "run me.sh");
    EXPECT_EQ(patches[3].executable, true);
    EXPECT_EQ(patches[4].kind, Kind::Create);
    EXPECT_EQ(patches[4].newPath, "na\xc3\xafve");
    EXPECT_EQ(patches[5].kind, Kind::Delete);
}

TEST(UnifiedPatch, keepsLineEndsAsTheyAre)
{
    const char *windows = "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\r\n-two\r\n+2\r\n";
    EXPECT_EQ(applied("one\r\ntwo\r\n", windows), "one\r\n2\r\n");
    EXPECT_THAT(applied("one\ntwo\n", windows), HasSubstr("line 1 should be `one` (CR LF), and is `one`"));
    const char *open = "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\n-two\n+two\n\\ No newline at end of file\n";
    EXPECT_EQ(applied("one\ntwo\n", open), "one\ntwo");
    EXPECT_THAT(applied("one\ntwo", open), HasSubstr("what it would make stands there already"));
    EXPECT_THAT(applied("one\nthree", open), HasSubstr("line 2 should be `two`, and is `three` (without a line end)"));
}

TEST(UnifiedPatch, saysWhichHunkDoesNotFitAndWhatStandsThere)
{
    EXPECT_EQ(applied("one\ntwo\ntree\nfour\n", quilt),
              "error: hunk 1 of 1 (lines 2 to 4) does not fit: line 3 should be `three`, and is `tree`");
    EXPECT_EQ(applied("one\ntwo\n3\nfour\n", quilt),
              "error: hunk 1 of 1 (lines 2 to 4) does not fit: what it would make stands there already");
    EXPECT_THAT(applied("", quilt), HasSubstr("the file is empty"));
    EXPECT_THAT(applied("one\ntwo\n", quilt), HasSubstr("behind line 2 it wants `three`, and there the file ends"));
}

TEST(UnifiedPatch, leadsNowhereElse)
{
    const auto change = [](const std::string &name) {
        return std::format("--- {0}\n+++ {0}\n@@ -1 +1 @@\n-a\n+b\n", name);
    };
    for (const char *name : {"a/../../etc/passwd", "/etc/passwd", "a/..", "a//etc/passwd", "a/b/../../c", "plain",
                             "a/C:/x", "a/..\\..\\x", "\"a/\\056\\056/x\""})
        EXPECT_THAT(errorOf(change(name)), HasSubstr("director")) << name;
    EXPECT_THAT(errorOf("diff --git a/x b/x\nsimilarity index 100%\nrename from x\nrename to ../y\n"),
                HasSubstr("leads out of the directory"));
    EXPECT_THAT(errorOf("diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc\n"),
                HasSubstr("link"));
}

TEST(UnifiedPatch, isRefusedWhereItIsDamaged)
{
    EXPECT_THAT(errorOf("nothing\n"), HasSubstr("nothing in it that could be applied"));
    EXPECT_THAT(errorOf("--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n"), HasSubstr("fewer lines than it says"));
    EXPECT_THAT(errorOf("--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c"), HasSubstr("breaks off"));
    EXPECT_THAT(errorOf("--- a/f\n+++ b/f\n@@ -1,2 +1 @@\n a\n+b\n-c\n"), HasSubstr("more lines than it says"));
    EXPECT_THAT(errorOf("@@ -1 +1 @@\n-a\n+b\n"), HasSubstr("a.patch:1"));
    EXPECT_THAT(errorOf("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\n"), HasSubstr("binary"));
}

// A file of few different lines, so that a hunk may fit in several places.
std::string someText(std::mt19937 &random, std::size_t lines)
{
    std::string text;
    for (std::size_t i = 0; i < lines; ++i)
        text += std::format("line {}\n", random() % 12);
    if (!text.empty() && random() % 4 == 0)
        text.pop_back();
    return text;
}

std::string edited(std::mt19937 &random, const std::string &text, unsigned edits)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    for (unsigned i = 0; i < edits; ++i) {
        const auto at = lines.begin() + static_cast<std::ptrdiff_t>(lines.empty() ? 0 : random() % lines.size());
        if (random() % 2 == 0 || lines.empty())
            lines.insert(at, std::format("new {}\n", random() % 5));
        else
            lines.erase(at);
    }
    std::string all;
    for (const auto &line : lines)
        all += line + (line.ends_with('\n') || &line == &lines.back() ? "" : "\n");
    return all;
}

// Patches from one text to another, tried on a third: whether they fit, and what comes out.
TEST(UnifiedPatch, fitsWhereGitSaysThatItFits)
{
    const auto git = findProgram("git");
    if (!git)
        GTEST_SKIP() << "there is no git";
    const test::TempDir dir;
    std::mt19937 random(20); // always the same texts
    int fits = 0;
    constexpr int cases = 250;
    for (int i = 0; i < cases; ++i) {
        const auto before = someText(random, random() % 30);
        const auto after = edited(random, before, 1 + random() % 4);
        const auto other = random() % 3 == 0 ? before : edited(random, before, random() % 3);
        dir.write("a/f", before);
        dir.write("b/f", after);
        // Without lines around what changes, git may glue two lines together.
        const auto context = std::format("-U{}", 1 + random() % 3);
        const auto run = [&](const std::vector<std::string> &words) {
            const auto finished =
                process::run({.program = *git,
                              .arguments = words,
                              .directory = dir.path(),
                              .environment = {{"GIT_CEILING_DIRECTORIES", "/"}, {"GIT_CONFIG_GLOBAL", "/dev/null"}}});
            EXPECT_OK(finished);
            return finished.value_or(process::Finished{});
        };
        const auto diff = run({"diff", "--no-index", "--no-color", context, "a/f", "b/f"});
        if (diff.output.empty())
            continue;
        // git names them a/a/f and b/b/f.
        dir.write("it.patch", diff.output);
        dir.write("f", other);
        const auto told = run({"apply", "-p2", "--whitespace=nowarn", "it.patch"});
        const auto patches = parsePatch(diff.output, "it.patch", 2);
        ASSERT_OK(patches);
        const auto mine = applyHunks(other, patches->front().hunks);
        EXPECT_EQ(mine.has_value(), told.exitCode == 0) << diff.output << "\non\n"
                                                        << other << "\n"
                                                        << told.errors << (mine ? *mine : mine.error().message);
        if (mine && told.exitCode == 0) {
            EXPECT_EQ(*mine, *readFile(dir.path() / "f")) << diff.output;
            ++fits;
        }
    }
    EXPECT_GT(fits, cases / 3);
    EXPECT_LT(fits, cases);
}

} // namespace
} // namespace crossyard::text
