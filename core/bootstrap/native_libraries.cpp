// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/native_libraries.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/manifest.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::bootstrap {

namespace {

using Habit = NativeLibrary::Habit;

std::vector<long> numbersOf(std::string_view version)
{
    std::vector<long> numbers;
    while (!version.empty()) {
        long number = 0;
        const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
        if (error != std::errc())
            break;
        numbers.push_back(number);
        version.remove_prefix(static_cast<std::size_t>(end - version.data()));
        if (!version.starts_with('.'))
            break;
        version.remove_prefix(1);
    }
    return numbers;
}

// Text between quotes that begins at or after a place, with where it ends.
std::optional<std::string> literalAfter(std::string_view text, std::size_t &at)
{
    const auto open = text.find('"', at);
    const auto close = open == text.npos ? open : text.find('"', open + 1);
    if (close == text.npos)
        return std::nullopt;
    at = close + 1;
    return std::string(text.substr(open + 1, close - open - 1));
}

std::string shown(const NativeWindow &window)
{
    std::vector<std::string> parts;
    if (!window.from.empty())
        parts.push_back(window.from + " or later");
    if (!window.below.empty())
        parts.push_back("below " + window.below);
    return join(parts, ", ");
}

// The names that a script asks pkg-config for.
std::vector<std::string> librariesIn(std::string_view script)
{
    std::vector<std::string> names;
    for (const std::string_view call : {".probe(\"", "probe_library(\"", "find_library(\""}) {
        for (auto at = script.find(call); at != script.npos; at = script.find(call, at + 1)) {
            const auto start = at + call.size();
            const auto end = script.find('"', start);
            if (end == script.npos)
                break;
            const std::string name(script.substr(start, end - start));
            if (!name.empty() && !name.contains('{') && !std::ranges::contains(names, name))
                names.push_back(name);
        }
    }
    return names;
}

class NativeFinder {
public:
    NativeFinder(const BootstrapInput &input, const build::UnitGraph &graph, const NativeWorld &world)
        : m_input(input), m_graph(graph), m_world(world)
    {
    }

    std::vector<NativeFinding> find(const std::vector<bool> &needed)
    {
        for (build::UnitIndex i = 0; i < m_graph.units.size(); ++i) {
            const auto &unit = m_graph.units[i];
            if (!unit.isScriptRun() || unit.scriptOverride || !needed[i] ||
                !m_seen.insert({unit.package, unit.side}).second)
                continue;
            look(unit);
        }
        return std::move(m_findings);
    }

private:
    struct Asked {
        const cargo::Package &package;
        const build::Unit &unit;
        const Side &side;
        std::string title;
        bool has(std::string_view features) const
        {
            return std::ranges::any_of(splitWhitespace(features), [&](const auto &feature) {
                return std::ranges::contains(unit.features, feature);
            });
        }
    };

    void look(const build::Unit &unit)
    {
        const auto &package = m_graph.packages->at(unit.package);
        const auto &manifest = package.manifest;
        const Side &side = unit.side == cargo::Side::Host ? m_input.hostSide : m_input.targetSide;
        const Asked asked{package, unit, side, manifest.name + " " + manifest.version.toString()};
        // Elsewhere scripts have other ways: vcpkg, frameworks, what the system has of itself.
        const auto &cfgs = side.facts.cfgs;
        const bool known = cfgs.has("unix") && !cfgs.has("target_vendor", "apple") && !cfgs.has("target_os", "android");
        const auto library = std::ranges::find(nativeLibraries(), manifest.name, &NativeLibrary::crate);
        if (library != nativeLibraries().end() && known) {
            lookFor(*library, asked);
            return;
        }
        if (known)
            lookForOthers(asked);
        if (compilesC(unit))
            lookForCompiler(asked, false);
    }

    // What a crate that is not in the table says of itself. It may do without, so that this is only told.
    void lookForOthers(const Asked &asked)
    {
        const auto &manifest = asked.package.manifest;
        std::map<std::string, std::string> wanted; // least versions by pkg-config's name
        if (const auto file = cargo::readManifestFile(manifest.file)) {
            const auto *table = (*file)->table["package"]["metadata"]["system-deps"].as_table();
            for (const auto &[key, value] : table ? *table : toml::table()) {
                const auto *one = value.as_table();
                const std::string name(one ? (*one)["name"].value_or(std::string(key.str())) : std::string(key.str()));
                wanted[name] = one ? (*one)["version"].value_or(std::string()) : value.value_or(std::string());
            }
        }
        if (manifest.links && manifest.build) {
            const auto script = readFile(manifest.build->source);
            for (const auto &name : script ? librariesIn(*script) : std::vector<std::string>())
                wanted.try_emplace(name, windowIn(*script, name).value_or(NativeWindow{}).from);
        }
        for (const auto &[name, least] : wanted) {
            NativeFinding finding{asked.title, name, "found"};
            const NativeWindow window{least, ""};
            finding.wanted = shown(window);
            judge(finding, window, NativeLibrary{.crate = manifest.name, .pkgConfig = name}, asked);
            if (finding.state != "found")
                finding.text += "; its build script may fail, or do without";
            m_findings.push_back(std::move(finding));
        }
    }

