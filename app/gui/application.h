// SPDX-License-Identifier: MIT OR Apache-2.0
// The state that the whole window shares: the open project, the kit (toolchain, target, profile), what is known of
// both, and the next sensible thing to do. The rules are core's; this asks, remembers, and tells.
#pragma once

#include "background.h"
#include "bootstrap_model.h"
#include "container_model.h"
#include "feature_model.h"
#include "graph_model.h"
#include "job_model.h"
#include "outside.h"
#include "plan_model.h"
#include "preferences.h"
#include "readiness_model.h"
#include "spec_model.h"
#include "stage_model.h"
#include "target_model.h"
#include "toolchain_changes.h"
#include "toolchain_model.h"
#include "use_model.h"
#include "xargo_model.h"

#include "sysroot/kit_jobs.h"
#include "sysroot/readiness.h"
#include "text.h"

#include <QPointer>
#include <QQmlEngine>
#include <QSettings>
#include <QTimer>
#include <QUrl>
#include <QWindow>

namespace crossyard::gui {

class Application : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(App)
    QML_SINGLETON

    Q_PROPERTY(QString project READ project NOTIFY projectChanged)
    Q_PROPERTY(QString projectName READ projectName NOTIFY projectChanged)
    Q_PROPERTY(QString projectProblem READ projectProblem NOTIFY projectChanged)
    Q_PROPERTY(QString projectHint READ projectHint NOTIFY projectChanged)
    Q_PROPERTY(QStringList recent READ recent NOTIFY projectChanged)
    Q_PROPERTY(QString sample READ sample CONSTANT)

    Q_PROPERTY(QString toolchain READ toolchain WRITE setToolchain NOTIFY kitChanged)
    Q_PROPERTY(QString toolchainText READ toolchainText NOTIFY readinessChanged)
    Q_PROPERTY(QString target READ target WRITE setTarget NOTIFY kitChanged)
    Q_PROPERTY(QString profile READ profile WRITE setProfile NOTIFY kitChanged)
    Q_PROPERTY(QStringList profiles READ profiles NOTIFY projectChanged)

    Q_PROPERTY(bool looking READ looking NOTIFY readinessChanged)
    Q_PROPERTY(bool looked READ looked NOTIFY readinessChanged)
    Q_PROPERTY(bool canBuild READ canBuild NOTIFY readinessChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY readinessChanged)
    Q_PROPERTY(QString stepAction READ stepAction NOTIFY stepChanged)
    Q_PROPERTY(QString stepReason READ stepReason NOTIFY stepChanged)

    Q_PROPERTY(crossyard::gui::ToolchainModel *toolchains READ toolchains CONSTANT)
    Q_PROPERTY(crossyard::gui::ToolchainChanges *changes READ changes CONSTANT)
    Q_PROPERTY(crossyard::gui::TargetModel *targets READ targets CONSTANT)
    Q_PROPERTY(crossyard::gui::ReadinessModel *readiness READ readiness CONSTANT)
    Q_PROPERTY(crossyard::gui::PlanModel *plan READ plan CONSTANT)
    Q_PROPERTY(crossyard::gui::XargoModel *xargo READ xargo CONSTANT)
    Q_PROPERTY(crossyard::gui::StageModel *stages READ stages CONSTANT)
    Q_PROPERTY(crossyard::gui::UseModel *use READ use CONSTANT)
    Q_PROPERTY(crossyard::gui::GraphModel *graph READ graph CONSTANT)
    Q_PROPERTY(crossyard::gui::FeatureModel *features READ features CONSTANT)
    Q_PROPERTY(crossyard::gui::BootstrapModel *bootstrap READ bootstrap CONSTANT)
    Q_PROPERTY(crossyard::gui::ContainerModel *containers READ containers CONSTANT)
    Q_PROPERTY(crossyard::gui::SpecModel *specs READ specs CONSTANT)
    Q_PROPERTY(crossyard::gui::SysrootModel *sysroots READ sysroots CONSTANT)
    Q_PROPERTY(crossyard::gui::JobModel *jobs READ jobs CONSTANT)
    Q_PROPERTY(crossyard::gui::Preferences *preferences READ preferences CONSTANT)
    /// A job that a program that is gone left unfinished: {id, title}; empty when there is none, or it was dismissed.
    Q_PROPERTY(QVariantMap interrupted READ interrupted NOTIFY interruptedChanged)
    Q_PROPERTY(QVariantList toolchainChoices READ toolchainChoices NOTIFY toolchainsChanged)
    Q_PROPERTY(QVariantList targetChoices READ targetChoices NOTIFY kitChanged)
    Q_PROPERTY(QString store READ store CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)

public:
    /// There is one, which whoever starts the window owns. (Without a default constructor: QML would use that one.)
    explicit Application(const fs::path &store, QObject *parent = nullptr);
    ~Application() override;
    static Application *create(QQmlEngine *engine, QJSEngine *);
    static Application *instance();

