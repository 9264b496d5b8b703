// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_config.h"

#include "container/config/cross_checks.h"
#include "container/config/cross_reader.h"

#include <algorithm>
#include <format>
#include <tuple>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

// Calls f(key, shown value, place) for all that a section says.
template <class F> void forEachSetting(const CrossSection &section, F f)
{
    const auto visit = [&](const std::string &key, const auto &written) {
        if (written)
            f(key, shown(written->value), written->place);
    };
    visit("build-std", section.buildStd);
    visit("xargo", section.xargo);
    visit("zig.enable", section.zig);
    visit("zig.version", section.zigVersion);
    visit("zig.image", section.zigImage);
    visit("default-target", section.defaultTarget);
    visit("pre-build", section.preBuild);
    visit("dockerfile.file", section.dockerfile);
    visit("dockerfile.context", section.dockerfileContext);
    for (const auto &[name, written] : section.buildArgs)
        f("dockerfile.build-args." + text::tomlKey(name), shown(written.value), written.place);
    visit("env.passthrough", section.passthrough);
    visit("env.volumes", section.volumes);
    visit("image", section.image);
    visit("runner", section.runner);
}

// Where Cross.toml and Cargo.toml say different things, the documentation of cross and its main branch do, too.
void tellConflicts(const CrossSection &winner, const CrossSection &other, const std::string &name,
                   std::vector<Finding> &findings)
{
    std::map<std::string, std::pair<std::string, Place>> said;
    forEachSetting(winner, [&](const std::string &key, std::string value, const Place &place) {
        said[key] = {std::move(value), place};
    });
    forEachSetting(other, [&](const std::string &key, const std::string &value, const Place &place) {
        const auto it = said.find(key);
        if (it == said.end() || it->second.first == value)
            return;
        findings.push_back(
            {Severity::Warning, "two-files",
             std::format("`{}.{}` is {} here, but {} in {}: this one counts, as cross documents it; its main branch "
                         "takes the other",
                         name, key, it->second.first, value, describe(place)),
             Origin::file(it->second.second), "keep one of the two"});
    });
}

// Cargo.toml's tables that may hold settings of cross.
enum class Metadata { Workspace, Package };

struct FoundMetadata {
    const toml::table *table = nullptr;
    const toml::node *node = nullptr; // where it is no table
    Place place = {};                 // of the key `cross`
};

FoundMetadata findMetadata(const toml::table &manifest, Metadata kind, const fs::path &file)
{
    const auto *owner = manifest.get_as<toml::table>(kind == Metadata::Workspace ? "workspace" : "package");
    const auto *metadata = owner ? owner->get_as<toml::table>("metadata") : nullptr;
    if (!metadata)
        return {};
    const auto it = metadata->find("cross");
    if (it == metadata->end())
        return {};
    return {it->second.as_table(), &it->second, text::placeOf(it->first, file)};
}

constexpr std::string_view workspaceTable = "workspace.metadata.cross";
constexpr std::string_view packageTable = "package.metadata.cross";

class ConfigReader {
public:
    ConfigReader(const CrossInputs &inputs, Dialect dialect) : m_inputs(inputs)
    {
        m_out.dialect = dialect;
        m_out.knownTargets = inputs.knownTargets;
    }

    Result<CrossConfig> read()
    {
        if (m_inputs.crossToml) {
            CY_TRY(const toml::table root, text::parseToml(m_inputs.crossToml->text, m_inputs.crossToml->file));
            take(root, m_inputs.crossToml->file, "");
        }
        CY_CHECK(readManifests());
        if (m_out.files.size() == 2)
            compare(m_out.files[0], m_out.files[1]);
        for (const auto &file : m_out.files)
            checkTargets(file);
        return std::move(m_out);
    }

private:
    struct Manifest {
        fs::path file;
        toml::table table;
        std::string package; // its name
    };

    void take(const toml::table &table, const fs::path &file, std::string_view name)
    {
        ReadContext context{file, m_out.dialect, m_out.findings};
        const auto before = static_cast<std::ptrdiff_t>(m_out.findings.size());
        m_out.files.push_back(readCrossTables(table, std::string(name), context));
        std::ranges::stable_sort(m_out.findings.begin() + before, m_out.findings.end(), {}, [](const Finding &finding) {
            return std::tuple(finding.origin.place.line, finding.origin.place.column);
        });
    }

    static Result<Manifest> parse(const ConfigText &manifest)
    {
        CY_TRY(toml::table table, text::parseToml(manifest.text, manifest.file));
        std::string name = table["package"]["name"].value_or(std::string());
        return Manifest{manifest.file, std::move(table), std::move(name)};
    }

