// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/plugin.h"

#include <format>

#ifdef CROSSYARD_ARCHIVES
#include <KArchiveDirectory>
#include <KCompressionDevice>
#include <KTar>
#include <QBuffer>
#endif

namespace crossyard::remote {

#ifdef CROSSYARD_ARCHIVES

namespace {

constexpr qint64 step = 1 << 16;
constexpr int deepest = 200;

Result<void> collect(const KArchiveDirectory &directory, const std::string &prefix, int depth,
                     std::vector<TarFile> &into)
{
    if (depth > deepest)
        return fail(ErrorCode::BadInput, "the archive's directories are nested too deeply");
    for (const auto &name : directory.entries()) {
        const KArchiveEntry *entry = directory.entry(name);
        if (!entry)
            continue;
        TarFile file{.path = prefix + name.toStdString(), .directory = entry->isDirectory()};
        file.link = !entry->symLinkTarget().isEmpty();
        file.executable = entry->permissions() & 0100;
        if (entry->isFile())
            file.content = static_cast<const KArchiveFile *>(entry)->data().toStdString();
        const std::string below = file.path + "/";
        const bool inner = file.directory;
        into.push_back(std::move(file));
        if (inner)
            CY_CHECK(collect(*static_cast<const KArchiveDirectory *>(entry), below, depth + 1, into));
    }
    return {};
}

} // namespace

Result<std::string> KdeArchives::unzipped(const fs::path &file, std::uint64_t limit)
{
    const std::string name = toUtf8(file);
    const bool xz = name.ends_with(".xz") || name.ends_with(".txz");
    KCompressionDevice device(QString::fromStdString(name), xz ? KCompressionDevice::Xz : KCompressionDevice::GZip);
    if (!device.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io,
                    std::format("{} cannot be read: {}", toUtf8(file), device.errorString().toStdString()));
    std::string bytes;
    while (true) {
        const QByteArray part = device.read(step);
        if (part.isEmpty())
            break;
        if (bytes.size() + static_cast<std::size_t>(part.size()) > limit)
            return fail(ErrorCode::BadInput, std::format("{} unpacks to more than {} bytes", toUtf8(file), limit));
        bytes.append(part.constData(), static_cast<std::size_t>(part.size()));
    }
    if (!device.atEnd() || device.error() != QFileDevice::NoError)
        return fail(ErrorCode::Parse, std::format("{} is damaged or cut off", toUtf8(file)));
    return bytes;
}

Result<std::vector<TarFile>> KdeArchives::tarEntries(std::string_view tar)
{
    QByteArray bytes = QByteArray::fromRawData(tar.data(), static_cast<qsizetype>(tar.size()));
    QBuffer buffer(&bytes);
    KTar archive(&buffer);
    if (!archive.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Parse, std::format("not a tar archive: {}", archive.errorString().toStdString()));
    std::vector<TarFile> files;
    CY_CHECK(collect(*archive.directory(), {}, 0, files));
    return files;
}

#else

namespace {

std::unexpected<Error> without()
{
    return fail(Error{ErrorCode::Unsupported, "archives of crates cannot be unpacked by this build"}.withHint(
        "build Crossyard where KArchive 6 is, or unpack them into a directory and use that"));
}

} // namespace

Result<std::string> KdeArchives::unzipped(const fs::path &, std::uint64_t)
{
    return without();
}

Result<std::vector<TarFile>> KdeArchives::tarEntries(std::string_view)
{
    return without();
}

#endif

} // namespace crossyard::remote
