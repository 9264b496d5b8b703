// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/unit_runner.h"

#include "base/files.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "build/script_voice.h"
#include "process/ansi.h"
#include "process/runner.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::build {

namespace {

using Clock = std::chrono::steady_clock;

// Most build scripts take a second; those that compile much C take minutes.
constexpr std::chrono::seconds patienceWithScripts{60};

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// What rustc says on standard error, a JSON object a line.
class Diagnostics {
public:
    Diagnostics(const UnitWork &work, activity::Id id) : m_work(work), m_id(id) {}

    void line(std::string_view text)
    {
        const auto json = nlohmann::json::parse(text, nullptr, false);
        if (!json.is_object()) {
            tell(std::string(text)); // a crash of the compiler, or a linker that wrote to our standard error
            return;
        }
        if (json.value("$message_type", json.contains("artifact") ? "artifact" : "diagnostic") == "artifact") {
            if (json.value("emit", "") == "metadata" && m_work.onMetadata) {
                if (m_work.context.graph.units[m_work.unit].isRlibOnly())
                    m_work.reporter.usable(m_id);
                m_work.onMetadata();
            }
            return;
        }
        if (json.contains("rendered") && json["rendered"].is_string())
            tell(json["rendered"].get<std::string>());
    }

    /// Everything that was said, for the error.
    const std::string &text() const { return m_text; }

private:
    void tell(std::string text)
    {
        for (const auto &line : split(trim(text), '\n'))
            m_work.reporter.line(m_id, line);
        m_text += text;
        if (!m_text.ends_with('\n'))
            m_text += '\n';
    }

    const UnitWork &m_work;
    activity::Id m_id;
    std::string m_text;
};

// The first complaint; the rest was told line by line.
std::string firstComplaint(const std::string &said)
{
    const std::string plain = process::stripAnsi(said);
    for (const auto &line : split(plain, '\n')) {
        if (line.starts_with("error"))
            return line;
    }
    return std::string(trim(plain.substr(0, plain.find('\n'))));
}

// A compiler that finds no room says so, or is ended by a signal where it had mapped the file.
bool diskIsFull(const fs::path &store, const std::string &said)
{
    std::error_code unknown;
    const auto space = fs::space(store, unknown);
    return said.contains("No space left on device") || said.contains("(os error 112)") ||
           (!unknown && space.available < 1024 * 1024);
}

Error failure(const UnitWork &work, std::string_view verb, const process::Finished &finished, const std::string &said,
              const process::Command &command)
{
    const auto &graph = work.context.graph;
    const std::string how = finished.crashed ? std::format("was ended by signal {}", finished.exitCode - 128)
                                             : std::format("ended with status {}", finished.exitCode);
    Error error{ErrorCode::ToolFailed,
                std::format("{} {} failed: it {}: {}", verb, graph.title(work.unit), how, firstComplaint(said))};
    if (diskIsFull(work.store.root(), said))
        error.hint = std::format("the disk that holds {} is full: free some space there, or choose another store with "
                                 "CROSSYARD_HOME",
                                 toUtf8(work.store.root()));
    if (!work.context.settings.sysrootCrates)
        error.context.push_back("running " + process::shown(command));
    return error;
}

Result<StoredUnit> compile(const UnitWork &work, activity::Id id)
{
    const auto &context = work.context;
    const Unit &unit = context.graph.units[work.unit];
    const process::Command command = rustcCommand(context, work.unit);
    work.reporter.command(id, process::shown(command));
    const auto start = Clock::now();
    Diagnostics diagnostics(work, id);
    process::RunOptions options;
    options.cancel = work.cancel;
    options.onErrorLine = [&](std::string_view line) { diagnostics.line(line); };
    CY_TRY(const auto finished, process::run(command, options));
    if (!finished.ok())
        return fail(failure(work, "compiling", finished, diagnostics.text(), command));
    if (!unit.isRlibOnly())
        work.reporter.usable(id);
    if (work.onCompiled)
        work.onCompiled();
    CY_TRY(StagedDir stage, StagedDir::create(work.store.root() / "build"));
    for (const auto &name : artifactNames(context.settings, unit, work.key.digest))
        CY_CHECK(linkOrCopy(context.paths(work.unit).outDir / fromUtf8(name), stage.path() / fromUtf8(name)));
    StoredUnit stored;
    stored.title = context.graph.title(work.unit);
    stored.fields = work.key.fields;
    stored.seconds = secondsSince(start);
    return work.store.publish(work.key.digest, std::move(stored), std::move(stage));
}

// Files that a script watches and that its package's digest does not cover.
std::vector<fs::path> outsideFiles(const ScriptOutput &output, const fs::path &package)
{
    std::vector<fs::path> files;
    for (const auto &name : output.rerunIfChanged) {
        const fs::path file = resolvePath(package, fromUtf8(name));
        const auto relative = file.lexically_relative(package);
        if (relative.empty() || *relative.begin() == "..")
            files.push_back(file);
    }
    return files;
}

bool holds(const fs::path &file, const std::string &text)
{
    const auto bytes = readFile(file);
    return bytes && bytes->contains(text);
}

// True where what a script said or wrote names its package's directory: in another one it would have said something
// else. What it watches does not count: that is no part of what is built.
bool namesPlace(const ScriptOutput &output, const fs::path &out, const fs::path &package)
{
    const std::string place = toUtf8(package);
    const auto inList = [&](const std::vector<std::string> &list) {
        return std::ranges::any_of(list, [&](const std::string &value) { return value.contains(place); });
    };
    const auto inPairs = [&](const std::vector<std::pair<std::string, std::string>> &list) {
        return std::ranges::any_of(list, [&](const auto &pair) { return pair.second.contains(place); });
    };
    if (inList(output.linkSearch) || inList(output.linkLibs) || inList(output.cfgs) || inPairs(output.environment) ||
        inPairs(output.metadata) ||
        std::ranges::any_of(output.linkArguments, [&](const auto &link) { return link.argument.contains(place); }))
        return true;
    std::error_code error;
    for (fs::recursive_directory_iterator it(out, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && holds(it->path(), place))
            return true;
    }
    return false;
}

Result<StoredUnit> runScript(const UnitWork &work, activity::Id id)
{
    const auto &context = work.context;
    const auto &manifest = context.graph.package(context.graph.units[work.unit]).manifest;
    CY_TRY(const fs::path directory, work.store.openInPlace(work.key.digest));
    const fs::path out = directory / "out";
    CY_CHECK(createDirectories(out));
    const process::Command command = scriptCommand(context, work.unit, out);
    work.reporter.command(id, process::shown(command));
    const auto start = Clock::now();
    ScriptVoice voice([&](std::string line) { work.reporter.line(id, std::move(line)); });
    process::RunOptions options;
    options.cancel = work.cancel;
    options.onOutputLine = [&](std::string_view line) { voice.output(line); };
    options.onErrorLine = [&](std::string_view line) { voice.error(line); };
    const Patience patience(patienceWithScripts, [&] {
        work.reporter.note(id, std::format("the build script of {} {} is still running: {}", manifest.name,
                                           manifest.version.toString(), toUtf8(command.program)));
    });
    auto ran = process::run(command, options);
    if (!ran || !ran->ok() || voice.tooMuch())
        (void)removeTree(directory); // it would be made anew; until then it is of no use
    CY_TRY(const auto finished, std::move(ran));
    if (!finished.ok()) {
        for (const auto &line : split(trim(voice.lastOutput()), '\n'))
            work.reporter.line(id, line);
        return fail(
            failure(work, "running the build script of", finished, voice.lastOutput() + voice.lastErrors(), command));
    }
    if (voice.tooMuch())
        return fail(ErrorCode::ToolFailed, std::format("the build script of `{}` printed more than {} of directives",
                                                       manifest.name, shownSize(ScriptVoice::mostDirectives)));
    CY_TRY(ScriptOutput output, parseScriptOutput(voice.directives(), manifest.name));
    if (!output.errors.empty())
        return fail(ErrorCode::ToolFailed,
                    std::format("the build script of `{}` says: {}", manifest.name, join(output.errors, "\n")));
    // The standard library's key names its place anyhow.
    const bool placed = !context.settings.sysrootCrates && namesPlace(output, out, manifest.directory());
    CY_CHECK(work.store.declare(work.staticKey,
                                {output.rerunIfEnvChanged, outsideFiles(output, manifest.directory()), placed}));
    StoredUnit stored;
    stored.title = context.graph.title(work.unit);
    stored.fields = work.key.fields;
    stored.seconds = secondsSince(start);
    stored.script = std::move(output);
    return work.store.publishInPlace(work.key.digest, std::move(stored));
}

} // namespace

