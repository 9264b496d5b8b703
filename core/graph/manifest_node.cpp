// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/manifest_node.h"

#include "base/strings.h"

#include <fstream>

namespace crossyard::graph {

namespace {

// Inner attributes stand before all items; what is behind so much text is no crate's first attribute.
constexpr std::size_t attributesWithin = 64 * 1024;

std::optional<std::string> beginningOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return std::nullopt;
    std::string text(attributesWithin, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

Bits bitOf(cargo::DependencyKind of)
{
    return of == cargo::DependencyKind::Build         ? edge::build
           : of == cargo::DependencyKind::Development ? edge::dev
                                                      : edge::normal;
}

} // namespace

Node packageNode(GraphBuilder &builder, const cargo::Package &package)
{
    const cargo::Manifest &manifest = package.manifest;
    Node node;
    node.name = builder.text(manifest.name);
    node.version = builder.text(manifest.version.toString());
    node.manifest = builder.text(toUtf8(manifest.file));
    node.source = package.isMember ? Source::Member : package.fromRegistry ? Source::Registry : Source::Path;
    if (manifest.lib)
        node.kinds |= manifest.lib->kind == cargo::TargetKind::ProcMacro ? kind::procMacro : kind::lib;
    if (!manifest.bins.empty())
        node.kinds |= kind::bin;
    if (manifest.build)
        node.kinds |= kind::buildScript;
    return node;
}

Request manifestRequest(GraphBuilder &builder, const cargo::Manifest &of, const cargo::Dependency &dependency)
{
    Request request;
    request.kind = bitOf(dependency.kind);
    request.optional = dependency.optional;
    request.defaultFeatures = dependency.defaultFeatures;
    request.platform = builder.text(dependency.platform ? dependency.platform->toString() : "");
    request.rename = builder.text(dependency.renamed() ? dependency.name : "");
    request.features = builder.list(dependency.features);
    request.file = builder.text(toUtf8(dependency.place.file.empty() ? of.file : dependency.place.file));
    request.line = static_cast<std::uint32_t>(std::max(0, dependency.place.line));
    return request;
}

Known librarySaysNoStd(const cargo::Manifest &manifest)
{
    if (!manifest.lib)
        return Known::Unknown;
    if (manifest.lib->kind == cargo::TargetKind::ProcMacro)
        return Known::No;
    const auto text = beginningOf(manifest.lib->source);
    if (!text)
        return Known::Unknown;
    for (const auto &line : split(*text, '\n')) {
        const auto word = trim(line);
        // `cfg_attr(...)` may go over several lines: its last part stands alone then.
        if (!word.starts_with("//") && (word.starts_with("#![") ? word.contains("no_std") : word == "no_std"))
            return Known::Yes;
    }
    return Known::No;
}

} // namespace crossyard::graph
