// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_history.h"

#include "base/files.h"
#include "job/environment.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <format>

namespace crossyard::job {

namespace {

// What is kept: enough to look back, little enough to list at once.
constexpr int keptJobs = 200;

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

JobInfo infoFrom(const QSqlQuery &query)
{
    const auto text = [&](int column) { return query.value(column).toString().toStdString(); };
    const auto number = [&](int column) { return query.value(column).toLongLong(); };
    JobInfo info;
    info.id = number(0);
    info.title = text(1);
    info.kind = text(2);
    info.subject = text(3);
    info.project = text(4);
    info.state = stateOf(text(5)).value_or(JobState::Done);
    info.queued = number(6);
    info.started = number(7);
    info.ended = number(8);
    info.done = static_cast<std::uint64_t>(number(9));
    info.total = static_cast<std::uint64_t>(number(10));
    info.outcome = text(11);
    info.hint = text(12);
    return info;
}

// By whom the lines of a log were said, as they stand in its file: what one line of it holds may be several there.
std::vector<LineRun> lineRuns(const JobLog &log)
{
    std::vector<LineRun> runs;
    const auto lines = log.count();
    for (std::size_t i = 0; i < lines; ++i) {
        const auto activity = log.activityOf(i);
        if (runs.empty() || runs.back().activity != activity)
            runs.push_back({activity, 0});
        runs.back().count += 1 + static_cast<std::size_t>(std::ranges::count(log.line(i), '\n'));
    }
    return runs;
}

constexpr const char *infoColumns =
    "id, title, kind, subject, project, state, queued, started, ended, done, total, outcome, hint";

} // namespace

// A connection belongs to the thread that made it; each call makes its own, which SQLite does in some microseconds.
class Connection {
public:
    explicit Connection(const fs::path &file)
    {
        static std::atomic<int> number = 0;
        m_name = QStringLiteral("crossyard-jobs-%1").arg(++number);
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_database.setDatabaseName(toQt(toUtf8(file)));
        m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        m_open = m_database.open();
    }
    ~Connection()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    bool open() const { return m_open; }
    QSqlQuery prepared(const QString &text) const
    {
        QSqlQuery query(m_database);
        query.prepare(text);
        return query;
    }
    bool run(const QString &text) const { return QSqlQuery(m_database).exec(text); }

private:
    QString m_name;
    QSqlDatabase m_database;
    bool m_open = false;
};

JobHistory::JobHistory(fs::path directory) : m_directory(std::move(directory)) {}
JobHistory::~JobHistory() = default;

std::unique_ptr<JobHistory> JobHistory::open(const fs::path &store)
{
    std::unique_ptr<JobHistory> history(new JobHistory(store / "jobs"));
    history->openDatabase();
    return history;
}

void JobHistory::openDatabase()
{
    if (const auto made = createDirectories(m_directory); !made) {
        m_problem = "the history of jobs is not kept: " + made.error().message;
        return;
    }
    const fs::path file = m_directory / "history.sqlite";
    for (const bool again : {false, true}) {
        {
            const Connection connection(file);
            connection.run(QStringLiteral("PRAGMA journal_mode=WAL"));
            m_usable =
                connection.open() &&
                connection.run(QStringLiteral(
                    "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, kind TEXT, "
                    "subject TEXT, project TEXT, state TEXT, queued INTEGER, started INTEGER, ended INTEGER, done "
                    "INTEGER, total INTEGER, outcome TEXT, hint TEXT, plan TEXT, commands TEXT, again TEXT)")) &&
                connection.run(QStringLiteral("SELECT count(*) FROM jobs"));
        }
        if (m_usable || again)
            break;
        std::error_code error;
        if (!fs::exists(file, error))
            break;
        fs::rename(file, m_directory / "history.damaged.sqlite", error);
        fs::remove(m_directory / "history.sqlite-wal", error);
        fs::remove(m_directory / "history.sqlite-shm", error);
        m_problem = "the history of jobs was damaged, and begins anew; the old one is kept as history.damaged.sqlite";
    }
    if (!m_usable) {
        m_problem = std::format("the history of jobs is not kept: {} cannot be written", toUtf8(file));
        return;
    }
    {
        // A history of before has no such column, and one of now refuses a second one.
        const Connection connection(file);
        connection.run(QStringLiteral("ALTER TABLE jobs ADD COLUMN environment TEXT"));
    }
    findInterrupted();
}

// Each running job holds a lock for as long as its process lives: where nobody holds it, the process is gone.
void JobHistory::findInterrupted() const
{
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral("SELECT id FROM jobs WHERE ended = 0"));
    std::vector<qlonglong> gone;
    for (query.exec(); query.next();) {
        const auto id = query.value(0).toLongLong();
        if (m_locks.contains(id))
            continue;
        const auto lock = FileLock::tryAcquire(m_directory / std::format("{}.lock", id), FileLock::Mode::Exclusive);
        if (lock && lock->held())
            gone.push_back(id);
    }
    for (const auto id : gone) {
        auto update =
            connection.prepared(QStringLiteral("UPDATE jobs SET state = 'interrupted', ended = started, outcome = "
                                               "'the program that ran it ended' WHERE id = ? AND ended = 0"));
        update.addBindValue(id);
        update.exec();
        std::error_code ignored;
        fs::remove(m_directory / std::format("{}.lock", id), ignored);
    }
}

