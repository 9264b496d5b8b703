// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/sysroot_graph.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

namespace crossyard::sysroot {

namespace {

using cargo::FeatureRequest;
using cargo::PackageIndex;

// A list of crates as -Zbuild-std takes it, completed the way cargo completes it.
std::set<std::string> completed(const std::vector<std::string> &crates)
{
    std::set<std::string> all(crates.begin(), crates.end());
    if (all.contains("std"))
        all.insert({"core", "alloc", "proc_macro", "panic_unwind", "compiler_builtins"});
    else if (all.contains("core"))
        all.insert("compiler_builtins");
    return all;
}

class GraphReader {
public:
    explicit GraphReader(const SysrootInput &input) : m_input(input)
    {
        std::vector<cargo::Patch> patches;
        if (input.xargo)
            patches = input.xargo->patches;
        patches.insert(patches.end(), input.library.patches.begin(), input.library.patches.end());
        m_packages =
            std::make_shared<cargo::PackageGraph>(cargo::PackageGraph::Sources{.patches = std::move(patches),
                                                                               .lock = input.lock,
                                                                               .crateDirs = input.crateDirs,
                                                                               .workspace = input.library.root});
    }

    Result<SysrootGraph> read()
    {
        if (m_input.request.crates)
            CY_CHECK(readList(*m_input.request.crates));
        else if (m_input.xargo && !m_input.xargo->crates.empty())
            CY_CHECK(readXargo());
        else
            CY_CHECK(readDefault());
        return make();
    }

private:
    Result<PackageIndex> libraryPackage(const std::string &name)
    {
        const auto dir = m_input.library.find(name);
        if (dir)
            return m_packages->addPath(*dir, true);
        // Sources before 1.91 take compiler_builtins from the registry: the one that alloc asks for.
        if (name == "compiler_builtins") {
            CY_TRY(const PackageIndex alloc, libraryPackage("alloc"));
            for (const auto &dependency : m_packages->at(alloc).manifest.dependencies) {
                if (dependency.package == name && dependency.kind == cargo::DependencyKind::Normal)
                    return m_packages->require(alloc, dependency);
            }
        }
        const auto names = m_input.library.packages();
        const auto guess = closest(name, names);
        return fail(
            Error{ErrorCode::NotFound, std::format("the standard library's source at {} has no crate `{}`",
                                                   toUtf8(m_input.library.source.library), name)}
                .withHint(guess ? std::format("did you mean `{}`?", *guess) : "its crates are: " + join(names, ", ")));
    }

    void addRoot(PackageIndex package, int stage = 0)
    {
        const auto &name = m_packages->at(package).manifest.name;
        if (std::ranges::contains(m_roots, package, &build::RootUnit::package))
            return;
        m_roots.push_back({package, stage});
        m_out.rootCrates.push_back(name);
    }

    // --crates: features are given to every package of the library that has them, as `cargo --features` does it in a
    // workspace; the packages that are asked are those that cargo's -Zbuild-std resolves with.
    Result<void> readList(const std::vector<std::string> &crates)
    {
        const bool maybeStd = m_input.info.hasStd.value_or(true);
        std::set<std::string> resolved =
            completed(crates.empty() ? std::vector<std::string>{maybeStd ? "std" : "core"} : crates);
        const auto wanted = resolved;
        if (m_input.library.find(m_input.library.featureRoot))
            resolved.insert(m_input.library.featureRoot);
        const auto features =
            m_input.request.stdFeatures.value_or(std::vector<std::string>{"panic-unwind", "backtrace", "default"});
        std::set<std::string> used;
        for (const auto &name : resolved) {
            CY_TRY(const PackageIndex package, libraryPackage(name));
            FeatureRequest request{package, {}, false};
            for (const auto &feature : features) {
                if (m_packages->at(package).manifest.features.contains(feature)) {
                    request.features.push_back(feature);
                    used.insert(feature);
                }
            }
            m_features.push_back(std::move(request));
        }
        if (m_input.request.stdFeatures) {
            for (const auto &feature : features) {
                if (!used.contains(feature))
                    return unknownStdFeature(feature, resolved);
            }
        }
        for (const auto &name : wanted) {
            CY_TRY(const PackageIndex package, libraryPackage(name));
            addRoot(package);
        }
        return {};
    }

