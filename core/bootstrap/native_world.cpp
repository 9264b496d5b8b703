// SPDX-License-Identifier: MIT OR Apache-2.0
// How the machine is asked for libraries: as the crates pkg-config and cc do it, with their variables.
#include "bootstrap/native_libraries.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/config_tables.h"
#include "process/runner.h"

#include <algorithm>

namespace crossyard::bootstrap {

namespace {

using Variables = std::map<std::string, std::string>;

class Machine {
public:
    Machine(const BootstrapInput &input, const CancelToken &cancel)
        : m_host(input.hostSide.facts.name), m_cancel(cancel), m_variables(wholeEnvironment())
    {
        if (const auto configured = cargo::environmentTable(input.config)) {
            for (const auto &[name, value] : *configured)
                m_variables[name] = value;
        }
    }

    std::optional<std::string> variable(const std::string &name) const
    {
        const auto it = m_variables.find(name);
        return it == m_variables.end() ? std::nullopt : std::optional(it->second);
    }

    std::optional<std::string> targeted(const std::string &name, const std::string &target) const
    {
        return targetedVariable(name, target, m_host, [this](const std::string &one) { return variable(one); });
    }

    std::optional<std::string> version(const NativeQuestion &question) const
    {
        if (variable(toUpper(replaceAll(question.name, "-", "_")) + "_NO_PKG_CONFIG"))
            return std::nullopt;
        const auto program = programFor(question);
        return program ? answerOf(*program, question) : std::nullopt;
    }

    std::string trouble(const NativeQuestion &question) const
    {
        const auto program = programFor(question);
        const auto asked = program ? ask(*program, {"--libs", "--cflags", question.name}, question.target)
                                   : Result<process::Finished>();
        if (!asked || asked->ok())
            return {};
        // The last line says which one: "Package 'a', required by 'b', not found".
        const auto lines = split(trim(asked->errors), '\n');
        return std::string(trim(lines.back()));
    }

    std::optional<std::string> wrapper(const NativeQuestion &question) const
    {
        for (const auto &name : pkgConfigWrappers(question.target)) {
            if (findProgram(name) && answerOf(name, question))
                return name;
        }
        return std::nullopt;
    }

    bool curlHasHttp2() const
    {
        const auto asked = process::run({.program = "curl-config", .arguments = {"--features"}}, {.cancel = m_cancel});
        return asked && asked->ok() && std::ranges::contains(splitWhitespace(asked->output), "HTTP2");
    }

    std::optional<std::string> compiler(const std::string &target) const
    {
        if (auto named = targeted("CC", target))
            return named;
        if (target == m_host)
            return programOf({"cc", "gcc", "clang"});
        // clang is for all targets; whether it finds their headers, only it can tell.
        std::vector<std::string> names{target + "-gcc", target + "-clang"};
        const auto parts = split(target, '-');
        const std::string cpu = parts.front() == "i586"                ? "i686"
                                : parts.front().starts_with("riscv64") ? "riscv64"
                                                                       : parts.front();
        const std::string cpuName = cpu.starts_with("armv7") || cpu == "thumbv7neon" ? "arm" : cpu;
        if (parts.size() == 4) // cpu-vendor-os-abi; the compilers of distributions leave the vendor out
            names.push_back(cpuName + "-" + parts[2] + "-" + parts[3] + "-gcc");
        if (target.ends_with("-pc-windows-gnu"))
            names.push_back(cpu + "-w64-mingw32-gcc");
        if (target.starts_with("thumb") || target.ends_with("-none-eabi") || target.ends_with("-none-eabihf"))
            names.push_back("arm-none-eabi-gcc");
        if (cpu.starts_with("riscv"))
            names.push_back("riscv64-unknown-elf-gcc");
        if (target.starts_with("wasm") || target.contains("-apple-") || target.contains("musl") ||
            target.contains("uefi"))
            names.push_back("clang");
        if (target.contains("musl"))
            names.push_back("musl-gcc");
        return programOf(names);
    }

private:
    std::optional<std::string> programFor(const NativeQuestion &question) const
    {
        return pkgConfigFor(
            question, m_host, [this](const std::string &name) { return variable(name); },
            [](const std::string &name) { return findProgram(name).has_value(); });
    }

