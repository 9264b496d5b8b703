// SPDX-License-Identifier: MIT OR Apache-2.0
// Differences and merges are libgit2's: they are the ones that people know from git.
#include "plugin/git_parts.h"
#include "plugin/plugin.h"

#include <algorithm>

namespace crossyard::remote {

namespace {

Error textError(std::string_view what)
{
    return {ErrorCode::Unsupported, std::string(what) + " is not possible: " + lastGitMessage()};
}

git_merge_file_input inputOf(std::string_view text)
{
    git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
    input.ptr = text.data() ? text.data() : "";
    input.size = text.size();
    return input;
}

} // namespace

Result<std::vector<RawDiffHunk>> GitTextTools::diff(std::string_view before, std::string_view after, int context)
{
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = static_cast<std::uint32_t>(std::max(context, 0));
    options.flags |= GIT_DIFF_FORCE_TEXT;
    Git2<git_patch, git_patch_free> patch;
    if (git_patch_from_buffers(patch.out(), before.data(), before.size(), "text", after.data(), after.size(), "text",
                               &options) != 0)
        return fail(textError("the comparison"));
    std::vector<RawDiffHunk> hunks;
    for (std::size_t h = 0; h < git_patch_num_hunks(patch.get()); ++h) {
        const git_diff_hunk *found = nullptr;
        std::size_t lines = 0;
        if (git_patch_get_hunk(&found, &lines, patch.get(), h) != 0)
            return fail(textError("the comparison"));
        RawDiffHunk hunk{found->old_start, found->old_lines, found->new_start, found->new_lines, {}};
        for (std::size_t i = 0; i < lines; ++i) {
            const git_diff_line *line = nullptr;
            if (git_patch_get_line_in_hunk(&line, patch.get(), h, i) != 0)
                return fail(textError("the comparison"));
            hunk.lines.push_back(
                {line->origin, std::string(line->content, line->content_len), line->old_lineno, line->new_lineno});
        }
        hunks.push_back(std::move(hunk));
    }
    return hunks;
}

Result<std::string> GitTextTools::merge(std::string_view base, std::string_view ours, std::string_view theirs,
                                        unsigned short markerSize)
{
    git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
    options.flags = GIT_MERGE_FILE_STYLE_DIFF3;
    options.marker_size = markerSize;
    const auto baseInput = inputOf(base);
    const auto oursInput = inputOf(ours);
    const auto theirsInput = inputOf(theirs);
    git_merge_file_result result = {};
    if (git_merge_file(&result, &baseInput, &oursInput, &theirsInput, &options) != 0)
        return fail(textError("the merge"));
    std::string text(result.ptr, result.len);
    git_merge_file_result_free(&result);
    return text;
}

} // namespace crossyard::remote
