// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_reader.h"

#include "container/config/cross_checks.h"

#include <format>
#include <set>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

MaybeWritten<BuildStd> readBuildStd(TableReader &reader)
{
    const auto found = reader.item("build-std");
    if (!found)
        return std::nullopt;
    if (const auto enabled = found->node->value_exact<bool>())
        return Written<BuildStd>{{*enabled, {}}, found->place};
    if (!found->node->is_array()) {
        reader.wrongType("build-std", "a boolean or an array of strings", *found->node);
        return std::nullopt;
    }
    const auto list = reader.strings("build-std");
    if (!list)
        return std::nullopt;
    BuildStd value{!list->value.empty(), {}};
    for (const auto &crate : list->value)
        value.crates.push_back(crate.value);
    reader.context().tellNewForm("a list of crates", "a boolean", found->place);
    return Written<BuildStd>{std::move(value), found->place};
}

MaybeWritten<PreBuild> readPreBuild(TableReader &reader)
{
    const auto found = reader.item("pre-build");
    if (!found)
        return std::nullopt;
    PreBuild value;
    if (auto line = found->node->value_exact<std::string>()) {
        value = {PreBuild::Form::Text, {std::move(*line)}};
    } else if (found->node->is_array()) {
        const auto list = reader.strings("pre-build");
        if (!list)
            return std::nullopt;
        for (const auto &line : list->value)
            value.lines.push_back(line.value);
    } else {
        reader.wrongType("pre-build", "a string or an array of strings", *found->node);
        return std::nullopt;
    }
    checkPreBuild(value, Origin::file(found->place), reader.context().findings);
    return Written<PreBuild>{std::move(value), found->place};
}

// Each of the list's platforms that is none is told, and left out.
std::vector<ImagePlatform> readToolchains(TableReader &reader)
{
    std::vector<ImagePlatform> toolchains;
    const auto list = reader.strings("toolchain");
    if (!list)
        return toolchains;
    for (const auto &[word, place] : list->value) {
        if (auto platform = parseImagePlatform(word))
            toolchains.push_back(std::move(*platform));
        else
            reader.context().tell(Severity::Error, "invalid-platform", std::move(platform.error().message), place,
                                  "write it as OS/ARCH=TRIPLE, such as \"linux/arm64=aarch64-unknown-linux-gnu\"");
    }
    return toolchains;
}

MaybeWritten<Image> readImage(TableReader &outer)
{
    const auto found = outer.item("image");
    if (!found)
        return std::nullopt;
    auto &context = outer.context();
    const auto origin = Origin::file(found->place);
    if (auto name = found->node->value_exact<std::string>()) {
        checkReference(*name, origin, context.dialect, context.findings);
        return Written<Image>{{std::move(*name), {}}, found->place};
    }
    const auto *table = found->node->as_table();
    if (!table) {
        outer.wrongType("image", "a string or a table", *found->node);
        return std::nullopt;
    }
    context.tellNewForm("a table for an image", "a string", found->place);
    TableReader reader(*table, CrossTable::Image, outer.pathOf("image"), context);
    reader.tellUntaken();
    auto name = reader.string("name");
    auto toolchains = readToolchains(reader);
    for (const char *key : {"name", "toolchain"}) {
        if (!table->contains(key))
            context.tell(
                Severity::Error, "missing-key",
                std::format("`{}` is missing: cross refuses the file without it", text::shownPath(reader.pathOf(key))),
                found->place,
                std::string_view(key) == "name" ? "write the image's name"
                                                : "write `toolchain = [\"x86_64-unknown-linux-gnu\"]`");
    }
    if (!name)
        return std::nullopt;
    // The release has refused the whole table already.
    checkReference(name->value, Origin::file(name->place), Dialect::Main, context.findings);
    return Written<Image>{{std::move(name->value), std::move(toolchains)}, found->place};
}

void readDockerfile(TableReader &outer, CrossSection &section)
{
    const auto found = outer.item("dockerfile");
    if (!found)
        return;
    if (auto file = found->node->value_exact<std::string>()) {
        section.dockerfile = Written<std::string>{std::move(*file), found->place};
        return;
    }
    const auto *table = found->node->as_table();
    if (!table) {
        outer.wrongType("dockerfile", "a string or a table", *found->node);
        return;
    }
    auto &context = outer.context();
    TableReader reader(*table, CrossTable::Dockerfile, outer.pathOf("dockerfile"), context);
    reader.tellUntaken();
    section.dockerfile = reader.string("file");
    section.dockerfileContext = reader.string("context");
    if (!table->contains("file"))
        context.tell(
            Severity::Error, "missing-key",
            std::format("`{}` is missing: cross refuses the file without it", text::shownPath(reader.pathOf("file"))),
            found->place, "write the path of the Dockerfile, from the workspace's root");
    const auto *arguments = reader.table("build-args");
    if (!arguments)
        return;
    for (const auto &[key, value] : *arguments) {
        const std::string name(key.str());
        if (auto argument = value.value_exact<std::string>()) {
            section.buildArgs[name] = {std::move(*argument), text::placeOf(key, context.file)};
            continue;
        }
        auto path = reader.pathOf("build-args");
        path.emplace_back(name);
        reader.wrongTypeAt(path, "a string", value);
    }
}