    Result<process::Finished> ask(const std::string &program, std::vector<std::string> words,
                                  const std::string &target) const
    {
        process::Command command{.program = fromUtf8(program), .arguments = std::move(words)};
        for (const char *one : {"PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR"})
            command.environment[one] = targeted(one, target);
        return process::run(command, {.cancel = m_cancel});
    }

    std::optional<std::string> answerOf(const std::string &program, const NativeQuestion &question) const
    {
        const auto asked = ask(program, {"--modversion", question.name}, question.target);
        if (!asked || !asked->ok())
            return std::nullopt;
        return std::string(trim(asked->output));
    }

    static std::optional<std::string> programOf(const std::vector<std::string> &names)
    {
        for (const auto &name : names) {
            if (const auto found = findProgram(name))
                return toUtf8(*found);
        }
        return std::nullopt;
    }

    std::string m_host;
    CancelToken m_cancel;
    Variables m_variables;
};

// Debian's name of a target's architecture; empty where it has none.
std::string debianArchitecture(const std::string &target)
{
    const auto cpu = split(target, '-').front();
    const bool hard = target.ends_with("gnueabihf");
    const std::map<std::string, std::string> plain{
        {"x86_64", "amd64"},        {"aarch64", "arm64"},     {"i686", "i386"},
        {"i586", "i386"},           {"riscv64gc", "riscv64"}, {"riscv64", "riscv64"},
        {"powerpc64le", "ppc64el"}, {"s390x", "s390x"},       {"loongarch64", "loong64"}};
    if (!target.contains("-linux-gnu"))
        return {};
    if (cpu.starts_with("arm") || cpu.starts_with("thumbv7neon"))
        return hard ? "armhf" : "armel";
    const auto it = plain.find(cpu);
    return it == plain.end() ? std::string() : it->second;
}

} // namespace

Distribution distributionOf(std::string_view osRelease)
{
    std::vector<std::string> words;
    for (const auto &line : split(osRelease, '\n')) {
        const auto equals = line.find('=');
        const auto key = line.substr(0, equals);
        if (equals == std::string::npos || (key != "ID" && key != "ID_LIKE"))
            continue;
        const auto value = replaceAll(replaceAll(line.substr(equals + 1), "\"", ""), "'", "");
        for (const auto &word : splitWhitespace(value))
            words.push_back(word);
    }
    const auto is = [&](std::initializer_list<const char *> names) {
        return std::ranges::any_of(words, [&](const auto &word) { return std::ranges::contains(names, word); });
    };
    if (is({"debian", "ubuntu"}))
        return Distribution::Debian;
    if (is({"fedora", "rhel", "centos"}))
        return Distribution::Fedora;
    return is({"arch"}) ? Distribution::Arch : Distribution::Unknown;
}

std::string packageFor(const NativeLibrary &library, Distribution distribution, const std::string &target,
                       const std::string &host)
{
    switch (distribution) {
    case Distribution::Debian: {
        const auto architecture = debianArchitecture(target);
        if (architecture == debianArchitecture(host))
            return std::string(target == host || !architecture.empty() ? library.debian : "");
        return architecture.empty() ? std::string() : std::string(library.debian) + ":" + architecture;
    }
    case Distribution::Fedora:
        return target == host ? std::string(library.fedora) : std::string();
    case Distribution::Arch:
        return target == host ? std::string(library.arch) : std::string();
    case Distribution::Unknown:
        break;
    }
    return {};
}

NativeWorld realWorld(const BootstrapInput &input, const CancelToken &cancel)
{
    const auto machine = std::make_shared<const Machine>(input, cancel);
    NativeWorld world;
    world.variable = [machine](const std::string &name) { return machine->variable(name); };
    world.version = [machine](const NativeQuestion &question) { return machine->version(question); };
    world.trouble = [machine](const NativeQuestion &question) { return machine->trouble(question); };
    world.wrapper = [machine](const NativeQuestion &question) { return machine->wrapper(question); };
    world.curlHasHttp2 = [machine] { return machine->curlHasHttp2(); };
    world.compiler = [machine](const std::string &target) { return machine->compiler(target); };
    world.host = input.hostSide.facts.name;
    if (const auto text = readFile("/etc/os-release"))
        world.distribution = distributionOf(*text);
    return world;
}

} // namespace crossyard::bootstrap
