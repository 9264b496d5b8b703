// SPDX-License-Identifier: MIT OR Apache-2.0
// Cargo's configuration: every `.cargo/config.toml` from the working directory upward and the one in CARGO_HOME, the
// `CARGO_*` environment variables, and `--config` arguments, merged as cargo does it.
#pragma once

#include "cargo/config_value.h"

#include <optional>

namespace crossyard::cargo {

/// What a configuration is read from.
struct ConfigRequest {
    /// Where cargo would be started (after `-C`): the search begins here.
    fs::path directory;
    /// The whole environment that cargo would have.
    std::map<std::string, std::string> environment = {};
    /// The values of `--config`, in order: `KEY=VALUE` or the path of a file.
    std::vector<std::string> arguments = {};
    /// Where the search begins, where it is not `directory`: the package of `install --path`, a single-file package's
    /// place.
    fs::path filesFrom = {};
};

/// A value with where it was defined.
template <class T> struct Defined {
    T value;
    Definition definition;
};
template <class T> using MaybeDefined = std::optional<Defined<T>>;

class Config {
public:
    /// Finds, reads and merges. Errors: Io, Parse, BadInput, each with its place.
    static Result<Config> load(ConfigRequest request);

    /// The working directory with its links resolved, as a process sees it.
    const fs::path &directory() const { return m_directory; }
    const fs::path &cargoHome() const { return m_cargoHome; }
    const std::map<std::string, std::string> &environment() const { return m_environment; }
    /// A variable of the environment that cargo would have, if it is set; it may be empty.
    std::optional<std::string> variable(const std::string &name) const;
    /// The files that were read, those that win first.
    const std::vector<fs::path> &files() const { return m_files; }
    /// What cargo would warn about.
    const std::vector<std::string> &warnings() const { return m_warnings; }

    // The functions below take a key and know the rule that an environment variable beats files, and that `--config`
    // beats both. A wrong type is an error (BadInput) even where another place would win.

    /// What files and arguments say, without the environment; null where nothing does. The pointer lives as long as
    /// this.
    Result<const ConfigValue *> find(const ConfigKey &key) const;
    /// The value, whatever its type is. From the environment, "true", "false" and integers are taken as such.
    Result<std::optional<ConfigValue>> value(const ConfigKey &key) const;
    Result<MaybeDefined<std::string>> string(const ConfigKey &key) const;
    Result<MaybeDefined<bool>> boolean(const ConfigKey &key) const;
    Result<MaybeDefined<std::int64_t>> integer(const ConfigKey &key) const;
    /// A list of words: an array of strings, or one string that is split at white space. The environment's words are
    /// joined to an array; its definition is that of the winner.
    Result<MaybeDefined<std::vector<std::string>>> words(const ConfigKey &key) const;
    /// The names in a table, sorted; empty where there is none.
    Result<std::vector<std::string>> names(const ConfigKey &key) const;

    /// A path: relative ones from the root of their definition.
    Result<std::optional<fs::path>> path(const ConfigKey &key) const;
    /// A program: a bare name stays, what has a slash in it is a path.
    Result<std::optional<fs::path>> program(const ConfigKey &key) const;
    fs::path resolved(const std::string &text, const Definition &definition) const;
    fs::path resolvedProgram(const std::string &text, const Definition &definition) const;

private:
    friend class ConfigLoader;
    void joinWords(const ConfigKey &key, ConfigValue::List &list) const;
    template <class T>
    Result<MaybeDefined<T>> typed(const ConfigKey &key, std::string_view wanted,
                                  Result<T> (*parse)(const std::string &name, const std::string &text)) const;

    fs::path m_directory;
    fs::path m_cargoHome;
    std::map<std::string, std::string> m_environment;
    std::vector<fs::path> m_files;
    std::vector<std::string> m_warnings;
    ConfigValue m_root{ConfigValue::Table{}, {}};
};

} // namespace crossyard::cargo
