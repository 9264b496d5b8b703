// SPDX-License-Identifier: MIT OR Apache-2.0
// The Bootstrap page: a package, how it is to be built, the plan of it, the job, and what came out. Every change of the
// choices brings another plan, made on a worker thread; the last one counts. The rules are core's.
#pragma once

#include "background.h"
#include "bootstrap_answer.h"
#include "bootstrap_patches.h"
#include "build_model.h"
#include "job_model.h"

#include "activity/latest_words.h"
#include "bootstrap/bootstrap_walk.h"
#include "bootstrap/package_choices.h"
#include "bootstrap/script_replay.h"
#include "text.h"

#include <QTimer>
#include <QUrl>

namespace crossyard::gui {

class BootstrapModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap is the one")
    /// The page is in sight: only then is anything planned.
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    /// {source, crates, options, plan, result}: how far each step is.
    Q_PROPERTY(QVariantMap walk READ walk NOTIFY changed)

    Q_PROPERTY(QString package READ package NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString version READ version NOTIFY changed)
    Q_PROPERTY(bool known READ known NOTIFY changed) // the package was read
    Q_PROPERTY(bool workspace READ workspace NOTIFY changed)
    Q_PROPERTY(QStringList recent READ recent NOTIFY recentChanged)
    /// The address or archive that is being brought here; empty without one.
    Q_PROPERTY(QString obtaining READ obtaining NOTIFY changed)

    /// [{path, given}]: those that were chosen, then those that the configuration names.
    Q_PROPERTY(QVariantList vendorDirs READ vendorDirs NOTIFY changed)
    Q_PROPERTY(QStringList offeredDirs READ offeredDirs NOTIFY changed)
    Q_PROPERTY(int lockedPackages READ lockedPackages NOTIFY changed)        // -1: there is no Cargo.lock
    Q_PROPERTY(QString lockUse READ lockUse WRITE setLockUse NOTIFY changed) // "completed", "locked", "written"
    Q_PROPERTY(bool fetches READ fetches WRITE setFetches NOTIFY changed)    // what is missing, from the network
    Q_PROPERTY(QString crateIndex READ crateIndex WRITE setCrateIndex NOTIFY changed) // empty: the configuration's
    Q_PROPERTY(QString blacklist READ blacklist WRITE setBlacklist NOTIFY changed)    // names with spaces between
    Q_PROPERTY(QString includeOptional READ includeOptional WRITE setIncludeOptional NOTIFY changed) // likewise
    Q_PROPERTY(QString archivesDir READ archivesDir NOTIFY changed) // of .crate files; empty: ours

    Q_PROPERTY(QString patchDir READ patchDir NOTIFY changed)
    Q_PROPERTY(crossyard::gui::BootstrapPatches *patches READ patches CONSTANT)

    Q_PROPERTY(QString toolchain READ toolchain WRITE setToolchain NOTIFY changed)
    Q_PROPERTY(QString target READ target WRITE setTarget NOTIFY changed)
    Q_PROPERTY(QString profile READ profile WRITE setProfile NOTIFY changed)
    Q_PROPERTY(QStringList profiles READ profiles NOTIFY changed)
    /// [{name, enables, byDefault, on, fixed}]: `fixed` where another choice has turned it on.
    Q_PROPERTY(QVariantList features READ features NOTIFY changed)
    Q_PROPERTY(bool defaultFeatures READ defaultFeatures WRITE setDefaultFeatures NOTIFY changed)
    Q_PROPERTY(bool allFeatures READ allFeatures WRITE setAllFeatures NOTIFY changed)
    /// [{name, needs, on}]
    Q_PROPERTY(QVariantList programs READ programs NOTIFY changed)
    Q_PROPERTY(bool everything READ everything NOTIFY changed) // the library and all programs
    Q_PROPERTY(bool hasLibrary READ hasLibrary NOTIFY changed)
    Q_PROPERTY(bool library READ library WRITE setLibrary NOTIFY changed)
    Q_PROPERTY(int threads READ threads WRITE setThreads NOTIFY changed) // 0: one a processor
    Q_PROPERTY(int processors READ processors CONSTANT)
    Q_PROPERTY(bool keepGoing READ keepGoing WRITE setKeepGoing NOTIFY changed)
    Q_PROPERTY(bool nativeCheck READ nativeCheck WRITE setNativeCheck NOTIFY changed)
    Q_PROPERTY(QString wrapperUse READ wrapperUse WRITE setWrapperUse NOTIFY changed) // "configured", "none", "given"
    Q_PROPERTY(QString wrapper READ wrapper WRITE setWrapper NOTIFY changed)          // empty: none is given
    Q_PROPERTY(QString replayDir READ replayDir NOTIFY changed)                       // empty: build scripts run
    /// What is there: [{name, files, problem, used}].
    Q_PROPERTY(QVariantList recordings READ recordings NOTIFY changed)
    Q_PROPERTY(QString recordDir READ recordDir NOTIFY changed) // empty: nothing is written down
    /// What is written there: [{name, there}]; `there`: it is, and the same.
    Q_PROPERTY(QVariantList recorded READ recorded NOTIFY changed)
    Q_PROPERTY(QString targetDir READ targetDir NOTIFY changed) // where the result goes; of the plan, or as chosen
    Q_PROPERTY(bool ownTargetDir READ ownTargetDir NOTIFY changed)

