// SPDX-License-Identifier: MIT OR Apache-2.0
#include "package_oracle.h"

#include "base/strings.h"
#include "cargo/lockfile.h"

#include <format>
#include <regex>

namespace crossyard::test {

std::string withoutDevDependencies(std::string_view manifest)
{
    static const std::regex header(R"(^\s*\[+\s*(target\..*\.)?dev[-_]dependencies.*)");
    std::string text;
    bool dropped = false;
    for (const auto &line : split(manifest, '\n')) {
        if (line.starts_with('['))
            dropped = std::regex_match(line.begin(), line.end(), header);
        if (!dropped)
            text += std::string(line) + "\n";
    }
    return text;
}

Result<PackageProject> PackageProject::make(const PackageSource &source, const fs::path &directory,
                                            const fs::path &cargoHome, const fs::path &targetDir)
{
    PackageProject project;
    project.m_directory = directory;
    project.m_cargoHome = cargoHome;
    project.m_targetDir = targetDir;
    CY_CHECK(project.link(source));
    CY_CHECK(project.useCrates(source.crates->directories()));
    CY_TRY(const auto locked, project.cargo({"generate-lockfile", "--offline"}, false));
    if (locked.exitCode != 0)
        return fail(ErrorCode::ToolFailed, locked.errors);
    CY_CHECK(project.useLockedCrates(*source.crates));
    return project;
}

Result<process::Finished> PackageProject::cargo(std::vector<std::string> words, bool unstable) const
{
    std::map<std::string, std::optional<std::string>> environment{{"RUSTC", toUtf8(realToolchain().rustc)},
                                                                  {"CARGO_HOME", toUtf8(m_cargoHome)},
                                                                  {"CARGO_TARGET_DIR", toUtf8(m_targetDir)},
                                                                  {"RUSTFLAGS", std::nullopt}};
    environment["RUSTC_BOOTSTRAP"] = unstable ? std::optional<std::string>("1") : std::nullopt;
    return process::run({.program = realToolchain().cargo,
                         .arguments = std::move(words),
                         .directory = m_directory,
                         .environment = environment});
}

Result<void> PackageProject::link(const PackageSource &source) const
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(source.directory)) {
        const auto name = toUtf8(entry.path().filename());
        if (name != "Cargo.toml" && name != "Cargo.lock" && name != ".cargo")
            fs::create_symlink(entry.path(), m_directory / entry.path().filename(), error);
        if (error)
            return fail(ioError("link", entry.path(), error));
    }
    CY_TRY(const auto manifest, readFile(source.directory / "Cargo.toml"));
    return writeFile(m_directory / "Cargo.toml", withoutDevDependencies(manifest));
}

Result<void> PackageProject::useCrates(const std::vector<fs::path> &directories) const
{
    CY_CHECK(createDirectories(m_directory / ".cargo"));
    return writeFile(m_directory / ".cargo" / "config.toml",
                     std::format("[source.crates-io]\nreplace-with = \"there\"\n[source.there]\ndirectory = '''{}'''\n",
                                 toUtf8(directories.front())));
}

// Cargo reads each crate of such a directory, whether it is needed or not.
Result<void> PackageProject::useLockedCrates(const cargo::CrateDirectory &crates) const
{
    CY_CHECK(createDirectories(vendor()));
    CY_TRY(const auto lock, cargo::readLockfile(m_directory / "Cargo.lock"));
    for (const auto &package : lock.packages) {
        if (package.source.empty())
            continue;
        const auto *crate = crates.find(package.name, package.version);
        if (!crate)
            return fail(ErrorCode::NotFound, std::format("{} {}", package.name, package.version.toString()));
        std::error_code error;
        fs::create_directory_symlink(crate->directory,
                                     vendor() / std::format("{}-{}", package.name, package.version.toString()), error);
        if (error)
            return fail(ioError("link", crate->directory, error));
    }
    return useCrates({vendor()});
}

std::size_t PackageProject::prune(const std::function<bool(const fs::path &)> &keeps) const
{
    std::vector<fs::path> crates;
    for (const auto &entry : fs::directory_iterator(vendor())) {
        if (!keeps(entry.path()))
            crates.push_back(entry.path());
    }
    for (const auto &crate : crates)
        fs::remove(crate);
    return crates.size();
}

} // namespace crossyard::test
