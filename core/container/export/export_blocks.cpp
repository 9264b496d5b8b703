// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/export/export_blocks.h"

#include "base/strings.h"
#include "container/engine/containers.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Words = std::vector<std::string>;

// The words of "run" but the image and what runs in it. Whose container it is, is told by a label: there is no process
// of ours here that could be named.
Result<Words> optionsOf(const ExportParts &parts)
{
    auto plan = parts.container;
    plan.name = "crossyard-" + plan.purpose;
    CY_TRY(Words words, runWords(plan));
    words.resize(words.size() - plan.arguments.size() - 1);
    for (auto it = words.begin(); it + 1 < words.end();) {
        const bool owner = *it == "--label" && it[1].starts_with(std::string(ownerLabel) + "=");
        const bool name = *it == "--name";
        it = owner || name ? words.erase(it, it + 2) : it + 1;
    }
    return words;
}

// Without root's rights the engine makes you root in the container; else the container runs as you.
std::string userLines(const ExportParts &parts, const std::string &engine)
{
    if (parts.user)
        return std::format("BUILDER={}\n", shellWord(*parts.user));
    if (parts.engine.kind == EngineKind::Podman)
        return std::format("BUILDER=\n"
                           "if [ \"$({} info --format '{{{{.Host.Security.Rootless}}}}')\" != true ]; then\n"
                           "    BUILDER=$(id -u):$(id -g)\n"
                           "fi\n",
                           engine);
    return std::format("BUILDER=$(id -u):$(id -g)\n"
                       "case $({} info --format '{{{{.SecurityOptions}}}}') in\n"
                       "*rootless*) BUILDER= ;;\n"
                       "esac\n",
                       engine);
}

std::string imageStep(const ExportImage &image, const std::string &engine)
{
    std::string text = std::format("if ! {} image inspect {} >/dev/null 2>&1; then\n", engine, shellWord(image.result));
    const auto command = shellLines(engine, image.words) + " >&2\n";
    std::string lines;
    for (const auto &[name, value] : image.environment)
        lines += std::format("export {}={}\n", name, shellWord(value));
    if (image.files.empty()) {
        lines += command;
    } else {
        lines = "mkdir -p \"$FILES/context\"\ncd \"$FILES/context\"\n" + lines;
        for (const auto &[name, content] : image.files)
            lines += hereDocument(name, content);
        lines += command;
    }
    // Not indented: a here-document would be, too.
    return text + "(\n" + lines + ")\nfi\n";
}

} // namespace

std::string toolchainLines(const ExportToolchain &toolchain)
{
    std::string text = "rustup run \"$TOOLCHAIN\" rustc --version >/dev/null 2>&1 ||\n"
                       "    rustup toolchain install \"$TOOLCHAIN\" --profile minimal >&2\n";
    if (toolchain.target)
        text += std::format("rustup target add --toolchain \"$TOOLCHAIN\" {} >&2\n", shellWord(*toolchain.target));
    if (toolchain.component)
        text +=
            std::format("rustup component add --toolchain \"$TOOLCHAIN\" {} >&2\n", shellWord(*toolchain.component));
    return text + "SYSROOT=$(rustup run \"$TOOLCHAIN\" rustc --print sysroot)\n";
}

std::string imageLines(const ExportParts &parts, const std::string &engine)
{
    std::string text;
    for (const auto &image : parts.images)
        text += commented(image.title) + imageStep(image, engine);
    return text;
}

std::string crateLines(const CrossPlan &plan, const ExportParts &parts)
{
    return "mkdir -p \"$FILES/cargo/registry\" \"$FILES/cargo/git\" \"$CARGO_HOME/registry\" \"$CARGO_HOME/git\"\n"
           "# What cargo in the container is told instead of your configuration.\n" +
           hereDocument(standIn("FILES") + "/cargo/config.toml", plan.config.text) +
           std::format("(\n    cd {}\n    RUSTC=\"$SYSROOT/bin/rustc\" \"$SYSROOT/bin/cargo\" {}\n)\n",
                       shellWord(parts.container.directory), shellLine(parts.fetch));
}

Result<std::string> buildLines(const ExportParts &parts, const std::string &engine)
{
    CY_TRY(const Words options, optionsOf(parts));
    std::string text = std::format("IMAGE_ID=$({} image inspect --format '{{{{.Id}}}}' \"$IMAGE\")\n"
                                   "IMAGE_ID=${{IMAGE_ID#sha256:}}\n",
                                   engine);
    if (parts.asksForPath)
        text +=
            std::format("IMAGE_PATH=$({} image inspect --format '{{{{range .Config.Env}}}}{{{{println .}}}}"
                        "{{{{end}}}}' \"$IMAGE\" | sed -n 's/^PATH=//p')\n"
                        "IMAGE_PATH=${{IMAGE_PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}}\n",
                        engine);
    text += "# A directory for each image: nothing that another C library made is mixed in.\n"
            "OUT=$TARGET_DIR/container/$(printf %.12s \"$IMAGE_ID\")\n"
            "mkdir -p \"$OUT\"\n";
    text += userLines(parts, engine);
    text += shellLines(engine, options) + " \\\n    --name \"crossyard-" + parts.container.purpose +
            "-$$\" ${BUILDER:+--user \"$BUILDER\"} \\\n    \"$IMAGE_ID\" \\\n    " +
            shellLine(parts.container.arguments) + "\n";
    return text;
}

std::string programLines(const std::string &target)
{
    return std::format("(\n"
                       "    cd \"$OUT\"/{0} 2>/dev/null || exit 0 # a check leaves nothing\n"
                       "    for file in */* */examples/*; do\n"
                       "        [ -f \"$file\" ] || continue\n"
                       "        mkdir -p \"$TARGET_DIR\"/{0}/\"${{file%/*}}\"\n"
                       "        cp -fp \"$file\" \"$TARGET_DIR\"/{0}/\"$file\"\n"
                       "    done\n"
                       ")\n",
                       shellWord(target));
}

std::string touchedText(const ExportParts &parts)
{
    std::string text = "What the build may touch:\n";
    for (const auto &mount : parts.container.mounts)
        text += std::format("  {:<10}  {} ({})\n", modeName(mount.mode), plainText(toUtf8(mount.host)),
                            plainText(mount.why));
    text += std::format("  {:<10}  {}\n", "network", parts.container.network ? "yes" : "none");
    if (!parts.passedOn.empty())
        text += std::format("Passed on from the environment, where they are set:\n  {}\n",
                            plainText(join(parts.passedOn, ", ")));
    return text;
}

} // namespace crossyard::container
