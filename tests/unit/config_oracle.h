// SPDX-License-Identifier: MIT OR Apache-2.0
// Asks the real cargo what a configuration means: a compiler in the middle writes down how cargo called it for one
// crate, and answers every other question with the real one.
#pragma once

#include "cargo/cfg.h"
#include "cargo/config.h"
#include "support/support.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::test {

/// A project below a workspace directory, with a CARGO_HOME of its own.
struct ConfigProject {
    TempDir dir;
    fs::path directory = dir.path() / "outer" / "inner";
    std::map<std::string, std::string> environment{{"CARGO_HOME", toUtf8(dir.path() / "home")}};
    std::vector<std::string> arguments;

    ConfigProject() { fs::create_directories(directory); }
    ConfigProject &own(std::string_view text) { return file("outer/inner/.cargo/config.toml", text); }
    ConfigProject &outer(std::string_view text) { return file("outer/.cargo/config.toml", text); }
    ConfigProject &home(std::string_view text) { return file("home/config.toml", text); }
    ConfigProject &file(const fs::path &name, std::string_view text)
    {
        dir.write(name, text);
        return *this;
    }
    ConfigProject &set(const std::string &name, const std::string &value)
    {
        environment[name] = value;
        return *this;
    }
    ConfigProject &argument(const std::string &text)
    {
        arguments.push_back(text);
        return *this;
    }
    Result<cargo::Config> load() const { return cargo::Config::load({directory, environment, arguments}); }
    cargo::Config loaded() const
    {
        auto config = load();
        EXPECT_OK(config);
        return config ? *config : cargo::Config();
    }
    Error error() const
    {
        const auto config = load();
        EXPECT_FALSE(config.has_value());
        return config ? Error{} : config.error();
    }
    fs::path at(const char *relative) const { return fs::canonical(dir.path()) / relative; }
};

/// How cargo called rustc for the crate.
struct RustcCall {
    std::string crate;
    std::vector<std::string> flags; // the user's
    std::string target;             // empty: none
    std::string linker;
    std::string outDir;
    std::map<std::string, std::string> variables; // those that begin with CYTEST_
};

