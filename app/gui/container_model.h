// SPDX-License-Identifier: MIT OR Apache-2.0
// The Container page: the engines of this machine, what a build of the open project would be for the kit, its job, and
// what it left behind. Everything is asked for on worker threads; the last question counts. The rules are core's.
#pragma once

#include "background.h"
#include "container_answer.h"
#include "container_lists.h"
#include "job_model.h"
#include "text.h"

#include "container/engine/engine_probe.h"

#include <QTimer>
#include <QUrl>

namespace crossyard::gui {

/// What the model asks; tests have answers of their own.
struct ContainerQuestions {
    std::function<Result<std::vector<container::ProbedEngine>>(const container::ProbeRequest &, const CancelToken &)>
        engines = container::listEngines;
    std::function<Result<ContainerAnswer>(const ContainerAsked &, const CancelToken &)> plan = containerAnswer;
    std::function<Result<std::vector<container::StoredImage>>(const container::Engine &, const CancelToken &)> images =
        container::listImages;
    std::function<Result<void>(const container::StoredImage &, const container::Engine &, const CancelToken &)>
        removeImage = container::removeImage;
    std::function<Result<std::string>(const ContainerAsked &, container::ExportForm, const CancelToken &)> exported =
        containerExport;
};

class ContainerModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.containers is the one")
    /// The page is in sight: only then is anything asked.
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    /// {engine, image, touch, plan, result, writes, images}: how far each step is.
    Q_PROPERTY(QVariantMap walk READ walk NOTIFY changed)

    Q_PROPERTY(bool looking READ looking NOTIFY changed) // the engines are tried
    Q_PROPERTY(bool looked READ looked NOTIFY changed)
    /// [{kind, name, program, works, used, facts, remedies, problem, hint, steps}]
    Q_PROPERTY(QVariantList engines READ engines NOTIFY changed)
    Q_PROPERTY(bool anyEngine READ anyEngine NOTIFY changed)              // one works
    Q_PROPERTY(QString installCommand READ installCommand NOTIFY changed) // of podman; empty where none is known

    Q_PROPERTY(bool ready READ ready NOTIFY changed) // there is a project and a target
    Q_PROPERTY(bool planning READ planning NOTIFY changed)
    Q_PROPERTY(bool planned READ planned NOTIFY changed)
    Q_PROPERTY(bool canStart READ canStart NOTIFY changed)
    Q_PROPERTY(bool debuggable READ debuggable NOTIFY changed) // its programs could wait for a debugger
    /// {text, hint, step, file, line, column}: why there is no plan, and the step where that is to be seen.
    Q_PROPERTY(QVariantMap problem READ problem NOTIFY changed)
    /// {reference, digest, there, named, origins, recipe, release, glibc, target, todo, library, libraryWhy}
    Q_PROPERTY(QVariantMap image READ image NOTIFY changed)
    Q_PROPERTY(QVariantMap config READ config NOTIFY changed) // {dialect, files}
    /// [{kind, text, hint, place, file, line, column}]
    Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)
    Q_PROPERTY(QString release READ release WRITE setRelease NOTIFY changed) // of our images; empty: the usual one
    Q_PROPERTY(QVariantList releases READ releases CONSTANT)                 // [{name, glibc}]
    /// "strict", "guarded" or "legacy"; setting "" leaves it to the manifest.
    Q_PROPERTY(QString protection READ protection WRITE setProtection NOTIFY changed)
    Q_PROPERTY(QString protectionFrom READ protectionFrom NOTIFY changed) // "chosen", "manifest", "default"
    /// [{path, outside, mode, why}]; `outside` where it is another path.
    Q_PROPERTY(QVariantList touches READ touches NOTIFY changed)
    /// {network, user, rootless, memory, processes, processors, options}
    Q_PROPERTY(QVariantMap bounds READ bounds NOTIFY changed)
    Q_PROPERTY(QString planText READ planText NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)

    Q_PROPERTY(crossyard::gui::ContainerWrites *writes READ writes CONSTANT)
    Q_PROPERTY(crossyard::gui::ContainerImages *images READ images CONSTANT)
    Q_PROPERTY(QString imagesProblem READ imagesProblem NOTIFY changed)
    Q_PROPERTY(crossyard::gui::ContainerTests *tests READ tests CONSTANT)

    /// The last job in a container for this project; 0 without one.
    Q_PROPERTY(qint64 job READ job NOTIFY jobChanged)
    Q_PROPERTY(QVariantMap jobFacts READ jobFacts NOTIFY jobChanged)
    Q_PROPERTY(QString verb READ verb NOTIFY jobChanged) // "build", "run", "test"; empty where it is not known
    /// The command of a debugger for the program that waits, or waited last; empty where none did or the job is over.
    Q_PROPERTY(QString debugger READ debugger NOTIFY jobChanged)

