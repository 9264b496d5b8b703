// SPDX-License-Identifier: MIT OR Apache-2.0
#include "translation.h"

#include <QCoreApplication>
#include <QLocale>

namespace crossyard::gui {

Translation::Translation(Preferences &preferences, QQmlEngine &engine) : m_preferences(preferences), m_engine(engine)
{
    connect(&preferences, &Preferences::languageChanged, this, &Translation::use);
    use();
}

void Translation::use()
{
    QCoreApplication::removeTranslator(&m_translator);
    const auto chosen = m_preferences.language();
    const QLocale locale = chosen.isEmpty() ? QLocale() : QLocale(chosen);
    if (m_translator.load(locale, QStringLiteral("crossyard"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&m_translator);
    m_engine.retranslate();
}

} // namespace crossyard::gui
