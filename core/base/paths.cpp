// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/paths.h"

#include "base/strings.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QString>

#include <cstdlib>

namespace crossyard {

std::string toUtf8(const fs::path &path)
{
    const auto text = path.u8string();
    return std::string(text.begin(), text.end());
}

fs::path fromUtf8(std::string_view text)
{
    return fs::path(std::u8string(text.begin(), text.end()));
}

std::optional<std::string> environment(const char *name)
{
    if (!qEnvironmentVariableIsSet(name))
        return std::nullopt;
#ifdef Q_OS_WIN
    return qEnvironmentVariable(name).toStdString();
#else
    return qgetenv(name).toStdString();
#endif
}

std::optional<std::string> environmentNotEmpty(const char *name)
{
    auto value = environment(name);
    return value && !value->empty() ? value : std::nullopt;
}

std::map<std::string, std::string> wholeEnvironment()
{
    std::map<std::string, std::string> all;
    const auto system = QProcessEnvironment::systemEnvironment();
    for (const auto &key : system.keys())
        all[key.toStdString()] = system.value(key).toStdString();
    return all;
}

fs::path absolutePath(const fs::path &path)
{
    std::error_code error;
    auto absolute = fs::absolute(path, error);
    auto normal = (error ? path : absolute).lexically_normal();
    return normal.has_filename() || normal == normal.root_path() ? normal : normal.parent_path();
}

fs::path resolvePath(const fs::path &base, const fs::path &path)
{
    return absolutePath(path.is_absolute() ? path : base / path);
}

bool isBelow(const fs::path &path, const fs::path &directory)
{
    const auto &inner = path.native();
    const auto &outer = directory.native();
    if (!inner.starts_with(outer))
        return false;
    return inner.size() == outer.size() || outer.ends_with(fs::path::preferred_separator) ||
           inner[outer.size()] == fs::path::preferred_separator;
}

std::optional<fs::path> findUpward(const fs::path &directory, const fs::path &name)
{
    for (fs::path dir = absolutePath(directory);; dir = dir.parent_path()) {
        std::error_code ignored;
        if (fs::is_regular_file(dir / name, ignored))
            return dir / name;
        if (dir == dir.parent_path())
            return std::nullopt;
    }
}

bool isExecutable(const fs::path &file)
{
    const QFileInfo info(QString::fromStdString(toUtf8(file)));
    return info.isFile() && info.isExecutable();
}

std::vector<fs::path> findPrograms(std::string_view name)
{
    const fs::path asPath = fromUtf8(name);
    if (asPath.has_parent_path())
        return isExecutable(asPath) ? std::vector{absolutePath(asPath)} : std::vector<fs::path>{};
    std::vector<fs::path> found;
    const auto list = environment("PATH").value_or("");
    for (const auto &dir : split(list, QDir::listSeparator().toLatin1())) {
        if (dir.empty())
            continue;
        // QStandardPaths knows the platform's endings (.exe and its like).
        const auto hit = QStandardPaths::findExecutable(QString::fromUtf8(name.data(), qsizetype(name.size())),
                                                        {QString::fromStdString(dir)});
        if (!hit.isEmpty())
            found.push_back(fromUtf8(QDir::toNativeSeparators(hit).toStdString()));
    }
    return found;
}

std::optional<fs::path> findProgram(std::string_view name)
{
    const auto all = findPrograms(name);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

fs::path homeDirectory()
{
    return fromUtf8(QDir::homePath().toStdString());
}

fs::path storeDirectory()
{
    if (const auto home = environmentNotEmpty("CROSSYARD_HOME"))
        return absolutePath(fromUtf8(*home));
    const auto cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    return fromUtf8(cache.toStdString()) / "crossyard";
}

fs::path configDirectory()
{
    if (const auto home = environmentNotEmpty("CROSSYARD_HOME"))
        return absolutePath(fromUtf8(*home)) / "config";
    const auto config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return fromUtf8(config.toStdString()) / "crossyard";
}

} // namespace crossyard