    std::optional<std::string> variable(std::string_view name, const Asked &asked) const
    {
        if (name.empty())
            return std::nullopt;
        const std::string triple = toUpper(replaceAll(asked.side.facts.name, "-", "_"));
        if (auto own = m_world.variable(triple + "_" + std::string(name)))
            return own;
        return m_world.variable(std::string(name));
    }

    bool isOn(std::string_view name, const Asked &asked) const
    {
        const auto value = variable(name, asked);
        return value && *value != "0";
    }

    void lookFor(const NativeLibrary &library, const Asked &asked)
    {
        NativeFinding finding{asked.title, std::string(library.pkgConfig), "found"};
        if (variable(library.placeEnv, asked)) {
            finding.wanted = std::format("where {} says", library.placeEnv);
            m_findings.push_back(std::move(finding));
            return;
        }
        std::error_code ignored;
        const fs::path along = asked.package.manifest.directory() / fromUtf8(library.bundled);
        const bool hasSources = !library.bundled.empty() && fs::exists(along, ignored);
        const bool system = isOn(library.systemEnv, asked) || asked.has(library.systemOn);
        const bool vendored = !system && (asked.has(library.vendorOn) || isOn(library.vendorEnv, asked));
        if (vendored || (library.habit == Habit::BundledFirst && hasSources && !system)) {
            bundled(std::move(finding), asked);
            return;
        }
        const NativeWindow window = windowOf(library, asked);
        finding.wanted = shown(window);
        finding.package = packageFor(library, m_world.distribution, asked.side.facts.name, m_world.host);
        judge(finding, window, library, asked);
        if (finding.state != "found" && library.habit == Habit::SystemFirst && hasSources && !system) {
            bundled(std::move(finding), asked);
            return;
        }
        if (finding.state != "found") {
            finding.stops = true;
            finding.text += advice(finding, asked);
        }
        m_findings.push_back(std::move(finding));
    }

    NativeWindow windowOf(const NativeLibrary &library, const Asked &asked) const
    {
        const auto &manifest = asked.package.manifest;
        if (manifest.build) {
            if (const auto script = readFile(manifest.build->source)) {
                if (auto window = windowIn(*script, library.pkgConfig))
                    return *window;
            }
        }
        return {std::string(library.atLeast), ""};
    }

    // Its source is read where a library is asked for: mostly nothing has to be built.
    bool isDebians() const
    {
        if (m_debians)
            return *m_debians;
        m_debians = false;
        for (cargo::PackageIndex i = 0; i < m_graph.packages->size(); ++i) {
            const auto &manifest = m_graph.packages->at(i).manifest;
            if (manifest.name != "pkg-config" || !manifest.lib || manifest.lib->source.empty())
                continue;
            const auto source = readFile(manifest.lib->source);
            m_debians = *m_debians || (source && isDebiansPkgConfig(*source));
        }
        return *m_debians;
    }

    void judge(NativeFinding &finding, const NativeWindow &window, const NativeLibrary &library,
               const Asked &asked) const
    {
        const std::string wants = finding.wanted.empty() ? "" : " (" + finding.wanted + ")";
        const NativeQuestion question{finding.library, asked.side.facts.name, isDebians()};
        const auto version = m_world.version(question);
        if (!version) {
            finding.state = "missing";
            if (question.target != m_world.host)
                finding.wrapper = m_world.wrapper(question).value_or("");
            finding.text = std::format("{} needs {}{}, and pkg-config finds none for {}", finding.crate,
                                       finding.library, wants, asked.side.facts.name);
            return;
        }
        finding.version = *version;
        if (const auto trouble = m_world.trouble(question); !trouble.empty()) {
            finding.state = "missing";
            finding.text = std::format("{} needs {}{}, which is here, but not what it needs itself ({})", finding.crate,
                                       finding.library, wants, trouble);
            return;
        }
        if (!window.from.empty() && compareNativeVersions(*version, window.from) < 0)
            finding.state = "too old";
        else if (!window.below.empty() && compareNativeVersions(*version, window.below) >= 0)
            finding.state = "too new";
        if (finding.state != "found") {
            finding.text = std::format("{} needs {}{}, and {} is here, which is {}", finding.crate, finding.library,
                                       wants, *version, finding.state);
        } else if (library.crate == "curl-sys" && asked.has("http2") && !m_world.curlHasHttp2()) {
            finding.state = "missing";
            finding.wanted = "with HTTP2";
            finding.text = std::format("{} needs libcurl with HTTP2, and `curl-config --features` does not name it",
                                       finding.crate);
        }
    }