void readZig(TableReader &outer, CrossSection &section)
{
    const auto found = outer.item("zig");
    if (!found)
        return;
    if (const auto enable = found->node->value_exact<bool>()) {
        section.zig = Written<bool>{*enable, found->place};
        return;
    }
    if (auto version = found->node->value_exact<std::string>()) {
        section.zig = Written<bool>{true, found->place};
        section.zigVersion = Written<std::string>{std::move(*version), found->place};
        return;
    }
    const auto *table = found->node->as_table();
    if (!table) {
        outer.wrongType("zig", "a boolean, a string or a table", *found->node);
        return;
    }
    TableReader reader(*table, CrossTable::Zig, outer.pathOf("zig"), outer.context());
    reader.tellUntaken();
    section.zig = reader.boolean("enable");
    section.zigVersion = reader.string("version");
    section.zigImage = readImage(reader);
}

CrossSection readSection(const toml::table &table, CrossTable kind, text::TomlPath path, Place place,
                         ReadContext &context, const std::set<std::string> &told = {})
{
    CrossSection section;
    section.place = std::move(place);
    TableReader reader(table, kind, std::move(path), context);
    reader.tellUntaken(told);
    section.buildStd = readBuildStd(reader);
    section.xargo = reader.boolean("xargo");
    readZig(reader, section);
    section.defaultTarget = reader.string("default-target");
    section.preBuild = readPreBuild(reader);
    readDockerfile(reader, section);
    section.image = readImage(reader);
    section.runner = reader.string("runner");
    if (section.runner)
        checkRunner(section.runner->value, Origin::file(section.runner->place), context.findings);
    if (const auto *env = reader.table("env")) {
        TableReader inner(*env, CrossTable::Env, reader.pathOf("env"), context);
        inner.tellUntaken();
        section.passthrough = inner.variables("passthrough");
        section.volumes = inner.variables("volumes");
    }
    return section;
}

// [target.thumbv8m.main-none-eabi] is a table "main-none-eabi" in [target.thumbv8m] to TOML. No triple is without
// dashes, so that what such a "target" holds besides keys of targets is the rest of its name. Gives those keys.
std::set<std::string> tellUnquoted(const toml::table &table, const std::string &name, ReadContext &context)
{
    std::set<std::string> rests;
    if (name.contains('-'))
        return rests;
    for (const auto &[key, value] : table) {
        if (!value.is_table() || !key.str().contains('-') ||
            knowsKey(CrossTable::Target, key.str(), Dialect::Release) ||
            knowsKey(CrossTable::Target, key.str(), Dialect::Main))
            continue;
        const auto whole = name + "." + std::string(key.str());
        context.tell(
            Severity::Warning, "unquoted-target",
            std::format("without quotes, `{}` is no target to TOML, and cross passes over what it says", whole),
            text::placeOf(key, context.file), std::format("write `{}`", targetHeader(whole)));
        rests.emplace(key.str());
    }
    return rests;
}

} // namespace

CrossFile readCrossTables(const toml::table &top, std::string table, ReadContext &context)
{
    CrossFile file{.file = context.file, .table = std::move(table)};
    TableReader reader(top, CrossTable::Top, {}, context);
    reader.tellUntaken();
    if (const auto *build = reader.table("build"))
        file.build =
            readSection(*build, CrossTable::Build, reader.pathOf("build"), reader.item("build")->place, context);
    const auto *targets = reader.table("target");
    if (!targets)
        return file;
    for (const auto &[key, value] : *targets) {
        const std::string name(key.str());
        auto path = reader.pathOf("target");
        path.emplace_back(name);
        const auto place = text::placeOf(key, context.file);
        const auto *section = value.as_table();
        if (!section) {
            context.tell(Severity::Error, "wrong-type",
                         text::wrongType(text::shownPath(path), "a table", value, context.file).message, place,
                         std::format("write the settings of a target below `{}`", targetHeader(name)));
            continue;
        }
        const auto rests = tellUnquoted(*section, name, context);
        if (rests.empty() || rests.size() < section->size()) // otherwise it is but the beginning of names
            file.targets[name] = readSection(*section, CrossTable::Target, std::move(path), place, context, rests);
    }
    return file;
}

} // namespace crossyard::container
