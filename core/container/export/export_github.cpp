// SPDX-License-Identifier: MIT OR Apache-2.0
// The export as a workflow of GitHub's: the script's pieces as steps. What one step finds out, the next ones have as a
// variable.
#include "container/export/export_blocks.h"

#include "base/strings.h"
#include "container/export/export_yaml.h"

#include <format>

namespace crossyard::container {

namespace {

constexpr std::size_t stepColumns = 6;
constexpr std::size_t blockColumns = 10;

// "${{" begins an expression wherever it stands, in a here-document as well.
std::string withoutExpressions(std::string text)
{
    return replaceAll(std::move(text), "${{", "${{ '${{' }}");
}

std::string runStep(std::string_view name, const std::string &comment, const std::string &lines)
{
    return indented(withoutExpressions(commented(comment)), stepColumns) +
           std::format("      - name: {}\n        run: ", name) + yamlBlock(withoutExpressions(lines), blockColumns);
}

std::string keep(std::string_view variable)
{
    return std::format("echo \"{0}=${0}\" >>\"$GITHUB_ENV\"\n", variable);
}

Result<std::string> runnerFor(const ExportParts &parts)
{
    if (parts.engine.kind == EngineKind::Nerdctl)
        return cannotExport("nerdctl is not on GitHub's machines", "plan with --engine docker or --engine podman");
    if (parts.engine.architecture == "x86_64")
        return std::string("ubuntu-latest");
    if (parts.engine.architecture == "aarch64")
        return std::string("ubuntu-24.04-arm");
    return cannotExport(std::format("GitHub has no machine with the processor {}", parts.engine.architecture),
                        "export a script: --export=script");
}

std::string heading(const CrossPlan &plan, const ExportParts &parts, const std::string &runner)
{
    const auto below = parts.below.empty() ? std::string() : "/" + toUtf8(parts.below);
    const auto project = "${{ github.workspace }}" + withoutExpressions(below);
    auto text = commented(std::format("{}, in a container.\n\n"
                                      "Written by Crossyard from its plan; nothing of Crossyard is needed.",
                                      parts.command));
    text += "name: cross\n"
            "on:\n"
            "  push:\n"
            "  pull_request:\n"
            "permissions:\n"
            "  contents: read\n"
            "jobs:\n"
            "  build:\n";
    text += std::format("    runs-on: {}\n    env:\n", runner);
    const auto set = [&](std::string_view name, const std::string &value) {
        text += std::format("      {}: {}\n", name, yamlQuoted(value));
    };
    set("PROJECT", project);
    set("TARGET_DIR", project + "/target");
    set("FILES", project + "/target/container/files");
    set("TOOLCHAIN", parts.toolchain.name);
    set("IMAGE", withoutExpressions(plan.image.reference));
    text += "    steps:\n"
            "      - uses: actions/checkout@v4\n"
            "      - uses: actions/cache@v4\n"
            "        with:\n"
            "          path: |\n"
            "            ~/.cargo/registry\n"
            "            ~/.cargo/git\n";
    const auto lock = toUtf8(parts.below / "Cargo.lock");
    text += std::format("          key: cargo-${{{{ hashFiles({}) }}}}\n",
                        withoutExpressions("'" + replaceAll(lock, "'", "''") + "'"));
    return text;
}

} // namespace

Result<std::string> githubOf(const CrossPlan &plan, const ExportParts &parts)
{
    const std::string engine(engineName(parts.engine.kind));
    CY_TRY(const std::string runner, runnerFor(parts));
    CY_TRY(const std::string build, buildLines(parts, engine));
    auto text = heading(plan, parts, runner);
    text += runStep("Toolchain", "The toolchain: " + plainText(parts.toolchain.note) + ".",
                    toolchainLines(parts.toolchain) + keep("SYSROOT") +
                        "echo \"CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}\" >>\"$GITHUB_ENV\"\n");
    text += runStep("Image", "Made of Debian's packages, or fetched: what the plan says.",
                    "mkdir -p \"$FILES\"\n" + imageLines(parts, engine));
    text += runStep("Crates", "Fetched here, where credentials are; the container gets them read-only.",
                    crateLines(plan, parts));
    text += runStep("Build", touchedText(parts), build + programLines(plan.target.name));
    if (plan.call.invocation.subcommand == "build")
        text += std::format("      - uses: actions/upload-artifact@v4\n"
                            "        with:\n"
                            "          name: {}\n"
                            "          path: ${{{{ env.TARGET_DIR }}}}/{}\n",
                            yamlQuoted(plan.target.name), plan.target.name);
    return text;
}

} // namespace crossyard::container