class ConfigOracle {
public:
    ConfigOracle()
    {
        const auto which = findProgram("rustc");
        if (!which)
            return;
        // Past rustup's proxy, which would take its time at each question.
        const auto sysroot = process::outputOf({.program = *which, .arguments = {"--print", "sysroot"}});
        if (!sysroot)
            return;
        const fs::path direct = fromUtf8(trim(*sysroot)) / "bin" / "rustc";
        m_rustc = isExecutable(direct) ? direct : *which;
        // Questions are answered from a cache after the first time: cargo asks the same ones in every project.
        const std::string script =
            std::format(R"(#!/bin/sh
for word in "$@"; do
    if [ "$previous" = --crate-name ]; then
        case "$word" in probe|build_script_build)
            {{ printf '%s\n' "$@"; env | grep '^CYTEST_' | sed 's/^/env:/'; }} > {1}/call-$$
            [ "$word" = probe ] && exit 1;;
        esac
    fi
    previous="$word"
done
key=$(printf '%s ' "$@" | cksum | tr ' ' -)
case " $* " in
*' --print=cfg '*|*' -vV '*)
    if [ ! -f {1}/$key.status ]; then
        {0} "$@" > {1}/$key.out 2> {1}/$key.err
        echo $? > {1}/$key.status
    fi
    cat {1}/$key.out; cat {1}/$key.err >&2; exit $(cat {1}/$key.status);;
esac
exec {0} "$@"
)",
                        process::quoted(toUtf8(m_rustc)), process::quoted(toUtf8(m_scratch.path())));
        m_script = m_scratch.write("rustc.sh", script);
        fs::permissions(m_script, fs::perms::owner_all);
    }

    bool available() const { return !m_script.empty() && findProgram("cargo").has_value(); }
    const fs::path &script() const { return m_script; }
    const fs::path &rustc() const { return m_rustc; }

    /// The cargos on PATH, each program once.
    static std::vector<fs::path> cargos()
    {
        std::vector<fs::path> different;
        for (const auto &cargo : findPrograms("cargo")) {
            const bool known = std::ranges::any_of(different, [&](const fs::path &other) {
                std::error_code ignored;
                return fs::equivalent(cargo, other, ignored);
            });
            if (!known)
                different.push_back(cargo);
        }
        return different;
    }

    /// Runs cargo and gives the calls for the crates `probe` and `build_script_build`; none where cargo gave up before.
    std::vector<RustcCall> calls(const fs::path &cargo, const std::vector<std::string> &words,
                                 const fs::path &directory,
                                 std::map<std::string, std::optional<std::string>> environment)
    {
        for (const auto &log : logs())
            fs::remove(log);
        environment["RUSTC"] = toUtf8(m_script);
        environment["RUSTDOC"] = toUtf8(m_script);
        const auto finished = process::run(
            {.program = cargo, .arguments = words, .directory = directory, .environment = std::move(environment)});
        EXPECT_OK(finished);
        said = finished ? finished->errors : "";
        std::vector<RustcCall> found;
        for (const auto &log : logs())
            found.push_back(understood(split(readFile(log).value_or(""), '\n')));
        return found;
    }

    /// The cfgs of a target with these flags.
    cargo::CfgSet cfgs(const std::string &target, const std::vector<std::string> &flags, bool bootstrap = false)
    {
        std::vector<std::string> arguments{"--print=cfg"};
        if (!target.empty())
            arguments.insert(arguments.end(), {"--target", target});
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        if (target.ends_with(".json"))
            arguments.emplace_back("-Zunstable-options");
        auto &known = m_cfgs[join(arguments, "\n")];
        if (known.all().empty()) {
            process::Command command{.program = m_rustc, .arguments = arguments};
            if (bootstrap)
                command.environment["RUSTC_BOOTSTRAP"] = "1";
            const auto output = process::outputOf(command);
            EXPECT_OK(output);
            known = cargo::CfgSet::fromLines(split(output.value_or(""), '\n'));
        }
        return known;
    }

    std::string host()
    {
        if (m_host.empty()) {
            const auto output = process::outputOf({.program = m_rustc, .arguments = {"-vV"}}).value_or("");
            for (const auto &line : split(output, '\n')) {
                if (line.starts_with("host: "))
                    m_host = line.substr(6);
            }
        }
        return m_host;
    }

    std::string said; // what cargo said on standard error, for messages

private:
    /// One file a call, so that calls at the same time do not mix.
    std::vector<fs::path> logs() const
    {
        std::vector<fs::path> files;
        for (const auto &entry : fs::directory_iterator(m_scratch.path())) {
            if (entry.path().filename().string().starts_with("call-"))
                files.push_back(entry.path());
        }
        return files;
    }

    /// The user's flags are what cargo puts behind its own last one, the search path of the dependencies.
    static RustcCall understood(const std::vector<std::string> &words)
    {
        RustcCall call;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string &word = words[i];
            if (word.empty() && i + 1 == words.size())
                break; // behind the last newline
            const std::string next = i + 1 < words.size() ? words[i + 1] : "";
            if (word.starts_with("env:")) {
                const auto equals = word.find('=');
                call.variables[word.substr(4, equals - 4)] = word.substr(equals + 1);
                continue;
            }
            call.flags.push_back(word);
            if (word == "--crate-name")
                call.crate = next;
            else if (word == "--target")
                call.target = next;
            else if (word == "--out-dir")
                call.outDir = next;
            else if (word == "-C" && next.starts_with("linker="))
                call.linker = next.substr(7);
            else if (word.starts_with("dependency="))
                call.flags.clear();
        }
        return call;
    }

    TempDir m_scratch;
    fs::path m_rustc;
    fs::path m_script;
    std::string m_host;
    std::map<std::string, cargo::CfgSet> m_cfgs;
};

} // namespace crossyard::test
