// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/recipe.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::bootstrap {

namespace {

using build::Unit;
using build::UnitIndex;

// Stands before and behind the name of a variable while a word is not yet shell text.
constexpr char mark = '\2';

std::string marked(std::string_view name)
{
    return std::format("{}{}{}", mark, name, mark);
}

bool isName(std::string_view name)
{
    static constexpr std::string_view digits = "0123456789";
    return !name.empty() && !digits.contains(name.front()) &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
               std::string_view::npos;
}

// The plan's wrappers are this machine's; the recipe honours RUSTC_WRAPPER itself.
build::BuildSettings withoutWrappers(build::BuildSettings settings)
{
    settings.wrapper.reset();
    settings.workspaceWrapper.reset();
    return settings;
}

class RecipeMaker {
public:
    explicit RecipeMaker(const BootstrapPlan &plan)
        : m_plan(plan), m_graph(plan.graph->units),
          m_settings(withoutWrappers(*plan.settings)), m_context{
                                                           .graph = m_graph,
                                                           .settings = m_settings,
                                                           .paths = [this](UnitIndex unit) { return paths(unit); },
                                                           .scriptOutput = [](UnitIndex) { return &nothingSaid; },
                                                           .targetDir = fromUtf8(marked("OUT") + "/target"),
                                                           .hostDir = fromUtf8(marked("OUT") + "/host"),
                                                           .stageSysroots = {},
                                                           .makeflags = {}}
    {
    }

    Recipe make()
    {
        nameDirectories();
        const auto order = buildOrder();
        m_recipe.units = order.size();
        m_stepOf.resize(m_graph.units.size());
        for (const UnitIndex unit : order) {
            m_stepOf[unit] = m_recipe.steps.size();
            const Unit &one = m_graph.units[unit];
            RecipeStep step = one.isScriptRun() ? scriptStep(unit) : compileStep(unit);
            step.title = m_graph.title(unit);
            for (const auto &dependency : one.dependencies)
                step.needs.push_back(m_stepOf[dependency.unit]);
            m_recipe.steps.push_back(std::move(step));
        }
        addResults();
        m_recipe.unset.assign(m_unset.begin(), m_unset.end());
        m_recipe.libraryPath = build::libraryPathVariable(m_settings.compiler.host).first;
        return std::move(m_recipe);
    }

private:
    static inline const build::ScriptOutput nothingSaid;

    // "libc-0123456789abcdef": a directory of its own below OUT/build.
    std::string runName(UnitIndex unit) const
    {
        return m_graph.package(m_graph.units[unit]).manifest.name + "-" +
               m_plan.execution.keys[unit].digest.substr(0, 16);
    }

    build::UnitPaths paths(UnitIndex index) const
    {
        const Unit &unit = m_graph.units[index];
        build::UnitPaths paths;
        paths.key = m_plan.execution.keys[index].digest;
        paths.metadata = m_plan.execution.keys[index].metadata;
        paths.outDir = unit.side == cargo::Side::Target ? m_context.targetDir : m_context.hostDir;
        if (unit.isScriptRun())
            paths.scriptOut = unit.recordedOut.empty() ? fromUtf8(marked("OUT") + "/build/" + runName(index) + "/out")
                                                       : unit.recordedOut;
        return paths;
    }

    void nameDirectory(const std::string &name, const fs::path &directory, const std::string &what)
    {
        m_directories.emplace_back(toUtf8(directory), name);
        m_recipe.variables.push_back({name, toUtf8(directory), what});
    }

    void nameDirectories()
    {
        const auto &input = *m_plan.input;
        m_recipe.variables.push_back({"RUSTC", toUtf8(m_settings.compiler.rustc), "the compiler"});
        m_directories.emplace_back(toUtf8(m_settings.compiler.rustc), "RUSTC");
        nameDirectory("SRC", m_settings.workspaceRoot, "where the package's workspace lies");
        int vendors = 0;
        int others = 0;
        std::set<fs::path> used;
        for (const auto &unit : m_graph.units)
            used.insert(m_graph.package(unit).manifest.directory());
        for (const auto &dir : input.crateDirs) {
            if (std::ranges::any_of(used, [&](const auto &one) { return isBelow(one, dir); })) {
                ++vendors;
                nameDirectory(vendors == 1 ? "VENDOR" : std::format("VENDOR_{}", vendors), dir,
                              "a directory of crates' sources");
            }
        }
        if (input.request.replayScripts)
            nameDirectory("REPLAY", *input.request.replayScripts, "what build scripts said on another machine");
        for (const auto &dir : used) {
            const bool named =
                std::ranges::any_of(m_directories, [&](const auto &one) { return isBelow(dir, fromUtf8(one.first)); });
            if (!named)
                nameDirectory(std::format("DIR_{}", ++others), dir, "a package outside of the workspace");
        }
        // Of two that stand in one another the inner one is meant.
        std::ranges::stable_sort(m_directories, std::greater(), [](const auto &one) { return one.first.size(); });
    }

    // Each unit after all that it depends on, else in the graph's order.
    std::vector<UnitIndex> buildOrder() const
    {
        std::vector<UnitIndex> order;
        std::vector<bool> seen(m_graph.units.size());
        std::function<void(UnitIndex)> visit = [&](UnitIndex index) {
            if (seen[index])
                return;
            seen[index] = true;
            for (const auto &dependency : m_graph.units[index].dependencies)
                visit(dependency.unit);
            order.push_back(index);
        };
        for (const UnitIndex root : m_graph.roots)
            visit(root);
        return order;
    }

