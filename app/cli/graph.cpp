// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard graph: who depends on whom, as a tree, DOT, JSON or a picture.
#include "graph_options.h"
#include "verb.h"

#include "base/files.h"
#include "base/strings.h"
#include "graph/structure.h"
#include "graph/writers.h"
#include "process/ansi.h"
#include "process/runner.h"

#include <QTemporaryDir>

#include <charconv>
#include <format>

namespace crossyard::cli {

namespace {

using graph::DependencyGraph;
using graph::Direction;

enum class Format { Text, Dot, Json, Svg, Png };

Result<Format> formatOf(const QCommandLineParser &parser)
{
    const auto word = option(parser, "format").value_or("text");
    if (word == "text")
        return Format::Text;
    if (word == "dot")
        return Format::Dot;
    if (word == "json")
        return Format::Json;
    if (word == "svg")
        return Format::Svg;
    if (word == "png")
        return Format::Png;
    return fail(Error{ErrorCode::Usage, std::format("--format {}: there is no such format", word)}.withHint(
        "the formats are: text, dot, json, svg, png"));
}

Result<std::uint32_t> depthOf(const QCommandLineParser &parser)
{
    const auto word = option(parser, "depth");
    if (!word)
        return graph::noLimit;
    std::uint32_t depth = 0;
    const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), depth);
    if (error != std::errc() || end != word->data() + word->size())
        return fail(ErrorCode::Usage, std::format("--depth {}: not a number", *word));
    return depth;
}

// The graph around the named nodes, which become its roots; where none is named, around the roots it has.
Result<DependencyGraph> cutOut(const DependencyGraph &whole, const std::vector<std::string> &specs, bool inverted,
                               std::uint32_t depth)
{
    CY_TRY(const auto named, namedNodes(whole, specs));
    const auto &starts = named.empty() ? whole.roots() : named;
    const auto near = graph::neighbourhood(whole, starts, inverted ? Direction::In : Direction::Out, depth);
    return graph::keep(whole, near, graph::Mask(whole.edges().size(), true), starts).graph;
}

DependencyGraph withoutImplied(const DependencyGraph &whole)
{
    auto edges = graph::impliedEdges(whole);
    edges.flip();
    return graph::keep(whole, graph::Mask(whole.size(), true), edges, whole.roots()).graph;
}

// The command line draws nothing itself: the window's program does, without a window.
Result<std::string> drawn(const std::string &svg)
{
    CY_TRY(process::Command command, windowCommand());
    const QTemporaryDir directory;
    if (!directory.isValid())
        return fail(ErrorCode::Io, "there is no temporary directory: " + toStd(directory.errorString()));
    const auto from = fromUtf8(toStd(directory.filePath(QStringLiteral("graph.svg"))));
    const auto to = fromUtf8(toStd(directory.filePath(QStringLiteral("graph.png"))));
    CY_CHECK(writeFile(from, svg));
    command.arguments = {"--draw", toUtf8(from), toUtf8(to)};
    command.environment["QT_QPA_PLATFORM"] = "offscreen";
    CY_TRY(const auto finished, process::run(command, {.cancel = terminalCancel()}));
    if (!finished.ok())
        return fail(ErrorCode::ToolFailed, "the picture could not be drawn: " + std::string(trim(finished.errors)));
    return readFile(to);
}

Result<std::string> makeText(const QCommandLineParser &parser, const std::string &place)
{
    CY_TRY(const Format format, formatOf(parser));
    CY_TRY(const std::uint32_t depth, depthOf(parser));
    const auto from = options(parser, "from");
    const auto invert = options(parser, "invert");
    const bool features = parser.isSet(QStringLiteral("show-features"));
    if (!from.empty() && !invert.empty())
        return fail(ErrorCode::Usage, "--from and --invert exclude each other");
    if (features && format != Format::Text)
        return fail(ErrorCode::Usage, "--show-features is for --format text");
    CY_TRY(auto graph, readGraph(parser, place));
    if (parser.isSet(QStringLiteral("hide-implied")))
        graph = withoutImplied(graph);
    const bool inverted = !invert.empty();
    CY_TRY(graph, cutOut(graph, inverted ? invert : from, inverted, depth));
    switch (format) {
    case Format::Dot:
        return toDot(graph);
    case Format::Json:
        return toJson(graph) + "\n";
    case Format::Svg:
        return toSvg(graph, terminalCancel());
    case Format::Png: {
        CY_TRY(const auto svg, toSvg(graph, terminalCancel()));
        return drawn(svg);
    }
    case Format::Text:
        break;
    }
    return toTree(graph, {.inverted = inverted, .features = features, .depth = depth});
}