    Q_PROPERTY(bool planning READ planning NOTIFY changed)
    Q_PROPERTY(bool planned READ planned NOTIFY changed)
    Q_PROPERTY(bool stopped READ stopped NOTIFY changed) // planning was, by stop()
    /// What planning, or bringing a package here, fetches just now: {title, line, done, total}; empty while it fetches
    /// nothing.
    Q_PROPERTY(QVariantMap fetching READ fetching NOTIFY fetchingChanged)
    Q_PROPERTY(bool canStart READ canStart NOTIFY changed)
    /// {text, hint, step, mend, file}; empty without one. See core's PlanProblem. There may be a plan all the same,
    /// which cannot be carried out.
    Q_PROPERTY(QVariantMap problem READ problem NOTIFY changed)
    /// Of the plan: {units, build, stored, packages, notNeeded, fetch, target, compiler, profile}. While there is
    /// something to fetch, there are no units.
    Q_PROPERTY(QVariantMap facts READ facts NOTIFY changed)
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed)
    /// What the choices do beside the units: [{kind, path, count}], see core's PlanEffect.
    Q_PROPERTY(QVariantList effects READ effects NOTIFY changed)
    /// What build scripts will look for in the system: [{crate, library, version, state, text, package, stops}].
    Q_PROPERTY(QVariantList natives READ natives NOTIFY changed)
    Q_PROPERTY(crossyard::gui::BootstrapUnits *units READ units CONSTANT)
    Q_PROPERTY(crossyard::gui::BootstrapPackages *packages READ packages CONSTANT)
    Q_PROPERTY(crossyard::gui::BuildModel *picture READ picture CONSTANT)
    Q_PROPERTY(bool upToDate READ upToDate NOTIFY changed)
    /// [{path, name, program, there, upToDate, size}]
    Q_PROPERTY(QVariantList files READ files NOTIFY changed)
    /// [{kind, text, file}]
    Q_PROPERTY(QVariantList steps READ steps NOTIFY changed)

    Q_PROPERTY(qint64 job READ job NOTIFY jobChanged) // 0: none was started
    /// As JobModel describes it; empty without one.
    Q_PROPERTY(QVariantMap jobFacts READ jobFacts NOTIFY jobChanged)

