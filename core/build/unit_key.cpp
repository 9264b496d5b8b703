// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/unit_key.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::build {

namespace {

std::string digestOf(const std::vector<KeyField> &fields)
{
    DigestBuilder digest;
    for (const auto &field : fields)
        digest.add(field.name, field.value);
    return digest.hex();
}

std::vector<fs::path> packageDirs(const UnitGraph &graph, const BuildSettings &settings)
{
    std::vector<fs::path> dirs = settings.foreignDirs;
    for (cargo::PackageIndex i = 0; i < graph.packages->size(); ++i)
        dirs.push_back(graph.packages->at(i).manifest.directory());
    return dirs;
}

} // namespace

KeyMaker::KeyMaker(const UnitGraph &graph, const BuildSettings &settings, fs::path library, SourceDigests &digests,
                   std::function<std::optional<ScriptDeclaration>(const std::string &)> declared)
    : m_graph(graph), m_settings(settings), m_sources(std::move(library), packageDirs(graph, settings)),
      m_digests(digests), m_declared(std::move(declared))
{
}

Result<std::string> KeyMaker::source(const Unit &unit)
{
    return m_sources.digestOf(m_graph.package(unit).manifest.directory(), m_digests);
}

// Where a package comes from, without where it lies: two copies of a workspace say the same.
std::string KeyMaker::origin(const cargo::Package &package) const
{
    return package.fromRegistry ? package.source.substr(0, package.source.find('#'))
                                : toUtf8(package.manifest.directory().lexically_relative(m_settings.workspaceRoot));
}

// True where this unit, a macro or a build script, or what it calls, speaks of its caller's directory: then what it
// makes there may name that directory.
Result<bool> KeyMaker::callAsksForPlace(UnitIndex index)
{
    if (const auto known = m_asking.find(index); known != m_asking.end())
        return known->second;
    const Unit &unit = m_graph.units[index];
    CY_TRY(const TreeDigest tree, m_sources.ownTree(m_graph.package(unit).manifest.directory(), m_digests));
    bool asks = tree.asksForPlace;
    for (const auto &dependency : unit.dependencies) {
        if (asks)
            break;
        if (!m_graph.units[dependency.unit].isScriptRun()) {
            CY_TRY(asks, callAsksForPlace(dependency.unit));
        }
    }
    m_asking[index] = asks;
    return asks;
}

// True where what comes out may name the directory that the package lies in. Sources are known by their text, a build
// script by that of the crates that it calls for (cc), too; what it said is looked at when it ran.
Result<bool> KeyMaker::asksForPlace(UnitIndex index)
{
    const Unit &unit = m_graph.units[index];
    CY_TRY(const TreeDigest tree, m_sources.ownTree(m_graph.package(unit).manifest.directory(), m_digests));
    if (tree.asksForPlace)
        return true;
    for (const auto &dependency : unit.dependencies) {
        const Unit &other = m_graph.units[dependency.unit];
        const bool calls =
            unit.isScriptRun() ? other.isScriptCompile() : other.target.kind == cargo::TargetKind::ProcMacro;
        if (calls) {
            CY_TRY(const bool asks, callAsksForPlace(dependency.unit));
            if (asks)
                return true;
        }
    }
    return false;
}

// What a bootstrapped unit can see of its surroundings beside its sources.
Result<void> KeyMaker::addEnvironment(UnitIndex index, std::vector<KeyField> &fields)
{
    const Unit &unit = m_graph.units[index];
    const auto &manifest = m_graph.package(unit).manifest;
    const auto &text = manifest.text;
    // A workspace's members inherit these from another file than their own.
    DigestBuilder about;
    for (const auto &value : {text.authors, text.description, text.homepage, text.repository, text.license,
                              text.licenseFile, text.rustVersion, text.readme})
        about.add("text", value);
    fields.push_back({"what the manifest says of the package", about.hex()});
    CY_TRY(const bool placed, asksForPlace(index));
    if (placed)
        fields.push_back({"place", toUtf8(manifest.directory())});
    if (unit.isScriptRun())
        return {};
    CY_TRY(const TreeDigest tree, m_sources.ownTree(manifest.directory(), m_digests));
    for (const auto &name : tree.variables) {
        // Those that we set ourselves are known otherwise.
        const bool ours = name == "OUT_DIR" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") ||
                          name == "CARGO" || name == "CARGO_CRATE_NAME" || name == "CARGO_BIN_NAME" ||
                          name == "CARGO_PRIMARY_PACKAGE";
        const auto value = ours ? std::nullopt : environment(name.c_str());
        if (value)
            fields.push_back({"environment " + name, *value});
    }
    return {};
}