    Result<void> unknownStdFeature(const std::string &feature, const std::set<std::string> &packages)
    {
        std::vector<std::string> known;
        for (const auto &name : packages) {
            CY_TRY(const PackageIndex package, libraryPackage(name));
            for (const auto &[key, list] : m_packages->at(package).manifest.features)
                known.push_back(key);
        }
        const auto guess = closest(replaceAll(feature, "_", "-"), known);
        return fail(
            Error{ErrorCode::BadInput, std::format("this standard library has no feature `{}`", feature)}.withHint(
                guess ? std::format("did you mean `{}`?", *guess) : "leave it out"));
    }

    // compiler_builtins is linked into everything, so it is always there; alone it must be told whose it is.
    Result<void> addBuiltins(bool mem)
    {
        CY_TRY(const PackageIndex core, libraryPackage("core"));
        CY_TRY(const PackageIndex builtins, libraryPackage("compiler_builtins"));
        FeatureRequest request{builtins, {}, true};
        const auto &features = m_packages->at(builtins).manifest.features;
        for (const char *mark : {"compiler-builtins", "rustc-dep-of-std"}) {
            if (features.contains(mark))
                request.features.push_back(mark);
        }
        if (mem && features.contains("mem"))
            request.features.push_back("mem");
        m_features.push_back(std::move(request));
        addRoot(core);
        addRoot(builtins);
        return {};
    }

    // Without a word of the user's: std where the target has it, else core and alloc; with the panic runtimes that the
    // two strategies need, and memcpy where no C library brings it.
    Result<void> readDefault()
    {
        if (m_input.info.hasStd.value_or(m_input.info.os != "none")) {
            for (const char *name : {"std", "panic_abort", "panic_unwind", "proc_macro", "test"}) {
                CY_TRY(const PackageIndex package, libraryPackage(name));
                addRoot(package);
                m_features.push_back(
                    {package, name == std::string_view("std") ? stdDefaults(package) : std::vector<std::string>{},
                     true});
                DefaultCrate crate{name};
                if (std::ranges::contains(m_features.back().features, "backtrace"))
                    crate.features.emplace_back("backtrace"); // the others come with std in an Xargo.toml as well
                m_out.defaults.push_back(std::move(crate));
            }
            return addBuiltins(false);
        }
        const bool mem = m_input.info.os == "none" && !memByName(m_input.target.name);
        CY_CHECK(addBuiltins(mem));
        m_out.defaults.push_back({"core"});
        if (mem && std::ranges::contains(m_features.back().features, "mem"))
            m_out.defaults.push_back({"compiler_builtins", {"mem"}});
        CY_TRY(const PackageIndex alloc, libraryPackage("alloc"));
        addRoot(alloc);
        m_out.defaults.push_back({"alloc"});
        m_features.push_back({alloc, {}, true});
        return {};
    }

    // What std is distributed with: the features that its own `default` had, now with the package `sysroot`, and
    // backtraces, which cargo's -Zbuild-std turns on as well.
    std::vector<std::string> stdDefaults(PackageIndex std) const
    {
        std::vector<std::string> features;
        const auto &known = m_packages->at(std).manifest.features;
        const bool unwinds = m_input.info.panicStrategy == "unwind" && !m_input.request.immediateAbort;
        if (unwinds || !known.contains("panic-unwind"))
            features.push_back(known.contains("panic-unwind") ? "panic-unwind" : "panic_unwind");
        features.push_back("backtrace");
        std::erase_if(features, [&](const std::string &feature) { return !known.contains(feature); });
        return features;
    }