public:
    BootstrapModel(JobModel *jobs, fs::path store, QObject *parent = nullptr);

    bool active() const { return m_active; }
    void setActive(bool active);
    QVariantMap walk() const;

    QString package() const { return pathText(request().package); }
    QString name() const { return m_choices ? toQt(m_choices->name) : QString(); }
    QString version() const { return m_choices ? toQt(m_choices->version) : QString(); }
    bool known() const { return m_choices.has_value(); }
    bool workspace() const { return m_choices && m_choices->virtualWorkspace; }
    QStringList recent() const { return m_recent; }
    void setRecent(const QStringList &recent);
    QString obtaining() const { return m_obtaining; }

    QVariantList vendorDirs() const;
    QStringList offeredDirs() const;
    int lockedPackages() const;
    QString lockUse() const { return toQt(bootstrap::lockUse(request())); }
    void setLockUse(const QString &use);
    bool fetches() const { return !request().offline; }
    void setFetches(bool on);
    QString crateIndex() const { return toQt(request().crateIndex.value_or("")); }
    void setCrateIndex(const QString &index);
    QString blacklist() const;
    void setBlacklist(const QString &names);
    QString includeOptional() const;
    void setIncludeOptional(const QString &names);
    QString archivesDir() const { return pathText(request().crateCache.value_or(fs::path())); }

    QString patchDir() const { return pathText(request().patchDir.value_or(fs::path())); }
    BootstrapPatches *patches() { return &m_patches; }

    QString toolchain() const { return toQt(m_asked.toolchain.value_or("")); }
    void setToolchain(const QString &name);
    QString target() const { return toQt(request().target.value_or("")); }
    void setTarget(const QString &target);
    QString profile() const { return toQt(request().profile); }
    void setProfile(const QString &profile);
    QStringList profiles() const;
    QVariantList features() const;
    bool defaultFeatures() const { return request().defaultFeatures; }
    void setDefaultFeatures(bool on);
    bool allFeatures() const { return request().allFeatures; }
    void setAllFeatures(bool on);
    QVariantList programs() const;
    bool everything() const { return request().bins.empty() && !request().lib; }
    bool hasLibrary() const { return m_choices && m_choices->library; }
    bool library() const { return request().lib; }
    void setLibrary(bool on);
    int threads() const { return request().jobs; }
    void setThreads(int threads);
    int processors() const;
    bool keepGoing() const { return request().keepGoing; }
    void setKeepGoing(bool on);
    bool nativeCheck() const { return request().nativeCheck; }
    void setNativeCheck(bool on);
    QString wrapperUse() const { return toQt(bootstrap::wrapperUse(request())); }
    void setWrapperUse(const QString &use);
    QString wrapper() const { return toQt(request().wrapper.value_or("")); }
    void setWrapper(const QString &program);
    QString replayDir() const { return pathText(request().replayScripts.value_or(fs::path())); }
    QVariantList recordings() const;
    QString recordDir() const { return pathText(request().recordScripts.value_or(fs::path())); }
    QVariantList recorded() const;
    QString targetDir() const;
    bool ownTargetDir() const { return request().targetDir.has_value(); }

    bool planning() const { return m_planning; }
    bool planned() const { return m_answer.has_value(); }
    bool stopped() const { return m_stopped; }
    QVariantMap fetching() const;
    bool canStart() const { return m_answer && !m_planning && !m_error; }
    QVariantMap problem() const;
    QVariantMap facts() const;
    QStringList notes() const { return m_answer ? toQt(m_answer->plan->notes) : QStringList(); }
    QVariantList effects() const;
    QVariantList natives() const;
    BootstrapUnits *units() { return &m_units; }
    BootstrapPackages *packages() { return &m_packages; }
    BuildModel *picture() { return &m_picture; }
    bool upToDate() const { return m_answer && m_answer->upToDate; }
    QVariantList files() const;
    QVariantList steps() const;
    qint64 job() const { return m_job; }
    QVariantMap jobFacts() const { return m_jobs->about(m_job); }

    /// A folder, or the Cargo.toml in one. All choices begin anew where it is another one.
    Q_INVOKABLE void open(const QString &path);
    Q_INVOKABLE void openUrl(const QUrl &url);
    /// An archive, the address of a git repository, or a folder after all; it is brought here first.
    Q_INVOKABLE void obtain(const QString &source);
    Q_INVOKABLE void obtainUrl(const QUrl &url);
    Q_INVOKABLE void close();
    Q_INVOKABLE void addVendor(const QString &path);
    Q_INVOKABLE void addVendorUrl(const QUrl &url);
    Q_INVOKABLE void removeVendor(const QString &path);
    /// Empty: no patches.
    Q_INVOKABLE void choosePatchDir(const QString &path);
    Q_INVOKABLE void choosePatchDirUrl(const QUrl &url);
    Q_INVOKABLE void toggleFeature(const QString &name);
    Q_INVOKABLE void toggleProgram(const QString &name);
    Q_INVOKABLE void chooseEverything();
    /// Empty: as cargo would have it.
    Q_INVOKABLE void chooseTargetDir(const QString &path);
    Q_INVOKABLE void chooseTargetDirUrl(const QUrl &url);
    /// Directories; empty: none. What lies in one that is recorded to is replaced by what scripts say.
    Q_INVOKABLE void chooseArchives(const QString &path);
    Q_INVOKABLE void chooseReplay(const QString &path);
    Q_INVOKABLE void chooseRecord(const QString &path);
    /// The path of a folder that a dialog gave; empty where it is none of this machine's.
    Q_INVOKABLE static QString pathOf(const QUrl &url) { return url.isLocalFile() ? url.toLocalFile() : QString(); }
    /// A target spec.
    Q_INVOKABLE void chooseSpecUrl(const QUrl &url);
    Q_INVOKABLE void search(const QString &words);
    /// Reads and plans anew.
    Q_INVOKABLE void refresh();
    /// What the command line would have to be told; for a POSIX shell.
    Q_INVOKABLE QString command() const;
    /// Planning ends without a plan, bringing a package here without a package.
    Q_INVOKABLE void stop();
    /// Starts the job of the plan that is shown; nothing while there is none, or its job runs.
    Q_INVOKABLE void start();
    /// Builds what is missing, and looks at what came out.
    Q_INVOKABLE void verify();
    /// The plan as a script; told() says how that went.
    Q_INVOKABLE void writeRecipe(const QUrl &file);
    Q_INVOKABLE void cancel();
    /// What a job was asked with, or what was remembered; nothing where the text is none of it.
    void openAgain(std::string_view text);
    /// The choices, to be remembered; empty where no package is chosen.
    std::string remembered() const;
    /// A job has ended: the plan is another one.
    void jobHasEnded(qint64 id);

