// SPDX-License-Identifier: MIT OR Apache-2.0
#include "use_model.h"

#include "text.h"

#include <QCoreApplication>

namespace crossyard::gui {

namespace {

sysroot::SysrootUse useOf(const sysroot::SysrootPlan &plan)
{
    const auto &input = *plan.input;
    return {input.request.toolchain, input.target.name, input.target.specFile, plan.path};
}

QString differenceOf(const sysroot::FileEdit &edit)
{
    if (!edit.changes())
        return {};
    const auto diff = sysroot::diffOf(edit);
    return diff ? toQt(*diff) : messageOf(diff.error());
}

} // namespace

void UseModel::clear()
{
    m_command.clear();
    Q_EMIT changed();
}

void UseModel::show(const sysroot::SysrootPlan &plan, const fs::path &project, const fs::path &store)
{
    const auto use = useOf(plan);
    const auto commands = sysroot::buildCommands(use);
    m_command = toQt(process::shown(commands.crossyard));
    m_cargo = toQt(process::shown(commands.cargo));
    m_config.reset();
    m_editor.reset();
    m_difference.clear();
    m_problem.clear();
    m_remarks.clear();
    m_editorSettings.clear();
    m_editorDifference.clear();
    m_editorProblem.clear();
    if (!project.empty()) {
        showConfig(plan, project);
        showEditor(use, project);
    }
    showToolchain(use, store);
    Q_EMIT changed();
}

void UseModel::showConfig(const sysroot::SysrootPlan &plan, const fs::path &project)
{
    const auto config = sysroot::planConfig({.use = useOf(plan),
                                             .project = project,
                                             .defaultTarget = true,
                                             .environment = wholeEnvironment(),
                                             .cfgs = &plan.input->targetFacts.cfgs});
    if (!config) {
        m_problem = messageOf(config.error());
        return;
    }
    m_difference = differenceOf(config->edit);
    m_remarks = toQt(config->remarks);
    m_config = config->edit;
}

void UseModel::showEditor(const sysroot::SysrootUse &use, const fs::path &project)
{
    const auto program = toPath(QCoreApplication::applicationDirPath()) / "crossyard";
    const auto plan = sysroot::planEditor({.use = use, .project = project, .program = program});
    if (!plan) {
        m_editorProblem = messageOf(plan.error());
        return;
    }
    m_editorSettings = toQt(plan->snippet);
    if (plan->why)
        m_editorProblem = messageOf(*plan->why);
    if (plan->edit)
        m_editorDifference = differenceOf(*plan->edit);
    m_editor = plan->edit;
}

void UseModel::showToolchain(const sysroot::SysrootUse &use, const fs::path &store)
{
    m_toolchain.reset();
    m_toolchainCommands.clear();
    m_toolchainProblem.clear();
    const auto rustup = findProgram("rustup");
    if (!rustup) {
        m_toolchainProblem = tr("rustup is not installed; it is what gives toolchains their names");
        return;
    }
    const std::string name = "crossyard-" + use.target;
    auto plan = sysroot::planLinkedToolchain(
        {.use = use, .name = name, .directory = store / "toolchains" / fromUtf8(name), .rustup = *rustup});
    if (!plan) {
        m_toolchainProblem = messageOf(plan.error());
        return;
    }
    m_toolchainCommands = toQt(process::shown(plan->link)) + QLatin1Char('\n') +
                          toQt("cargo +" + name + " build --target " + use.target);
    m_toolchain = std::move(*plan);
}

void UseModel::write(const std::optional<sysroot::FileEdit> &edit, const QString &done)
{
    if (!edit)
        return;
    const auto applied = sysroot::apply(*edit);
    Q_EMIT written(applied ? done : messageOf(applied.error()));
}

void UseModel::writeConfig()
{
    write(m_config, tr("Written; plain `cargo build` uses the sysroot now"));
}

void UseModel::writeEditor()
{
    write(m_editor, tr("Written; rust-analyzer takes it when the editor reads its settings anew"));
}

} // namespace crossyard::gui
