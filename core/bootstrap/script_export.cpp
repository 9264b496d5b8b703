// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/script_export.h"

#include "base/strings.h"

#include <format>

namespace crossyard::bootstrap {

namespace {

constexpr std::size_t widest = 110;

// Words of a call, broken where they would run out of the page; an option keeps its value beside it.
std::string wrapped(const std::vector<std::string> &words, std::string_view lineEnd, std::string_view indent)
{
    std::string text;
    std::size_t column = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string piece = words[i];
        const bool takesValue = piece == "-C" || piece == "-L" || piece == "--cfg" || piece == "--check-cfg" ||
                                piece == "--extern" || piece == "--cap-lints" || piece == "--crate-name" ||
                                piece == "--crate-type" || piece == "--out-dir" || piece == "--target";
        if (takesValue && i + 1 < words.size())
            piece += " " + words[++i];
        if (column > 0 && (column + piece.size() + 1 > widest || words[i] == "--")) {
            text += std::string(lineEnd) + std::string(indent);
            column = indent.size();
        } else if (column > 0) {
            text += ' ';
            ++column;
        }
        text += piece;
        column += piece.size();
    }
    return text;
}

std::string comment(std::string_view text)
{
    std::string out;
    for (const auto &line : split(text, '\n'))
        out += line.empty() ? "#\n" : "# " + line + "\n";
    return out;
}

std::string about(const Recipe &recipe, const char *use)
{
    return comment(std::format(R"({}

It was written by Crossyard and needs none: a POSIX shell, its usual tools, and the compiler do. {}
The results are, in OUT: {}.

A unit is one run of the compiler or of a build script. Places on the machine where this was written are the defaults of
the variables; each can be set in the environment to say where things lie on another one. RUSTC_WRAPPER is honoured.)",
                               recipe.heading, use, join(recipe.results, ", ")));
}

std::string ninjaText(std::string text)
{
    return replaceAll(std::move(text), "$", "$$");
}

// A path in a build line.
std::string ninjaPath(const std::string &path)
{
    return replaceAll(replaceAll(ninjaText(path), " ", "$ "), ":", "$:");
}

// The functions as a file that ninja's steps read: printf writes its lines.
std::string ninjaFunctions(const Recipe &recipe)
{
    // No step here may end the shell that ninja gave it in another way than with its own status.
    const std::string text = "set -euf\n" + std::string(recipeFunctions()) + recipeVariables(recipe, "$PWD");
    std::string lines;
    for (const auto &line : split(trim(text), '\n'))
        lines += " $\n      " + ninjaText("'" + replaceAll(line, "'", "'\\''") + "'");
    return lines;
}

} // namespace

std::string toShell(const Recipe &recipe)
{
    std::string text = "#!/bin/sh\n" + about(recipe, "Run it: sh THIS-FILE.") + "set -euf\n\n";
    text += recipeFunctions();
    text += "\n" + recipeVariables(recipe, "${OUT:-crossyard-out}");
    for (std::size_t i = 0; i < recipe.steps.size(); ++i) {
        const auto &step = recipe.steps[i];
        if (i < recipe.units) {
            const auto title = std::format("{} of {}: {}", i + 1, recipe.units, step.title);
            text += std::format("\n# {}\nsay {}\n", title, process::quoted(title));
        } else if (i == recipe.units) {
            text += "\n# The results, under their own names.\n";
        }
        text += wrapped(step.words, " \\\n", "    ") + "\n";
    }
    return text;
}

std::string toNinja(const Recipe &recipe)
{
    std::string text = about(recipe, "Run it in the directory for the results: ninja -f THIS-FILE.");
    text += "\nninja_required_version = 1.5\n\n"
            "rule write\n  command = printf '%s\\n' $lines >$out\n  description = $out\n\n"
            "rule step\n  command = . ./recipe.sh && $call\n  description = $title\n\n"
            "# What the steps have in common.\n"
            "build recipe.sh: write\n  lines =" +
            ninjaFunctions(recipe) + "\n";
    for (const auto &step : recipe.steps) {
        text += "\nbuild";
        for (const auto &file : step.makes)
            text += " " + ninjaPath(file);
        text += ": step | recipe.sh";
        for (const std::size_t need : step.needs)
            text += " " + ninjaPath(recipe.steps[need].makes.front());
        std::vector<std::string> words;
        for (const auto &word : step.words)
            words.push_back(ninjaText(word));
        text += std::format("\n  title = {}\n  call = {}\n", ninjaText(step.title), wrapped(words, " $\n", "      "));
    }
    text += "\ndefault";
    for (const auto &result : recipe.results)
        text += " " + ninjaPath(result);
    return text + "\n";
}

Result<void> writeRecipe(const BootstrapPlan &plan, const fs::path &file)
{
    const Recipe recipe = makeRecipe(plan);
    const bool ninja = file.extension() == ".ninja";
    CY_CHECK(writeFile(file, ninja ? toNinja(recipe) : toShell(recipe)));
    return ninja ? Result<void>() : makeExecutable(file);
}

} // namespace crossyard::bootstrap
