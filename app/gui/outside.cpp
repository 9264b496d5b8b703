// SPDX-License-Identifier: MIT OR Apache-2.0
#include "outside.h"

#include "base/strings.h"
#include "rust/toolchain_rustup.h"
#include "text.h"

#include <algorithm>
#include <format>

namespace crossyard::gui {

namespace {

// Programs write a file in several steps, and several files at once: it is looked at so many milliseconds after the
// first.
constexpr int settled = 300;

// When it was last written, as a text; of a link, what it leads to.
std::string timeOf(const fs::path &path)
{
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? std::string("-;") : std::format("{};", time.time_since_epoch().count());
}

// Of a file its time, of a directory its entries with theirs.
std::string stateOf(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_directory(path, error))
        return timeOf(path);
    std::vector<std::string> entries;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error))
        entries.push_back(toUtf8(it->path().filename()) + ":" + timeOf(it->path()));
    std::ranges::sort(entries);
    return join(entries, "");
}

// What has to be watched for a path. A file that is replaced is watched no longer, and one that is not there cannot be:
// its directory is, too, or else the one above.
std::vector<fs::path> placesOf(const fs::path &path)
{
    std::error_code ignored;
    const fs::path directory = path.parent_path();
    if (!fs::exists(directory, ignored))
        return fs::exists(directory.parent_path(), ignored) ? std::vector{directory.parent_path()}
                                                            : std::vector<fs::path>();
    return fs::exists(path, ignored) ? std::vector{path, directory} : std::vector{directory};
}

} // namespace

Outside::Outside(const fs::path &store, QObject *parent) : QObject(parent)
{
    const fs::path rustup = rust::rustupHome();
    m_parts[0].changed = &Outside::projectChanged;
    m_parts[1] = {.paths = {store / "sysroots"}, .changed = &Outside::sysrootsChanged};
    // rustup writes into update-hashes when all of a toolchain is there.
    m_parts[2] = {.paths = {rustup / "toolchains", rustup / "update-hashes", rustup / "settings.toml"},
                  .changed = &Outside::toolchainsChanged};
    m_timer.setSingleShot(true);
    m_timer.setInterval(settled);
    const auto wait = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, wait);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, wait);
    connect(&m_timer, &QTimer::timeout, this, &Outside::look);
    setProject({});
}

void Outside::setProject(const fs::path &project)
{
    m_project = project;
    auto &paths = m_parts[0].paths;
    paths.clear();
    if (!project.empty()) {
        for (const char *name : {"Cargo.toml", "Cargo.lock", "Xargo.toml", "rust-toolchain", "rust-toolchain.toml", ".cargo/config",
                                 ".cargo/config.toml"})
            paths.push_back(project / name);
    }
    watch();
}

void Outside::watch()
{
    QStringList wanted;
    for (auto &part : m_parts) {
        part.state.clear();
        for (const auto &path : part.paths) {
            part.state += stateOf(path);
            for (const auto &place : placesOf(path)) {
                if (!wanted.contains(pathText(place)))
                    wanted << pathText(place);
            }
        }
    }
    for (const auto &known : m_watcher.files() + m_watcher.directories()) {
        if (!wanted.contains(known))
            m_watcher.removePath(known);
    }
    for (const auto &path : wanted) {
        if (!m_watcher.files().contains(path) && !m_watcher.directories().contains(path))
            m_watcher.addPath(path);
    }
}

void Outside::look()
{
    std::vector<void (Outside::*)()> told;
    for (const auto &part : m_parts) {
        std::string state;
        for (const auto &path : part.paths)
            state += stateOf(path);
        if (state != part.state)
            told.push_back(part.changed);
    }
    watch();
    for (const auto signal : told)
        Q_EMIT(this->*signal)();
}

} // namespace crossyard::gui
