// SPDX-License-Identifier: MIT OR Apache-2.0
#include "common.h"

#include "process/ansi.h"

#include "base/paths.h"
#include "base/strings.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

std::string toStd(const QString &text)
{
    return text.toStdString();
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void say(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
}

int report(const Error &error, bool json)
{
    if (json) {
        nlohmann::ordered_json object{{"event", "error"}, {"code", codeName(error.code)}, {"message", error.message}};
        if (error.place)
            object["place"] = {
                {"file", toUtf8(error.place->file)}, {"line", error.place->line}, {"column", error.place->column}};
        if (!error.hint.empty())
            object["hint"] = error.hint;
        if (!error.context.empty())
            object["context"] = error.context;
        print(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    if (error.code == ErrorCode::Cancelled) {
        say("cancelled");
        return exitCancelled;
    }
    say(describe(error));
    return error.code == ErrorCode::Usage ? exitUsage : exitFailed;
}

void addOption(QCommandLineParser &parser, const char *name, const char *help, const char *valueName)
{
    QCommandLineOption option(QString::fromLatin1(name), QString::fromUtf8(help));
    if (valueName)
        option.setValueName(QString::fromLatin1(valueName));
    parser.addOption(option);
}

std::optional<int> parseWords(QCommandLineParser &parser, const char *usage, const char *summary,
                              const QStringList &words)
{
    parser.setApplicationDescription(QString::fromUtf8(summary));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this help."));
    parser.addOption(help);
    const QString program = QStringLiteral("crossyard ") + QString::fromUtf8(usage);
    const bool understood = parser.parse(QStringList{program} + words);
    if (parser.isSet(help)) {
        std::string text = "Usage: " + toStd(program) + "\n\n" + summary + "\n\nOptions:\n";
        const auto whole = toStd(parser.helpText());
        if (const auto at = whole.find("Options:\n"); at != std::string::npos)
            text += whole.substr(at + 9);
        print(text);
        return exitDone;
    }
    if (!understood) {
        say("error: " + toStd(parser.errorText()));
        say("  hint: crossyard " + std::string(usage).substr(0, std::string_view(usage).find(" [")) +
            " --help lists the options");
        return exitUsage;
    }
    return std::nullopt;
}

std::optional<std::string> option(const QCommandLineParser &parser, const char *name)
{
    const auto key = QString::fromLatin1(name);
    return parser.isSet(key) ? std::optional(toStd(parser.value(key))) : std::nullopt;
}

std::vector<std::string> options(const QCommandLineParser &parser, const char *name)
{
    std::vector<std::string> values;
    for (const auto &value : parser.values(QString::fromLatin1(name)))
        values.push_back(toStd(value));
    return values;
}

std::vector<std::string> wordList(const QCommandLineParser &parser, const char *name)
{
    std::vector<std::string> words;
    for (const auto &value : options(parser, name)) {
        const auto some = splitWords(value);
        words.insert(words.end(), some.begin(), some.end());
    }
    return words;
}

Result<int> jobsOption(const QCommandLineParser &parser)
{
    const auto word = option(parser, "jobs");
    if (!word)
        return 0;
    int jobs = 0;
    const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), jobs);
    if (error != std::errc() || end != word->data() + word->size() || jobs < 1)
        return fail(ErrorCode::Usage, std::format("--jobs {}: not a positive number", *word));
    return jobs;
}

namespace {

CancelToken &theToken()
{
    static CancelToken token;
    return token;
}

extern "C" void onSignal(int signal)
{
    theToken().cancel();
    std::signal(signal, SIG_DFL); // a second one ends us at once; the guard then kills what runs
}

} // namespace

CancelToken terminalCancel()
{
    static const bool installed = [] {
        theToken();
        process::catchEndSignals(onSignal);
        return true;
    }();
    (void)installed;
    return theToken();
}

} // namespace crossyard::cli
