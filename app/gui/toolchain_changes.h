// SPDX-License-Identifier: MIT OR Apache-2.0
// Changing toolchains from the window: what is asked for is put together here, core plans it anew with each choice, and
// the plan becomes a job. One change at a time stands open on the Toolchains page.
#pragma once

#include "background.h"
#include "list_model.h"
#include "rust/toolchain_change.h"

#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class JobModel;

/// A component or target, and whether it shall be there.
struct OfferRow {
    rust::ChangeOffer offer;
    bool wanted = false;
    bool operator==(const OfferRow &) const = default;
};

class OfferModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.changes.offers is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)

public:
    explicit OfferModel(QObject *parent = nullptr);
    int count() const { return rowCount(); }
    int total() const { return static_cast<int>(m_all.size()); }
    /// The names that are wanted and not there, or there and not wanted.
    std::vector<std::string> names(bool targets, bool added) const;
    /// What was chosen stays chosen where it is offered again and `keep` is set.
    void show(const std::vector<rust::ChangeOffer> &offers, bool keep);
    /// A row of those that are shown; what the toolchain needs stays.
    Q_INVOKABLE void toggle(int row);
    Q_INVOKABLE void filter(const QString &words);

Q_SIGNALS:
    void changed();
    void chosen();

private:
    const Rows &list() const override { return m_list; }
    void narrow();

    RowList<OfferRow> m_list;
    std::vector<OfferRow> m_all;
    QString m_words;
};

class ToolchainChanges : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.changes is the one")
    /// "install", "update", "remove" or "modify"; empty where none stands open.
    Q_PROPERTY(QString kind READ kind NOTIFY openedOrClosed)
    Q_PROPERTY(QString toolchain READ toolchain NOTIFY openedOrClosed)
    Q_PROPERTY(QString channel READ channel WRITE setChannel NOTIFY choiceChanged)
    Q_PROPERTY(QString version READ version WRITE setVersion NOTIFY choiceChanged)
    Q_PROPERTY(QString profile READ profile WRITE setProfile NOTIFY choiceChanged)
    Q_PROPERTY(crossyard::gui::OfferModel *offers READ offers CONSTANT)
    Q_PROPERTY(bool planning READ planning NOTIFY planChanged)
    Q_PROPERTY(bool ready READ ready NOTIFY planChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY planChanged)
    Q_PROPERTY(QString hint READ hint NOTIFY planChanged)
    Q_PROPERTY(QVariantMap plan READ plan NOTIFY planChanged)
    Q_PROPERTY(bool rustup READ rustup NOTIFY rustupChanged)
    Q_PROPERTY(bool distribution READ distribution NOTIFY rustupChanged)
    Q_PROPERTY(QString withoutRustup READ withoutRustup NOTIFY rustupChanged)

public:
    explicit ToolchainChanges(JobModel *jobs, QObject *parent = nullptr);

    QString kind() const { return m_kind; }
    QString toolchain() const { return m_toolchain; }
    QString channel() const { return m_channel; }
    void setChannel(const QString &channel);
    QString version() const { return m_version; }
    void setVersion(const QString &version);
    QString profile() const { return m_profile; }
    void setProfile(const QString &profile);
    OfferModel *offers() { return &m_offers; }
    bool planning() const { return m_planning; }
    /// There is a plan, and something to do.
    bool ready() const;
    QString problem() const;
    QString hint() const;
    /// {title, commands, commandLine, parts [{what, name, size}], download, freed, warnings, notes, rights}; empty
    /// without one.
    QVariantMap plan() const;
    bool rustup() const { return m_rustup; }
    /// The distribution's Rust is installed.
    bool distribution() const { return m_distribution; }
    /// The command that installs it, where it and rustup are missing.
    QString withoutRustup() const { return m_withoutRustup; }

    void setProject(const fs::path &project) { m_project = project; }
    /// Looks whether there are a rustup and a distribution's Rust.
    void refresh();
    Q_INVOKABLE void install();
    Q_INVOKABLE void update(const QString &toolchain);
    Q_INVOKABLE void updateAll();
    Q_INVOKABLE void remove(const QString &toolchain);
    Q_INVOKABLE void modify(const QString &toolchain);
    Q_INVOKABLE void close();
    /// Starts the job of the plan, and closes the change.
    Q_INVOKABLE void start();
    /// Opens what a job's `again` holds.
    void openAgain(const std::string &again);

    /// A job of the page is at work, and ended() will tell its end.
    bool isRunning() const { return !m_running.empty(); }

Q_SIGNALS:
    void openedOrClosed();
    void choiceChanged();
    void planChanged();
    void rustupChanged();
    void started(qint64 job);
    void ended(); // a job of ours, however

private:
    void open(const QString &kind, const QString &toolchain);
    void askForOffers();
    void planSoon();
    void makePlan();
    rust::ToolchainChange change() const;

    JobModel *m_jobs;
    QString m_kind, m_toolchain;
    QString m_channel = QStringLiteral("stable");
    QString m_version;
    QString m_profile = QStringLiteral("default");
    OfferModel m_offers;
    std::shared_ptr<rust::DistServer> m_server; // of the change that stands open
    bool m_planning = false;
    std::optional<Result<rust::ChangePlan>> m_plan;
    std::optional<Error> m_offerProblem;
    bool m_rustup = true;
    bool m_distribution = false;
    QString m_withoutRustup;
    fs::path m_project;
    std::vector<qint64> m_running;
    QTimer m_soon;
    Question m_offerQuestion, m_planQuestion;
};

} // namespace crossyard::gui
