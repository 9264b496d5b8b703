// SPDX-License-Identifier: MIT OR Apache-2.0
#include "preferences.h"

#include "process/editor.h"
#include "text.h"

#include <QDir>
#include <QFontDatabase>

#include <algorithm>

namespace crossyard::gui {

QString Preferences::text(const char *key) const
{
    return m_settings.value(QLatin1String(key)).toString();
}

void Preferences::set(const char *key, const QVariant &value)
{
    m_settings.setValue(QLatin1String(key), value);
    Q_EMIT changed();
}

qreal Preferences::textScale() const
{
    return m_settings.value(QStringLiteral("textScale"), 1.0).toReal();
}

void Preferences::setTextScale(qreal scale)
{
    set("textScale", std::clamp(scale, 0.8, 2.0));
}

void Preferences::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    set("language", language);
    Q_EMIT languageChanged();
}

QStringList Preferences::languages() const
{
    QStringList found{QStringLiteral("en")};
    for (const auto &file : QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("crossyard_*.qm")}))
        found << file.section(QLatin1Char('_'), 1).section(QLatin1Char('.'), 0, 0);
    return found;
}

QStringList Preferences::editors() const
{
    if (!m_editors)
        m_editors = toQt(process::knownEditors());
    return *m_editors;
}

QString Preferences::editor() const
{
    const auto chosen = text("editor");
    return chosen.isEmpty() ? editors().value(0) : chosen;
}

bool Preferences::notifications() const
{
    return m_settings.value(QStringLiteral("notifications"), true).toBool();
}

QString Preferences::closing() const
{
    const auto what = text("closing");
    return what == QLatin1String("background") || what == QLatin1String("end") ? what : QStringLiteral("ask");
}

bool Preferences::stillness() const
{
    return qEnvironmentVariableIsSet("CROSSYARD_STILL");
}

QString Preferences::fixedFont() const
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

} // namespace crossyard::gui
