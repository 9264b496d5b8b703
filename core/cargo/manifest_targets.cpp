// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding a package's targets: what the manifest lists, and what lies in the places that cargo knows (cargo reference,
// "Target auto-discovery").
#include "cargo/manifest_targets.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

std::string underscored(std::string text)
{
    std::ranges::replace(text, '-', '_');
    return text;
}

std::vector<std::string> crateTypes(const toml::table &table)
{
    for (const char *key : {"crate-type", "crate_type"}) {
        if (const auto *list = table.get_as<toml::array>(key)) {
            std::vector<std::string> types;
            for (const auto &item : *list)
                types.push_back(item.value_or(std::string()));
            return types;
        }
    }
    return {};
}

void readFlags(BuildTarget &target, const toml::table &table)
{
    target.doc = table["doc"].value_or(target.doc);
    target.doctest = table["doctest"].value_or(target.doctest);
    target.test = table["test"].value_or(target.test);
    target.edition = table["edition"].value_or(target.edition);
    if (const auto *list = table.get_as<toml::array>("required-features")) {
        for (const auto &item : *list)
            target.requiredFeatures.push_back(item.value_or(std::string()));
    }
}

Result<std::optional<BuildTarget>> findLib(const toml::table &root, const Manifest &manifest)
{
    const auto *table = root.get_as<toml::table>("lib");
    const fs::path found = manifest.directory() / "src" / "lib.rs";
    std::error_code ignored;
    if (!table && !fs::exists(found, ignored))
        return std::nullopt;
    static const toml::table nothing;
    const toml::table &lib = table ? *table : nothing;
    BuildTarget target;
    target.edition = manifest.edition;
    readFlags(target, lib);
    target.name = lib["name"].value_or(underscored(manifest.name));
    fs::path source = found;
    if (const auto path = lib["path"].value<std::string>())
        source = fromUtf8(*path);
    else if (!fs::exists(found, ignored) && manifest.edition == "2015")
        source = fs::path("src") / fromUtf8(target.name + ".rs"); // the layout of 2015's early days
    target.source = resolvePath(manifest.directory(), source);
    if (!fs::exists(target.source, ignored))
        return fail(Error{ErrorCode::BadInput,
                          std::format("the library of `{}` has no source at {}", manifest.name, toUtf8(target.source))}
                        .withPlace(table ? text::placeOf(lib, manifest.file) : manifest.namePlace));
    target.crateTypes = crateTypes(lib);
    const bool procMacro = lib["proc-macro"].value_or(lib["proc_macro"].value_or(false)) ||
                           std::ranges::contains(target.crateTypes, "proc-macro");
    if (procMacro) {
        target.kind = TargetKind::ProcMacro;
        target.crateTypes = {"proc-macro"};
    }
    if (target.crateTypes.empty())
        target.crateTypes = {"lib"};
    return target;
}

BuildTarget bin(const Manifest &manifest, std::string name, fs::path source)
{
    BuildTarget target;
    target.kind = TargetKind::Bin;
    target.name = std::move(name);
    target.source = absolutePath(source);
    target.crateTypes = {"bin"};
    target.edition = manifest.edition;
    target.doctest = false;
    return target;
}

std::vector<BuildTarget> inferredBins(const Manifest &manifest)
{
    std::vector<BuildTarget> bins;
    std::error_code error;
    const fs::path src = manifest.directory() / "src";
    if (fs::is_regular_file(src / "main.rs", error))
        bins.push_back(bin(manifest, manifest.name, src / "main.rs"));
    std::vector<fs::path> entries;
    for (fs::directory_iterator it(src / "bin", error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path());
    std::ranges::sort(entries);
    for (const auto &entry : entries) {
        if (fs::is_directory(entry, error) && fs::is_regular_file(entry / "main.rs", error))
            bins.push_back(bin(manifest, toUtf8(entry.filename()), entry / "main.rs"));
        else if (entry.extension() == ".rs")
            bins.push_back(bin(manifest, toUtf8(entry.stem()), entry));
    }
    return bins;
}

Result<std::vector<BuildTarget>> findBins(const toml::table &root, const toml::table &package, const Manifest &manifest)
{
    const auto *listed = root.get_as<toml::array>("bin");
    const bool automatic = package["autobins"].value_or(!(manifest.edition == "2015" && listed && !listed->empty()));
    const auto inferred = inferredBins(manifest);
    std::vector<BuildTarget> bins;
    for (std::size_t i = 0; listed && i < listed->size(); ++i) {
        const auto *table = listed->get_as<toml::table>(i);
        if (!table)
            return fail(text::wrongType("bin", "an array of tables", *listed, manifest.file));
        const std::string name = (*table)["name"].value_or(manifest.name);
        const auto path = (*table)["path"].value<std::string>();
        const auto same = std::ranges::find(inferred, name, &BuildTarget::name);
        fs::path source = path                     ? resolvePath(manifest.directory(), fromUtf8(*path))
                          : same != inferred.end() ? same->source
                                                   : manifest.directory() / "src" / "main.rs";
        BuildTarget target = bin(manifest, name, source);
        readFlags(target, *table);
        bins.push_back(std::move(target));
    }
    for (const auto &target : inferred) {
        const bool known = std::ranges::any_of(
            bins, [&](const BuildTarget &b) { return b.name == target.name || b.source == target.source; });
        if (automatic && !known)
            bins.push_back(target);
    }
    return bins;
}

Result<std::optional<BuildTarget>> findBuild(const toml::table &package, const Manifest &manifest)
{
    std::error_code ignored;
    fs::path source = manifest.directory() / "build.rs";
    const auto value = package["build"];
    if (value.value<bool>() == false || (!value && !fs::exists(source, ignored)))
        return std::nullopt;
    if (const auto path = value.value<std::string>())
        source = resolvePath(manifest.directory(), fromUtf8(*path));
    if (!fs::exists(source, ignored))
        return fail(Error{ErrorCode::BadInput,
                          std::format("the build script {} of `{}` does not exist", toUtf8(source), manifest.name)}
                        .withPlace(value ? text::placeOf(*value.node(), manifest.file) : manifest.namePlace));
    BuildTarget target;
    target.kind = TargetKind::CustomBuild;
    target.name = "build-script-" + toUtf8(source.stem());
    target.source = source;
    target.crateTypes = {"bin"};
    target.edition = manifest.edition;
    target.doc = target.doctest = target.test = false;
    return target;
}

} // namespace

Result<void> findTargets(Manifest &manifest, const toml::table &root, const toml::table &package)
{
    CY_TRY(manifest.lib, findLib(root, manifest));
    CY_TRY(manifest.bins, findBins(root, package, manifest));
    CY_TRY(manifest.build, findBuild(package, manifest));
    return {};
}

} // namespace crossyard::cargo
