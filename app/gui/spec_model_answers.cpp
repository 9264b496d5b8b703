// SPDX-License-Identifier: MIT OR Apache-2.0
// What the compiler says: its schema, the target that a spec came from, problems, and the last word.
#include "spec_model.h"

#include "rust/target_spec_new.h"
#include "rust/target_spec_syntax.h"

#include <algorithm>

namespace crossyard::gui {

using nlohmann::ordered_json;
using rust::SpecDocument;

QString SpecModel::baseDifference() const
{
    if (!m_document || !m_baseSpec)
        return {};
    auto spec = m_document->value();
    spec.erase("metadata");
    const auto found = rust::differences(*m_baseSpec, spec);
    return found.empty() ? QString()
                         : QStringLiteral("--- %1\n+++ %2\n").arg(base(), name()) + toQt(rust::shownDifferences(found));
}

QString SpecModel::verdict() const
{
    if (m_asking)
        return tr("asking the compiler...");
    if (!m_answer)
        return tr("not asked yet");
    if (m_answer->text != m_file.text())
        return tr("changed since the compiler was asked");
    return (m_answer->accepted ? tr("rustc %1 accepts it") : tr("rustc %1 refuses it")).arg(toQt(m_answer->release));
}

QString SpecModel::verdictKind() const
{
    if (m_asking)
        return QStringLiteral("running");
    if (!m_answer || m_answer->text != m_file.text())
        return QStringLiteral("queued");
    return m_answer->accepted ? QStringLiteral("done") : QStringLiteral("failed");
}

void SpecModel::setCompiler(const rust::Compiler &compiler)
{
    if (m_compiler && m_compiler->identity == compiler.identity)
        return;
    m_compiler = compiler;
    m_answer.reset();
    struct Told {
        rust::SpecSchema schema;
        std::vector<std::string> targets;
    };
    m_schemaQuestion.ask(
        this,
        [compiler](const CancelToken &cancel) -> Result<Told> {
            CY_TRY(auto schema, rust::specSchema(compiler, cancel));
            CY_TRY(auto targets, rust::builtinTargets(compiler, cancel));
            return Told{std::move(schema), std::move(targets)};
        },
        [this](Result<Told> told) {
            if (!told) {
                refuse(told.error());
                return;
            }
            m_schema = std::move(told->schema);
            m_bases = toQt(told->targets);
            Q_EMIT basesChanged();
            guessBase();
            show();
        });
}

void SpecModel::guessBase()
{
    if (!m_compiler || !m_document || !m_base.empty())
        return;
    m_baseQuestion.ask(
        this,
        [compiler = *m_compiler, document = *m_document](const CancelToken &cancel) {
            return rust::likestTarget(compiler, document, cancel);
        },
        [this](Result<std::optional<std::string>> likest) {
            if (likest && *likest)
                setBase(toQt(**likest));
        });
}

void SpecModel::setBase(const QString &name)
{
    if (!m_compiler || toStd(name) == m_base)
        return;
    m_base = toStd(name);
    m_baseSpec.reset();
    m_baseQuestion.ask(
        this,
        [compiler = *m_compiler, base = m_base](const CancelToken &cancel) {
            return rust::comparableSpec(compiler, base, cancel);
        },
        [this](Result<ordered_json> spec) {
            if (!spec) {
                refuse(spec.error());
                return;
            }
            m_baseSpec = std::move(*spec);
            showFields();
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void SpecModel::lookAtText()
{
    m_textQuestion.drop();
    if (!isOpen()) {
        showProblems({});
    } else if (m_answer && m_answer->text == m_file.text()) {
        showProblems(m_answer->problems);
    } else if (m_compiler) {
        m_textQuestion.ask(
            this,
            [compiler = *m_compiler, text = m_file.text(), file = m_file.file()](const CancelToken &cancel) {
                return rust::problemsInText(compiler, text, file, cancel);
            },
            [this](Result<std::vector<rust::SpecProblem>> problems) {
                if (!problems)
                    refuse(problems.error());
                else if (!m_answer || m_answer->text != m_file.text())
                    showProblems(std::move(*problems));
            });
    }
}

void SpecModel::showProblems(std::vector<rust::SpecProblem> problems)
{
    const auto mend = m_valid ? std::nullopt : rust::mendSyntax(m_file.text());
    m_problems.show(std::move(problems), text(), mend ? toQt(mend->words) : QString());
    showFields();
    Q_EMIT changed();
}

int SpecModel::certainMends() const
{
    return static_cast<int>(
        std::ranges::count_if(m_problems.rows(), [](const SpecProblemRow &row) { return row.problem.certain; }));
}

void SpecModel::ask()
{
    if (!m_compiler || !isOpen())
        return;
    m_asking = true;
    Q_EMIT changed();
    m_askQuestion.ask(
        this,
        [compiler = *m_compiler, text = m_file.text(), file = m_file.file()](const CancelToken &cancel) {
            return rust::checkSpecText(compiler, text, file, cancel).transform([&](rust::SpecReport report) {
                return Answer{text, report.accepted, compiler.release, std::move(report.problems)};
            });
        },
        [this](Result<Answer> answer) {
            m_asking = false;
            if (!answer) {
                refuse(answer.error());
                return;
            }
            m_answer = std::move(*answer);
            lookAtText();
            Q_EMIT changed();
        });
}

} // namespace crossyard::gui