// Answers that are no graph; the options that shape one would do nothing.
Result<std::string> makeAnswer(const QCommandLineParser &parser, const std::string &place)
{
    CY_TRY(const Format format, formatOf(parser));
    if (format != Format::Text && format != Format::Json)
        return fail(ErrorCode::Usage, "--what-if and --critical answer as text or json");
    for (const char *name : {"depth", "from", "invert", "hide-implied", "show-features"}) {
        if (parser.isSet(QString::fromLatin1(name)))
            return fail(ErrorCode::Usage, std::format("--{} is not for --what-if and --critical", name));
    }
    const auto word = option(parser, "what-if");
    const bool critical = parser.isSet(QStringLiteral("critical"));
    if (word && critical)
        return fail(ErrorCode::Usage, "--what-if and --critical exclude each other");
    if (word) {
        CY_TRY(const auto answer, readWhatIf(parser, place, *word));
        return format == Format::Json ? toJson(answer.whatIf, answer.askers) : toText(answer.whatIf, answer.askers);
    }
    if (option(parser, "of") != "sysroot")
        return fail(Error{ErrorCode::Usage, "--critical is for the graph of a sysroot"}.withHint(
            "say --of sysroot: how long its units took is known from the store"));
    CY_TRY(const auto graph, readGraph(parser, place));
    return format == Format::Json ? criticalJson(graph) : criticalText(graph);
}

} // namespace

int runGraph(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "format", "text (a tree), dot (for Graphviz), json, svg or png. Default: text.", "F");
    addOption(parser, "output", "Write to this file.", "FILE");
    addOption(parser, "depth", "Only what is at most so many steps away.", "N");
    addOption(parser, "from", "Begin at this package (NAME or NAME@VERSION); may be repeated.", "SPEC");
    addOption(parser, "invert", "What depends on this package; may be repeated.", "SPEC");
    addOption(parser, "hide-implied", "Without direct dependencies that a longer way brings as well.");
    addOption(parser, "show-features", "Name each package's features, in a tree.");
    addOption(parser, "what-if", "What comes and goes with a feature: +NAME/FEATURE, or without it: -NAME/FEATURE.",
              "SWITCH");
    addOption(parser, "critical", "Of a sysroot: the longest chain of units, with their times.");
    addGraphOptions(parser);
    if (const auto status = parseWords(
            parser, "graph [OPTIONS] [DIR|Cargo.lock]",
            "Who depends on whom: the packages of a project, a lock file, or a sysroot. Without --target a project is "
            "shown as it is built for the host; --target all shows every platform.",
            words))
        return *status;
    const auto places = parser.positionalArguments();
    if (places.size() > 1)
        return report(
            Error{ErrorCode::Usage, std::format("`graph` takes one place; `{}` is too much", toStd(places[1]))});
    const std::string place = places.isEmpty() ? "" : toStd(places.first());
    const bool answer = parser.isSet(QStringLiteral("what-if")) || parser.isSet(QStringLiteral("critical"));
    auto text = answer ? makeAnswer(parser, place) : makeText(parser, place);
    if (!text)
        return report(text.error());
    if (const auto file = option(parser, "output")) {
        if (const auto written = writeFile(absolutePath(fromUtf8(*file)), *text); !written)
            return report(written.error());
        return exitDone;
    }
    if (option(parser, "format") == "png") {
        if (process::isTerminal(stdout))
            return report(Error{ErrorCode::Usage, "a terminal shows no PNG"}.withHint("say --output FILE"));
        std::fwrite(text->data(), 1, text->size(), stdout);
        return exitDone;
    }
    if (text->ends_with('\n'))
        text->pop_back(); // print() ends the line
    print(*text);
    return exitDone;
}

} // namespace crossyard::cli
