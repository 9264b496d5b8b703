// SPDX-License-Identifier: MIT OR Apache-2.0
// The facts that a change of a toolchain is planned by.
#include "base/files.h"
#include "base/strings.h"
#include "process/runner.h"
#include "rust/doctor_packages.h"
#include "rust/toolchain_change_parts.h"

#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

using Kind = ToolchainChange::Kind;

bool canWrite(fs::path directory)
{
    std::error_code ignored;
    while (!fs::exists(directory, ignored) && directory.has_relative_path())
        directory = directory.parent_path();
    return QFileInfo(QString::fromStdString(toUtf8(directory))).isWritable();
}

fs::path manifestFile(const Toolchain &toolchain)
{
    return toolchain.directory / "lib" / "rustlib" / "multirust-channel-manifest.toml";
}

Result<std::shared_ptr<const DistManifest>> installedManifest(const Toolchain &toolchain, const std::string &host)
{
    const fs::path file = manifestFile(toolchain);
    CY_TRY(const std::string text, readFile(file));
    CY_TRY(DistManifest manifest, parseDistManifest(text, file, host));
    return std::make_shared<const DistManifest>(std::move(manifest));
}

// The host of a toolchain of rustup's: its name has it, also where its compiler does not answer.
std::string hostOf(const Toolchain &toolchain, const std::string &usual)
{
    const auto name = parseToolchainName(toolchain.name);
    return name && !name->host.empty() ? name->host : usual;
}

const Toolchain *rustupsOwn(const ChangeFacts &facts, const std::string &word)
{
    if (!facts.settings)
        return nullptr;
    const auto known = findRustupToolchain(*facts.settings, word);
    for (const auto &toolchain : facts.toolchains) {
        if (known && toolchain.origin == Origin::Rustup && !toolchain.linked && toolchain.name == known->name)
            return &toolchain;
    }
    return nullptr;
}

void askServer(ChangeFacts &facts, const ToolchainName &name, const std::string &host, DistServer &server,
               const CancelToken &cancel)
{
    if (auto offered = server.manifest(name, host, cancel))
        facts.offered = std::move(*offered);
    else
        facts.offerProblem = std::move(offered).error();
}

// dpkg's answers are lines; nothing where there is no dpkg.
std::vector<std::string> linesOf(const char *program, std::vector<std::string> arguments, const CancelToken &cancel)
{
    std::vector<std::string> lines;
    const auto found = findProgram(program);
    if (!found)
        return lines;
    const auto said = process::run({.program = *found, .arguments = std::move(arguments)}, {.cancel = cancel});
    for (const auto &line : said ? split(said->output, '\n') : std::vector<std::string>{}) {
        if (!trim(line).empty())
            lines.emplace_back(trim(line));
    }
    return lines;
}

void gatherPackages(ChangeFacts &facts, const CancelToken &cancel)
{
    if (facts.system.manager != PackageManager::Apt)
        return;
    facts.architectures = linesOf("dpkg", {"--print-architecture"}, cancel);
    for (auto &foreign : linesOf("dpkg", {"--print-foreign-architectures"}, cancel))
        facts.architectures.push_back(std::move(foreign));
    for (const auto &line :
         linesOf("dpkg-query",
                 {"-W", "-f", "${db:Status-Abbrev} ${binary:Package}\n", "rust*", "cargo*", "libstd-rust*"}, cancel)) {
        const auto words = splitWhitespace(line);
        if (words.size() == 2 && words[0] == "ii")
            facts.installedPackages.push_back(words[1]);
    }
}

} // namespace

std::string hostOfRustup(const ChangeFacts &facts)
{
    if (facts.settings && !facts.settings->defaultHost.empty())
        return facts.settings->defaultHost;
    for (const auto &toolchain : facts.toolchains) {
        if (toolchain.origin == Origin::Rustup && !toolchain.linked && toolchain.works())
            return toolchain.compiler.host;
    }
    for (const auto &toolchain : facts.toolchains) {
        if (toolchain.works())
            return toolchain.compiler.host;
    }
    const auto machine = QSysInfo::currentCpuArchitecture().toStdString();
    const auto kernel = QSysInfo::kernelType().toStdString();
    return std::format("{}-{}", machine == "arm64" ? "aarch64" : machine,
                       kernel == "darwin"  ? "apple-darwin"
                       : kernel == "winnt" ? "pc-windows-msvc"
                                           : "unknown-linux-gnu");
}

std::optional<fs::path> findRustup()
{
    if (findProgram("rustup"))
        return "rustup"; // by its name, as people run it
    const auto home = environmentNotEmpty("CARGO_HOME");
    const fs::path program = (home ? fromUtf8(*home) : homeDirectory() / ".cargo") / "bin" / "rustup";
    return isExecutable(program) ? std::optional(program) : std::nullopt;
}

Result<ChangeFacts> gatherChangeFacts(const ToolchainChange &change, const fs::path &project, bool canAsk,
                                      DistServer &server, const CancelToken &cancel)
{
    ChangeFacts facts;
    facts.rustup = findRustup();
    facts.settings = readRustup();
    facts.home = rustupHome();
    facts.homeWritable = canWrite(facts.home);
    CY_TRY(auto list, listToolchains(project, cancel));
    facts.toolchains = std::move(list.toolchains);
    facts.host = hostOfRustup(facts);
    facts.system = findPackageSystem();
    facts.pkexec = canAsk && findProgram("pkexec").has_value();
    if (change.kind == Kind::Install) {
        if (const auto name = parseToolchainName(change.toolchain); name && facts.rustup)
            askServer(facts, *name, name->host.empty() ? facts.host : name->host, server, cancel);
    } else if (const auto *toolchain = rustupsOwn(facts, change.toolchain)) {
        const std::string host = hostOf(*toolchain, facts.host);
        if (auto installed = installedManifest(*toolchain, host))
            facts.installed = std::move(*installed);
        const auto name = parseToolchainName(toolchain->name);
        if (change.kind == Kind::Update && name && facts.rustup)
            askServer(facts, *name, host, server, cancel);
    }
    gatherPackages(facts, cancel);
    CY_CHECK(cancel.check());
    return facts;
}

} // namespace crossyard::rust
