// SPDX-License-Identifier: MIT OR Apache-2.0
// What the verbs share: options of one meaning everywhere, printing, and exit statuses.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"
#include "base/error.h"
#include "process/command.h"

#include <QCommandLineParser>
#include <QStringList>

namespace crossyard::cli {

inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1;
inline constexpr int exitUsage = 2;
inline constexpr int exitCancelled = 130;

std::string toStd(const QString &text);
QString toQt(std::string_view text);

/// Text to standard output.
void print(std::string_view text);
/// Talk to standard error.
void say(std::string_view text);
/// Says the error on standard error (as a JSON object on standard output as well, where JSON was asked for) and gives
/// the exit status that fits its code.
int report(const Error &error, bool json = false);

/// Adds "--NAME VALUE" to the parser.
void addOption(QCommandLineParser &parser, const char *name, const char *help, const char *valueName = nullptr);
/// Parses the words after a verb. Where the answer is an exit status (help was asked for and printed, or the words were
/// wrong and that was said), gives that; otherwise nothing, and the parser is ready to be asked.
std::optional<int> parseWords(QCommandLineParser &parser, const char *usage, const char *summary,
                              const QStringList &words);
/// The value of an option, if it was given.
std::optional<std::string> option(const QCommandLineParser &parser, const char *name);
/// All values of an option that may be given several times.
std::vector<std::string> options(const QCommandLineParser &parser, const char *name);

/// The words of such an option: commas and blanks are between them.
std::vector<std::string> wordList(const QCommandLineParser &parser, const char *name);
/// --jobs; 0 where it was not given. Errors: Usage.
Result<int> jobsOption(const QCommandLineParser &parser);

/// The window's program, which stands beside this one, without arguments. Errors: NotFound.
Result<process::Command> windowCommand();

/// The token that Ctrl-C, SIGTERM and SIGHUP cancel, from the first call on.
CancelToken terminalCancel();

/// Activities to the console: progress on standard error, or with `json` one object a line on standard output.
std::shared_ptr<activity::Sink> consoleSink(bool json, bool verbose);

} // namespace crossyard::cli