JobId JobHistory::lastId() const
{
    if (!m_usable)
        return 0;
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral("SELECT max(id) FROM jobs"));
    return query.exec() && query.next() ? query.value(0).toLongLong() : 0;
}

JobId JobHistory::reserveId()
{
    if (!m_usable)
        return 0;
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(
        QStringLiteral("INSERT INTO jobs (title, kind, subject, project, state, queued, started, ended, done, total, "
                       "outcome, hint, plan, "
                       "commands, again) VALUES ('', '', '', '', 'queued', 0, 0, -1, 0, 0, '', '', '', '', '')"));
    return query.exec() ? query.lastInsertId().toLongLong() : 0;
}

void JobHistory::begin(const JobInfo &info, const JobRequest &request)
{
    if (!m_usable)
        return;
    const std::lock_guard lock(m_mutex);
    if (auto held = FileLock::tryAcquire(m_directory / std::format("{}.lock", info.id), FileLock::Mode::Exclusive))
        m_locks.emplace(info.id, std::move(*held));
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral("UPDATE jobs SET title = ?, kind = ?, subject = ?, project = ?, "
                                                    "state = 'running', queued = ?, started = ?, ended = "
                                                    "0, again = ?, environment = ? WHERE id = ?"));
    for (const auto &text : {info.title, info.kind, info.subject, info.project})
        query.addBindValue(toQt(text));
    query.addBindValue(static_cast<qlonglong>(info.queued));
    query.addBindValue(static_cast<qlonglong>(info.started));
    query.addBindValue(toQt(request.again));
    query.addBindValue(toQt(tellingEnvironment(wholeEnvironment())));
    query.addBindValue(static_cast<qlonglong>(info.id));
    query.exec();
}

void JobHistory::progress(const JobInfo &info)
{
    if (!m_usable)
        return;
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral("UPDATE jobs SET done = ?, total = ? WHERE id = ?"));
    query.addBindValue(static_cast<qlonglong>(info.done));
    query.addBindValue(static_cast<qlonglong>(info.total));
    query.addBindValue(static_cast<qlonglong>(info.id));
    query.exec();
}

fs::path JobHistory::eventsOf(JobId id) const
{
    return m_directory / std::format("{}.events", id);
}

// The file is the job's own, and one thread at a time tells.
void JobHistory::tell(JobId id, const BuildEvent &event)
{
    if (m_usable)
        appendBuildEvent(eventsOf(id), event);
}

std::vector<BuildEvent> JobHistory::buildEvents(JobId id, std::size_t &from) const
{
    return m_usable ? readBuildEvents(eventsOf(id), from) : std::vector<BuildEvent>();
}

void JobHistory::end(const JobInfo &info, const std::string &plan, const std::string &commands, const JobLog &log)
{
    if (!m_usable)
        return;
    (void)log.save(m_directory / std::format("{}.log", info.id), true);
    std::error_code none;
    if (fs::exists(eventsOf(info.id), none))
        appendLineRuns(eventsOf(info.id), lineRuns(log));
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral(
        "UPDATE jobs SET state = ?, ended = ?, done = ?, total = ?, outcome = ?, hint = ?, plan = ?, commands = ? "
        "WHERE id = ?"));
    query.addBindValue(toQt(stateName(info.state)));
    query.addBindValue(static_cast<qlonglong>(info.ended));
    query.addBindValue(static_cast<qlonglong>(info.done));
    query.addBindValue(static_cast<qlonglong>(info.total));
    query.addBindValue(toQt(info.outcome));
    query.addBindValue(toQt(info.hint));
    query.addBindValue(toQt(plan));
    query.addBindValue(toQt(commands));
    query.addBindValue(static_cast<qlonglong>(info.id));
    query.exec();
    m_locks.erase(info.id);
    std::error_code ignored;
    fs::remove(m_directory / std::format("{}.lock", info.id), ignored);
    prune();
}