    // The workspace's table comes first, then those of the members in the order of their names: cargo lists packages
    // so, and cross takes the first.
    Result<void> readManifests()
    {
        std::vector<Manifest> packages;
        if (m_inputs.workspaceManifest) {
            CY_TRY(Manifest root, parse(*m_inputs.workspaceManifest));
            consider(root, Metadata::Workspace, m_out.dialect == Dialect::Main);
            m_root = root.file;
            packages.push_back(std::move(root));
        }
        for (const auto &manifest : m_inputs.memberManifests) {
            CY_TRY(Manifest member, parse(manifest));
            packages.push_back(std::move(member));
        }
        std::ranges::stable_sort(packages, {}, &Manifest::package);
        for (const auto &package : packages)
            consider(package, Metadata::Package, m_out.dialect == Dialect::Main || package.file == m_root);
        return {};
    }

    // One table of a manifest; `read` where the dialect looks there at all.
    void consider(const Manifest &manifest, Metadata kind, bool read)
    {
        const auto found = findMetadata(manifest.table, kind, manifest.file);
        if (!found.node)
            return;
        const auto name = kind == Metadata::Workspace ? workspaceTable : packageTable;
        if (!read) {
            tell(Severity::Warning, "other-dialect",
                 std::format("cross's main branch reads `[{}]` here; {} looks for it in the root package alone", name,
                             dialectWords(m_out.dialect)),
                 found.place, "it takes cross's main branch (--dialect main), or Cross.toml");
        } else if (m_metadata) {
            tell(Severity::Warning, "second-metadata",
                 std::format("cross passes over `[{}]` here: it has taken {}", name, describe(*m_metadata)),
                 found.place, std::format("move the settings to `[{}]` in the workspace's Cargo.toml", workspaceTable));
        } else if (!found.table) {
            tell(Severity::Error, "wrong-type", text::wrongType(name, "a table", *found.node, manifest.file).message,
                 found.place, std::format("write the settings below `[{}]`", name));
        } else {
            m_metadata = found.place;
            take(*found.table, manifest.file, name);
        }
    }

    void tell(Severity severity, std::string id, std::string message, Place place, std::string hint)
    {
        m_out.findings.push_back(
            {severity, std::move(id), std::move(message), Origin::file(std::move(place)), std::move(hint)});
    }

    void compare(const CrossFile &winner, const CrossFile &other)
    {
        tellConflicts(winner.build, other.build, "build", m_out.findings);
        for (const auto &[name, section] : other.targets) {
            if (const auto *same = winner.section(name))
                tellConflicts(*same, section, "target." + text::tomlKey(name), m_out.findings);
        }
    }

    void checkTargets(const CrossFile &file)
    {
        for (const auto &[name, section] : file.targets) {
            if (const auto meant = meantTarget(name, m_out.knownTargets))
                tell(Severity::Warning, "misspelt-target", std::format("no target is called `{}`", text::tomlKey(name)),
                     section.place, std::format("did you mean `{}`?", targetHeader(*meant)));
        }
        const auto &target = file.build.defaultTarget;
        if (!target)
            return;
        if (const auto meant = meantTarget(target->value, m_out.knownTargets))
            tell(Severity::Warning, "misspelt-target", std::format("no target is called {}", shown(target->value)),
                 target->place, std::format("did you mean {}?", shown(*meant)));
    }

    const CrossInputs &m_inputs;
    fs::path m_root;
    std::optional<Place> m_metadata; // the table of Cargo.toml that is taken
    CrossConfig m_out;
};

std::vector<Finding> ofOtherDialect(const CrossConfig &config)
{
    std::vector<Finding> findings = config.findings;
    std::erase_if(findings, [](const Finding &finding) { return finding.id != "other-dialect"; });
    return findings;
}

} // namespace

const CrossSection *CrossFile::section(const std::string &target) const
{
    const auto it = targets.find(target);
    return it == targets.end() ? nullptr : &it->second;
}

Result<CrossConfig> readCrossConfig(const CrossInputs &inputs, Dialect dialect)
{
    return ConfigReader(inputs, dialect).read();
}

Result<DialectGuess> guessDialect(const CrossInputs &inputs)
{
    CY_TRY(const auto release, readCrossConfig(inputs, Dialect::Release));
    const auto onlyMain = ofOtherDialect(release);
    if (onlyMain.empty())
        return DialectGuess{};
    CY_TRY(const auto main, readCrossConfig(inputs, Dialect::Main));
    if (ofOtherDialect(main).size() >= onlyMain.size())
        return DialectGuess{};
    return DialectGuess{Dialect::Main, onlyMain.front()};
}

} // namespace crossyard::container
