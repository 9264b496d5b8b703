// SPDX-License-Identifier: MIT OR Apache-2.0
#include "toolchain_model.h"

#include "text.h"

namespace crossyard::gui {

using rust::Toolchain;

ToolchainModel::ToolchainModel(QObject *parent)
    : ListModel(parent),
      m_list({
          {"name", [](const Toolchain &t) { return toQt(t.name); }},
          {"release", [](const Toolchain &t) { return toQt(t.compiler.release); }},
          {"channel", [](const Toolchain &t) { return toQt(t.compiler.channel); }},
          {"host", [](const Toolchain &t) { return toQt(t.compiler.host); }},
          {"date", [](const Toolchain &t) { return toQt(t.compiler.commitDate); }},
          {"origin", [](const Toolchain &t) { return toQt(rust::originName(t.origin)); }},
          {"provider", [](const Toolchain &t) { return toQt(t.provider); }},
          {"path", [](const Toolchain &t) { return pathText(t.compiler.rustc); }},
          {"works", [](const Toolchain &t) { return t.works(); }},
          {"problem", [](const Toolchain &t) { return t.broken ? messageOf(*t.broken) : QString(); }},
          {"hint", [](const Toolchain &t) { return t.broken ? toQt(t.broken->hint) : QString(); }},
          {"isDefault", [](const Toolchain &t) { return t.isDefault; }},
          {"override", [](const Toolchain &t) { return toQt(t.overrideReason); }},
          {"hasSource", [](const Toolchain &t) { return t.source.has_value(); }},
          {"vendored", [](const Toolchain &t) { return t.source && t.source->vendor; }},
          {"cargo", [](const Toolchain &t) { return t.cargo ? toQt(t.cargoVersion) : QString(); }},
          {"targetCount", [](const Toolchain &t) { return static_cast<int>(t.targets.size()); }},
          {"size", [](const Toolchain &t) { return sizeText(t.size.value_or(0)); }},
      })
{
}

void ToolchainModel::refresh(const fs::path &project)
{
    m_loading = true;
    Q_EMIT loadingChanged();
    m_question.ask(
        this, [project](const CancelToken &cancel) { return rust::listToolchains(project, cancel); },
        [this](Result<rust::ToolchainList> list) {
            m_loading = false;
            m_error.clear();
            if (list) {
                for (const auto &problem : list->problems)
                    m_error += (m_error.isEmpty() ? QString() : QStringLiteral("\n")) + messageOf(problem);
                replace(m_list, std::move(list->toolchains));
            } else {
                m_error = messageOf(list.error());
            }
            Q_EMIT loadingChanged();
        });
}

QVariantMap ToolchainModel::facts(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Toolchain &t = rows()[static_cast<std::size_t>(row)];
    return {{QStringLiteral("name"), toQt(t.name)},
            {QStringLiteral("origin"), toQt(rust::originName(t.origin))},
            {QStringLiteral("linked"), t.linked},
            {QStringLiteral("commit"), toQt(t.compiler.commitHash)},
            {QStringLiteral("llvm"), toQt(t.compiler.llvmVersion)},
            {QStringLiteral("sysroot"), pathText(t.compiler.sysroot)},
            {QStringLiteral("cargo"), t.cargo ? pathText(*t.cargo) : QString()},
            {QStringLiteral("source"), t.source ? pathText(t.source->library) : QString()},
            {QStringLiteral("package"), toQt(t.package)},
            {QStringLiteral("aliases"), toQt(t.aliases)},
            {QStringLiteral("components"), toQt(t.components)},
            {QStringLiteral("targets"), toQt(t.targets)}};
}

} // namespace crossyard::gui
