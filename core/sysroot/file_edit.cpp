// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/file_edit.h"

#include "base/files.h"
#include "text/text_diff.h"

#include <format>

namespace crossyard::sysroot {

namespace {

Result<std::optional<std::string>> contentOf(const fs::path &file)
{
    std::error_code ignored;
    if (fs::status(file, ignored).type() == fs::file_type::not_found)
        return std::nullopt;
    CY_TRY(std::string content, readFile(file));
    return content;
}

} // namespace

Result<FileEdit> editOf(const fs::path &file)
{
    FileEdit edit{.file = file, .before = {}, .after = {}};
    CY_TRY(edit.before, contentOf(file));
    edit.after = edit.before;
    return edit;
}

FileEdit reversed(FileEdit edit)
{
    std::swap(edit.before, edit.after);
    return edit;
}

Result<std::string> diffOf(const FileEdit &edit)
{
    const std::string name = toUtf8(edit.file);
    return text::unifiedDiff(edit.before.value_or(""), edit.after.value_or(""), edit.before ? name : "",
                             edit.after ? name : "");
}

Result<void> apply(const FileEdit &edit)
{
    CY_TRY(const auto now, contentOf(edit.file));
    if (now != edit.before)
        return fail(Error{ErrorCode::BadInput, std::format("{} has changed in the meantime", toUtf8(edit.file))}
                        .withPlace({edit.file, 0, 0})
                        .withHint("look at the change again, with the file as it is now"));
    std::error_code error;
    if (!edit.after) {
        fs::remove(edit.file, error);
        if (error)
            return fail(ioError("remove", edit.file, error));
        return {};
    }
    if (edit.file.has_parent_path())
        CY_CHECK(createDirectories(edit.file.parent_path()));
    const fs::path real = fs::is_symlink(edit.file, error) ? fs::weakly_canonical(edit.file, error) : edit.file;
    return writeFile(error ? edit.file : real, *edit.after);
}

} // namespace crossyard::sysroot
