// SPDX-License-Identifier: MIT OR Apache-2.0
// A text file while it is edited: every step with undo and redo, what is on the disk, and what becomes of it when
// another program changes the file meanwhile.
#pragma once

#include "sysroot/file_edit.h"

#include <vector>

namespace crossyard::sysroot {

class EditedFile {
public:
    EditedFile() = default; // nothing is open
    /// The file as it is; an empty text where there is none. Errors: Io.
    static Result<EditedFile> open(fs::path file);
    /// A text for a file that is written when it is saved first. Errors: BadInput (the file is there).
    static Result<EditedFile> create(fs::path file, std::string text);

    const fs::path &file() const { return m_file; }
    const std::string &text() const { return m_steps[m_now]; }
    bool exists() const { return m_onDisk.has_value(); }
    bool dirty() const { return text() != m_onDisk.value_or(std::string()); }
    /// Another program and the edits have changed the same lines, and neither was chosen yet: save() keeps the text,
    /// revert() takes the file's.
    bool conflicts() const { return m_conflict && dirty(); }
    bool canUndo() const { return m_now > 0; }
    bool canRedo() const { return m_now + 1 < m_steps.size(); }
    /// From what is on the disk to what would be saved, as a unified diff; empty where they are the same.
    Result<std::string> difference() const;

    /// The text with plain line feeds, as editors have it.
    std::string plainText() const;

    /// One step; those that were undone are gone.
    void take(std::string text);
    /// The same with a text from an editor: the file's line ends come back.
    void takePlain(std::string_view text);
    void undo();
    void redo();
    /// To what is on the disk.
    void revert();

    /// Errors: those of apply(); BadInput where the file has changed since it was looked at.
    Result<void> save();

    enum class Disk {
        Same,
        TakenOver, // nothing was edited here: the text is the file's now
        Merged,    // both have edited, and nothing contradicts: both are in the text now
        Conflict,  // see conflicts()
    };
    /// Looks whether another program has changed the file. One that cannot be read is taken for one that is gone.
    Disk lookAtDisk();

private:
    void begin(std::string text);

    fs::path m_file;
    std::optional<std::string> m_onDisk;
    std::vector<std::string> m_steps{std::string()}; // never empty
    std::size_t m_now = 0;
    bool m_conflict = false;
};

/// `edited` with the line ends of `original`: lines that are in both keep theirs, the others get those of its first.
std::string withLineEndsOf(std::string_view edited, std::string_view original);

} // namespace crossyard::sysroot
