// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/use_sysroot.h"

#include "base/files.h"
#include "cargo/config_value.h"
#include "text/json_members.h"
#include "text/toml_value.h"

#include <format>

namespace crossyard::sysroot {

namespace {

std::string targetWord(const SysrootUse &use)
{
    return use.spec ? toUtf8(*use.spec) : use.target;
}

} // namespace

bool isChosenAnyway(const rust::Toolchain &toolchain)
{
    return toolchain.isDefault || !toolchain.overrideReason.empty();
}

UseCommands buildCommands(const SysrootUse &use)
{
    UseCommands commands;
    commands.crossyard.program = "crossyard";
    commands.crossyard.arguments = {"cargo"};
    if (!isChosenAnyway(use.toolchain))
        commands.crossyard.arguments.push_back("+" + use.toolchain.name);
    commands.crossyard.arguments.insert(commands.crossyard.arguments.end(), {"build", "--target", targetWord(use)});

    process::Command &cargo = commands.cargo;
    cargo.program = "cargo";
    if (!isChosenAnyway(use.toolchain) && use.toolchain.origin == rust::Origin::Rustup)
        cargo.arguments.push_back("+" + use.toolchain.name);
    else if (!isChosenAnyway(use.toolchain))
        cargo.environment["RUSTC"] = toUtf8(use.toolchain.compiler.rustc);
    std::vector<std::string> flags{"--sysroot", toUtf8(use.sysroot)};
    if (use.spec) { // by name: the sysroot holds the spec
        flags.emplace_back("-Zunstable-options");
        if (!use.toolchain.compiler.allowsUnstable())
            cargo.environment["RUSTC_BOOTSTRAP"] = "1";
    }
    cargo::ConfigKey key{"target"};
    for (auto &part : cargo::dottedKey(use.target))
        key.push_back(std::move(part));
    key.emplace_back("rustflags");
    cargo.arguments.insert(cargo.arguments.end(), {"build", "--target", use.target, "--config",
                                                   std::format("{}={}", cargo::toString(key), text::tomlText(flags))});
    return commands;
}

Result<EditorPlan> planEditor(const EditorUse &request)
{
    using Json = nlohmann::ordered_json;
    const SysrootUse &use = request.use;
    const auto check = [&](std::vector<std::string> more) {
        Json words = Json::array({toUtf8(request.program), "cargo"});
        if (!isChosenAnyway(use.toolchain))
            words.push_back("+" + use.toolchain.name);
        for (auto &word : more)
            words.push_back(std::move(word));
        for (const auto &word : {std::string("--workspace"), std::string("--message-format=json"),
                                 std::string("--target"), targetWord(use)})
            words.push_back(word);
        return words;
    };
    text::JsonMembers settings{{"rust-analyzer.cargo.target", targetWord(use)}};
    if (use.toolchain.source)
        settings.emplace_back("rust-analyzer.cargo.sysrootSrc", toUtf8(use.toolchain.source->library));
    settings.emplace_back("rust-analyzer.cargo.buildScripts.overrideCommand", check({"check", "--quiet"}));
    settings.emplace_back("rust-analyzer.check.overrideCommand", check({"check"}));

    EditorPlan plan;
    CY_TRY(plan.snippet, text::setJsonMembers("", settings, {}));
    CY_TRY(FileEdit edit, editOf(request.project / ".vscode" / "settings.json"));
    auto after = text::setJsonMembers(edit.before.value_or(""), settings, edit.file);
    if (!after) {
        plan.why = std::move(after.error()).withHint("copy the settings into it by hand");
        return plan;
    }
    edit.after = std::move(*after);
    plan.edit = std::move(edit);
    return plan;
}

} // namespace crossyard::sysroot
