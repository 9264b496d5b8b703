// SPDX-License-Identifier: MIT OR Apache-2.0
// What the user likes, kept between starts.
#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace crossyard::gui {

class Preferences : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.preferences is the one")
    /// "light", "dark", or empty: as the system has it.
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY changed)
    Q_PROPERTY(qreal textScale READ textScale WRITE setTextScale NOTIFY changed)
    /// "en", "de", or empty: as the system has it.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QStringList languages READ languages CONSTANT)
    /// A pattern of process::editorCommand(); empty: the first known one.
    Q_PROPERTY(QString editor READ editor WRITE setEditor NOTIFY changed)
    Q_PROPERTY(QStringList editors READ editors CONSTANT)
    Q_PROPERTY(bool notifications READ notifications WRITE setNotifications NOTIFY changed)
    /// What closing the window does while jobs run: "ask", "background" or "end".
    Q_PROPERTY(QString closing READ closing WRITE setClosing NOTIFY changed)
    /// Nothing moves: for those who ask for less motion, and for pictures.
    Q_PROPERTY(bool stillness READ stillness CONSTANT)
    Q_PROPERTY(QString fixedFont READ fixedFont CONSTANT)

public:
    explicit Preferences(QSettings &settings, QObject *parent = nullptr) : QObject(parent), m_settings(settings) {}

    QString theme() const { return text("theme"); }
    void setTheme(const QString &theme) { set("theme", theme); }
    qreal textScale() const;
    void setTextScale(qreal scale);
    QString language() const { return text("language"); }
    void setLanguage(const QString &language);
    QStringList languages() const;
    QString editor() const;
    void setEditor(const QString &pattern) { set("editor", pattern.trimmed()); }
    QStringList editors() const;
    bool notifications() const;
    void setNotifications(bool on) { set("notifications", on); }
    QString closing() const;
    void setClosing(const QString &what) { set("closing", what); }
    bool stillness() const;
    QString fixedFont() const;

Q_SIGNALS:
    void changed();
    void languageChanged();

private:
    QString text(const char *key) const;
    void set(const char *key, const QVariant &value);

    QSettings &m_settings;
    mutable std::optional<QStringList> m_editors;
};

} // namespace crossyard::gui