Q_SIGNALS:
    void activeChanged();
    void changed();
    void fetchingChanged();
    void recentChanged();
    void chosen(); // to be remembered
    void jobChanged();
    void started(qint64 job);
    void told(const QString &text);

private:
    const bootstrap::BootstrapRequest &request() const { return m_asked.request; }
    bootstrap::BootstrapRequest &request() { return m_asked.request; }
    template <class Value, class Given> void set(Value &value, Given given)
    {
        if (value == given)
            return;
        value = std::move(given);
        choose();
    }
    void choose();
    void readPackage();
    void plan();
    void show(Result<BootstrapAnswer> answer);
    void clearPlan();
    void beginPlanning();
    std::shared_ptr<activity::Sink> listen();
    void hush();
    void lookAtRecordings();
    void setDirectory(std::optional<fs::path> &value, const QString &path);
    bool jobRuns() const;
    void startJob(bool verify);
    void take(const fs::path &package, const std::optional<fs::path> &targetDir);

    JobModel *m_jobs;
    fs::path m_store;
    bool m_active = false;
    bool m_stale = true; // something has changed since the last plan was asked for
    bootstrap::AskedBootstrap m_asked;
    std::optional<bootstrap::PackageChoices> m_choices;
    bool m_planning = false;
    bool m_stopped = false;
    std::optional<BootstrapAnswer> m_answer;
    std::optional<Error> m_error;
    std::optional<bootstrap::PlanProblem> m_problem;
    BootstrapUnits m_units{this};
    BootstrapPackages m_packages{this};
    BuildModel m_picture{this};
    BootstrapPatches m_patches{this};
    qint64 m_job = 0;
    QStringList m_recent;
    QString m_obtaining;
    std::vector<bootstrap::Recording> m_recordings;
    std::shared_ptr<activity::LatestWordsSink> m_ear; // while something may be fetched
    activity::LatestWords m_heard;
    QTimer m_timer;
    QTimer m_listenTimer;
    Question m_sourceQuestion, m_packageQuestion, m_planQuestion, m_recordingQuestion, m_recipeQuestion;
};

} // namespace crossyard::gui