    Result<void> readXargo()
    {
        bool mem = false;
        for (const auto &crate : m_input.xargo->crates) {
            CY_TRY(const PackageIndex package, xargoPackage(crate));
            CY_TRY(FeatureRequest request, xargoFeatures(crate, package));
            mem |= crate.dependency.package == "compiler_builtins" && std::ranges::contains(request.features, "mem");
            m_features.push_back(std::move(request));
        }
        // Those without a stage of their own belong to the library and come first.
        CY_CHECK(addBuiltins(mem));
        for (const auto &crate : m_input.xargo->crates) {
            CY_TRY(const PackageIndex package, xargoPackage(crate));
            // The library is there before anything of the user's, whatever stage he gave it: a crate that does not name
            // `core` finds it in the sysroot of the stage before.
            addRoot(package, fromLibrary(package) ? 0 : crate.stage + 1);
        }
        return checkNames();
    }

    bool fromLibrary(PackageIndex package) const
    {
        return isBelow(m_packages->at(package).manifest.directory(), m_input.library.source.library);
    }

    Result<PackageIndex> xargoPackage(const XargoCrate &crate)
    {
        const auto &dependency = crate.dependency;
        if (dependency.git)
            return fail(Error{ErrorCode::Unsupported, std::format("crate `{}` comes from a git repository ({})",
                                                                  dependency.name, *dependency.git)}
                            .withPlace(dependency.place)
                            .withHint("clone it, and put `path = \"...\"` in the place of `git`"));
        if (dependency.path) {
            auto package = m_packages->addPath(*dependency.path, true);
            if (!package) {
                std::error_code ignored;
                if (!fs::exists(*dependency.path / "Cargo.toml", ignored))
                    return fail(Error{ErrorCode::NotFound, std::format("crate `{}`: there is no Cargo.toml in {}",
                                                                       dependency.name, toUtf8(*dependency.path))}
                                    .withPlace(crate.placeOf("path"))
                                    .withHint("correct `path`; it is relative to the directory of Xargo.toml"));
                return fail(std::move(package.error()).withContext(std::format("reading crate `{}`", dependency.name)));
            }
            if (m_packages->at(*package).manifest.name != dependency.package)
                return fail(
                    Error{ErrorCode::BadInput, std::format("{} holds package `{}`, not `{}`", toUtf8(*dependency.path),
                                                           m_packages->at(*package).manifest.name, dependency.package)}
                        .withPlace(crate.placeOf("path"))
                        .withHint("correct `path`, or write the crate's name as its Cargo.toml has it"));
            return package;
        }
        if (m_input.library.find(dependency.package) || dependency.package == "compiler_builtins") {
            CY_TRY(const PackageIndex package, libraryPackage(dependency.package));
            const auto &version = m_packages->at(package).manifest.version;
            if (crate.hasVersion && !dependency.req.matches(version))
                return fail(
                    Error{ErrorCode::BadInput,
                          std::format("crate `{}` is asked for in version `{}`, but this standard library has {}",
                                      dependency.package, dependency.req.text(), version.toString())}
                        .withPlace(crate.placeOf("version"))
                        .withHint("leave `version` out: the library brings its own"));
            return package;
        }
        // With a version it is a crate of the registry, whatever the library had by that name.
        if (const auto fate = crate.hasVersion ? std::nullopt : fateOfCrate(dependency.package))
            return fail(Error{ErrorCode::NotFound,
                              std::format("the standard library has no crate `{}` any more", dependency.package)}
                            .withPlace(dependency.place)
                            .withHint(*fate));
        // Anything else is a crate of the registry; it can be had where its source lies in a directory.
        CY_TRY(const PackageIndex core, libraryPackage("core"));
        auto package = m_packages->require(core, dependency);
        if (!package) {
            const auto guess = closest(dependency.package, m_input.library.packages());
            if (package.error().code == ErrorCode::NotFound)
                return fail(
                    Error{ErrorCode::NotFound,
                          std::format(
                              "crate `{}` is neither in the standard library's source nor in a directory of crates",
                              dependency.package)}
                        .withPlace(dependency.place)
                        .withHint(guess
                                      ? std::format("did you mean `{}`?", *guess)
                                      : "nothing is fetched from a registry yet: give `path`, or a directory of crates "
                                        "with --vendor DIR"));
            return fail(std::move(package.error()).withPlace(dependency.place));
        }
        return package;
    }

