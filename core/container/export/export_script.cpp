// SPDX-License-Identifier: MIT OR Apache-2.0
// The export as a script for a POSIX shell. Its directories can be set by variables, so that it runs where rustup or
// the image's registry cannot be had, too.
#include "container/export/export_blocks.h"

#include "base/strings.h"
#include "process/command.h"

#include <format>

namespace crossyard::container {

namespace {

std::string heading(const ExportParts &parts)
{
    const auto name = engineName(parts.engine.kind);
    auto text = commented(std::format(
        "{}, in a container.\n\n"
        "Written by Crossyard from its plan, for machines without Crossyard. It needs {} and rustup, and is\n"
        "run in the root of the workspace: sh build.sh\n\n"
        "Variables that it takes:\n"
        "  PROJECT     the root of the workspace; else the current directory\n"
        "  TARGET_DIR  where cargo writes; else PROJECT/target\n"
        "  CARGO_HOME  where fetched crates are kept; else ~/.cargo\n"
        "  SYSROOT     a toolchain (bin/cargo, bin/rustc, and the target's library); else rustup is asked for\n"
        "              {}\n"
        "  ENGINE      the program of the engine; else {}\n",
        parts.command, name, parts.toolchain.name, name));
    return "#!/bin/sh\n" + text + "set -eu\n\n";
}

std::string directories(const ExportParts &parts)
{
    std::string text = "fail() {\n"
                       "    echo \"$0: $*\" >&2\n"
                       "    exit 1\n"
                       "}\n\n";
    for (const auto &remedy : parts.engine.remedies)
        text += commented("On the machine where this was written, " + plainText(remedy) + ".");
    const auto global = shellLine(parts.engine.globalOptions);
    text += std::format("engine() {{\n    \"${{ENGINE:-{}}}\" {}{}\"$@\"\n}}\n\n", engineName(parts.engine.kind),
                        global, global.empty() ? "" : " ");
    text += "PROJECT=$(cd \"${PROJECT:-.}\" && pwd -P)\n"
            "TARGET_DIR=${TARGET_DIR:-$PROJECT/target}\n"
            "CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}\n"
            "mkdir -p \"$TARGET_DIR\" \"$CARGO_HOME\"\n"
            "TARGET_DIR=$(cd \"$TARGET_DIR\" && pwd -P)\n"
            "CARGO_HOME=$(cd \"$CARGO_HOME\" && pwd -P)\n"
            "FILES=$TARGET_DIR/container/files\n\n";
    return text;
}

std::string checks(const ExportParts &parts)
{
    return std::format(
        "command -v \"${{ENGINE:-{0}}}\" >/dev/null || fail \"{0} is not installed\"\n"
        "[ \"$(uname -m)\" = {1} ] || fail \"toolchain and image are for {1}\"\n"
        "[ -f \"$PROJECT/Cargo.toml\" ] || fail \"no Cargo.toml in $PROJECT: run this in the root of the workspace\"\n"
        "case $PROJECT$TARGET_DIR$CARGO_HOME${{SYSROOT:-}} in\n"
        "*[,\\\"]*) fail \"the engine cannot mount a directory with a comma or a quote in its name\" ;;\n"
        "esac\n\n",
        engineName(parts.engine.kind), parts.engine.architecture);
}

std::string toolchain(const ExportParts &parts)
{
    std::string text = commented("The toolchain: " + plainText(parts.toolchain.note) + ".");
    text += "if [ -z \"${SYSROOT:-}\" ]; then\n"
            "    command -v rustup >/dev/null || fail \"rustup is not installed; or set SYSROOT to a toolchain\"\n";
    text += std::format("    TOOLCHAIN={}\n", shellWord(parts.toolchain.name));
    text += indented(toolchainLines(parts.toolchain), 4);
    return text + "fi\nSYSROOT=$(cd \"$SYSROOT\" && pwd -P)\n\n";
}

} // namespace

Result<std::string> scriptOf(const CrossPlan &plan, const ExportParts &parts)
{
    CY_TRY(const std::string build, buildLines(parts, "engine"));
    auto text = heading(parts) + directories(parts) + checks(parts) + toolchain(parts);
    text += std::format("IMAGE={}\n", shellWord(plan.image.reference));
    text += imageLines(parts, "engine") + "\n";
    text += "# Crates are fetched here, where credentials are; the container gets them read-only.\n";
    text += crateLines(plan, parts) + "\n";
    text += commented(touchedText(parts)) + build + "\n";
    text += "# The programs, where cargo leaves them.\n" + programLines(plan.target.name);
    return text;
}

} // namespace crossyard::container
