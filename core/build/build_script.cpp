// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/build_script.h"

#include "base/strings.h"
#include "text/json.h"

#include <QUtf8StringView>
#include <algorithm>
#include <array>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::build {

namespace {

// Keys that the one-colon form knows; any other key there is metadata.
constexpr std::array oldKeys{"rustc-flags",
                             "rustc-link-lib",
                             "rustc-link-search",
                             "rustc-link-arg",
                             "rustc-link-arg-bin",
                             "rustc-link-arg-bins",
                             "rustc-link-arg-tests",
                             "rustc-link-arg-examples",
                             "rustc-link-arg-benches",
                             "rustc-link-arg-cdylib",
                             "rustc-cdylib-link-arg",
                             "rustc-cfg",
                             "rustc-check-cfg",
                             "rustc-env",
                             "warning",
                             "rerun-if-changed",
                             "rerun-if-env-changed"};

class Parser {
public:
    explicit Parser(std::string_view package) : m_package(package) {}

    Result<void> line(std::string_view line)
    {
        line = trim(line);
        const bool modern = line.starts_with("cargo::");
        if (!modern && !line.starts_with("cargo:"))
            return {};
        const std::string_view text = line.substr(modern ? 7 : 6);
        const auto equals = text.find('=');
        if (equals == std::string_view::npos)
            return modern ? refuse(line, "expected `cargo::KEY=VALUE`") : Result<void>();
        std::string_view key = text.substr(0, equals);
        std::string_view value = text.substr(equals + 1);
        if (!modern && !std::ranges::contains(oldKeys, key)) {
            m_out.metadata.emplace_back(key, value);
            return {};
        }
        if (modern && key == "metadata") {
            const auto inner = value.find('=');
            if (inner == std::string_view::npos)
                return refuse(line, "expected `cargo::metadata=KEY=VALUE`");
            m_out.metadata.emplace_back(value.substr(0, inner), value.substr(inner + 1));
            return {};
        }
        if (modern && key == "error") {
            m_out.errors.emplace_back(value);
            return {};
        }
        return take(line, key, value);
    }

    ScriptOutput finish() { return std::move(m_out); }

private:
    Result<void> refuse(std::string_view line, std::string_view why) const
    {
        return fail(ErrorCode::BadInput,
                    std::format("the build script of `{}` printed `{}`: {}", m_package, line, why));
    }

    Result<void> take(std::string_view line, std::string_view key, std::string_view value)
    {
        if (key == "rustc-flags")
            return takeFlags(line, value);
        if (key == "rustc-env") {
            const auto equals = value.find('=');
            if (equals == std::string_view::npos)
                return refuse(line, "expected VAR=VALUE");
            if (value.substr(0, equals) == "RUSTC_BOOTSTRAP")
                return refuse(line, "a build script may not turn on unstable features");
            m_out.environment.emplace_back(value.substr(0, equals), value.substr(equals + 1));
            return {};
        }
        if (key == "rustc-link-arg-bin") {
            const auto equals = value.find('=');
            if (equals == std::string_view::npos)
                return refuse(line, "expected BIN=FLAG");
            m_out.linkArguments.push_back(
                {"bin=" + std::string(value.substr(0, equals)), std::string(value.substr(equals + 1))});
            return {};
        }
        static const std::map<std::string_view, std::string_view> scopes{{"rustc-link-arg", "all"},
                                                                         {"rustc-link-arg-bins", "bins"},
                                                                         {"rustc-link-arg-tests", "tests"},
                                                                         {"rustc-link-arg-examples", "examples"},
                                                                         {"rustc-link-arg-benches", "benches"},
                                                                         {"rustc-link-arg-cdylib", "cdylib"},
                                                                         {"rustc-cdylib-link-arg", "cdylib"}};
        if (const auto it = scopes.find(key); it != scopes.end()) {
            m_out.linkArguments.push_back({std::string(it->second), std::string(value)});
            return {};
        }
        std::vector<std::string> *const list = key == "rustc-link-lib"         ? &m_out.linkLibs
                                               : key == "rustc-link-search"    ? &m_out.linkSearch
                                               : key == "rustc-cfg"            ? &m_out.cfgs
                                               : key == "rustc-check-cfg"      ? &m_out.checkCfgs
                                               : key == "warning"              ? &m_out.warnings
                                               : key == "rerun-if-changed"     ? &m_out.rerunIfChanged
                                               : key == "rerun-if-env-changed" ? &m_out.rerunIfEnvChanged
                                                                               : nullptr;
        if (!list)
            return refuse(line, "no such key");
        list->emplace_back(value);
        return {};
    }