    Result<FeatureRequest> xargoFeatures(const XargoCrate &crate, PackageIndex package)
    {
        const auto &known = m_packages->at(package).manifest.features;
        const auto &dependency = crate.dependency;
        FeatureRequest request{package, {}, dependency.defaultFeatures};
        for (const auto &feature : dependency.features) {
            const auto refuse = [&](std::string message, std::string hint) {
                return fail(Error{ErrorCode::BadInput, std::move(message)}
                                .withPlace(crate.placeOf("features/" + feature))
                                .withHint(std::move(hint)));
            };
            if (feature == "panic_immediate_abort" && m_input.library.immediateAbortIsStrategy)
                return refuse(
                    "`panic_immediate_abort` is no feature any more: it is a panic strategy of the compiler",
                    "leave the feature out; build with --panic immediate-abort, or for `crossyard cargo` with "
                    "rustflags = [\"-Zunstable-options\", \"-Cpanic=immediate-abort\"]");
            if (!known.contains(feature) && (feature == "compiler-builtins-mem" || feature == "mem"))
                return refuse(
                    std::format("crate `{}` of this standard library has no feature `{}`", dependency.package, feature),
                    memByName(m_input.target.name)
                        ? std::format("leave it out: for {}, compiler_builtins brings memcpy and its like by itself",
                                      m_input.target.name)
                        : "write [dependencies.compiler_builtins] features = [\"mem\"]");
            if (!known.contains(feature) && feature.find('/') == std::string::npos) {
                std::vector<std::string> names;
                for (const auto &[name, list] : known) {
                    if (name != "panic_immediate_abort" || !m_input.library.immediateAbortIsStrategy)
                        names.push_back(name);
                }
                const auto guess = closest(feature, names);
                return refuse(
                    std::format("crate `{}` of this standard library has no feature `{}`", dependency.package, feature),
                    guess           ? std::format("it is named `{}`", *guess)
                    : names.empty() ? "it has no features: leave it out"
                                    : "leave it out; there are: " + join(names, ", "));
            }
            request.features.push_back(feature);
        }
        if (dependency.package == "std" && fromLibrary(package) && dependency.defaultFeatures) {
            for (const auto &feature : stdDefaults(package)) {
                if (feature != "backtrace")
                    request.features.push_back(feature);
            }
        }
        return request;
    }

    // Two packages that give crates of one name cannot stand in one sysroot.
    Result<void> checkNames()
    {
        std::map<std::string, const XargoCrate *> seen;
        for (const auto &crate : m_input.xargo->crates) {
            CY_TRY(const PackageIndex package, xargoPackage(crate));
            const std::string name = m_packages->at(package).manifest.externName();
            const auto [it, fresh] = seen.try_emplace(name, &crate);
            if (!fresh)
                return fail(Error{
                    ErrorCode::BadInput,
                    std::format("two crates of the name `{}`, in stage {} and in stage {}; the other one is at {}",
                                name, it->second->stage, crate.stage, describe(it->second->dependency.place))}
                                .withPlace(crate.dependency.place)
                                .withHint("a sysroot can hold one of them: remove the other"));
        }
        return {};
    }

    Result<SysrootGraph> make()
    {
        const cargo::FeatureRules rules{libraryResolver(), m_input.targetFacts, m_input.hostFacts};
        CY_TRY(auto features, cargo::resolveFeatures(*m_packages, m_features, rules));
        CY_TRY(m_out.units, build::makeUnitGraph(
                                {.packages = m_packages,
                                 .roots = m_roots,
                                 .features = std::move(features),
                                 .platforms = rules,
                                 .targetWord = m_input.targetByName ? m_input.target.name : m_input.target.argument(),
                                 .profiles = m_input.profiles,
                                 .check = m_input.request.check,
                                 .isStd = true}));
        CY_CHECK(checkGraph());
        return std::move(m_out);
    }

