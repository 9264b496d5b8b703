// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crate_world.h"

#include "base/digest.h"
#include "base/strings.h"
#include "registry/index_entry.h"

#include <algorithm>
#include <format>

namespace crossyard::test {

namespace {

std::string manifestOf(const MadeCrate &crate)
{
    std::string text =
        std::format("[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2021\"\n", crate.name, crate.version);
    for (const auto &dependency : crate.dependencies) {
        const auto words = splitWhitespace(dependency);
        const bool windows = std::ranges::contains(words, "windows");
        text += std::format("[{}{}dependencies.{}]\nversion = \"{}\"\n", windows ? "target.'cfg(windows)'." : "",
                            std::ranges::contains(words, "build") ? "build-" : "", words[0], words[1]);
        if (std::ranges::contains(words, "optional"))
            text += "optional = true\n";
    }
    return crate.features.empty() ? text : text + "[features]\n" + crate.features + "\n";
}

std::string lineOf(const MadeCrate &crate, const std::string &checksum)
{
    std::string dependencies;
    for (const auto &dependency : crate.dependencies) {
        const auto words = splitWhitespace(dependency);
        const auto has = [&](const char *word) { return std::ranges::contains(words, word); };
        dependencies +=
            std::format(R"({}{{"name":"{}","req":"^{}","features":[],"optional":{},"default_features":true,)"
                        R"("target":{},"kind":"{}"}})",
                        dependencies.empty() ? "" : ",", words[0], words[1], has("optional"),
                        has("windows") ? "\"cfg(windows)\"" : "null", has("build") ? "build" : "normal");
    }
    std::string features;
    for (const auto &line : split(crate.features, '\n')) {
        if (const auto equals = line.find(" = "); equals != std::string::npos)
            features += std::format("{}\"{}\":{}", features.empty() ? "" : ",", line.substr(0, equals),
                                    line.substr(equals + 3));
    }
    return std::format(R"({{"name":"{}","vers":"{}","deps":[{}],"cksum":"{}","features":{{{}}},"yanked":false}})",
                       crate.name, crate.version, dependencies, checksum, features) +
           "\n";
}

} // namespace

CrateWorld::CrateWorld(std::optional<ServerIdentity> identity) : m_registry(m_dir.path() / "registry")
{
    fs::create_directories(m_registry / "index");
    m_server = std::make_unique<HttpServer>([this](const HttpRequest &request) { return answer(request); },
                                            std::move(identity));
}

void CrateWorld::add(const MadeCrate &crate)
{
    const std::string top = crate.name + "-" + crate.version;
    m_dir.write("work/" + top + "/Cargo.toml", manifestOf(crate));
    m_dir.write("work/" + top + "/src/lib.rs", crate.library);
    EXPECT_OK(process::outputOf(
        {.program = "tar",
         .arguments = {"--format=ustar", "-czf", toUtf8(archive(top)), "-C", toUtf8(m_dir.path() / "work"), top}}));
    const std::string path = registry::indexPath(crate.name);
    m_lines[path] += lineOf(crate, checksum(top));
    const fs::path file = m_registry / "index" / path;
    fs::create_directories(file.parent_path());
    EXPECT_OK(writeFile(file, m_lines[path]));
}

std::string CrateWorld::checksum(const std::string &title) const
{
    return sha256(readFile(archive(title)).value_or(""));
}

std::string CrateWorld::sparse()
{
    return "sparse+" + m_server->url() + "/index/";
}

std::string CrateWorld::config()
{
    return std::format(R"({{"dl":"{}/crates/{{prefix}}/{{crate}}-{{version}}"}})", m_server->url());
}

fs::path CrateWorld::gitIndex()
{
    const fs::path directory = m_dir.path() / "git index";
    fs::remove_all(directory);
    fs::create_directories(directory);
    EXPECT_OK(writeFile(directory / "config.json", config()));
    for (const auto &[path, lines] : m_lines) {
        fs::create_directories((directory / path).parent_path());
        EXPECT_OK(writeFile(directory / path, lines));
    }
    gitRun({"init", "-q"}, directory);
    gitRun({"add", "-A"}, directory);
    gitRun({"commit", "-q", "-m", "x"}, directory);
    return directory / ".git";
}

HttpAnswer CrateWorld::answer(const HttpRequest &request)
{
    if (request.path == "/index/config.json")
        return {.body = config()};
    if (request.path.starts_with("/index/")) {
        const auto it = m_lines.find(request.path.substr(7));
        return it == m_lines.end() || !withEntries ? HttpAnswer{.status = 404} : HttpAnswer{.body = it->second};
    }
    const std::string title = request.path.substr(request.path.rfind('/') + 1);
    if (answers) {
        if (auto given = answers(title, request))
            return *given;
    }
    const auto bytes = readFile(archive(title));
    return bytes ? rangedAnswer(request, *bytes) : HttpAnswer{.status = 404};
}

std::vector<std::string> CrateWorld::fetched() const
{
    std::vector<std::string> titles;
    for (const auto &request : m_server->requests()) {
        if (request.path.starts_with("/crates/"))
            titles.push_back(request.path.substr(request.path.rfind('/') + 1));
    }
    std::ranges::sort(titles);
    return titles;
}

void gitRun(const std::vector<std::string> &words, const fs::path &directory)
{
    std::vector<std::string> all{
        "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always"};
    all.insert(all.end(), words.begin(), words.end());
    EXPECT_OK(process::outputOf({.program = "git", .arguments = all, .directory = directory}));
}

} // namespace crossyard::test
