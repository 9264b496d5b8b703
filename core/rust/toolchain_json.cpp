// SPDX-License-Identifier: MIT OR Apache-2.0
// A toolchain as JSON, for programs that read our output and for our own cache.
#include "rust/toolchain_json.h"

#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

Json orNull(const std::optional<fs::path> &path)
{
    return path ? Json(toUtf8(*path)) : Json();
}

std::optional<fs::path> pathOrNone(const nlohmann::json &json)
{
    return json.is_null() ? std::nullopt : std::optional(fromUtf8(json.get<std::string>()));
}

std::string textOrNone(const nlohmann::json &json)
{
    return json.is_null() ? std::string() : json.get<std::string>();
}

} // namespace

std::string_view originName(Origin origin)
{
    switch (origin) {
    case Origin::Rustup:
        return "rustup";
    case Origin::Distribution:
        return "distribution";
    case Origin::Path:
        return "path";
    case Origin::LocalBuild:
        return "local-build";
    case Origin::Added:
        return "added";
    }
    return "unknown";
}

Json toJson(const Toolchain &toolchain)
{
    const auto &compiler = toolchain.compiler;
    Json json{{"name", toolchain.name},
              {"aliases", toolchain.aliases},
              {"origin", originName(toolchain.origin)},
              {"linked", toolchain.linked},
              {"provider", orNull(toolchain.provider)},
              {"package", orNull(toolchain.package)},
              {"directory", toUtf8(toolchain.directory)},
              {"rustc", toUtf8(compiler.rustc)},
              {"version", orNull(compiler.release)},
              {"channel", orNull(compiler.channel)},
              {"commit", orNull(compiler.commitHash)},
              {"date", orNull(compiler.commitDate)},
              {"host", orNull(compiler.host)},
              {"llvm", orNull(compiler.llvmVersion)},
              {"sysroot", orNull(compiler.sysroot.empty() ? std::nullopt : std::optional(compiler.sysroot))},
              {"identity", orNull(compiler.identity)},
              {"verbose_version", orNull(compiler.verboseVersion)},
              {"cargo", nullptr},
              {"rust_src", nullptr},
              {"components", toolchain.components},
              {"targets", toolchain.targets},
              {"size", toolchain.size ? Json(*toolchain.size) : Json()},
              {"default", toolchain.isDefault},
              {"override", orNull(toolchain.overrideReason)},
              {"broken", nullptr}};
    if (toolchain.cargo)
        json["cargo"] = {{"path", toUtf8(*toolchain.cargo)}, {"version", orNull(toolchain.cargoVersion)}};
    if (const auto &source = toolchain.source)
        json["rust_src"] = {{"library", toUtf8(source->library)},
                            {"lock_file", orNull(source->lockFile)},
                            {"vendor", orNull(source->vendor)},
                            {"workspace_manifest", orNull(source->workspaceManifest)}};
    if (const auto &error = toolchain.broken)
        json["broken"] = {{"code", codeName(error->code)}, {"message", error->message}, {"hint", orNull(error->hint)}};
    return json;
}

void fillFromJson(Toolchain &toolchain, const nlohmann::json &json)
{
    toolchain.package = textOrNone(json.at("package"));
    auto &compiler = toolchain.compiler;
    compiler.verboseVersion = textOrNone(json.at("verbose_version"));
    compiler.release = textOrNone(json.at("version"));
    compiler.channel = textOrNone(json.at("channel"));
    compiler.commitHash = textOrNone(json.at("commit"));
    compiler.commitDate = textOrNone(json.at("date"));
    compiler.host = textOrNone(json.at("host"));
    compiler.llvmVersion = textOrNone(json.at("llvm"));
    compiler.sysroot = pathOrNone(json.at("sysroot")).value_or(fs::path());
    compiler.identity = textOrNone(json.at("identity"));
    if (const auto &cargo = json.at("cargo"); !cargo.is_null()) {
        toolchain.cargo = pathOrNone(cargo.at("path"));
        toolchain.cargoVersion = textOrNone(cargo.at("version"));
    }
    if (const auto &source = json.at("rust_src"); !source.is_null())
        toolchain.source = RustSource{.library = fromUtf8(source.at("library").get<std::string>()),
                                      .lockFile = pathOrNone(source.at("lock_file")),
                                      .vendor = pathOrNone(source.at("vendor")),
                                      .workspaceManifest = pathOrNone(source.at("workspace_manifest"))};
    json.at("components").get_to(toolchain.components);
    json.at("targets").get_to(toolchain.targets);
    if (const auto &size = json.at("size"); !size.is_null())
        toolchain.size = size.get<std::uintmax_t>();
    if (const auto &broken = json.at("broken"); !broken.is_null()) {
        Error error{ErrorCode::ToolFailed, broken.at("message").get<std::string>()};
        for (const auto code : {ErrorCode::Io, ErrorCode::Parse, ErrorCode::NotFound, ErrorCode::Unsupported}) {
            if (broken.at("code") == codeName(code))
                error.code = code;
        }
        error.hint = textOrNone(broken.at("hint"));
        toolchain.broken = std::move(error);
    }
}

} // namespace crossyard::rust
