// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/script_replay.h"

#include "base/digest.h"
#include "base/strings.h"

#include <algorithm>
#include <format>

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

Result<void> writeRecording(const fs::path &directory, const build::StoredUnit &stored, const cargo::Package &package)
{
    const fs::path out = stored.directory / "out";
    std::string text = replaceAll(build::toText(*stored.script), toUtf8(out), outPlace);
    text = replaceAll(std::move(text), toUtf8(package.manifest.directory()), packagePlace);
    CY_CHECK(removeTree(directory));
    CY_CHECK(createDirectories(directory));
    std::error_code error;
    if (!stored.files.empty())
        fs::copy(out, directory / "out", fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
    if (error)
        return fail(ioError("copy", out, error));
    return writeFile(directory / "output", text);
}

} // namespace

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

Result<std::vector<std::string>> recordScripts(const BootstrapPlan &plan, const build::ExecutionResult &result,
                                               const fs::path &directory)
{
    const auto &graph = plan.graph->units;
    std::vector<std::string> written;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        if (!unit.isScriptRun() || unit.scriptOverride)
            continue;
        const auto name = nameOf(graph.package(unit), plan.input->target && unit.side == cargo::Side::Host);
        if (!result.stored[i] || !result.stored[i]->script)
            return fail(ErrorCode::NotFound, std::format("what {} said is not stored", graph.title(i)));
        if (std::ranges::contains(written, name))
            continue; // with other features; the first one is the one that more depends on
        CY_CHECK(writeRecording(directory / fromUtf8(name), *result.stored[i], graph.package(unit)));
        written.push_back(name);
    }
    return written;
}

} // namespace crossyard::bootstrap
