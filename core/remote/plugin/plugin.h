// SPDX-License-Identifier: MIT OR Apache-2.0
// The parts of the plugin, and its root.
#pragma once

#include "remote/plugin_interface.h"

#include <QObject>

namespace crossyard::remote {

class QtDownloader : public Downloader {
public:
    std::vector<Result<Response>> fetch(const std::vector<Request> &requests, const Settings &settings,
                                        const Progress &progress, const CancelToken &cancel) override;
};

class LibGit : public Git {
public:
    Result<std::string> fetch(const std::string &url, const fs::path &database, const GitReference &reference,
                              const Settings &settings, const GitWatcher &watcher, const CancelToken &cancel) override;
    Result<std::string> resolve(const fs::path &database, const GitReference &reference) override;
    Result<void> checkout(const fs::path &database, const std::string &url, const std::string &commit,
                          const fs::path &directory, const Settings &settings, const CancelToken &cancel) override;
    Result<std::unique_ptr<GitTree>> open(const fs::path &database, const GitReference &reference) override;
};

class GitTextTools : public TextTools {
public:
    Result<std::vector<RawDiffHunk>> diff(std::string_view before, std::string_view after, int context) override;
    Result<std::string> merge(std::string_view base, std::string_view ours, std::string_view theirs,
                              unsigned short markerSize) override;
};

class KdeArchives : public Archives {
public:
    Result<std::string> unzipped(const fs::path &file, std::uint64_t limit) override;
    Result<std::vector<TarFile>> tarEntries(std::string_view tar) override;
};

class RemotePlugin : public QObject, public Remote {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID CrossyardRemote_iid)
    Q_INTERFACES(crossyard::remote::Remote)
public:
    RemotePlugin();
    Downloader &downloader() override { return m_downloader; }
    Git &git() override { return m_git; }
    TextTools &textTools() override { return m_textTools; }
    Archives &archives() override { return m_archives; }

private:
    QtDownloader m_downloader;
    LibGit m_git;
    GitTextTools m_textTools;
    KdeArchives m_archives;
};

} // namespace crossyard::remote
