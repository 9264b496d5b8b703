// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/next_steps.h"

#include "base/digest.h"
#include "process/command.h"
#include "text/toml_value.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

std::string word(const fs::path &path)
{
    return process::quoted(toUtf8(path));
}

// The digest that the artifact has in the store; nothing where its unit is not stored.
std::optional<std::string> storedDigest(const BootstrapPlan &plan, const PlannedArtifact &artifact)
{
    if (artifact.unit >= plan.execution.stored.size() || !plan.execution.stored[artifact.unit])
        return std::nullopt;
    const auto names = build::artifactNames(*plan.settings, plan.graph->units.units[artifact.unit],
                                            plan.execution.keys[artifact.unit].digest);
    if (artifact.output >= names.size())
        return std::nullopt;
    const auto &files = plan.execution.stored[artifact.unit]->files;
    const auto it = std::ranges::find(files, names[artifact.output], &build::StoredFile::name);
    return it == files.end() ? std::nullopt : std::optional(it->digest);
}

NextStep tryStep(const ResultFacts &facts, const fs::path &program, bool cargo)
{
    return {"try", facts.windows ? "\"" + toUtf8(program) + "\" --version"
                                 : word(program) + (cargo ? " --version --verbose" : " --help")};
}

NextStep pathStep(const ResultFacts &facts, const fs::path &program)
{
    if (facts.windows)
        return {"path", std::format("set \"PATH={};%PATH%\"", toUtf8(program.parent_path()))};
    return {"path", std::format("export PATH={}:\"$PATH\"", word(program.parent_path()))};
}

// rustup wants a directory with bin and lib. The compiler finds its own library by where it really lies.
NextStep rustupStep(const ResultFacts &facts, const fs::path &program)
{
    const std::string name = "cargo-" + facts.version;
    const fs::path dir = facts.toolchainsDir / fromUtf8(name);
    std::string text = std::format("mkdir -p {}\n", word(dir / "bin"));
    text += std::format("ln -sf {} {}\n", word(facts.rustc), word(dir / "bin" / "rustc"));
    text += std::format("ln -sf {} {}\n", word(program), word(dir / "bin" / "cargo"));
    text += std::format("ln -sfn {} {}\n", word(facts.compilerSysroot / "lib"), word(dir / "lib"));
    text += std::format("rustup toolchain link {} {}\n", name, word(dir));
    text += std::format("cargo +{} --version", name);
    return {"rustup", text};
}

NextStep rustStep(const ResultFacts &facts, const fs::path &program)
{
    return {"rust",
            std::format("[build]\ncargo = {}\nrustc = {}", text::tomlString(toUtf8(program)),
                        text::tomlString(toUtf8(facts.rustc))),
            "bootstrap.toml"};
}

NextStep oldCargoStep(const ResultFacts &facts, const fs::path &program)
{
    return {"old-cargo", std::format("./configure --local-cargo={} --local-rust-root={}", word(program),
                                     word(facts.compilerSysroot))};
}

} // namespace

std::vector<MadeFile> madeFiles(const BootstrapPlan &plan)
{
    std::vector<MadeFile> files;
    for (const auto &artifact : plan.artifacts) {
        MadeFile file{.path = artifact.path, .isProgram = artifact.isProgram};
        std::error_code error;
        const auto size = fs::file_size(artifact.path, error);
        if (!error) {
            file.there = true;
            file.size = size;
            const auto stored = storedDigest(plan, artifact);
            const auto there = stored ? digestOfFile(artifact.path) : Result<std::string>(std::string());
            file.upToDate = stored && there && *there == *stored;
        }
        files.push_back(std::move(file));
    }
    std::ranges::stable_partition(files, &MadeFile::isProgram);
    return files;
}

bool nothingToDo(const BootstrapPlan &plan, const std::vector<MadeFile> &files)
{
    const bool lock = plan.input->request.writeLock && plan.choice->lockText;
    return plan.execution.neededCount() == 0 && !lock && std::ranges::all_of(files, &MadeFile::upToDate) &&
           std::ranges::all_of(plan.recordings, &PlannedRecording::there);
}

ResultFacts factsOf(const BootstrapPlan &plan, const fs::path &store)
{
    const auto &input = *plan.input;
    const auto &compiler = plan.settings->compiler;
    const auto &graph = plan.graph->units;
    ResultFacts facts;
    for (const auto &artifact : plan.artifacts) {
        if (artifact.isProgram)
            facts.programs.push_back(artifact.path);
    }
    facts.version = graph.package(graph.units[graph.roots.front()]).manifest.version.toString();
    facts.target = input.targetSide.facts.name;
    facts.runsHere = facts.target == compiler.host;
    facts.windows = facts.target.contains("-windows");
    facts.rustc = compiler.rustc;
    facts.compilerSysroot = compiler.sysroot;
    facts.toolchainsDir = store / "toolchains";
    return facts;
}

std::vector<NextStep> nextSteps(const ResultFacts &facts)
{
    std::vector<NextStep> steps;
    if (facts.programs.empty())
        return steps;
    const auto cargo =
        std::ranges::find(facts.programs, "cargo", [](const fs::path &path) { return toUtf8(path.stem()); });
    const bool isCargo = cargo != facts.programs.end();
    const fs::path program = isCargo ? *cargo : facts.programs.front();
    if (!facts.runsHere) {
        steps.push_back({"copy", std::format("scp {} HOST:", word(program))});
        return steps;
    }
    steps.push_back(tryStep(facts, program, isCargo));
    steps.push_back(pathStep(facts, program));
    if (!isCargo)
        return steps;
    if (!facts.windows)
        steps.push_back(rustupStep(facts, program));
    steps.push_back(rustStep(facts, program));
    if (!facts.windows)
        steps.push_back(oldCargoStep(facts, program));
    return steps;
}

} // namespace crossyard::bootstrap
