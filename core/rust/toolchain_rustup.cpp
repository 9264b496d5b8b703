// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_rustup.h"

#include "base/files.h"
#include "base/strings.h"
#include "text/toml.h"

#include <QString>
#include <QSysInfo>

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

// True for what may follow a channel in a toolchain's name: "x86_64-unknown-linux-gnu", but not "2026-01-01-...".
bool looksLikeHost(std::string_view text)
{
    return !text.empty() && (text.front() < '0' || text.front() > '9') && text.find('-') != std::string_view::npos;
}

void readSettings(Rustup &rustup)
{
    const fs::path file = rustup.home / "settings.toml";
    if (!isThere(file))
        return;
    auto table = text::readToml(file);
    if (!table) {
        rustup.settingsError = std::move(table).error();
        return;
    }
    rustup.defaultToolchain = (*table)["default_toolchain"].value_or(std::string());
    rustup.defaultHost = (*table)["default_host_triple"].value_or(std::string());
    if (const auto *overrides = (*table)["overrides"].as_table()) {
        for (const auto &[key, value] : *overrides) {
            if (const auto name = value.value<std::string>())
                rustup.overrides.emplace_back(fromUtf8(key.str()), *name);
        }
    }
}

fs::path canonicalOrSame(const fs::path &path)
{
    std::error_code error;
    auto real = fs::canonical(path, error);
    return error ? path : real;
}

RustupChoice choiceOfWord(const std::string &word, std::string reason, const fs::path &base)
{
    const fs::path path = fromUtf8(word);
    if (path.is_absolute() || word.starts_with("./") || word.starts_with("../"))
        return {.name = {}, .directory = resolvePath(base, path), .reason = std::move(reason)};
    return {.name = word, .directory = {}, .reason = std::move(reason)};
}

// A toolchain file: TOML with a [toolchain] table, or, in a file without ending, just a name in one line.
Result<std::optional<RustupChoice>> readToolchainFile(const fs::path &file, const Rustup &rustup)
{
    CY_TRY(const std::string content, readFile(file));
    const auto line = trim(content);
    const auto empty = Error{ErrorCode::BadInput, std::format("{} says nothing", toUtf8(file))}.withHint(
        "write [toolchain] with channel = \"...\" into it, or remove it");
    if (line.empty())
        return fail(empty);
    if (file.extension().empty() && line.find('\n') == std::string_view::npos && !line.starts_with('[')) {
        auto choice = choiceOfWord(std::string(line), toUtf8(file), file.parent_path());
        choice.place = Place{file, 1, 0};
        return choice;
    }
    CY_TRY(const toml::table table, text::parseToml(content, file));
    const auto *toolchain = table["toolchain"].as_table();
    if (!toolchain)
        return fail(empty);
    const auto *channel = toolchain->get("channel");
    const auto *path = toolchain->get("path");
    if (channel && path)
        return fail(Error{ErrorCode::BadInput, "`channel` and `path` cannot both be given"}.withPlace(
            text::placeOf(*path, file)));
    if (channel && !channel->is_string())
        return fail(text::wrongType("channel", "a string", *channel, file));
    if (path && !path->is_string())
        return fail(text::wrongType("path", "a string", *path, file));
    if (!channel && !path) { // only components, targets or a profile: those of the default toolchain
        if (rustup.defaultToolchain.empty())
            return std::nullopt;
        return RustupChoice{.name = rustup.defaultToolchain,
                            .directory = {},
                            .reason = toUtf8(file) + " names no channel, so it is rustup's default",
                            .place = Place{file, 0, 0}};
    }
    RustupChoice choice{.name = {}, .directory = {}, .reason = toUtf8(file)};
    if (channel)
        choice.name = *channel->value<std::string>();
    else
        choice.directory = resolvePath(file.parent_path(), fromUtf8(*path->value<std::string>()));
    choice.place = text::placeOf(channel ? *channel : *path, file);
    return choice;
}

} // namespace

fs::path rustupHome()
{
    if (const auto home = environmentNotEmpty("RUSTUP_HOME"))
        return absolutePath(fromUtf8(*home));
    return homeDirectory() / ".rustup";
}

std::optional<Rustup> readRustup()
{
    Rustup rustup{.home = rustupHome(),
                  .defaultToolchain = {},
                  .defaultHost = {},
                  .overrides = {},
                  .toolchains = {},
                  .settingsError = {}};
    std::error_code error;
    const fs::path directory = rustup.home / "toolchains";
    if (!fs::is_directory(directory, error) && !isThere(rustup.home / "settings.toml"))
        return std::nullopt;
    readSettings(rustup);
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const bool link = it->is_symlink(ignored);
        // On Windows without the right to make links, rustup writes a file that holds the path.
        if (link || it->is_directory(ignored))
            rustup.toolchains.push_back({toUtf8(it->path().filename()), it->path(), link});
    }
    std::ranges::sort(rustup.toolchains, {}, &RustupToolchain::name);
    return rustup;
}