    // Directories of this machine become variables where a path begins or ends with them.
    std::string withVariables(std::string word) const
    {
        for (const auto &[directory, name] : m_directories) {
            for (auto at = word.find(directory); at != std::string::npos; at = word.find(directory, at)) {
                const auto end = at + directory.size();
                const bool begins = at == 0 || std::string_view("=:;,").contains(word[at - 1]);
                const bool ends = end == word.size() || std::string_view("/=:;,").contains(word[end]);
                const std::string variable = marked(name);
                if (begins && ends)
                    word.replace(at, directory.size(), variable);
                at += begins && ends ? variable.size() : directory.size();
            }
        }
        return word;
    }

    // A word as a shell has to see it.
    std::string shellWord(const std::string &raw) const
    {
        const std::string word = withVariables(raw);
        if (!word.contains(mark) && !word.contains('\n'))
            return process::quoted(word);
        std::string text = "\"";
        for (std::size_t i = 0; i < word.size(); ++i) {
            const char c = word[i];
            if (c == mark) {
                const auto end = word.find(mark, i + 1);
                text += "${" + word.substr(i + 1, end - i - 1) + "}";
                i = end;
            } else if (c == '\n') {
                text += "${NEWLINE}";
            } else {
                if (std::string_view("\"\\$`").contains(c))
                    text += '\\';
                text += c;
            }
        }
        return text + "\"";
    }

    // What a command's environment sets. Names that no shell takes go to env.
    void addEnvironment(const process::Command &command, bool shellNames, std::vector<std::string> &words,
                        std::vector<std::string> &late)
    {
        const auto library = build::libraryPathVariable(m_settings.compiler.host).first;
        for (const auto &[name, value] : command.environment) {
            if (!value)
                m_unset.insert(name);
            else if (name == library)
                continue; // set once, above all steps
            else
                (shellNames && !isName(name) ? late : words)
                    .push_back(shellWord(name + "=" + (name == "NUM_JOBS" ? marked("JOBS") : *value)));
        }
    }

    RecipeStep compileStep(UnitIndex index)
    {
        const Unit &unit = m_graph.units[index];
        const process::Command command = build::rustcCommand(m_context, index);
        std::string runs;
        std::string own = "-";
        for (const UnitIndex run : build::scriptRunsOf(m_graph, index)) {
            runs += (runs.empty() ? "" : " ") + runName(run);
            if (m_graph.units[run].package == unit.package)
                own = runName(run);
        }
        RecipeStep step;
        auto &words = step.words;
        words = {"compile", shellWord(toUtf8(command.directory)), process::quoted(runs), own,
                 process::quoted(join(build::linkScopes(m_graph, unit), " "))};
        std::vector<std::string> late;
        addEnvironment(command, true, words, late);
        words.push_back("--");
        if (!late.empty()) {
            words.push_back("env");
            words.insert(words.end(), late.begin(), late.end());
        }
        words.push_back(shellWord(toUtf8(m_settings.compiler.rustc)));
        for (const auto &word : command.arguments) {
            // How the compiler speaks to a program; a person reads it here.
            if (!word.starts_with("--error-format=") && !word.starts_with("--json="))
                words.push_back(shellWord(word));
        }
        const std::string side = unit.side == cargo::Side::Target ? "target/" : "host/";
        for (const auto &name : build::artifactNames(m_settings, unit, m_plan.execution.keys[index].digest))
            step.makes.push_back(side + name);
        return step;
    }

    RecipeStep scriptStep(UnitIndex index)
    {
        const Unit &unit = m_graph.units[index];
        const auto &links = m_graph.package(unit).manifest.links;
        const auto out = paths(index).scriptOut;
        RecipeStep step;
        step.makes = {"build/" + runName(index) + "/output"};
        auto &words = step.words;
        words = {unit.scriptOverride ? "said" : "run_script", runName(index), process::quoted(links.value_or("-")),
                 shellWord(toUtf8(out))};
        if (unit.scriptOverride) {
            for (const auto &line : split(trim(build::toText(*unit.scriptOverride)), '\n'))
                words.push_back(shellWord(line));
            return step;
        }
        std::string needs;
        for (const auto &dependency : unit.dependencies) {
            if (m_graph.units[dependency.unit].isScriptRun())
                needs += (needs.empty() ? "" : " ") + runName(dependency.unit);
        }
        const process::Command command = build::scriptCommand(m_context, index, out);
        words.push_back(shellWord(toUtf8(command.directory)));
        words.push_back(shellWord(toUtf8(command.program)));
        words.push_back(process::quoted(needs));
        std::vector<std::string> none;
        addEnvironment(command, false, words, none);
        return step;
    }

    void addResults()
    {
        for (const auto &artifact : m_plan.artifacts) {
            const auto made = m_recipe.steps[m_stepOf[artifact.unit]].makes.at(artifact.output);
            const auto name = toUtf8(artifact.path.filename());
            RecipeStep step;
            step.title = name;
            step.words = {"cp", "-f", shellWord(marked("OUT") + "/" + made), shellWord(marked("OUT") + "/" + name)};
            step.makes = {name};
            step.needs = {m_stepOf[artifact.unit]};
            m_recipe.steps.push_back(std::move(step));
            m_recipe.results.push_back(name);
        }
        m_recipe.heading = headingOf(m_plan);
    }

    const BootstrapPlan &m_plan;
    const build::UnitGraph &m_graph;
    build::BuildSettings m_settings;
    build::UnitContext m_context;
    Recipe m_recipe;
    std::vector<std::pair<std::string, std::string>> m_directories; // with their variables
    std::vector<std::size_t> m_stepOf;                              // by unit
    std::set<std::string> m_unset;
};

} // namespace

Recipe makeRecipe(const BootstrapPlan &plan)
{
    return RecipeMaker(plan).make();
}

} // namespace crossyard::bootstrap
