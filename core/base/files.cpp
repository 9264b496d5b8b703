// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/files.h"

#include <QFile>
#include <QSaveFile>

#include <format>

namespace crossyard {

namespace {

QString toQt(const fs::path &path)
{
    return QString::fromStdString(toUtf8(path));
}

Error qtError(std::string_view what, const fs::path &path, const QString &why)
{
    return {ErrorCode::Io, std::format("cannot {} {}: {}", what, toUtf8(path), why.toStdString())};
}

Error writeError(const QSaveFile &out, const fs::path &file, const QString &why, std::size_t size)
{
    Error error = qtError("write", file, why);
    std::error_code unknown;
    const auto space = fs::space(file.parent_path(), unknown);
    if (!unknown && space.available < size)
        error.hint = "free some space there, or choose another store with CROSSYARD_HOME";
    else if (out.error() == QFileDevice::PermissionsError)
        error.hint = "make it accessible to you, or choose another store with CROSSYARD_HOME";
    return error;
}

} // namespace

Error ioError(std::string_view what, const fs::path &path, const std::error_code &why)
{
    Error error{ErrorCode::Io, std::format("cannot {} {}: {}", what, toUtf8(path), why.message())};
    if (why == std::errc::no_space_on_device)
        error.hint = "free some space there, or choose another store with CROSSYARD_HOME";
    else if (why == std::errc::permission_denied || why == std::errc::read_only_file_system)
        error.hint = "make it accessible to you, or choose another store with CROSSYARD_HOME";
    return error;
}

Result<std::string> readFile(const fs::path &file)
{
    QFile in(toQt(file));
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(qtError("read", file, in.errorString()));
    // One byte more than it has: what is in /proc has none by its size, and ends where nothing more comes.
    std::string bytes(static_cast<std::size_t>(in.size()) + 1, '\0');
    std::size_t done = 0;
    while (const qint64 count = in.read(bytes.data() + done, static_cast<qint64>(bytes.size() - done))) {
        if (count < 0)
            return fail(qtError("read", file, in.errorString()));
        done += static_cast<std::size_t>(count);
        if (done == bytes.size())
            bytes.resize(2 * bytes.size());
    }
    bytes.resize(done);
    return bytes;
}

Result<void> readParts(const fs::path &file, const std::function<void(std::string_view)> &take)
{
    QFile in(toQt(file));
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(qtError("read", file, in.errorString()));
    std::string part(1 << 18, '\0');
    for (;;) {
        const qint64 count = in.read(part.data(), static_cast<qint64>(part.size()));
        if (count < 0)
            return fail(qtError("read", file, in.errorString()));
        if (count == 0)
            return {};
        take({part.data(), static_cast<std::size_t>(count)});
    }
}

Result<void> writeFile(const fs::path &file, std::string_view bytes)
{
    QSaveFile out(toQt(file));
    if (!out.open(QIODevice::WriteOnly))
        return fail(writeError(out, file, out.errorString(), bytes.size()));
    // On a full disk write() takes a part and says nothing; only the next call says why.
    for (std::size_t done = 0; done < bytes.size();) {
        const qint64 taken = out.write(bytes.data() + done, static_cast<qint64>(bytes.size() - done));
        if (taken <= 0) {
            const auto why = out.errorString();
            out.cancelWriting();
            return fail(writeError(out, file, why, bytes.size()));
        }
        done += static_cast<std::size_t>(taken);
    }
    if (!out.flush() || !out.commit())
        return fail(writeError(out, file, out.errorString(), bytes.size()));
    return {};
}

Result<void> makeExecutable(const fs::path &file)
{
    std::error_code error;
    fs::permissions(file, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add,
                    error);
    if (error)
        return fail(ioError("make executable", file, error));
    return {};
}

Result<void> createDirectories(const fs::path &directory)
{
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        return fail(ioError("create directory", directory, error));
    return {};
}

namespace {

// Lets us into each directory of a tree that is ours.
void openDirectories(const fs::path &directory)
{
    std::error_code ignored;
    if (!fs::is_directory(fs::symlink_status(directory, ignored)))
        return;
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add, ignored);
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        openDirectories(it->path());
}

} // namespace

Result<void> removeTree(const fs::path &path)
{
    std::error_code error;
    fs::remove_all(path, error);
    // An overlay's working directory is closed, and what a build script made may be.
    if (error == std::errc::permission_denied) {
        openDirectories(path);
        fs::remove_all(path, error);
    }
    if (error)
        return fail(ioError("remove", path, error));
    return {};
}

Result<void> linkOrCopy(const fs::path &from, const fs::path &to)
{
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (!error)
        return {};
    fs::copy_file(from, to, error);
    if (error)
        return fail(ioError("write", to, error));
    return {};
}

Result<void> publish(const fs::path &from, const fs::path &to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        return fail(ioError("rename to", to, error));
    return syncToDisk(to.parent_path());
}

} // namespace crossyard
