// SPDX-License-Identifier: MIT OR Apache-2.0
// The fields and their edits.
#include "spec_model.h"

#include "base/strings.h"
#include "rust/target_spec_edit.h"
#include "rust/target_spec_syntax.h"

#include <algorithm>
#include <ranges>

namespace crossyard::gui {

using nlohmann::ordered_json;
using rust::SpecDocument;
using rust::SpecField;

namespace {

QString textOf(const std::optional<ordered_json> &value)
{
    return value ? toQt(rust::shownValue(*value)) : QString();
}

// Where it is not of its key's type, the quotes tell what it is.
QString valueText(const SpecField &field)
{
    return field.value && field.kind == SpecField::Kind::Json ? toQt(rust::oneLineJson(*field.value))
                                                              : textOf(field.value);
}

QStringList itemsOf(const std::optional<ordered_json> &value)
{
    QStringList items;
    if (value && value->is_array())
        for (const auto &item : *value)
            items << toQt(rust::shownValue(item));
    return items;
}

} // namespace

SpecModel::SpecModel(QObject *parent)
    : ListModel(parent), m_list({{"path", [](const SpecRow &r) { return toQt(rust::shownPath(r.field.path)); }},
                                 {"name", [](const SpecRow &r) { return toQt(r.field.path.back()); }},
                                 {"depth", [](const SpecRow &r) { return static_cast<int>(r.field.path.size()) - 1; }},
                                 {"group", [](const SpecRow &r) { return toQt(r.field.group); }},
                                 {"kind", [](const SpecRow &r) { return toQt(rust::kindName(r.field.kind)); }},
                                 {"help", [](const SpecRow &r) { return toQt(r.field.help); }},
                                 {"choices", [](const SpecRow &r) { return toQt(r.field.words); }},
                                 {"required", [](const SpecRow &r) { return r.field.required; }},
                                 {"given", [](const SpecRow &r) { return r.field.value.has_value(); }},
                                 {"value", [](const SpecRow &r) { return valueText(r.field); }},
                                 {"items", [](const SpecRow &r) { return itemsOf(r.field.value); }},
                                 {"hasBase", [](const SpecRow &r) { return r.field.base.has_value(); }},
                                 {"baseValue", [](const SpecRow &r) { return textOf(r.field.base); }},
                                 {"differs", [](const SpecRow &r) { return r.field.differs(); }},
                                 {"problem", [](const SpecRow &r) { return r.problem; }},
                                 {"problemKind", [](const SpecRow &r) { return r.problemKind; }}}),
      m_problems(this)
{
}

QString SpecModel::difference() const
{
    const auto diff = m_file.difference();
    return diff ? toQt(*diff) : messageOf(diff.error());
}

int SpecModel::given() const
{
    return static_cast<int>(std::ranges::count_if(
        m_fields, [](const SpecField &field) { return field.path.size() == 1 && field.value.has_value(); }));
}

void SpecModel::setWords(const QString &words)
{
    m_words = words;
    showFields();
    Q_EMIT changed();
}

void SpecModel::setScope(const QString &scope)
{
    m_scope = scope;
    showFields();
    Q_EMIT changed();
}

void SpecModel::refuse(const Error &error)
{
    m_problem = messageOf(error);
    m_hint = toQt(error.hint);
    Q_EMIT changed();
}

void SpecModel::show()
{
    auto parsed = isOpen() ? SpecDocument::parse(m_file.text(), m_file.file())
                           : Result<SpecDocument>(fail(ErrorCode::NotFound, "nothing is open"));
    m_valid = parsed.has_value();
    if (m_valid)
        m_document = std::move(*parsed);
    showFields();
    lookAtText();
    Q_EMIT changed();
}

void SpecModel::showFields()
{
    m_fields = m_document && isOpen()
                   ? rust::specFields(m_schema, m_document->value(), m_baseSpec ? &*m_baseSpec : nullptr)
                   : std::vector<SpecField>{};
    std::vector<SpecRow> rows;
    const auto words = splitWhitespace(toLower(toStd(m_words)));
    for (const auto &field : m_fields) {
        const bool shown = !words.empty()                        ? rust::matchesSearch(field, words)
                           : m_scope == QLatin1String("given")   ? field.value || !field.known || field.required
                           : m_scope == QLatin1String("differs") ? field.differs()
                                                                 : true;
        if (shown)
            rows.push_back({field, {}, {}});
    }
    for (const auto &row : m_problems.rows()) {
        // At the field that is nearest to it.
        SpecRow *nearest = nullptr;
        for (auto &one : rows) {
            const auto &path = one.field.path;
            if (path.size() <= row.problem.path.size() &&
                std::ranges::equal(path, row.problem.path | std::views::take(path.size())))
                nearest = &one;
        }
        if (nearest && nearest->problem.isEmpty()) {
            nearest->problem = toQt(row.problem.message);
            nearest->problemKind = SpecProblemModel::kindOf(row.problem);
        }
    }
    replace(m_list, std::move(rows));
}

const SpecField *SpecModel::fieldAt(int row) const
{
    return row >= 0 && row < rowCount() ? &rows()[static_cast<std::size_t>(row)].field : nullptr;
}

void SpecModel::edit(const std::function<Result<SpecDocument>(const SpecDocument &)> &change)
{
    if (!m_valid)
        return;
    auto document = change(*m_document);
    if (!document) {
        refuse(document.error());
        return;
    }
    m_problem.clear();
    m_hint.clear();
    m_file.take(document->text());
    show();
}

void SpecModel::setText(const QString &text)
{
    m_file.takePlain(toStd(text));
    m_problem.clear();
    m_hint.clear();
    show();
}

void SpecModel::setValue(int row, const QString &word)
{
    const auto *field = fieldAt(row);
    if (!field)
        return;
    const auto path = field->path;
    edit([&](const SpecDocument &document) -> Result<SpecDocument> {
        CY_TRY(const auto value, rust::valueOf(m_schema, path, toStd(word)));
        return rust::withKnownValue(m_schema, document, path, value);
    });
}

void SpecModel::setItems(int row, const QStringList &items)
{
    const auto *field = fieldAt(row);
    if (!field)
        return;
    const auto path = field->path;
    auto value = ordered_json::array();
    for (const auto &item : items)
        value.push_back(toStd(item));
    edit([&](const SpecDocument &document) { return rust::withKnownValue(m_schema, document, path, value); });
}

void SpecModel::toggleItem(int row, const QString &item)
{
    if (const auto *field = fieldAt(row)) {
        auto items = itemsOf(field->value);
        if (items.removeAll(item) == 0)
            items << item;
        setItems(row, items);
    }
}

void SpecModel::addMember(int row, const QString &name)
{
    const auto *field = fieldAt(row);
    if (!field)
        return;
    auto path = field->path;
    path.push_back(toStd(name));
    edit([&](const SpecDocument &document) {
        return rust::withKnownValue(m_schema, document, path, ordered_json::array());
    });
}

void SpecModel::unset(int row)
{
    const auto *field = fieldAt(row);
    if (!field)
        return;
    const auto path = field->path;
    edit([&](const SpecDocument &document) { return rust::withoutKey(document, path); });
}

void SpecModel::takeBase(int row)
{
    const auto *field = fieldAt(row);
    if (!field)
        return;
    const auto path = field->path;
    const auto base = field->base;
    edit([&](const SpecDocument &document) {
        return base ? rust::withValue(document, path, *base) : rust::withoutKey(document, path);
    });
}

void SpecModel::mend(int problem)
{
    if (problem < 0 || problem >= m_problems.count())
        return;
    const auto changes = m_problems.rows()[static_cast<std::size_t>(problem)].problem.mend;
    const bool again = m_answer && m_answer->text == m_file.text();
    if (m_valid) {
        edit([&](const SpecDocument &document) -> Result<SpecDocument> { return rust::mended(document, changes); });
    } else if (const auto mended = rust::mendSyntax(m_file.text())) {
        m_file.take(mended->text);
        show();
    }
    if (again)
        ask();
}

void SpecModel::mendAll()
{
    const auto rows = m_problems.rows();
    const bool again = m_answer && m_answer->text == m_file.text();
    edit([&](const SpecDocument &document) -> Result<SpecDocument> {
        auto changed = document;
        for (const auto &row : rows)
            if (row.problem.certain)
                changed = rust::mended(std::move(changed), row.problem.mend);
        return changed;
    });
    if (again)
        ask();
}

void SpecModel::undo()
{
    m_file.undo();
    show();
}

void SpecModel::redo()
{
    m_file.redo();
    show();
}

void SpecModel::revert()
{
    m_file.revert();
    m_problem.clear();
    show();
}

QVariantMap SpecModel::placeOf(int row) const
{
    const auto *field = fieldAt(row);
    if (!field || !m_valid || !m_document->find(field->path))
        return {};
    return placeMap(m_document->placeOfKey(field->path), text());
}

int SpecModel::rowOf(const QString &path) const
{
    const auto found =
        std::ranges::find_if(rows(), [&](const SpecRow &row) { return toQt(rust::shownPath(row.field.path)) == path; });
    return found == rows().end() ? -1 : static_cast<int>(found - rows().begin());
}

} // namespace crossyard::gui
