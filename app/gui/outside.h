// SPDX-License-Identifier: MIT OR Apache-2.0
// Sees what other programs change while the window is open: the project's configuration, the stored sysroots, and
// rustup's toolchains.
#pragma once

#include "base/paths.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <array>
#include <functional>

namespace crossyard::gui {

class Outside : public QObject {
    Q_OBJECT

public:
    explicit Outside(const fs::path &store, QObject *parent = nullptr);
    /// The folder whose files are looked after; empty for none.
    void setProject(const fs::path &project);

Q_SIGNALS:
    void projectChanged();
    void sysrootsChanged();
    void toolchainsChanged();

private:
    // What is watched for one of the signals: the paths, and what they were like when it was last told.
    struct Part {
        std::vector<fs::path> paths;
        std::string state = {};
        void (Outside::*changed)() = nullptr;
    };
    void watch();
    void look();

    fs::path m_project;
    std::array<Part, 3> m_parts;
    QFileSystemWatcher m_watcher;
    QTimer m_timer; // several changes at once are told as one
};

} // namespace crossyard::gui