    Result<void> takeFlags(std::string_view line, std::string_view value)
    {
        const auto words = splitWhitespace(value);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool lib = words[i].starts_with("-l");
            if (!lib && !words[i].starts_with("-L"))
                return refuse(line, "only -l and -L are allowed");
            std::string argument = words[i].substr(2);
            if (argument.empty()) {
                if (i + 1 == words.size())
                    return refuse(line, "the flag has no value");
                argument = words[++i];
            }
            (lib ? m_out.linkLibs : m_out.linkSearch).push_back(std::move(argument));
        }
        return {};
    }

    std::string_view m_package;
    ScriptOutput m_out;
};

} // namespace

Result<ScriptOutput> parseScriptOutput(std::string_view text, std::string_view package)
{
    Parser parser(package);
    for (const auto &line : split(text, '\n')) {
        // As cargo does it: what is no text says nothing.
        if (QUtf8StringView(line.data(), static_cast<qsizetype>(line.size())).isValidUtf8())
            CY_CHECK(parser.line(line));
    }
    return parser.finish();
}

ScriptOutput scriptOutputOf(const cargo::LinksOverride &given)
{
    ScriptOutput output;
    output.linkSearch = given.libraryPaths;
    output.linkLibs = given.libraries;
    for (const auto &[kind, argument] : given.linkArguments) {
        // "rustc-link-arg-bins" is for "bins", and so on; the bare key is for all.
        constexpr std::string_view prefix = "rustc-link-arg-";
        const bool all = kind == "rustc-link-arg";
        const std::string scope = all ? "all" : kind.starts_with(prefix) ? kind.substr(prefix.size()) : "cdylib";
        if (const auto equals = argument.find('='); scope == "bin" && equals != std::string::npos)
            output.linkArguments.push_back({"bin=" + argument.substr(0, equals), argument.substr(equals + 1)});
        else
            output.linkArguments.push_back({scope, argument});
    }
    output.cfgs = given.cfgs;
    output.checkCfgs = given.checkCfgs;
    output.environment.assign(given.environment.begin(), given.environment.end());
    output.metadata.assign(given.metadata.begin(), given.metadata.end());
    return output;
}

std::string toText(const ScriptOutput &output)
{
    std::string text;
    const auto all = [&](std::string_view key, const std::vector<std::string> &values) {
        for (const auto &value : values)
            text += std::format("cargo::{}={}\n", key, value);
    };
    const auto pairs = [&](std::string_view key, const std::vector<std::pair<std::string, std::string>> &values) {
        for (const auto &[name, value] : values)
            text += std::format("cargo::{}={}={}\n", key, name, value);
    };
    all("rustc-link-search", output.linkSearch);
    all("rustc-link-lib", output.linkLibs);
    for (const auto &link : output.linkArguments) {
        // "bin=NAME" is the one scope with a name in it.
        const bool named = link.scope.starts_with("bin=");
        const auto key = link.scope == "all" ? "" : named ? "-bin" : "-" + link.scope;
        text +=
            std::format("cargo::rustc-link-arg{}={}{}\n", key, named ? link.scope.substr(4) + "=" : "", link.argument);
    }
    all("rustc-cfg", output.cfgs);
    all("rustc-check-cfg", output.checkCfgs);
    pairs("rustc-env", output.environment);
    pairs("metadata", output.metadata);
    all("warning", output.warnings);
    return text;
}

std::string toJson(const ScriptOutput &output)
{
    nlohmann::ordered_json arguments = nlohmann::ordered_json::array();
    for (const auto &argument : output.linkArguments)
        arguments.push_back({argument.scope, argument.argument});
    return nlohmann::ordered_json{{"linkSearch", output.linkSearch},
                                  {"linkLibs", output.linkLibs},
                                  {"linkArguments", arguments},
                                  {"cfgs", output.cfgs},
                                  {"checkCfgs", output.checkCfgs},
                                  {"environment", output.environment},
                                  {"metadata", output.metadata},
                                  {"rerunIfChanged", output.rerunIfChanged},
                                  {"rerunIfEnvChanged", output.rerunIfEnvChanged},
                                  {"warnings", output.warnings}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<ScriptOutput> scriptOutputFromJson(std::string_view text)
{
    CY_TRY(const auto json, text::parseJson(text, {}));
    try {
        ScriptOutput output;
        json.at("linkSearch").get_to(output.linkSearch);
        json.at("linkLibs").get_to(output.linkLibs);
        for (const auto &pair : json.at("linkArguments"))
            output.linkArguments.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
        json.at("cfgs").get_to(output.cfgs);
        json.at("checkCfgs").get_to(output.checkCfgs);
        json.at("environment").get_to(output.environment);
        json.at("metadata").get_to(output.metadata);
        json.at("rerunIfChanged").get_to(output.rerunIfChanged);
        json.at("rerunIfEnvChanged").get_to(output.rerunIfEnvChanged);
        json.at("warnings").get_to(output.warnings);
        return output;
    } catch (const nlohmann::json::exception &error) {
        return fail(ErrorCode::Parse, error.what());
    }
}

} // namespace crossyard::build