// A unit of a later stage sees all crates of the stages before it through its sysroot.
std::string KeyMaker::stageSysroot(int stage, const std::vector<UnitKey> &keys) const
{
    std::vector<std::string> seen;
    for (UnitIndex i = 0; i < m_graph.units.size(); ++i) {
        const Unit &unit = m_graph.units[i];
        if (unit.stage < stage && unit.side == cargo::Side::Target && !unit.isScriptRun())
            seen.push_back(keys[i].digest);
    }
    std::ranges::sort(seen);
    DigestBuilder digest;
    digest.add("crates", seen);
    return seen.empty() ? "" : digest.hex();
}

Result<std::vector<KeyField>> KeyMaker::staticFields(UnitIndex index, const std::vector<UnitKey> &keys)
{
    const Unit &unit = m_graph.units[index];
    const auto &package = m_graph.package(unit);
    const bool target = unit.side == cargo::Side::Target;
    std::vector<KeyField> fields;
    const auto add = [&](std::string name, std::string value) {
        fields.push_back({std::move(name), std::move(value)});
    };
    add("recipe", std::to_string(m_settings.sysrootCrates ? recipeVersion : bootstrapRecipeVersion));
    add("compiler", m_settings.compiler.identity);
    add("package", std::format("{} {} in {}", package.manifest.name, package.manifest.version.toString(),
                               m_settings.sysrootCrates ? toUtf8(package.manifest.directory()) : origin(package)));
    add("crate", unit.target.crateName());
    add("mode", unit.isScriptRun() ? "run build script" : unit.mode == UnitMode::Check ? "check" : "build");
    // rustc takes two spec files for the same target when their stems and bytes are the same, wherever they lie.
    const auto &spec = m_settings.target;
    add("target", !target ? "host"
                  : !spec.custom()
                      ? spec.name
                      : spec.name + (m_settings.specDirectory ? " by name " : ".json ") + sha256(spec.specBytes));
    add("features", join(unit.features, ", "));
    CY_TRY(std::string sourceDigest, source(unit));
    add("source", std::move(sourceDigest));
    if (!m_settings.sysrootCrates && !unit.isScriptRun()) {
        add("primary", m_graph.isPrimary(unit.package) ? "yes" : "no");
    }
    if (m_settings.workspaceWrapper && package.isMember && !unit.isScriptRun())
        add("workspace wrapper",
            toUtf8(*m_settings.workspaceWrapper)); // it may change what comes out; the other may not
    if (!m_settings.sysrootCrates && !unit.scriptOverride)
        CY_CHECK(addEnvironment(index, fields));
    if (unit.scriptOverride) {
        add(unit.recordedOut.empty() ? "said by the configuration" : "said by a recording",
            toJson(*unit.scriptOverride));
        if (!unit.recordedOut.empty())
            add("recorded files", unit.recordedDigest);
    } else if (unit.isScriptRun()) {
        for (const auto &[name, value] : scriptEnvironment(m_graph, m_settings, unit))
            add("environment " + name, value);
    } else {
        add("edition", unit.target.edition);
        if (unit.target.kind == cargo::TargetKind::Bin)
            add("program", unit.target.name);
        add("crate types", join(unit.target.crateTypes, ", "));
        add("flags", join(codegenFlags(m_graph, m_settings, unit), " "));
        if (target && unit.stage > 0)
            add("crates of earlier stages", stageSysroot(unit.stage, keys));
    }
    if (const auto &linker = target ? m_settings.targetLinker : m_settings.hostLinker)
        add("linker", *linker);
    for (const auto &[name, value] : m_settings.environment)
        add("environment " + name, value);
    for (const auto &dependency : unit.dependencies)
        add("dependency " + dependency.externName, keys[dependency.unit].digest);
    return fields;
}

Result<std::string> KeyMaker::staticKey(UnitIndex unit, const std::vector<UnitKey> &keys)
{
    CY_TRY(const auto fields, staticFields(unit, keys));
    return digestOf(fields);
}

