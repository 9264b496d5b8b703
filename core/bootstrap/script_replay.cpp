// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/script_replay.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::bootstrap {

namespace {

constexpr const char *outPlace = "${OUT_DIR}";
constexpr const char *packagePlace = "${CARGO_MANIFEST_DIR}";

std::string nameOf(const cargo::Package &package, bool hostBesideTarget)
{
    return std::format("{}-{}{}", package.manifest.name, package.manifest.version.toString(),
                       hostBesideTarget ? ".host" : "");
}

Result<std::string> digestOfFiles(const fs::path &directory)
{
    std::vector<fs::path> files;
    std::error_code error;
    if (!fs::exists(directory, error))
        return DigestBuilder().hex();
    for (fs::recursive_directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored))
            files.push_back(it->path());
    }
    if (error)
        return fail(ioError("read directory", directory, error));
    std::ranges::sort(files);
    DigestBuilder digest;
    for (const auto &file : files) {
        CY_TRY(const auto content, digestOfFile(file));
        digest.add(toUtf8(file.lexically_relative(directory)), content);
    }
    return digest.hex();
}

Result<std::optional<build::RecordedScript>> readRecording(const fs::path &directory, const cargo::Package &package)
{
    std::error_code ignored;
    const fs::path file = directory / "output";
    if (!fs::exists(file, ignored))
        return std::nullopt;
    CY_TRY(std::string text, readFile(file));
    build::RecordedScript recorded;
    recorded.out = directory / "out";
    text = replaceAll(std::move(text), outPlace, toUtf8(recorded.out));
    text = replaceAll(std::move(text), packagePlace, toUtf8(package.manifest.directory()));
    auto output = build::parseScriptOutput(text, package.manifest.name);
    if (!output)
        return fail(std::move(output.error()).withPlace({file}));
    recorded.output = std::move(*output);
    CY_TRY(recorded.digest, digestOfFiles(recorded.out));
    return recorded;
}

// What is written down of a script, with names for the directories.
std::string recordOf(const build::StoredUnit &stored, const cargo::Package &package)
{
    std::string text = replaceAll(build::toText(*stored.script), toUtf8(stored.directory / "out"), outPlace);
    return replaceAll(std::move(text), toUtf8(package.manifest.directory()), packagePlace);
}

Result<void> writeRecording(const fs::path &directory, const build::StoredUnit &stored, const cargo::Package &package)
{
    const std::string text = recordOf(stored, package);
    CY_CHECK(removeTree(directory));
    CY_CHECK(createDirectories(directory));
    std::error_code error;
    if (!stored.files.empty())
        fs::copy(stored.directory / "out", directory / "out",
                 fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
    if (error)
        return fail(ioError("copy", stored.directory / "out", error));
    return writeFile(directory / "output", text);
}

bool isRecorded(const fs::path &directory, const build::StoredUnit &stored, const cargo::Package &package)
{
    const auto text = readFile(directory / "output");
    if (!text || *text != recordOf(stored, package))
        return false;
    const auto there = digestOfFiles(directory / "out");
    const auto made = digestOfFiles(stored.files.empty() ? fs::path() : stored.directory / "out");
    return there && made && *there == *made;
}

// The runs of scripts whose words are written down, each name once: the first one is the one that more depends on.
std::vector<std::pair<std::string, build::UnitIndex>> runsToRecord(const BootstrapPlan &plan)
{
    const auto &graph = plan.graph->units;
    std::vector<std::pair<std::string, build::UnitIndex>> runs;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        if (!unit.isScriptRun() || unit.scriptOverride)
            continue;
        auto name = nameOf(graph.package(unit), plan.input->target && unit.side == cargo::Side::Host);
        if (!std::ranges::contains(runs, name, &std::pair<std::string, build::UnitIndex>::first))
            runs.emplace_back(std::move(name), i);
    }
    return runs;
}

// The directive that it cannot take, as parseScriptOutput() says it.
Result<Recording> lookAt(const fs::path &directory)
{
    Recording recording{.name = toUtf8(directory.filename())};
    CY_TRY(const std::string text, readFile(directory / "output"));
    if (const auto output = build::parseScriptOutput(text, recording.name); !output)
        recording.problem = output.error().message;
    std::error_code error;
    const fs::path out = directory / "out";
    if (!fs::exists(out, error))
        return recording;
    for (fs::recursive_directory_iterator it(out, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        recording.files += it->is_regular_file(ignored) ? 1 : 0;
    }
    if (error)
        return fail(ioError("read directory", out, error));
    return recording;
}

} // namespace

Result<std::vector<Recording>> recordingsIn(const fs::path &directory)
{
    std::error_code ignored;
    if (!fs::is_directory(directory, ignored))
        return fail(ErrorCode::NotFound, std::format("there is no directory {}", toUtf8(directory)));
    CY_TRY(const auto entries, readDirectory(directory));
    std::vector<Recording> all;
    for (const auto &entry : entries) {
        const fs::path place = directory / entry.name;
        if (!entry.directory || !fs::exists(place / "output", ignored))
            continue;
        CY_TRY(auto recording, lookAt(place));
        all.push_back(std::move(recording));
    }
    std::ranges::sort(all, {}, &Recording::name);
    return all;
}

std::vector<std::string> replayedIn(const BootstrapPlan &plan)
{
    std::set<std::string> names;
    for (const auto &unit : plan.graph->units.units) {
        if (!unit.recordedOut.empty())
            names.insert(toUtf8(unit.recordedOut.parent_path().filename()));
    }
    return {names.begin(), names.end()};
}

std::function<Result<std::optional<build::RecordedScript>>(const cargo::Package &, cargo::Side)>
recordedScripts(const BootstrapInput &input)
{
    if (!input.request.replayScripts)
        return {};
    return [directory = *input.request.replayScripts, twoSides = input.target.has_value()](
               const cargo::Package &package, cargo::Side side) -> Result<std::optional<build::RecordedScript>> {
        const bool host = twoSides && side == cargo::Side::Host;
        return readRecording(directory / fromUtf8(nameOf(package, host)), package);
    };
}

std::vector<PlannedRecording> plannedRecordings(const BootstrapPlan &plan, const fs::path &directory)
{
    const auto &graph = plan.graph->units;
    std::vector<PlannedRecording> all;
    for (const auto &[name, unit] : runsToRecord(plan)) {
        const auto &stored = plan.execution.stored[unit];
        const bool there = !plan.execution.needed[unit] && stored && stored->script &&
                           isRecorded(directory / fromUtf8(name), *stored, graph.package(graph.units[unit]));
        all.push_back({name, there});
    }
    std::ranges::sort(all, {}, &PlannedRecording::name);
    return all;
}

Result<std::vector<std::string>> recordScripts(const BootstrapPlan &plan, const build::ExecutionResult &result,
                                               const fs::path &directory)
{
    const auto &graph = plan.graph->units;
    std::vector<std::string> written;
    for (const auto &[name, unit] : runsToRecord(plan)) {
        if (!result.stored[unit] || !result.stored[unit]->script)
            return fail(ErrorCode::NotFound, std::format("what {} said is not stored", graph.title(unit)));
        CY_CHECK(writeRecording(directory / fromUtf8(name), *result.stored[unit], graph.package(graph.units[unit])));
        written.push_back(name);
    }
    return written;
}

} // namespace crossyard::bootstrap
