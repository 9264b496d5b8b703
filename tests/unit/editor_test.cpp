// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/editor.h"
#include "support/support.h"

namespace crossyard::process {
namespace {

const FilePlace place{"/p/a file {line}.rs", 12, 3};

TEST(EditorCommand, FillsInThePlace)
{
    const auto command = editorCommand("sh --goto {file}:{line}:{column} 'two words'", place);
    ASSERT_OK(command);
    EXPECT_EQ(command->program.filename(), "sh");
    EXPECT_EQ(command->arguments, (std::vector<std::string>{"--goto", "/p/a file {line}.rs:12:3", "two words"}));
}

TEST(EditorCommand, AddsTheFileWhereItIsNotNamed)
{
    const auto command = editorCommand("sh +{line}", place);
    ASSERT_OK(command);
    EXPECT_EQ(command->arguments, (std::vector<std::string>{"+12", "/p/a file {line}.rs"}));
}

TEST(EditorCommand, SaysWhatIsWrong)
{
    EXPECT_EQ(editorCommand("  ", place).error().code, ErrorCode::Usage);
    EXPECT_EQ(editorCommand("sh 'open", place).error().code, ErrorCode::Usage);
    const auto missing = editorCommand("no-such-editor-here {file}", place);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(missing.error().message.contains("no-such-editor-here"));
}

} // namespace
} // namespace crossyard::process
