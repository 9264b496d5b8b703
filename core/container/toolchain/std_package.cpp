// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/std_package.h"

#include "base/files.h"
#include "base/strings.h"
#include "process/runner.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

namespace crossyard::container {

namespace {

// Debian's /usr/share/rustc/architecture.mk, for the architectures that it or Ubuntu releases.
struct Row {
    std::string_view target;
    std::string_view architecture;
};
constexpr std::array architectures{
    Row{"aarch64-unknown-linux-gnu", "arm64"},       Row{"armv5te-unknown-linux-gnueabi", "armel"},
    Row{"armv7-unknown-linux-gnueabihf", "armhf"},   Row{"i686-unknown-linux-gnu", "i386"},
    Row{"loongarch64-unknown-linux-gnu", "loong64"}, Row{"mips64el-unknown-linux-gnuabi64", "mips64el"},
    Row{"powerpc64le-unknown-linux-gnu", "ppc64el"}, Row{"riscv64gc-unknown-linux-gnu", "riscv64"},
    Row{"s390x-unknown-linux-gnu", "s390x"},         Row{"x86_64-unknown-linux-gnu", "amd64"},
};

constexpr std::chrono::hours believeMissing{24};

// Some packages hold targets that no architecture of Debian's is.
std::string_view suffixFor(std::string_view target)
{
    return target == "x86_64-pc-windows-gnu" || target == "i686-pc-windows-gnu" ? "-windows" : "";
}

// "1.96.0-1+b1" was built from the same source as "1.96.0-1".
std::string_view withoutRebuild(std::string_view version)
{
    const auto at = version.rfind("+b");
    const bool number = at != std::string_view::npos && at + 2 < version.size() &&
                        version.find_first_not_of("0123456789", at + 2) == std::string_view::npos;
    return number ? version.substr(0, at) : version;
}

} // namespace

std::string StdPackage::word() const
{
    return architecture.empty() ? name : name + ":" + architecture;
}

std::string_view debianArchitecture(std::string_view target)
{
    const auto row = std::ranges::find(architectures, target, &Row::target);
    return row == architectures.end() ? std::string_view() : row->architecture;
}

std::optional<StdPackage> stdPackageFor(const rust::PackageSystem &system, const rust::Toolchain &toolchain,
                                        const std::string &version, std::string_view target, const fs::path &store)
{
    const auto architecture = debianArchitecture(target);
    const auto suffix = suffixFor(target);
    if (system.manager != rust::PackageManager::Apt || (architecture.empty() && suffix.empty()))
        return std::nullopt;
    StdPackage package;
    package.name = rust::rustPackage(system, toolchain.package, rust::RustPart::Std) + std::string(suffix);
    package.architecture = architecture;
    package.version = version;
    package.target = target;
    package.prefix = toUtf8(toolchain.compiler.sysroot.relative_path());
    // "1:" before a version would end a word of `-v HOST:INSIDE`.
    package.directory = store / "containers" / "std" /
                        fromUtf8(std::format("{}_{}_{}", package.name, replaceAll(version, ":", "%3a"),
                                             architecture.empty() ? target : architecture));
    return package;
}

Result<std::string> installedVersion(const std::string &package, const CancelToken &cancel)
{
    const auto program = findProgram("dpkg-query");
    if (!program)
        return fail(ErrorCode::NotFound, "dpkg-query is not installed");
    const auto said = process::outputOf({.program = *program, .arguments = {"-W", "-f", "${Version}\\n", package}},
                                        {.cancel = cancel});
    CY_CHECK(cancel.check());
    if (!said || trim(*said).empty())
        return fail(ErrorCode::NotFound, std::format("dpkg does not know the version of {}", package));
    return std::string(trim(split(*said, '\n').front()));
}

bool isFetched(const StdPackage &package)
{
    std::error_code ignored;
    return fs::is_directory(package.directory / "lib" / "rustlib" / fromUtf8(package.target), ignored);
}

fs::path missingMark(const StdPackage &package)
{
    return package.directory.parent_path() / "missing" / package.directory.filename();
}

bool isKnownMissing(const StdPackage &package)
{
    std::error_code error;
    const auto since = fs::last_write_time(missingMark(package), error);
    return !error && fs::file_time_type::clock::now() - since < believeMissing;
}

std::string aptSettings(std::string_view architecture)
{
    std::string text = std::format("APT::Architecture \"{0}\";\n"
                                   "#clear APT::Architectures;\n"
                                   "APT::Architectures {{ \"{0}\"; }};\n",
                                   architecture);
    // "./" is the directory that apt is started in: so no path has to be quoted.
    text += "Dir::State \"./state\";\n"
            "Dir::State::status \"./status\";\n"
            "Dir::Cache \"./cache\";\n"
            "Dir::Log \"./log\";\n";
    // What the machine does after an update is about its own lists.
    for (const char *hook : {"APT::Update::Pre-Invoke", "APT::Update::Post-Invoke", "APT::Update::Post-Invoke-Success"})
        text += std::format("#clear {};\n", hook);
    text += "APT::Sandbox::User \"\";\n" // another user could not write here
            "APT::Update::Error-Mode \"any\";\n"
            "Acquire::Languages \"none\";\n"
            "Acquire::PDiffs \"false\";\n";
    return text;
}

std::vector<std::string> offeredVersions(std::string_view madison)
{
    std::vector<std::string> versions; // " libstd-rust-dev | 1.85.1+dfsg1-1 | SOURCE trixie/main arm64 Packages"
    for (const auto &line : split(madison, '\n')) {
        const auto parts = split(line, '|');
        if (parts.size() < 3)
            continue;
        std::string version(trim(parts[1]));
        if (!std::ranges::contains(versions, version))
            versions.push_back(std::move(version));
    }
    return versions;
}

std::optional<std::string> matchingVersion(std::string_view madison, std::string_view version)
{
    const auto offered = offeredVersions(madison);
    if (std::ranges::contains(offered, version))
        return std::string(version);
    for (const auto &one : offered) {
        if (withoutRebuild(one) == withoutRebuild(version))
            return one;
    }
    return std::nullopt;
}

} // namespace crossyard::container
