// SPDX-License-Identifier: MIT OR Apache-2.0
#include "spec_problem_model.h"

namespace crossyard::gui {

using rust::SpecProblem;

SpecProblemModel::SpecProblemModel(QObject *parent)
    : ListModel(parent), m_list({{"message", [](const SpecProblemRow &r) { return toQt(r.problem.message); }},
                                 {"kind", [](const SpecProblemRow &r) { return kindOf(r.problem); }},
                                 {"hint", [](const SpecProblemRow &r) { return toQt(r.problem.hint); }},
                                 {"mend", [](const SpecProblemRow &r) { return r.mend; }},
                                 {"certain", [](const SpecProblemRow &r) { return r.problem.certain; }},
                                 {"line", [](const SpecProblemRow &r) { return r.line; }},
                                 {"column", [](const SpecProblemRow &r) { return r.column; }}})
{
}

QString SpecProblemModel::kindOf(const SpecProblem &problem)
{
    switch (problem.severity) {
    case SpecProblem::Severity::Error:
        return QStringLiteral("failed");
    case SpecProblem::Severity::Warning:
        return QStringLiteral("warning");
    case SpecProblem::Severity::Note:
        break;
    }
    return QStringLiteral("optional");
}

QVariantList SpecProblemModel::marks() const
{
    QVariantList marks;
    for (const auto &row : rows())
        marks << QVariantMap{{QStringLiteral("line"), row.line},
                             {QStringLiteral("column"), row.column},
                             {QStringLiteral("kind"), kindOf(row.problem)},
                             {QStringLiteral("message"), toQt(row.problem.message)}};
    return marks;
}

void SpecProblemModel::show(std::vector<SpecProblem> problems, const QString &text, const QString &syntaxMend)
{
    std::vector<SpecProblemRow> rows;
    for (auto &problem : problems) {
        SpecProblemRow row;
        row.mend = problem.mend.empty() ? syntaxMend : toQt(rust::described(problem.mend));
        const auto place = placeMap(problem.place, text);
        row.line = place.value(QStringLiteral("line")).toInt();
        row.column = place.value(QStringLiteral("column")).toInt();
        row.problem = std::move(problem);
        rows.push_back(std::move(row));
    }
    replace(m_list, std::move(rows));
    Q_EMIT shown();
}

} // namespace crossyard::gui