Result<UnitKey> KeyMaker::of(UnitIndex index, const std::vector<UnitKey> &keys)
{
    UnitKey key;
    CY_TRY(key.fields, staticFields(index, keys));
    if (m_graph.units[index].isScriptRun()) {
        // Variables that are not set and files that are not there add nothing: the key is then the static one, which
        // can be known before the script has ever run.
        if (const auto declared = m_declared(digestOf(key.fields))) {
            if (declared->placed && !std::ranges::contains(key.fields, "place", &KeyField::name))
                key.fields.push_back({"place", toUtf8(m_graph.package(m_graph.units[index]).manifest.directory())});
            for (const auto &name : declared->variables) {
                if (const auto value = environment(name.c_str()))
                    key.fields.push_back({"environment " + name, *value});
            }
            CY_TRY(const auto covered,
                   m_sources.directoriesOf(m_graph.package(m_graph.units[index]).manifest.directory(), m_digests));
            for (const auto &file : declared->files) {
                const bool isCovered =
                    std::ranges::any_of(covered, [&](const fs::path &dir) { return isBelow(file, dir); });
                if (isCovered)
                    continue;
                if (const auto digest = digestOfFile(file))
                    key.fields.push_back({"file " + toUtf8(file), *digest});
            }
        }
    }
    key.digest = digestOf(key.fields);
    key.metadata = metadataOf(index, key, keys);
    return key;
}

std::string KeyMaker::metadataOf(UnitIndex index, const UnitKey &key, const std::vector<UnitKey> &keys) const
{
    if (m_settings.sysrootCrates)
        return key.digest.substr(0, 16);
    const Unit &unit = m_graph.units[index];
    const auto &package = m_graph.package(unit);
    const auto &manifest = package.manifest;
    DigestBuilder digest;
    digest.add("package", manifest.name).add("version", manifest.version.toString());
    digest.add("from", origin(package));
    digest.add("target", unit.target.name).add("types", unit.target.crateTypes).add("features", unit.features);
    digest.add("side", unit.side == cargo::Side::Target ? m_settings.target.name : "host");
    digest.add("mode", std::to_string(static_cast<int>(unit.mode)));
    digest.add("compiler", m_settings.compiler.verboseVersion);
    const auto &profile = unit.profile;
    digest.add("profile",
               std::format("{} {} {} {} {} {} {}", profile.optLevel, profile.lto, profile.debuginfo,
                           profile.debugAssertions, profile.overflowChecks, profile.panic, static_cast<int>(unit.lto)));
    digest.add("codegen units", profile.codegenUnits ? std::to_string(*profile.codegenUnits) : "");
    digest.add("flags", profile.rustflags);
    for (const auto &dependency : unit.dependencies) {
        // Whether a build script was run or its words were recorded is not to be seen in what comes out.
        if (!m_graph.units[dependency.unit].isScriptRun())
            digest.add("dependency " + dependency.externName, keys[dependency.unit].metadata);
    }
    return digest.hex().substr(0, 16);
}

Result<std::vector<UnitKey>> KeyMaker::all()
{
    std::set<fs::path> needed;
    for (const auto &unit : m_graph.units)
        needed.insert(m_graph.package(unit).manifest.directory());
    m_sources.prepare({needed.begin(), needed.end()}, m_digests);
    std::vector<UnitKey> keys(m_graph.units.size());
    std::vector<bool> done(m_graph.units.size());
    std::function<Result<void>(UnitIndex)> visit = [&](UnitIndex index) -> Result<void> {
        if (done[index])
            return {};
        done[index] = true;
        for (const auto &dependency : m_graph.units[index].dependencies)
            CY_CHECK(visit(dependency.unit));
        CY_TRY(keys[index], of(index, keys));
        return {};
    };
    // Stage by stage: a later one needs the keys of all before it.
    std::vector<UnitIndex> order(m_graph.units.size());
    for (UnitIndex i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](UnitIndex i) { return m_graph.units[i].stage; });
    for (const UnitIndex index : order)
        CY_CHECK(visit(index));
    return keys;
}

std::string reasonToBuild(const std::vector<KeyField> &fields, const std::vector<KeyField> &last)
{
    if (last.empty())
        return "not built before";
    std::vector<std::string> reasons;
    const auto find = [](const std::vector<KeyField> &list, const std::string &name) -> const KeyField * {
        const auto it = std::ranges::find(list, name, &KeyField::name);
        return it == list.end() ? nullptr : &*it;
    };
    const auto isDigest = [](const std::string &value) {
        return value.size() == 64 && value.find_first_not_of("0123456789abcdef") == std::string::npos;
    };
    for (const auto &field : fields) {
        const KeyField *old = find(last, field.name);
        if (!old)
            reasons.push_back(field.name + " is new");
        else if (old->value != field.value && !isDigest(field.value) && !isDigest(old->value))
            reasons.push_back(std::format("{} changed from [{}] to [{}]", field.name, old->value, field.value));
        else if (old->value != field.value)
            reasons.push_back(field.name + " changed");
    }
    for (const auto &old : last) {
        if (!find(fields, old.name))
            reasons.push_back(old.name + " is gone");
    }
    return reasons.empty() ? "its stored result is gone or damaged" : join(reasons, "; ");
}

} // namespace crossyard::build