    std::string advice(const NativeFinding &finding, const Asked &asked) const
    {
        const auto &links = asked.package.manifest.links;
        if (!finding.wrapper.empty())
            return std::format(": {0} finds it; let it be asked (PKG_CONFIG_{1}={0})", finding.wrapper,
                               replaceAll(asked.side.facts.name, "-", "_"));
        const std::string install = finding.state != "missing" ? "have a version that fits (PKG_CONFIG_PATH)"
                                    : finding.package.empty()  ? "install its development package"
                                                               : "install " + finding.package;
        const std::string cross = finding.state == "missing" && asked.side.facts.name != m_world.host
                                      ? " and let pkg-config look there (PKG_CONFIG_ALLOW_CROSS=1, PKG_CONFIG_LIBDIR_" +
                                            replaceAll(asked.side.facts.name, "-", "_") + ")"
                                      : "";
        return std::format(
            ": {}{}{}", install, cross,
            links ? std::format(", or say in [target.{}.{}] what the script would", asked.side.facts.name, *links)
                  : "");
    }

    // Sources that come along need a C compiler.
    void bundled(NativeFinding finding, const Asked &asked)
    {
        finding.state = "bundled";
        finding.text.clear();
        finding.wanted.clear();
        finding.version.clear();
        m_findings.push_back(std::move(finding));
        lookForCompiler(asked, true);
    }

    bool compilesC(const build::Unit &run) const
    {
        for (const auto &script : run.dependencies) {
            const auto &compiled = m_graph.units[script.unit];
            if (!compiled.isScriptCompile())
                continue;
            for (const auto &dependency : compiled.dependencies) {
                const auto &name = m_graph.package(m_graph.units[dependency.unit]).manifest.name;
                if (name == "cc" || name == "cmake")
                    return true;
            }
        }
        return false;
    }

    // `certain`: it will be run; else it is only at hand, and the script may do without.
    void lookForCompiler(const Asked &asked, bool certain)
    {
        const std::string &target = asked.side.facts.name;
        if (m_world.compiler(target))
            return;
        NativeFinding finding{asked.title, "C compiler", "missing"};
        finding.stops = certain;
        finding.text = std::format("{} {} a C compiler for {}, and there is none: install one, or name it in CC_{}",
                                   asked.title, certain ? "needs" : "may need", target, replaceAll(target, "-", "_"));
        m_findings.push_back(std::move(finding));
    }

    const BootstrapInput &m_input;
    const build::UnitGraph &m_graph;
    const NativeWorld &m_world;
    mutable std::optional<bool> m_debians; // the crate pkg-config is Debian's; once it was asked
    std::set<std::pair<cargo::PackageIndex, cargo::Side>> m_seen;
    std::vector<NativeFinding> m_findings;
};

} // namespace

int compareNativeVersions(std::string_view a, std::string_view b)
{
    auto left = numbersOf(a);
    auto right = numbersOf(b);
    const auto size = std::max(left.size(), right.size());
    left.resize(size);
    right.resize(size);
    return left < right ? -1 : left > right ? 1 : 0;
}

std::optional<NativeWindow> windowIn(std::string_view script, std::string_view pkgConfigName)
{
    const std::string probe = std::format("probe(\"{}\")", pkgConfigName);
    const auto at = script.find(probe);
    if (at == script.npos)
        return std::nullopt;
    // What is asked stands in the same statement.
    const auto start = script.find_last_of(";{", at);
    std::string_view statement =
        script.substr(start == script.npos ? 0 : start, at - (start == script.npos ? 0 : start));
    if (auto range = statement.find("range_version("); range != statement.npos) {
        const auto from = literalAfter(statement, range);
        const auto below = literalAfter(statement, range);
        if (from && below)
            return NativeWindow{*from, *below};
    }
    if (auto least = statement.find("atleast_version("); least != statement.npos) {
        if (const auto from = literalAfter(statement, least))
            return NativeWindow{*from, ""};
    }
    return std::nullopt;
}

std::vector<NativeFinding> findNatives(const BootstrapInput &input, const build::UnitGraph &graph,
                                       const std::vector<bool> &needed, const NativeWorld &world)
{
    return NativeFinder(input, graph, world).find(needed);
}

std::optional<Error> firstObstacle(const std::vector<NativeFinding> &natives)
{
    std::vector<std::string> lines;
    for (const auto &native : natives) {
        if (native.stops)
            lines.push_back(native.text);
    }
    if (lines.empty())
        return std::nullopt;
    const std::string more =
        lines.size() == 1 ? "" : std::format("{} libraries are not as the build scripts need them:\n  ", lines.size());
    return Error{ErrorCode::NotFound, more + join(lines, "\n  ")}.withHint(
        "where this is not so, --no-native-check builds all the same");
}

} // namespace crossyard::bootstrap