std::optional<RustupToolchain> findRustupToolchain(const Rustup &rustup, std::string_view name)
{
    const auto named = [&](const std::string &whole) -> std::optional<RustupToolchain> {
        const auto it = std::ranges::find(rustup.toolchains, whole, &RustupToolchain::name);
        return it == rustup.toolchains.end() ? std::nullopt : std::optional(*it);
    };
    if (name.empty())
        return std::nullopt;
    if (auto exact = named(std::string(name)))
        return exact;
    if (!rustup.defaultHost.empty()) {
        if (auto own = named(std::format("{}-{}", name, rustup.defaultHost)))
            return own;
    }
    // Without a default host rustup takes this machine's; of several hosts' toolchains that one comes first.
    std::optional<RustupToolchain> other;
    const auto machine = QSysInfo::currentCpuArchitecture().toStdString();
    for (const auto &toolchain : rustup.toolchains) {
        const std::string prefix = std::string(name) + "-";
        if (!toolchain.name.starts_with(prefix) || !looksLikeHost(toolchain.name.substr(prefix.size())))
            continue;
        const auto host = toolchain.name.substr(prefix.size());
        if (host.starts_with(machine == "arm64" ? "aarch64" : machine))
            return toolchain;
        if (!other)
            other = toolchain;
    }
    return other;
}

Result<std::optional<RustupChoice>> rustupOverride(const Rustup &rustup, const fs::path &directory)
{
    if (const auto word = environmentNotEmpty("RUSTUP_TOOLCHAIN"))
        return choiceOfWord(*word, "RUSTUP_TOOLCHAIN is set", fs::current_path());
    if (rustup.settingsError)
        return fail(*rustup.settingsError);
    fs::path here = absolutePath(directory);
    while (true) {
        const fs::path real = canonicalOrSame(here); // the form that rustup writes
        for (const auto &[path, name] : rustup.overrides) {
            if (path == real || path == here)
                return RustupChoice{.name = name,
                                    .directory = {},
                                    .reason = std::format("`rustup override` for {}", toUtf8(path)),
                                    .place = Place{rustup.home / "settings.toml", 0, 0}};
        }
        for (const char *name : {"rust-toolchain", "rust-toolchain.toml"}) { // of both, rustup takes the first
            std::error_code ignored;
            if (fs::is_regular_file(here / name, ignored))
                return readToolchainFile(here / name, rustup);
        }
        if (!here.has_relative_path())
            return std::nullopt;
        here = here.parent_path();
    }
}

Result<fs::path> rustupDirectory(const Rustup &rustup, const RustupChoice &choice)
{
    if (!choice.directory.empty()) {
        if (isThere(choice.directory / "bin"))
            return choice.directory;
        Error error{ErrorCode::NotFound, std::format("{} is no toolchain directory: it holds no bin/rustc ({})",
                                                     toUtf8(choice.directory), choice.reason)};
        error.place = choice.place;
        error.hint = "give the path of a directory that holds bin/rustc";
        return fail(std::move(error));
    }
    if (const auto toolchain = findRustupToolchain(rustup, choice.name))
        return toolchain->directory;
    Error error{ErrorCode::NotFound, std::format("toolchain `{}` is not installed ({})", choice.name, choice.reason)};
    error.place = choice.place;
    error.hint = std::format("rustup toolchain install {}", choice.name);
    return fail(std::move(error));
}

bool isRustupProxy(const fs::path &program)
{
    const auto stem = [](const fs::path &path) {
        return path.extension() == ".exe" ? toUtf8(path.stem()) : toUtf8(path.filename());
    };
    const auto isRustup = [](std::string_view name) { return name == "rustup" || name == "rustup-init"; };
    if (isRustup(stem(program)))
        return false;
    const fs::path real = canonicalOrSame(program);
    if (isRustup(stem(real)))
        return true;
    // Older rustups made hard links, or copies where there are none.
    constexpr std::uintmax_t leastRustup = 1'000'000;
    for (const char *name : {"rustup", "rustup.exe"}) {
        const fs::path rustup = program.parent_path() / name;
        std::error_code error;
        if (fs::is_regular_file(rustup, error) && fs::is_regular_file(program, error) &&
            (fs::equivalent(rustup, program, error) || (fs::file_size(rustup, error) == fs::file_size(program, error) &&
                                                        fs::file_size(rustup, error) > leastRustup)))
            return true;
    }
    return false;
}

Result<fs::path> rustupProgram(const fs::path &proxy, const fs::path &directory)
{
    const auto rustup = readRustup();
    if (!rustup)
        return fail(
            Error{ErrorCode::NotFound, std::format("{} is rustup's, but rustup has no toolchain: there is no {}",
                                                   toUtf8(proxy), toUtf8(rustupHome() / "toolchains"))}
                .withHint("rustup default stable"));
    CY_TRY(auto choice, rustupOverride(*rustup, directory));
    if (!choice) {
        if (rustup->defaultToolchain.empty())
            return fail(
                Error{ErrorCode::NotFound, "rustup has no default toolchain"}.withHint("rustup default stable"));
        choice =
            RustupChoice{.name = rustup->defaultToolchain, .directory = {}, .reason = "rustup's default", .place = {}};
    }
    CY_TRY(const fs::path toolchain, rustupDirectory(*rustup, *choice));
    return toolchain / "bin" / proxy.filename();
}

} // namespace crossyard::rust