    QString project() const { return m_project; }
    QString projectName() const;
    QString projectProblem() const { return m_projectProblem; }
    QString projectHint() const { return m_projectHint; }
    QStringList recent() const;
    QString sample() const;
    QString toolchain() const { return m_kit.toolchain ? toQt(*m_kit.toolchain) : QString(); }
    void setToolchain(const QString &name);
    QString toolchainText() const;
    QString target() const { return toQt(m_kit.target); }
    void setTarget(const QString &target);
    QString profile() const { return toQt(m_kit.profile); }
    void setProfile(const QString &profile);
    QStringList profiles() const { return m_profiles; }
    bool looking() const { return m_looking; }
    bool looked() const { return m_looked.has_value(); }
    bool canBuild() const { return m_looked && m_looked->canBuild; }
    QString problem() const { return m_problem; }
    QString stepAction() const;
    QString stepReason() const { return toQt(m_step.reason); }
    ToolchainModel *toolchains() { return &m_toolchains; }
    ToolchainChanges *changes() { return &m_changes; }
    TargetModel *targets() { return &m_targets; }
    ReadinessModel *readiness() { return &m_readiness; }
    PlanModel *plan() { return &m_plan; }
    XargoModel *xargo() { return &m_xargo; }
    StageModel *stages() { return &m_stages; }
    UseModel *use() { return &m_use; }
    GraphModel *graph() { return &m_graph; }
    FeatureModel *features() { return &m_features; }
    BootstrapModel *bootstrap() { return &m_bootstrap; }
    ContainerModel *containers() { return &m_containers; }
    SpecModel *specs() { return &m_specs; }
    SysrootModel *sysroots() { return &m_sysroots; }
    JobModel *jobs() { return &m_jobs; }
    Preferences *preferences() { return &m_preferences; }
    QVariantMap interrupted() const;
    QVariantList toolchainChoices() const;
    QVariantList targetChoices() const;
    QString store() const { return pathText(m_store); }
    QString version() const;

    /// A folder, or a file in one. A folder without a Cargo.toml is opened all the same, with the reason told.
    Q_INVOKABLE void openProject(const QString &path);
    Q_INVOKABLE void openUrl(const QUrl &url);
    Q_INVOKABLE void closeProject();
    Q_INVOKABLE void refresh();
    /// Does the next sensible thing, or another one by its name: build-sysroot, build, run, test, build-anew. While the
    /// machine is still looked at, it is done as soon as that is known.
    Q_INVOKABLE void act(const QString &action);
    /// The window that notifications are about.
    Q_INVOKABLE void setWindow(QWindow *window) { m_window = window; }
    /// The word for a state that a model gives.
    Q_INVOKABLE QString word(const QString &state) const { return stateWord(state); }
    Q_INVOKABLE void copy(const QString &text);
    Q_INVOKABLE void removeSysroot(const QString &name);
    /// Removes what was used longest ago, down to so many bytes.
    Q_INVOKABLE void cleanUp(double keep);
    /// Makes the toolchain of `use`.
    Q_INVOKABLE void linkToolchain();
    Q_INVOKABLE void openFolder(const QString &path);
    /// Runs a finished or failed job once more.
    Q_INVOKABLE void runAgain(qint64 job);
    Q_INVOKABLE void dismissInterrupted();
    /// Shows a file of the project, or one by its whole path, in the user's editor.
    Q_INVOKABLE void openInEditor(const QString &file, int line, int column);
    /// The window is closed and the jobs go on; the program ends with the last of them.
    Q_INVOKABLE void goOnInBackground(QWindow *window);

Q_SIGNALS:
    void projectChanged();
    void kitChanged();
    void readinessChanged();
    void stepChanged();
    void interruptedChanged();
    void toolchainsChanged();
    void planChanged();
    void jobEnded(const QString &title, const QString &state);
    void jobStarted(qint64 job);
    void showPage(const QString &page);
    void told(const QString &text); // something short for the user's eyes
    void endedInBackground();

private:
    void readProject();
    void useKit(const sysroot::Kit &kit);
    void look();
    void showGraph();
    void makePlan();
    void listSysroots();
    void remove(std::vector<sysroot::SysrootRecord> records);
    void decideStep();
    sysroot::SysrootRequest sysrootRequest() const;
    void start(const sysroot::KitJob &asked);
    void followBootstrap();
    void followContainers();
    void jobHasEnded(qint64 id, const QString &title, const QString &state);

    QSettings m_settings;
    Preferences m_preferences{m_settings};
    QPointer<QWindow> m_window;
    bool m_inBackground = false;
    QString m_wanted; // an action that waits for what is being looked at
    QString m_project;
    QString m_projectName;
    QString m_projectProblem, m_projectHint;
    bool m_projectRuns = false;
    qint64 m_buildJob = 0;
    QStringList m_profiles;
    sysroot::Kit m_kit;
    bool m_looking = false;
    std::optional<sysroot::Readiness> m_looked;
    QString m_problem;
    sysroot::Step m_step;
    bool m_built = false; // since the kit was chosen
    ToolchainModel m_toolchains;
    TargetModel m_targets;
    ReadinessModel m_readiness;
    PlanModel m_plan;
    SysrootModel m_sysroots;
    XargoModel m_xargo;
    StageModel m_stages{&m_xargo};
    UseModel m_use;
    QTimer m_planTimer;
    GraphModel m_graph;
    FeatureModel m_features{&m_graph};
    bool m_filesChanged = false; // since the graph was read
    SpecModel m_specs;
    JobModel m_jobs;
    ToolchainChanges m_changes;
    BootstrapModel m_bootstrap;
    ContainerModel m_containers;
    fs::path m_store;
    Outside m_outside;
    Question m_lookQuestion, m_planQuestion, m_sysrootsQuestion, m_projectQuestion, m_removeQuestion;
};

} // namespace crossyard::gui
