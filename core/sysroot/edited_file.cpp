// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/edited_file.h"

#include "base/files.h"
#include "base/strings.h"
#include "text/text_diff.h"

#include <algorithm>
#include <format>

namespace crossyard::sysroot {

namespace {

struct Line {
    std::string_view text;
    std::string_view end; // empty for the last one
};

std::vector<Line> linesOf(std::string_view text)
{
    std::vector<Line> lines;
    while (true) {
        const auto feed = text.find('\n');
        if (feed == std::string_view::npos)
            break;
        const auto length = feed > 0 && text[feed - 1] == '\r' ? feed - 1 : feed;
        lines.push_back({text.substr(0, length), text.substr(length, feed + 1 - length)});
        text.remove_prefix(feed + 1);
    }
    lines.push_back({text, {}});
    return lines;
}

} // namespace

std::string withLineEndsOf(std::string_view edited, std::string_view original)
{
    const auto old = linesOf(original);
    const auto now = linesOf(edited);
    const std::string_view usual = old.front().end.empty() ? std::string_view("\n") : old.front().end;
    const std::size_t shorter = std::min(old.size(), now.size());
    std::size_t head = 0;
    while (head < shorter && old[head].text == now[head].text)
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && old[old.size() - 1 - tail].text == now[now.size() - 1 - tail].text)
        ++tail;
    std::string text;
    for (std::size_t i = 0; i < now.size(); ++i) {
        text += now[i].text;
        if (i + 1 == now.size())
            break;
        const bool atHead = i < head;
        const bool atTail = i + tail >= now.size();
        const auto end = atHead ? old[i].end : atTail ? old[old.size() - (now.size() - i)].end : std::string_view();
        text += end.empty() ? usual : end;
    }
    return text;
}

Result<EditedFile> EditedFile::open(fs::path file)
{
    EditedFile edited;
    CY_TRY(auto edit, editOf(file));
    edited.m_file = std::move(file);
    edited.m_onDisk = std::move(edit.before);
    edited.begin(edited.m_onDisk.value_or(std::string()));
    return edited;
}

Result<EditedFile> EditedFile::create(fs::path file, std::string text)
{
    CY_TRY(auto edited, open(std::move(file)));
    if (edited.exists())
        return fail(Error{ErrorCode::BadInput, std::format("{} is there already", toUtf8(edited.file()))}.withHint(
            "choose another name, or open that file"));
    edited.begin(std::move(text));
    return edited;
}

Result<std::string> EditedFile::difference() const
{
    if (!dirty())
        return std::string();
    return diffOf({m_file, m_onDisk, text()});
}

std::string EditedFile::plainText() const
{
    return replaceAll(text(), "\r\n", "\n");
}

void EditedFile::begin(std::string text)
{
    m_steps = {std::move(text)};
    m_now = 0;
}

void EditedFile::take(std::string text)
{
    if (text == this->text())
        return;
    m_steps.resize(m_now + 1);
    m_steps.push_back(std::move(text));
    ++m_now;
}

void EditedFile::takePlain(std::string_view text)
{
    take(withLineEndsOf(text, this->text()));
}

void EditedFile::undo()
{
    m_now -= canUndo();
}

void EditedFile::redo()
{
    m_now += canRedo();
}

void EditedFile::revert()
{
    begin(m_onDisk.value_or(std::string()));
    m_conflict = false;
}

Result<void> EditedFile::save()
{
    CY_CHECK(apply({m_file, m_onDisk, text()}));
    m_onDisk = text();
    m_conflict = false;
    return {};
}

EditedFile::Disk EditedFile::lookAtDisk()
{
    const auto bytes =
        m_file.empty() ? Result<std::string>(fail(ErrorCode::NotFound, "nothing is open")) : readFile(m_file);
    const auto there = bytes ? std::optional(*bytes) : std::nullopt;
    if (there == m_onDisk)
        return Disk::Same;
    const bool mine = dirty();
    const auto base = m_onDisk.value_or(std::string());
    m_onDisk = there;
    if (!mine) {
        revert();
        return Disk::TakenOver;
    }
    const auto merge = text::mergeTexts(base, text(), there.value_or(std::string()));
    if (!merge || !merge->clean()) {
        m_conflict = true;
        return Disk::Conflict;
    }
    take(merge->text());
    return Disk::Merged;
}

} // namespace crossyard::sysroot