void JobHistory::prune()
{
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(
        QStringLiteral("SELECT id FROM jobs WHERE ended > 0 ORDER BY id DESC LIMIT -1 OFFSET %1").arg(keptJobs));
    std::vector<qlonglong> old;
    for (query.exec(); query.next();)
        old.push_back(query.value(0).toLongLong());
    for (const auto id : old) {
        auto gone = connection.prepared(QStringLiteral("DELETE FROM jobs WHERE id = ?"));
        gone.addBindValue(id);
        gone.exec();
        std::error_code ignored;
        fs::remove(m_directory / std::format("{}.log", id), ignored);
        fs::remove(eventsOf(id), ignored);
    }
}

std::vector<JobInfo> JobHistory::list() const
{
    if (!m_usable)
        return {};
    const std::lock_guard lock(m_mutex);
    const auto stamp = this->stamp();
    const bool running = std::ranges::any_of(m_listed, [](const JobInfo &info) { return info.ended == 0; });
    if (stamp == m_listedStamp && !running)
        return m_listed;
    findInterrupted();
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(
        QStringLiteral("SELECT %1 FROM jobs WHERE ended >= 0 AND title != '' ORDER BY id DESC LIMIT %2")
            .arg(QLatin1String(infoColumns))
            .arg(keptJobs));
    m_listed.clear();
    for (query.exec(); query.next();) {
        auto info = infoFrom(query);
        info.elsewhere = info.ended == 0 && !m_locks.contains(info.id);
        m_listed.push_back(std::move(info));
    }
    m_listedStamp = stamp;
    return m_listed;
}

bool JobHistory::changed() const
{
    if (!m_usable)
        return false;
    const std::lock_guard lock(m_mutex);
    return stamp() != m_listedStamp ||
           std::ranges::any_of(m_listed, [](const JobInfo &info) { return info.ended == 0; });
}

// Size and time of the database and of what SQLite has yet to take over into it.
std::string JobHistory::stamp() const
{
    std::string stamp;
    for (const char *name : {"history.sqlite", "history.sqlite-wal"}) {
        std::error_code error;
        const auto size = fs::file_size(m_directory / name, error);
        const auto time = fs::last_write_time(m_directory / name, error);
        stamp += error ? std::string("-") : std::format("{}:{};", size, time.time_since_epoch().count());
    }
    return stamp;
}

std::shared_ptr<const JobLog> JobHistory::log(JobId id) const
{
    auto log = std::make_shared<JobLog>();
    const auto text = readFile(m_directory / std::format("{}.log", id));
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    const auto runs = readLineRuns(eventsOf(id));
    auto run = runs.begin();
    std::size_t inRun = 0;
    while (!rest.empty()) {
        while (run != runs.end() && inRun == run->count) {
            ++run;
            inRun = 0;
        }
        ++inRun;
        const auto end = rest.find('\n');
        log->append(rest.substr(0, end), run == runs.end() ? 0 : run->activity);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return log;
}

std::string JobHistory::detail(JobId id, std::string_view what) const
{
    if (!m_usable || (what != "plan" && what != "commands" && what != "environment" && what != "again"))
        return {};
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query = connection.prepared(QStringLiteral("SELECT %1 FROM jobs WHERE id = ?").arg(toQt(what)));
    query.addBindValue(static_cast<qlonglong>(id));
    return query.exec() && query.next() ? query.value(0).toString().toStdString() : std::string();
}

std::optional<double> JobHistory::estimate(const std::string &subject) const
{
    if (!m_usable || subject.empty())
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    const Connection connection(m_directory / "history.sqlite");
    auto query =
        connection.prepared(QStringLiteral("SELECT ended - started FROM jobs WHERE subject = ? AND state = 'done' "
                                           "ORDER BY id DESC LIMIT 5"));
    query.addBindValue(toQt(subject));
    std::vector<double> seconds;
    for (query.exec(); query.next();)
        seconds.push_back(query.value(0).toDouble() / 1000);
    if (seconds.empty())
        return std::nullopt;
    std::ranges::sort(seconds);
    return seconds[seconds.size() / 2];
}

} // namespace crossyard::job
