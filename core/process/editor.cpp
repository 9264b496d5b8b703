// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/editor.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <utility>

namespace crossyard::process {

namespace {

// As their manuals say. Those that need a terminal are not among them.
constexpr std::string_view patterns[] = {
    "code --goto {file}:{line}:{column}",
    "codium --goto {file}:{line}:{column}",
    "zed {file}:{line}:{column}",
    "rustrover --line {line} --column {column} {file}",
    "clion --line {line} --column {column} {file}",
    "qtcreator {file}:{line}:{column}",
    "kate --line {line} --column {column} {file}",
    "subl {file}:{line}:{column}",
    "gedit +{line}:{column} {file}",
    "gnome-text-editor {file}",
    "gvim +{line} {file}",
    "emacsclient --no-wait +{line}:{column} {file}",
    "geany {file}:{line}:{column}",
    "mousepad --line={line} --column={column} {file}",
};

Result<std::vector<std::string>> split(std::string_view pattern)
{
    std::vector<std::string> words;
    std::string word;
    bool any = false;
    char quote = 0;
    for (const char c : pattern) {
        if (quote) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            any = true;
        } else if (c == ' ' || c == '\t') {
            if (any)
                words.push_back(std::exchange(word, {}));
            any = false;
        } else {
            word += c;
            any = true;
        }
    }
    if (quote)
        return fail(Error{ErrorCode::Usage, std::format("the editor's command has a {} that is not closed", quote)});
    if (any)
        words.push_back(word);
    if (words.empty())
        return fail(Error{ErrorCode::Usage, "the editor's command is empty"});
    return words;
}

void replace(std::string &text, std::string_view what, std::string_view with)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
}

} // namespace

Result<Command> editorCommand(std::string_view pattern, const FilePlace &place)
{
    CY_TRY(auto words, split(pattern));
    const bool named = std::ranges::any_of(words, [](const std::string &word) { return word.contains("{file}"); });
    if (!named)
        words.push_back("{file}");
    const auto program = findProgram(words.front());
    if (!program)
        return fail(Error{ErrorCode::NotFound, std::format("the editor {} is not installed", words.front())}.withHint(
            "choose another one on the Settings page"));
    Command command{.program = *program};
    for (auto word = std::next(words.begin()); word != words.end(); ++word) {
        // The file comes last: its name may look like one of the others.
        replace(*word, "{line}", std::to_string(place.line));
        replace(*word, "{column}", std::to_string(place.column));
        replace(*word, "{file}", toUtf8(place.file));
        command.arguments.push_back(std::move(*word));
    }
    return command;
}

std::vector<std::string> knownEditors()
{
    std::vector<std::string> found;
    for (const std::string_view pattern : patterns) {
        if (findProgram(pattern.substr(0, pattern.find(' '))))
            found.emplace_back(pattern);
    }
    for (const char *variable : {"EDITOR", "VISUAL"}) {
        const auto wanted = toUtf8(fromUtf8(environment(variable).value_or("")).stem());
        const auto it = std::ranges::find_if(
            found, [&](const std::string &pattern) { return pattern.substr(0, pattern.find(' ')) == wanted; });
        if (it != found.end())
            std::rotate(found.begin(), it, std::next(it));
    }
    return found;
}

} // namespace crossyard::process
