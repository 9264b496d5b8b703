// SPDX-License-Identifier: MIT OR Apache-2.0
// A file while it is edited: steps, the disk, and another program that changes it meanwhile.
#include "support/support.h"
#include "sysroot/edited_file.h"

using namespace crossyard;
using namespace crossyard::sysroot;
using Disk = EditedFile::Disk;

namespace {

EditedFile opened(const fs::path &file)
{
    auto edited = EditedFile::open(file);
    EXPECT_OK(edited);
    return edited ? std::move(*edited) : EditedFile();
}

} // namespace

TEST(EditedFile, HasStepsThatAreUndoneAndDoneAgain)
{
    const test::TempDir dir;
    auto edited = opened(dir.write("a", "1\n"));
    edited.take("1\n2\n");
    edited.take("1\n2\n"); // no step
    edited.take("1\n2\n3\n");
    edited.undo();
    EXPECT_EQ(edited.text(), "1\n2\n");
    edited.undo();
    EXPECT_FALSE(edited.canUndo());
    EXPECT_FALSE(edited.dirty());
    edited.undo();
    edited.redo();
    edited.redo();
    EXPECT_EQ(edited.text(), "1\n2\n3\n");
    EXPECT_FALSE(edited.canRedo());
    edited.undo();
    edited.take("4\n");
    EXPECT_FALSE(edited.canRedo());
}

TEST(EditedFile, IsSavedWhenItSaysSoAndNotOverAnothersChange)
{
    const test::TempDir dir;
    const auto file = dir.write("a", "1\n");
    auto edited = opened(file);
    edited.take("2\n");
    EXPECT_EQ(*readFile(file), "1\n");
    EXPECT_TRUE(edited.difference()->contains("-1\n+2\n"));
    EXPECT_OK(edited.save());
    EXPECT_EQ(*readFile(file), "2\n");
    EXPECT_EQ(*edited.difference(), "");
    edited.take("3\n");
    dir.write("a", "theirs\n");
    EXPECT_FALSE(edited.save());
    EXPECT_EQ(*readFile(file), "theirs\n");
    EXPECT_EQ(edited.lookAtDisk(), Disk::Conflict);
    EXPECT_OK(edited.save());
    EXPECT_EQ(*readFile(file), "3\n");
}

TEST(EditedFile, TakesOverOrMergesWhatAnotherProgramChanged)
{
    const test::TempDir dir;
    const auto file = dir.write("a", "1\n2\n3\n4\n5\n");
    auto edited = opened(file);
    EXPECT_EQ(edited.lookAtDisk(), Disk::Same);
    dir.write("a", "0\n2\n3\n4\n5\n");
    EXPECT_EQ(edited.lookAtDisk(), Disk::TakenOver);
    edited.take("0\n2\n3\n4\n6\n");
    dir.write("a", "1\n2\n3\n4\n5\n");
    EXPECT_EQ(edited.lookAtDisk(), Disk::Merged);
    EXPECT_EQ(edited.text(), "1\n2\n3\n4\n6\n");
    edited.revert();
    EXPECT_EQ(edited.text(), "1\n2\n3\n4\n5\n");
    fs::remove(file);
    EXPECT_EQ(edited.lookAtDisk(), Disk::TakenOver);
    EXPECT_FALSE(edited.exists());
}

TEST(EditedFile, ANewOneIsWrittenOnceItIsSaved)
{
    const test::TempDir dir;
    const auto file = dir.path() / "below" / "a";
    auto edited = EditedFile::create(file, "1\n");
    ASSERT_OK(edited);
    EXPECT_TRUE(edited->dirty());
    EXPECT_FALSE(fs::exists(file));
    EXPECT_OK(edited->save());
    EXPECT_EQ(*readFile(file), "1\n");
    const auto again = EditedFile::create(file, "2\n");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::BadInput);
}

TEST(EditedFile, LineEndsSurviveAnEditorThatKnowsOnlyLineFeeds)
{
    EXPECT_EQ(withLineEndsOf("a\nx\nb\n", "a\r\nb\r\n"), "a\r\nx\r\nb\r\n");
    EXPECT_EQ(withLineEndsOf("a\nb\nx\nc", "a\r\nb\nc"), "a\r\nb\nx\r\nc");
    EXPECT_EQ(withLineEndsOf("a\nb\n", "a"), "a\nb\n");
    EXPECT_EQ(withLineEndsOf("", "a\r\n"), "");
    for (const std::string text : {"", "\n", "a\r\n\r\nb", "a\nb\r\nc\n", "\r\n"}) {
        std::string plain = text;
        for (auto at = plain.find("\r\n"); at != std::string::npos; at = plain.find("\r\n"))
            plain.erase(at, 1);
        EXPECT_EQ(withLineEndsOf(plain, text), text);
    }
}