std::string kindOf(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit)
{
    const bool target = unit.side == cargo::Side::Target;
    return std::format("{} {} {} {} {}", toUtf8(graph.package(unit).manifest.directory()), unit.target.name,
                       static_cast<int>(unit.mode), target ? settings.target.name : "host",
                       toUtf8(settings.compiler.rustc));
}

Result<UnitOutcome> runUnit(const UnitWork &work)
{
    const auto &graph = work.context.graph;
    const Unit &unit = graph.units[work.unit];
    CY_TRY(const FileLock lock, work.store.lock(work.key.digest, work.cancel, [&] {
        work.reporter.note(work.parent,
                           std::format("waiting for another process that builds {}", graph.title(work.unit)));
    }));
    if (auto stored = work.store.find(work.key.digest)) {
        work.reporter.found(work.parent, work.told);
        return UnitOutcome{std::move(*stored), false};
    }
    const auto kind = kindOf(graph, work.context.settings, unit);
    const auto id = work.reporter.start(graph.title(work.unit), work.parent, work.told);
    work.reporter.note(id, reasonToBuild(work.key.fields, work.store.lastFields(kind)));
    auto stored = unit.isScriptRun() ? runScript(work, id) : compile(work, id);
    if (!stored) {
        work.reporter.finish(id, activity::outcomeOf(stored));
        return fail(std::move(stored.error()));
    }
    if (stored->script) {
        for (const auto &warning : stored->script->warnings)
            work.reporter.note(id, warning, activity::Event::Level::Warning);
    }
    work.store.rememberLast(kind, work.key.fields);
    work.reporter.finish(id, activity::Event::Outcome::Done);
    return UnitOutcome{std::move(*stored), true};
}

} // namespace crossyard::build
