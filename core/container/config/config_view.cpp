// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/config_view.h"

#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Json = nlohmann::ordered_json;

// Calls f(key, setting) for each setting, in the order in which they are shown.
template <class F> void forEach(const CrossSettings &settings, F f)
{
    f("target", settings.target);
    f("image", settings.image);
    f("dockerfile", settings.dockerfile);
    f("dockerfile.context", settings.dockerfileContext);
    f("dockerfile.build-args", settings.buildArgs);
    f("pre-build", settings.preBuild);
    f("build-std", settings.buildStd);
    if (settings.dialect == Dialect::Release) {
        f("xargo", settings.xargo);
    } else {
        f("zig", settings.zig);
        f("zig.version", settings.zigVersion);
        f("zig.image", settings.zigImage);
    }
    f("runner", settings.runner);
    f("env.passthrough", settings.passthrough);
    f("env.volumes", settings.volumes);
}

template <class F> void forEach(const EngineSettings &settings, F f)
{
    f("engine", settings.engine);
    f("run-options", settings.runOptions);
    f("build-options", settings.buildOptions);
    f("build-progress", settings.buildProgress);
    f("buildkit", settings.buildkit);
    f("uid", settings.userId);
    f("gid", settings.groupId);
    f("user-namespace", settings.userNamespace);
    f("rootless", settings.rootless);
    f("in-container", settings.inContainer);
    f("remote", settings.remote);
    f("remote.copy-registry", settings.remoteCopyRegistry);
    f("remote.copy-cache", settings.remoteCopyCache);
    f("remote.copy-full-target-dir", settings.remoteCopyFullTargetDir);
    f("remote.skip-build-artifacts", settings.remoteSkipBuildArtifacts);
    f("custom-toolchain", settings.customToolchain);
    f("custom-toolchain-compat", settings.customToolchainCompat);
    f("compatibility-version", settings.compatibilityVersion);
    f("no-warnings", settings.noWarnings);
    f("debug", settings.debug);
    f("doctests", settings.doctests);
    f("nix-store", settings.nixStore);
    f("qemu-strace", settings.qemuStrace);
    f("verbose", settings.verbose);
    f("quiet", settings.quiet);
    f("colour", settings.colour);
}

template <class T> std::string textOf(const T &value)
{
    return shown(value);
}

template <class T> std::string textOf(const std::optional<T> &value)
{
    return value ? shown(*value) : "none";
}

template <class T> std::vector<std::string> partsOf(const T &)
{
    return {};
}

std::vector<std::string> partsOf(const std::vector<std::string> &value)
{
    std::vector<std::string> parts;
    for (const auto &text : value)
        parts.push_back(shown(text));
    return parts;
}

std::vector<std::string> partsOf(const std::vector<VariableEntry> &value)
{
    std::vector<std::string> parts;
    for (const auto &entry : value)
        parts.push_back(shown(entry.text));
    return parts;
}

std::vector<std::string> partsOf(const std::optional<PreBuildAction> &value)
{
    return value ? partsOf(value->lines) : std::vector<std::string>();
}

Json jsonOf(bool value)
{
    return value;
}

Json jsonOf(const std::string &value)
{
    return value;
}

Json jsonOf(const std::vector<std::string> &value)
{
    return value;
}

Json jsonOf(const std::map<std::string, std::string> &value)
{
    Json object = Json::object();
    for (const auto &[name, text] : value)
        object[name] = text;
    return object;
}

Json jsonOf(const BuildStd &value)
{
    return value.crates.empty() ? Json(value.enabled) : Json(value.crates);
}

Json jsonOf(const PreBuildAction &value)
{
    return {{"kind", value.kind == PreBuildAction::Kind::Script ? "script" : "commands"}, {"lines", value.lines}};
}

Json jsonOf(const Image &value)
{
    Json object{{"name", value.reference}, {"toolchain", Json::array()}};
    for (const auto &platform : value.toolchains)
        object["toolchain"].push_back({{"platform", platform.platform()}, {"triple", platform.triple}});
    return object;
}

Json jsonOf(const Origin &origin)
{
    Json object{{"kind", kindName(origin.kind)}};
    if (origin.kind == Origin::Kind::File) {
        object["file"] = toUtf8(origin.place.file);
        object["line"] = origin.place.line;
        object["column"] = origin.place.column;
    } else if (!origin.name.empty()) {
        object["name"] = origin.name;
    }
    return object;
}

Json jsonOf(const std::vector<VariableEntry> &value)
{
    Json array = Json::array();
    for (const auto &entry : value)
        array.push_back({{"text", entry.text}, {"origin", jsonOf(entry.origin)}});
    return array;
}

template <class T> Json jsonOf(const std::optional<T> &value)
{
    return value ? jsonOf(*value) : Json();
}

Json jsonOf(const Finding &finding)
{
    return {{"severity", severityName(finding.severity)},
            {"id", finding.id},
            {"message", finding.message},
            {"origin", jsonOf(finding.origin)},
            {"hint", finding.hint}};
}

template <class Settings> std::vector<SettingRow> rowsOf(const Settings &settings)
{
    std::vector<SettingRow> list;
    forEach(settings, [&](const char *key, const auto &setting) {
        list.push_back({key, textOf(setting.value), partsOf(setting.value), setting.origins, setting.overridden});
    });
    return list;
}

template <class Settings> Json settingsJson(const Settings &settings)
{
    Json object = Json::object();
    forEach(settings, [&](const char *key, const auto &setting) {
        Json one{{"value", jsonOf(setting.value)}, {"origins", Json::array()}, {"overridden", Json::array()}};
        for (const auto &origin : setting.origins)
            one["origins"].push_back(jsonOf(origin));
        for (const auto &lost : setting.overridden)
            one["overridden"].push_back({{"value", lost.value}, {"origin", jsonOf(lost.origin)}});
        object[key] = std::move(one);
    });
    return object;
}

} // namespace

std::vector<SettingRow> rows(const CrossSettings &settings)
{
    return rowsOf(settings);
}

std::vector<SettingRow> rows(const EngineSettings &settings)
{
    return rowsOf(settings);
}

std::string toJson(const CrossReport &report)
{
    Json object{{"target", report.settings.target.value},
                {"dialect", dialectName(report.settings.dialect)},
                {"dialectIsGuessed", report.loaded.dialectIsGuessed},
                {"workspace", toUtf8(report.loaded.workspaceRoot)},
                {"files", Json::array()}};
    for (const auto &file : report.loaded.config.files)
        object["files"].push_back({{"file", toUtf8(file.file)}, {"table", file.table}});
    object["settings"] = settingsJson(report.settings);
    object["engine"] = settingsJson(report.engine);
    object["passed"] = report.passed;
    object["findings"] = Json::array();
    for (const auto &finding : report.findings())
        object["findings"].push_back(jsonOf(finding));
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::container