public:
    ContainerModel(JobModel *jobs, fs::path store, QObject *parent = nullptr);

    void setQuestions(ContainerQuestions questions) { m_questions = std::move(questions); }
    /// The program that cargo's wrapper is.
    void setProgram(const fs::path &crossyard) { m_program = crossyard; }
    /// No project where the path is empty. What was shown of another one goes at once.
    void setKit(const fs::path &project, const sysroot::Kit &kit);

    const fs::path &project() const { return m_asked.project; }
    bool active() const { return m_active; }
    void setActive(bool active);
    QVariantMap walk() const;
    bool looking() const { return m_looking; }
    bool looked() const { return m_engines.has_value(); }
    QVariantList engines() const;
    bool anyEngine() const { return engine() != nullptr; }
    QString installCommand() const { return toQt(m_install); }
    bool ready() const { return !m_asked.project.empty() && !m_asked.kit.target.empty(); }
    /// What is shown is of something else, or nothing is yet. Asking the same once more is not told.
    bool planning() const;
    bool planned() const { return m_answer && m_answer->plan; }
    bool canStart() const;
    bool debuggable() const { return planned() && m_answer->plan->debuggable; }
    QVariantMap problem() const;
    QVariantMap image() const;
    QVariantMap config() const;
    QVariantList findings() const;
    QString release() const { return toQt(m_asked.release.value_or("")); }
    void setRelease(const QString &release);
    QVariantList releases() const;
    QString protection() const;
    void setProtection(const QString &name);
    QString protectionFrom() const;
    QVariantList touches() const;
    QVariantMap bounds() const;
    QString planText() const { return planned() ? toQt(m_answer->plan->text) : QString(); }
    QString command() const { return planned() ? toQt(m_answer->plan->command) : QString(); }
    ContainerWrites *writes() { return &m_writes; }
    ContainerImages *images() { return &m_images; }
    QString imagesProblem() const { return m_imagesError ? messageOf(*m_imagesError) : QString(); }
    ContainerTests *tests() { return &m_tests; }
    qint64 job() const { return m_job; }
    QVariantMap jobFacts() const { return m_job == 0 ? QVariantMap() : m_jobs->about(m_job); }
    QString verb() const { return m_verb; }
    QString debugger() const { return jobRuns() ? m_debugger : QString(); }

    /// The plan in lines of so many letters, for a fixed-width face.
    Q_INVOKABLE QString planLines(int columns) const { return hungText(planText(), columns); }
    /// Tries all engines anew: what is remembered of them does not count.
    Q_INVOKABLE void checkEngines() { lookForEngines(true); }
    /// Asks the same once more.
    Q_INVOKABLE void refresh();
    /// Starts a job: "build", "run", "test", or "debug", which runs a program that waits for a debugger. Nothing while
    /// there is no plan, or its job runs.
    Q_INVOKABLE void start(const QString &verb);
    Q_INVOKABLE void cancel();
    /// Writes the plan into a file, as "script", "github" or "gitlab".
    Q_INVOKABLE void exportTo(const QString &form, const QUrl &file);
    /// What was caught becomes the project's.
    Q_INVOKABLE void takeOver();
    /// What was caught is gone for good.
    Q_INVOKABLE void discard();
    Q_INVOKABLE void removeImage(const QString &id);
    /// Makes our image for a target again, though it is there.
    Q_INVOKABLE void makeAnew(const QString &target, const QString &release);
    /// Starts a job that was asked for once; false where the text is none of it.
    bool runAgain(std::string_view text);
    /// What was chosen for this project, to be remembered.
    QVariantMap choices() const;
    void setChoices(const QVariantMap &choices);
    /// A job has ended: images and plan may be others.
    void jobHasEnded();

Q_SIGNALS:
    void activeChanged();
    void changed();
    void chosen(); // to be remembered
    void jobChanged();
    void started(qint64 job);
    void told(const QString &text);

private:
    const container::Engine *engine() const;
    QString stepOfProblem() const;
    bool jobRuns() const { return jobFacts().value(QStringLiteral("active")).toBool(); }
    sysroot::CargoJobRequest around() const;
    ContainerAsked asked() const { return {.job = m_asked, .around = around(), .engine = anyEngine()}; }
    void lookForEngines(bool anew);
    void listImages();
    void planSoon();
    void plan();
    void show(ContainerAnswer answer);
    void clear();
    void followJob();
    void readLog();
    void settleWrites(bool take);
    void begin(job::JobRequest request);

    JobModel *m_jobs;
    fs::path m_store;
    fs::path m_program;
    ContainerQuestions m_questions;
    bool m_active = false;
    bool m_stale = true; // something has changed since the last plan was asked for
    container::CrossJob m_asked{.verb = "build"};
    bool m_looking = false;
    std::optional<std::vector<container::ProbedEngine>> m_engines;
    std::string m_install;
    bool m_asking = false;
    std::optional<ContainerAnswer> m_answer;
    ContainerWrites m_writes{this};
    ContainerImages m_images{this};
    std::optional<Error> m_imagesError;
    ContainerTests m_tests{this};
    qint64 m_job = 0;
    QString m_verb;
    bool m_debugs = false;
    QString m_debugger;
    std::size_t m_read = 0; // lines of the job's log, for its tests and debuggers
    QTimer m_timer;
    Question m_engineQuestion, m_planQuestion, m_imageQuestion, m_removeQuestion, m_writesQuestion, m_exportQuestion;
};

} // namespace crossyard::gui
