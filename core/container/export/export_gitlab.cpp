// SPDX-License-Identifier: MIT OR Apache-2.0
// The export as a job of GitLab's.
//
// GitLab runs a job in a container already. To start another one from there takes docker in docker: a privileged
// runner, which many installations refuse, and an image of Alpine's around it, whose rustup brings toolchains for musl
// that do not run in ours. So the job's own container stands for the plan's. It is the official image of Rust's upon
// the same release of Debian's, with the packages and variables of our recipe; any runner can run it. The job's comment
// says what that does not keep.
#include "container/export/export_blocks.h"

#include "base/strings.h"
#include "container/export/export_yaml.h"
#include "container/image/image_dockerfile.h"

#include <array>
#include <format>

namespace crossyard::container {

namespace {

constexpr std::string_view notKept =
    "The job's own container stands for the one that Crossyard would run. What it does not keep:\n"
    "  - the project can be written by build scripts;\n"
    "  - the network is there, though cargo itself is offline once crates are fetched;\n"
    "  - programs of the build run as root of the job's container, and with its limits.\n"
    "Variables of the job are kept from the build but for those that are named.";

// An image of the user's has no rustup in it, or another one than we know.
Result<void> check(const CrossPlan &plan)
{
    const auto &settings = plan.report.settings;
    if (plan.image.recipe && !settings.dockerfile.value)
        return {};
    return cannotExport("a job of GitLab's runs in an image with rustup, and yours is not known to have it",
                        "export a script and run it in a job with docker in docker: --export=script");
}

std::string packageLines(const ImageRecipe &recipe)
{
    auto packages = recipe.common;
    packages.insert(packages.end(), recipe.packages.begin(), recipe.packages.end());
    std::string text = std::format("apt-get update\n"
                                   "apt-get install --assume-yes --no-install-recommends {}\n",
                                   shellLine(packages));
    for (const auto &[path, content] : recipe.files)
        text += std::format("mkdir -p {}\n", shellWord(path.substr(0, path.rfind('/')))) + hereDocument(path, content);
    return text;
}

// What cross would run while the image is built.
std::string preBuildLines(const CrossPlan &plan)
{
    const auto &action = plan.report.settings.preBuild.value;
    if (!action)
        return {};
    const auto architecture = debianArchitectureFor(plan.target.name).value_or("");
    if (action->kind == PreBuildAction::Kind::Script)
        return std::format("cp \"$PROJECT\"/{} /pre-build-script\n"
                           "chmod +x /pre-build-script\n"
                           "(cd / && CROSS_DEB_ARCH={} /pre-build-script {})\n",
                           shellWord(action->lines.front()), architecture, shellWord(plan.target.name));
    return std::format("(cd / && CROSS_DEB_ARCH={} sh -c {})\n", architecture, shellWord(join(action->lines, "\n")));
}

std::string crates(const CrossPlan &plan, const ExportParts &parts)
{
    auto fetch = parts.fetch;
    // cargo reads the file from CARGO_HOME there; a variable has the last word on being offline.
    if (fetch.size() > 4 && fetch.front() == "--config")
        fetch.erase(fetch.begin(), fetch.begin() + 4);
    return "mkdir -p \"$CARGO_HOME\" \"$OUT\"\n" +
           hereDocument(standIn("CARGO_HOME") + "/config.toml", plan.config.text) +
           std::format("(\n    cd {}\n    CARGO_NET_OFFLINE=false RUSTC=\"$SYSROOT/bin/rustc\" "
                       "\"$SYSROOT/bin/cargo\" {}\n)\n",
                       shellWord(parts.container.directory), shellLine(fetch));
}

// With nothing of the job's environment but what the container would be given.
std::string build(const CrossPlan &plan, const ExportParts &parts)
{
    std::map<std::string, std::string> variables = plan.image.recipe->variables;
    for (const auto &variable : parts.container.variables) {
        if (!variable.secret)
            variables[variable.name] = variable.value;
    }
    variables["CARGO_HOME"] = standIn("CARGO_HOME");
    variables["PATH"] = standIn("SYSROOT") + "/bin:" + standIn("PATH");
    std::string text = std::format("cd {}\nenv -i", shellWord(parts.container.directory));
    for (const auto &[name, value] : variables)
        text += " \\\n    " + shellWord(name + "=" + value);
    for (const auto &name : parts.passedOn)
        text += std::format(" \\\n    ${{{0}+{0}=\"${0}\"}}", name);
    return text + " \\\n    " + shellLine(parts.container.arguments) + "\n";
}

std::string heading(const CrossPlan &plan, const ExportParts &parts)
{
    const auto below = parts.below.empty() ? std::string() : toUtf8(parts.below) + "/";
    // "$$" is a dollar where GitLab would look for a variable.
    const auto project = "$CI_PROJECT_DIR" + (below.empty() ? "" : "/" + replaceAll(toUtf8(parts.below), "$", "$$"));
    auto text = commented(
        std::format("{}, as a job of GitLab's.\n\n"
                    "Written by Crossyard from its plan; nothing of Crossyard is needed. The runner is one for\n"
                    "{}.\n\n{}",
                    parts.command, parts.engine.architecture, notKept));
    text += std::format("build:\n  image: rust:slim-{}\n  variables:\n", plan.image.recipe->release);
    const std::pair<std::string_view, std::string> variables[] = {
        {"PROJECT", project},
        {"TARGET_DIR", project + "/target"},
        {"OUT", project + "/target/container/gitlab"},
        {"CARGO_HOME", project + "/target/container/cargo"},
        {"TOOLCHAIN", parts.toolchain.name},
        {"DEBIAN_FRONTEND", "noninteractive"},
    };
    for (const auto &[name, value] : variables)
        text += std::format("    {}: {}\n", name, yamlQuoted(value));
    text += std::format("  cache:\n"
                        "    key:\n"
                        "      files:\n"
                        "        - {}\n"
                        "    paths:\n"
                        "      - {}\n"
                        "      - {}\n"
                        "  script:\n",
                        yamlQuoted(below + "Cargo.lock"), yamlQuoted(below + "target/container/cargo/registry"),
                        yamlQuoted(below + "target/container/cargo/git"));
    return text;
}

std::string item(std::string_view comment, const std::string &lines)
{
    return indented(commented(comment), 4) + "    - " + yamlBlock(lines, 6);
}

} // namespace

Result<std::string> gitlabOf(const CrossPlan &plan, const ExportParts &parts)
{
    CY_CHECK(check(plan));
    auto text = heading(plan, parts);
    text += item(std::format("What the image for {} has.", plan.target.name),
                 packageLines(*plan.image.recipe) + preBuildLines(plan));
    text += item("The toolchain: " + plainText(parts.toolchain.note) + ".", toolchainLines(parts.toolchain));
    text += item("Crates are fetched before; the build gets no more.", crates(plan, parts));
    text += item("The build, with these variables and no others.", "(\n" + build(plan, parts) + ")\n");
    text += item("The programs, where cargo leaves them.", programLines(plan.target.name));
    if (plan.call.invocation.subcommand == "build")
        text += std::format(
            "  artifacts:\n    paths:\n      - {}\n",
            yamlQuoted((parts.below.empty() ? "" : toUtf8(parts.below) + "/") + "target/" + plan.target.name));
    return text;
}

} // namespace crossyard::container
