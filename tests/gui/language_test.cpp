// SPDX-License-Identifier: MIT OR Apache-2.0
// The translations: complete, with every placeholder of the English text, and in use at once when they are chosen.
#include "translation.h"
#include "window.h"

#include <QDir>
#include <QFile>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <gmock/gmock.h>

namespace crossyard::gui {
namespace {

struct Message {
    QString source, translation;
    bool unfinished = false;
};

std::vector<Message> messagesOf(const QString &path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    QXmlStreamReader xml(&file);
    std::vector<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("message"))
            messages.emplace_back();
        else if (xml.name() == QLatin1String("source"))
            messages.back().source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            messages.back().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            messages.back().translation = xml.readElementText();
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return messages;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%L?(\\d+|n)"));
    QStringList found;
    for (const auto &match : pattern.globalMatch(text))
        found << match.captured();
    found.sort();
    return found;
}

TEST(Language, EveryTranslationIsCompleteAndKeepsThePlaceholders)
{
    const QDir directory(QStringLiteral(CROSSYARD_SOURCE_DIR "/resources/i18n"));
    const auto files = directory.entryList({QStringLiteral("*.ts")});
    ASSERT_FALSE(files.isEmpty());
    for (const auto &file : files) {
        const auto messages = messagesOf(directory.filePath(file));
        EXPECT_GT(messages.size(), 300U);
        for (const auto &message : messages) {
            EXPECT_FALSE(message.unfinished) << message.source.toStdString();
            EXPECT_FALSE(message.translation.trimmed().isEmpty()) << message.source.toStdString();
            EXPECT_EQ(placeholders(message.translation), placeholders(message.source)) << message.source.toStdString();
        }
    }
}

TEST(Language, IsInUseAtOnceWhenItIsChosen)
{
    test::Window window;
    QQmlEngine engine;
    auto &preferences = *window.app().preferences();
    const Translation translation(preferences, engine);
    preferences.setLanguage(QStringLiteral("de"));
    EXPECT_EQ(window.app().word(QStringLiteral("running")), QStringLiteral("läuft"));
    EXPECT_EQ(window.app().word(QStringLiteral("no state of ours")), QStringLiteral("no state of ours"));
    preferences.setLanguage(QStringLiteral("en"));
    EXPECT_EQ(window.app().word(QStringLiteral("running")), QStringLiteral("running"));
}

} // namespace
} // namespace crossyard::gui