    int libraryResolver() const
    {
        if (!m_input.library.root)
            return 1;
        const auto named = m_input.library.root->table["workspace"]["resolver"].value<std::string>();
        return named == "2" ? 2 : named == "3" ? 3 : 1;
    }

    Result<void> checkGraph()
    {
        // A crate of the user's that hides one of the library's: both would be in the sysroot, and rustc refuses that.
        std::map<std::string, const build::Unit *> rootNames;
        for (const auto root : m_out.units.roots)
            rootNames[m_out.units.units[root].target.crateName()] = &m_out.units.units[root];
        for (const auto &unit : m_out.units.units) {
            if (unit.side != cargo::Side::Target || unit.isScriptRun())
                continue;
            const auto name = unit.target.crateName();
            if (name == "compiler_builtins")
                m_out.hasMem = std::ranges::contains(unit.features, "mem") || memByName(m_input.target.name);
            const auto it = rootNames.find(name);
            if (it == rootNames.end() || it->second->package == unit.package)
                continue;
            const auto &mine = m_out.units.package(*it->second).manifest;
            const auto &other = m_out.units.package(unit).manifest;
            return fail(
                Error{ErrorCode::BadInput, std::format("two crates of the name `{}` would be in the sysroot: {} and {}",
                                                       name, toUtf8(mine.directory()), toUtf8(other.directory()))}
                    .withPlace(placeOfCrate(mine.name))
                    .withHint("use [patch.crates-io] to put one in the other's place, or take the crate's path from "
                              "the same source as the rest"));
        }
        for (const auto *patch : m_packages->unusedPatches()) {
            const bool users = m_input.xargo && patch->dependency.place.file == m_input.xargo->file;
            if (!users)
                continue;
            if (patch->source != "crates-io")
                return fail(Error{ErrorCode::Unsupported,
                                  std::format("a patch of `{}`: only crates-io is patched", patch->source)}
                                .withPlace(patch->dependency.place)
                                .withHint("write [patch.crates-io]"));
            if (patch->dependency.git)
                return fail(Error{ErrorCode::Unsupported,
                                  std::format("the patch for `{}` comes from a git repository", patch->dependency.name)}
                                .withPlace(patch->dependency.place)
                                .withHint("clone it, and put `path = \"...\"` in the place of `git`"));
            return fail(
                Error{ErrorCode::BadInput,
                      std::format("the patch for `{}` matches nothing that this sysroot is made of",
                                  patch->dependency.package)}
                    .withPlace(patch->dependency.place)
                    .withHint(std::format("check its name and version (a patch must satisfy what its dependants ask "
                                          "for), or leave it out")));
        }
        return {};
    }

    Place placeOfCrate(const std::string &name) const
    {
        if (m_input.xargo) {
            for (const auto &crate : m_input.xargo->crates) {
                if (crate.dependency.package == name)
                    return crate.dependency.place;
            }
            return {m_input.xargo->file, 0, 0};
        }
        return {};
    }

    const SysrootInput &m_input;
    std::shared_ptr<cargo::PackageGraph> m_packages;
    std::vector<FeatureRequest> m_features;
    std::vector<build::RootUnit> m_roots;
    SysrootGraph m_out;
};

} // namespace

bool memByName(std::string_view name)
{
    const bool wasm = name.starts_with("wasm") && !name.contains("wasi");
    return wasm || name.contains("-none") || name.contains("nvptx") || name.contains("uefi") || name.contains("xous") ||
           name.contains("sgx");
}

Result<SysrootGraph> makeSysrootGraph(const SysrootInput &input)
{
    return GraphReader(input).read();
}

} // namespace crossyard::sysroot
