// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/runner.h"

#include "base/strings.h"
#include "process/tree.h"

#include <QElapsedTimer>
#include <QThread>

#include <format>

namespace crossyard::process {

namespace {

// How long a cancelled program may take to end by itself before it is killed, and how often we look.
constexpr int politeMs = 5000;
constexpr int killedMs = 500; // zombies that nobody reaps would keep us for ever
constexpr int pollMs = 50;
constexpr int watchMs = 20;

// A line longer than this is handed over in pieces, so that a program without newlines cannot fill our memory.
constexpr std::size_t longestLine = 64 * 1024 * 1024;

class LineSplitter {
public:
    LineSplitter(const std::function<void(std::string_view)> &take, std::string &whole) : m_take(take), m_whole(whole)
    {
    }

    void feed(const QByteArray &bytes)
    {
        const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        if (!m_take) {
            m_whole += text;
            return;
        }
        std::size_t start = 0;
        for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', start)) {
            m_rest += text.substr(start, end - start);
            flush();
            start = end + 1;
        }
        m_rest += text.substr(start);
        if (m_rest.size() > longestLine)
            flush();
    }

    void finish()
    {
        if (!m_rest.empty())
            flush();
    }

private:
    void flush()
    {
        std::string_view line = m_rest;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        m_take(line);
        m_rest.clear();
    }

    const std::function<void(std::string_view)> &m_take;
    std::string &m_whole;
    std::string m_rest;
};

void configure(QProcess &process, const Command &command)
{
    process.setProgram(QString::fromStdString(toUtf8(command.program)));
    QStringList arguments;
    for (const auto &argument : command.arguments)
        arguments << QString::fromStdString(argument);
    process.setArguments(arguments);
    if (!command.directory.empty())
        process.setWorkingDirectory(QString::fromStdString(toUtf8(command.directory)));
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : command.environment) {
        if (value)
            environment.insert(QString::fromStdString(name), QString::fromStdString(*value));
        else
            environment.remove(QString::fromStdString(name));
    }
    process.setProcessEnvironment(environment);
}

Error startError(const QProcess &process, const Command &command)
{
    const auto name = toUtf8(command.program);
    std::error_code ignored;
    if (!command.directory.empty() && !fs::is_directory(command.directory, ignored))
        return {ErrorCode::NotFound,
                std::format("cannot run {} in {}: no such directory", name, toUtf8(command.directory))};
    if (fs::is_regular_file(command.program, ignored) && !isExecutable(command.program))
        return {ErrorCode::Io, std::format("cannot run {}: it is not executable", name)};
    if (!findProgram(name))
        return {ErrorCode::NotFound, std::format("cannot run {}: there is no such program", name)};
    return {ErrorCode::Io, std::format("cannot run {}: {}", name, process.errorString().toStdString())};
}

// Ends the whole group: asks, waits, kills. The program itself is reaped here as well.
void endGroup(QProcess &process, qint64 pid)
{
    signalGroup(pid, false);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < politeMs && process.state() != QProcess::NotRunning)
        process.waitForFinished(pollMs);
    while (timer.elapsed() < politeMs && groupAlive(pid))
        QThread::msleep(10);
    signalGroup(pid, true);
    process.waitForFinished(-1);
    // A killed process needs a moment to go, a longer one on a busy machine.
    timer.restart();
    while (timer.elapsed() < killedMs && groupAlive(pid))
        QThread::msleep(2);
}

Finished ending(const QProcess &process)
{
    Finished finished;
    finished.crashed = process.exitStatus() == QProcess::CrashExit;
    finished.exitCode = finished.crashed ? 128 + process.exitCode() : process.exitCode();
    return finished;
}

} // namespace

Result<Finished> run(const Command &command, const RunOptions &options)
{
    CY_CHECK(options.cancel.check());
    QProcess process;
    configure(process, command);
    prepareGroup(process);
    process.start(QIODevice::ReadWrite);
    if (!process.waitForStarted(-1))
        return fail(startError(process, command));
    const qint64 pid = process.processId();
    adoptGroup(pid);
    process.closeWriteChannel();

    std::string output;
    std::string errors;
    LineSplitter outLines(options.onOutputLine, output);
    LineSplitter errorLines(options.onErrorLine, errors);
    bool cancelled = false;
    const auto drain = [&] {
        outLines.feed(process.readAllStandardOutput());
        errorLines.feed(process.readAllStandardError());
    };
    // waitForReadyRead() wakes for one channel only; the one that is read by lines, or standard error, is the lively
    // one.
    process.setReadChannel(options.onOutputLine && !options.onErrorLine ? QProcess::StandardOutput
                                                                        : QProcess::StandardError);
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(pollMs);
        drain();
        if (options.cancel.cancelled()) {
            cancelled = true;
            endGroup(process, pid);
        }
    }
    drain();
    releaseGroup(pid);
    if (cancelled)
        return fail(ErrorCode::Cancelled, "cancelled");
    outLines.finish();
    errorLines.finish();
    Finished finished = ending(process);
    finished.output = std::move(output);
    finished.errors = std::move(errors);
    return finished;
}

Result<std::string> outputOf(const Command &command, const RunOptions &options)
{
    CY_TRY(Finished finished, run(command, options));
    if (!finished.ok()) {
        const auto said = trim(finished.errors.empty() ? finished.output : finished.errors);
        return fail(ErrorCode::ToolFailed, std::format("{} failed with status {}{}{}", toUtf8(command.program),
                                                       finished.exitCode, said.empty() ? "" : ":\n", said));
    }
    return std::move(finished.output);
}

Result<int> runInForeground(const Command &command)
{
    return runInForeground(command, {});
}

Result<int> runInForeground(const Command &command, const ForegroundWatch &watch)
{
    const IgnoreTerminalSignals ignore;
    std::optional<NoteEndRequests> noted;
    if (watch)
        noted.emplace();
    QProcess process;
    configure(process, command);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    restoreTerminalSignals(process);
    process.start();
    if (!process.waitForStarted(-1))
        return fail(startError(process, command));
    while (watch && process.state() != QProcess::NotRunning) {
        process.waitForFinished(watchMs);
        if (process.state() != QProcess::NotRunning)
            watch(NoteEndRequests::taken());
    }
    if (process.state() != QProcess::NotRunning)
        process.waitForFinished(-1);
    return ending(process).exitCode;
}

} // namespace crossyard::process
