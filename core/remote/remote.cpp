// SPDX-License-Identifier: MIT OR Apache-2.0
#include "remote/remote.h"

#include "remote/plugin_interface.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QPluginLoader>

#include <format>
#include <mutex>

namespace crossyard::remote {

namespace {

// Beside the program, and beside the library directory of an installed one. Tests' programs lie elsewhere in the build.
std::vector<fs::path> places()
{
    if (const auto named = environmentNotEmpty("CROSSYARD_REMOTE"))
        return {fromUtf8(*named)};
    const fs::path bin = fromUtf8(QCoreApplication::applicationDirPath().toStdString());
    const fs::path name = fromUtf8(CROSSYARD_REMOTE_FILE);
    std::vector<fs::path> all{bin / name, (bin / fromUtf8(CROSSYARD_REMOTE_FROM_BIN) / name).lexically_normal()};
#ifdef Q_OS_DARWIN
    all.push_back((bin / "../PlugIns" / name).lexically_normal());
#endif
    all.push_back(bin / "../../bin" / name);
    return all;
}

Result<Remote *> load()
{
    const auto candidates = places();
    for (const auto &file : candidates) {
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            continue;
        QPluginLoader loader(QString::fromStdString(toUtf8(file)));
        // It stays until the end of the program: other threads may be within it.
        loader.setLoadHints(QLibrary::PreventUnloadHint);
        if (auto *found = qobject_cast<Remote *>(loader.instance()))
            return found;
        const std::string why = loader.errorString().toStdString();
        return fail(Error{ErrorCode::NotFound, std::format("the part for the network cannot be loaded: {}{}",
                                                           toUtf8(file), why.empty() ? "" : " (" + why + ")")}
                        .withHint("install Crossyard anew; this file is of another build, or a library is missing"));
    }
    return fail(
        Error{ErrorCode::NotFound, std::format("the part for the network is missing: {}", toUtf8(candidates.front()))}
            .withHint("install Crossyard anew, or name the file in CROSSYARD_REMOTE"));
}

} // namespace

Result<Remote *> remote()
{
    static std::mutex mutex;
    static Remote *loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded)
        return loaded;
    CY_TRY(loaded, load());
    return loaded;
}

} // namespace crossyard::remote
