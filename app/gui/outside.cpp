// SPDX-License-Identifier: MIT OR Apache-2.0
#include "outside.h"

#include "rust/toolchain_rustup.h"
#include "text.h"

#include <algorithm>
#include <format>

namespace crossyard::gui {

namespace {

// Programs write a file in several steps; so many milliseconds after the last of them it is looked at.
constexpr int settled = 300;

// Names, sizes and times of what is there: of a file, or of a directory's entries.
std::string stateOf(const fs::path &path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        const auto time = fs::last_write_time(path, error);
        return error ? std::string("-;")
                     : std::format("{}:{};", fs::file_size(path, error), time.time_since_epoch().count());
    }
    std::vector<std::string> names;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error))
        names.push_back(toUtf8(it->path().filename()) + (fs::exists(it->path()) ? ";" : "!;"));
    std::ranges::sort(names);
    std::string state;
    for (const auto &name : names)
        state += name;
    return state;
}

} // namespace

Outside::Outside(const fs::path &store, QObject *parent) : QObject(parent)
{
    const fs::path rustup = rust::rustupHome();
    m_parts[0].changed = &Outside::projectChanged;
    m_parts[1] = {.paths = {store / "sysroots"}, .changed = &Outside::sysrootsChanged};
    m_parts[2] = {.paths = {rustup / "toolchains", rustup / "settings.toml"}, .changed = &Outside::toolchainsChanged};
    m_timer.setSingleShot(true);
    m_timer.setInterval(settled);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_timer, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_timer, qOverload<>(&QTimer::start));
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

// A watched file that is replaced is no longer watched, and one that is not there cannot be: their directories are,
// too.
void Outside::watch()
{
    QStringList wanted;
    for (auto &part : m_parts) {
        part.state.clear();
        for (const auto &path : part.paths) {
            part.state += stateOf(path);
            for (const auto &place : {path, path.parent_path(), path.parent_path().parent_path()}) {
                std::error_code ignored;
                const bool near =
                    place == path || place == path.parent_path() || !fs::exists(path.parent_path(), ignored);
                if (near && fs::exists(place, ignored) && !wanted.contains(pathText(place)))
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
