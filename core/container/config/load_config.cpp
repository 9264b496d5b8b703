// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/load_config.h"

#include "base/files.h"
#include "cargo/workspace.h"

#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

Result<ConfigText> readText(const fs::path &file)
{
    CY_TRY(std::string text, readFile(file));
    return ConfigText{file, std::move(text)};
}

// Cross.toml, or what CROSS_CONFIG names. cross says nothing where that is not there.
Result<std::optional<ConfigText>> readCrossToml(const LoadRequest &request, const fs::path &root,
                                                std::vector<Finding> &findings)
{
    const auto named = request.environment ? request.environment("CROSS_CONFIG") : std::nullopt;
    const fs::path file = named ? resolvePath(absolutePath(request.directory), fromUtf8(*named)) : root / "Cross.toml";
    std::error_code ignored;
    if (fs::exists(file, ignored) && !(named && named->empty())) {
        CY_TRY(auto text, readText(file));
        return std::optional(std::move(text));
    }
    if (named)
        findings.push_back(
            {Severity::Warning, "missing-config",
             std::format("`CROSS_CONFIG` names {}, which is not there: cross goes on without a file", shown(*named)),
             Origin::environment("CROSS_CONFIG"), "mend the path, or unset it for Cross.toml"});
    if (fs::exists(root / "cross.toml", ignored))
        findings.push_back({Severity::Warning, "lower-case-name",
                            "this file is called cross.toml: cross does not read it",
                            Origin::file({root / "cross.toml"}), "rename it to Cross.toml"});
    return std::optional<ConfigText>();
}

} // namespace

Result<LoadedConfig> loadCrossConfig(const LoadRequest &request)
{
    LoadedConfig loaded;
    const auto package = findUpward(request.directory, "Cargo.toml");
    if (!package)
        return fail(Error{ErrorCode::NotFound, std::format("there is no Cargo.toml in {} or above it",
                                                           toUtf8(absolutePath(request.directory)))}
                        .withHint("start it in a package, or name one with --project"));
    CY_TRY(const fs::path root, cargo::findWorkspaceRoot(*package));
    CY_TRY(const auto workspace, cargo::readWorkspace(root));
    loaded.workspaceRoot = workspace.root;

    CrossInputs inputs;
    inputs.knownTargets = request.knownTargets;
    std::vector<Finding> findings;
    CY_TRY(inputs.crossToml, readCrossToml(request, workspace.root, findings));
    CY_TRY(inputs.workspaceManifest, readText(root));
    for (const auto &member : workspace.members) {
        if (member == root)
            continue;
        CY_TRY(auto text, readText(member));
        inputs.memberManifests.push_back(std::move(text));
    }
    Dialect dialect = request.dialect.value_or(Dialect::Release);
    if (!request.dialect) {
        CY_TRY(auto guess, guessDialect(inputs));
        dialect = guess.dialect;
        loaded.dialectIsGuessed = true;
        loaded.guessedBecause = std::move(guess.because);
    }
    CY_TRY(loaded.config, readCrossConfig(inputs, dialect));
    loaded.config.findings.insert(loaded.config.findings.begin(), findings.begin(), findings.end());
    return loaded;
}

std::vector<Finding> CrossReport::findings() const
{
    std::vector<Finding> all = loaded.config.findings;
    all.insert(all.end(), settings.findings.begin(), settings.findings.end());
    all.insert(all.end(), engine.findings.begin(), engine.findings.end());
    return all;
}

Result<CrossReport> reportCross(const LoadRequest &load, ResolveRequest request,
                                const std::map<std::string, std::string> &environment)
{
    CrossReport report;
    CY_TRY(report.loaded, loadCrossConfig(load));
    request.isFile = [root = report.loaded.workspaceRoot](const std::string &path) {
        std::error_code ignored;
        return fs::is_regular_file(resolvePath(root, fromUtf8(path)), ignored);
    };
    const auto dialect = report.loaded.config.dialect;
    CY_TRY(report.settings, resolve(report.loaded.config, request));
    report.engine = readEngineSettings(request.environment, dialect);
    report.passed = passedUnasked(environment, dialect);
    return report;
}

} // namespace crossyard::container
