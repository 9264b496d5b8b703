// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/rust_distribution.h"

#include "base/digest.h"
#include "base/strings.h"

#include <QByteArray>
#include <QUrl>

#include <format>

namespace crossyard::test {

namespace {

struct File {
    std::string path, content;
    bool program = false;
};

struct Component {
    std::string package, target; // the target "*": the same everywhere
    bool optional = false;
    std::vector<File> files;

    std::string folder() const { return target == "*" ? package : package + "-" + target; }
    std::string archive(const std::string &version) const
    {
        return target == "*" ? std::format("{}-{}", package, version)
                             : std::format("{}-{}-{}", package, version, target);
    }
};

// A script that answers as rustc does, for what Crossyard asks of each toolchain.
std::string compilerScript(const std::string &version, const std::string &date)
{
    return std::format("#!/bin/sh\n"
                       "case \"$1\" in\n"
                       "-vV) printf '%s\\n' 'rustc {0} (0123456789 {1})' 'binary: rustc' "
                       "'commit-hash: 0123456789012345678901234567890123456789' 'commit-date: {1}' 'host: {2}' "
                       "'release: {0}' 'LLVM version: 20.1.8' ;;\n"
                       "--version|-V) echo 'rustc {0} (0123456789 {1})' ;;\n"
                       "*) cd \"$(dirname \"$0\")/..\" && pwd ;;\n"
                       "esac\n",
                       version, date, distHost);
}

std::vector<Component> componentsOf(const std::string &version, const std::string &date)
{
    const auto library = [&](const std::string &target) {
        return Component{
            "rust-std",
            target,
            target != distHost,
            {{std::format("lib/rustlib/{}/lib/libcore-{}.rlib", target, date), std::string(200'000, 'c')}}};
    };
    const std::string cargo = std::format("#!/bin/sh\necho 'cargo {} (0123456789 {})'\n", version, date);
    return {{"rustc", distHost, false, {{"bin/rustc", compilerScript(version, date), true}}},
            {"cargo", distHost, false, {{"bin/cargo", cargo, true}}},
            library(distHost),
            library(distTarget),
            {"clippy-preview", distHost, true, {{"bin/cargo-clippy", "#!/bin/sh\nexit 0\n", true}}},
            {"rust-src",
             "*",
             true,
             {{"lib/rustlib/src/rust/library/core/src/lib.rs", ""},
              {"lib/rustlib/src/rust/library/core/Cargo.toml", "[package]\nname = \"core\"\n"}}}};
}

void writeInto(const fs::path &file, std::string_view content)
{
    fs::create_directories(file.parent_path());
    EXPECT_OK(writeFile(file, content));
}

// The archive as Rust's installer has it; gives its SHA-256.
std::string pack(const Component &component, const fs::path &directory, const std::string &version)
{
    const TempDir stage;
    const std::string name = component.archive(version);
    const fs::path top = stage.path() / name;
    std::string manifest;
    for (const auto &file : component.files) {
        manifest += "file:" + file.path + "\n";
        const fs::path place = top / component.folder() / file.path;
        writeInto(place, file.content);
        if (file.program)
            fs::permissions(place, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                       fs::perms::others_read | fs::perms::others_exec);
    }
    writeInto(top / component.folder() / "manifest.in", manifest);
    writeInto(top / "rust-installer-version", "3\n");
    writeInto(top / "components", component.folder() + "\n");
    const fs::path archive = directory / (name + ".tar.gz");
    fs::create_directories(directory);
    EXPECT_OK(process::outputOf(
        {.program = "tar", .arguments = {"-czf", toUtf8(archive), "-C", toUtf8(stage.path()), name}}));
    const auto bytes = readFile(archive);
    EXPECT_OK(bytes);
    return sha256(bytes.value_or(""));
}

} // namespace

void RustDistribution::release(const std::string &channel, const std::string &date, const std::string &version) const
{
    const auto components = componentsOf(version, date);
    std::string manifest = std::format("manifest-version = \"2\"\ndate = \"{}\"\n", date);
    std::string lists;
    std::string package;
    for (const auto &component : components) {
        if (component.package != package) {
            package = component.package;
            manifest += std::format("[pkg.{}]\nversion = \"{} (0123456789 {})\"\n", package, version, date);
        }
        const auto hash = pack(component, m_directory / "dist" / date, version);
        manifest += std::format("[pkg.{}.target.\"{}\"]\navailable = true\n"
                                "url = \"{}/dist/{}/{}.tar.gz\"\nhash = \"{}\"\n",
                                package, component.target, m_url, date, component.archive(version), hash);
        lists += std::format("[[pkg.rust.target.{}.{}]]\npkg = \"{}\"\ntarget = \"{}\"\n", distHost,
                             component.optional ? "extensions" : "components", component.package, component.target);
    }
    manifest += std::format("[pkg.rust]\nversion = \"{0} (0123456789 {1})\"\n[pkg.rust.target.{2}]\navailable = true\n"
                            "url = \"{4}/none\"\nhash = \"none\"\n{3}"
                            "[renames.clippy]\nto = \"clippy-preview\"\n"
                            "[profiles]\nminimal = [\"rustc\", \"cargo\", \"rust-std\"]\n"
                            "default = [\"rustc\", \"cargo\", \"rust-std\", \"clippy-preview\"]\n"
                            "complete = [\"rustc\", \"cargo\", \"rust-std\", \"clippy-preview\", \"rust-src\"]\n",
                            version, date, distHost, lists, m_url);
    for (const auto &directory : {m_directory / "dist", m_directory / "dist" / date}) {
        const std::string name = std::format("channel-rust-{}.toml", channel);
        writeInto(directory / name, manifest);
        writeInto(directory / (name + ".sha256"), sha256(manifest) + "  " + name + "\n");
    }
}

fs::path RustDistribution::archive(const std::string &date, const std::string &name) const
{
    return m_directory / "dist" / date / (name + ".tar.gz");
}

FileServer::FileServer(fs::path directory)
    : m_directory(std::move(directory)), m_server([this](const HttpRequest &request) { return answer(request); })
{
}

HttpAnswer FileServer::answer(const HttpRequest &request)
{
    const auto path = QUrl::fromPercentEncoding(QByteArray::fromStdString(request.path)).toStdString();
    const auto content = path.contains("..") ? Result<std::string>(fail(ErrorCode::NotFound, path))
                                             : readFile(m_directory / fromUtf8(path.substr(1)));
    if (!content)
        return {.status = 404};
    HttpAnswer answer{.body = *content};
    const std::lock_guard lock(m_mutex);
    if (request.method != "HEAD" && !m_stall.empty() && path.contains(m_stall)) {
        answer.cutAfter = content->size() / 2;
        answer.silent = true;
        m_stalled = true;
    }
    return answer;
}

void FileServer::stallAt(const std::string &text)
{
    const std::lock_guard lock(m_mutex);
    m_stall = text;
    m_stalled = false;
}

RustupWorld::RustupWorld() : m_distribution(m_dir.path() / "server"), m_server(m_dir.path() / "server")
{
    m_distribution.setUrl(m_server.url());
    const std::map<std::string, std::optional<std::string>> wanted{
        {"RUSTUP_HOME", toUtf8(home())},
        {"CROSSYARD_HOME", toUtf8(m_dir.path() / "store")},
        {"RUSTUP_DIST_SERVER", m_server.url()},
        {"CARGO_HOME", toUtf8(m_dir.path() / "cargo home")},
        {"RUSTUP_DIST_ROOT", std::nullopt},
        {"RUSTUP_TOOLCHAIN", std::nullopt},
        {"RUSTC", std::nullopt},
        {"http_proxy", std::nullopt},
        {"HTTP_PROXY", std::nullopt},
        {"all_proxy", std::nullopt},
        {"ALL_PROXY", std::nullopt},
    };
    for (const auto &[name, value] : wanted) {
        m_before[name] = environment(name.c_str());
        value ? qputenv(name.c_str(), QByteArray::fromStdString(*value)) : qunsetenv(name.c_str());
    }
}

RustupWorld::~RustupWorld()
{
    for (const auto &[name, value] : m_before)
        value ? qputenv(name.c_str(), QByteArray::fromStdString(*value)) : qunsetenv(name.c_str());
}

std::optional<fs::path> RustupWorld::rustup()
{
    return findProgram("rustup");
}

std::string RustupWorld::versionOf(const std::string &channel) const
{
    const auto said = process::outputOf({.program = toolchain(channel) / "bin" / "rustc", .arguments = {"--version"}});
    return said ? std::string(trim(*said)) : said.error().message;
}

} // namespace crossyard::test
